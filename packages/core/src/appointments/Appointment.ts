/** An appointment, from the hold to the day the car arrives, or does not. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AppointmentId, CustomerId, ExternalRef, JobCode, PartNo, SiteId, type StreamId, VehicleId, streamId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Channel } from "../sites/Channel.ts"
import { type PartLine, Qty } from "../sites/Resources.ts"
import { datesOf, Plan } from "../workshop/Plan.ts"
import { summed } from "../workshop/supply.ts"
import { Due } from "./Due.ts"
import { Priority } from "./Priority.ts"

// Vocabulary

/** Who called it off or moved it. */
export const By = Schema.Literals(["customer", "site"])

/** How the customer said yes. A delivered message is not among them. */
export const Confirmation = Schema.Literals(["call", "reply", "click", "in-person"])

/** On time is what the site's policy says; early is served when somebody is free. */
export const Punctuality = Schema.Literals(["early", "on-time", "late"])
export type Punctuality = typeof Punctuality.Type

/** What is done before a booked car comes (S0-12, S0-14, S0-37). */
export const Preparation = Schema.Literals(["history-read", "work-order", "parts", "advisor-told", "bay"])
export type Preparation = typeof Preparation.Type

const line = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))

/** How the desk reaches the customer and knows the car. */
export const Contact = Personal(Schema.Struct({
  name: Schema.optionalKey(line),
  phone: Schema.optionalKey(line),
  plate: Schema.optionalKey(line)
}))
export type Contact = typeof Contact.Type

// State

/** When it was said that the car will be ready, and why it was said anew. */
export interface Promised {
  readonly at: Instant
  readonly promisedAt: Instant
  readonly why: string | null
  /** Made with another arrival: what was promised with the one before counts no more. */
  readonly renewed?: true
}

/** A booked visit as it was last agreed. */
export interface Visit {
  readonly id: AppointmentId
  readonly site: SiteId
  readonly customer: CustomerId
  readonly vehicle: VehicleId | null
  /** Counts what was agreed: 1 for the booking, one more for each reschedule; 0 for a walk-in. */
  readonly revision: number
  /** Null for an appointment made elsewhere and long past. */
  readonly plan: Plan | null
  readonly due: Due
  /** Before whom it comes, and who may overtake it. */
  readonly priority: Priority
  readonly contact: Contact
  readonly external: ExternalRef | null
  /** False for a booking made with an advisor until the desk has spoken with the customer. */
  readonly registered: boolean
  readonly prepared: ReadonlyArray<Preparation>
  /** Every time at which the car was to be ready, as it was said; the last one stands. */
  readonly promises: ReadonlyArray<Promised>
  /** The later dates whose hours the rest of the work took, the last of which has what is still left. */
  readonly carried: ReadonlyArray<LocalDate>
  /** What the workshop has been handed of the plan's parts. */
  readonly drawn: ReadonlyArray<PartLine>
  /** What the work turned out not to need. */
  readonly spared: ReadonlyArray<PartLine>
}

export type State =
  | { readonly _tag: "Free" }
  /** On the waiting list of the site. */
  | { readonly _tag: "Waiting"; readonly site: SiteId }
  /** `waits`: on the waiting list beside. */
  | { readonly _tag: "Held"; readonly site: SiteId; readonly plan: Plan; readonly releaseAt: Instant; readonly waits: boolean }
  | { readonly _tag: "Booked"; readonly visit: Visit }
  | { readonly _tag: "Arrived"; readonly visit: Visit; readonly arrivedAt: Instant | null; readonly punctuality: Punctuality | null }
  | { readonly _tag: "NoShow"; readonly visit: Visit }
  | {
    readonly _tag: "Cancelled"
    readonly visit: Visit
    readonly by: typeof By.Type
    readonly late: boolean
    readonly cancelledAt: Instant | null
  }

export const initial: State = { _tag: "Free" }

// Events: tags and fields are the stored format. Add, never rename.
// Each that ends or reopens an appointment carries the `due` it counts under, so that no reader needs the ones before.

const on = { id: AppointmentId, site: SiteId, at: Instant }

