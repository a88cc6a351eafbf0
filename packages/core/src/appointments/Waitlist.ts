/**
 * The waiting list of a site: when a place comes free, whose turn it is.
 *
 * An offer holds the place in the same batch that says so, so that nobody is offered what is not there. One decision
 * reads the list, the daybooks of the date, and the appointment of whoever is next.
 */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { addMinutes, fromMillis, Instant, toMillis } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { toMinutes } from "../calendar/LocalTime.ts"
import { instantOf, localOf } from "../calendar/Zone.ts"
import { AppointmentId, SiteId, type StreamId } from "../Ids.ts"
import { policyOn, quietHoursOf } from "../sites/Policy.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import * as Daybook from "../workshop/Daybook.ts"
import type { Plan } from "../workshop/Plan.ts"
import * as Stock from "../workshop/Stock.ts"
import * as Appointment from "./Appointment.ts"
import * as Books from "./Books.ts"
import { dayFor, laterDates, planBest, released } from "./agree.ts"
import type { Desk } from "./desk.ts"
import { partsAsked } from "./shelf.ts"
import { NotPossibleNow, OtherSite } from "./Rejection.ts"
import { held } from "./reserve.ts"
import * as List from "./WaitingList.ts"
import { stepsOf, type UnknownJob } from "../workshop/Request.ts"

// State

/** The books, and the appointments of those whose turn it may be. */
export type State = Books.WithAppointments

const initial: State = { ...Books.initial, appointments: {} }

// Commands

const on = { site: SiteId, at: Instant }

