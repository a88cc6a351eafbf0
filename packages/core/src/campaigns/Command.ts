/** What is asked of a month's due list. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { CallbackId, SiteId, StaffId, VehicleId } from "../Ids.ts"
import { ListMonth, StepName } from "./clock.ts"
import { Measures, RecordField, SpokeWith, TrimReason, WhyNot } from "./DueList.ts"

const on = { site: SiteId, month: ListMonth, at: Instant }
const one = { ...on, vehicle: VehicleId }

/** Cars that one command judges: it reads the file of each. */
export const maxCars = 200

export const Command = Schema.Union([
  /** Judge these cars by their files as they are now; the rest of the draft stays as it is. */
  Schema.TaggedStruct("Build", { ...on, vehicles: Schema.Array(VehicleId).check(Schema.isMaxLength(maxCars)) }),
  /** The list is what the draft says, for ever. */
  Schema.TaggedStruct("Lock", on),
  Schema.TaggedStruct("Trim", { ...one, because: TrimReason, by: Schema.NullOr(StaffId) }),
  /** The trim was a mistake. */
  Schema.TaggedStruct("Restore", { ...one, by: StaffId }),
  /** The customer's record is right as it is (S1-05). */
  Schema.TaggedStruct("VerifyRecord", { ...one, by: StaffId }),
  /** These fields of it were wrong, and are corrected in the customer's or the car's file. */
  Schema.TaggedStruct("CorrectRecord", { ...one, by: StaffId, fields: Schema.Array(RecordField).check(Schema.isMinLength(1)) }),
  /** The invitations are ready; `date` is the day they were. */
  Schema.TaggedStruct("PrintInvitations", { ...on, date: LocalDate }),
  Schema.TaggedStruct("MailInvitations", { ...on, date: LocalDate }),
  /** The customer did not say yes at once. */
  Schema.TaggedStruct("RecordReason", { ...one, reason: WhyNot, spokeWith: SpokeWith, by: Schema.NullOr(StaffId), callback: Schema.NullOr(CallbackId) }),
  /** What the supervisor has decided after studying the reasons. */
  Schema.TaggedStruct("SubmitPlan", { ...on, by: StaffId, measures: Measures }),
  /** Ask for a step, or say that it was missed. */
  Schema.TaggedStruct("Remind", { ...on, step: StepName })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

/** The command of one kind. */
export type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>
