/** One date of one site as it stands at a moment: the roster less what is held and taken. */
import { type Instant, toMillis } from "../calendar/Instant.ts"
import { type Interval, type Intervals, subtract } from "../calendar/Intervals.ts"
import * as Daybook from "./Daybook.ts"
import type { Taken } from "./Load.ts"
import { type Demand, plus, rowFrom } from "./Pool.ts"
import { counts, type Kind } from "./Limit.ts"
import type { Place, Roster, Spare, Worker } from "./Roster.ts"

/** A resource and the minutes in which it is still free. */
export interface Free<A> {
  readonly of: A
  readonly free: Intervals
}

export interface Day {
  readonly roster: Roster
  /** The moment this is true for: holds that have run out by then count no more. */
  readonly now: Instant
  /** Cars to be received, by minute and then by advisor, in the roster's order. */
  readonly received: ReadonlyMap<number, ReadonlyArray<number>>
  /** Cars to be received over the whole day by advisor, in the roster's order. */
  readonly load: ReadonlyArray<number>
  /** Cars that count against each limit, in the roster's order. */
  readonly counted: ReadonlyArray<number>
  readonly technicians: ReadonlyArray<Free<Worker>>
  readonly bays: ReadonlyArray<Free<Place>>
  readonly loaners: ReadonlyArray<Free<Spare>>
  readonly demand: Demand
  /** What is held or taken. */
  readonly live: ReadonlyArray<Daybook.Entry>
  /** Each minute at which some of the work becomes ready, ascending. */
  readonly ready: () => ReadonlyArray<Ready>
}

/** What is left for more work of the time from a minute on, by the places of the pool's row. */
export interface Ready {
  readonly from: number
  /** Asked by the work that is ready then or later. */
  readonly booked: ReadonlyArray<number>
  readonly left: ReadonlyArray<number>
  /** The least that is left from this or an earlier of these minutes on. */
  readonly least: ReadonlyArray<number>
}

export const minuteOf = (roster: Roster, instant: Instant): number => (toMillis(instant) - roster.start) / 60_000

export const millisOf = (roster: Roster, minute: number): number => roster.start + minute * 60_000

export const dayOf = (roster: Roster, book: Daybook.State, now: Instant): Day => {
  const { start, indexOf, limits } = roster
  const counted = limits.map(() => 0)
  const received = new Map<number, Array<number>>()
  const load = roster.advisors.map(() => 0)
  const technicians: Busy = new Map()
  const bays: Busy = new Map()
  const loaners: Busy = new Map()
  let { demand } = book
  const live: Array<Daybook.Entry> = []
  for (const holder in book.entries) {
    const entry = book.entries[holder]
    if (entry === undefined) continue
    if (!Daybook.isLive(entry, now)) {
      demand = plus(demand, entry.load.demand, -1)
      continue
    }
    live.push(entry)
    const { use: { advisor: id }, load: own } = entry
    const minute = (own.arriveAt - start) / 60_000
    const arrives = minute >= 0 && minute < roster.minutes
    const advisor = id === null || !arrives ? undefined : indexOf.get(id)
    if (advisor !== undefined) {
      const counts = received.get(minute) ?? roster.advisors.map(() => 0)
      counts[advisor] = (counts[advisor] ?? 0) + 1
      received.set(minute, counts)
      load[advisor] = (load[advisor] ?? 0) + 1
    }
    for (let i = 0; i < limits.length; i++) {
      const limit = limits[i]
      if (arrives && limit !== undefined && counts(limit, entry.use, minute)) counted[i] = (counted[i] ?? 0) + 1
    }
    for (const taken of own.technicians) occupy(technicians, taken, start)
    for (const taken of own.bays) occupy(bays, taken, start)
    if (own.loaner !== undefined) occupy(loaners, own.loaner, start)
  }
  return {
    roster,
    now,
    received,
    load,
    counted,
    technicians: roster.technicians.map((of) => ({ of, free: left(of.hours, technicians.get(of.id)) })),
    bays: roster.bays.map((of) => ({ of, free: left(of.hours, bays.get(of.id)) })),
    loaners: roster.loaners.map((of) => ({ of, free: left(of.hours, loaners.get(of.id)) })),
    demand,
    live,
    ready: once(() => readyOf(roster, live))
  }
}

