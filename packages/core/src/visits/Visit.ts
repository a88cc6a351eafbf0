/** A visit: one car, from the door of the workshop to the hand-over, step by step (S2-02). */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import {
  AdvisorId, AppointmentId, CustomerId, ExternalRef, JobCode, LineId, PartNo, SiteId, StaffId, type StreamId, streamId, Symptom, TechnicianId, VehicleId, VisitId
} from "../Ids.ts"
import { Money } from "../Money.ts"
import { Personal } from "../Personal.ts"
import { Priority } from "../appointments/Priority.ts"
import { Line, Note } from "../Text.ts"
import { Km } from "../vehicles/Reading.ts"
import { Fitted, Work } from "../vehicles/VehicleFile.ts"

// Vocabulary

/** What somebody wrote down; it may name somebody. */
export const Words = Personal(Schema.Struct({ text: Schema.NullOr(Note) }))

/** The repair order's number in the dealer's system: the WIP number of S0-19. */
export const OrderNo = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/u, { message: "expected the number of a repair order" }))

/** A line of an estimate; `job` is one of the site's, if it is one. */
export const EstimateLine = Schema.Struct({ line: LineId, work: Work, job: Schema.NullOr(JobCode), price: Money })
export type EstimateLine = typeof EstimateLine.Type

/** Why more work was not wanted, for whoever asks again (K-21). */
export const Declined = Schema.Literals(["price", "time", "not-needed", "elsewhere", "later", "no-reason"])

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: VisitId, site: SiteId, at: Instant, customer: CustomerId }

export const events = [
  /** The car is here and waits to be received (S2-02, step 3). */
  Schema.TaggedStruct("VisitOpened", { ...on, vehicle: Schema.NullOr(VehicleId), appointment: Schema.NullOr(AppointmentId), walkIn: Schema.Boolean, priority: Priority, arrivedAt: Instant }),
  Schema.TaggedStruct("VisitReceived", { ...on, advisor: AdvisorId, km: Schema.NullOr(Km), waitedMin: Schema.Int }),
  /** The wait to be received was too long, and somebody cared: an apology, a small gift, an opinion card (S3-22). */
  Schema.TaggedStruct("WaitNoted", { ...on, vehicle: Schema.NullOr(VehicleId), waitedMin: Schema.Int }),
  /** What the customer says and what is found when both walk around the car (step 4). */
  Schema.TaggedStruct("VisitConsulted", { ...on, symptoms: Schema.Array(Symptom), findings: Words }),
  /** The same fault as at an earlier visit (K-18). */
  Schema.TaggedStruct("ComebackNoted", { ...on, earlier: VisitId, symptom: Symptom }),
  Schema.TaggedStruct("EstimateGiven", { ...on, lines: Schema.Array(EstimateLine) }),
  Schema.TaggedStruct("EstimateAgreed", { ...on, lines: Schema.Array(LineId) }),
  /** What is missing for what was agreed; nothing: all is here (step 6). */
  Schema.TaggedStruct("PartsChecked", { ...on, missing: Schema.Array(PartNo) }),
  Schema.TaggedStruct("OrderOpened", { ...on, order: OrderNo, work: Schema.Array(Work) }),
  Schema.TaggedStruct("ClockedOn", { ...on, technician: TechnicianId, job: JobCode }),
  Schema.TaggedStruct("ClockedOff", { ...on, technician: TechnicianId, job: JobCode, since: Instant, flagMin: Schema.Int }),
  /** Found while the car is here; the customer is asked. */
  Schema.TaggedStruct("WorkProposed", { ...on, line: LineId, work: Work, jobs: Schema.Array(JobCode), price: Money, symptom: Schema.NullOr(Symptom), why: Words }),
  /** `promisedAt` is what the customer was told with it. */
  Schema.TaggedStruct("WorkAgreed", { ...on, line: LineId, price: Money, promisedAt: Schema.NullOr(Instant) }),
  Schema.TaggedStruct("WorkDeclined", { ...on, line: LineId, price: Money, reason: Declined }),
  Schema.TaggedStruct("WorkFinished", on),
  Schema.TaggedStruct("InspectionPassed", { ...on, by: StaffId }),
  Schema.TaggedStruct("InspectionFailed", { ...on, by: StaffId, findings: Words }),
  /** `washed` is false for a customer who did not want it. */
  Schema.TaggedStruct("CarWashed", { ...on, washed: Schema.Boolean }),
  /** The car can be fetched; the first time counts (K-19). */
  Schema.TaggedStruct("VisitReady", { ...on, firstPromise: Schema.NullOr(Instant), promise: Schema.NullOr(Instant) }),
  Schema.TaggedStruct("VisitSettled", { ...on, paid: Money }),
  /** Handed back. What was done, for the file of the car and for whoever calls. */
  Schema.TaggedStruct("VisitDelivered", {
    ...on, vehicle: Schema.NullOr(VehicleId), advisor: Schema.NullOr(AdvisorId), work: Schema.Array(Work), symptoms: Schema.Array(Symptom), km: Schema.NullOr(Km),
    parts: Schema.Array(Fitted), date: LocalDate, arrivedAt: Instant, readyAt: Schema.NullOr(Instant), firstPromise: Schema.NullOr(Instant), promise: Schema.NullOr(Instant)
  }),
  /** The customer left again before anything was done. */
  Schema.TaggedStruct("VisitAbandoned", { ...on, why: Words }),
  /** Told by another system, and over when it came here. */
  Schema.TaggedStruct("VisitImported", {
    ...on, vehicle: VehicleId, advisor: Schema.NullOr(AdvisorId), work: Schema.Array(Work), km: Schema.NullOr(Km), date: LocalDate,
    arrivedAt: Schema.NullOr(Instant), deliveredAt: Schema.NullOr(Instant), external: ExternalRef
  })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

/** The stream of a visit: `visit/{id}`. */
export const stream = (id: VisitId): StreamId => streamId("visit", id)

/** What is read aloud of why somebody was passed over. */
export const Why = Line
