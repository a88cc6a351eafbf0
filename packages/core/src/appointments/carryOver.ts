/** Work that was not finished on its day: it takes the hours of a later one before anybody else does. */
import { Equal, Result } from "effect"
import { addMinutes, fromMillis, type Instant, minutesBetween } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import type * as Daybook from "../workshop/Daybook.ts"
import { datesOf, type Plan, type Use, useOf } from "../workshop/Plan.ts"
import type { Visit } from "./Appointment.ts"
import { dayFor, releasedOn } from "./agree.ts"
import { type Answer, dateOf, type Desk, nothing, notPossible, on } from "./desk.ts"
import type { Ask } from "./Command.ts"
import { NotALaterDate, WorkDoesNotFit } from "./Rejection.ts"

export const carryOver = (desk: Desk, { date, leftMin }: Ask<"CarryOver">): Answer => {
  const { appointment, document: { site }, id: holder, at } = desk
  if (appointment._tag !== "Arrived" || appointment.visit.plan === null) return notPossible(desk, "CarryOver", "Arrived with a plan")
  const { visit } = appointment
  const { plan } = appointment.visit
  const today = dateOf(desk, at)
  const [begun = plan.localDate] = plan.stages.map(({ start }) => dateOf(desk, start)).sort()
  if (date <= begun || date < today) return Result.fail(new NotALaterDate({ date, after: begun < today ? addDays(today, -1) : begun }))
  const { roster } = dayFor(desk, date)
  const [opens] = roster.opening
  if (opens === undefined) return Result.fail(new WorkDoesNotFit({ reasons: [{ code: "closed" }] }))
  const left = rest(plan.stages.filter(({ start }) => dateOf(desk, start) < date), leftMin, fromMillis(roster.start + opens.from * 60_000))
  const planned = useFor(plan, date)
  const use: Use = planned === undefined ? { arriveAt: plan.arriveAt, advisor: null, stages: left, ...stillLent(plan, left) } : { ...planned, stages: [...left, ...planned.stages] }
  if (Equal.equals(desk.days[date]?.entries[holder]?.use, use)) return nothing
  const last = visit.carried.at(-1)
  // What was done of it on the date it was carried over to before stays there.
  const goesOn = last !== undefined && last <= today && last < date
  return Result.succeed([
    ...(last === undefined || last === date || goesOn ? [] : restWithout(desk, plan, last)),
    { _tag: "CapacityCarriedOver", site, date, holder, use, at },
    { _tag: "WorkCarriedOver", ...on(desk), date, leftMin, ...(goesOn ? { goesOn } : {}) }
  ])
}

/** The customer drives the loaner until the rest of the work is done. */
const stillLent = ({ loaner, promisedAt }: Plan, stages: Use["stages"]): Pick<Use, "loaner"> => {
  const end = stages.at(-1)?.end
  return loaner === undefined || end === undefined ? {} : { loaner: { ...loaner, to: addMinutes(end, minutesBetween(promisedAt, loaner.to)) } }
}

/** What the plan itself takes on a date, if anything. */
const useFor = (plan: Plan, date: LocalDate): Use | undefined => datesOf(plan).includes(date) ? useOf(plan, date) : undefined

/** Nothing is left over for later dates: what the plan takes on them stays. */
export const withoutRest = (desk: Desk, { plan, carried }: Visit): ReadonlyArray<Daybook.Event> => carried.flatMap((date) => restWithout(desk, plan, date))

const restWithout = (desk: Desk, plan: Plan | null, date: LocalDate): ReadonlyArray<Daybook.Event> => {
  const { document: { site }, id: holder, at } = desk
  const use = plan === null ? undefined : useFor(plan, date)
  if (desk.days[date]?.entries[holder] === undefined) return []
  return use === undefined ? releasedOn(desk, date) : [{ _tag: "CapacityTaken", site, date, holder, use, at }]
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
