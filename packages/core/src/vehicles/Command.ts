/** What is told of a vehicle. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { CustomerId, ExternalRef, SiteId, StaffId, VehicleId } from "../Ids.ts"
import { Km, Source } from "./Reading.ts"
import { Deadline, Gone, Name, Plates, Roles, Service } from "./VehicleFile.ts"

const on = { id: VehicleId, site: SiteId, at: Instant }

export const Command = Schema.Union([
  /** Open its file, or say better what it is. */
  Schema.TaggedStruct("Describe", { ...on, brand: Name, model: Name, plates: Plates, external: Schema.optionalKey(ExternalRef) }),
  /** It was handed over to its first owner here. */
  Schema.TaggedStruct("HandOver", {
    ...on, date: LocalDate, roles: Roles, consultant: Schema.optionalKey(StaffId), referrer: Schema.optionalKey(CustomerId),
    /** Left out, nobody knows what it had gone by then. */
    km: Schema.optionalKey(Km)
  }),
  /** The day of the hand-over was another one, or somebody else sold the car or sent the buyer. */
  Schema.TaggedStruct("CorrectHandOver", { ...on, date: LocalDate, consultant: Schema.NullOr(StaffId), referrer: Schema.NullOr(CustomerId) }),
  /** Whose it is from now on, who drives and who pays. */
  Schema.TaggedStruct("SetRoles", { ...on, roles: Roles }),
  Schema.TaggedStruct("TakeReading", { ...on, date: LocalDate, km: Km, source: Source }),
  /** What was read on a date was wrong; without a better number it counts no more. */
  Schema.TaggedStruct("CorrectReading", { ...on, date: LocalDate, was: Km, km: Schema.NullOr(Km), source: Source }),
  Schema.TaggedStruct("RecordService", { ...on, ...Service.fields }),
  /** That was not done, or not so. */
  Schema.TaggedStruct("WithdrawService", { ...on, ...Service.fields }),
  Schema.TaggedStruct("SetDeadline", { ...on, deadline: Deadline, date: LocalDate }),
  /** There is nothing to invite any more. */
  Schema.TaggedStruct("CloseFile", { ...on, gone: Gone, date: LocalDate }),
  Schema.TaggedStruct("ReopenFile", on),
  /** See where the car stands today. */
  Schema.TaggedStruct("Review", on)
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

/** The command of one kind. */
export type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>
