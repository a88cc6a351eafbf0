import { Effect, Semaphore } from "effect"

/**
 * Turns for named things within one process: whoever asks for several waits until all are free. Names are taken in their
 * order, so that two who want the same things never wait for each other.
 */
export const makeLanes = () => {
  const lanes = new Map<string, { readonly turn: Semaphore.Semaphore; waiting: number }>()
  const inLane = <A, E, R>(name: string, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      const lane = lanes.get(name) ?? { turn: Semaphore.makeUnsafe(1), waiting: 0 }
      lanes.set(name, lane)
      lane.waiting++
      return Effect.ensuring(
        lane.turn.withPermits(1)(effect),
        Effect.sync(() => {
          if (--lane.waiting === 0) lanes.delete(name)
        })
      )
    })
  return <A, E, R>(names: ReadonlyArray<string>, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    [...new Set(names)].sort().reduceRight((inner, name) => inLane(name, inner), effect)
}
