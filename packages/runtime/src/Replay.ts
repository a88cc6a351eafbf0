/** A projection counted anew from the log, up to a position or an instant. */
import type { Domain, Instant, Projection } from "@servicelane/core"
import { Effect, Stream } from "effect"
import type { CorruptEvent, UnknownEvent } from "./Codec.ts"
import { EventStore, type StoreUnavailable } from "./EventStore.ts"
import { Position } from "./Recorded.ts"
import { vocabulary } from "./Vocabulary.ts"

/** An event, where it stands in the log, and since when. */
export interface Fact {
  readonly event: Domain.Event
  readonly position: Position
  readonly recordedAt: Instant.Instant
}

/** Up to and including a position; or every event recorded at or before an instant; or all there are. */
export interface Until {
  readonly position?: Position
  readonly instant?: Instant.Instant
}

export interface Replayed<State> {
  readonly state: State
  /** The last position that was looked at. */
  readonly position: Position
}

/** Events that `pick` passes over are not counted. */
export const replay = <State, Event>(
  projection: Projection<State, Event>,
  pick: (fact: Fact) => Event | undefined,
  until: Until = {}
): Effect.Effect<Replayed<State>, StoreUnavailable | UnknownEvent | CorruptEvent, EventStore> =>
  Effect.gen(function*() {
    const store = yield* EventStore
    let state = projection.initial()
    const head = yield* store.head
    const { position: asked = head, instant } = until
    const last = asked < head ? asked : head
    let seen = last
    yield* store.readAll(Position.make(0)).pipe(
      Stream.takeWhile((recorded) => {
        const within = recorded.position <= last && (instant === undefined || recorded.recordedAt <= instant)
        if (!within && recorded.position <= last) seen = Position.make(recorded.position - 1)
        return within
      }),
      Stream.runForEach((recorded) =>
        Effect.map(Effect.fromResult(vocabulary.decode(recorded)), (event) => {
          const picked = pick({ event, position: recorded.position, recordedAt: recorded.recordedAt })
          if (picked !== undefined) state = projection.evolve(state, picked)
        }))
    )
    return { state, position: seen }
  })
