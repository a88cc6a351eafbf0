/** What is left of a day from each minute on at which some of the work becomes ready. */
import type { Entry } from "./Daybook.ts"
import { type Pool, rowFrom } from "./Pool.ts"
import type { Roster } from "./Roster.ts"

/** A minute at which work becomes ready, and the time from then on by the places of the pool's row. */
export interface Minute {
  readonly from: number
  readonly room: ReadonlyArray<number>
  /** Asked by the work that is ready then or later. */
  readonly booked: ReadonlyArray<number>
}

export interface Ready {
  /** Ascending. */
  readonly minutes: ReadonlyArray<Minute>
  /** The least that is left from one of them on. */
  readonly least: ReadonlyArray<number>
}

export const noWork: Ready = { minutes: [], least: [] }

/** What there is when the work of these entries comes to it. */
export const readyWith = (roster: Roster, { minutes: before }: Ready, entries: ReadonlyArray<Entry>): Ready => {
  const { pool } = roster
  let { flagMin, bayMin }: Asked = nothing(pool)
  const minutes: Array<Minute> = []
  // From the last minute back to the first: what comes is asked at its own minute and at all earlier ones.
  let more: ReadonlyArray<number> = []
  let next = before.length - 1
  const upTo = (end: number): void => {
    for (; next >= 0; next--) {
      const minute = before[next]
      if (minute === undefined || minute.from <= end) return
      minutes.push(more.length === 0 ? minute : { from: minute.from, room: minute.room, booked: plus(minute.booked, more) })
    }
  }
  for (const [from, asked] of [...askedBy(roster, entries)].sort(([a], [b]) => b - a)) {
    upTo(from)
    flagMin = plus(flagMin, asked.flagMin)
    bayMin = plus(bayMin, asked.bayMin)
    more = rowFrom(pool, flagMin, bayMin)
    if (before[next]?.from === from) continue
    const later = before[next + 1]
    minutes.push({ from, room: roster.roomFrom(from), booked: later === undefined ? more : plus(more, later.booked) })
  }
  upTo(-Infinity)
  const ascending = minutes.toReversed()
  return { minutes: ascending, least: leastOf(ascending) }
}

/** The least that is left from one of these minutes on. */
export const leastOf = (minutes: ReadonlyArray<Minute>): ReadonlyArray<number> => {
  // The first has most room, of which no work leaves more.
  const least = [...minutes[0]?.room ?? []]
  for (const { room, booked } of minutes) {
    for (let place = 0; place < least.length; place++) {
      const left = (room[place] ?? 0) - (booked[place] ?? 0)
      if (left < (least[place] ?? 0)) least[place] = left
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
