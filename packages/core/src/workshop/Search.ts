/** Every time at which a car can come, or why there is none. */
import { type Instant, toMillis } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import type { Stage } from "../sites/Resources.ts"
import type { Channel } from "../sites/Channel.ts"
import { maxDaysOf, noticeMinOf, partsMinOf } from "../sites/Policy.ts"
import { canReceive, type Day, limiting, millisOf, minuteOf } from "./Day.ts"
import { dayReason, lateReason, timeLeft } from "./hours.ts"
import { lend, type Loan } from "./lend.ts"
import type { Kind } from "./Limit.ts"
import { abreast, type Crew, hasLines } from "./lines.ts"
import { type Line, lineOf } from "./line.ts"
import type { Heed } from "./Placement.ts"
import { type Demand, demandOf } from "./Pool.ts"
import { promise } from "./promise.ts"
import { codes, type Reason, type ReasonCode } from "./Reason.ts"
import { receiver } from "./receive.ts"
import type { Request, Step } from "./Request.ts"
import type { Roster } from "./Roster.ts"
import { type Part, spread } from "./spread.ts"
import { atOnce, type Supply } from "./supply.ts"

/** An arrival that fits. Numbers, so that hundreds cost nothing; `planOf` says the rest about the one that is chosen. */
export interface Slot {
  readonly day: Day
  /** Minutes from the date's first instant. */
  readonly minute: number
  /** Of those who could receive the car the one preferred, else the one with the fewest cars that day; between equals the first by id. */
  readonly advisor: number
  /** When each stage begins at the earliest. */
  readonly starts: ReadonlyArray<number>
  /** When each ends, where it may have paused for a customer who waits. */
  readonly ends?: ReadonlyArray<number>
  /** Who works beside, where jobs are done at the same time for a customer who waits. */
  readonly crew?: Crew
  /** The work by date, where it goes on over night. */
  readonly parts?: ReadonlyArray<Part>
  /** Milliseconds since 1970. */
  readonly promisedAt: number
  readonly loan?: Loan
}

export interface Found {
  /** Ascending by arrival; one for each time at which somebody can receive the car. */
  readonly slots: ReadonlyArray<Slot>
  /** How many arrival times each reason excludes, the first reason of each time counted; a closed day counts once. */
  readonly reasons: ReadonlyMap<ReasonCode, number>
  /** The same for each date. */
  readonly dates: ReadonlyArray<{ readonly date: LocalDate; readonly reasons: ReadonlyMap<ReasonCode, number> }>
}

/**
 * The days must be those of one site; they may come in any order. Steps are the work of the request's jobs. `later` are
 * dates on which no arrival is sought, but work that was begun may go on. No car comes before its parts, as `supply` has them.
 */
export const search = (
  days: ReadonlyArray<Day>,
  request: Request,
  steps: ReadonlyArray<Step>,
  later: ReadonlyArray<Day> = [],
  supply: Supply = atOnce
): Found => {
  const overnight = staysOvernight(request, steps)
  const all = overnight ? [...days, ...later].sort(byDate) : []
  const slots: Array<Slot> = []
  const reasons = new Map<ReasonCode, number>()
  const dates: Array<Found["dates"][number]> = []
  const more = demandOf(steps)
  const asked = { request, steps, supply, demands: steps.map((step) => demandOf([step])) }
  for (const day of [...days].sort(byDate)) {
    const own = new Map<ReasonCode, number>()
    dates.push({ date: day.roster.date, reasons: own })
    const count = (code: ReasonCode): void => void own.set(code, (own.get(code) ?? 0) + 1)
    const { arrivals, opening } = day.roster
    if (arrivals.length === 0) count(opening.length === 0 ? "closed" : "advisor_away")
    else searchDay(day, asked, dayReason(day, more), overnight ? stay(all, day) : [], slots, count)
    for (const [code, n] of own) reasons.set(code, (reasons.get(code) ?? 0) + n)
  }
  return { slots, reasons, dates }
}

const byDate = (a: Day, b: Day): number => a.roster.start - b.roster.start

/** Whether later dates matter: some work may pause over night, or a loaner may be out over night. */
export const staysOvernight = ({ transport }: Pick<Request, "transport">, steps: ReadonlyArray<Pick<Stage, "pausable">>): boolean =>
  transport === "loaner" || (transport !== "wait" && steps.some(({ pausable }) => pausable))

