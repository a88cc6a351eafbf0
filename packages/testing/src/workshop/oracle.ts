/** Slot search as slow and plain as can be: try everything, and keep what `fits` lets through. */
import { type AdvisorId, Day, fits, Instant, type Plan, type Request } from "@servicelane/core"

/** Every tenth minute is tried, so that worlds must be made of tens of minutes. */
const step = 10

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
  const last = placed.at(-1)
  if (next === undefined) return last === undefined ? 0 : Day.minuteOf(day.roster, last.end)
  const gap = placed.length === 0 ? undefined : steps[placed.length - 1]?.gap
  let best = Infinity
  for (const start of minutesOfDay(day)) {
    const pause = last === undefined ? 0 : start - Day.minuteOf(day.roster, last.end)
    if (gap !== undefined && (pause < gap.min || pause > (gap.max ?? Infinity))) continue
    if (next.skill === undefined && !day.roster.opening.some(({ from, to }) => from <= start && start + next.elapsedMin <= to)) continue
    for (const technician of someOf(next.skill !== undefined, day.roster.technicians)) {
      for (const bay of someOf(next.bayType !== undefined, day.roster.bays)) {
        const stage: Stage = {
          name: next.name,
          start: instant(day, start),
          end: instant(day, start + next.elapsedMin),
          flagMin: next.flagMin,
          elapsedMin: next.elapsedMin,
          ...(next.skill === undefined ? {} : { skill: next.skill }),
          ...(next.bayType === undefined ? {} : { bayType: next.bayType }),
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
    if (Instant.minutesBetween(day.now, arriveAt) < day.roster.policy.minNoticeMin) return []
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

/** The minute at which the last technician goes home. */
const home = ({ roster }: Day.Day): number => Math.max(0, ...roster.technicians.flatMap(({ hours }) => hours.map(({ to }) => to)))

const pooled = (day: Day.Day, { name, skill, bayType }: Request.Step, start: number, elapsedMin: number, flagMin: number): Stage => ({
  name, flagMin, elapsedMin, start: instant(day, start), end: instant(day, start + elapsedMin),
  ...(skill === undefined ? {} : { skill }), ...(bayType === undefined ? {} : { bayType })
})

interface Car {
  readonly arriveAt: Instant.Instant
  readonly advisor: AdvisorId
  readonly kind: Kind
}

/** Every way to share out the rest of the work over the days; the earliest end, as the day's place and its minute. */
const sharedOut = (
  days: ReadonlyArray<Day.Day>,
  steps: ReadonlyArray<Request.Step>,
  car: Car,
  at: { readonly day: number; readonly minute: number },
  done: number,
  taken: ReadonlyMap<number, ReadonlyArray<Stage>>
): { readonly day: number; readonly minute: number } | undefined => {
  const [next, ...rest] = steps
  if (next === undefined) return at
  const day = days[at.day]
  if (day === undefined) return undefined
  const tomorrow = sharedOut(days, steps, car, { day: at.day + 1, minute: at.minute - day.roster.minutes }, done, taken)
  const from = Math.max(at.minute, day.roster.opening[0]?.from ?? Infinity)
  const left = next.elapsedMin - done
  let best = tomorrow
  for (let minutes = next.pausable ? step : left; minutes <= left && from + minutes <= home(day); minutes += step) {
    if (minutes < left && minutes < 15) continue
    const flag = Math.ceil(next.flagMin * (done + minutes) / next.elapsedMin) - Math.ceil(next.flagMin * done / next.elapsedMin)
    const stages = [...taken.get(at.day) ?? [], pooled(day, next, from, minutes, flag)]
    if (fits(day, { arriveAt: car.arriveAt, advisor: car.advisor, ...car.kind, stages }).length > 0) continue
    const now = new Map([...taken, [at.day, stages]])
    const end = minutes === left
      ? sharedOut(days, rest, car, { day: at.day, minute: from + minutes + (rest.length === 0 ? 0 : next.gap.min) }, 0, now)
      : sharedOut(days, steps, car, { day: at.day + 1, minute: 0 }, done + minutes, now)
    if (end !== undefined && (best === undefined || end.day < best.day || (end.day === best.day && end.minute < best.minute))) best = end
  }
  return best
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
  const overnight = steps.some(({ pausable }) => pausable)
  for (const { minute, arriveAt, advisor } of receptions(day, kind)) {
    const days = [day, ...later].slice(0, roster.policy.maxDays ?? 5)
    const lent = (promisedAt: number): boolean => request.transport !== "loaner" || isLent(days, arriveAt, promisedAt)
    let at = minute + roster.policy.writeUpMin
    const stages = steps.map((one): Stage => {
      const start = at
      at += one.elapsedMin + one.gap.min
      return pooled(day, one, start, one.elapsedMin, one.flagMin)
    })
    const end = at - (steps.at(-1)?.gap.min ?? 0)
    if (end <= home(day) && fits(day, { arriveAt, advisor, ...kind, stages }).length === 0) {
      const promisedAt = promised(day, Math.max(end + slackOf(day, steps), roster.dropOffReady))
      if (promisedAt !== undefined) {
        if (lent(promisedAt)) earliest(found, minute, promisedAt)
        continue
      }
    }
    if (!overnight) continue
    const last = sharedOut(days, steps, { arriveAt, advisor, kind }, { day: 0, minute: minute + roster.policy.writeUpMin }, 0, new Map())
    const lastDay = last && days[last.day]
    const promisedAt = last && lastDay && promised(lastDay, Math.max(last.minute + slackOf(lastDay, steps), lastDay.roster.dropOffReady))
    if (promisedAt !== undefined && lent(promisedAt)) earliest(found, minute, promisedAt)
  }
  return found
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
