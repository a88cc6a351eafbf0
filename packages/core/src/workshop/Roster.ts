/** Who and what a site has on one local date, in minutes from that date's first instant. */
import * as Calendar from "../calendar/Calendar.ts"
import * as Intervals from "../calendar/Intervals.ts"
import { fromMillis, toMillis } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import { toMinutes } from "../calendar/LocalTime.ts"
import { instantOf } from "../calendar/Zone.ts"
import type { AdvisorId, BayId, BayType, SiteId, TechnicianId } from "../Ids.ts"
import { policyOn, type Policy } from "../sites/Policy.ts"
import type { Advisor, Job, Loaner } from "../sites/Resources.ts"
import { type Absence, subjectOf } from "../sites/Absence.ts"
import type { Document } from "../sites/Document.ts"
import type { Limit } from "./Limit.ts"
import { overbooked } from "./overbook.ts"
import { type Pool, poolOf, roomFrom } from "./Pool.ts"

export interface Reception {
  readonly id: AdvisorId
  /** With those that are booked because some will not come. */
  readonly perTick: number
  readonly maxPerDay: number
  /** The minutes at which a car can be received, ascending. */
  readonly ticks: ReadonlyArray<number>
}

/** A minute at which somebody can receive a car, and who: indices into the roster's advisors. */
export interface Arrival {
  readonly minute: number
  readonly advisors: ReadonlyArray<number>
}

export interface Worker {
  readonly id: TechnicianId
  readonly skills: Readonly<Record<string, number>>
  readonly efficiencyPct: number
  readonly hours: Intervals.Intervals
}

export interface Place {
  readonly id: BayId
  readonly type: BayType
  readonly hours: Intervals.Intervals
}

/** A loaner and the minutes in which it is here or with a customer, rather than away for repair. */
export interface Spare extends Loaner {
  readonly hours: Intervals.Intervals
}

/** Everything but the bookings; it changes with the site's document only. Resources are in the order of their ids. */
export interface Roster {
  readonly site: SiteId
  readonly date: LocalDate
  readonly zone: Calendar.Calendar["zone"]
  /** The first instant of the date, in milliseconds since 1970. */
  readonly start: number
  /** How many minutes the date has: 1,440, or fewer or more on the nights the clocks change. */
  readonly minutes: number
  readonly opening: Intervals.Intervals
  /** When the site opens after this date, in milliseconds since 1970. */
  readonly opensNext: number | undefined
  readonly provisional: boolean
  readonly policy: Policy
  /** The minute of a wall-clock time on this date. */
  readonly dropOffReady: number
  readonly reserveRelease: number
  readonly advisors: ReadonlyArray<Reception>
  /** Each advisor's place among them. */
  readonly indexOf: ReadonlyMap<string, number>
  /** Every tick of every advisor, ascending. */
  readonly arrivals: ReadonlyArray<Arrival>
  readonly technicians: ReadonlyArray<Worker>
  /** The minute at which the last of them goes home; without any, when the site closes. */
  readonly workEnd: number
  readonly bays: ReadonlyArray<Place>
  readonly loaners: ReadonlyArray<Spare>
  readonly limits: ReadonlyArray<Limit>
  readonly jobs: ReadonlyMap<string, Job>
  readonly pool: Pool
  /** What is left of it from a minute on, in one row. */
  readonly roomFrom: (minute: number) => ReadonlyArray<number>
}

/** Minutes from the planned end of the work to the keys, as four of five cars go. */
export const finishing = (
  { policy: { inspectionMin, washMin, cashierMin } }: Roster,
  steps: ReadonlyArray<{ readonly p80: number; readonly elapsedMin: number }>
): number => {
  let minutes = inspectionMin + washMin + cashierMin
  for (const { p80, elapsedMin } of steps) minutes += p80 - elapsedMin
  return minutes
}

