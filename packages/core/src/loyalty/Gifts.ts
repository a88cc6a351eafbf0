/**
 * Gifts for customers who come when they said they would.
 *
 * How an appointment turned out is read from its own stream, so that nothing has to be remembered: asked again after a
 * correction, `Attend` makes the customer's file say what the appointment says, and moves it to another customer's file
 * where the customer was noted wrongly.
 */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import * as Appointment from "../appointments/Appointment.ts"
import { OtherSite } from "../appointments/Rejection.ts"
import { Instant } from "../calendar/Instant.ts"
import { AppointmentId, type CustomerId, GiftCode, SiteId, StaffId, VisitId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import * as Visit from "../visits/Visit.ts"
import * as GiftFile from "./GiftFile.ts"
import * as GiftShelf from "./GiftShelf.ts"
import { isOpening, type LoyaltyPolicy } from "./LoyaltyPolicy.ts"
import { GiftAlreadyGiven, GiftNotEarned, GiftNotOffered, GiftTooLate, NobodyToTakeIt, NoGiftGiven, OutOfGifts, UnknownAppointment } from "./Rejection.ts"
import { attendanceOf, runOf } from "./run.ts"

// Commands

const on = { site: SiteId, at: Instant, appointment: AppointmentId }

const giving = { ...on, by: StaffId, answered: Schema.optionalKey(GiftFile.Answered) }

export const Command = Schema.Union([
  /** See how the appointment turned out, and count it. */
  Schema.TaggedStruct("Attend", on),
  /** The customer picks a gift; what is not earned, or comes after the delivery, only with somebody who answers for it. */
  Schema.TaggedStruct("GiveGift", { ...giving, gift: GiftCode }),
  /** Cash in place of the upgraded gift. */
  Schema.TaggedStruct("PayCash", giving),
  Schema.TaggedStruct("TakeBackGift", { ...on, by: StaffId, because: Schema.Literals(["returned", "not-handed-over"]) })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>

export type Rejection =
  | UnknownSite | OtherSite | UnknownAppointment | GiftNotOffered | NobodyToTakeIt | GiftNotEarned | GiftTooLate | GiftAlreadyGiven | NoGiftGiven | OutOfGifts

// State

/** What one decision knows: the site and its gifts, the appointment with everybody it was ever booked for, and their files. */
export interface State {
  readonly site: Site.State
  readonly shelf: GiftShelf.Shelf
  readonly appointment: Appointment.State
  readonly customers: ReadonlyArray<CustomerId>
  readonly deliveredAt: Instant | null
  /** By customer. */
  readonly files: Readonly<Record<string, GiftFile.State>>
}

export type Event = Site.Event | Appointment.Event | Visit.Event | GiftShelf.Event | GiftFile.Event

const isOf = <E extends Event>(tags: ReadonlySet<string>) => (event: Event): event is E => tags.has(event._tag)

const isSite = isOf<Site.Event>(Site.tags)
const isAppointment = isOf<Appointment.Event>(Appointment.tags)
const isVisit = isOf<Visit.Event>(Visit.tags)
const isShelf = isOf<GiftShelf.Event>(GiftShelf.tags)

const fileOf = ({ files }: State, customer: CustomerId): GiftFile.State => files[customer] ?? GiftFile.initial

const evolve = (state: State, event: Event): State => {
  if (isSite(event)) return { ...state, site: Site.evolve(state.site, event) }
  if (isShelf(event)) return { ...state, shelf: GiftShelf.evolve(state.shelf, event) }
  if (isVisit(event)) return event._tag === "VisitDelivered" ? { ...state, deliveredAt: event.at } : state
  if (isAppointment(event)) {
    const appointment = Appointment.evolve(state.appointment, event)
    const named = "visit" in appointment && !state.customers.includes(appointment.visit.customer) ? [appointment.visit.customer] : []
    return { ...state, appointment, customers: [...state.customers, ...named] }
  }
  return { ...state, files: { ...state.files, [event.customer]: GiftFile.evolve(fileOf(state, event.customer), event) } }
}

// Decide

type Fact = GiftFile.Event | GiftShelf.Event

type Answer = Result.Result<ReadonlyArray<Fact>, Rejection>

type Visited = Extract<Appointment.State, { readonly visit: unknown }>

/** What a decision about one appointment rests on. */
interface Case {
  readonly policy: LoyaltyPolicy
  readonly appointment: Visited
  readonly customer: CustomerId
}

const nothing: Answer = Result.succeed([])

const decide = (command: Command, state: State): Answer => {
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { appointment } = state
  if (!("visit" in appointment)) return Result.fail(new UnknownAppointment({ id: command.appointment }))
  const { site, customer } = appointment.visit
  if (site !== command.site) return Result.fail(new OtherSite({ site }))
  const one: Case = { policy: whole(state.site.document.care).loyalty, appointment, customer }
  const attended = attend(command, state, one)
  if (command._tag === "Attend") return Result.succeed(attended)
  if (command._tag === "TakeBackGift") return takeBack(command, state)
  const known = attended.reduce<State>(evolve, state)
  return Result.map(give(command, known, one), (facts) => facts.length === 0 ? [] : [...attended, ...facts])
}

/** How the appointment counts now; undefined while it does not. */
const countsOf = ({ policy, appointment }: Case): GiftFile.Counted | undefined => {
  const attendance = attendanceOf(appointment)
  if (attendance === undefined) return undefined
  const { date } = appointment.visit.due
  return { attendance, eligible: attendance === "punctual" || (attendance !== "missed" && isOpening(policy, date)) }
}

/** Another customer's file gives up what it says of the appointment; what was handed over goes with it. */
const attend = ({ site, at, appointment: id }: Command, state: State, one: Case): ReadonlyArray<Fact> => {
  const { appointment: { visit: { due: { date, time } } }, customer } = one
  const own = fileOf(state, customer)
  const about = { site, at, appointment: id, date }
  const counts = countsOf(one)
  const withdrawn = (of: CustomerId, gifted: boolean): ReadonlyArray<Fact> => {
    const was = fileOf(state, of).attended[id]
    return was === undefined ? [] : [{ _tag: "AttendanceWithdrawn", ...about, customer: of, date: was.date, was: countedOf(was), gifted }]
  }
  const others = state.customers.filter((other) => other !== customer)
  const moved = others.flatMap((other) => {
    const given = fileOf(state, other).given[id]
    return given === undefined ? [] : [{ other, given }]
  })
  const gifted = own.given[id]?.beforeDelivery === true
  const before = own.attended[id]
  const isSame = before !== undefined && before.date === date && before.time === time && Equal.equals(counts, countedOf(before))
  // What counted on another date is taken back there: it may lie in another month.
  const was = before !== undefined && before.date === date ? countedOf(before) : null
  return [
    ...moved.map(({ other, given }): Fact => ({
      _tag: "GiftTakenBack", ...given, ...about, customer: other, date: given.date, eligible: isEligible(state, other, id), because: "other-customer"
    })),
    ...others.flatMap((other) => withdrawn(other, false)),
    ...(isSame || was !== null && counts !== undefined ? [] : withdrawn(customer, gifted)),
    ...(isSame || counts === undefined ? [] : [{ _tag: "AttendanceNoted" as const, ...about, customer, time, counts, was, gifted }]),
    ...moved.map(({ given }): Fact => ({ _tag: "GiftGiven", ...given, ...about, customer, eligible: counts?.eligible === true }))
  ]
}

const countedOf = ({ attendance, eligible }: GiftFile.Noted): GiftFile.Counted => ({ attendance, eligible })

const isEligible = (state: State, customer: CustomerId, appointment: AppointmentId): boolean => fileOf(state, customer).attended[appointment]?.eligible === true

/** What is asked for, as it would be handed over. */
const handedBy = (command: Ask<"GiveGift"> | Ask<"PayCash">, { gifts, cash }: LoyaltyPolicy): Result.Result<GiftFile.Handed, GiftNotOffered> => {
  const refused = Result.fail(new GiftNotOffered({ gifts: [...gifts.map(({ code }) => code), ...(cash === null ? [] : ["cash"])] }))
  if (command._tag === "PayCash") return cash === null ? refused : Result.succeed({ _tag: "Cash", amount: cash })
  const gift = gifts.find(({ code }) => code === command.gift)
  return gift === undefined ? refused : Result.succeed({ _tag: gift.upgraded === true ? "Upgrade" : "Gift", gift: gift.code })
}

const named = (handed: GiftFile.Handed): string => handed._tag === "Cash" ? "cash" : handed.gift

const give = (command: Ask<"GiveGift"> | Ask<"PayCash">, state: State, one: Case): Answer => {
  const { site, at, appointment: id, by, answered = null } = command
  const { policy, appointment, customer } = one
  const file = fileOf(state, customer)
  const given = file.given[id]
  const asked = command._tag === "PayCash" ? "cash" : command.gift
  if (given !== undefined) return named(given.handed) === asked ? nothing : Result.fail(new GiftAlreadyGiven({ what: named(given.handed) }))
  if (appointment._tag !== "Arrived") return Result.fail(new NobodyToTakeIt({ state: appointment._tag }))
  return Result.flatMap(handedBy(command, policy), (handed): Answer => {
    const run = runOf(Object.values(file.attended), policy.streak)
    const counts = countsOf(one)
    const eligible = counts?.eligible === true
    const upgraded = handed._tag !== "Gift"
    const earned = upgraded ? run.upgrades > GiftFile.upgradesGiven(file) : eligible
    if (!earned && answered === null) {
      return Result.fail(new GiftNotEarned({ attendance: counts?.attendance ?? "walk-in", run: run.length, every: policy.streak, upgraded }))
    }
    const { deliveredAt } = state
    if (deliveredAt !== null && answered === null) return Result.fail(new GiftTooLate({ deliveredAt }))
    const { date } = appointment.visit.due
    const fact: Fact = {
      _tag: "GiftGiven", customer, site, at, appointment: id, date, handed, by, eligible, earned, beforeDelivery: deliveredAt === null,
      answered: earned && deliveredAt === null ? null : answered
    }
    const left = handed._tag === "Cash" ? undefined : state.shelf[handed.gift]
    if (handed._tag === "Cash" || left === undefined) return Result.succeed([fact])
    return left <= 0 ? Result.fail(new OutOfGifts({ gift: handed.gift })) : Result.succeed([{ _tag: "GiftTaken", site, at, gift: handed.gift, appointment: id }, fact])
  })
}

const takeBack = ({ site, at, appointment: id, because }: Ask<"TakeBackGift">, state: State): Answer => {
  for (const customer of state.customers) {
    const given = fileOf(state, customer).given[id]
    if (given === undefined) continue
    const { handed } = given
    const counted = handed._tag !== "Cash" && state.shelf[handed.gift] !== undefined
    return Result.succeed([
      ...(counted ? [{ _tag: "GiftPutBack" as const, site, at, gift: handed.gift, appointment: id }] : []),
      { _tag: "GiftTakenBack", ...given, customer, site, at, appointment: id, eligible: isEligible(state, customer, id), because }
    ])
  }
  return state.customers.some((customer) => fileOf(state, customer).returned.includes(id)) ? nothing : Result.fail(new NoGiftGiven({ appointment: id }))
}

// Streams

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "gifts",
  Command,
  Event: Schema.Union([...Site.events, ...Appointment.events, ...Visit.events, ...GiftShelf.events, ...GiftFile.events]),
  initial: { site: Site.initial, shelf: GiftShelf.initial, appointment: Appointment.initial, customers: [], deliveredAt: null, files: {} },
  decide,
  evolve,
  isTerminal: () => false,
  reads: (command, { customers }) => [
    Site.stream(command.site),
    Appointment.stream(command.appointment),
    // A visit has the id of its appointment. Counting an arrival needs neither it nor the shelf.
    ...(command._tag === "Attend" ? [] : [GiftShelf.stream(command.site), Visit.stream(VisitId.make(command.appointment, { disableChecks: true }))]),
    ...customers.map((customer) => GiftFile.stream(command.site, customer))
  ],
  streamOf: (event) => {
    if (isSite(event)) return Site.stream(event.site)
    if (isAppointment(event)) return Appointment.stream(event.id)
    if (isVisit(event)) return Visit.stream(event.id)
    return isShelf(event) ? GiftShelf.stream(event.site) : GiftFile.stream(event.site, event.customer)
  }
}
