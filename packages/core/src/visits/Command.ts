/** What is told or asked of a visit, step by step. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AdvisorId, CustomerId, ExternalRef, JobCode, LineId, PartNo, SiteId, StaffId, Symptom, TechnicianId, VehicleId, VisitId } from "../Ids.ts"
import { Money } from "../Money.ts"
import { Km } from "../vehicles/Reading.ts"
import { Fitted, Work } from "../vehicles/VehicleFile.ts"
import { Grounds } from "./Floor.ts"
import { Declined, EstimateLine, OrderNo, Why, Words } from "./Visit.ts"

const on = { id: VisitId, site: SiteId, at: Instant }

/** What speaks for this car where others come before it; without it the car waits for its turn. */
const turn = { why: Schema.optionalKey(Grounds) }

const some = <S extends Schema.Top>(schema: S, most = 100) => Schema.Array(schema).check(Schema.isMinLength(1), Schema.isMaxLength(most))

const upTo = <S extends Schema.Top>(schema: S, most = 100) => Schema.Array(schema).check(Schema.isMaxLength(most))

export const Command = Schema.Union([
  /** The car has arrived and waits to be received. Said again on a later date, it stands in that date's queue. */
  Schema.TaggedStruct("Await", on),
  /** An advisor receives the car, whether anybody said before that it waits or not; `vehicle` says which car it is. */
  Schema.TaggedStruct("Receive", { ...on, ...turn, advisor: AdvisorId, km: Schema.optionalKey(Km), vehicle: Schema.optionalKey(VehicleId) }),
  /** Somebody cares for a customer who has waited too long to be received. */
  Schema.TaggedStruct("NoteWait", on),
  Schema.TaggedStruct("Consult", { ...on, symptoms: upTo(Symptom, 20), findings: Words }),
  Schema.TaggedStruct("NoteComeback", { ...on, earlier: VisitId, symptom: Symptom }),
  Schema.TaggedStruct("Estimate", { ...on, lines: some(EstimateLine) }),
  /** The customer agrees to these lines. Jobs among them that nobody has planned are planned with it. */
  Schema.TaggedStruct("AgreeEstimate", { ...on, lines: some(LineId), override: Schema.optionalKey(Why) }),
  /** What is missing; nothing: all is here. */
  Schema.TaggedStruct("CheckParts", { ...on, missing: upTo(PartNo) }),
  /** A repair order under its WIP number; also in advance, for a car that is booked (S0-19). */
  Schema.TaggedStruct("OpenOrder", { ...on, order: OrderNo, work: some(Work, 5) }),
  Schema.TaggedStruct("ClockOn", { ...on, ...turn, technician: TechnicianId, job: JobCode }),
  Schema.TaggedStruct("ClockOff", { ...on, technician: TechnicianId, job: JobCode }),
  /** More work was found; the customer is asked. */
  Schema.TaggedStruct("ProposeWork", { ...on, line: LineId, work: Work, jobs: upTo(JobCode, 20), price: Money, symptom: Schema.NullOr(Symptom), why: Words }),
  /** The customer agrees: its jobs are planned after what there is, and the promise moves with them; `override` says why it is done although it does not fit. */
  Schema.TaggedStruct("AgreeWork", { ...on, line: LineId, override: Schema.optionalKey(Why) }),
  Schema.TaggedStruct("DeclineWork", { ...on, line: LineId, reason: Declined }),
  /** Where nobody clocks, this is the car's turn in the repair queue. */
  Schema.TaggedStruct("FinishWork", { ...on, ...turn }),
  /** The final inspection; a car that does not pass goes back to the repair queue. */
  Schema.TaggedStruct("Inspect", { ...on, ...turn, by: StaffId, passed: Schema.Boolean, findings: Schema.optionalKey(Words) }),
  /** The car is clean, or its customer did not want it washed: it can be fetched. */
  Schema.TaggedStruct("Wash", { ...on, ...turn, washed: Schema.Boolean }),
  /** Nothing is paid for work under warranty: that is a payment of zero. */
  Schema.TaggedStruct("Settle", { ...on, ...turn, paid: Money }),
  Schema.TaggedStruct("Deliver", { ...on, parts: upTo(Fitted, 200), km: Schema.optionalKey(Km) }),
  /** The customer left again before anything was done. */
  Schema.TaggedStruct("Abandon", { ...on, why: Words }),
  /** A past visit as another system knows it. */
  Schema.TaggedStruct("Import", {
    ...on, external: ExternalRef, customer: CustomerId, vehicle: VehicleId, advisor: Schema.NullOr(AdvisorId), work: some(Work, 5), km: Schema.NullOr(Km),
    date: LocalDate, arrivedAt: Schema.NullOr(Instant), deliveredAt: Schema.NullOr(Instant)
  })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

/** The command of one kind. */
export type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>
