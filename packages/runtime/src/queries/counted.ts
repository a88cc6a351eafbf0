/** A projection over the facts of one kind, as the log stands now. */
import type { Domain, Projection } from "@servicelane/core"
import { Effect, Stream } from "effect"
import { EventStore } from "../EventStore.ts"
import { Position } from "../Recorded.ts"
import { vocabulary } from "../Vocabulary.ts"
import type { Unreadable } from "./read.ts"

/** Reads only the events of these tags; whatever else is in the log is passed over unread. */
export const counted = <State, Event extends Domain.Event>(
  projection: Projection<State, Event>,
  tags: ReadonlySet<string>
): Effect.Effect<State, Unreadable, EventStore> =>
  Effect.gen(function*() {
    const store = yield* EventStore
    const isOf = (event: Domain.Event): event is Event => tags.has(event._tag)
    let state = projection.initial()
    yield* store.readAll(Position.make(0), { types: [...tags] }).pipe(
      Stream.runForEach((recorded) => Effect.map(Effect.fromResult(vocabulary.decode(recorded)), (event) => {
        if (isOf(event)) state = projection.evolve(state, event)
      }))
    )
    return state
  })
