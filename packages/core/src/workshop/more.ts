/** More work on a car that is here: what is done after what was planned, and when the car is ready then. */
import { addMinutes, fromMillis, type Instant, minutesBetween, toMillis } from "../calendar/Instant.ts"
import { localOf } from "../calendar/Zone.ts"
import type { JobCode } from "../Ids.ts"
import { type Day, minuteOf } from "./Day.ts"
import { dayReason } from "./hours.ts"
import { datesOut } from "./lend.ts"
import { doneAt, lineOf } from "./line.ts"
import { datesOf, type Plan, type PlannedStage } from "./Plan.ts"
import { named, onDates, planned } from "./planOf.ts"
import { demandOf } from "./Pool.ts"
import { handOver } from "./promise.ts"
import type { Reason } from "./Reason.ts"
import type { Step } from "./Request.ts"
import { finishing } from "./Roster.ts"
import { spread } from "./spread.ts"
import { partsOf, summed } from "./supply.ts"

export interface More {
  readonly jobs: ReadonlyArray<JobCode>
  /** The work of these jobs, and of those the plan has already. */
  readonly steps: ReadonlyArray<Step>
  readonly before: ReadonlyArray<Step>
  /** What was left over for later dates, and is done first. */
  readonly rest: ReadonlyArray<PlannedStage>
  readonly at: Instant
}

/** When all that the car has already is done; not before now. */
export const readyAt = ({ stages }: Plan, { rest, at }: Pick<More, "rest" | "at">): Instant =>
  [...stages, ...rest].map(({ technician, start, end, elapsedMin }) => technician === undefined ? addMinutes(start, elapsedMin) : end).reduce((latest, end) => end > latest ? end : latest, at)

/** Whose car is not done on its day does not wait any more. */
const waits = ({ transport }: Plan, { rest }: More): boolean => transport === "wait" && rest.length === 0

/** Stages that come after the plan's, and the day and minute at which the last of them is done. */
interface Added {
  readonly stages: ReadonlyArray<PlannedStage>
  readonly day: Day
  readonly end: number
}

/** The plan with more work after what it has, or what stands against it. The first of the days is that on which it can begin; they hold the car's own work too. */
export const withMore = (plan: Plan, more: More, [today, ...later]: readonly [Day, ...ReadonlyArray<Day>]): Plan | Reason => {
  const ready = readyFor(plan, more, today)
  const added = waits(plan, more) ? waiting(more, today, ready) : left(more, [today, ...later], ready)
  if ("code" in added) return added
  const next = joined(plan, more, added)
  const { maxWaitMin } = today.roster.policy
  return waits(plan, more) && minutesBetween(plan.arriveAt, next.promisedAt) > maxWaitMin ? { code: "wait_too_long" } : next
}

/** The same at once, whatever is booked. */
export const withMoreAnyway = (plan: Plan, more: More, today: Day): Plan => {
  let end = readyFor(plan, more, today)
  const stages = more.steps.map((step) => {
    const from = end
    end = from + step.elapsedMin + step.gap.min
    return planned(today.roster, step, from, from + step.elapsedMin)
  })
  return joined(plan, more, { stages, day: today, end })
}

const readyFor = (plan: Plan, more: More, { roster }: Day): number => Math.ceil(minuteOf(roster, readyAt(plan, more)))

const waiting = ({ steps }: More, day: Day, ready: number): Added | Reason => {
  const find = (technicians: boolean, bays: boolean) => lineOf(day, steps, { technicians, bays })(ready)
  const line = find(true, true)
  if (line === undefined) {
    return { code: find(false, false) === undefined ? "too_late_today" : find(true, false) === undefined ? "technician_busy" : "bay_busy" }
  }
  return { stages: named(day, line, steps), day, end: doneAt(line, steps) }
}

/** The car stays; what is not done today is done on a later date. */
const left = ({ steps }: More, days: ReadonlyArray<Day>, ready: number): Added | Reason => {
  const parts = spread(days, steps, ready)?.parts
  const last = parts?.at(-1)
  return parts === undefined || last === undefined ? fullOn(days, steps) : { stages: onDates(parts, steps), day: last.day, end: last.to }
}

/** The hours, where they are too few on every date for all of it; else the dates are. */
const fullOn = (days: ReadonlyArray<Day>, steps: ReadonlyArray<Step>): Reason => {
  const found = days.flatMap((day) => dayReason(day, demandOf(steps)) ?? [])
  return found.length === days.length ? found[0] ?? { code: "takes_too_long" } : { code: "takes_too_long" }
}

const joined = (plan: Plan, more: More, { stages, day: { roster }, end }: Added): Plan => {
  const { jobs, steps, before } = more
  const notBefore = waits(plan, more) ? 0 : roster.dropOffReady
  const done = handOver(roster, Math.max(end + finishing(roster, [...before, ...steps]), notBefore))
  const promisedAt = done === undefined ? plan.promisedAt : fromMillis(done)
  const loaner = plan.loaner && { ...plan.loaner, to: addMinutes(promisedAt, minutesBetween(plan.promisedAt, plan.loaner.to)) }
  const all = [...plan.jobs, ...jobs]
  const parts = summed([...plan.parts ?? [], ...partsOf(roster.jobs, jobs)])
  const dateOf = (instant: Instant): Plan["localDate"] => localOf(plan.zone, toMillis(instant)).date
  const out = loaner === undefined ? [] : datesOut(plan.zone, plan.localDate, toMillis(loaner.to))
  const dates = [...new Set([...datesOf(plan), ...stages.map(({ start }) => dateOf(start)), ...out])].sort()
  const { onApproval: _pending, ...rest } = plan
  const onApproval = plan.onApproval?.filter((code) => !jobs.includes(code)) ?? []
  return {
    ...rest, ...(onApproval.length === 0 ? {} : { onApproval }), jobs: all, stages: [...plan.stages, ...stages], promisedAt,
    ...(loaner === undefined ? {} : { loaner }), ...(parts.length === 0 ? {} : { parts }), ...(dates.length === 1 ? {} : { dates })
  }
}
