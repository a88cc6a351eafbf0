/** What is left of a day from each minute on at which some of the work becomes ready. */
import type { Entry } from "./Daybook.ts"
import { type Pool, rowFrom } from "./Pool.ts"
import type { Roster } from "./Roster.ts"

/** What is left for more work of the time from a minute on, by the places of the pool's row. */
export interface Ready {
  readonly from: number
  /** Asked by the work that is ready then or later. */
  readonly booked: ReadonlyArray<number>
  readonly left: ReadonlyArray<number>
  /** The least that is left from this or an earlier of these minutes on. */
  readonly least: ReadonlyArray<number>
}

type Row = Omit<Ready, "least">

/** The minutes at which work becomes ready, ascending, when the work of these entries comes to what there is. */
export const readyWith = (roster: Roster, before: ReadonlyArray<Ready>, entries: ReadonlyArray<Entry>): ReadonlyArray<Ready> => {
  const { pool, poolFrom } = roster
  let { flagMin, bayMin }: Asked = nothing(pool)
  const rows: Array<Row> = []
  // From the last minute back to the first: what comes is asked at its own minute and at all earlier ones.
  let more: ReadonlyArray<number> = []
  let next = before.length - 1
  const upTo = (minute: number): void => {
    for (; (before[next]?.from ?? -Infinity) > minute; next--) {
      const row = before[next]
      if (row !== undefined) rows.push(more.length === 0 ? row : { from: row.from, booked: plus(row.booked, more, 1), left: plus(row.left, more, -1) })
    }
  }
  for (const [from, asked] of [...askedBy(roster, entries)].sort(([a], [b]) => b - a)) {
    upTo(from)
    flagMin = plus(flagMin, asked.flagMin, 1)
    bayMin = plus(bayMin, asked.bayMin, 1)
    more = rowFrom(pool, flagMin, bayMin)
    if (before[next]?.from === from) continue
    const later = before[next + 1]
    const booked = later === undefined ? more : plus(more, later.booked, 1)
    rows.push({ from, booked, left: plus(poolFrom(from).room, booked, -1) })
  }
  upTo(-Infinity)
  return withLeast(rows.toReversed())
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

const withLeast = (rows: ReadonlyArray<Row>): ReadonlyArray<Ready> => {
  let before: ReadonlyArray<number> = []
  return rows.map(({ from, booked, left }) => {
    const least = new Array<number>(left.length)
    for (let place = 0; place < left.length; place++) {
      const minutes = left[place] ?? 0
      least[place] = Math.min(minutes, before[place] ?? minutes)
    }
    before = least
    return { from, booked, left, least }
  })
}

const plus = (a: ReadonlyArray<number>, b: ReadonlyArray<number>, sign: 1 | -1): Array<number> => {
  const both = new Array<number>(a.length)
  for (let place = 0; place < a.length; place++) both[place] = (a[place] ?? 0) + sign * (b[place] ?? 0)
  return both
}
