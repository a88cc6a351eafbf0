/** From the final inspection to the keys. */
import { Equal, Result } from "effect"
import { promisesOf } from "../appointments/Appointment.ts"
import type { Ask } from "./Command.ts"
import { type Answer, inTurn, type Known, nothing, notItsStep, on, told, vehicleOf, type Working } from "./known.ts"
import { AlreadySettled, ProposalsOpen } from "./Rejection.ts"
import type * as Visit from "./Visit.ts"

/** What the customer was told first and last, as the appointment knows it. */
const promised = ({ appointment }: Known) => {
  const { first = null, last = null } = "visit" in appointment ? promisesOf(appointment.visit) : {}
  return { firstPromise: first, promise: last }
}

const nobodySaid: typeof Visit.Words.Type = { text: null }

export const inspect = (known: Working, command: Ask<"Inspect">): Answer => {
  const { car } = known
  const { by, passed, findings = nobodySaid } = command
  const isSaid = car.step === (passed ? "wash" : "repair") && Equal.equals(car.inspection, { passed, by, findings: passed ? nobodySaid : findings })
  if (isSaid) return nothing
  if (car.step !== "inspection") return notItsStep(car, "Inspect")
  return inTurn("inspection", command, passed ? { _tag: "InspectionPassed", ...on(known), by } : { _tag: "InspectionFailed", ...on(known), by, findings })
}

/** A car that is not washed takes nobody's turn. */
export const wash = (known: Working, command: Ask<"Wash">): Answer => {
  const { car } = known
  const { washed } = command
  if (car.step === "cashier" && car.washed === washed) return nothing
  if (car.step !== "wash") return notItsStep(car, "Wash")
  const facts = [{ _tag: "CarWashed", ...on(known), washed }, { _tag: "VisitReady", ...on(known), ...promised(known) }] as const
  return washed ? inTurn("wash", command, ...facts) : told(...facts)
}

export const settle = (known: Working, command: Ask<"Settle">): Answer => {
  const { car } = known
  const { paid } = command
  if (car.step === "delivery" && car.paid !== null) return Equal.equals(car.paid, paid) ? nothing : Result.fail(new AlreadySettled({ paid: car.paid }))
  if (car.step !== "cashier") return notItsStep(car, "Settle")
  const open = car.proposals.filter(({ answer }) => answer === "open").map(({ line }) => line)
  return open.length > 0 ? Result.fail(new ProposalsOpen({ lines: open })) : inTurn("cashier", command, { _tag: "VisitSettled", ...on(known), paid })
}

/** What was agreed beside the orders, and what it was done for. */
const done = ({ orders, proposals, consultation, comebacks }: Visit.Car) => {
  const agreed = proposals.filter(({ answer }) => answer === "agreed")
  return {
    work: [...new Set([...orders.flatMap(({ work }) => work), ...agreed.map(({ work }) => work)])],
    symptoms: [...new Set([...consultation?.symptoms ?? [], ...comebacks.map(({ symptom }) => symptom), ...agreed.flatMap(({ symptom }) => symptom ?? [])])]
  }
}

export const deliver = (known: Working, { parts, km }: Ask<"Deliver">): Answer => {
  const { car, date } = known
  if (car.step !== "delivery") return notItsStep(car, "Deliver")
  return told({
    _tag: "VisitDelivered", ...on(known), vehicle: vehicleOf(known), advisor: car.reception?.advisor ?? null, ...done(car), km: km ?? car.reception?.km ?? null, parts, date,
    arrivedAt: car.arrivedAt, readyAt: car.readyAt, ...promised(known)
  })
}

/** Handed over already, with this. */
export const isDelivered = ({ delivery }: Extract<Visit.State, { readonly _tag: "Delivered" }>, { parts, km }: Ask<"Deliver">): boolean =>
  Equal.equals(delivery.parts, parts) && (km === undefined || km === delivery.km)