const once = <A>(of: () => A): () => A => {
  let made: { readonly value: A } | undefined
  return () => (made ??= { value: of() }).value
}

const readyOf = ({ start, pool, poolFrom }: Roster, live: ReadonlyArray<Daybook.Entry>): ReadonlyArray<Ready> => {
  const types = new Map([...pool.bays.keys()].map((type, place) => [type, place]))
  const nothing = () => ({ flagMin: new Array<number>(pool.needs.size).fill(0), bayMin: new Array<number>(types.size).fill(0) })
  const add = (minutes: Array<number>, place: number | undefined, more: number): void => {
    if (place !== undefined) minutes[place] = (minutes[place] ?? 0) + more
  }
  const byMinute = new Map<number, ReturnType<typeof nothing>>()
  for (const { load: { work } } of live) {
    for (const { from, need, flagMin, bayType, elapsedMin } of work) {
      const minute = Math.floor((from - start) / 60_000)
      const known = byMinute.get(minute)
      const asked = known ?? nothing()
      if (known === undefined) byMinute.set(minute, asked)
      if (need !== undefined) add(asked.flagMin, pool.needs.get(need), flagMin)
      if (bayType !== undefined) add(asked.bayMin, types.get(bayType), elapsedMin)
    }
  }
  // What is asked from the last minute back to the first, summed up.
  const sum = nothing()
  const fromTheLast = [...byMinute].sort(([a], [b]) => b - a).map(([from, { flagMin, bayMin }]) => {
    flagMin.forEach((minutes, place) => add(sum.flagMin, place, minutes))
    bayMin.forEach((minutes, place) => add(sum.bayMin, place, minutes))
    return { from, booked: rowFrom(pool, sum.flagMin, sum.bayMin) }
  })
  let before: ReadonlyArray<number> = []
  return fromTheLast.toReversed().map(({ from, booked }) => {
    const { room } = poolFrom(from)
    const left = new Array<number>(room.length)
    const least = new Array<number>(room.length)
    for (let place = 0; place < room.length; place++) {
      const minutes = (room[place] ?? 0) - (booked[place] ?? 0)
      left[place] = minutes
      least[place] = Math.min(minutes, before[place] ?? minutes)
    }
    before = least
    return { from, booked, left, least }
  })
}

type Busy = Map<string, Array<Interval>>

const occupy = (busy: Busy, { id, from, to }: Taken, start: number): void => {
  const span = { from: Math.floor((from - start) / 60_000), to: Math.ceil((to - start) / 60_000) }
  const list = busy.get(id)
  if (list === undefined) busy.set(id, [span])
  else list.push(span)
}

/** The hours less what is taken, which may overlap where somebody has overridden the rule. */
const left = (hours: Intervals, taken: Array<Interval> | undefined): Intervals =>
  taken === undefined ? hours : subtract(hours, taken.sort((a, b) => a.from - b.from))

/** Whether the advisor, by his place in the roster, can take one more car at this minute. */
export const canReceive = (day: Day, advisor: number, minute: number): boolean =>
  (day.received.get(minute)?.[advisor] ?? 0) < (day.roster.advisors[advisor]?.perTick ?? 0) && !hasEnough(day, advisor)

/** Whether the advisor receives as many cars that day as may be. */
export const hasEnough = (day: Day, advisor: number): boolean =>
  (day.load[advisor] ?? 0) >= (day.roster.advisors[advisor]?.maxPerDay ?? 0)

/** The first limit that one more such car, arriving at this minute, would exceed. */
export const limitAgainst = ({ roster: { limits }, counted, now }: Day, kind: Kind, minute: number): string | undefined =>
  limits.find((limit, i) =>
    (counted[i] ?? 0) >= limit.perDay && (limit.releasedAt === undefined || now < limit.releasedAt) && counts(limit, kind, minute))?.id

/** Of all hours, the part in per cent that may be planned at the day's moment; the walk-in reserve is kept back until its release. */
export const plannablePct = ({ roster, now }: Day): number => {
  const { loadPct, walkInReservePct } = roster.policy
  return minuteOf(roster, now) < roster.reserveRelease ? (loadPct * (100 - walkInReservePct)) / 100 : loadPct
}
