/** What is asked about a call. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { CallbackId, SiteId, StaffId } from "../Ids.ts"
import { Note } from "../Text.ts"
import { About, Answers, Kind, Met, Outcome, Override, Window, Withdrawal } from "./Callback.ts"

const on = { id: CallbackId, site: SiteId, at: Instant }

export const Command = Schema.Union([
  /** Somebody is to be called; `after` names the call it follows from. The window stays what it was when it was first asked for. */
  Schema.TaggedStruct("Request", { ...on, kind: Kind, about: About, window: Window, after: Schema.optionalKey(CallbackId) }),
  Schema.TaggedStruct("Assign", { ...on, to: StaffId }),
  /** Somebody rang; `override` where others of the dealership have just spoken with the customer. */
  Schema.TaggedStruct("Attempt", { ...on, met: Met, override: Schema.optionalKey(Override) }),
  /** The customer asked to be called at another time. */
  Schema.TaggedStruct("Postpone", { ...on, window: Window }),
  /** The conversation is over. Without an attempt that met the right person, this is one. */
  Schema.TaggedStruct("Conclude", { ...on, outcome: Outcome, answers: Answers, said: Schema.optionalKey(Note), override: Schema.optionalKey(Override) }),
  /** There is no reason to call any more. */
  Schema.TaggedStruct("Withdraw", { ...on, because: Withdrawal })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

/** The command of one kind. */
export type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>
