/** What may be asked of a shop, and what it answers. */
import { assert } from "@effect/vitest"
import { Booking, BookingCommand, Day, Daybook, type Instant, type LocalDate, Plan, planOf, Request, Roster, Search, type Site, Slots } from "@servicelane/core"
import { given, Worlds } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { type Change, dayBefore, friday, monday } from "./shop.ts"

export const ask = (_tag: string, id: string, more: Change = {}): BookingCommand.Command =>
  Schema.decodeUnknownSync(BookingCommand.Command)({ _tag, id, site: "shop", at: friday, ...more })

const wish = (arriveAt: unknown, more: Change = {}): Change => ({ jobs: ["service"], transport: "wait", arriveAt, ...more })

export const book = (id: string, arriveAt: unknown, more: Change = {}): BookingCommand.Command => ask("Book", id, { customer: "customer-1", ...wish(arriveAt, more) })

export const hold = (id: string, arriveAt: unknown, more: Change = {}): BookingCommand.Command => ask("Hold", id, wish(arriveAt, more))

export const leaving = { transport: "drop" }

const must = (command: BookingCommand.Command, state: Booking.State) => Result.succeed(Result.getOrThrow(Booking.aggregate.decide(command, state)))

/** The shop after all of these commands, none of which was refused. */
export const after = (document: Site.Document, ...commands: ReadonlyArray<BookingCommand.Command>) => {
  const busy = Worlds.after({ document, date: monday, now: friday }, commands, must)
  const slots = (date: LocalDate.LocalDate, asked: Change, now: Instant.Instant): Slots.Slots =>
    Result.getOrThrow(Slots.slots(
      [Day.dayOf(Roster.rosterOf(document, date), busy.days[date] ?? Daybook.initial, now)], () => [],
      Schema.decodeUnknownSync(Request.Request)({ jobs: ["service"], transport: "wait", ...asked })
    ))
  return {
    /** A command meets the shop, or the same shop under another document. */
    asks: (command: BookingCommand.Command, now = document) =>
      given(Booking.aggregate, [], Worlds.seenBy({ document: now, date: monday, now: friday }, busy, command.id)).when(command),
    offers: (date = monday, asked: Change = {}, now = friday): ReadonlyArray<Plan.Plan> => slots(date, asked, now).offers,
    /** Why there is nothing. */
    none: (asked: Change = {}, now = friday) => slots(monday, asked, now).none,
    uses: (): ReadonlyArray<Plan.Use> => Object.values(busy.days[monday]?.entries ?? {}).map(({ use }) => use),
    holders: (date = monday): ReadonlyArray<string> => Object.keys(busy.days[date]?.entries ?? {})
  }
}

/** `08:00`, as the wall of the site shows it. */
export const times = (offers: ReadonlyArray<Plan.Plan>): ReadonlyArray<string> => offers.map(({ localTime }) => localTime)

export const planned = (events: ReadonlyArray<Booking.Event>): Plan.Plan =>
  events.flatMap((event) => event._tag === "AppointmentBooked" ? event.plan : [])[0] ?? assert.fail("nothing was booked")

export const requestFor = (job: string, transport: Request.Request["transport"] = "drop"): Request.Request =>
  Schema.decodeUnknownSync(Request.Request)({ jobs: [job], transport })

/** How many such cars fit on one day, each taken as it is offered. */
export const fill = (document: Site.Document, jobs: (car: number) => string, now = dayBefore, transport: "wait" | "drop" = "drop", before = Daybook.initial) => {
  const roster = Roster.rosterOf(document, monday)
  let book = before
  for (let car = 0;; car++) {
    const request = requestFor(jobs(car), transport)
    const steps = Result.getOrThrow(Request.stepsOf(roster.jobs, request))
    const { slots: [slot], reasons } = Search.search([Day.dayOf(roster, book, now)], request, steps)
    if (slot === undefined) return { cars: car, reasons: [...reasons.keys()], book, roster }
    const plan = planOf(slot, request, steps)
    book = Daybook.evolve(book, Schema.decodeUnknownSync(Daybook.Event)({
      _tag: "CapacityTaken", site: "shop", date: monday, holder: `car-${car}`, at: now, use: Plan.useOf(plan)
    }))
  }
}
