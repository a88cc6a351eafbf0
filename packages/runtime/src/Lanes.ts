import { Effect, Semaphore } from "effect"

interface Lane {
  readonly turn: Semaphore.Semaphore
  /** Those who wait for it or have it. */
  wanted: number
}

/**
 * Turns for named things within one process: whoever asks for several waits until all are free. Names are taken in their
 * order, so that two who want the same things never wait for each other.
 */
export const makeLanes = () => {
  const lanes = new Map<string, Lane>()

  const inLane = <A, E, R>(name: string, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      const lane = lanes.get(name) ?? { turn: Semaphore.makeUnsafe(1), wanted: 0 }
      lanes.set(name, lane)
      lane.wanted++
      return Effect.ensuring(lane.turn.withPermits(1)(effect), Effect.sync(() => left(name, lane)))
    })

  const left = (name: string, lane: Lane): boolean => --lane.wanted === 0 && lanes.delete(name)

  /** Takes what nobody wants at once; it opens for the next when they are done. */
  const alone = <A, E, R>(names: ReadonlyArray<string>, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const own = names.map((name) => [name, { turn: Semaphore.makeUnsafe(0), wanted: 1 }] as const)
    for (const [name, lane] of own) lanes.set(name, lane)
    return Effect.ensuring(effect, Effect.suspend(() => {
      const waited = own.filter(([name, lane]) => !left(name, lane))
      return waited.length === 0 ? Effect.void : Effect.forEach(waited, ([, { turn }]) => turn.resize(1), { discard: true })
    }))
  }

  return <A, E, R>(names: ReadonlyArray<string>, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const inOrder = [...new Set(names)].sort()
    return Effect.uninterruptibleMask((restore) => inOrder.some((name) => lanes.has(name))
      ? restore(inOrder.reduceRight((inner, name) => inLane(name, inner), effect))
      : alone(inOrder, restore(effect)))
  }
}
