/** A car comes to the door, waits, and is received; or it goes again. */
import { Result } from "effect"
import { NotYet } from "../appointments/Rejection.ts"
import { addMinutes, type Instant, minutesBetween } from "../calendar/Instant.ts"
import type { AdvisorId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import { isWalkIn } from "../appointments/Appointment.ts"
import type { Ask } from "./Command.ts"
import { type Answer, inTurn, type Known, nothing, notItsStep, on, told, vehicleOf, type Working } from "./known.ts"
import { AdvisorNotAssignable, AlreadyReceived, ArrivalTold, CarNotHere, type Rejection, UnknownAdvisor, WaitedShort, WorkBegun } from "./Rejection.ts"
import * as Visit from "./Visit.ts"

type Opened = Extract<Visit.Event, { readonly _tag: "VisitOpened" }>

/** The car is here because its appointment says so. */
const opened = ({ appointment, document: { site }, id, at }: Known, arrivedAt: Instant): Result.Result<Opened, Rejection> => {
  if (appointment._tag !== "Arrived") return Result.fail(new CarNotHere({ appointment: appointment._tag }))
  if (arrivedAt > at) return Result.fail(new NotYet({ at: arrivedAt, now: at }))
  const { visit } = appointment
  const { customer, vehicle, priority } = visit
  return Result.succeed({ _tag: "VisitOpened", id, site, at, customer, vehicle, appointment: visit.id, walkIn: isWalkIn(visit), priority, arrivedAt })
}

/** When the car came; now, where nobody knows. */
const arrivalOf = ({ appointment, at }: Known): Instant => appointment._tag === "Arrived" ? appointment.arrivedAt ?? at : at

export const wait = (known: Known): Answer => {
  const { visit, appointment } = known
  if (visit._tag === "Delivered" || visit._tag === "Imported") return nothing
  const arrivedAt = arrivalOf(known)
  // Whoever went again is not waited for; one who came another time is.
  if (visit._tag === "Abandoned" && (appointment._tag !== "Arrived" || arrivedAt <= visit.car.toldAt)) return nothing
  if (visit._tag === "Here" && (visit.car.step !== "reception" || appointment._tag !== "Arrived" || appointment.arrivedAt === null || arrivedAt === visit.car.arrivedAt)) return nothing
  if (appointment._tag === "Arrived" && appointment.visit.plan === null && visit._tag !== "Here") return Result.fail(new ArrivalTold({ id: known.id }))
  return Result.map(opened(known, arrivedAt), (fact) => ({ facts: [fact] }))
}

/** Whether this advisor receives cars here today. */
const unfit = ({ document: { advisors }, date }: Known, advisor: AdvisorId): Rejection | undefined => {
  const found = advisors.find(({ id }) => id === advisor)
  if (found === undefined) return new UnknownAdvisor({ advisor, known: advisors.map(({ id }) => id) })
  const { assignableSince: since } = found
  return since === undefined || (since !== null && since <= date) ? undefined : new AdvisorNotAssignable({ advisor, since })
}

export const receive = (known: Known, command: Ask<"Receive">): Answer => {
  const { visit, at } = known
  const { advisor, km, vehicle } = command
  if (visit._tag === "Here" && visit.car.reception !== null) {
    const { reception } = visit.car
    const isSame = reception.advisor === advisor && (km === undefined || km === reception.km) && (vehicle === undefined || vehicle === reception.vehicle)
    return isSame ? nothing : Result.fail(new AlreadyReceived({ advisor: reception.advisor, at: reception.at }))
  }
  return Result.gen(function*() {
    const arrivedAt = arrivalOf(known)
    // One who is back comes now.
    const opening = visit._tag === "Here" ? [] : [yield* opened(known, visit._tag === "Abandoned" && arrivedAt <= visit.car.toldAt ? at : arrivedAt)]
    const wrong = unfit(known, advisor)
    if (wrong !== undefined) return yield* Result.fail(wrong)
    const after = opening.reduce<Visit.State>(Visit.evolve, visit)
    if (after._tag !== "Here") return { facts: [] }
    const working = { ...known, visit: after, car: after.car }
    const waitedMin = Math.max(0, Math.floor(minutesBetween(after.car.arrivedAt, at)))
    return yield* inTurn("reception", command, ...opening, {
      _tag: "VisitReceived", ...on(working), advisor, km: km ?? null, waitedMin, ...(vehicle === undefined ? {} : { vehicle })
    })
  })
}

export const noteWait = (known: Working): Answer => {
  const { car: { arrivedAt, reception, waitNoted }, document: { care }, at } = known
  const { waitMin } = whole(care)
  const from = addMinutes(arrivedAt, waitMin)
  const until = reception?.at ?? at
  if (waitNoted) return nothing
  if (until <= from) return Result.fail(new WaitedShort({ waitMin, from: reception === null ? from : null }))
  return told({ _tag: "WaitNoted", ...on(known), vehicle: vehicleOf(known), waitedMin: Math.floor(minutesBetween(arrivedAt, until)) })
}

const before: ReadonlySet<Visit.Step> = new Set(["reception", "write-up", "repair"])

export const abandon = (known: Working, { why }: Ask<"Abandon">): Answer => {
  const { car } = known
  if (car.begunAt !== null) return Result.fail(new WorkBegun({ at: car.begunAt }))
  return before.has(car.step) ? told({ _tag: "VisitAbandoned", ...on(known), why }) : notItsStep(car, "Abandon")
}
