import { assert, describe, it } from "@effect/vitest"
import { Booking, BookingCommand, Day, Daybook, fold, LocalDate, Plan, Roster, Slots } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, dayBefore, monday, shop, type Shop } from "./shop.ts"

const one: Shop = { loaners: [{ id: "red", turnaroundMin: 60 }], policy: { dropOffReadyAt: "12:00" } }

const offers = (change: Shop, books: Booking.State["days"] = {}) => {
  const days = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => LocalDate.addDays(monday, from + i)).map((date) =>
      Day.dayOf(Roster.rosterOf(shop(change), date), books[date] ?? Daybook.initial, dayBefore))
  return Result.getOrThrow(Slots.slots(days(0, 1), () => days(1, 6), ask("mechanical", "loaner")))
}

const book = (id: string, arriveAt: string) =>
  Schema.decodeUnknownSync(BookingCommand.Command)({
    _tag: "Book", id, site: "shop", at: dayBefore, customer: "c1", jobs: ["mechanical"], transport: "loaner", arriveAt: `2026-09-21T${arriveAt}:00.000Z`
  })

const after = (change: Shop, command: BookingCommand.Command): Booking.State => {
  const state: Booking.State = { ...Booking.aggregate.initial, site: { _tag: "Open", document: shop(change) } }
  return fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, state)), state)
}

const forNext = (state: Booking.State): Booking.State => ({ ...state, appointment: Booking.aggregate.initial.appointment })

const loan = Schema.decodeUnknownSync(Plan.Use.fields.loaner.schema)({ id: "red", from: "2026-09-21T08:00:00.000Z", to: "2026-09-21T13:00:00.000Z" })

const times = (plans: ReadonlyArray<Plan.Plan>): ReadonlyArray<string> => plans.map(({ localTime }) => localTime)

describe("a loaner", () => {
  it("is lent from the arrival until it is back and ready for the next", () =>
    assert.deepEqual(offers(one).offers[0]?.loaner, loan))

  it("is there for the next when its customer does not come", () => {
    const booked = after(one, book("a1", "08:00"))
    const missed = Schema.decodeUnknownSync(BookingCommand.Command)({ _tag: "RecordNoShow", id: "a1", site: "shop", at: "2026-09-21T09:00:00.000Z" })
    const gone = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(missed, booked)), booked)
    given(Booking.aggregate, [], forNext(gone)).when({ ...book("a2", "10:00"), at: missed.at }).thenEvents("CapacityTaken", "AppointmentBooked")
  })

  it("is lent again when it is ready, and not before", () => {
    const booked = after(one, book("a1", "08:00"))
    given(Booking.aggregate, [], forNext(booked)).when(book("a2", "12:00")).thenRejected("SlotTaken")
    assert.deepStrictEqual(times(offers(one, booked.days).offers), ["13:00", "14:00", "15:00"])
  })

  it("that is out is a reason, and the others go on being lent", () => {
    const allDay = { ...one, policy: { ...one.policy, dropOffReadyAt: "15:30" } }
    assert.strictEqual(offers(allDay, after(allDay, book("a1", "08:00")).days).none?.binding.code, "loaners_out")
    const two = { ...one, loaners: [{ id: "blue", turnaroundMin: 60 }, { id: "red", turnaroundMin: 60 }] }
    assert.deepStrictEqual(offers(two, after(two, book("a1", "08:00")).days).offers.map(({ loaner }) => loaner?.id)[0], "red")
  })

  it("is not what is missing where the car is ready only after the last date of the visit", () => {
    const tomorrow = { ...one, policy: { dropOffReadyAt: "16:30", maxDays: 1 } }
    assert.strictEqual(offers(tomorrow).none?.binding.code, "takes_too_long")
    assert.strictEqual(offers({ ...tomorrow, policy: { ...tomorrow.policy, maxDays: 2 } }).none, null)
  })

  it("stays out over night with a car that does, and stands in both daybooks", () => {
    const body = { ...one, stage: { flagMin: 720, elapsedP50: 720, elapsedP80: 720, pausable: true } }
    const { days } = after(body, book("a1", "08:00"))
    assert.deepStrictEqual(Object.values(days).map((day) => String(day.entries["a1"]?.use.loaner?.to)), ["2026-09-22T13:00:00.000Z", "2026-09-22T13:00:00.000Z"])
  })

  it("of one day is away the next morning while it is made ready", () => {
    const slow = { ...one, loaners: [{ id: "red", turnaroundMin: 960 }] }
    const { days } = after(slow, book("a1", "08:00"))
    assert.deepStrictEqual(Object.keys(days), ["2026-09-21", "2026-09-22"])
    assert.deepStrictEqual(days["2026-09-22"]?.entries["a1"]?.use.stages, [])
  })

  it("under repair is not lent", () =>
    assert.deepStrictEqual(offers({ ...one, absences: [{ id: "gearbox", of: { loaner: "red" }, from: "2026-09-21T00:00:00.000Z", to: "2026-09-22T00:00:00.000Z" }] }).offers, []))

  it("is not needed by those who leave the car without one", () => {
    const days = [Day.dayOf(Roster.rosterOf(shop({ ...one, loaners: [] }), monday), Daybook.initial, dayBefore)]
    assert.isNotEmpty(Result.getOrThrow(Slots.slots(days, () => [], ask("mechanical"))).offers)
  })
})
