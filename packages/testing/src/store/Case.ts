import type { EventStore } from "@servicelane/runtime"
import { Clock, Effect, type Layer } from "effect"

/** A promise, and the effect that fails when it is broken. */
export type Case = readonly [promise: string, proof: Effect.Effect<void, unknown, EventStore>]

/** A clock that is set back by a second whenever somebody looks at it, as a machine's clock may be. */
const settingBack = Effect.map(Clock.Clock, (clock): Clock.Clock => {
  let back = 0
  const millis = () => clock.currentTimeMillisUnsafe() - 1_000 * ++back
  return {
    currentTimeMillisUnsafe: millis,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanosUnsafe: () => BigInt(millis()) * 1_000_000n,
    currentTimeNanos: Effect.sync(() => BigInt(millis()) * 1_000_000n),
    monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
    monotonicTimeNanos: clock.monotonicTimeNanos,
    sleep: (duration) => clock.sleep(duration)
  }
})

/** Proves a promise on a store, under a clock that cannot be trusted. */
export const provenOn = <E, F>(proof: Effect.Effect<void, E, EventStore>, store: Layer.Layer<EventStore, F>): Effect.Effect<void, E | F> =>
  Effect.flatMap(settingBack, (clock) => Effect.provideService(Effect.provide(proof, store), Clock.Clock, clock))
