/** Work that the customer has agreed to while the car is here, and what it does to the promise. */
import { Result } from "effect"
import type { Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type * as Daybook from "../workshop/Daybook.ts"
import { loan } from "../workshop/fits.ts"
import { lentUntil } from "../workshop/lend.ts"
import { readyAt, withMore, withMoreAnyway } from "../workshop/more.ts"
import { datesOf, type Plan, type Use, useOf } from "../workshop/Plan.ts"
import { type Step, stepsOf } from "../workshop/Request.ts"
import { againstMore, dayFor, dayWith, stayDates } from "./agree.ts"
import { type Answer, dateOf, type Desk, nothing, notPossible, on } from "./desk.ts"
import type { Event, Visit } from "./Appointment.ts"
import type { Ask } from "./Command.ts"
import { LoanerLent, PromiseOver, WorkDoesNotFit } from "./Rejection.ts"
import { presence } from "./presence.ts"
import { kept } from "./shelf.ts"

/** What the customer was told last. */
export const promisedAt = ({ promises }: Visit): Instant | undefined => promises.at(-1)?.promisedAt

const promised = (desk: Desk, visit: Visit, next: Instant, why: string): ReadonlyArray<Event> => {
  const was = promisedAt(visit)
  return was === undefined || was === next ? [] : [{ _tag: "PromiseChanged", ...on(desk), was, promisedAt: next, why }]
}

/** A promise that was made for later still stands. */
const isLater = (next: Instant, was: Instant | undefined): boolean => was === undefined || was < next

/** Nothing of it is done beside what the car has already. */
const inTurn = Result.map((steps: ReadonlyArray<Step>) => steps.map(({ beside: _line, ...step }): Step => step))

export const addWork = (desk: Desk, { jobs, override }: Ask<"AddWork">): Answer => {
  const { appointment, at } = desk
  if (appointment._tag !== "Arrived" || appointment.visit.plan === null) return notPossible(desk, "AddWork", "Arrived with a plan")
  const { visit } = appointment
  const { plan } = appointment.visit
  return Result.gen(function*() {
    const rest = restOf(desk, visit)
    const [date, ...dates] = stayDates(desk.document, rest.length === 0 ? dateOf(desk, at) : dateOf(desk, readyAt(plan, { rest, at })))
    const today = dayWith(desk, date)
    const jobsHere = today.roster.jobs
    const steps = yield* inTurn(stepsOf(jobsHere, { jobs, transport: plan.transport }))
    const before = Result.getOrElse(stepsOf(jobsHere, plan), () => [])
    const more = { jobs, steps, before, rest, at }
    const found = withMore(plan, more, [today, ...dates.map((later) => dayWith(desk, later))])
    const reasons = "code" in found ? [found] : againstMore(desk, plan, found)
    if (reasons.length > 0 && override === undefined) return yield* Result.fail(new WorkDoesNotFit({ reasons }))
    const next = "code" in found ? withMoreAnyway(plan, more, today) : found
    return [
      ...addedTo(desk, visit, next, next.stages.slice(plan.stages.length), reasons.length === 0 ? undefined : override),
      ...kept(desk, next),
      ...presence(desk, next, true),
      { _tag: "AdditionalWorkApproved" as const, ...on(desk), jobs, plan: next },
      ...isLater(next.promisedAt, promisedAt(visit)) ? promised(desk, visit, next.promisedAt, "additional work") : []
    ]
  })
}

/** What was left over for later dates, as it stands in their daybooks. */
const restOf = ({ days, id }: Desk, { carried }: Visit): Use["stages"] => carried.flatMap((date) => days[date]?.entries[id]?.use.stages ?? [])

/** More work stands beside what the car takes already, whose loaner is out for as long on each date. */
const addedTo = (desk: Desk, { carried }: Visit, plan: Plan, stages: Plan["stages"], reason: string | undefined): ReadonlyArray<Daybook.Event> =>
  [...new Set([...datesOf(plan), ...carried])].sort().flatMap((date) => {
    const own = stages.filter(({ start }) => dateOf(desk, start) === date)
    const use = desk.days[date]?.entries[desk.id]?.use
    if (own.length === 0 && use !== undefined && use.loaner?.to === plan.loaner?.to) return []
    const { loaner } = plan
    return [standing(desk, date, { ...use ?? useOf(plan, date), stages: [...use?.stages ?? [], ...own], ...(loaner === undefined ? {} : { loaner }) }, own.length === 0 ? undefined : reason)]
  })

export const promise = (desk: Desk, { promisedAt: next, why }: Ask<"Promise">): Answer => {
  const { appointment, at } = desk
  if (appointment._tag !== "Booked" && appointment._tag !== "Arrived") return notPossible(desk, "Promise", "Booked", "Arrived")
  if (next <= at) return Result.fail(new PromiseOver({ promisedAt: next, now: at }))
  const { visit } = appointment
  if (promisedAt(visit) === next) return nothing
  const longer = visit.plan === null ? undefined : lentUntil(visit.plan, next)
  if (longer === undefined) return Result.succeed(promised(desk, visit, next, why))
  if (datesOf(longer).some((date) => loan(dayFor(desk, date), longer).length > 0)) return Result.fail(new LoanerLent({ loaner: longer.loaner.id }))
  return Result.succeed([
    ...datesOf(longer).map((date) => lentOn(desk, longer, date)),
    ...promised(desk, visit, next, why).map((fact) => fact._tag === "PromiseChanged" ? { ...fact, plan: longer } : fact)
  ])
}

/** The loaner is out on this date too, beside what the car takes there already. */
const lentOn = (desk: Desk, plan: Plan & Required<Pick<Plan, "loaner">>, date: LocalDate): Daybook.Event => {
  const use = desk.days[date]?.entries[desk.id]?.use
  return standing(desk, date, use === undefined ? useOf(plan, date) : { ...use, loaner: plan.loaner })
}

/** Another use of a date stands there as the one before did, be it left over or against the rule, unless somebody answers for it. */
const standing = ({ days, document: { site }, id: holder, at }: Desk, date: LocalDate, use: Use, reason?: string): Daybook.Event => {
  const { carried = false, override = null } = days[date]?.entries[holder] ?? {}
  const about = { site, date, holder, use, at }
  const answered = reason ?? override
  if (carried && reason === undefined) return { _tag: "CapacityCarriedOver", ...about }
  return answered === null ? { _tag: "CapacityTaken", ...about } : { _tag: "CapacityOverridden", ...about, reason: answered }
}
