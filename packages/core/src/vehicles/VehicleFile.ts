/** One file per vehicle: whose it is, how far it has gone, what was done to it, and where it stands (S2-11). */
import { Equal, Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { CustomerId, ExternalRef, PartNo, SiteId, StaffId, type StreamId, streamId, VehicleId, VisitId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Qty } from "../sites/Resources.ts"
import { Due, type Known } from "./due.ts"
import { type Seen, Stage } from "./lifecycle.ts"
import { Doubt, Km, Reading, withReading } from "./Reading.ts"

// Vocabulary

export const Name = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(60))

/** What names the car to people. European numbers need no check digit, so that a wrong one is not refused here. */
export const Plates = Personal(Schema.Struct({
  vin: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^[A-HJ-NPR-Z0-9]{17}$/u, { message: "expected 17 letters and digits, without I, O and Q" }))),
  plate: Schema.optionalKey(Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(20)))
}))
export type Plates = typeof Plates.Type

/** Owner, driver and payer may be three parties; a fleet is a customer with many vehicles. */
export const Roles = Schema.Struct({
  owner: CustomerId,
  driver: Schema.optionalKey(CustomerId),
  payer: Schema.optionalKey(CustomerId)
})
export type Roles = typeof Roles.Type

/** Only maintenance begins the next interval. */
export const Work = Schema.Literals(["maintenance", "repair", "body", "warranty", "accessories"])
export type Work = typeof Work.Type

/** A part that was fitted; `kpi` for those that count in the sales of KPI parts (S3-18). */
export const Fitted = Schema.Struct({ part: PartNo, qty: Qty, kpi: Schema.Boolean })

export const Deadline = Schema.Literals(["insurance", "inspection"])
export type Deadline = typeof Deadline.Type

/** Why a file is closed: there is nothing to invite any more (S2-07). */
export const Gone = Schema.Literals(["scrapped", "total-loss", "exported", "moved", "car-changed"])
export type Gone = typeof Gone.Type

/** What was done on a date; `elsewhere`: by another workshop, as the customer told. */
export const Service = Schema.Struct({
  date: LocalDate,
  work: Work,
  km: Schema.NullOr(Km),
  elsewhere: Schema.Boolean,
  parts: Schema.Array(Fitted).check(Schema.isMaxLength(200)),
  /** Since 2026-11. At which visit, if it was one that is known here. */
  visit: Schema.optionalKey(VisitId)
})
export type Service = typeof Service.Type

// State

export interface File {
  readonly id: VehicleId
  /** The site that looks after it. */
  readonly site: SiteId
  readonly brand: string
  readonly model: string
  readonly plates: Plates
  readonly external: ExternalRef | null
  readonly roles: Roles | null
  readonly handedOver: LocalDate | null
  /** Who sold it here, and who sent the buyer. */
  readonly consultant: StaffId | null
  readonly referrer: CustomerId | null
  readonly maintained: Known["maintained"]
  readonly seen: Seen | null
  /** Those that are believed, ascending by date. */
  readonly readings: ReadonlyArray<Reading>
  /** Those that are not, until somebody corrects them. */
  readonly doubted: ReadonlyArray<Reading & { readonly doubt: Doubt }>
  /** Those that were wrong: told again, they are wrong again. */
  readonly dismissed: ReadonlyArray<Pick<Reading, "km" | "on">>
  /** All that was done, here and elsewhere, in the order it was told. */
  readonly services: ReadonlyArray<Service>
  readonly deadlines: Readonly<Partial<Record<Deadline, LocalDate>>>
  /** As it was last said. */
  readonly stage: Stage | null
  readonly gone: Gone | null
  /** Since when. */
  readonly goneOn: LocalDate | null
}

export type State = { readonly _tag: "None" } | { readonly _tag: "Open"; readonly file: File }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: VehicleId, site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("VehicleFileOpened", { ...on, brand: Name, model: Name, plates: Plates, external: Schema.NullOr(ExternalRef) }),
  Schema.TaggedStruct("VehicleDescribed", { ...on, brand: Name, model: Name, plates: Plates }),
  /** Handed over to its first owner here (S1-09); `consultant` sold it, `referrer` sent the buyer. */
  Schema.TaggedStruct("VehicleHandedOver", {
    ...on, date: LocalDate, roles: Roles, consultant: Schema.NullOr(StaffId), referrer: Schema.NullOr(CustomerId)
  }),
  /** What was said of the hand-over was wrong: this is how it was. */
  Schema.TaggedStruct("HandOverCorrected", { ...on, was: LocalDate, date: LocalDate, consultant: Schema.NullOr(StaffId), referrer: Schema.NullOr(CustomerId) }),
  Schema.TaggedStruct("VehicleRolesSet", { ...on, roles: Roles }),
  Schema.TaggedStruct("ReadingTaken", { ...on, reading: Reading }),
  /** It contradicts what is believed: kept apart, and looked into. */
  Schema.TaggedStruct("ReadingDoubted", { ...on, reading: Reading, doubt: Doubt }),
  /** What was read on a date was wrong, and counts no more; the right one, if it is known, follows. */
  Schema.TaggedStruct("ReadingCorrected", { ...on, date: LocalDate, was: Km }),
  Schema.TaggedStruct("VehicleServiced", { ...on, service: Service }),
  /** That was not done, or not so; what was, if anything, follows. */
  Schema.TaggedStruct("ServiceWithdrawn", { ...on, service: Service }),
  Schema.TaggedStruct("VehicleDeadlineSet", { ...on, deadline: Deadline, date: LocalDate }),
  /** Where the car stands with its dealership has changed, and what that rests on. */
  Schema.TaggedStruct("LifecycleMoved", { ...on, from: Schema.NullOr(Stage), to: Stage, date: LocalDate, seen: LocalDate, due: Schema.NullOr(Due) }),
  Schema.TaggedStruct("VehicleFileClosed", { ...on, gone: Gone, date: LocalDate }),
  /** The car is there after all, or again. */
  Schema.TaggedStruct("VehicleFileReopened", on)
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const noted = (state: State, change: (file: File) => Partial<File>): State =>
  state._tag === "None" ? state : { _tag: "Open", file: { ...state.file, ...change(state.file) } }

