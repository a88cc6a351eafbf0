/** What becomes of an appointment on its day: the car arrives, or does not, or somebody was mistaken. */
import { Result } from "effect"
import { type Instant, minutesBetween, toMillis } from "../calendar/Instant.ts"
import { localOf } from "../calendar/Zone.ts"
import { policyOn } from "../sites/Policy.ts"
import type * as Stock from "../workshop/Stock.ts"
import type { Plan } from "../workshop/Plan.ts"
import { against, released, taken } from "./agree.ts"
import { type Answer, type Capacity, dateOf, type Desk, nothing, notPossible, on } from "./desk.ts"
import { type Event, isWalkIn, type Punctuality, type State, type Visit, withParts } from "./Appointment.ts"
import { withoutRest } from "./carryOver.ts"
import type { Ask } from "./Command.ts"
import type { Due } from "./Due.ts"
import { noShowFrom } from "./noShow.ts"
import { presence } from "./presence.ts"
import { NotDueToday, NotYet, TooSoonForNoShow } from "./Rejection.ts"
import { kept } from "./shelf.ts"
import { overridden } from "./squeeze.ts"
import { leave } from "./walkIn.ts"

/** Early, on time or late by the site's policy; null when the time agreed or the time of arrival is not known. */
export const punctualityOf = ({ document: { policies } }: Desk, due: Due, arrivedAt: Instant | null): Punctuality | null => {
  if (due.time === null || arrivedAt === null) return null
  const { earlyMin, lateMin } = policyOn(policies, due.date)
  const after = minutesBetween(due.time, arrivedAt)
  return after < -earlyMin ? "early" : after <= lateMin ? "on-time" : "late"
}

const arrived = (desk: Desk, due: Due, arrivedAt: Instant): Event => ({
  _tag: "AppointmentArrived",
  ...on(desk),
  at: arrivedAt,
  arrivedAt,
  punctuality: punctualityOf(desk, due, arrivedAt),
  due
})

export const arrive = (desk: Desk, { arrivedAt = desk.at }: Ask<"Arrive">): Answer => {
  const { appointment, document: { calendar: { zone } } } = desk
  if (appointment._tag === "Arrived" && appointment.arrivedAt === arrivedAt) return nothing
  if (appointment._tag !== "Booked" && appointment._tag !== "NoShow") return notPossible(desk, "Arrive", "Booked", "NoShow")
  if (arrivedAt > desk.at) return Result.fail(new NotYet({ at: arrivedAt, now: desk.at }))
  const { due, plan } = appointment.visit
  const agreed = plan?.localDate ?? due.date
  const { date } = localOf(zone, toMillis(arrivedAt))
  if (date !== agreed) return Result.fail(new NotDueToday({ due: agreed, arrived: date }))
  const came = arrived(desk, due, arrivedAt)
  return Result.succeed(
    appointment._tag === "NoShow"
      ? [...reinstated(desk, plan), ...presence(desk, plan, true), { _tag: "NoShowReversed", ...on(desk), why: "the car arrived later that day", due }, came]
      : [...presence(desk, plan, true), came]
  )
}

export const recordNoShow = (desk: Desk): Answer => {
  const { appointment, at } = desk
  if (appointment._tag === "NoShow") return nothing
  const from = noShowFrom(desk)
  if (appointment._tag !== "Booked" || from === undefined) return notPossible(desk, "RecordNoShow", "Booked")
  if (at < from) return Result.fail(new TooSoonForNoShow({ from }))
  return Result.succeed([...freed(desk, appointment.visit.plan), { _tag: "NoShowRecorded", ...on(desk), due: appointment.visit.due }])
}

/** Hours, loaner and parts of a car that did not come are there for others; it stays on the sheet of its day. */
export const freed = (desk: Desk, plan: Plan | null): ReadonlyArray<Capacity> => {
  const entry = plan === null ? undefined : desk.days[plan.localDate]?.entries[desk.id]
  if (plan === null || entry === undefined) return released(desk)
  const { loaner: _loaner, ...use } = entry.use
  const { site } = desk.document
  const { dates: _dates, parts: _parts, ...today } = plan
  return [...released(desk, today), { _tag: "CapacityTaken", site, date: plan.localDate, holder: desk.id, use: { ...use, stages: [] }, at: desk.at }]
}

/** It came after all, and takes what it was promised: by the rule if that is still there, else against it. */
export const reinstated = (desk: Desk, plan: Plan | null): ReadonlyArray<Capacity> => {
  if (plan === null) return []
  return against(desk, plan).length === 0 ? taken(desk, plan) : overridden(desk, plan, "it was not a no-show after all")
}

export const reverseNoShow = (desk: Desk, { why }: Ask<"ReverseNoShow">): Answer => {
  const { appointment } = desk
  if (appointment._tag === "Booked") return nothing
  if (appointment._tag !== "NoShow") return notPossible(desk, "ReverseNoShow", "NoShow")
  const { due, plan } = appointment.visit
  return Result.succeed([...reinstated(desk, plan), { _tag: "NoShowReversed", ...on(desk), why, due }])
}

export const correctArrival = (desk: Desk, { arrivedAt, why }: Ask<"CorrectArrival">): Answer => {
  const { appointment } = desk
  if (appointment._tag === "Booked" && arrivedAt === null) return nothing
  if (appointment._tag === "Cancelled" && isWalkIn(appointment.visit) && arrivedAt === null) return nothing
  if (appointment._tag !== "Arrived") return notPossible(desk, "CorrectArrival", "Arrived")
  if (appointment.arrivedAt === arrivedAt) return nothing
  if (isWalkIn(appointment.visit)) return arrivedAt === null ? leave(desk, why) : notPossible(desk, "CorrectArrival", "Arrived by appointment")
  if (arrivedAt !== null && arrivedAt > desk.at) return Result.fail(new NotYet({ at: arrivedAt, now: desk.at }))
  const { due, plan } = appointment.visit
  const agreed = plan?.localDate ?? due.date
  const came = arrivedAt === null ? agreed : dateOf(desk, arrivedAt)
  if (came !== agreed) return Result.fail(new NotDueToday({ due: agreed, arrived: came }))
  return Result.succeed([...arrivalTakenBack(desk, appointment, why, arrivedAt !== null), ...presence(desk, plan, arrivedAt !== null), ...(arrivedAt === null ? [] : [arrived(desk, due, arrivedAt)])])
}

/** What was found needless belonged to another car. */
const keptAgain = (desk: Desk, { plan, spared }: Visit): ReadonlyArray<Stock.Event> => {
  if (plan === null || spared.length === 0) return []
  const parts = new Set<string>(spared.map(({ part }) => part))
  return kept(desk, withParts(plan, spared)).filter(({ part }) => parts.has(part))
}

/** The arrival as it was recorded did not happen; it counts no more, whatever the policy says today, and unless the car came all the same nothing is left over from it. */
export const arrivalTakenBack = (
  desk: Desk,
  { visit, arrivedAt, punctuality }: Extract<State, { readonly _tag: "Arrived" }>,
  why: string,
  came = false
): ReadonlyArray<Event | Capacity> => [
  ...(came ? [] : [...withoutRest(desk, visit), ...keptAgain(desk, visit)]),
  { _tag: "ArrivalCorrected", ...on(desk), was: arrivedAt, punctualityWas: punctuality, why, due: visit.due, ...(came ? { came } : {}) }
]
