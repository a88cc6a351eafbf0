/** Slot search as slow and plain as can be: try everything, and keep what `fits` lets through. */
import { type AdvisorId, type Booking, Day, fits, Instant, type Plan, Policy, type Request, Roster, Stock } from "@servicelane/core"
import type { World } from "./worlds.ts"

/** Every tenth minute is tried, so that worlds must be made of tens of minutes. */
const step = 10

/** Where work is shared out by quarters of an hour, it may begin at every fifth. */
const five = 5

type Stage = Plan.PlannedStage

const instant = (day: Day.Day, minute: number): Instant.Instant => Instant.fromMillis(Day.millisOf(day.roster, minute))

type Kind = Pick<Plan.Use, "transport" | "channel" | "groups">

/** What the car counts as where quotas limit how many come. */
const kindOf = ({ roster: { jobs } }: Day.Day, { transport, channel, jobs: codes }: Request.Request): Kind => ({
  transport,
  channel: channel ?? "telephone",
  groups: [...jobs.values()].flatMap(({ code, group }) => group !== undefined && codes.includes(code) ? [group] : [])
})

/** Everybody, or nobody where nobody is needed. */
const someOf = <A>(needed: boolean, all: ReadonlyArray<A>): ReadonlyArray<A | undefined> => needed ? all : [undefined]

const minutesOfDay = (day: Day.Day): ReadonlyArray<number> => Array.from({ length: Math.ceil(day.roster.minutes / step) }, (_, i) => i * step)

/** When so many minutes are done by somebody who begins then: five by five, of which those count in which he works. */
const doneBy = (hours: ReadonlyArray<{ readonly from: number; readonly to: number }>, start: number, minutes: number): number | undefined => {
  let left = minutes
  let minute = start
  for (; left > 0; minute += five) {
    if (minute > 1_600) return undefined
    if (isAt(hours, minute)) left -= five
    // Nobody begins who would pause within a quarter of an hour.
    else if (minutes - left < Math.min(15, minutes)) return undefined
  }
  return minute
}

/** Every way to put the remaining stages after those already placed; the earliest end of the last one. */
const earliestEnd = (
  day: Day.Day,
  steps: ReadonlyArray<Request.Step>,
  arriveAt: Instant.Instant,
  advisor: Plan.Use["advisor"],
  kind: Kind,
  placed: ReadonlyArray<Stage>
): number => {
  const next = steps[placed.length]
  if (next === undefined) return Math.max(0, ...placed.map(({ end }) => Day.minuteOf(day.roster, end)))
  const last = placed.findLast((_, i) => steps[i]?.beside === next.beside)
  const gap = last === undefined ? undefined : steps[placed.indexOf(last)]?.gap
  // On one line, and on no other, the same technician.
  const mayWork = (id: string | undefined): boolean => id === undefined || placed.every((stage, i) => {
    const line = steps[i]?.beside
    return line === next.beside ? line === undefined || stage.technician === undefined || stage.technician === id : stage.technician !== id
  })
  let best = Infinity
  for (const start of minutesOfDay(day)) {
    const pause = last === undefined ? 0 : start - Day.minuteOf(day.roster, last.end)
    if (gap !== undefined && (pause < gap.min || pause > (gap.max ?? Infinity))) continue
    if (next.skill === undefined && !day.roster.opening.some(({ from, to }) => from <= start && start + next.elapsedMin <= to)) continue
    for (const technician of someOf(next.skill !== undefined, day.roster.technicians)) {
      if (!mayWork(technician?.id)) continue
      const end = next.pausable && technician !== undefined ? doneBy(technician.hours, start, next.elapsedMin) : start + next.elapsedMin
      if (end === undefined) continue
      for (const bay of someOf(next.bayType !== undefined, day.roster.bays)) {
        const stage: Stage = {
          name: next.name,
          start: instant(day, start),
          end: instant(day, end),
          flagMin: next.flagMin,
          elapsedMin: next.elapsedMin,
          ...(next.skill === undefined ? {} : { skill: next.skill }),
          ...(next.bayType === undefined ? {} : { bayType: next.bayType }),
          ...(next.beside === undefined ? {} : { beside: next.beside }),
          ...(technician === undefined ? {} : { technician: technician.id }),
          ...(bay === undefined ? {} : { bay: bay.id })
        }
        const stages = [...placed, stage]
        if (fits(day, { arriveAt, advisor, ...kind, stages }).length > 0) continue
        best = Math.min(best, earliestEnd(day, steps, arriveAt, advisor, kind, stages))
      }
    }
  }
  return best
}

