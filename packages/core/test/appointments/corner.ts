/** A workshop with one of everything, and its days. */
import { assert } from "@effect/vitest"
import { Booking, BookingCommand, fold, Instant, Site } from "@servicelane/core"
import { Result, Schema } from "effect"
import { week, workdays } from "../workshop/shop.ts"

const hours = week("08:00", "17:00", workdays)

export const corner = Schema.decodeUnknownSync(Site.Document)({
  site: "corner",
  name: "The corner workshop",
  calendar: { zone: "Europe/Berlin", weekly: hours, holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [] },
  advisors: [{ id: "anna", hours, breaks: [], tickMinutes: 30, perTick: 1 }],
  technicians: [{ id: "tom", hours, breaks: [], skills: { mechanical: 1 }, efficiencyPct: 100 }],
  bays: [{ id: "lift-1", type: "lift" }],
  jobs: [{ code: "service", name: "Service", stages: [{ name: "oil", flagMin: 60, elapsedP50: 50, elapsedP80: 60, skill: { id: "mechanical", level: 1 }, bay: "lift" }] }],
  policies: []
})

export const instant = (text: string): Instant.Instant => Instant.Instant.make(text)

/** The workshop lives in summer time: 08:00 there is 06:00Z. */
export const friday10 = instant("2026-09-18T08:00:00.000Z")
export const monday9 = instant("2026-09-21T07:00:00.000Z")

export const open = fold(Booking.aggregate, Result.getOrThrow(Site.aggregate.decide(Site.apply(corner, instant("2026-09-01T00:00:00.000Z")), Site.initial)))

export const ask = (_tag: string, at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1"): BookingCommand.Command =>
  Schema.decodeUnknownSync(BookingCommand.Command)({ _tag, id, site: "corner", at, ...more })

export const wish = { jobs: ["service"], transport: "wait", arriveAt: monday9 }

export const book = (at = friday10, more: Record<string, unknown> = {}, id = "a1"): BookingCommand.Command =>
  ask("Book", at, { ...wish, customer: "customer-1", ...more }, id)

/** The facts that come of these commands, one after the other. */
export const history = (...commands: ReadonlyArray<BookingCommand.Command>): ReadonlyArray<Booking.Event> => {
  let state = open
  return commands.flatMap((command) => {
    const facts = Result.getOrThrow(Booking.aggregate.decide(command, state))
    state = fold(Booking.aggregate, facts, state)
    return facts
  })
}

/** What another appointment finds after these facts: the daybook, and nothing of its own. */
export const forAnother = (events: ReadonlyArray<Booking.Event>): Booking.State =>
  ({ ...fold(Booking.aggregate, events, open), appointment: Booking.aggregate.initial.appointment })

/** A fact or refusal says at least this. */
export const says = (said: object | undefined, expected: Readonly<Record<string, unknown>>): void =>
  assert.deepInclude(said as Readonly<Record<string, unknown>>, expected)
