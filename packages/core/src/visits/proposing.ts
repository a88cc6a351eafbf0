/** More work is found while the car is here: the customer is asked, and what is agreed is planned at once. */
import { Equal, Result } from "effect"
import * as Appointment from "../appointments/Appointment.ts"
import * as Booking from "../appointments/Booking.ts"
import type { Ask as AskDesk } from "../appointments/Command.ts"
import { AppointmentId, type JobCode, type LineId } from "../Ids.ts"
import type { Ask, Command } from "./Command.ts"
import { type Answer, nothing, notItsStep, on, told, unknownJob, type Working } from "./known.ts"
import { LineAnswered, LineTaken, type Rejection, UnknownLine } from "./Rejection.ts"
import type * as Books from "../appointments/Books.ts"
import type * as Visit from "./Visit.ts"

/** The jobs that an answer of the customer adds to the plan: all that were proposed, and of an estimate those that nobody has planned. */
const jobsOf = (command: Command, { proposals, estimate }: Visit.Car, planned: ReadonlyArray<JobCode>): ReadonlyArray<JobCode> => {
  if (command._tag === "AgreeWork") return proposals.find(({ line }) => line === command.line)?.jobs ?? []
  if (command._tag !== "AgreeEstimate") return []
  const lines = new Set<string>(command.lines)
  return [...new Set(estimate?.lines.flatMap(({ line, job }) => job !== null && lines.has(line) && !planned.includes(job) ? [job] : []))]
}

/** What the desk is asked for; undefined when the plan stays as it is, or there is none. */
export const addWork = (command: Command, visit: Visit.State, appointment: Appointment.State): AskDesk<"AddWork"> | undefined => {
  if (visit._tag !== "Here" || !("visit" in appointment) || appointment.visit.plan === null) return undefined
  const jobs = jobsOf(command, visit.car, appointment.visit.plan.jobs)
  if (jobs.length === 0) return undefined
  const { id, site, at } = command
  const override = "override" in command ? command.override : undefined
  return { _tag: "AddWork", id: AppointmentId.make(id, { disableChecks: true }), site, at, jobs, ...(override === undefined ? {} : { override }) }
}

interface Planned {
  readonly facts: ReadonlyArray<Books.Event>
  /** The appointment with them. */
  readonly appointment: Appointment.State
}

/** The work as the desk plans it, or why it does not. */
export const planned = ({ visit, appointment, books }: Working, command: Command): Result.Result<Planned, Rejection> => {
  const asked = addWork(command, visit, appointment)
  if (asked === undefined) return Result.succeed({ facts: [], appointment })
  return Result.map(Booking.aggregate.decide(asked, books), (facts) => ({ facts, appointment: facts.reduce(Booking.aggregate.evolve, books).appointment }))
}

const closed: ReadonlySet<Visit.Step> = new Set(["reception", "delivery"])

export const proposeWork = (known: Working, command: Ask<"ProposeWork">): Answer => {
  const { car, document } = known
  const { line, work, jobs, price, symptom, why } = command
  if (closed.has(car.step)) return notItsStep(car, "ProposeWork")
  const before = car.proposals.find((one) => one.line === line)
  const said = { line, work, jobs, price, symptom, why }
  if (before !== undefined) {
    const { at: _at, answer: _answer, reason: _reason, ...rest } = before
    return Equal.equals(rest, said) ? nothing : Result.fail(new LineTaken({ line }))
  }
  if (car.estimate?.lines.some((one) => one.line === line) === true) return Result.fail(new LineTaken({ line }))
  const unknown = unknownJob(document, jobs)
  return unknown === undefined ? told({ _tag: "WorkProposed", ...on(known), ...said }) : Result.fail(unknown)
}

/** A line that waits for its answer. */
const openLine = ({ proposals }: Visit.Car, line: LineId): Result.Result<Visit.Proposal, Rejection> => {
  const found = proposals.find((one) => one.line === line)
  if (found === undefined) return Result.fail(new UnknownLine({ line, known: proposals.map((one) => one.line) }))
  return found.answer === "open" ? Result.succeed(found) : Result.fail(new LineAnswered({ line, answer: found.answer }))
}

export const agreeWork = (known: Working, command: Ask<"AgreeWork">): Answer => {
  const { car } = known
  const { line } = command
  if (car.proposals.some((one) => one.line === line && one.answer === "agreed")) return nothing
  if (closed.has(car.step)) return notItsStep(car, "AgreeWork")
  return Result.gen(function*() {
    const { price } = yield* openLine(car, line)
    const { facts, appointment } = yield* planned(known, command)
    const promisedAt = "visit" in appointment ? Appointment.promisesOf(appointment.visit).last : null
    return { facts: [...facts, { _tag: "WorkAgreed" as const, ...on(known), line, price, promisedAt }] }
  })
}

export const declineWork = (known: Working, { line, reason }: Ask<"DeclineWork">): Answer => {
  const { car } = known
  if (car.proposals.some((one) => one.line === line && one.answer === "declined" && one.reason === reason)) return nothing
  return Result.map(openLine(car, line), ({ price }) => ({ facts: [{ _tag: "WorkDeclined" as const, ...on(known), line, price, reason }] }))
}