/** The day and those that follow it without a gap, as many as a visit may last. */
const stay = (days: ReadonlyArray<Day>, first: Day): ReadonlyArray<Day> => {
  const found = [first]
  for (const day of days) {
    const date = addDays(first.roster.date, found.length)
    if (found.length < maxDaysOf(first.roster.policy) && day.roster.date === date) found.push(day)
  }
  return found
}

/** What is the same on all days. */
interface Asked {
  readonly request: Request
  readonly steps: ReadonlyArray<Step>
  readonly supply: Supply
  readonly demands: ReadonlyArray<Demand>
}

const searchDay = (
  day: Day,
  { request, steps, supply, demands }: Asked,
  full: Reason | undefined,
  stay: ReadonlyArray<Day>,
  slots: Array<Slot>,
  count: (code: ReasonCode) => void
): void => {
  const { roster, now } = day
  const windows = request.windows?.map(({ from, to }) => ({ from: minuteOf(roster, from), to: minuteOf(roster, to) }))
  const present = minuteOf(roster, now)
  const earliest = present + noticeMinOf(roster.policy, request.channel)
  const supplied = (supply.from - roster.start) / 60_000 + partsMinOf(roster.policy)
  const limit = limiting(day, kindOf(roster, request))
  const pausable = stay.length > 0 && steps.some((step) => step.pausable)
  const late = hasLines(steps)
    ? (starts: ReadonlyArray<number>) => lateReason(day, demands.map((demand, i) => ({ demand, from: starts[i] ?? 0 })))
    : timeLeft(day, demands)
  let tryOn: ((minute: number) => Placed | ReasonCode) | undefined
  for (const { minute, advisors } of roster.arrivals) {
    // Of times that are not asked for nothing else is told.
    if (windows !== undefined && !windows.some(({ from, to }) => from <= minute && minute < to)) count("outside_window")
    else if (minute < earliest) count(minute < present ? "past" : "notice_too_short")
    else if (minute < supplied) count("parts_missing")
    else {
      const advisor = receiver(day, minute, advisors, request)
      if (typeof advisor === "string") count(advisor)
      else if (limit(minute) !== undefined) count("quota_full")
      else {
        tryOn ??= request.transport === "wait" ? waiting(day, steps) : dropping(day, steps)
        const found = pausable ? longer(stay, steps, minute) ?? full?.code ?? tooLong(stay, steps) : full?.code ?? inTime(late, tryOn(minute))
        const loan = request.transport === "loaner" && typeof found !== "string" ? lend(stay, millisOf(roster, minute), found.promisedAt) : undefined
        if (typeof found === "string") count(found)
        else if (request.transport === "loaner" && loan === undefined) count(endsWithin(stay, found.promisedAt) ? "loaners_out" : "takes_too_long")
        else slots.push(loan === undefined ? { day, minute, advisor, ...found } : { day, minute, advisor, ...found, loan })
      }
    }
  }
}

/** Everybody who can receive a car at this minute. */
export const receivers = (day: Day, minute: number, advisors: ReadonlyArray<number>): ReadonlyArray<number> =>
  advisors.filter((advisor) => canReceive(day, advisor, minute))

/** What the car counts as where quotas limit how many come. */
export const kindOf = ({ jobs }: Roster, { jobs: codes, transport, channel = "telephone" }: Request): Kind => {
  const groups = [...new Set(codes.flatMap((code) => jobs.get(code)?.group ?? []))].sort()
  return { transport, channel, ...(groups.length === 0 ? {} : { groups }) }
}

type Placed = Pick<Slot, "starts" | "ends" | "crew" | "parts" | "promisedAt">

/** What was found, if the hours that are left suffice for it when it begins. */
const inTime = (late: (starts: ReadonlyArray<number>) => Reason | undefined, found: Placed | ReasonCode): Placed | ReasonCode =>
  typeof found === "string" ? found : late(found.starts)?.code ?? found

/** Where each stage can begin for a car that can be worked on from a minute: one after the other, or some beside others. */
const starter = (day: Day, steps: ReadonlyArray<Step>, heed: Heed): (ready: number) => Line & Pick<Slot, "crew"> | undefined =>
  hasLines(steps) ? abreast(day, steps, heed) : lineOf(day, steps, heed)

/** With pauses, and over night if need be. */
const longer = (stay: ReadonlyArray<Day>, steps: ReadonlyArray<Step>, minute: number): Placed | undefined => {
  const found = spread(stay, steps, minute + (stay[0]?.roster.policy.writeUpMin ?? 0))
  return found === undefined ? undefined : { starts: [], ...found }
}

