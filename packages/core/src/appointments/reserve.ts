/** Holding, booking, confirming, moving and calling off: what changes capacity. */
import { Equal, Result } from "effect"
import { addMinutes, type Instant, minutesBetween, toMillis } from "../calendar/Instant.ts"
import { dayStart, localOf } from "../calendar/Zone.ts"
import { policyOn } from "../sites/Policy.ts"
import * as Daybook from "../workshop/Daybook.ts"
import { datesOf, type Plan, useOf } from "../workshop/Plan.ts"
import type { Reason } from "../workshop/Reason.ts"
import { against, againstDays, dayFor, instantOf, planAgain, planFor, released, taken } from "./agree.ts"
import { type Answer, type Capacity, type Desk, nothing, notPossible, on } from "./desk.ts"
import { kept, unsupplied } from "./shelf.ts"
import { type Event, type Visit, waits } from "./Appointment.ts"
import type { Ask } from "./Command.ts"
import type { Due } from "./Due.ts"
import { isMissed } from "./noShow.ts"
import { AlreadyBooked, PlanNoLongerFits, type Rejection } from "./Rejection.ts"
import { overridden, squeezedIn } from "./squeeze.ts"
import { bookable, stepsOf } from "../workshop/Request.ts"

/** All that the customer asked for, also what is not planned yet. */
export const jobsAsked = ({ jobs, onApproval = [] }: Plan): Plan["jobs"] => [...jobs, ...onApproval]

const isPending = ({ onApproval = [] }: Plan, job: Plan["jobs"][number]): boolean => onApproval.includes(job)

/** Whether the plan is for these jobs, those that wait for approval among them. */
export const asksFor = (plan: Plan, jobs: Plan["jobs"]): boolean =>
  Equal.equals(jobsAsked(plan), [...jobs].sort((a, b) => Number(isPending(plan, a)) - Number(isPending(plan, b))))

/** Whether the plan is what is asked for once more. Without an advisor in the wish, any will do. */
const sameWish = (desk: Desk, plan: Plan, wish: Ask<"Hold"> | Ask<"Book">): boolean =>
  asksFor(plan, wish.jobs) &&
  plan.transport === wish.transport &&
  (wish.channel === undefined || plan.channel === wish.channel) &&
  (wish.advisor === undefined || plan.advisor === wish.advisor) &&
  Equal.equals(instantOf(desk.document.calendar.zone, wish.arriveAt), Result.succeed(plan.arriveAt))

export const hold = (desk: Desk, wish: Ask<"Hold">): Answer => {
  const { appointment, at } = desk
  if ("visit" in appointment) return notPossible(desk, "Hold", "Free", "Waiting", "Held")
  if (appointment._tag === "Held" && at < appointment.releaseAt && sameWish(desk, appointment.plan, wish)) return nothing
  return Result.map(planFor(desk, wish), (plan) => {
    const releaseAt = addMinutes(at, policyOn(desk.document.policies, plan.localDate).holdMin)
    return held(desk, plan, releaseAt)
  })
}

/** The facts of a hold, in place of an earlier one. */
export const held = (desk: Desk, plan: Plan, releaseAt: Instant): ReadonlyArray<Event | Capacity> => [
  ...released(desk, plan),
  ...datesOf(plan).map((date) => ({
    _tag: "CapacityHeld" as const, site: desk.document.site, date, holder: desk.id, use: useOf(plan, date), releaseAt, at: desk.at
  })),
  ...kept(desk, plan, releaseAt),
  { _tag: "AppointmentHeld", ...on(desk), plan, releaseAt }
]

export const releaseHold = (desk: Desk): Answer => {
  if (desk.appointment._tag === "Free" || desk.appointment._tag === "Waiting") return nothing
  if (desk.appointment._tag !== "Held") return notPossible(desk, "ReleaseHold", "Held")
  return Result.succeed([...released(desk), { _tag: "HoldReleased", ...on(desk) }])
}

/** The plan that was found with its facts; where there is none, one against the rule if somebody answers for that. */
export const orOverridden = (
  desk: Desk,
  { override, ...wish }: Pick<Ask<"Book">, "jobs" | "transport" | "channel" | "advisor" | "override">,
  found: Result.Result<Plan, Rejection>,
  arrival: Ask<"Book">["arriveAt"]
): Result.Result<{ readonly plan: Plan; readonly facts: ReadonlyArray<Capacity> }, Rejection> => {
  if (Result.isSuccess(found)) return Result.succeed({ plan: found.success, facts: taken(desk, found.success) })
  if (override === undefined) return Result.fail(found.failure)
  return Result.gen(function*() {
    const { document: { calendar: { zone } } } = desk
    const arriveAt = yield* instantOf(zone, arrival)
    // A car that is here is a walk-in, and no appointment is made for what is over.
    if (arriveAt <= desk.at && found.failure._tag === "NoticeTooShort") return yield* Result.fail(found.failure)
    const day = dayFor(desk, localOf(zone, toMillis(arriveAt)).date)
    const asked = bookable(day.roster.jobs, wish)
    const plan = squeezedIn(day, asked, yield* stepsOf(day.roster.jobs, asked), arriveAt)
    return { plan, facts: overridden(desk, plan, override) }
  })
}

const sameBooking = (desk: Desk, visit: Visit, wish: Ask<"Book">): boolean =>
  visit.plan !== null && visit.revision === 1 && visit.customer === wish.customer && visit.vehicle === (wish.vehicle ?? null) &&
  Equal.equals(visit.external, wish.external ?? null) && visit.priority === (wish.priority ?? "booked") && Equal.equals(visit.contact, wish.contact ?? {}) && sameWish(desk, visit.plan, wish)

