/** Who comes on a date, in the order of arrival: what hangs at the reception in the morning. */
import {
  affected, Appointment, type BookingRejection, Books, Daybook, Instant, LocalDate, type PartNo, type Plan, Policy, type Reason, Roster, Site, type SiteId,
  proposalNeeds, proposals, Stock, Supply, WaitingList, Zone
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { documentOf, folded, readStreams, type Unreadable } from "./read.ts"

export interface Line {
  readonly id: string
  readonly state: Extract<Appointment.State, { readonly visit: unknown }>["_tag"]
  readonly plan: Plan.Plan
  readonly customer: string
  readonly contact: Appointment.Contact
  /** Whether the car came without an appointment. */
  readonly walkIn: boolean
  /** Whether the customer has said yes. */
  readonly confirmed: boolean
  /** Why the booking was taken although it did not fit. */
  readonly override: string | null
  /** Left over from an earlier date. */
  readonly carried: boolean
  /** Every time at which the car was to be ready, as it was said; the last one stands. */
  readonly promises: ReadonlyArray<Appointment.Promised>
  /** Until when the desk speaks with the customer of a booking that an advisor made; null when it has, or need not. */
  readonly verifyBy: Instant.Instant | null
  /** What is ready for the car. */
  readonly prepared: ReadonlyArray<Appointment.Preparation>
  /** The parts kept for it that will not be here in time. */
  readonly missing: ReadonlyArray<{ readonly part: PartNo; readonly name: string; readonly from: Instant.Instant | null }>
  /** Why the booking no longer fits, as when somebody is ill; empty when it does. Somebody must call. */
  readonly affected: ReadonlyArray<Reason.Reason>
  /** The time to propose instead, when the booking no longer fits or its parts come too late; null when it stands, or the week is full. */
  readonly proposal: Plan.Plan | null
}

export interface DaySheet {
  readonly document: Site.Document
  readonly date: LocalDate.LocalDate
  readonly lines: ReadonlyArray<Line>
  /** Who waits for a place on this date, in the order of their turn. */
  readonly waiting: ReadonlyArray<WaitingList.Waiting>
}

/** By appointment, what will not be here in time. */
const missingParts = Effect.fnUntraced(function*({ site, parts = [] }: Site.Document, appointments: ReadonlyArray<Appointment.State>, now: Instant.Instant) {
  const used = [...new Set(appointments.flatMap(Appointment.parts))]
  const streams = yield* readStreams(used.map((part) => Stock.stream(site, part)))
  const missing = new Map<string, Array<Line["missing"][number]>>()
  for (const [i, part] of used.entries()) {
    const stock = folded<Stock.State, Stock.Event>(streams[i] ?? [], Stock.tags, Stock.evolve, Stock.initial)
    const listed = parts.find(({ no }) => no === part)
    const name = listed?.name ?? part
    for (const { kept: { holder }, from } of Supply.missing(stock, now, listed?.leadMin)) missing.set(holder, [...missing.get(holder) ?? [], { part, name, from }])
  }
  return missing
})

/** New times for bookings that do not stand, from a date on. */
const proposalsFor = Effect.fnUntraced(function*(document: Site.Document, bookings: ReadonlyArray<Appointment.Visit>, from: LocalDate.LocalDate, now: Instant.Instant) {
  if (bookings.length === 0) return new Map<string, Plan.Plan>()
  const { dates, parts } = proposalNeeds(document, bookings, from)
  const events = yield* readStreams([Site.stream(document.site), ...dates.map((date) => Daybook.stream(document.site, date)), ...parts.map((part) => Stock.stream(document.site, part))])
  return proposals(folded<Books.Books, Books.Event>(events.flat(), Books.tags, Books.evolve, Books.initial), bookings, from, now)
})

/** As the date stands at `now`; a date that is over, as it stood at its end. */
export const daySheet = (
  site: SiteId,
  date: LocalDate.LocalDate,
  now: Instant.Instant
): Effect.Effect<DaySheet, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const [events = [], book = [], list = []] = yield* readStreams([Site.stream(site), Daybook.stream(site, date), WaitingList.stream(site)])
    const document = yield* documentOf(site, events)
    const state = folded<Daybook.State, Daybook.Event>(book, Daybook.tags, Daybook.evolve, Daybook.initial)
    const against = new Map(affected(Roster.rosterOf(document, date), state).map(({ holder, reasons }) => [holder, reasons]))
    // A hold is nobody's visit yet.
    const taken = Object.values(state.entries).filter(({ releaseAt }) => releaseAt === null)
    const streams = yield* readStreams(taken.map(({ holder }) => Appointment.stream(holder)))
    const states = streams.map((own) => folded<Appointment.State, Appointment.Event>(own, Appointment.tags, Appointment.evolve, Appointment.initial))
    const from = Instant.fromMillis(Zone.dayStart(document.calendar.zone, date))
    const to = Instant.fromMillis(Zone.dayStart(document.calendar.zone, LocalDate.addDays(date, 1)))
    const missing = yield* missingParts(document, states, now < to ? now : to)
    const lines = taken.flatMap(({ holder, override, carried }, i): ReadonlyArray<Line> => {
      const state = states[i]
      if (state === undefined || !("visit" in state) || state.visit.plan === null) return []
      const { plan, customer, contact, due, registered, prepared, promises } = state.visit
      const minutes = Policy.verifyMinOf(Policy.policyOn(document.policies, date))
      const verifyBy = registered ? null : Instant.addMinutes(due.bookedAt, minutes)
      return [{ id: holder, state: state._tag, plan, customer, contact, walkIn: Appointment.isWalkIn(state.visit), confirmed: due.confirmedAt !== null, override, carried, promises, verifyBy, prepared, missing: missing.get(holder) ?? [], affected: against.get(holder) ?? [], proposal: null }]
    })
    const inOrder = (a: Line, b: Line): number =>
      a.plan.arriveAt < b.plan.arriveAt ? -1 : a.plan.arriveAt > b.plan.arriveAt ? 1 : a.id < b.id ? -1 : 1
    const waiting = WaitingList.inTurn(folded<WaitingList.State, WaitingList.Event>(list, WaitingList.tags, WaitingList.evolve, WaitingList.initial))
      .filter(({ windows }) => windows.some((window) => window.from < to && from < window.to))
    const visits = new Map<string, Appointment.Visit>(states.flatMap((one) => one._tag === "Booked" ? [[one.visit.id, one.visit]] : []))
    const atRisk = lines.sort(inOrder).flatMap(({ id, missing: late, affected: why }) => late.length + why.length === 0 ? [] : visits.get(id) ?? [])
    const proposed = now < to ? yield* proposalsFor(document, atRisk, date, now) : new Map<string, Plan.Plan>()
    return { document, date, lines: lines.map((line) => ({ ...line, proposal: proposed.get(line.id) ?? null })), waiting }
  })
