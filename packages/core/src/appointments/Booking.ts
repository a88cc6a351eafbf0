/**
 * The desk: an appointment and the capacity it takes, decided together.
 *
 * One decision reads the site, the daybooks concerned and the appointment, and writes daybooks and appointment in one
 * batch. What capacity there is, only `fits` says.
 */
import { Result } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type { StreamId } from "../Ids.ts"
import * as Site from "../sites/Site.ts"
import * as Daybook from "../workshop/Daybook.ts"
import * as Stock from "../workshop/Stock.ts"
import * as Appointment from "./Appointment.ts"
import * as Books from "./Books.ts"
import { addWork, promise } from "./additional.ts"
import { arrivalDate, laterDates, stayDates } from "./agree.ts"
import { dateOf, type Desk } from "./desk.ts"
import { partsAsked } from "./shelf.ts"
import { carryOver } from "./carryOver.ts"
import { Command } from "./Command.ts"
import { importRow } from "./importRow.ts"
import { arrive, correctArrival, recordNoShow, reverseNoShow } from "./outcome.ts"
import { prepare, verify } from "./prepare.ts"
import { OtherSite, type Rejection, UnknownSite } from "./Rejection.ts"
import * as WaitingList from "./WaitingList.ts"
import { walkIn } from "./walkIn.ts"
import { book, cancel, confirm, hold, jobsAsked, releaseHold, reschedule } from "./reserve.ts"

// State

/** What one decision knows: the books of the site, and the appointment. */
export type State = Books.WithAppointment

/** One decision may touch every stream there is so far. */
export type Event = Books.Event

// Decide

const decide = (command: Command, state: State): Result.Result<ReadonlyArray<Event>, Rejection> => {
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { appointment } = state
  const owner = Appointment.siteOf(appointment)
  if (owner !== undefined && owner !== command.site) return Result.fail(new OtherSite({ site: owner }))
  const desk: Desk = { document: state.site.document, days: state.days, stock: state.stock, appointment, id: command.id, at: command.at }
  return Command.match(command, {
    Hold: (c) => hold(desk, c),
    ReleaseHold: () => releaseHold(desk),
    Book: (c) => book(desk, c),
    Confirm: (c) => confirm(desk, c),
    WalkIn: (c) => walkIn(desk, c),
    Verify: () => verify(desk),
    Prepare: (c) => prepare(desk, c),
    Reschedule: (c) => reschedule(desk, c),
    Cancel: (c) => cancel(desk, c),
    Arrive: (c) => arrive(desk, c),
    AddWork: (c) => addWork(desk, c),
    Promise: (c) => promise(desk, c),
    CarryOver: (c) => carryOver(desk, c),
    RecordNoShow: () => recordNoShow(desk),
    ReverseNoShow: (c) => reverseNoShow(desk, c),
    CorrectArrival: (c) => correctArrival(desk, c),
    Import: (c) => importRow(desk, c)
  })
}

// Streams

const reads = (command: Command, state: State): ReadonlyArray<StreamId> => {
  const own = Appointment.stream(command.id)
  const streams = [Site.stream(command.site)]
  if (state.site._tag === "Unopened") return [...streams, own]
  const { document } = state.site
  const dates = new Set(Appointment.daybookDates(state.appointment))
  const asked = arrivalDate(command, document.calendar.zone)
  const wish = wishOf(command, state.appointment)
  if (asked !== undefined) dates.add(asked)
  if (asked !== undefined && wish !== undefined) for (const date of laterDates(document, wish, asked)) dates.add(date)
  if (command._tag === "Book" && Appointment.waits(state.appointment)) streams.push(WaitingList.stream(command.site))
  if (command._tag === "AddWork") for (const date of stayDates(document, dateOf({ document }, command.at))) dates.add(date)
  if (command._tag === "AddWork" || command._tag === "Promise") for (const date of datesWritten(command, state)) dates.add(date)
  const parts = new Set(Appointment.parts(state.appointment))
  if (wish !== undefined) for (const part of partsAsked(document, wish.jobs)) parts.add(part)
  // What other appointments need as well comes first.
  return [
    ...streams,
    ...[...dates].sort().map((date) => Daybook.stream(command.site, date)),
    ...[...parts].sort().map((part) => Stock.stream(command.site, part)),
    own
  ]
}

/** A loaner may stay out beyond the dates on which there is work. */
const datesWritten = (command: Command, state: State): ReadonlyArray<LocalDate> =>
  Result.getOrElse(decide(command, state), (): ReadonlyArray<Event> => []).flatMap((fact) => Daybook.tags.has(fact._tag) && "date" in fact ? [fact.date] : [])

/** The work that a command asks room for. */
const wishOf = (command: Command, appointment: Appointment.State) => {
  switch (command._tag) {
    case "Hold":
    case "Book":
      return command
    case "Reschedule":
      return appointment._tag === "Booked" && appointment.visit.plan !== null ? { ...appointment.visit.plan, jobs: jobsAsked(appointment.visit.plan) } : undefined
    case "WalkIn":
      return command
    case "AddWork":
      return { jobs: command.jobs, transport: "drop" as const }
    case "Import":
      return command.job === null ? undefined : { jobs: [command.job], transport: "drop" as const }
    default:
      return undefined
  }
}

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "appointment",
  Command,
  Event: Books.Event,
  initial: Books.initialOne,
  decide,
  evolve: Books.evolveOne,
  // A cancelled appointment may be taken up again by the system it came from; a hold or booking under this id is over.
  isTerminal: ({ appointment }) => appointment._tag === "Cancelled" && appointment.visit.external === null,
  reads,
  streamOf: Books.streamOf
}