/** When the car is promised that is ready at this minute: at once, or when the site is next open. */
const promised = ({ roster }: Day.Day, ready: number): number | undefined => {
  const open = roster.opening.find(({ to }) => ready <= to)
  return open === undefined ? roster.opensNext : Day.millisOf(roster, Math.max(ready, open.from))
}

/** From the planned end of the work to the keys, as four of five such jobs go. */
const slackOf = ({ roster: { policy } }: Day.Day, steps: ReadonlyArray<Request.Step>): number =>
  steps.reduce((sum, { p80, elapsedMin }) => sum + p80 - elapsedMin, 0) + policy.inspectionMin + policy.washMin + policy.cashierMin

/** Each minute at which somebody can receive a car in time, with the advisors who can. */
const receptions = (day: Day.Day, kind: Kind): ReadonlyArray<{ readonly minute: number; readonly arriveAt: Instant.Instant; readonly advisor: AdvisorId }> =>
  minutesOfDay(day).flatMap((minute) => {
    const arriveAt = instant(day, minute)
    if (Instant.minutesBetween(day.now, arriveAt) < Policy.noticeMinOf(day.roster.policy, kind.channel)) return []
    return day.roster.advisors.map(({ id: advisor }) => ({ minute, arriveAt, advisor })).filter(({ advisor }) => fits(day, { arriveAt, advisor, ...kind, stages: [] }).length === 0)
  })

const earliest = (found: Map<number, number>, minute: number, promisedAt: number): void => {
  found.set(minute, Math.min(promisedAt, found.get(minute) ?? Infinity))
}

/** For a customer who waits: each minute at which the car can come, with the earliest promise, in milliseconds since 1970. */
export const waitingSlots = (day: Day.Day, request: Request.Request, steps: ReadonlyArray<Request.Step>): ReadonlyMap<number, number> => {
  const found = new Map<number, number>()
  const kind = kindOf(day, request)
  for (const { minute, arriveAt, advisor } of receptions(day, kind)) {
    const end = earliestEnd(day, steps, arriveAt, advisor, kind, [])
    const promisedAt = end === Infinity ? undefined : promised(day, end + slackOf(day, steps))
    if (promisedAt === undefined || promisedAt - Day.millisOf(day.roster, minute) > day.roster.policy.maxWaitMin * 60_000) continue
    earliest(found, minute, promisedAt)
  }
  return found
}

/** Whether all parts of the jobs are here before a car that comes at this minute of the date, and no later car lacks them for it. */
export const hasParts = ({ document, date, now }: World, stocks: Booking.State["stock"], { jobs }: Request.Request, minute: number): boolean => {
  const ten = step * 60_000
  const start = Instant.toMillis(now)
  const { partsMin = 60 } = document.policies[0] ?? {}
  const by = Day.millisOf(Roster.rosterOf(document, date), minute) - partsMin * 60_000
  return (document.parts ?? []).every(({ no, leadMin }) => {
    const qty = document.jobs.reduce((sum, job) => sum + (jobs.includes(job.code) ? job.parts?.find(({ part }) => part === no)?.qty ?? 0 : 0), 0)
    if (qty === 0) return true
    const ordered = leadMin === undefined ? Infinity : start + leadMin * 60_000
    const { onHand, lots, kept } = stocks[no] ?? Stock.initial
    for (let at = by; at < Math.min(ordered, start + 4 * 86_400_000); at += ten) {
      if (at < start) return false
      const came = Object.values(lots).reduce((sum, lot) => sum + (lot.eta > now && Instant.toMillis(lot.eta) <= at ? lot.qty : 0), 0)
      const gone = Object.values(kept).reduce((sum, one) =>
        sum + ((one.releaseAt === null || now < one.releaseAt) && Math.max(start, Instant.toMillis(one.by)) <= at ? one.qty : 0), 0)
      if (onHand + came - gone < qty) return false
    }
    return true
  })
}

const pooled = (day: Day.Day, { name, skill, bayType, beside }: Request.Step, start: number, end: number, elapsedMin: number, flagMin: number): Stage => ({
  name, flagMin, elapsedMin, start: instant(day, start), end: instant(day, end),
  ...(skill === undefined ? {} : { skill }), ...(bayType === undefined ? {} : { bayType }), ...(beside === undefined ? {} : { beside })
})

interface Car {
  readonly arriveAt: Instant.Instant
  readonly advisor: AdvisorId
  readonly kind: Kind
}

const isAt = (hours: ReadonlyArray<{ readonly from: number; readonly to: number }>, minute: number): boolean => hours.some(({ from, to }) => from <= minute && minute < to)

