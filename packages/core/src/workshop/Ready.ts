/** What is left of a day from each minute on at which some of the work becomes ready. */
import type { Entry } from "./Daybook.ts"
import { type Pool, rowFrom } from "./Pool.ts"
import type { Roster } from "./Roster.ts"

export interface Ready {
  /** Those at which work becomes ready, ascending. */
  readonly minutes: ReadonlyArray<number>
  /**
   * What is left of the time from each of them on, when the work that is ready then or later is done, by the places of
   * the pool's row: one row after the other, for a list of small lists would be spread all over the memory.
   */
  readonly left: ReadonlyArray<number>
  /** The least that is left from one of them on. */
  readonly least: ReadonlyArray<number>
}

export const noWork: Ready = { minutes: [], left: [], least: [] }

/** What there is when the work of these entries comes to it. */
export const readyWith = (roster: Roster, before: Ready, entries: ReadonlyArray<Entry>): Ready => {
  const { pool } = roster
  const asked = askedBy(roster, entries)
  const minutes = [...new Set([...before.minutes, ...asked.keys()])].sort((a, b) => a - b)
  const width = pool.sets.length + pool.bays.size
  const left = new Array<number>(minutes.length * width).fill(0)
  let { flagMin, bayMin }: Asked = nothing(pool)
  let more: ReadonlyArray<number> = []
  // From the last minute back to the first: what comes is asked at its own minute and at all earlier ones.
  for (let at = minutes.length - 1, next = before.minutes.length - 1; at >= 0; at--) {
    const minute = minutes[at] ?? 0
    const own = asked.get(minute)
    if (own !== undefined) {
      flagMin = plus(flagMin, own.flagMin)
      bayMin = plus(bayMin, own.bayMin)
      more = rowFrom(pool, flagMin, bayMin)
    }
    const isKnown = before.minutes[next] === minute
    const row = isKnown ? before.left : leftFrom(roster, before, minute, next + 1)
    const first = isKnown ? next * width : 0
    for (let place = 0; place < width; place++) left[at * width + place] = (row[first + place] ?? 0) - (more[place] ?? 0)
    if (isKnown) next--
  }
  return { minutes, left, least: leastOf(left, width, minutes.length) }
}

/** What is left from a minute on after which no work becomes ready before the one at a place. */
export const leftFrom = ({ roomFrom }: Roster, { minutes, left }: Ready, minute: number, at: number): ReadonlyArray<number> => {
  const room = roomFrom(minute)
  const next = minutes[at]
  if (next === undefined) return room
  const later = roomFrom(next)
  return room.map((free, place) => free - (later[place] ?? 0) + (left[at * room.length + place] ?? 0))
}

/** The least that is left from one of the first so many minutes on. */
export const leastOf = (left: ReadonlyArray<number>, width: number, count: number): ReadonlyArray<number> => {
  const least = left.slice(0, width)
  for (let at = 1; at < count; at++) {
    for (let place = 0; place < width; place++) {
      const free = left[at * width + place] ?? 0
      if (free < (least[place] ?? 0)) least[place] = free
    }
  }
  return least
}

/** Flag minutes by the bit of their need, clock minutes by the place of their bay type. */
interface Asked {
  readonly flagMin: Array<number>
  readonly bayMin: Array<number>
}

const nothing = ({ needs, bays }: Pool): Asked => ({ flagMin: new Array<number>(needs.size).fill(0), bayMin: new Array<number>(bays.size).fill(0) })

/** What becomes ready at each minute. */
const askedBy = ({ start, pool }: Roster, entries: ReadonlyArray<Entry>): ReadonlyMap<number, Asked> => {
  const types = [...pool.bays.keys()]
  const byMinute = new Map<number, Asked>()
  const add = (minutes: Array<number>, place: number | undefined, more: number): void => {
    if (place !== undefined && place >= 0) minutes[place] = (minutes[place] ?? 0) + more
  }
  for (const { load: { work } } of entries) {
    for (const { from, need, flagMin, bayType, elapsedMin } of work) {
      const minute = Math.floor((from - start) / 60_000)
      const asked = byMinute.get(minute) ?? nothing(pool)
      byMinute.set(minute, asked)
      if (need !== undefined) add(asked.flagMin, pool.needs.get(need), flagMin)
      if (bayType !== undefined) add(asked.bayMin, types.indexOf(bayType), elapsedMin)
    }
  }
  return byMinute
}

const plus = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): Array<number> => {
  const both = new Array<number>(a.length)
  for (let place = 0; place < a.length; place++) both[place] = (a[place] ?? 0) + (b[place] ?? 0)
  return both
}
