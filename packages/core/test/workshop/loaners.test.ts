import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, Day, Daybook, fold, LocalDate, Plan, Roster, type Site, Slots } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, book as bookFor, requestFor, times } from "./asked.ts"
import { at, dayBefore, many, monday, policy, roomy, trade } from "./shop.ts"

const red = (turnaroundMin = 60) => ({ loaners: [{ id: "red", turnaroundMin }] })
const noon = policy({ dropOffReadyAt: "12:00" })
const one = roomy(red(), noon)

const offers = (document: Site.Document, books: Booking.State["days"] = {}) => {
  const day = (i: number) => {
    const date = LocalDate.addDays(monday, i)
    return Day.dayOf(Roster.rosterOf(document, date), books[date] ?? Daybook.initial, dayBefore)
  }
  return Result.getOrThrow(Slots.slots([day(0)], () => many(6, (i) => day(i + 1)), requestFor("mechanical", "loaner")))
}

const book = (id: string, arriveAt: string) => bookFor(id, at(arriveAt), { at: dayBefore, jobs: ["mechanical"], transport: "loaner" })

const after = (document: Site.Document, command: BookingCommand.Command): Booking.State => {
  const state: Booking.State = { ...Booking.aggregate.initial, site: { _tag: "Open", document } }
  return fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, state)), state)
}

const forNext = (state: Booking.State): Booking.State => ({ ...state, appointment: Booking.aggregate.initial.appointment })

const loan = Schema.decodeUnknownSync(Plan.Use.fields.loaner.schema)({ id: "red", from: "2026-09-21T08:00:00.000Z", to: "2026-09-21T13:00:00.000Z" })

describe("a loaner", () => {
  it("is lent from the arrival until it is back and ready for the next", () =>
    assert.deepEqual(offers(one).offers[0]?.loaner, loan))

  it("is there for the next when its customer does not come", () => {
    const booked = after(one, book("a1", "08:00"))
    const missed = ask("RecordNoShow", "a1", { at: at("09:00") })
    const gone = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(missed, booked)), booked)
    given(Booking.aggregate, [], forNext(gone)).when({ ...book("a2", "10:00"), at: missed.at }).thenEvents("CapacityTaken", "AppointmentBooked")
  })

  it("is lent again when it is ready, and not before", () => {
    const booked = after(one, book("a1", "08:00"))
    given(Booking.aggregate, [], forNext(booked)).when(book("a2", "12:00")).thenRejected("SlotTaken")
    assert.deepStrictEqual(times(offers(one, booked.days).offers), ["13:00", "14:00", "15:00"])
  })

  it("that is out is a reason, and the others go on being lent", () => {
    const allDay = roomy(red(), policy({ dropOffReadyAt: "15:30" }))
    assert.strictEqual(offers(allDay, after(allDay, book("a1", "08:00")).days).none?.binding.code, "loaners_out")
    const two = roomy({ loaners: ["blue", "red"].map((id) => ({ id, turnaroundMin: 60 })) }, noon)
    assert.deepStrictEqual(offers(two, after(two, book("a1", "08:00")).days).offers.map(({ loaner }) => loaner?.id)[0], "red")
  })

  it("is not what is missing where the car is ready only after the last date of the visit", () => {
    const tomorrow = (maxDays: number) => roomy(red(), policy({ dropOffReadyAt: "16:30", maxDays }))
    assert.strictEqual(offers(tomorrow(1)).none?.binding.code, "takes_too_long")
    assert.strictEqual(offers(tomorrow(2)).none, null)
  })

  it("stays out over night with a car that does, and stands in both daybooks", () => {
    const body = roomy(red(), noon, { jobs: [trade("mechanical", 720, { pausable: true })] })
    const { days } = after(body, book("a1", "08:00"))
    assert.deepStrictEqual(Object.values(days).map((day) => String(day.entries["a1"]?.use.loaner?.to)), ["2026-09-22T13:00:00.000Z", "2026-09-22T13:00:00.000Z"])
  })

  it("of one day is away the next morning while it is made ready", () => {
    const { days } = after(roomy(red(960), noon), book("a1", "08:00"))
    assert.deepStrictEqual(Object.keys(days), ["2026-09-21", "2026-09-22"])
    assert.deepStrictEqual(days["2026-09-22"]?.entries["a1"]?.use.stages, [])
  })

  it("under repair is not lent", () =>
    assert.deepStrictEqual(offers(roomy(red(), noon, { absences: [{ id: "gearbox", of: { loaner: "red" }, from: at("00:00"), to: at("00:00", "2026-09-22") }] })).offers, []))

  it("is not needed by those who leave the car without one", () => {
    const days = [Day.dayOf(Roster.rosterOf(roomy(noon, { loaners: [] }), monday), Daybook.initial, dayBefore)]
    assert.isNotEmpty(Result.getOrThrow(Slots.slots(days, () => [], requestFor("mechanical"))).offers)
  })
})