export const book = (desk: Desk, wish: Ask<"Book">): Answer => {
  const { appointment, at } = desk
  if (!("visit" in appointment)) {
    const held = appointment._tag === "Held" && at < appointment.releaseAt && sameWish(desk, appointment.plan, wish)
      ? stillFits(desk, appointment.plan)
      : undefined
    return Result.map(held === undefined ? orOverridden(desk, wish, planFor(desk, wish), wish.arriveAt) : Result.succeed({ plan: held, facts: taken(desk, held) }), ({ plan, facts }) => [
      ...facts,
      {
        _tag: "AppointmentBooked",
        ...on(desk),
        customer: wish.customer,
        vehicle: wish.vehicle ?? null,
        channel: plan.channel ?? "telephone",
        plan,
        due: { date: plan.localDate, time: plan.arriveAt, bookedAt: at, confirmedAt: null },
        external: wish.external ?? null,
        ...(wish.priority === undefined ? {} : { priority: wish.priority }),
        contact: wish.contact ?? {}
      },
      ...(waits(appointment) ? [{ _tag: "WaitingEnded" as const, ...on(desk) }] : [])
    ])
  }
  const { due } = appointment.visit
  return appointment._tag === "Booked" && sameBooking(desk, appointment.visit, wish)
    ? nothing
    : Result.fail(new AlreadyBooked({ date: due.date, time: due.time }))
}

/** What was held is booked as it was held: the customer was told that advisor and that promise. */
const stillFits = (desk: Desk, plan: Plan): Plan | undefined =>
  against(desk, plan).length === 0 ? plan : undefined

/** Who was squeezed in later against the rule does not undo what was agreed by it. */
const withoutOverrides = (desk: Desk): Desk => ({
  ...desk,
  days: Object.fromEntries(Object.entries(desk.days).map(([date, day]) =>
    [date, Object.values(day.entries).filter(({ override }) => override !== null).reduce((rest, { holder }) => Daybook.without(rest, holder), day)]))
})

/** What stands now against a plan that was agreed by the rule. */
const sinceAgainst = (desk: Desk, plan: Plan): ReadonlyArray<Reason> =>
  (desk.days[plan.localDate]?.entries[desk.id]?.override ?? null) === null ? [...againstDays(withoutOverrides(desk), plan), ...unsupplied(desk)] : []

export const confirm = (desk: Desk, { how }: Ask<"Confirm">): Answer => {
  const { appointment } = desk
  if (appointment._tag !== "Booked") return notPossible(desk, "Confirm", "Booked")
  const { due, plan } = appointment.visit
  if (due.confirmedAt !== null) return nothing
  const reasons = plan === null ? [] : sinceAgainst(desk, plan)
  if (reasons.length > 0) return Result.fail(new PlanNoLongerFits({ reasons }))
  return Result.succeed([{ _tag: "AppointmentConfirmed", ...on(desk), how }])
}

/** A customer has until the cut-off; with a booking that knows only its date, until the day itself. */
export const isLate = ({ document: { calendar, policies } }: Desk, due: Due, when: Instant): boolean =>
  due.time === null
    ? toMillis(when) >= dayStart(calendar.zone, due.date)
    : minutesBetween(when, due.time) < policyOn(policies, due.date).cutOffMin

export const reschedule = (desk: Desk, wish: Ask<"Reschedule">): Answer => {
  const { appointment, at } = desk
  if (appointment._tag !== "Booked") return notPossible(desk, "Reschedule", "Booked")
  const { due: was, plan: old } = appointment.visit
  if (old === null) return notPossible(desk, "Reschedule", "booked here with a plan")
  const { transport, channel } = old
  const asked = { ...wish, jobs: jobsAsked(old), transport, ...(channel === undefined ? {} : { channel }), _tag: "Hold" as const }
  const isSame = sameWish(desk, old, asked)
  if (isSame && sinceAgainst(desk, old).length === 0) return nothing
  const found = isSame ? Result.orElse(planAgain(desk, old), () => planAgain(desk, { ...old, advisor: null })) : planFor(desk, asked)
  return Result.map(found, (plan) => {
    const isSameTime = old.arriveAt === plan.arriveAt
    const late = !isSameTime && (isMissed(desk) || (wish.by === "customer" && isLate(desk, was, at)))
    const due: Due = late || isSameTime ? was : { date: plan.localDate, time: plan.arriveAt, bookedAt: was.bookedAt, confirmedAt: null }
    return [...taken(desk, plan), { _tag: "AppointmentRescheduled", ...on(desk), by: wish.by, late, plan, was, due }]
  })
}

export const cancel = (desk: Desk, { by }: Ask<"Cancel">): Answer => {
  const { appointment, at } = desk
  if (appointment._tag === "Cancelled" && appointment.by === by) return nothing
  if (appointment._tag !== "Booked") return notPossible(desk, "Cancel", "Booked")
  if (by === "site" && isMissed(desk)) return notPossible(desk, "Cancel", "Booked, and not a no-show yet")
  const { due } = appointment.visit
  const late = by === "customer" && isLate(desk, due, at)
  return Result.succeed([
    ...released(desk),
    { _tag: "AppointmentCancelled", ...on(desk), by, late, cancelledAt: at, due }
  ])
}
