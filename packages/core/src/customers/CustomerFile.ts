/** One file per customer: how to reach them, what they agreed to, and who has been in touch. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { CallbackId, CustomerId, ExternalRef, SiteId, StaffId, type StreamId, streamId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Line, Note } from "../Text.ts"
import { TierName } from "./Tier.ts"

// Vocabulary

/** Who the customer is to people. Every field may be missing: whoever keeps their data to themselves is a customer too (S2-11). */
export const Details = Personal(Schema.Struct({
  name: Schema.optionalKey(Line),
  /** The first is tried first. */
  phones: Schema.optionalKey(Schema.Array(Schema.String.check(Schema.isPattern(/^[+0-9][0-9 ()-]{2,24}$/u, { message: "expected a telephone number such as +86 138 0013 8000" }))).check(Schema.isMaxLength(5))),
  email: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^[^@\s]{1,64}@[^@\s]{1,190}$/u, { message: "expected an address such as li@example.com" }))),
  address: Schema.optionalKey(Line),
  birthday: Schema.optionalKey(LocalDate),
  /** Until when the driving licence is valid (S3-09). */
  licenceUntil: Schema.optionalKey(LocalDate)
}))
export type Details = typeof Details.Type

/** What the customer is spoken to for: what was ordered, offers and invitations, or notes on how to talk with them. */
export const Purpose = Schema.Literals(["transactional", "commercial", "handling"])
export type Purpose = typeof Purpose.Type

export const Means = Schema.Literals(["phone", "sms", "email", "post", "visit"])
export type Means = typeof Means.Type

/** When they like to be called, by the site's wall clock. */
export const Preferred = Schema.Struct({ from: LocalTime, to: LocalTime })

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: CustomerId, site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("CustomerRegistered", { ...on, details: Details, external: Schema.Array(ExternalRef) }),
  Schema.TaggedStruct("CustomerDescribed", { ...on, details: Details }),
  /** The customer keeps their data to themselves; nothing is asked again. */
  Schema.TaggedStruct("DataRefused", on),
  Schema.TaggedStruct("ConsentGiven", { ...on, purpose: Purpose, means: Means }),
  Schema.TaggedStruct("ConsentWithdrawn", { ...on, purpose: Purpose, means: Means }),
  Schema.TaggedStruct("PreferredTimeSet", { ...on, preferred: Schema.NullOr(Preferred) }),
  Schema.TaggedStruct("TierSet", { ...on, tier: Schema.NullOr(TierName) }),
  Schema.TaggedStruct("ExternalLinked", { ...on, external: ExternalRef }),
  /** How to talk with them, in somebody's words, with their consent (S4-17); null: nothing any more. */
  Schema.TaggedStruct("HandlingNoted", { ...on, note: Personal(Schema.Struct({ text: Schema.NullOr(Note) })) }),
  /** Somebody of the dealership spoke with them, so that others leave them alone for a while (S3-08). */
  Schema.TaggedStruct("ContactNoted", { ...on, by: Schema.NullOr(StaffId), means: Means, callback: Schema.NullOr(CallbackId) }),
  /** The telephone does not reach them (S4-10). */
  Schema.TaggedStruct("CustomerUnreachable", { ...on, because: Schema.Literals(["wrong-number", "no-answer"]), callback: Schema.NullOr(CallbackId), address: Schema.Boolean }),
  Schema.TaggedStruct("CustomerReachable", on),
  /** The same person has another file, which is theirs from now on; what happened here stays here. */
  Schema.TaggedStruct("CustomerMerged", { ...on, into: CustomerId }),
  /** The other side of a merge: what is known of the other file is known here too. */
  Schema.TaggedStruct("CustomerAbsorbed", { ...on, other: CustomerId, external: Schema.Array(ExternalRef), withdrawn: Schema.Array(Schema.Struct({ purpose: Purpose, means: Means })) })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

/** The stream of a customer: `customer/{id}`. */
export const stream = (id: CustomerId): StreamId => streamId("customer", id)
