/** A workshop that can be changed in every part, and what may be asked of it. */
import { assert } from "@effect/vitest"
import { Booking, BookingCommand, Day, Daybook, Instant, LocalDate, type Plan, Request, Roster, Site, Slots } from "@servicelane/core"
import { given, Worlds } from "@servicelane/testing"
import { Result, Schema } from "effect"

type Change = Readonly<Record<string, unknown>>

export const monday = LocalDate.LocalDate.make("2026-09-21")
export const tuesday = LocalDate.addDays(monday, 1)
export const sunday = LocalDate.addDays(monday, -1)
export const friday = Instant.Instant.make("2026-09-18T12:00:00.000Z")

export const week = (from: string, to: string, days: ReadonlyArray<string> = LocalDate.Weekday.literals): Change =>
  Object.fromEntries(days.map((day) => [day, [{ from, to }]]))

const workdays = LocalDate.Weekday.literals.slice(0, 5)

export const stage = (name: string, minutes: number, needs: Change = {}): Change => ({ name, flagMin: minutes, elapsedP50: minutes, elapsedP80: minutes, ...needs })

export const mechanic = { skill: { id: "mechanical", level: 1 } }
export const service = { code: "service", name: "Service", stages: [stage("oil", 60, { ...mechanic, bay: "lift" })] }

export const technicians = (count: number, hours = week("08:00", "16:00")): Change =>
  ({ technicians: Array.from({ length: count }, (_, i) => ({ id: `tom-${i}`, hours, breaks: [], skills: { mechanical: 1 }, efficiencyPct: 100 })) })

export const lifts = (count: number): Change => ({ bays: Array.from({ length: count }, (_, i) => ({ id: `lift-${i}`, type: "lift" })) })

export const advisor = (tickMinutes: number, perTick: number, hours = week("08:00", "16:00")): Change =>
  ({ advisors: [{ id: "anna", hours, breaks: [], tickMinutes, perTick }] })

export const policy = (change: Change): Change => ({
  policies: [{
    from: "2020-01-01", minNoticeMin: 0, loadPct: 100, walkInReservePct: 0, reserveReleaseAt: "10:00", writeUpMin: 0, inspectionMin: 0, washMin: 0,
    cashierMin: 0, maxWaitMin: 600, dropOffReadyAt: "08:00", holdMin: 5, cutOffMin: 120, earlyMin: 30, lateMin: 15, noShowMin: 60, ...change
  }]
})

export const calendar = (change: Change): Change =>
  ({ calendar: { zone: "UTC", weekly: week("08:00", "16:00", workdays), holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [], ...change } })

/** One of everything, open on workdays; its people could work on Sundays too. */
export const shop = (...changes: ReadonlyArray<Change>): Site.Document =>
  Schema.decodeUnknownSync(Site.Document)(Object.assign(
    { site: "shop", name: "A shop", jobs: [service] }, calendar({}), advisor(30, 1), technicians(1), lifts(1), policy({}), ...changes
  ))

/** A shop in which everybody is there from one wall-clock time to another, in a zone. */
export const openFrom = (zone: string, from: string, to: string, ...changes: ReadonlyArray<Change>): Site.Document =>
  shop(calendar({ zone, weekly: week(from, to) }), technicians(1, week(from, to)), advisor(30, 1, week(from, to)), ...changes)

export const ask = (_tag: string, id: string, more: Change = {}): BookingCommand.Command =>
  Schema.decodeUnknownSync(BookingCommand.Command)({ _tag, id, site: "shop", at: friday, ...more })

const wish = (arriveAt: unknown, more: Change = {}): Change => ({ jobs: ["service"], transport: "wait", arriveAt, ...more })

export const book = (id: string, arriveAt: unknown, more: Change = {}): BookingCommand.Command => ask("Book", id, { customer: "customer-1", ...wish(arriveAt, more) })

export const hold = (id: string, arriveAt: unknown, more: Change = {}): BookingCommand.Command => ask("Hold", id, wish(arriveAt, more))

export const leaving = { transport: "drop" }

export const at = (time: string, date: string = monday): Instant.Instant => Instant.Instant.make(`${date}T${time}:00.000Z`)

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