/** Asked often for few minutes. */
const remembered = <A>(of: (minute: number) => A): (minute: number) => A => {
  const known = new Map<number, A>()
  return (minute) => {
    const found = known.get(minute)
    if (found !== undefined) return found
    const made = of(minute)
    known.set(minute, made)
    return made
  }
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/** A site that closes for longer than this is asked again later. */
const nextOpeningWithinDays = 31

export const rosterOf = (document: Document, date: LocalDate): Roster => {
  const { calendar } = document
  const day = Calendar.dayOf(calendar, date)
  const { from: start, to: end } = day
  const minuteOf = (millis: number): number => (millis - start) / 60_000
  const inMinutes = (list: Intervals.Intervals): Intervals.Intervals =>
    Intervals.normalize(list.map(({ from, to }) => ({ from: Math.ceil(minuteOf(from)), to: Math.floor(minuteOf(to)) })))
  const opening = inMinutes(day.opening)
  const away = awayOn(document.absences ?? [], start, end, minuteOf)
  const present = (subject: string, hours: Intervals.Intervals): Intervals.Intervals => {
    const absent = away.get(subject)
    return absent === undefined ? hours : Intervals.subtract(hours, Intervals.normalize(absent))
  }
  const hoursOf = (own: { readonly hours: Calendar.Weekly; readonly breaks: ReadonlyArray<Calendar.Hours> }): Intervals.Intervals =>
    Intervals.subtract(Intervals.intersect(opening, inMinutes(day.hours(own.hours))), inMinutes(day.daily(own.breaks)))
  const technicians = document.technicians.map((t): Worker => ({ ...t, hours: present(`technician ${t.id}`, hoursOf(t)) })).sort(byId)
  const bays = document.bays
    .map(({ id, type, hours }): Place => ({ id, type, hours: present(`bay ${id}`, hours === undefined ? opening : hoursOf({ hours, breaks: [] })) }))
    .sort(byId)
  const policy = policyOn(document.policies, date)
  const pool = poolOf(document.jobs, technicians, bays)
  const advisors = document.advisors
    .map((a): Reception => ({
      id: a.id,
      perTick: overbooked(a.perTick, policy),
      maxPerDay: a.maxPerDay ?? Infinity,
      ticks: isAssignable(a, date) ? ticks(opening, present(`advisor ${a.id}`, hoursOf(a)), a.tickMinutes) : []
    }))
    .sort(byId)
  return {
    site: document.site,
    date,
    zone: calendar.zone,
    start,
    minutes: Math.round((end - start) / 60_000),
    opening,
    opensNext: Calendar.nextOpening(calendar, end, nextOpeningWithinDays),
    provisional: Calendar.isProvisional(calendar, date),
    policy,
    dropOffReady: minuteOf(day.at(policy.dropOffReadyAt)),
    reserveRelease: minuteOf(day.at(policy.reserveReleaseAt)),
    advisors,
    indexOf: new Map(advisors.map(({ id }, index) => [id, index])),
    arrivals: arrivalsOf(advisors),
    technicians,
    workEnd: Math.max(0, ...(technicians.length > 0 ? technicians.flatMap(({ hours }) => hours) : opening).map(({ to }) => to)),
    bays,
    loaners: (document.loaners ?? [])
      .map((l): Spare => ({ ...l, hours: present(`loaner ${l.id}`, [{ from: 0, to: minuteOf(end) }]) }))
      .sort(byId),
    limits: (document.quotas ?? []).map(({ id, of, perDay, between, release }): Limit => ({
      id,
      of,
      perDay,
      hours: between === undefined ? [{ from: 0, to: minuteOf(end) }] : inMinutes(day.daily([between])),
      releasedAt: release && fromMillis(instantOf(calendar.zone, addDays(date, -release.daysBefore), toMinutes(release.at)))
    })),
    jobs: new Map(document.jobs.map((job) => [job.code, job])),
    pool,
    roomFrom: remembered((minute) => roomFrom(pool, technicians, bays, minute))
  }
}

/** By whom, the minutes of the date they are absent. */
const awayOn = (
  absences: ReadonlyArray<Absence>,
  start: number,
  end: number,
  minuteOf: (millis: number) => number
): ReadonlyMap<string, ReadonlyArray<Intervals.Interval>> => {
  const away = new Map<string, ReadonlyArray<Intervals.Interval>>()
  for (const absence of absences) {
    const from = Math.max(start, toMillis(absence.from))
    const to = Math.min(end, toMillis(absence.to))
    if (from >= to) continue
    const subject = subjectOf(absence)
    away.set(subject, [...away.get(subject) ?? [], { from: Math.floor(minuteOf(from)), to: Math.ceil(minuteOf(to)) }])
  }
  return away
}

const isAssignable = ({ assignableSince }: Advisor, date: LocalDate): boolean =>
  assignableSince === undefined || (assignableSince !== null && assignableSince <= date)

/** Counted from each opening, never from the hour: half-hour zones and nights when clocks change need no exception. */
const ticks = (opening: Intervals.Intervals, hours: Intervals.Intervals, every: number): ReadonlyArray<number> =>
  opening.flatMap(({ from, to }) => {
    const found: Array<number> = []
    for (let tick = from; tick + every <= to; tick += every) {
      if (hours.some((h) => h.from <= tick && tick + every <= h.to)) found.push(tick)
    }
    return found
  })

const arrivalsOf = (advisors: ReadonlyArray<Reception>): ReadonlyArray<Arrival> => {
  const byMinute = new Map<number, Array<number>>()
  advisors.forEach((advisor, index) => {
    for (const minute of advisor.ticks) {
      const list = byMinute.get(minute)
      if (list === undefined) byMinute.set(minute, [index])
      else list.push(index)
    }
  })
  // Those of most minutes are the same, and are asked in the same order.
  const groups = new Map<string, ReadonlyArray<number>>()
  return [...byMinute].sort(([a], [b]) => a - b).map(([minute, indices]) => {
    const names = indices.join()
    const group = groups.get(names) ?? indices
    groups.set(names, group)
    return { minute, advisors: group }
  })
}
