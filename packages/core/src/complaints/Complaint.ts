/** A complaint, from the moment it is heard until the customer has accepted what was done. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { CallbackId, ComplaintId, CustomerId, SiteId, StaffId, type StreamId, streamId, VehicleId, VisitId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Note } from "../Text.ts"

// Vocabulary

/** Where it was heard (S4-14). */
export const Source = Schema.Literals(["callback", "on-site", "manufacturer", "opinion-form"])
export type Source = typeof Source.Type

export const Category = Schema.Literals(["staff", "workmanship", "waiting", "price", "parts", "vehicle", "other"])
export type Category = typeof Category.Type

/** What somebody said, in their words. */
export const Words = Personal(Schema.Struct({ text: Note }))

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: ComplaintId, site: SiteId, at: Instant, customer: CustomerId }

export const events = [
  /** Answered before `answerBy` and closed before `closeBy`: elapsed time from its receipt at `at`. */
  Schema.TaggedStruct("ComplaintReceived", {
    ...on, vehicle: Schema.NullOr(VehicleId), visit: Schema.NullOr(VisitId), callback: Schema.NullOr(CallbackId),
    source: Source, category: Category, answerBy: Instant, closeBy: Instant, what: Personal(Schema.Struct({ text: Schema.NullOr(Note) }))
  }),
  /** From now on it is theirs. */
  Schema.TaggedStruct("ComplaintAssigned", { ...on, owner: StaffId }),
  /** The customer has had a first response. */
  Schema.TaggedStruct("ComplaintAnswered", { ...on, by: StaffId }),
  Schema.TaggedStruct("SolutionOffered", { ...on, by: StaffId, solution: Words }),
  /** The customer accepted what was done: closed. */
  Schema.TaggedStruct("SolutionAccepted", { ...on, receivedAt: Instant, closeBy: Instant }),
  Schema.TaggedStruct("SolutionRefused", on),
  /** It was not over after all; the clock goes on from where it began. */
  Schema.TaggedStruct("ComplaintReopened", { ...on, why: Words }),
  /** It cannot be opened again any more. */
  Schema.TaggedStruct("ComplaintSettled", on),
  /** Nobody has answered, or nothing is closed, and the time for it is over. */
  Schema.TaggedStruct("ComplaintOverdue", { ...on, what: Schema.Literals(["answer", "closure"]), since: Instant })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

/** The stream of a complaint: `complaint/{id}`. */
export const stream = (id: ComplaintId): StreamId => streamId("complaint", id)
