/** Some kinds of a site's facts, oldest first. */
import type { Domain, SiteId } from "@servicelane/core"
import { Effect, Stream } from "effect"
import { EventStore } from "../EventStore.ts"
import { positionOf } from "../Recorded.ts"
import { vocabulary } from "../Vocabulary.ts"
import type { Unreadable } from "./read.ts"

const isOf = <E extends Domain.Event>(types: ReadonlySet<string>) => (event: Domain.Event): event is E => types.has(event._tag)

/** Hands over each fact of these kinds; those of other kinds are not even read. */
export const eachFact = <E extends Domain.Event>(
  site: SiteId, types: ReadonlyArray<string>, tell: (event: E) => void
): Effect.Effect<void, Unreadable, EventStore> =>
  Effect.gen(function*() {
    const store = yield* EventStore
    const is = isOf<E>(new Set(types))
    yield* Stream.runForEach(store.readAll(positionOf(0), { types, site }), (recorded) =>
      Effect.map(Effect.fromResult(vocabulary.decode(recorded)), (event) => {
        if (is(event)) tell(event)
      }))
  })