export const Command = Schema.Union([
  Schema.TaggedStruct("Join", { ...on, ...List.Wait.fields }),
  Schema.TaggedStruct("Leave", { ...on, id: AppointmentId }),
  /** There may be a place on this date: hold it for whoever is next and can come. */
  Schema.TaggedStruct("OfferPlace", { ...on, date: LocalDate }),
  /** There may be a place on this date: tell everybody who could come; the first who holds it has it. */
  Schema.TaggedStruct("AnnouncePlace", { ...on, date: LocalDate }),
  Schema.TaggedStruct("Decline", { ...on, id: AppointmentId })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

// Rejections

/** Somebody waits under this id for something else. */
export class AlreadyWaiting extends Schema.TaggedError<AlreadyWaiting>()("AlreadyWaiting", { id: AppointmentId }) {
  override get message() {
    return `${this.id} is on the waiting list with another wish. Leave it first, or join under another id.`
  }
}

/** All the windows are over. */
export class WindowsOver extends Schema.TaggedError<WindowsOver>()("WindowsOver", { now: Instant }) {
  override get message() {
    return `It is ${this.now}: every window asked for is over. Give at least one that ends later.`
  }
}

/** Nobody waits under this id, or nothing is offered to them. */
export class NothingOffered extends Schema.TaggedError<NothingOffered>()("NothingOffered", { id: AppointmentId }) {
  override get message() {
    return `Nothing is offered to ${this.id} now. Only an offer that still holds can be declined.`
  }
}

/** Nobody is disturbed at night. */
export class QuietHours extends Schema.TaggedError<QuietHours>()("QuietHours", { until: Instant }) {
  override get message() {
    return `It is too late, or too early, to disturb anybody. Offers can be made from ${this.until} on.`
  }
}

export type Rejection = UnknownSite | OtherSite | NotPossibleNow | UnknownJob | AlreadyWaiting | WindowsOver | NothingOffered | QuietHours

// Decide

type Answer = Result.Result<ReadonlyArray<Books.Event>, Rejection>

const nothing: Answer = Result.succeed([])

const deskOf = (state: State, document: Site.Document, id: AppointmentId, at: Instant): Desk => ({
  document, days: state.days, stock: state.stock, appointment: state.appointments[id] ?? Appointment.initial, id, at
})

const decide = (command: Command, state: State): Answer => {
  const { site } = command
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
  const { document } = state.site
  return Command.match(command, {
    Join: (c) => join(state, document, c),
    Leave: (c) => leave(state, document, c),
    OfferPlace: (c) => offerPlace(state, document, c),
    AnnouncePlace: (c) => announcePlace(state, document, c),
    Decline: (c) => decline(state, document, c)
  })
}

type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>

const leave = (state: State, document: Site.Document, { site, at, id }: Ask<"Leave">): Answer =>
  state.list[id] === undefined
    ? nothing
    : Result.succeed([...givenBack(state, document, id, at), { _tag: "RequestWithdrawn", id, site, at }, { _tag: "WaitingListLeft", id, site, at }])

const offerPlace = (state: State, document: Site.Document, { site, at, date }: Ask<"OfferPlace">): Answer => {
  const quiet = quietUntil(document, at)
  if (quiet !== undefined) return Result.fail(new QuietHours({ until: quiet }))
  const next = nextFor(state, document, date, at)
  if (next === undefined) return nothing
  const { one: { id }, plan } = next
  const until = addMinutes(at, policyOn(document.policies, date).offerMin ?? 15)
  return Result.succeed([
    ...held(deskOf(state, document, id, at), plan, until),
    { _tag: "PlaceOffered", id, site, at, date, arriveAt: plan.arriveAt, until }
  ])
}

const announcePlace = (state: State, document: Site.Document, { site, at, date }: Ask<"AnnouncePlace">): Answer => {
  const quiet = quietUntil(document, at)
  if (quiet !== undefined) return Result.fail(new QuietHours({ until: quiet }))
  const to = List.inTurn(state.list)
    .filter((one) => List.isInTurn(one, date, at) && planOn(state, document, one, date, at) !== undefined)
    .map(({ id }) => id)
  return to.length === 0 ? nothing : Result.succeed([{ _tag: "PlaceAnnounced", site, at, date, to }])
}

const decline = (state: State, document: Site.Document, { site, at, id }: Ask<"Decline">): Answer => {
  const offer = state.list[id]?.offer
  if (offer === undefined || offer === null || offer.until <= at) return Result.fail(new NothingOffered({ id }))
  return Result.succeed([...givenBack(state, document, id, at), { _tag: "PlaceDeclined", id, site, at }])
}

const join = (state: State, document: Site.Document, { _tag, site, at, ...wait }: Ask<"Join">): Answer => {
  const known = state.list[wait.id]
  if (known !== undefined) {
    const { joinedAt: _joined, offer: _offer, passed: _passed, ...same } = known
    return Equal.equals(same, wait) ? nothing : Result.fail(new AlreadyWaiting({ id: wait.id }))
  }
  const { appointment } = deskOf(state, document, wait.id, at)
  const owner = Appointment.siteOf(appointment)
  if (owner !== undefined && owner !== site) return Result.fail(new OtherSite({ site: owner }))
  if (appointment._tag !== "Free" && appointment._tag !== "Held") {
    return Result.fail(new NotPossibleNow({ asked: "Join", state: appointment._tag, possibleIn: ["Free", "Held"] }))
  }
  const steps = stepsOf(new Map(document.jobs.map((job) => [job.code, job])), wait)
  if (Result.isFailure(steps)) return Result.fail(steps.failure)
  if (wait.windows.every(({ to }) => to <= at)) return Result.fail(new WindowsOver({ now: at }))
  return Result.succeed([{ _tag: "WaitingListJoined", site, at, ...wait }, { _tag: "AppointmentRequested", id: wait.id, site, at }])
}

/** What is held for somebody, given back. */
const givenBack = (state: State, document: Site.Document, id: AppointmentId, at: Instant): ReadonlyArray<Books.Event> => {
  if (state.appointments[id]?._tag !== "Held") return []
  return [...released(deskOf(state, document, id, at)), { _tag: "HoldReleased", id, site: document.site, at }]
}

/** The first in turn who can come on this date, with the best plan for them. */
const nextFor = (state: State, document: Site.Document, date: LocalDate, at: Instant) => {
  for (const one of List.inTurn(state.list)) {
    if (!List.isInTurn(one, date, at) || holds(state.appointments[one.id], at)) continue
    const plan = planOn(state, document, one, date, at)
    if (plan !== undefined) return { one, plan }
  }
  return undefined
}

/** Whoever holds a place by another way needs none from the list now. */
const holds = (appointment: Appointment.State | undefined, at: Instant): boolean => appointment?._tag === "Held" && at < appointment.releaseAt

const planOn = (state: State, document: Site.Document, one: List.Waiting, date: LocalDate, at: Instant): Plan | undefined => {
  const desk = deskOf(state, document, one.id, at)
  const { jobs, transport, advisor, windows } = one
  return planBest(desk, dayFor(desk, date), { jobs, transport, windows, ...(advisor === undefined ? {} : { advisor }) })
}

/** When the night is over, if it is quiet now. */
const quietUntil = ({ calendar: { zone }, policies }: Site.Document, at: Instant): Instant | undefined => {
  const { date, minutes } = localOf(zone, toMillis(at))
  const { from, to } = quietHoursOf(policyOn(policies, date))
  const morning = toMinutes(to)
  if (minutes >= morning && minutes < toMinutes(from)) return undefined
  const day = minutes < morning ? date : localOf(zone, toMillis(at) + 86_400_000).date
  return fromMillis(instantOf(zone, day, morning))
}

// Streams

const reads = (command: Command, state: State): ReadonlyArray<StreamId> => {
  const { site, at } = command
  const streams = [Site.stream(site), List.stream(site)]
  if (state.site._tag === "Unopened") return streams
  const { document } = state.site
  if (command._tag === "Leave" || command._tag === "Decline") {
    const own = state.appointments[command.id] ?? Appointment.initial
    return [
      ...streams,
      Appointment.stream(command.id),
      ...Appointment.daybookDates(own).map((date) => Daybook.stream(site, date)),
      ...Appointment.parts(own).map((part) => Stock.stream(site, part))
    ]
  }
  if (command._tag === "Join") return [...streams, Appointment.stream(command.id)]
  const { date } = command
  const wanted = List.inTurn(state.list).filter((one) => List.isInTurn(one, date, at))
  const dates = new Set([date, ...wanted.flatMap((one) => laterDates(document, one, date))])
  const next = command._tag === "OfferPlace" ? nextFor(state, document, date, at) : undefined
  const own = next === undefined ? Appointment.initial : state.appointments[next.one.id] ?? Appointment.initial
  for (const day of Appointment.daybookDates(own)) dates.add(day)
  const parts = new Set([...Appointment.parts(own), ...wanted.flatMap((one) => partsAsked(document, one.jobs))])
  return [
    ...streams,
    ...[...dates].sort().map((day) => Daybook.stream(site, day)),
    ...[...parts].sort().map((part) => Stock.stream(site, part)),
    ...Object.keys(state.appointments).map((id) => Appointment.stream(AppointmentId.make(id))),
    ...(next === undefined ? [] : [Appointment.stream(next.one.id)])
  ]
}

export const aggregate: Aggregate<Command, State, Books.Event, Rejection> = {
  name: "waitlist",
  Command,
  Event: Books.Event,
  initial,
  decide,
  evolve: Books.evolveAll,
  isTerminal: () => false,
  reads,
  streamOf: Books.streamOf
}
