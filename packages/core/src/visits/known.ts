/** What a decision about a visit rests on, and what it answers. */
import { Result } from "effect"
import type { State as Appointment } from "../appointments/Appointment.ts"
import type * as Books from "../appointments/Books.ts"
import { type Instant, toMillis } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import type { CustomerId, JobCode, VisitId } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import { UnknownJob } from "../workshop/Request.ts"
import type { Command } from "./Command.ts"
import type * as Floor from "./Floor.ts"
import { NotItsStep, type Rejection } from "./Rejection.ts"
import * as Visit from "./Visit.ts"

export interface Known {
  readonly document: Document
  /** The date of the decision, at the site. */
  readonly date: LocalDate
  readonly id: VisitId
  readonly at: Instant
  readonly visit: Visit.State
  /** The queues of the date. */
  readonly floor: Floor.State
  readonly appointment: Appointment
  /** What the desk knows, when it is asked for more work. */
  readonly books: Books.WithAppointment
}

/** The car of a visit that is on its way through the workshop, and what is known beside. */
export interface Working extends Known {
  readonly car: Visit.Car
}

/** A car's turn: in which queue, and what speaks for it where others come first. */
export interface Turn {
  readonly queue: Floor.Queue
  readonly why: Floor.Grounds | undefined
}

/** Whether a fact is one of the visit itself. */
export const isVisit = (fact: { readonly _tag: string }): fact is Visit.Event => Visit.tags.has(fact._tag)

/** Facts, and the turn that was taken with them. */
export interface Told {
  readonly facts: ReadonlyArray<Visit.Event | Books.Event>
  readonly turn?: Turn
}

export type Answer = Result.Result<Told, Rejection>

/** Said already: nothing new comes of it. */
export const nothing: Answer = Result.succeed({ facts: [] })

export const told = (...facts: Told["facts"]): Answer => Result.succeed({ facts })

/** The same, and it was the car's turn. */
export const inTurn = (queue: Floor.Queue, { why }: { readonly why?: Floor.Grounds }, ...facts: Told["facts"]): Answer => Result.succeed({ facts, turn: { queue, why } })

/** Whose visit it is, as the appointment knows it now. */
const customerOf = ({ appointment }: Known, car: Visit.Car): CustomerId => "visit" in appointment ? appointment.visit.customer : car.customer

/** What every fact about the visit begins with. */
export const on = (known: Working) => ({ id: known.id, site: known.document.site, at: known.at, customer: customerOf(known, known.car) })

/** Which car it is: as it was seen at the reception, or else as the appointment knows it now. */
export const vehicleOf = ({ appointment, car }: Working): Visit.Car["vehicle"] =>
  car.reception?.vehicle ?? ("visit" in appointment ? appointment.visit.vehicle : null) ?? car.vehicle

/** The date of an instant, at the site. */
export const dateOf = ({ calendar: { zone } }: Document, instant: Instant): LocalDate => localOf(zone, toMillis(instant)).date

/** What comes next at each step. */
const next: Readonly<Record<Visit.Step, ReadonlyArray<Command["_tag"]>>> = {
  reception: ["Receive"],
  "write-up": ["OpenOrder"],
  repair: ["ClockOn", "FinishWork"],
  work: ["FinishWork"],
  inspection: ["Inspect"],
  wash: ["Wash"],
  cashier: ["Settle"],
  delivery: ["Deliver"]
}

/** It comes at another step. */
export const notItsStep = ({ step }: Visit.Car, asked: Command["_tag"]): Result.Result<never, NotItsStep> =>
  Result.fail(new NotItsStep({ asked, step, next: next[step] }))

/** The first of these jobs that the site does not do. */
export const unknownJob = ({ jobs }: Document, asked: ReadonlyArray<JobCode>): UnknownJob | undefined => {
  const job = asked.find((one) => !jobs.some(({ code }) => code === one))
  return job === undefined ? undefined : new UnknownJob({ job, offered: jobs.map(({ code }) => code).sort() })
}
