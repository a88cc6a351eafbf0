/**
 * The way of a car through the workshop, from the door to the keys, and the queues it stands in.
 *
 * One decision reads the site, the queues of its date, the appointment and the visit, and writes visit and queues in one
 * batch; where the customer agrees to more work, the daybooks, the shelf and the appointment as well.
 */
import { Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import * as Appointment from "../appointments/Appointment.ts"
import * as Booking from "../appointments/Booking.ts"
import * as Books from "../appointments/Books.ts"
import { OtherSite } from "../appointments/Rejection.ts"
import { AppointmentId, type SiteId, type StreamId, type VisitId } from "../Ids.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { Command } from "./Command.ts"
import { consult, noteComeback } from "./consulting.ts"
import { agreeEstimate, checkParts, estimate, openOrder } from "./estimating.ts"
import { deliver, inspect, isDelivered, settle, wash } from "./finishing.ts"
import * as Floor from "./Floor.ts"
import { importVisit } from "./importing.ts"
import { type Answer, dateOf, isVisit, type Known, nothing } from "./known.ts"
import { addWork, agreeWork, declineWork, proposeWork } from "./proposing.ts"
import { queued } from "./queueing.ts"
import { abandon, noteWait, receive, wait } from "./receiving.ts"
import { type Rejection, UnknownVisit, VisitElsewhere, VisitFurtherOn, VisitOver } from "./Rejection.ts"
import * as Visit from "./Visit.ts"
import { clockOff, clockOn, finishWork } from "./working.ts"

// State

/** What one decision knows: the books and the appointment, the visit and perhaps an earlier one, and the queues of its date. */
export interface State extends Books.WithAppointment {
  readonly visits: Readonly<Record<string, Visit.State>>
  /** By date. */
  readonly floors: Readonly<Record<string, Floor.State>>
}

export type Event = Books.Event | Visit.Event | Floor.Event

const initial: State = { ...Books.initialOne, visits: {}, floors: {} }

const visitOf = ({ visits }: State, id: VisitId): Visit.State => visits[id] ?? Visit.initial

// Decide

const over: Readonly<Partial<Record<Visit.State["_tag"], VisitOver["by"]>>> = { Delivered: "delivered", Abandoned: "abandoned", Imported: "imported" }

const answer = (command: Command, known: Known, state: State): Answer => {
  const { visit } = known
  if (command._tag === "Import") return importVisit(known, command)
  if (command._tag === "Await") return wait(known)
  if (command._tag === "Deliver" && visit._tag === "Delivered" && isDelivered(visit, command)) return nothing
  if (command._tag === "Abandon" && visit._tag === "Abandoned") return nothing
  const isReceived = command._tag === "Receive" && visit._tag === "Abandoned"
  const by = over[visit._tag]
  if (by !== undefined && !isReceived) return Result.fail(new VisitOver({ by }))
  if (command._tag === "Receive") return receive(known, command)
  if (command._tag === "OpenOrder") return openOrder(known, command)
  if (visit._tag !== "Here") return Result.fail(new UnknownVisit({ id: command.id }))
  const working = { ...known, car: visit.car }
  switch (command._tag) {
    case "NoteWait":
      return noteWait(working)
    case "Consult":
      return consult(working, command)
    case "NoteComeback":
      return noteComeback(working, visitOf(state, command.earlier), command)
    case "Estimate":
      return estimate(working, command)
    case "AgreeEstimate":
      return agreeEstimate(working, command)
    case "CheckParts":
      return checkParts(working, command)
    case "ClockOn":
      return clockOn(working, command)
    case "ClockOff":
      return clockOff(working, command)
    case "ProposeWork":
      return proposeWork(working, command)
    case "AgreeWork":
      return agreeWork(working, command)
    case "DeclineWork":
      return declineWork(working, command)
    case "FinishWork":
      return finishWork(working, command)
    case "Inspect":
      return inspect(working, command)
    case "Wash":
      return wash(working, command)
    case "Settle":
      return settle(working, command)
    case "Deliver":
      return deliver(working, command)
    case "Abandon":
      return abandon(working, command)
  }
}

const siteOf = (visit: Visit.State): SiteId | undefined => {
  if (visit._tag === "Expected") return visit.site
  if (visit._tag === "Imported") return visit.visit.site
  return "car" in visit ? visit.car.site : undefined
}

/** What was told last of a car. */
const toldAt = (visit: Visit.State): string => "car" in visit ? visit.car.toldAt : ""

const decide = (command: Command, state: State): Result.Result<ReadonlyArray<Event>, Rejection> => {
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { document } = state.site
  const { id, site, at } = command
  const visit = visitOf(state, id)
  const takesPlaceAt = siteOf(visit)
  if (takesPlaceAt !== undefined && takesPlaceAt !== site) return Result.fail(new VisitElsewhere({ site: takesPlaceAt }))
  const owner = Appointment.siteOf(state.appointment)
  if (owner !== undefined && owner !== site) return Result.fail(new OtherSite({ site: owner }))
  const date = dateOf(document, at)
  const known: Known = { document, date, id, at, visit, floor: state.floors[date] ?? Floor.initial, appointment: state.appointment, books: state }
  return Result.gen(function*() {
    const told = yield* answer(command, known, state)
    const isLate = at < toldAt(visit)
    if (told.facts.length === 0 && (command._tag !== "Await" || isLate)) return []
    if (isLate && "car" in visit) return yield* Result.fail(new VisitFurtherOn({ at, last: visit.car.toldAt }))
    return [...told.facts, ...(yield* queued(known, told))]
  })
}

// Evolve

const isFloor = (event: Event): event is Floor.Event => Floor.tags.has(event._tag)

const evolve = (state: State, event: Event): State => {
  if (isVisit(event)) return { ...state, visits: { ...state.visits, [event.id]: Visit.evolve(visitOf(state, event.id), event) } }
  if (isFloor(event)) return { ...state, floors: { ...state.floors, [event.date]: Floor.evolve(state.floors[event.date] ?? Floor.initial, event) } }
  return { ...state, ...Books.evolveOne(state, event) }
}

// Streams

const appointmentOf = (id: VisitId): AppointmentId => AppointmentId.make(id, { disableChecks: true })

const reads = (command: Command, state: State): ReadonlyArray<StreamId> => {
  const { id, site, at } = command
  const own = [Appointment.stream(appointmentOf(id)), Visit.stream(id), ...(command._tag === "NoteComeback" && command.earlier !== id ? [Visit.stream(command.earlier)] : [])]
  if (state.site._tag === "Unopened") return [Site.stream(site), ...own]
  const more = addWork(command, visitOf(state, id), state.appointment)
  // What other visits need as well comes first.
  return [...new Set([
    Site.stream(site), Floor.stream(site, dateOf(state.site.document, at)), ...(more === undefined ? [] : Booking.aggregate.reads(more, state)), ...own
  ])]
}

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "visit",
  Command,
  Event: Schema.Union([...Books.events, ...Visit.events, ...Floor.events]),
  initial,
  decide,
  evolve,
  // An abandoned visit goes on when the car is back, and what another system told may be corrected by it.
  isTerminal: ({ visits }) => {
    const [visit, ...others] = Object.values(visits)
    return others.length === 0 && visit?._tag === "Delivered"
  },
  reads,
  streamOf: (event) => {
    if (isVisit(event)) return Visit.stream(event.id)
    return isFloor(event) ? Floor.stream(event.site, event.date) : Books.streamOf(event)
  }
}