/** Another day helps, unless it is as short of somebody for a stage in one piece as all of these. */
const tooLong = (stay: ReadonlyArray<Day>, steps: ReadonlyArray<Step>): ReasonCode => {
  const [first] = stay
  const never = steps.find((step) => !step.pausable && stay.every((day) => !hasPlace(day, [step])))
  return first === undefined || never === undefined ? "takes_too_long" : missing(first, [never])
}

/** Whether a car that is promised then is handed over on one of the dates; where it is not, no loaner would help. */
const endsWithin = (stay: ReadonlyArray<Day>, promisedAt: number): boolean => {
  const last = stay.at(-1)
  return last !== undefined && promisedAt <= millisOf(last.roster, last.roster.minutes)
}

const hasPlace = (day: Day, steps: ReadonlyArray<Step>): boolean =>
  starter(day, steps, { technicians: false, bays: false })(0) !== undefined

/** What keeps work from a date on which it has no place, whatever is booked: who or what is away, or that the date is too short for it. */
const missing = (day: Day, steps: ReadonlyArray<Step>): ReasonCode => {
  const staffed = steps.map((step) => ({ ...step, skill: undefined }))
  if (hasPlace(day, staffed)) return "technician_away"
  return hasPlace(day, staffed.map((step) => ({ ...step, bayType: undefined }))) ? "bay_away" : "too_late_today"
}

/** The customer stays: technician and bay are free one after the other, and the promise is not too far away. */
const waiting = (day: Day, steps: ReadonlyArray<Step>): (minute: number) => Placed | ReasonCode => {
  const { roster } = day
  const { maxWaitMin, writeUpMin } = roster.policy
  const first = steps.filter(({ beside }) => beside === undefined)
  const shortest = first.reduce((sum, { elapsedMin, gap }, i) => sum + elapsedMin + (i === first.length - 1 ? 0 : gap.min), 0)
  const end = roster.opening.at(-1)?.to ?? 0
  const promised = promise(roster, steps)
  const attempt = (begin: ReturnType<typeof starter>) => (minute: number): Placed | ReasonCode => {
    const found = begin(minute + writeUpMin)
    if (found === undefined) return "too_late_today"
    const promisedAt = promised(found)
    if (promisedAt === undefined || promisedAt - millisOf(roster, minute) > maxWaitMin * 60_000) return "wait_too_long"
    return { ...found, promisedAt }
  }
  const real = attempt(starter(day, steps, { technicians: true, bays: true }))
  let idle: ReturnType<typeof starter> | undefined
  let anyBay: typeof real | undefined
  return (minute) => {
    // Late in the day nothing needs to be looked at to know why.
    if (minute + writeUpMin + shortest > end) return "too_late_today"
    const found = real(minute)
    if (typeof found !== "string") return found
    idle ??= starter(day, steps, { technicians: false, bays: false })
    const atBest = attempt(idle)(minute)
    if (typeof atBest === "string") return idle(0) === undefined ? missing(day, steps) : atBest
    anyBay ??= attempt(starter(day, steps, { technicians: true, bays: false }))
    return typeof anyBay(minute) === "string" ? "technician_busy" : "bay_busy"
  }
}

/** The customer leaves the car: there must be somebody at work who can do it, whatever else is booked. */
const dropping = (day: Day, steps: ReadonlyArray<Step>): (minute: number) => Placed | ReasonCode => {
  const { roster } = day
  const begin = starter(day, steps, { technicians: false, bays: false })
  const promised = promise(roster, steps, roster.dropOffReady)
  const never = begin(0) === undefined ? missing(day, steps) : undefined
  return (minute) => {
    const found = begin(minute + roster.policy.writeUpMin)
    if (found === undefined) return never ?? "too_late_today"
    const promisedAt = promised(found)
    return promisedAt === undefined ? "too_late_today" : { starts: found.starts, promisedAt }
  }
}

/** The reason that excludes most times; between equals the one that is looked for first. */
export const binding = (reasons: Found["reasons"]): ReasonCode | undefined => {
  let best: ReasonCode | undefined
  for (const code of codes) {
    const n = reasons.get(code) ?? 0
    if (n > 0 && (best === undefined || n > (reasons.get(best) ?? 0))) best = code
  }
  return best
}

/** Milliseconds since 1970 of a slot's arrival. */
export const arrivalOf = ({ day, minute }: Slot): number => millisOf(day.roster, minute)

/** True when the moment `now` of the day leaves a request for `arriveAt` no notice. */
export const isTooSoon = (day: Day, arriveAt: Instant, channel?: Channel): boolean =>
  toMillis(arriveAt) < toMillis(day.now) + noticeMinOf(day.roster.policy, channel) * 60_000
