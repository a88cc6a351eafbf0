/** An appointment as another system knows it: only what differs from what is known here becomes facts. */
import { Equal, Result } from "effect"
import { fromMillis, type Instant } from "../calendar/Instant.ts"
import { addDays } from "../calendar/LocalDate.ts"
import { dayStart } from "../calendar/Zone.ts"
import type { JobCode } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import type { Day } from "../workshop/Day.ts"
import type { Plan } from "../workshop/Plan.ts"
import { type Reason, sentence } from "../workshop/Reason.ts"
import { stepsOf } from "../workshop/Request.ts"
import { dayFor, exactly, isPast, planOn, released, taken } from "./agree.ts"
import { type Answer, type Capacity, type Desk, on } from "./desk.ts"
import { booked, type Event, type State, type Visit } from "./Appointment.ts"
import type { Ask } from "./Command.ts"
import type { Due } from "./Due.ts"
import { arrivalTakenBack, freed, punctualityOf, reinstated } from "./outcome.ts"
import { presence } from "./presence.ts"
import { NotPossibleNow } from "./Rejection.ts"
import { isLate } from "./reserve.ts"
import { overridden, squeezedIn } from "./squeeze.ts"

type Row = Ask<"Import">
type Fact = Event | Capacity

const because = "the other system says so"

export const importRow = (desk: Desk, row: Row): Answer => {
  const { appointment } = desk
  if (appointment._tag === "Held" || appointment._tag === "Waiting") return foreign(appointment._tag)
  if (appointment._tag === "Free") {
    const { facts, visit } = entered(desk, row)
    return Result.succeed([...facts, ...towards(desk, { _tag: "Booked", visit }, row)])
  }
  if (!Equal.equals(appointment.visit.external, row.external)) return foreign(appointment._tag)
  const { visit } = appointment
  const isHere = row.outcome._tag === "Arrived"
  const corrected = Equal.equals([visit.contact, visit.customer, visit.vehicle], [row.contact, row.customer, row.vehicle])
    ? []
    : [{ _tag: "ContactCorrected" as const, ...on(desk), customer: row.customer, vehicle: row.vehicle, contact: row.contact }]
  const isAnew = isMoved(visit, row) || lacksRoom(desk, visit, row)
  if (isAnew || (appointment._tag === "Booked" && isOtherWork(desk, visit, row))) {
    // Who has said yes to a time has not said it to another one.
    const due = isAnew ? dueOf(row) : { ...dueOf(row), confirmedAt: visit.due.confirmedAt }
    const { facts, plan } = movedTo(desk, row, visit, due)
    const moved: State = { _tag: "Booked", visit: { ...visit, plan, due } }
    return Result.succeed([...corrected, ...reopened(desk, appointment), ...facts, ...presence(desk, plan, isHere), ...towards(desk, moved, row)])
  }
  if (row.outcome._tag === "Cancelled") return Result.succeed([...corrected, ...released(desk), ...towards({ ...desk, days: {} }, appointment, row)])
  return Result.succeed([...corrected, ...presence(desk, visit.plan, isHere), ...towards(desk, appointment, row)])
}

/** An appointment that was made here, or came from elsewhere under another id, is not the other system's to change. */
const foreign = (state: State["_tag"]): Answer =>
  Result.fail(new NotPossibleNow({ asked: "Import", state, possibleIn: ["unknown here", "known under the same external reference"] }))

const isMoved = ({ due, plan }: Visit, row: Row): boolean => {
  const { date, time } = plan === null ? due : { date: plan.localDate, time: timeOf(plan, row) }
  return date !== row.date || time !== row.time
}

/** A car that is still to come is planned for what the other system says; of one that is here the work is known here. */
const isOtherWork = (desk: Desk, { plan }: Visit, row: Row): boolean =>
  plan !== null && row.outcome._tag === "Booked" && wantsRoom(desk, row) && !Equal.equals([...plan.jobs, ...plan.onApproval ?? []], jobsOf(dayFor(desk, row.date), row))

/** The row's job, if it is one of the site's. */
const jobsOf = ({ roster }: Day, { job }: Row): ReadonlyArray<JobCode> => job !== null && roster.jobs.has(job) ? [job] : []

/** Whoever comes no more takes no room. */
const wantsRoom = (desk: Desk, row: Row): boolean =>
  row.outcome._tag !== "Cancelled" && row.outcome._tag !== "NoShow" && !isPast(desk.document.calendar.zone, row)

/** Whoever is still to come must stand in the daybook, also after a cancellation that was taken back. */
const lacksRoom = (desk: Desk, visit: Visit, row: Row): boolean =>
  !Object.values(desk.days).some(({ entries }) => entries[desk.id] !== undefined) && (wantsRoom(desk, row) || (visit.plan !== null && isExpected(row)))

/** Called off, it stood nowhere any more; a plan without room is none. */
const isExpected = ({ outcome }: Row): boolean => outcome._tag === "Booked" || outcome._tag === "Arrived"

const dueOf = ({ date, time, bookedAt }: Row): Due => ({ date, time, bookedAt, confirmedAt: null })

/** A booking that knows only its date stands in the daybook at some minute; what was agreed is still only the date. */
const timeOf = (plan: Plan, row: Row): Instant | null => row.time === null && plan.localDate === row.date ? null : plan.arriveAt

