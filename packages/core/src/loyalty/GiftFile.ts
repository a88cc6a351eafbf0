/** What a site owes a customer for coming on time, and what it has handed over (S0-07, S0-18, S0-38). */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AppointmentId, CustomerId, GiftCode, SiteId, StaffId, type StreamId, streamId } from "../Ids.ts"
import { Money } from "../Money.ts"
import { Attendance, type Attended } from "./run.ts"

// Vocabulary

/** What was handed over: a gift, or what only a run of punctual arrivals earns. */
export const Handed = Schema.Union([
  Schema.TaggedStruct("Gift", { gift: GiftCode }),
  Schema.TaggedStruct("Upgrade", { gift: GiftCode }),
  Schema.TaggedStruct("Cash", { amount: Money })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Handed = typeof Handed.Type

/** Why somebody answers for a gift that is not earned, or comes too late. */
export const Because = Schema.Literals(["goodwill", "waited", "complaint", "our-mistake", "forgotten"])

export const Answered = Schema.Struct({ by: StaffId, because: Because })
export type Answered = typeof Answered.Type

const gift = {
  handed: Handed,
  by: StaffId,
  /** Whether the appointment earns a gift (K-22). */
  eligible: Schema.Boolean,
  /** Whether it earns this one; what is not earned is over-issue (K-22). */
  earned: Schema.Boolean,
  beforeDelivery: Schema.Boolean,
  answered: Schema.NullOr(Answered)
}

/** How an appointment counts. */
const Counted = Schema.Struct({ attendance: Attendance, eligible: Schema.Boolean })
export type Counted = typeof Counted.Type

// State

export interface Noted extends Attended {
  readonly eligible: boolean
}

export interface Given {
  readonly appointment: AppointmentId
  readonly date: LocalDate
  readonly at: Instant
  readonly handed: Handed
  readonly by: StaffId
  readonly eligible: boolean
  readonly earned: boolean
  readonly beforeDelivery: boolean
  readonly answered: Answered | null
}

export interface State {
  /** By appointment. */
  readonly attended: Readonly<Record<string, Noted>>
  /** By appointment. */
  readonly given: Readonly<Record<string, Given>>
  /** Appointments whose gift has come back. */
  readonly returned: ReadonlyArray<AppointmentId>
}

export const initial: State = { attended: {}, given: {}, returned: [] }

// Events: tags and fields are the stored format. Add, never rename.
// Each carries the date its appointment counts under, and what counted before, so that no reader needs the ones before.

const on = { customer: CustomerId, site: SiteId, at: Instant, appointment: AppointmentId, date: LocalDate }

export const events = [
  /** How a booked car came, as it is known now; `gifted`: a gift was handed over for it before the delivery. */
  Schema.TaggedStruct("AttendanceNoted", { ...on, time: Schema.NullOr(Instant), counts: Counted, was: Schema.NullOr(Counted), gifted: Schema.Boolean }),
  /** It is open again, was called off, or was another customer's. */
  Schema.TaggedStruct("AttendanceWithdrawn", { ...on, was: Counted, gifted: Schema.Boolean }),
  Schema.TaggedStruct("GiftGiven", { ...on, ...gift }),
  /** It came back, was never handed over, or was another customer's. */
  Schema.TaggedStruct("GiftTakenBack", { ...on, ...gift, because: Schema.Literals(["returned", "not-handed-over", "other-customer"]) })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const without = <A>(record: Readonly<Record<string, A>>, key: string): Readonly<Record<string, A>> =>
  Object.fromEntries(Object.entries(record).filter(([one]) => one !== key))

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    AttendanceNoted: ({ appointment, date, time, counts }): State =>
      ({ ...state, attended: { ...state.attended, [appointment]: { appointment, date, time, ...counts } } }),
    AttendanceWithdrawn: ({ appointment }) => ({ ...state, attended: without(state.attended, appointment) }),
    GiftGiven: ({ _tag, customer: _customer, site: _site, ...given }) =>
      ({ ...state, given: { ...state.given, [given.appointment]: given }, returned: state.returned.filter((one) => one !== given.appointment) }),
    GiftTakenBack: ({ appointment }) =>
      ({ ...state, given: without(state.given, appointment), returned: [...state.returned.filter((one) => one !== appointment), appointment] })
  })

/** Upgrades and cash that were earned and handed over. */
export const upgradesGiven = ({ given }: State): number => Object.values(given).filter(({ handed, earned }) => earned && handed._tag !== "Gift").length

/** The stream of a customer's gifts at a site: `loyalty/{site}/{customer}`. */
export const stream = (site: SiteId, customer: CustomerId): StreamId => streamId("loyalty", site, customer)
