/** Times of a piece of work, in microseconds, after it has been warmed up. */
export interface Times {
  readonly median: number
  readonly p95: number
}

export const times = (runs: number, work: () => unknown): Times => {
  for (let i = 0; i < Math.ceil(runs / 4); i++) work()
  const taken = Array.from({ length: runs }, () => {
    const begin = performance.now()
    work()
    return (performance.now() - begin) * 1_000
  }).sort((a, b) => a - b)
  const at = (share: number): number => taken[Math.floor(taken.length * share)] ?? 0
  return { median: at(0.5), p95: at(0.95) }
}

/** Per second, the best of some rounds: what the machine can do when nobody else wants it. */
export const rate = (count: number, rounds: number, work: () => unknown): number => {
  let best = Infinity
  for (let i = 0; i < rounds; i++) {
    const begin = performance.now()
    work()
    best = Math.min(best, performance.now() - begin)
  }
  return count / best * 1_000
}

export const rateAsync = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now()
  await work()
  return count / (performance.now() - begin) * 1_000
}
