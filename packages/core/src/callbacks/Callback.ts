/** A callback: a telephone call that is owed to a customer, from the reason for it to what came of it. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { Category } from "../complaints/Complaint.ts"
import { AppointmentId, CallbackId, ComplaintId, CustomerId, SiteId, StaffId, type StreamId, streamId, VehicleId, VisitId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Note } from "../Text.ts"
import { Gone } from "../vehicles/VehicleFile.ts"

// Vocabulary

/** Why somebody is called. Each has a script of its own. */
export const Kind = Schema.Literals([
  "first-visit", "subscription", "sale", "service-mechanical", "service-body", "first-service", "maintenance", "booking", "verify-booking", "no-show", "lost-customer", "waited", "complaint"
])
export type Kind = typeof Kind.Type

/** What an attempt met. Only the right person counts as reached; a third person is an attempt (K-13). */
export const Met = Schema.Literals(["no-answer", "busy", "wrong-number", "third-person", "right-person"])
export type Met = typeof Met.Type

/** Whom and what a call is about. */
export const About = Schema.Struct({
  customer: CustomerId,
  vehicle: Schema.NullOr(VehicleId),
  appointment: Schema.NullOr(AppointmentId),
  visit: Schema.NullOr(VisitId),
  complaint: Schema.NullOr(ComplaintId)
})
export type About = typeof About.Type

/** When it is to be made: not before `from`, done before `by`. */
export const Window = Schema.Struct({ from: Instant, by: Instant }).check(Schema.makeFilter(({ from, by }) => from < by || "expected a window that ends after it begins"))
export type Window = typeof Window.Type

/** Why a customer does not come (S2-07, S2-08). */
export const Declined = Schema.Literals(["no-time", "too-expensive", "too-far", "dissatisfied", "does-it-elsewhere", "drives-little", "later", "no-reason"])
export type Declined = typeof Declined.Type

/** What came of the conversation. */
export const Outcome = Schema.Union([
  Schema.TaggedStruct("Done", {}),
  /** An appointment was made during the call. */
  Schema.TaggedStruct("Booked", { appointment: AppointmentId }),
  /** The appointment that was asked about is right. */
  Schema.TaggedStruct("Verified", {}),
  /** The customer knows of no such appointment. */
  Schema.TaggedStruct("Denied", {}),
  Schema.TaggedStruct("NotDue", {}),
  Schema.TaggedStruct("ServicedElsewhere", {}),
  Schema.TaggedStruct("Declined", { reason: Declined }),
  /** Something is wrong with the car, and a time to look at it is wanted. */
  Schema.TaggedStruct("RepairWanted", {}),
  Schema.TaggedStruct("Complained", { category: Category }),
  /** A complaint's solution is accepted, or is not. */
  Schema.TaggedStruct("Accepted", {}),
  Schema.TaggedStruct("NotAccepted", {}),
  Schema.TaggedStruct("CarGone", { gone: Gone }),
  /** No more calls of this purpose, please. */
  Schema.TaggedStruct("NoMoreCalls", {})
]).pipe(Schema.toTaggedUnion("_tag"))
export type Outcome = typeof Outcome.Type

/** Answers by question: the code that was chosen, or a number such as kilometres. */
export const Answers = Schema.Record(Schema.String.check(Schema.isPattern(/^[a-z][a-z0-9-]{0,39}$/u)), Schema.Union([Schema.Int, Schema.String.check(Schema.isPattern(/^[a-z0-9][a-z0-9-]{0,39}$/u))]))
export type Answers = typeof Answers.Type

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: CallbackId, site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("CallbackRequested", { ...on, kind: Kind, about: About, window: Window, after: Schema.NullOr(CallbackId) }),
  Schema.TaggedStruct("CallbackAssigned", { ...on, to: StaffId }),
  Schema.TaggedStruct("CallbackAttempted", { ...on, kind: Kind, met: Met }),
  /** The customer asked to be called at another time. */
  Schema.TaggedStruct("CallbackPostponed", { ...on, kind: Kind, window: Window }),
  /** What was said, and what came of it; `customer` said it. */
  Schema.TaggedStruct("CallbackConcluded", {
    ...on, kind: Kind, customer: CustomerId, about: About, due: Instant, outcome: Outcome, answers: Answers, said: Personal(Schema.Struct({ text: Schema.NullOr(Note) }))
  }),
  /** Nobody was reached, and it is not tried again. */
  Schema.TaggedStruct("CallbackGivenUp", { ...on, kind: Kind, about: About, due: Instant, because: Schema.Literals(["wrong-number", "no-answer"]) }),
  /** There is no reason to call any more. */
  Schema.TaggedStruct("CallbackWithdrawn", { ...on, kind: Kind, because: Schema.Literals(["settled", "came", "called-off", "car-gone", "no-consent", "mistake"]) })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

/** The stream of a callback: `callback/{id}`. */
export const stream = (id: CallbackId): StreamId => streamId("callback", id)