const able = ({ roster }: Day.Day, { skill }: Request.Step): ReadonlyArray<ReadonlyArray<{ readonly from: number; readonly to: number }>> =>
  skill === undefined ? [roster.opening] : roster.technicians.filter(({ skills }) => (skills[skill.id] ?? 0) >= skill.level).map(({ hours }) => hours)

const firstAt = (from: number): number => Math.max(0, Math.ceil(from / five) * five)

/** The first minute from which one of them works on without a break, and a bay is open. */
const wholeFrom = (day: Day.Day, one: Request.Step, from: number): number | undefined => {
  const runs = (hours: ReadonlyArray<{ readonly from: number; readonly to: number }>, start: number): boolean =>
    hours.some((stretch) => stretch.from <= start && start + one.elapsedMin <= stretch.to)
  const people = able(day, one)
  for (let start = firstAt(from); start < day.roster.minutes; start += five) {
    if (!people.some((hours) => runs(hours, start))) continue
    if (one.bayType === undefined || day.roster.bays.some(({ type, hours }) => type === one.bayType && runs(hours, start))) return start
  }
  return undefined
}

/** The begin and end of so many minutes, of which those count in which one of them works. */
const piecesFrom = (day: Day.Day, one: Request.Step, from: number, minutes: number, rest: number): readonly [number, number] | undefined => {
  const people = able(day, one)
  const works = (minute: number): boolean => people.some((hours) => isAt(hours, minute))
  const worth = Math.min(15, rest)
  let first: number | undefined
  let left = minutes
  for (let minute = firstAt(from); minute < day.roster.minutes; minute += five) {
    if (!works(minute)) continue
    // Nobody begins who would pause within a quarter of an hour.
    if (first === undefined && !Array.from({ length: worth / five }, (_, i) => minute + i * five).every(works)) continue
    first ??= minute
    left -= five
    if (left <= 0) return [first, minute + five]
  }
  return undefined
}

/** Every way to share out the rest of the work over the days; the earliest end, as the day's place and its minute. */
const sharedOut = (
  days: ReadonlyArray<Day.Day>,
  steps: ReadonlyArray<Request.Step>,
  car: Car,
  at: { readonly day: number; readonly minute: number },
  done: number,
  taken: ReadonlyMap<number, ReadonlyArray<Stage>>,
  latest = Infinity
): { readonly day: number; readonly minute: number } | undefined => {
  const [next, ...rest] = steps
  if (next === undefined) return at
  const day = days[at.day]
  if (day === undefined) return undefined
  let best = sharedOut(days, steps, car, { day: at.day + 1, minute: at.minute - day.roster.minutes }, done, taken, latest)
  const left = next.elapsedMin - done
  const quarters = next.pausable ? Array.from({ length: Math.ceil(left / 15) - 1 }, (_, i) => (i + 1) * 15) : []
  for (const minutes of [...quarters, left]) {
    const from = next.pausable ? undefined : wholeFrom(day, next, at.minute)
    const span = next.pausable ? piecesFrom(day, next, at.minute, minutes, left) : from === undefined ? undefined : [from, from + minutes] as const
    if (span === undefined || (done === 0 && Day.millisOf(day.roster, span[0]) > latest)) continue
    const flag = Math.ceil(next.flagMin * (done + minutes) / next.elapsedMin) - Math.ceil(next.flagMin * done / next.elapsedMin)
    const stages = [...taken.get(at.day) ?? [], pooled(day, next, ...span, minutes, flag)]
    if (fits(day, { arriveAt: car.arriveAt, advisor: car.advisor, ...car.kind, stages }).length > 0) continue
    const now = new Map([...taken, [at.day, stages]])
    const end = minutes === left
      ? sharedOut(days, rest, car, { day: at.day, minute: span[1] + (rest.length === 0 ? 0 : next.gap.min) }, 0, now, Day.millisOf(day.roster, span[1] + (next.gap.max ?? Infinity)))
      : sharedOut(days, steps, car, { day: at.day + 1, minute: 0 }, done + minutes, now)
    if (end !== undefined && (best === undefined || end.day < best.day || (end.day === best.day && end.minute < best.minute))) best = end
  }
  return best
}

/** The starts of the work on one date, had nobody else booked: the first way that is found, each stage as early as can be. */
const idleStarts = (day: Day.Day, steps: ReadonlyArray<Request.Step>, ready: number): ReadonlyArray<number> | undefined => {
  const abreast = steps.filter(({ beside }) => beside !== undefined)
  const line = steps.filter(({ beside }) => beside === undefined)
  return abreast.length === 0 || line.length === 0 ? idleLine(day, steps, ready) : idleAbreast(day, line, abreast, ready)
}

