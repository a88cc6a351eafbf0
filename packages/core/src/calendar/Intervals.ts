/** Sets of numbers made of half-open stretches: sorted, apart from one another, none empty. */
export interface Interval {
  readonly from: number
  /** Not in the set itself: touching stretches neither overlap nor leave a gap. */
  readonly to: number
}

export type Intervals = ReadonlyArray<Interval>

/** The set of everything covered by any of these, in whatever order they come; empty and backward ones cover nothing. */
export const normalize = (list: ReadonlyArray<Interval>): Intervals => {
  const result: Array<Interval> = []
  for (const next of list.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last === undefined || last.to < next.from) result.push(next)
    else if (last.to < next.to) result[result.length - 1] = { from: last.from, to: next.to }
  }
  return result
}

export const union = (a: Intervals, b: Intervals): Intervals => normalize([...a, ...b])

export const intersect = (a: Intervals, b: Intervals): Intervals => {
  const result: Array<Interval> = []
  let j = 0
  for (const { from, to } of a) {
    while (j < b.length && (b[j]?.to ?? 0) <= from) j++
    for (let k = j; k < b.length; k++) {
      const other = b[k]
      if (other === undefined || other.from >= to) break
      result.push({ from: Math.max(from, other.from), to: Math.min(to, other.to) })
    }
  }
  return result
}

/** What is in `a` and not in `b`. */
export const subtract = (a: Intervals, b: Intervals): Intervals => {
  const result: Array<Interval> = []
  let j = 0
  for (const { from, to } of a) {
    let start = from
    while (j < b.length && (b[j]?.to ?? 0) <= start) j++
    for (let k = j; k < b.length; k++) {
      const hole = b[k]
      if (hole === undefined || hole.from >= to) break
      if (hole.from > start) result.push({ from: start, to: hole.from })
      start = Math.max(start, hole.to)
    }
    if (start < to) result.push({ from: start, to })
  }
  return result
}

/** What of the set lies from `from` up to, not including, `to`. */
export const clip = (a: Intervals, from: number, to: number): Intervals => intersect(a, from < to ? [{ from, to }] : [])

export const total = (a: Intervals): number => a.reduce((sum, { from, to }) => sum + to - from, 0)