/** The first instant of a date. */
const startOf = (document: Document, date: Row["date"]): Instant => fromMillis(dayStart(document.calendar.zone, date))

const entered = (desk: Desk, row: Row): { readonly facts: ReadonlyArray<Fact>; readonly visit: Visit } => {
  const { customer, vehicle, job, external, contact, channel } = row
  const due = dueOf(row)
  const base: Visit = { ...booked({ id: desk.id, site: desk.document.site, customer, vehicle, contact }), due, external }
  if (!wantsRoom(desk, row)) {
    return {
      facts: [{ _tag: "AppointmentImported", ...on(desk), at: row.bookedAt, customer, vehicle, channel, job, due, external, contact }],
      visit: base
    }
  }
  const { plan, facts } = room(desk, row)
  return {
    facts: [...facts, {
      _tag: "AppointmentBooked", ...on(desk), at: row.bookedAt, customer, vehicle, channel, plan, due, external, imported: true, contact
    }],
    visit: { ...base, plan }
  }
}

const movedTo = (desk: Desk, row: Row, visit: Visit, due: Due): { readonly plan: Plan | null; readonly facts: ReadonlyArray<Fact> } => {
  const { plan, facts } = wantsRoom(desk, row) ? room(desk, row) : { plan: null, facts: released(desk) }
  const moved: Event = { _tag: "AppointmentRescheduled", ...on(desk), by: "site", late: false, plan, was: visit.due, due }
  return { plan, facts: [...facts, moved] }
}

/** Room in the daybook: by the rule where it fits, else by an override that says why it did not. */
const room = (desk: Desk, row: Row): { readonly plan: Plan; readonly facts: ReadonlyArray<Capacity> } => {
  const day = dayFor(desk, row.date)
  const first = day.roster.opening[0]
  const arriveAt = row.time ?? (first === undefined ? startOf(desk.document, row.date) : fromMillis(day.roster.start + first.from * 60_000))
  const wish = { jobs: jobsOf(day, row), transport: "drop" as const, channel: row.channel, ...(row.advisor === null ? {} : { advisor: row.advisor }) }
  const found = planOn(desk, day, wish, row.time === null ? null : exactly(row.time))
  if (Result.isSuccess(found)) return { plan: found.success, facts: taken(desk, found.success) }
  const why = "reasons" in found.failure ? found.failure.reasons.map((reason: Reason) => sentence(reason)).join("; ") : found.failure.message
  const plan = squeezedIn(day, wish, Result.getOrElse(stepsOf(day.roster.jobs, wish), () => []), arriveAt)
  return { plan, facts: overridden(desk, plan, `imported: ${why}`) }
}

/** Takes back how the appointment ended, so that it can end otherwise. */
const reopened = (desk: Desk, state: State): ReadonlyArray<Fact> => {
  switch (state._tag) {
    case "Arrived":
      return arrivalTakenBack(desk, state, because)
    case "NoShow":
      return [{ _tag: "NoShowReversed", ...on(desk), why: because, due: state.visit.due }]
    case "Cancelled":
      return [{
        _tag: "CancellationReversed", ...on(desk), by: state.by, late: state.late,
        cancelledAt: state.cancelledAt, why: because, due: state.visit.due
      }]
    default:
      return []
  }
}

const cancelledLate = (desk: Desk, due: Due, by: "customer" | "site", cancelledAt: Instant | null): boolean =>
  by === "customer" && cancelledAt !== null && isLate(desk, due, cancelledAt)

/** From how the appointment stands to the outcome of the row. */
const towards = (desk: Desk, state: State, { outcome }: Row): ReadonlyArray<Fact> => {
  if (!("visit" in state)) return []
  const { due } = state.visit
  const ended = startOf(desk.document, addDays(due.date, 1))
  const same =
    outcome._tag === state._tag &&
    (outcome._tag !== "Arrived" || state._tag !== "Arrived" || outcome.arrivedAt === state.arrivedAt) &&
    (outcome._tag !== "Cancelled" || state._tag !== "Cancelled" ||
      (outcome.by === state.by && outcome.cancelledAt === state.cancelledAt))
  if (same) return []
  const again = state._tag === "NoShow" && outcome._tag !== "Cancelled" ? reinstated(desk, state.visit.plan) : []
  const back = [...again, ...reopened(desk, state)]
  switch (outcome._tag) {
    case "Booked":
      return back
    case "Arrived": {
      const { arrivedAt } = outcome
      return [...back, {
        _tag: "AppointmentArrived", ...on(desk), at: arrivedAt ?? due.time ?? startOf(desk.document, due.date), arrivedAt,
        punctuality: punctualityOf(desk, due, arrivedAt), due
      }]
    }
    case "NoShow":
      return [...back, ...freed(desk, state.visit.plan), { _tag: "NoShowRecorded", ...on(desk), at: ended, due }]
    case "Cancelled": {
      const { by, cancelledAt } = outcome
      return [...back, {
        _tag: "AppointmentCancelled", ...on(desk), at: cancelledAt ?? due.bookedAt, by, late: cancelledLate(desk, due, by, cancelledAt),
        cancelledAt, due
      }]
    }
  }
}