export const events = [
  /** On the waiting list from now on, until booked or withdrawn. */
  Schema.TaggedStruct("AppointmentRequested", on),
  Schema.TaggedStruct("RequestWithdrawn", on),
  Schema.TaggedStruct("AppointmentHeld", { ...on, plan: Plan, releaseAt: Instant }),
  /** The customer did not want the slot after all. */
  Schema.TaggedStruct("HoldReleased", on),
  Schema.TaggedStruct("AppointmentBooked", {
    ...on,
    customer: CustomerId,
    vehicle: Schema.NullOr(VehicleId),
    channel: Channel,
    plan: Plan,
    due: Due,
    external: Schema.NullOr(ExternalRef),
    /** Left out, it is a booking like any other. */
    priority: Schema.optionalKey(Priority),
    /** Made and looked after in another system, which tells what becomes of it. */
    imported: Schema.optionalKey(Schema.Literal(true)),
    contact: Contact
  }),
  /** The car came without an appointment and stays; it is not due, so that nothing is counted as kept or missed. */
  Schema.TaggedStruct("WalkedIn", { ...on, customer: CustomerId, vehicle: Schema.NullOr(VehicleId), plan: Plan, contact: Contact }),
  /** It went again before anything was done. */
  Schema.TaggedStruct("WalkInLeft", { ...on, why: line }),
  /** Made in another system and already past when it came here; it takes no capacity. */
  Schema.TaggedStruct("AppointmentImported", {
    ...on,
    customer: CustomerId,
    vehicle: Schema.NullOr(VehicleId),
    channel: Channel,
    job: Schema.NullOr(JobCode),
    due: Due,
    external: ExternalRef,
    contact: Contact
  }),
  Schema.TaggedStruct("AppointmentConfirmed", { ...on, how: Confirmation }),
  /** The desk has spoken with the customer about a booking that was made with an advisor. */
  Schema.TaggedStruct("AppointmentVerified", on),
  Schema.TaggedStruct("AppointmentPrepared", { ...on, item: Preparation }),
  /** It was not done after all, or must be done again. */
  Schema.TaggedStruct("PreparationUndone", { ...on, item: Preparation }),
  /** `late`: moved by the customer after the cut-off, so that `due` stays what it was. */
  Schema.TaggedStruct("AppointmentRescheduled", { ...on, by: By, late: Schema.Boolean, plan: Schema.NullOr(Plan), was: Due, due: Due }),
  /** `late`: by the customer after the cut-off. `cancelledAt` is null when another system told that, not when. */
  Schema.TaggedStruct("AppointmentCancelled", { ...on, by: By, late: Schema.Boolean, cancelledAt: Schema.NullOr(Instant), due: Due }),
  /** `arrivedAt` is null when another system told that the car came, not when. */
  Schema.TaggedStruct("AppointmentArrived", { ...on, arrivedAt: Schema.NullOr(Instant), punctuality: Schema.NullOr(Punctuality), due: Due }),
  /** A car that comes before it took its place in the workshop; it comes when it was to come, and is worked on as `plan` says. */
  Schema.TaggedStruct("AppointmentOvertaken", { ...on, by: AppointmentId, why: line, plan: Plan }),
  /** The customer agreed to more work; the plan is the old one with it. */
  Schema.TaggedStruct("AdditionalWorkApproved", { ...on, jobs: Schema.Array(JobCode), plan: Plan }),
  /** The customer is told another time. */
  Schema.TaggedStruct("PromiseChanged", {
    ...on, was: Instant, promisedAt: Instant, why: line,
    /** Where the customer keeps a loaner until then. */
    plan: Schema.optionalKey(Plan)
  }),
  /** So many of a part are in the workshop's hands now, none once they are back. */
  Schema.TaggedStruct("PartsDrawn", { ...on, part: PartNo, qty: Schema.Int }),
  /** The work is done without so many of a part of its plan. */
  Schema.TaggedStruct("PartSpared", { ...on, part: PartNo, qty: Qty }),
  /** The work was not finished: the rest of it takes the hours of a later date. */
  Schema.TaggedStruct("WorkCarriedOver", {
    ...on, date: LocalDate, leftMin: Schema.Int,
    /** Some of it was done on the date it was carried over to before. */
    goesOn: Schema.optionalKey(Schema.Boolean)
  }),
  Schema.TaggedStruct("NoShowRecorded", { ...on, due: Due }),
  /** The car was not a no-show after all. */
  Schema.TaggedStruct("NoShowReversed", { ...on, why: line, due: Due }),
  /** It was not this car, or not then: the arrival at `was` did not happen. The right one, if there is one, follows. */
  Schema.TaggedStruct("ArrivalCorrected", {
    ...on, was: Schema.NullOr(Instant), punctualityWas: Schema.NullOr(Punctuality), why: line, due: Due,
    /** It did come, at another time: what was done on it stands. */
    came: Schema.optionalKey(Schema.Boolean)
  }),
  /** A cancellation that another system has taken back; `by` and `cancelledAt` say which. */
  Schema.TaggedStruct("CancellationReversed", { ...on, by: By, late: Schema.Boolean, cancelledAt: Schema.NullOr(Instant), why: line, due: Due }),
  /** Who the customer is, which car, or how to reach them, was noted wrongly. */
  Schema.TaggedStruct("ContactCorrected", { ...on, customer: CustomerId, vehicle: Schema.NullOr(VehicleId), contact: Contact })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const visitOf = (state: State): Visit | undefined => "visit" in state ? state.visit : undefined

/** Whether the waiting list knows the appointment. */
export const waits = (state: State): boolean => state._tag === "Waiting" || (state._tag === "Held" && state.waits)

/** The site of an appointment that there is. */
export const siteOf = (state: State): SiteId | undefined => {
  if (state._tag === "Free") return undefined
  return "visit" in state ? state.visit.site : state.site
}

/** A visit goes on as `next` says; events of a visit that was never booked change nothing. */
const continued = (state: State, next: (visit: Visit) => State): State => {
  const visit = visitOf(state)
  return visit === undefined ? state : next(visit)
}

/** Something about the visit is known now; the appointment stands as it did. */
const noted = (state: State, change: (visit: Visit) => Partial<Visit>): State =>
  "visit" in state ? { ...state, visit: { ...state.visit, ...change(state.visit) } } : state

/** What a new time does not undo. */
const isTimeless = (item: Preparation): boolean => item === "history-read" || item === "work-order"

/** A visit of which nothing more is known. */
export const booked = (of: Pick<Visit, "id" | "site" | "customer" | "vehicle" | "contact">): Omit<Visit, "due"> =>
  ({ ...of, revision: 1, plan: null, priority: "booked", external: null, registered: true, prepared: [], promises: [], carried: [], drawn: [], spared: [] })

/** Whether the car came without an appointment. */
export const isWalkIn = ({ revision }: Visit): boolean => revision === 0

/** What the customer was told first, and last, of the arrival that was agreed last (K-19). */
export const promisesOf = ({ promises }: Visit): { readonly first: Instant | null; readonly last: Instant | null } => {
  const first = promises.findLast(({ renewed }) => renewed === true) ?? promises[0]
  return { first: first?.promisedAt ?? null, last: promises.at(-1)?.promisedAt ?? null }
}

/** The lines with another number of one part; none of it is no line. */
const linesWith = (lines: ReadonlyArray<PartLine>, part: PartNo, change: (qty: number) => number): ReadonlyArray<PartLine> => {
  const qty = change(lines.find((line) => line.part === part)?.qty ?? 0)
  const others = lines.filter((line) => line.part !== part)
  return qty > 0 ? [...others, { part, qty }] : others
}

/** The plan that needs these parts as well. */
export const withParts = (plan: Plan, more: ReadonlyArray<PartLine>): Plan => more.length === 0 ? plan : { ...plan, parts: summed([...plan.parts ?? [], ...more]) }

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    AppointmentRequested: ({ site }): State => state._tag === "Held" ? { ...state, waits: true } : { _tag: "Waiting", site },
    RequestWithdrawn: (): State => state._tag === "Held" ? { ...state, waits: false } : initial,
    AppointmentHeld: ({ site, plan, releaseAt }): State => ({ _tag: "Held", site, plan, releaseAt, waits: waits(state) }),
    HoldReleased: ({ site }): State => waits(state) ? { _tag: "Waiting", site } : initial,
    AppointmentBooked: ({ id, site, at, customer, vehicle, channel, plan, due, external, contact, priority = "booked" }): State => ({
      _tag: "Booked",
      visit: { ...booked({ id, site, customer, vehicle, contact }), plan, due, external, priority, registered: channel !== "advisor", promises: [{ at, promisedAt: plan.promisedAt, why: null }] }
    }),
    WalkedIn: ({ id, site, at, customer, vehicle, plan, contact }): State => ({
      _tag: "Arrived",
      visit: {
        ...booked({ id, site, customer, vehicle, contact }), revision: 0, plan, due: { date: plan.localDate, time: plan.arriveAt, bookedAt: at, confirmedAt: null },
        priority: "walk-in", promises: [{ at, promisedAt: plan.promisedAt, why: null }]
      },
      arrivedAt: at,
      punctuality: null
    }),
    WalkInLeft: ({ at }) => continued(state, (visit) => ({ _tag: "Cancelled", visit, by: "customer", late: false, cancelledAt: at })),
    AppointmentImported: ({ id, site, customer, vehicle, due, external, contact }): State => ({
      _tag: "Booked",
      visit: { ...booked({ id, site, customer, vehicle, contact }), due, external }
    }),
    AppointmentVerified: () => noted(state, () => ({ registered: true })),
    AppointmentPrepared: ({ item }) => noted(state, ({ prepared }) => ({ prepared: [...prepared.filter((one) => one !== item), item] })),
    PreparationUndone: ({ item }) => noted(state, ({ prepared }) => ({ prepared: prepared.filter((one) => one !== item) })),
    AppointmentConfirmed: ({ at }) =>
      continued(state, (visit) => ({ _tag: "Booked", visit: { ...visit, registered: true, due: { ...visit.due, confirmedAt: visit.due.confirmedAt ?? at } } })),
    AppointmentRescheduled: ({ at, plan, due }) =>
      continued(state, (visit) => ({
        _tag: "Booked",
        visit: {
          ...visit, plan, due, revision: visit.revision + 1, prepared: visit.prepared.filter(isTimeless),
          promises: plan === null ? visit.promises : [...visit.promises, { at, promisedAt: plan.promisedAt, why: "rescheduled", renewed: true }]
        }
      })),
    AppointmentOvertaken: ({ at, plan, why }) => noted(state, ({ promises }) => ({
      plan, promises: (promises.at(-1)?.promisedAt ?? "") >= plan.promisedAt ? promises : [...promises, { at, promisedAt: plan.promisedAt, why }]
    })),
    AdditionalWorkApproved: ({ plan }) => noted(state, () => ({ plan })),
    PromiseChanged: ({ at, promisedAt, why, plan }) => noted(state, ({ promises, plan: before }) => ({ promises: [...promises, { at, promisedAt, why }], plan: plan ?? before })),
    AppointmentCancelled: ({ by, late, cancelledAt }) => continued(state, (visit) => ({ _tag: "Cancelled", visit, by, late, cancelledAt })),
    AppointmentArrived: ({ arrivedAt, punctuality }) => continued(state, (visit) => ({ _tag: "Arrived", visit, arrivedAt, punctuality })),
    PartsDrawn: ({ part, qty }) => noted(state, ({ drawn }) => ({ drawn: linesWith(drawn, part, () => qty) })),
    PartSpared: ({ part, qty }) => noted(state, ({ plan, spared }) => ({
      plan: plan && { ...plan, parts: linesWith(plan.parts ?? [], part, (needed) => needed - qty) }, spared: linesWith(spared, part, (before) => before + qty)
    })),
    WorkCarriedOver: ({ date, goesOn }) => noted(state, ({ carried }) => ({ carried: goesOn === true ? [...carried, date] : [...carried.slice(0, -1), date] })),
    NoShowRecorded: () => continued(state, (visit) => ({ _tag: "NoShow", visit })),
    NoShowReversed: () => continued(state, (visit) => ({ _tag: "Booked", visit })),
    ArrivalCorrected: ({ came }) => continued(state, (visit) => ({ _tag: "Booked", visit: came === true ? visit : { ...visit, plan: visit.plan && withParts(visit.plan, visit.spared), carried: [], spared: [] } })),
    CancellationReversed: () => continued(state, (visit) => ({ _tag: "Booked", visit })),
    ContactCorrected: ({ customer, vehicle, contact }) => noted(state, () => ({ customer, vehicle, contact }))
  })

/** The stream of an appointment: `appointment/{id}`. */
export const stream = (id: AppointmentId): StreamId => streamId("appointment", id)

/** What is kept for the appointment on the shelf, or may be again. */
export const parts = (state: State): ReadonlyArray<PartNo> => {
  const visit = visitOf(state)
  const lines = [...(state._tag === "Held" ? state.plan : visit?.plan)?.parts ?? [], ...visit?.spared ?? []]
  return [...new Set(lines.map(({ part }) => part))]
}

/** The dates in whose daybooks the appointment stands; none if it takes no capacity. */
export const daybookDates = (state: State): ReadonlyArray<LocalDate> => {
  if (state._tag === "Held") return datesOf(state.plan)
  const visit = visitOf(state)
  return [...new Set([...visit?.plan ? datesOf(visit.plan) : [], ...visit?.carried ?? []])].sort()
}
