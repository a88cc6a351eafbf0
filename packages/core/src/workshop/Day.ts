/** One date of one site as it stands at a moment: the roster less what is held and taken. */
import { type Instant, toMillis } from "../calendar/Instant.ts"
import { type Interval, type Intervals, subtract } from "../calendar/Intervals.ts"
import * as Daybook from "./Daybook.ts"
import type { Taken } from "./Load.ts"
import { type Demand, noDemand, plus } from "./Pool.ts"
import { noWork, type Ready, readyWith } from "./Ready.ts"
import { isOf, isWithin, type Kind } from "./Limit.ts"
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
  /** What is left when some of the work becomes ready. */
  readonly ready: () => Ready
}

export const minuteOf = (roster: Roster, instant: Instant): number => (toMillis(instant) - roster.start) / 60_000

export const millisOf = (roster: Roster, minute: number): number => roster.start + minute * 60_000

/** The day of a daybook. Where an earlier one begins with the same entries, only what came after them is worked out. */
export const dayOf = (roster: Roster, book: Daybook.State, now: Instant, earlier?: Day): Day => {
  let { demand } = book
  const live: Array<Daybook.Entry> = []
  for (const entry of Object.values(book.entries)) {
    if (Daybook.isLive(entry, now)) live.push(entry)
    else demand = plus(demand, entry.load.demand, -1)
  }
  const begun = earlier?.roster === roster && earlier.live.every((entry, i) => entry === live[i]) ? earlier : unbooked(roster, now)
  return { ...withMore(begun, live.slice(begun.live.length)), now, demand, live }
}

const unbooked = (roster: Roster, now: Instant): Day => {
  const { advisors, limits, technicians, bays, loaners } = roster
  return {
    roster,
    now,
    received: new Map(),
    load: advisors.map(() => 0),
    counted: limits.map(() => 0),
    technicians: technicians.map(idle),
    bays: bays.map(idle),
    loaners: loaners.map(idle),
    demand: noDemand,
    live: [],
    ready: () => noWork
  }
}

const idle = <A extends { readonly hours: Intervals }>(of: A): Free<A> => ({ of, free: of.hours })

/** The day less what these entries take as well. */
const withMore = (day: Day, entries: ReadonlyArray<Daybook.Entry>): Omit<Day, "now" | "demand" | "live"> => {
  const { roster } = day
  const { start, indexOf, limits } = roster
  const counted = [...day.counted]
  const received = new Map(day.received)
  // Of each minute a copy is made once, not for each car.
  const own = new Map<number, Array<number>>()
  const load = [...day.load]
  const technicians: Busy = new Map()
  const bays: Busy = new Map()
  const loaners: Busy = new Map()
  for (const { use, load: taken } of entries) {
    const minute = (taken.arriveAt - start) / 60_000
    const arrives = minute >= 0 && minute < roster.minutes
    const advisor = use.advisor === null || !arrives ? undefined : indexOf.get(use.advisor)
    if (advisor !== undefined) {
      const cars = own.get(minute) ?? [...received.get(minute) ?? roster.advisors.map(() => 0)]
      cars[advisor] = (cars[advisor] ?? 0) + 1
      own.set(minute, cars)
      received.set(minute, cars)
      load[advisor] = (load[advisor] ?? 0) + 1
    }
    for (let i = 0; i < limits.length; i++) {
      const limit = limits[i]
      if (arrives && limit !== undefined && isOf(limit, use) && isWithin(limit, minute)) counted[i] = (counted[i] ?? 0) + 1
    }
    for (const one of taken.technicians) occupy(technicians, one, start)
    for (const one of taken.bays) occupy(bays, one, start)
    if (taken.loaner !== undefined) occupy(loaners, taken.loaner, start)
  }
  return {
    roster,
    received,
    load,
    counted,
    technicians: without(day.technicians, technicians),
    bays: without(day.bays, bays),
    loaners: without(day.loaners, loaners),
    ready: once(() => readyWith(roster, day.ready(), entries))
  }
}

/** Made when it is first asked for; then what it was made of is let go, which would be all earlier days. */
const once = <A>(of: () => A): () => A => {
  let one: { readonly of: () => A } | { readonly made: A } = { of }
  return () => {
    if ("of" in one) one = { made: one.of() }
    return one.made
  }
}

type Busy = Map<string, Array<Interval>>

const occupy = (busy: Busy, { id, from, to }: Taken, start: number): void => {
  const span = { from: Math.floor((from - start) / 60_000), to: Math.ceil((to - start) / 60_000) }
  const list = busy.get(id)
  if (list === undefined) busy.set(id, [span])
  else list.push(span)
}

/** What is still free less what is taken, which may overlap where somebody has overridden the rule. */
const without = <A extends { readonly id: string }>(resources: ReadonlyArray<Free<A>>, busy: Busy): ReadonlyArray<Free<A>> =>
  busy.size === 0 ? resources : resources.map((one) => {
    const taken = busy.get(one.of.id)
    return taken === undefined ? one : { of: one.of, free: subtract(one.free, taken.sort((a, b) => a.from - b.from)) }
  })

/** Whether the advisor, by his place in the roster, can take one more car at this minute. */
export const canReceive = (day: Day, advisor: number, minute: number): boolean =>
  (day.received.get(minute)?.[advisor] ?? 0) < (day.roster.advisors[advisor]?.perTick ?? 0) && !hasEnough(day, advisor)

/** Whether the advisor receives as many cars that day as may be. */
export const hasEnough = (day: Day, advisor: number): boolean =>
  (day.load[advisor] ?? 0) >= (day.roster.advisors[advisor]?.maxPerDay ?? 0)

/** By the minute of its arrival, the first limit that one more such car would exceed. */
export const limiting = ({ roster: { limits }, counted, now }: Day, kind: Kind): (minute: number) => string | undefined => {
  const full = limits.filter((limit, i) =>
    (counted[i] ?? 0) >= limit.perDay && (limit.releasedAt === undefined || now < limit.releasedAt) && isOf(limit, kind))
  return (minute) => full.find((limit) => isWithin(limit, minute))?.id
}

/** Of all hours, the part in per cent that may be planned at the day's moment; the walk-in reserve is kept back until its release. */
export const plannablePct = ({ roster, now }: Day): number => {
  const { loadPct, walkInReservePct } = roster.policy
  return minuteOf(roster, now) < roster.reserveRelease ? (loadPct * (100 - walkInReservePct)) / 100 : loadPct
}
