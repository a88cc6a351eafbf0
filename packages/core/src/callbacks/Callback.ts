/** A callback: a telephone call that is owed to a customer, from the reason for it to what came of it. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { Category } from "../complaints/Complaint.ts"
import { AppointmentId, CallbackId, ComplaintId, CustomerId, SiteId, StaffId, type StreamId, streamId, VehicleId, VisitId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Note } from "../Text.ts"
import { Gone } from "../vehicles/VehicleFile.ts"
import { Kind } from "./Kind.ts"

// Vocabulary

export { Kind } from "./Kind.ts"

/** What an attempt met. Only the right person counts as reached; a third person is an attempt (K-13). */
export const Met = Schema.Literals(["no-answer", "busy", "wrong-number", "third-person", "right-person"])
export type Met = typeof Met.Type

/** Why it is made although others have just spoken with the customer (S3-08). */
export const Override = Schema.Literals(["customer-asked", "safety", "agreed-with-colleague"])
export type Override = typeof Override.Type

/** Why there is no reason to call any more. */
export const Withdrawal = Schema.Literals(["settled", "came", "called-off", "car-gone", "no-consent", "mistake"])
export type Withdrawal = typeof Withdrawal.Type

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

// State

export interface Attempt {
  readonly at: Instant
  readonly met: Met
}

export interface Call {
  readonly id: CallbackId
  readonly site: SiteId
  readonly kind: Kind
  readonly about: About
  /** The call it follows from. */
  readonly after: CallbackId | null
  /** When it is to be made, as it was last agreed. */
  readonly window: Window
  /** What it is measured by: the first shift that the customer asked for moves it, a further one does not (K-12). */
  readonly due: Instant
  /** How often the customer asked for another time. */
  readonly shifts: number
  readonly assigned: StaffId | null
  /** In the order they were made. */
  readonly attempts: ReadonlyArray<Attempt>
}

export type State =
  | { readonly _tag: "None" }
  /** Still to be made. */
  | { readonly _tag: "Open"; readonly call: Call }
  /** The right person was on the line last, and it is not said yet what came of it. */
  | { readonly _tag: "Reached"; readonly call: Call }
  | { readonly _tag: "Concluded"; readonly call: Call; readonly outcome: Outcome; readonly answers: Answers }
  | { readonly _tag: "GivenUp"; readonly call: Call }
  | { readonly _tag: "Withdrawn"; readonly call: Call; readonly because: Withdrawal }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: CallbackId, site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("CallbackRequested", { ...on, kind: Kind, about: About, window: Window, after: Schema.NullOr(CallbackId) }),
  Schema.TaggedStruct("CallbackAssigned", { ...on, to: StaffId }),
  Schema.TaggedStruct("CallbackAttempted", { ...on, kind: Kind, met: Met, override: Schema.optionalKey(Override) }),
  /** The customer asked to be called at another time. */
  Schema.TaggedStruct("CallbackPostponed", { ...on, kind: Kind, window: Window }),
  /** What was said, and what came of it; `customer` said it. */
  Schema.TaggedStruct("CallbackConcluded", {
    ...on, kind: Kind, customer: CustomerId, about: About, due: Instant, outcome: Outcome, answers: Answers, said: Personal(Schema.Struct({ text: Schema.NullOr(Note) }))
  }),
  /** Nobody was reached, and it is not tried again. */
  Schema.TaggedStruct("CallbackGivenUp", { ...on, kind: Kind, about: About, due: Instant, because: Schema.Literals(["wrong-number", "no-answer"]) }),
  /** There is no reason to call any more. */
  Schema.TaggedStruct("CallbackWithdrawn", { ...on, kind: Kind, because: Withdrawal })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

/** The call goes on as `next` says; events of a call that was never requested change nothing. */
const continued = (state: State, next: (call: Call) => State): State => state._tag === "None" ? state : next(state.call)

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    CallbackRequested: ({ id, site, kind, about, after, window }): State =>
      ({ _tag: "Open", call: { id, site, kind, about, after, window, due: window.by, shifts: 0, assigned: null, attempts: [] } }),
    CallbackAssigned: ({ to }) => continued(state, (call) => ({ ...state, call: { ...call, assigned: to } })),
    // A talk is noted after its reason was settled, too; the call stays withdrawn until what was said is known.
    CallbackAttempted: ({ at, met }) => continued(state, (before) => {
      const call = { ...before, attempts: [...before.attempts, { at, met }] }
      return state._tag === "Withdrawn" ? { ...state, call } : { _tag: met === "right-person" ? "Reached" : "Open", call }
    }),
    CallbackPostponed: ({ window }) => continued(state, (call) =>
      ({ _tag: "Open", call: { ...call, window, due: call.shifts === 0 ? window.by : call.due, shifts: call.shifts + 1 } })),
    CallbackConcluded: ({ outcome, answers }) => continued(state, (call) => ({ _tag: "Concluded", call, outcome, answers })),
    CallbackGivenUp: () => continued(state, (call) => ({ _tag: "GivenUp", call })),
    CallbackWithdrawn: ({ because }) => continued(state, (call) => ({ _tag: "Withdrawn", call, because }))
  })

/** Whether there is nothing left to do. */
export const isOver = ({ _tag }: State): boolean => _tag === "Concluded" || _tag === "GivenUp" || _tag === "Withdrawn"

/** Attempts that nobody answered, since somebody last did. */
export const unanswered = ({ attempts }: Pick<Call, "attempts">): number =>
  attempts.length - 1 - attempts.findLastIndex(({ met }) => met === "third-person" || met === "right-person")

/** The stream of a callback: `callback/{id}`. */
export const stream = (id: CallbackId): StreamId => streamId("callback", id)
