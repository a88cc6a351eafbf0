/** A visit: one car, from the door of the workshop to the hand-over, step by step (S2-02). */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant, minutesBetween } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import {
  AdvisorId, AppointmentId, CustomerId, ExternalRef, JobCode, LineId, PartNo, SiteId, StaffId, type StreamId, streamId, Symptom, TechnicianId, VehicleId, VisitId
} from "../Ids.ts"
import { Money } from "../Money.ts"
import { Personal } from "../Personal.ts"
import { Priority, rank } from "../appointments/Priority.ts"
import { Line, Note } from "../Text.ts"
import { Km } from "../vehicles/Reading.ts"
import { Fitted, Work } from "../vehicles/VehicleFile.ts"

// Vocabulary

/** What somebody wrote down; it may name somebody. */
export const Words = Personal(Schema.Struct({ text: Schema.NullOr(Note) }))

/** The repair order's number in the dealer's system: the WIP number of S0-19. */
export const OrderNo = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/u, { message: "expected the number of a repair order" }))

/** A line of an estimate; `job` is one of the site's, if it is one. */
export const EstimateLine = Schema.Struct({ line: LineId, work: Work, job: Schema.NullOr(JobCode), price: Money })
export type EstimateLine = typeof EstimateLine.Type

/** Why more work was not wanted, for whoever asks again (K-21). */
export const Declined = Schema.Literals(["price", "time", "not-needed", "elsewhere", "later", "no-reason"])
export type Declined = typeof Declined.Type

/** A repair order: its number, and what kinds of work are on it. One visit may have several. */
export interface Order {
  readonly order: string
  readonly work: ReadonlyArray<Work>
}

// State

/** Where a car stands. In five of these it waits, each in the queue of that name but for parts that are missing. */
export const Step = Schema.Literals(["reception", "write-up", "repair", "work", "inspection", "wash", "cashier", "delivery"])
export type Step = typeof Step.Type

/** Somebody who works on the car. */
export interface AtWork {
  readonly technician: TechnicianId
  readonly job: JobCode
  readonly since: Instant
}

/** Work that was found, and what the customer said to it. */
export interface Proposal {
  readonly line: LineId
  readonly work: Work
  readonly jobs: ReadonlyArray<JobCode>
  readonly price: Money
  readonly symptom: Symptom | null
  readonly why: typeof Words.Type
  readonly at: Instant
  readonly answer: "open" | "agreed" | "declined"
  /** Why it was declined. */
  readonly reason: Declined | null
}

/** A car that is here. */
export interface Car {
  readonly id: VisitId
  readonly site: SiteId
  readonly customer: CustomerId
  readonly vehicle: VehicleId | null
  readonly walkIn: boolean
  readonly priority: Priority
  readonly arrivedAt: Instant
  readonly step: Step
  /** Since when it is at this step. */
  readonly since: Instant
  /** The last that was told of it. */
  readonly toldAt: Instant
  readonly reception: { readonly advisor: AdvisorId; readonly at: Instant; readonly km: number | null; readonly vehicle: VehicleId | null } | null
  readonly waitNoted: boolean
  readonly consultation: { readonly symptoms: ReadonlyArray<Symptom>; readonly findings: typeof Words.Type } | null
  readonly comebacks: ReadonlyArray<{ readonly earlier: VisitId; readonly symptom: Symptom }>
  readonly estimate: { readonly lines: ReadonlyArray<EstimateLine>; readonly agreed: ReadonlyArray<LineId> | null } | null
  /** Null until somebody has looked. */
  readonly missing: ReadonlyArray<PartNo> | null
  readonly orders: ReadonlyArray<Order>
  readonly atWork: ReadonlyArray<AtWork>
  /** What each technician clocked off last. */
  readonly clockedOff: Readonly<Record<string, { readonly job: JobCode; readonly at: Instant }>>
  /** Clock minutes of those who have clocked off. */
  readonly workedMin: number
  /** The jobs whose flag minutes somebody has been given. */
  readonly flagged: ReadonlyArray<JobCode>
  readonly begunAt: Instant | null
  readonly proposals: ReadonlyArray<Proposal>
  readonly inspection: { readonly passed: boolean; readonly by: StaffId; readonly findings: typeof Words.Type } | null
  readonly washed: boolean | null
  /** The first time it could be fetched. */
  readonly readyAt: Instant | null
  readonly paid: Money | null
}

