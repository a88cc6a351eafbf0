/** A projection kept up to date within this process: it catches up with the log, then follows it. */
import type { Domain, Projection } from "@servicelane/core"
import { Deferred, type Duration, Effect, type Scope, Schema, Stream } from "effect"
import type { CorruptEvent, UnknownEvent } from "./Codec.ts"
import { EventStore, type StoreUnavailable } from "./EventStore.ts"
import { Position } from "./Recorded.ts"
import type { Fact } from "./Replay.ts"
import { vocabulary } from "./Vocabulary.ts"

/** The projection has stopped at an event it cannot read, or at a store that does not answer; what it says would be old. */
export class ProjectionHalted extends Schema.TaggedError<ProjectionHalted>()("ProjectionHalted", {
  projection: Schema.String,
  position: Schema.Int,
  reason: Schema.String
}) {
  override get message() {
    return `The projection ${this.projection} stopped after position ${this.position}: ${this.reason}`
  }
}

/** The projection did not reach the position in the time given. */
export class ProjectionBehind extends Schema.TaggedError<ProjectionBehind>()("ProjectionBehind", {
  projection: Schema.String,
  position: Schema.Int,
  wanted: Schema.Int
}) {
  override get message() {
    return `The projection ${this.projection} is at position ${this.position} and has not reached ${this.wanted} in time. Ask again.`
  }
}

export interface Running<State> {
  /** What the projection says now, and as of which position; `read` must not keep the state it is given. */
  readonly read: <A>(read: (state: State) => A) => Effect.Effect<{ readonly value: A; readonly position: Position }, ProjectionHalted>
  /** Waits until the event at `position` is counted, so that a writer can read what it wrote. */
  readonly waitFor: (position: Position, within: Duration.Input) => Effect.Effect<void, ProjectionHalted | ProjectionBehind>
}

/** Runs until its scope closes. Each event is counted once, in the order of the log. */
export const run = <State, Event>(
  projection: Projection<State, Event>,
  pick: (fact: Fact) => Event | undefined
): Effect.Effect<Running<State>, never, EventStore | Scope.Scope> =>
  Effect.gen(function*() {
    const store = yield* EventStore
    const { name } = projection
    let state = projection.initial()
    let position = Position.make(0)
    let halted: ProjectionHalted | undefined
    const waiting = new Set<{ readonly position: Position; readonly reached: Deferred.Deferred<void, ProjectionHalted> }>()

    const settle = Effect.suspend(() =>
      Effect.forEach([...waiting], (one) => {
        if (halted === undefined && one.position > position) return Effect.void
        waiting.delete(one)
        return halted === undefined ? Deferred.succeed(one.reached, undefined) : Deferred.fail(one.reached, halted)
      }, { discard: true })
    )

    yield* store.changes(position).pipe(
      Stream.runForEach((recorded) =>
        Effect.flatMap(Effect.fromResult(vocabulary.decode(recorded)), (event) => {
          const picked = pick({ event, position: recorded.position, recordedAt: recorded.recordedAt })
          if (picked !== undefined) state = projection.evolve(state, picked)
          position = recorded.position
          return settle
        })),
      Effect.catch((error: StoreUnavailable | UnknownEvent | CorruptEvent) => {
        halted = new ProjectionHalted({ projection: name, position, reason: error.message })
        return settle
      }),
      Effect.forkScoped
    )

    return {
      read: (read) => Effect.suspend(() => halted === undefined ? Effect.succeed({ value: read(state), position }) : Effect.fail(halted)),
      waitFor: Effect.fnUntraced(function*(wanted, within) {
        const reached = yield* Deferred.make<void, ProjectionHalted>()
        const one = { position: wanted, reached }
        waiting.add(one)
        yield* settle
        yield* Deferred.await(reached).pipe(
          Effect.timeoutOrElse({
            duration: within,
            orElse: () => Effect.fail(new ProjectionBehind({ projection: name, position, wanted }))
          }),
          Effect.ensuring(Effect.sync(() => waiting.delete(one)))
        )
      })
    }
  })

/** Every event of the domain, as most projections want it. */
export const everyEvent = ({ event }: Fact): Domain.Event => event
