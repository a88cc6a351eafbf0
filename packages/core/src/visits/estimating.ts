/** What it will cost, what is missing for it, and the orders it is done under. */
import { Equal, Result } from "effect"
import type { Ask } from "./Command.ts"
import { isTalkedOver } from "./consulting.ts"
import { type Answer, type Known, nothing, notItsStep, on, told, unknownJob, type Working } from "./known.ts"
import { planned } from "./proposing.ts"
import { CarNotHere, EstimateSettled, LineTaken, OrderTaken, type Rejection, UnknownLine } from "./Rejection.ts"
import { ordersOf } from "./Visit.ts"

export const estimate = (known: Working, { lines }: Ask<"Estimate">): Answer => {
  const { car, document } = known
  if (!isTalkedOver(car)) return notItsStep(car, "Estimate")
  if (Equal.equals(car.estimate?.lines, lines)) return nothing
  if (car.estimate !== null && car.estimate.agreed !== null) return Result.fail(new EstimateSettled({ lines: car.estimate.agreed }))
  const twice = lines.find(({ line }, i) => lines.findIndex((one) => one.line === line) < i || car.proposals.some((one) => one.line === line))
  if (twice !== undefined) return Result.fail(new LineTaken({ line: twice.line }))
  const unknown = unknownJob(document, lines.flatMap(({ job }) => job ?? []))
  return unknown === undefined ? told({ _tag: "EstimateGiven", ...on(known), lines }) : Result.fail(unknown)
}

export const agreeEstimate = (known: Working, command: Ask<"AgreeEstimate">): Answer => {
  const { car } = known
  if (!isTalkedOver(car)) return notItsStep(car, "AgreeEstimate")
  const lines = [...new Set(command.lines)].sort()
  const given = car.estimate?.lines ?? []
  const unknown = lines.find((line) => !given.some((one) => one.line === line))
  if (unknown !== undefined) return Result.fail(new UnknownLine({ line: unknown, known: given.map(({ line }) => line) }))
  const agreed = car.estimate?.agreed ?? null
  if (agreed !== null) return Equal.equals(agreed, lines) ? nothing : Result.fail(new EstimateSettled({ lines: agreed }))
  return Result.map(planned(known, command), ({ facts }) => ({ facts: [...facts, { _tag: "EstimateAgreed", ...on(known), lines }] }))
}

export const checkParts = (known: Working, command: Ask<"CheckParts">): Answer => {
  const { car } = known
  if (!isTalkedOver(car)) return notItsStep(car, "CheckParts")
  const missing = [...new Set(command.missing)].sort()
  return Equal.equals(car.missing, missing) ? nothing : told({ _tag: "PartsChecked", ...on(known), missing })
}

export const openOrder = (known: Known, command: Ask<"OpenOrder">): Answer => {
  const { visit, appointment, document: { site }, id, at } = known
  const { order } = command
  const work = [...new Set(command.work)]
  const open = ordersOf(visit).find((one) => one.order === order)
  if (open !== undefined) return Equal.equals(open.work, work) ? nothing : Result.fail<Rejection>(new OrderTaken({ order, work: open.work }))
  if (visit._tag === "Here") {
    const { car } = visit
    return car.step === "delivery" ? notItsStep(car, "OpenOrder") : told({ _tag: "OrderOpened", ...on({ ...known, car }), order, work })
  }
  if (appointment._tag !== "Booked" && appointment._tag !== "Arrived") return Result.fail(new CarNotHere({ appointment: appointment._tag }))
  return told({ _tag: "OrderOpened", id, site, at, customer: appointment.visit.customer, order, work })
}