export type State =
  | { readonly _tag: "None" }
  /** Orders are open for a car that has not come yet (S0-19). */
  | { readonly _tag: "Expected"; readonly site: SiteId; readonly orders: ReadonlyArray<Order> }
  | { readonly _tag: "Here"; readonly car: Car }
  | { readonly _tag: "Delivered"; readonly car: Car; readonly delivery: Delivery }
  /** It went again before anything was done; it may come back. */
  | { readonly _tag: "Abandoned"; readonly car: Car }
  | { readonly _tag: "Imported"; readonly visit: Imported }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: VisitId, site: SiteId, at: Instant, customer: CustomerId }

/** What another system knows of a visit that is over. */
const imported = {
  vehicle: VehicleId, advisor: Schema.NullOr(AdvisorId), work: Schema.Array(Work), km: Schema.NullOr(Km), date: LocalDate,
  arrivedAt: Schema.NullOr(Instant), deliveredAt: Schema.NullOr(Instant), external: ExternalRef
}

export const events = [
  /** The car is here and waits to be received (S2-02, step 3). */
  Schema.TaggedStruct("VisitOpened", { ...on, vehicle: Schema.NullOr(VehicleId), appointment: Schema.NullOr(AppointmentId), walkIn: Schema.Boolean, priority: Priority, arrivedAt: Instant }),
  Schema.TaggedStruct("VisitReceived", {
    ...on, advisor: AdvisorId, km: Schema.NullOr(Km), waitedMin: Schema.Int,
    /** Which car it is, where that was seen at the reception. */
    vehicle: Schema.optionalKey(VehicleId)
  }),
  /** The wait to be received was too long, and somebody cared: an apology, a small gift, an opinion card (S3-22). */
  Schema.TaggedStruct("WaitNoted", { ...on, vehicle: Schema.NullOr(VehicleId), waitedMin: Schema.Int }),
  /** What the customer says and what is found when both walk around the car (step 4). */
  Schema.TaggedStruct("VisitConsulted", { ...on, symptoms: Schema.Array(Symptom), findings: Words }),
  /** The same fault as at an earlier visit (K-18). */
  Schema.TaggedStruct("ComebackNoted", { ...on, earlier: VisitId, symptom: Symptom }),
  Schema.TaggedStruct("EstimateGiven", { ...on, lines: Schema.Array(EstimateLine) }),
  Schema.TaggedStruct("EstimateAgreed", { ...on, lines: Schema.Array(LineId) }),
  /** What is missing for what was agreed; nothing: all is here (step 6). */
  Schema.TaggedStruct("PartsChecked", { ...on, missing: Schema.Array(PartNo) }),
  Schema.TaggedStruct("OrderOpened", { ...on, order: OrderNo, work: Schema.Array(Work) }),
  Schema.TaggedStruct("ClockedOn", { ...on, technician: TechnicianId, job: JobCode }),
  Schema.TaggedStruct("ClockedOff", { ...on, technician: TechnicianId, job: JobCode, since: Instant, flagMin: Schema.Int }),
  /** Found while the car is here; the customer is asked. */
  Schema.TaggedStruct("WorkProposed", { ...on, line: LineId, work: Work, jobs: Schema.Array(JobCode), price: Money, symptom: Schema.NullOr(Symptom), why: Words }),
  /** `promisedAt` is what the customer was told with it. */
  Schema.TaggedStruct("WorkAgreed", { ...on, line: LineId, price: Money, promisedAt: Schema.NullOr(Instant) }),
  Schema.TaggedStruct("WorkDeclined", { ...on, line: LineId, price: Money, reason: Declined }),
  Schema.TaggedStruct("WorkFinished", on),
  Schema.TaggedStruct("InspectionPassed", { ...on, by: StaffId }),
  Schema.TaggedStruct("InspectionFailed", { ...on, by: StaffId, findings: Words }),
  /** `washed` is false for a customer who did not want it. */
  Schema.TaggedStruct("CarWashed", { ...on, washed: Schema.Boolean }),
  /** The car can be fetched; the first time counts (K-19). */
  Schema.TaggedStruct("VisitReady", { ...on, firstPromise: Schema.NullOr(Instant), promise: Schema.NullOr(Instant) }),
  Schema.TaggedStruct("VisitSettled", { ...on, paid: Money }),
  /** Handed back. What was done, for the file of the car and for whoever calls. */
  Schema.TaggedStruct("VisitDelivered", {
    ...on, vehicle: Schema.NullOr(VehicleId), advisor: Schema.NullOr(AdvisorId), work: Schema.Array(Work), symptoms: Schema.Array(Symptom), km: Schema.NullOr(Km),
    parts: Schema.Array(Fitted), date: LocalDate, arrivedAt: Instant, readyAt: Schema.NullOr(Instant), firstPromise: Schema.NullOr(Instant), promise: Schema.NullOr(Instant)
  }),
  /** The customer left again before anything was done. */
  Schema.TaggedStruct("VisitAbandoned", { ...on, why: Words }),
  /** Told by another system, and over when it came here. */
  Schema.TaggedStruct("VisitImported", { ...on, ...imported }),
  /** The other system tells it otherwise now: `was` is what it had told before. */
  Schema.TaggedStruct("ImportedVisitCorrected", { ...on, ...imported, was: Schema.Struct({ customer: CustomerId, ...imported }) })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

/** What was handed over, and when. */
export type Delivery = Omit<Extract<Event, { readonly _tag: "VisitDelivered" }>, "_tag">

/** A visit of another system. */
export type Imported = Omit<Extract<Event, { readonly _tag: "VisitImported" }>, "_tag" | "at">

// Evolve

/** The orders of a visit, also of one that has not begun. */
export const ordersOf = (state: State): ReadonlyArray<Order> => {
  if (state._tag === "Expected") return state.orders
  return "car" in state ? state.car.orders : []
}

const noted = (state: State, at: Instant, change: (car: Car) => Partial<Car>): State =>
  state._tag === "Here" ? { ...state, car: { ...state.car, ...change(state.car), toldAt: at } } : state

/** On to a step; `since` is when it got there first. */
const moved = (state: State, at: Instant, step: Step, change: (car: Car) => Partial<Car> = () => ({})): State =>
  noted(state, at, (car) => ({ ...change(car), ...(car.step === step ? {} : { step, since: at }) }))

/** A repair that did not hold comes before others from now on, unless the car does anyway. */
const asComeback = (priority: Priority): Priority => rank(priority) < rank("comeback") ? priority : "comeback"

/** Said again, its arrival is known better, or the car is back; nobody is looked after for waiting a second time. */
const opened = (state: State, { id, site, at, customer, vehicle, walkIn, priority, arrivedAt }: Extract<Event, { readonly _tag: "VisitOpened" }>): State => {
  const { waitNoted, comebacks }: Pick<Car, "waitNoted" | "comebacks"> = "car" in state ? state.car : { waitNoted: false, comebacks: [] }
  return {
    _tag: "Here",
    car: {
      id, site, customer, vehicle, walkIn, priority: comebacks.length > 0 ? asComeback(priority) : priority, arrivedAt, step: "reception", since: arrivedAt, toldAt: at,
      reception: null, waitNoted, consultation: null, comebacks, estimate: null, missing: null, orders: ordersOf(state), atWork: [], clockedOff: {}, workedMin: 0,
      flagged: [], begunAt: null, proposals: [], inspection: null, washed: null, readyAt: null, paid: null
    }
  }
}

const withOrder = (state: State, { site, at, order, work }: Extract<Event, { readonly _tag: "OrderOpened" }>): State => {
  const orders = [...ordersOf(state), { order, work }]
  if (state._tag === "None" || state._tag === "Expected") return { _tag: "Expected", site, orders }
  return state._tag === "Here" && state.car.step === "write-up" ? moved(state, at, "repair", () => ({ orders })) : noted(state, at, () => ({ orders }))
}

const clockedOff = (state: State, { at, technician, job, since, flagMin }: Extract<Event, { readonly _tag: "ClockedOff" }>): State =>
  noted(state, at, ({ atWork, clockedOff: before, workedMin, flagged }) => ({
    clockedOff: { ...before, [technician]: { job, at } },
    atWork: atWork.filter((one) => one.technician !== technician),
    workedMin: workedMin + minutesBetween(since, at),
    flagged: flagMin > 0 && !flagged.includes(job) ? [...flagged, job] : flagged
  }))

const answered = (proposals: ReadonlyArray<Proposal>, line: LineId, answer: Pick<Proposal, "answer" | "reason">): ReadonlyArray<Proposal> =>
  proposals.map((one) => one.line === line ? { ...one, ...answer } : one)

/** Steps that come after the work: a car that is there goes back when there is more to do. */
const afterWork: ReadonlySet<Step> = new Set(["inspection", "wash", "cashier", "delivery"])

const agreedTo = (state: State, at: Instant, line: LineId): State => {
  const change = ({ proposals }: Car): Partial<Car> => ({ proposals: answered(proposals, line, { answer: "agreed", reason: null }) })
  return state._tag === "Here" && afterWork.has(state.car.step) ? moved(state, at, "repair", change) : noted(state, at, change)
}

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    VisitOpened: (fact) => opened(state, fact),
    VisitReceived: ({ at, advisor, km, vehicle }) => moved(state, at, ordersOf(state).length > 0 ? "repair" : "write-up", (car) => ({
      reception: { advisor, at, km, vehicle: vehicle ?? null }, vehicle: vehicle ?? car.vehicle
    })),
    WaitNoted: ({ at }) => noted(state, at, () => ({ waitNoted: true })),
    VisitConsulted: ({ at, symptoms, findings }) => noted(state, at, () => ({ consultation: { symptoms, findings } })),
    ComebackNoted: ({ at, earlier, symptom }) => noted(state, at, ({ comebacks, priority }) => ({ comebacks: [...comebacks, { earlier, symptom }], priority: asComeback(priority) })),
    EstimateGiven: ({ at, lines }) => noted(state, at, () => ({ estimate: { lines, agreed: null } })),
    EstimateAgreed: ({ at, lines }) => noted(state, at, ({ estimate }) => ({ estimate: estimate && { ...estimate, agreed: lines } })),
    PartsChecked: ({ at, missing }) => noted(state, at, () => ({ missing })),
    OrderOpened: (fact) => withOrder(state, fact),
    ClockedOn: ({ at, technician, job }) => moved(state, at, "work", ({ atWork, begunAt }) => ({ atWork: [...atWork, { technician, job, since: at }], begunAt: begunAt ?? at })),
    ClockedOff: (fact) => clockedOff(state, fact),
    WorkProposed: ({ at, line, work, jobs, price, symptom, why }) => noted(state, at, ({ proposals }) => ({ proposals: [...proposals, { line, work, jobs, price, symptom, why, at, answer: "open", reason: null }] })),
    WorkAgreed: ({ at, line }) => agreedTo(state, at, line),
    WorkDeclined: ({ at, line, reason }) => noted(state, at, ({ proposals }) => ({ proposals: answered(proposals, line, { answer: "declined", reason }) })),
    WorkFinished: ({ at }) => moved(state, at, "inspection", ({ begunAt }) => ({ begunAt: begunAt ?? at })),
    InspectionPassed: ({ at, by }) => moved(state, at, "wash", () => ({ inspection: { passed: true, by, findings: { text: null } } })),
    InspectionFailed: ({ at, by, findings }) => moved(state, at, "repair", () => ({ inspection: { passed: false, by, findings } })),
    CarWashed: ({ at, washed }) => moved(state, at, "cashier", () => ({ washed })),
    VisitReady: ({ at }) => noted(state, at, ({ readyAt }) => ({ readyAt: readyAt ?? at })),
    VisitSettled: ({ at, paid }) => moved(state, at, "delivery", () => ({ paid })),
    VisitDelivered: ({ _tag, ...delivery }): State => state._tag === "Here" ? { _tag: "Delivered", car: state.car, delivery } : state,
    VisitAbandoned: ({ at }): State => state._tag === "Here" ? { _tag: "Abandoned", car: { ...state.car, toldAt: at } } : state,
    VisitImported: ({ _tag, at: _at, ...visit }): State => ({ _tag: "Imported", visit }),
    ImportedVisitCorrected: ({ _tag, at: _at, was: _was, ...visit }): State => ({ _tag: "Imported", visit })
  })

/** The stream of a visit: `visit/{id}`. */
export const stream = (id: VisitId): StreamId => streamId("visit", id)

/** Why something is done against the rule. */
export const Why = Line
