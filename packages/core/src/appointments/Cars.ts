/**
 * Several cars decided together: a fleet that is booked whole or not at all, and a car that comes before another.
 *
 * It is the desk several times over. Each decision sees what the ones before it would have written.
 */
import { Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { AppointmentId, CustomerId, SiteId, type StreamId, VehicleId } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import { Channel } from "../sites/Channel.ts"
import { Transport } from "../sites/Transport.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { Reason } from "../workshop/Reason.ts"
import { Request } from "../workshop/Request.ts"
import * as Appointment from "./Appointment.ts"
import { dayFor, planAgain, planBest, planOn, released, taken } from "./agree.ts"
import { type Desk, on } from "./desk.ts"
import * as Booking from "./Booking.ts"
import * as Books from "./Books.ts"
import { type Ask as AskOne, Command as One } from "./Command.ts"
import { rank } from "./Priority.ts"
import { NotPossibleNow } from "./Rejection.ts"
import { asksFor } from "./reserve.ts"

const when = { site: SiteId, at: Instant }

// Commands

const { _tag: _book, site: _site, at: _at, ...booking } = One.cases.Book.fields

const Why = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))

export const Command = Schema.Union([
  /** All of these cars on one date, at the times that suit the workshop best; all of them or none. */
  Schema.TaggedStruct("BookFleet", {
    ...when,
    date: LocalDate,
    customer: CustomerId,
    transport: Transport,
    channel: Schema.optionalKey(Channel),
    contact: Schema.optionalKey(Appointment.Contact),
    cars: Schema.Array(Schema.Struct({ id: AppointmentId, vehicle: VehicleId, jobs: Request.fields.jobs }))
      .check(Schema.isMinLength(1), Schema.isMaxLength(50))
  }),
  /** Book a car that comes before another, in the other's place; the other comes when it was to come, and is worked on when there is room. */
  Schema.TaggedStruct("Overtake", { ...when, booking: Schema.Struct(booking), other: AppointmentId, why: Why })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

// Rejections

/** One of the cars cannot be booked, so that none is. */
export class CarRefused extends Schema.TaggedError<CarRefused>()("CarRefused", { id: AppointmentId, because: Schema.String }) {
  override get message() {
    return `${this.id} cannot be booked, so no car is: ${this.because}`
  }
}

/** Only a car that comes before another may take its place. */
export class NotBefore extends Schema.TaggedError<NotBefore>()("NotBefore", { priority: Schema.String, other: Schema.String }) {
  override get message() {
    return `A car booked as ${this.priority} does not come before one booked as ${this.other}. Give it the priority it has, or choose another time.`
  }
}

/** The car that would be overtaken has no place on its day any more. */
export class NoPlaceForOther extends Schema.TaggedError<NoPlaceForOther>()("NoPlaceForOther", { id: AppointmentId, reasons: Schema.Array(Reason) }) {
  override get message() {
    return `${this.id} would have no place left on its day. Reschedule it with its customer first.`
  }
}

export type Rejection = UnknownSite | NotPossibleNow | CarRefused | NotBefore | NoPlaceForOther

// Decide

/** The books, and the appointments of all these cars. */
export type State = Books.WithAppointments

type Answer = Result.Result<ReadonlyArray<Books.Event>, Rejection>

type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>

const after = (state: State, facts: ReadonlyArray<Books.Event>): State => facts.reduce<State>(Books.evolveAll, state)

const of = ({ appointments }: State, id: AppointmentId): Appointment.State => appointments[id] ?? Appointment.initial

/** What one command of the desk finds. */
const seenBy = (state: State, id: AppointmentId): Booking.State => ({ ...state, appointment: of(state, id) })

const deskOf = (state: State, document: Document, id: AppointmentId, at: Instant): Desk =>
  ({ document, days: state.days, stock: state.stock, appointment: of(state, id), id, at })

const bookOne = (state: State, command: AskOne<"Book">): Answer =>
  Result.mapError(Booking.aggregate.decide(command, seenBy(state, command.id)), ({ message }) => new CarRefused({ id: command.id, because: message }))

const decide = (command: Command, state: State): Answer => {
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { document } = state.site
  return Command.match(command, {
    BookFleet: (c) => bookFleet(state, document, c),
    Overtake: (c) => overtake(state, document, c)
  })
}

const bookFleet = (state: State, document: Document, command: Ask<"BookFleet">): Answer => {
  const facts: Array<Books.Event> = []
  let known = state
  for (const car of command.cars) {
    if (isBooked(of(known, car.id), command, car)) continue
    const seen = known
    const answer: Answer = Result.flatMap(bookingOf(seen, document, command, car), (booking) => bookOne(seen, booking))
    if (Result.isFailure(answer)) return answer
    facts.push(...answer.success)
    known = after(known, answer.success)
  }
  return Result.succeed(facts)
}

type Car = Ask<"BookFleet">["cars"][number]

const isBooked = (appointment: Appointment.State, { date, customer, transport }: Ask<"BookFleet">, { vehicle, jobs }: Car): boolean =>
  appointment._tag === "Booked" && appointment.visit.customer === customer && appointment.visit.vehicle === vehicle &&
  appointment.visit.plan?.localDate === date && appointment.visit.plan.transport === transport && asksFor(appointment.visit.plan, jobs)

/** The car at the time that is best for it, or what stands against every time of the day. */
const bookingOf = (state: State, document: Document, { _tag, cars: _cars, date, ...rest }: Ask<"BookFleet">, { id, vehicle, jobs }: Car): Result.Result<AskOne<"Book">, CarRefused> => {
  const desk = deskOf(state, document, id, rest.at)
  const day = dayFor(desk, date)
  const { transport, channel } = rest
  const request = { jobs, transport, ...(channel === undefined ? {} : { channel }) }
  const best = planBest(desk, day, request)
  const plan = best === undefined ? planOn(desk, day, request, null) : Result.succeed(best)
  return Result.mapBoth(plan, {
    onSuccess: ({ arriveAt, advisor }) => ({ ...rest, _tag: "Book" as const, id, vehicle, jobs, arriveAt, ...(advisor === null ? {} : { advisor }) }),
    onFailure: ({ message }) => new CarRefused({ id, because: message })
  })
}

const overtake = (state: State, document: Document, { at, site, booking, other, why }: Ask<"Overtake">): Answer => {
  const overtaken = of(state, other)
  if (overtaken._tag !== "Booked" || overtaken.visit.plan === null || overtaken.visit.site !== site) {
    return Result.fail(new NotPossibleNow({ asked: "Overtake", state: overtaken._tag, possibleIn: ["Booked here with a plan"] }))
  }
  const { visit } = overtaken
  const { plan: was } = overtaken.visit
  const { priority = "booked" } = booking
  if (rank(priority) >= rank(visit.priority)) return Result.fail(new NotBefore({ priority, other: visit.priority }))
  return Result.gen(function*() {
    const without = after(state, released(deskOf(state, document, other, at)))
    const booked = yield* bookOne(without, { ...booking, _tag: "Book", site, at })
    if (booked.length === 0) return []
    const desk = deskOf(after(without, booked), document, other, at)
    const plan = yield* Result.mapError(planAgain(desk, was), (refused) =>
      new NoPlaceForOther({ id: other, reasons: "reasons" in refused ? refused.reasons : [] }))
    return [
      ...released(deskOf(state, document, other, at), plan),
      ...booked,
      ...taken(desk, plan),
      { _tag: "AppointmentOvertaken" as const, ...on(desk), by: booking.id, why, plan }
    ]
  })
}

// Streams

const reads = (command: Command, state: State): ReadonlyArray<StreamId> => {
  const one = (asked: One): ReadonlyArray<StreamId> => Booking.aggregate.reads(asked, seenBy(state, asked.id))
  const { site, at } = command
  if (command._tag === "BookFleet") {
    const { date, transport, customer } = command
    return distinct(command.cars.flatMap(({ id, jobs }) => one({ _tag: "Book", site, at, id, customer, jobs, transport, arriveAt: { date, time: midnight } })))
  }
  const { booking, other } = command
  const overtaken = of(state, other)
  const was = "visit" in overtaken ? overtaken.visit.plan : null
  return distinct([
    ...one({ ...booking, _tag: "Book", site, at }),
    ...one(was === null ? { _tag: "Verify", site, at, id: other } : { _tag: "Reschedule", site, at, id: other, by: "site", arriveAt: was.arriveAt })
  ])
}

const midnight = LocalTime.make("00:00")

const distinct = (streams: ReadonlyArray<StreamId>): ReadonlyArray<StreamId> => [...new Set(streams)]

export const aggregate: Aggregate<Command, State, Books.Event, Rejection> = {
  name: "cars",
  Command,
  Event: Books.Event,
  initial: { ...Books.initial, appointments: {} },
  decide,
  evolve: Books.evolveAll,
  isTerminal: () => false,
  reads,
  streamOf: Books.streamOf
}
