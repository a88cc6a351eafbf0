/** What is told of a customer. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { CallbackId, CustomerId, ExternalRef, SiteId, StaffId } from "../Ids.ts"
import { Note } from "../Text.ts"
import { Details, Means, Missed, Preferred, Purpose } from "./CustomerFile.ts"
import { TierName } from "./Tier.ts"

const on = { id: CustomerId, site: SiteId, at: Instant }

export const Command = Schema.Union([
  /** Open their file. `details` may be empty, and is null for somebody who keeps their data to themselves (S2-11). */
  Schema.TaggedStruct("Register", { ...on, details: Schema.NullOr(Details), external: Schema.optionalKey(Schema.Array(ExternalRef).check(Schema.isMaxLength(20))) }),
  /** All that is known of them, in place of what was; `volunteered` when they give it after having kept it to themselves. */
  Schema.TaggedStruct("Describe", { ...on, details: Details, volunteered: Schema.optionalKey(Schema.Literal(true)) }),
  Schema.TaggedStruct("RefuseData", on),
  Schema.TaggedStruct("GiveConsent", { ...on, purpose: Purpose, means: Means }),
  Schema.TaggedStruct("WithdrawConsent", { ...on, purpose: Purpose, means: Means }),
  Schema.TaggedStruct("PreferTime", { ...on, preferred: Schema.NullOr(Preferred) }),
  Schema.TaggedStruct("SetTier", { ...on, tier: Schema.NullOr(TierName) }),
  Schema.TaggedStruct("LinkExternal", { ...on, external: ExternalRef }),
  /** How to talk with them, in the words of whoever did (S4-17); null takes the note back. */
  Schema.TaggedStruct("NoteHandling", { ...on, text: Schema.NullOr(Note) }),
  /** Somebody was in touch, so that others know (S3-08); `by` is left out where nobody knows who. */
  Schema.TaggedStruct("NoteContact", { ...on, means: Means, by: Schema.optionalKey(StaffId), callback: Schema.optionalKey(CallbackId) }),
  /** The telephone does not reach them (S4-10). */
  Schema.TaggedStruct("MarkUnreachable", { ...on, because: Missed, callback: Schema.optionalKey(CallbackId) }),
  /** The same person has another file, which stays. */
  Schema.TaggedStruct("Merge", { ...on, into: CustomerId })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

/** The command of one kind. */
export type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>
