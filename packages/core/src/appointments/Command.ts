/** What the desk, the customer or another system can ask of an appointment. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { AdvisorId, AppointmentId, CustomerId, ExternalRef, JobCode, SiteId, VehicleId } from "../Ids.ts"
import { Channel } from "../sites/Channel.ts"
import { Transport } from "../sites/Transport.ts"
import { Request } from "../workshop/Request.ts"
import { By, Confirmation, Contact, Preparation } from "./Appointment.ts"
import { Priority } from "./Priority.ts"

const on = { id: AppointmentId, site: SiteId, at: Instant }

const Why = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))

/** When the car shall come: an instant, or a wall-clock time at the site (with its offset where that time comes twice). */
export const Arrival = Schema.Union([
  Instant,
  Schema.Struct({
    date: LocalDate,
    time: LocalTime,
    offset: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^[+-]\d{2}:\d{2}$/u)))
  })
])
export type Arrival = typeof Arrival.Type

const wish = {
  jobs: Request.fields.jobs,
  transport: Transport,
  arriveAt: Arrival,
  /** Left out, the advisor with the fewest cars that day receives the car. */
  advisor: Schema.optionalKey(AdvisorId),
  /** How the customer asks; left out, by telephone. */
  channel: Schema.optionalKey(Channel)
}

/** What became of an appointment in another system. */
export const Outcome = Schema.Union([
  Schema.TaggedStruct("Booked", {}),
  Schema.TaggedStruct("Arrived", { arrivedAt: Schema.NullOr(Instant) }),
  Schema.TaggedStruct("NoShow", {}),
  Schema.TaggedStruct("Cancelled", { by: By, cancelledAt: Schema.NullOr(Instant) })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Outcome = typeof Outcome.Type

export const Command = Schema.Union([
  /** Keep a slot while the customer makes up their mind. */
  Schema.TaggedStruct("Hold", { ...on, ...wish }),
  Schema.TaggedStruct("ReleaseHold", on),
  Schema.TaggedStruct("Book", {
    ...on,
    ...wish,
    customer: CustomerId,
    vehicle: Schema.optionalKey(VehicleId),
    external: Schema.optionalKey(ExternalRef),
    contact: Schema.optionalKey(Contact),
    /** Left out, it is a booking like any other. */
    priority: Schema.optionalKey(Priority),
    /** Take the car although it does not fit; the reason stays with the booking, beside who said it. */
    override: Schema.optionalKey(Why)
  }),
  Schema.TaggedStruct("Confirm", { ...on, how: Confirmation }),
  /** The desk has spoken with the customer: the booking that was made with an advisor is theirs. */
  Schema.TaggedStruct("Verify", on),
  /** A car is here without an appointment: it is planned at once, from what is kept back for such cars. */
  Schema.TaggedStruct("WalkIn", {
    ...on,
    jobs: Request.fields.jobs,
    transport: Transport,
    customer: CustomerId,
    vehicle: Schema.optionalKey(VehicleId),
    advisor: Schema.optionalKey(AdvisorId),
    contact: Schema.optionalKey(Contact),
    /** Take the car although there is no room for it. */
    override: Schema.optionalKey(Why)
  }),
  /** Something is ready for the car, or is not after all. */
  Schema.TaggedStruct("Prepare", { ...on, item: Preparation, done: Schema.Boolean }),
  /** A new time, and if need be another advisor; the jobs stay. */
  Schema.TaggedStruct("Reschedule", { ...on, by: By, arriveAt: Arrival, advisor: Schema.optionalKey(AdvisorId) }),
  Schema.TaggedStruct("Cancel", { ...on, by: By }),
  /** The car is here, since `arrivedAt` or since now. */
  Schema.TaggedStruct("Arrive", { ...on, arrivedAt: Schema.optionalKey(Instant) }),
  /** The customer agrees to more work while the car is here: it is planned after what there is, and the promise moves with it. */
  Schema.TaggedStruct("AddWork", { ...on, jobs: Request.fields.jobs, override: Schema.optionalKey(Why) }),
  /** The customer is told another time at which the car is ready. */
  Schema.TaggedStruct("Promise", { ...on, promisedAt: Instant, why: Why }),
  /** The work is not finished today: so many clock minutes of it are left for a later date. */
  Schema.TaggedStruct("CarryOver", { ...on, date: LocalDate, leftMin: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_440 })) }),
  Schema.TaggedStruct("RecordNoShow", on),
  Schema.TaggedStruct("ReverseNoShow", { ...on, why: Why }),
  /** The arrival recorded was wrong; null: this car has not arrived. */
  Schema.TaggedStruct("CorrectArrival", { ...on, arrivedAt: Schema.NullOr(Instant), why: Why }),
  /** The appointment as another system knows it: the same content again changes nothing, other content its difference. */
  Schema.TaggedStruct("Import", {
    ...on,
    external: ExternalRef,
    customer: CustomerId,
    vehicle: Schema.NullOr(VehicleId),
    job: Schema.NullOr(JobCode),
    advisor: Schema.NullOr(AdvisorId),
    date: LocalDate,
    /** Null when the other system knows only the date: a drop-off for that day. */
    time: Schema.NullOr(Instant),
    bookedAt: Instant,
    channel: Channel,
    outcome: Outcome,
    contact: Contact
  })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

/** The command of one kind. */
export type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>