/** The car was here on a date, perhaps earlier than one that is known already. */
const seenOn = (seen: Seen | null, date: LocalDate): Seen => {
  if (seen === null) return { last: date, before: null, visited: true }
  if (date > seen.last) return { last: date, before: seen.last, visited: true }
  return { ...seen, visited: true, before: date < seen.last && (seen.before === null || date > seen.before) ? date : seen.before }
}

/** When the car was here, by its hand-over and all that was done here. */
const seenAt = (handedOver: LocalDate | null, services: ReadonlyArray<Service>): Seen | null =>
  services.filter(({ elsewhere }) => !elsewhere).reduce<Seen | null>((seen, { date }) => seenOn(seen, date), handedOver === null ? null : { last: handedOver, before: null, visited: false })

/** The last maintenance after one more service; a reading that is doubted says nothing about the next. */
const maintainedAt = (last: Known["maintained"], { work, date, km }: Service, doubted: ReadonlyArray<Reading>): Known["maintained"] =>
  work === "maintenance" && (last === null || date >= last.on) ? { on: date, km: without(doubted, date, km ?? 0).length < doubted.length ? null : km } : last

const without = <R extends Reading>(readings: ReadonlyArray<R>, date: LocalDate, km: number): ReadonlyArray<R> =>
  readings.filter((one) => one.on !== date || one.km !== km)

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    VehicleFileOpened: ({ id, site, brand, model, plates, external }): State => ({
      _tag: "Open",
      file: {
        id, site, brand, model, plates, external, roles: null, handedOver: null, consultant: null, referrer: null, maintained: null, seen: null, readings: [],
        doubted: [], dismissed: [], services: [], deadlines: {}, stage: null, gone: null, goneOn: null
      }
    }),
    VehicleDescribed: ({ brand, model, plates }) => noted(state, () => ({ brand, model, plates })),
    VehicleHandedOver: ({ date, roles, site, consultant, referrer }) => noted(state, ({ services }) => ({
      handedOver: date, roles, site, consultant, referrer, seen: seenAt(date, services)
    })),
    HandOverCorrected: ({ date, consultant, referrer }) => noted(state, ({ services }) => ({ handedOver: date, consultant, referrer, seen: seenAt(date, services) })),
    VehicleRolesSet: ({ roles }) => noted(state, () => ({ roles })),
    ReadingTaken: ({ reading }) => noted(state, ({ readings, maintained }) => ({
      readings: withReading(readings, reading), maintained: maintained?.on === reading.on && maintained.km === null ? { ...maintained, km: reading.km } : maintained
    })),
    ReadingDoubted: ({ reading, doubt }) => noted(state, ({ doubted }) => ({ doubted: [...doubted, { ...reading, doubt }] })),
    ReadingCorrected: ({ date, was }) => noted(state, ({ readings, doubted, dismissed, maintained }) => ({
      readings: without(readings, date, was), doubted: without(doubted, date, was), dismissed: [...dismissed, { on: date, km: was }],
      maintained: maintained?.on === date && maintained.km === was ? { ...maintained, km: null } : maintained
    })),
    VehicleServiced: ({ service }) => noted(state, ({ maintained, seen, services, doubted }) => ({
      services: [...services, service], maintained: maintainedAt(maintained, service, doubted), seen: service.elsewhere ? seen : seenOn(seen, service.date)
    })),
    ServiceWithdrawn: ({ service }) => noted(state, ({ services, readings, doubted, dismissed, handedOver }) => {
      const rest = services.filter((one) => !Equal.equals(one, service))
      const last = rest.reduce<Known["maintained"]>((before, one) => maintainedAt(before, one, doubted), null)
      // What was read wrongly on that day stays dismissed; what is read rightly counts.
      const isWrong = last !== null && last.km !== null && dismissed.some(({ on: day, km }) => day === last.on && km === last.km)
      const right = last === null ? undefined : readings.findLast(({ on: day }) => day === last.on)
      return { services: rest, maintained: isWrong ? { ...last, km: right?.km ?? null } : last, seen: seenAt(handedOver, rest) }
    }),
    VehicleDeadlineSet: ({ deadline, date }) => noted(state, ({ deadlines }) => ({ deadlines: { ...deadlines, [deadline]: date } })),
    LifecycleMoved: ({ to }) => noted(state, () => ({ stage: to })),
    VehicleFileClosed: ({ gone, date }) => noted(state, () => ({ gone, goneOn: date })),
    VehicleFileReopened: () => noted(state, () => ({ gone: null, goneOn: null }))
  })

/** The stream of a vehicle: `vehicle/{id}`. */
export const stream = (id: VehicleId): StreamId => streamId("vehicle", id)