/** The same for two lines; each technician who can do the second does nothing else. */
const idleAbreast = (day: Day.Day, line: ReadonlyArray<Request.Step>, abreast: ReadonlyArray<Request.Step>, ready: number): ReadonlyArray<number> | undefined => {
  const end = (starts: ReadonlyArray<number>): number => Math.max(...[...line, ...abreast].map(({ elapsedMin }, i) => (starts[i] ?? 0) + elapsedMin))
  const of = (ids: (id: string) => boolean): Day.Day => ({ ...day, roster: { ...day.roster, technicians: day.roster.technicians.filter(({ id }) => ids(id)) } })
  const ways = someOf(abreast.some(({ skill }) => skill !== undefined), day.roster.technicians).flatMap((one) => {
    const first = idleLine(one === undefined ? day : of((id) => id !== one.id), line, ready)
    const second = idleLine(one === undefined ? day : of((id) => id === one.id), abreast, ready)
    return first === undefined || second === undefined ? [] : [[...first, ...second]]
  })
  return ways.sort((a, b) => end(a) - end(b))[0]
}

const idleLine = (day: Day.Day, steps: ReadonlyArray<Request.Step>, ready: number): ReadonlyArray<number> | undefined => {
  const [next, ...rest] = steps
  if (next === undefined) return []
  for (let from = wholeFrom(day, next, ready); from !== undefined; from = wholeFrom(day, next, from + step)) {
    const end = from + next.elapsedMin
    const later = idleLine(day, rest, end + next.gap.min)
    if (later !== undefined && (later[0] === undefined || later[0] - end <= (next.gap.max ?? Infinity))) return [from, ...later]
  }
  return undefined
}

/** For a customer who leaves the car: the same, with the work anywhere in the day's hours, and pausable work on the `later` days too. */
export const droppingSlots = (
  day: Day.Day,
  request: Request.Request,
  steps: ReadonlyArray<Request.Step>,
  later: ReadonlyArray<Day.Day> = []
): ReadonlyMap<number, number> => {
  const { roster } = day
  const kind = kindOf(day, request)
  const found = new Map<number, number>()
  const days = [day, ...later].slice(0, roster.policy.maxDays ?? 5)
  for (const { minute, arriveAt, advisor } of receptions(day, kind)) {
    const ready = minute + roster.policy.writeUpMin
    const promisedAt = steps.some(({ pausable }) => pausable)
      ? promisedAfter(days, steps, sharedOut(days, steps, { arriveAt, advisor, kind }, { day: 0, minute: ready }, 0, new Map()))
      : promisedToday(day, steps, { arriveAt, advisor, kind }, idleStarts(day, steps, ready))
    if (promisedAt === undefined || (request.transport === "loaner" && !isLent(days, arriveAt, promisedAt))) continue
    earliest(found, minute, promisedAt)
  }
  return found
}

const promisedToday = (day: Day.Day, steps: ReadonlyArray<Request.Step>, { kind, ...car }: Car, starts: ReadonlyArray<number> | undefined): number | undefined => {
  if (starts === undefined) return undefined
  const stages = steps.map((one, i) => pooled(day, one, starts[i] ?? 0, (starts[i] ?? 0) + one.elapsedMin, one.elapsedMin, one.flagMin))
  const end = Math.max(...stages.map((stage) => Day.minuteOf(day.roster, stage.end)))
  if (fits(day, { ...car, ...kind, stages }).length > 0) return undefined
  return promised(day, Math.max(end + slackOf(day, steps), day.roster.dropOffReady))
}

const promisedAfter = (
  days: ReadonlyArray<Day.Day>,
  steps: ReadonlyArray<Request.Step>,
  end: { readonly day: number; readonly minute: number } | undefined
): number | undefined => {
  const last = end === undefined ? undefined : days[end.day]
  return end === undefined || last === undefined ? undefined : promised(last, Math.max(end.minute + slackOf(last, steps), last.roster.dropOffReady))
}

/** Whether some loaner is there, on every tenth minute from the arrival until it is ready for the next customer. */
const isLent = (days: ReadonlyArray<Day.Day>, arriveAt: Instant.Instant, promisedAt: number): boolean =>
  (days[0]?.roster.loaners ?? []).some(({ id, turnaroundMin }) => {
    for (let at = Instant.toMillis(arriveAt); at < promisedAt + turnaroundMin * 60_000; at += step * 60_000) {
      const day = days.find(({ roster }) => roster.start <= at && at < Day.millisOf(roster, roster.minutes))
      const minute = day === undefined ? -1 : Day.minuteOf(day.roster, Instant.fromMillis(at))
      if (day?.loaners.find(({ of }) => of.id === id)?.free.some(({ from, to }) => from <= minute && minute < to) !== true) return false
    }
    return true
  })
