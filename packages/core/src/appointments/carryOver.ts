/** Work that was not finished on its day: it takes the hours of a later one before anybody else does. */
import { Equal, Result } from "effect"
import { addMinutes, fromMillis, type Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type * as Daybook from "../workshop/Daybook.ts"
import { datesOf, type Plan, type Use, useOf } from "../workshop/Plan.ts"
import type { Visit } from "./Appointment.ts"
import { dayFor, releasedOn } from "./agree.ts"
import { type Answer, dateOf, type Desk, nothing, on } from "./desk.ts"
import type { Ask } from "./Command.ts"
import { NotALaterDate } from "./Rejection.ts"
import { notPossible } from "./reserve.ts"

export const carryOver = (desk: Desk, { date, leftMin }: Ask<"CarryOver">): Answer => {
  const { appointment, document: { site }, id: holder, at } = desk
  if (appointment._tag !== "Arrived" || appointment.visit.plan === null) return notPossible(desk, "CarryOver", "Arrived with a plan")
  const { visit } = appointment
  const { plan, carriedTo } = appointment.visit
  const [begun = plan.localDate] = plan.stages.map(({ start }) => dateOf(desk, start)).sort()
  if (date <= begun) return Result.fail(new NotALaterDate({ date, after: begun }))
  const { roster } = dayFor(desk, date)
  const begin = fromMillis(roster.start + (roster.opening[0]?.from ?? 0) * 60_000)
  const planned = useFor(plan, date)
  const left = rest(plan.stages.filter(({ start }) => dateOf(desk, start) < date), leftMin, begin)
  const use: Use = planned === undefined ? { arriveAt: plan.arriveAt, advisor: null, stages: left } : { ...planned, stages: [...left, ...planned.stages] }
  if (Equal.equals(desk.days[date]?.entries[holder]?.use, use)) return nothing
  return Result.succeed([
    ...(carriedTo === date ? [] : withoutRest(desk, visit)),
    { _tag: "CapacityCarriedOver", site, date, holder, use, at },
    { _tag: "WorkCarriedOver", ...on(desk), date, leftMin }
  ])
}

/** What the plan itself takes on a date, if anything. */
const useFor = (plan: Plan, date: LocalDate): Use | undefined => datesOf(plan).includes(date) ? useOf(plan, date) : undefined

/** Nothing is left over for a later date: what the plan takes on it stays. */
export const withoutRest = (desk: Desk, { plan, carriedTo }: Visit): ReadonlyArray<Daybook.Event> => {
  if (carriedTo === null) return []
  const { document: { site }, id: holder, at } = desk
  const use = plan === null ? undefined : useFor(plan, carriedTo)
  return use === undefined ? releasedOn(desk, carriedTo) : [{ _tag: "CapacityTaken", site, date: carriedTo, holder, use, at }]
}

/** The last stages, as far back as so many minutes go; what the work takes beyond its plan falls to the last of them. */
const rest = (stages: Use["stages"], leftMin: number, begin: Instant): Use["stages"] => {
  const left: Array<Use["stages"][number]> = []
  let minutes = leftMin
  for (let i = stages.length - 1; i >= 0 && minutes > 0; i--) {
    const stage = stages[i]
    if (stage === undefined) continue
    const elapsedMin = i === 0 ? minutes : Math.min(minutes, stage.elapsedMin)
    const { technician: _technician, bay: _bay, ...work } = stage
    left.unshift({ ...work, elapsedMin, flagMin: Math.ceil((stage.flagMin * elapsedMin) / stage.elapsedMin) })
    minutes -= elapsedMin
  }
  let from = begin
  return left.map((stage) => {
    const start = from
    from = addMinutes(start, stage.elapsedMin)
    return { ...stage, start, end: from }
  })
}
