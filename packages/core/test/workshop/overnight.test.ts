import { assert, describe, it } from "@effect/vitest"
import { AppointmentId, Booking, Day, Daybook, fold, LocalDate, type Plan, Roster, type Site, Slots } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result } from "effect"
import { ask, book as bookFor, hold, requestFor } from "./asked.ts"
import { at, calendar, type Change, dayBefore, daytime, during, job, many, mechanic, monday, policy, roomy, stage, technicians, trade } from "./shop.ts"

/** Body work of twelve hours in a shop that is open for eight. */
const work = (minutes: number, flagMin = minutes): Change => ({ jobs: [trade("mechanical", minutes, { flagMin, pausable: true })] })
const rules = (more: Change = {}): Change => policy({ dropOffReadyAt: "00:00", ...more })
const body = (...changes: ReadonlyArray<Change>): Site.Document => roomy(work(720), rules(), ...changes)

const slotsIn = (document: Site.Document, transport: "drop" | "wait" = "drop"): Slots.Slots => {
  const day = (i: number) => Day.dayOf(Roster.rosterOf(document, LocalDate.addDays(monday, i)), Daybook.initial, dayBefore)
  return Result.getOrThrow(Slots.slots([day(0)], () => many(14, (i) => day(i + 1)), requestFor("mechanical", transport)))
}

const firstOffer = (document: Site.Document): Plan.Plan | undefined => slotsIn(document).offers[0]

/** `21 08:00–16:00 480`: date and hours of each part, and its flag minutes. */
const parts = (plan: Plan.Plan | undefined): ReadonlyArray<string> =>
  (plan?.stages ?? []).map(({ start, end, flagMin }) => `${start.slice(8, 10)} ${start.slice(11, 16)}–${end.slice(11, 16)} ${flagMin}`)

const bindingOf = (document: Site.Document): string | undefined => slotsIn(document).none?.binding.code

describe("work that may pause", () => {
  it("goes on the next day, and is promised then", () => {
    const plan = firstOffer(body())
    assert.deepStrictEqual(parts(plan), ["21 08:00–16:00 480", "22 08:00–12:00 240"])
    assert.deepStrictEqual([plan?.promisedAt, plan?.dates], ["2026-09-22T12:00:00.000Z", ["2026-09-21", "2026-09-22"]])
  })

  it("waits over days on which the site is closed", () =>
    assert.deepStrictEqual(parts(firstOffer(body(calendar({ weekly: daytime, exceptions: [{ date: "2026-09-22", kind: "close", reason: "holiday" }] })))), ["21 08:00–16:00 480", "23 08:00–12:00 240"]))

  it("does not begin for the last minutes of a day", () => {
    assert.deepStrictEqual(parts(firstOffer(body(rules({ writeUpMin: 466 })))), ["22 08:00–16:00 480", "23 08:00–12:00 240"])
    assert.deepStrictEqual(parts(firstOffer(body(rules({ writeUpMin: 465 }))))[0], "21 15:45–16:00 15")
  })

  it("does not begin for the last minutes before lunch, unless it ends then", () => {
    const short = (writeUpMin: number, elapsed: number) => body(technicians(1, { breaks: [{ from: "12:00", to: "13:00" }] }), work(elapsed), rules({ writeUpMin }))
    assert.deepStrictEqual(parts(firstOffer(short(230, 30))), ["21 13:00–13:30 30"])
    assert.deepStrictEqual(parts(firstOffer(short(225, 30))), ["21 11:45–13:15 30"])
    assert.deepStrictEqual(parts(firstOffer(short(230, 10))), ["21 11:50–12:00 10"])
  })

  it("takes no more of a day's hours than are left", () =>
    assert.deepStrictEqual(parts(firstOffer(body(rules({ loadPct: 50 })))), ["21 08:00–12:00 240", "22 08:00–12:00 240", "23 08:00–12:00 240"]))

  it("has its flag minutes shared out with its clock minutes, and none is lost", () =>
    assert.deepStrictEqual(parts(firstOffer(body(work(720, 361)))), ["21 08:00–16:00 241", "22 08:00–12:00 120"]))

  it("lasts no longer than a visit may", () => {
    const two = body(rules({ loadPct: 50, maxDays: 2 }))
    assert.isUndefined(firstOffer(two))
    assert.strictEqual(bindingOf(two), "hours_full")
    assert.strictEqual(bindingOf(body(rules({ maxDays: 1 }), technicians(2))), "takes_too_long")
  })

  it("is kept from every date by a stage in one piece that is longer than anybody works without a break", () => {
    const long = { jobs: [job("mechanical", stage("paint", 300, mechanic), stage("polish", 60, { ...mechanic, pausable: true }))] }
    const lunch = technicians(1, { breaks: [{ from: "11:30", to: "12:30" }] })
    assert.strictEqual(bindingOf(body(long, lunch)), "technician_away")
    assert.isUndefined(bindingOf(body(long)))
  })

  it("is not for those who wait", () => assert.deepStrictEqual(slotsIn(body(), "wait").offers, []))

  it("ends on the day it began where it can", () =>
    assert.isUndefined(firstOffer(body(work(60)))?.dates))
})

describe("work that may not pause", () => {
  const bodyWork = (minutes: number) => stage("body", minutes, { ...mechanic, pausable: true })
  const painting = (gapAfter: Change) => stage("paint", 60, { ...mechanic, gapAfter })
  const paint = (gapAfter: Change, last: number, ...changes: ReadonlyArray<Change>) =>
    body({ jobs: [job("mechanical", bodyWork(420), painting(gapAfter), stage("polish", last, mechanic))] }, ...changes)

  it("begins in the morning when the day is too short for it", () =>
    assert.deepStrictEqual(parts(firstOffer(paint({ min: 0, max: 1_440 }, 120, rules({ writeUpMin: 30 })))),
      ["21 08:30–15:30 420", "22 08:00–09:00 60", "22 09:00–11:00 120"]))

  it("shares a day's hours with the work before it", () => {
    const halfDay = body(rules({ loadPct: 50 }), { jobs: [job("mechanical", bodyWork(200), painting({ min: 0, max: 1_440 }))] })
    assert.deepStrictEqual(parts(firstOffer(halfDay)), ["21 08:00–11:20 200", "22 08:00–09:00 60"])
  })

  it("dries over night, and no longer than it may", () => {
    assert.deepStrictEqual(parts(firstOffer(paint({ min: 720, max: 1_440 }, 60))), ["21 08:00–15:00 420", "21 15:00–16:00 60", "22 08:00–09:00 60"])
    assert.deepStrictEqual(parts(firstOffer(paint({ min: 1_000, max: 1_440 }, 60)))[2], "22 08:40–09:40 60")
    // The paint would stay for sixteen hours: it is put off to the morning with what must follow it soon.
    assert.deepStrictEqual(parts(firstOffer(paint({ min: 0, max: 60 }, 60))), ["21 08:00–15:00 420", "22 08:00–09:00 60", "22 09:00–10:00 60"])
  })
})

describe("a car that stays over night", () => {
  const document = body()
  const state = (days: Booking.State["days"] = {}): Booking.State => ({
    ...Booking.aggregate.initial, site: { _tag: "Open", document }, days
  })
  const wish = { at: dayBefore, jobs: ["mechanical"], transport: "drop" }
  const book = bookFor("a1", at("08:00"), wish)
  const booked = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(book, state())), state())

  it("stands in the daybook of each date, and is received once", () => {
    given(Booking.aggregate, [], state()).when(book).thenEvents("CapacityTaken", "CapacityTaken", "AppointmentBooked")
    assert.deepStrictEqual(Object.keys(booked.days), ["2026-09-21", "2026-09-22"])
    const day = Day.dayOf(Roster.rosterOf(document, LocalDate.addDays(monday, 1)), booked.days["2026-09-22"] ?? Daybook.initial, dayBefore)
    assert.deepStrictEqual([day.load, day.demand.flagMin.get("mechanical:1")], [[0], 240])
  })

  it("gives all of them back when it is called off", () =>
    given(Booking.aggregate, [], booked).when(ask("Cancel", "a1", { by: "customer", at: dayBefore })).thenEvents("CapacityReleased", "CapacityReleased", "AppointmentCancelled"))

  it("moves by a day in one batch: what it leaves is given back, what it keeps is taken anew", () =>
    given(Booking.aggregate, [], booked).when(ask("Reschedule", "a1", { by: "customer", arriveAt: at("08:00", "2026-09-22"), at: dayBefore }))
      .thenEvents("CapacityReleased", "CapacityTaken", "CapacityTaken", "AppointmentRescheduled"))

  it("moves within the day and keeps the next", () =>
    given(Booking.aggregate, [], booked).when(ask("Reschedule", "a1", { by: "customer", arriveAt: at("09:00"), at: dayBefore }))
      .thenEvents("CapacityTaken", "CapacityTaken", "AppointmentRescheduled"))

  it("is refused when the next day's hours are gone", () => {
    const hours = booked.days["2026-09-22"]?.entries["a1"]
    if (hours === undefined) assert.fail("nothing was taken")
    const full = ["2026-09-22", "2026-09-23", "2026-09-24", "2026-09-25"].map((date) =>
      [date, [1, 2].reduce((day, n) => Daybook.put(day, { ...hours, holder: AppointmentId.make(`x${n}`) }), Daybook.initial)] as const)
    given(Booking.aggregate, [], state(Object.fromEntries(full))).when(book).thenRejected("SlotTaken")
  })

  it("is read together with every date it may need", () => {
    const streams = Booking.aggregate.reads(book, state())
    assert.deepStrictEqual(streams.filter((stream) => stream.startsWith("daybook/")), [21, 22, 23, 24, 25].map((day) => `daybook/shop/2026-09-${day}`))
  })

  it("is held on each date too", () =>
    given(Booking.aggregate, [], state()).when(hold("a1", at("08:00"), wish))
      .thenEvents("CapacityHeld", "CapacityHeld", "AppointmentHeld"))
})

it("the clock changes over night, and the work does not", () => {
  const document = body(during(daytime, 60, 20, { zone: "Europe/Berlin" }))
  const days = ["2026-10-24", "2026-10-25"].map((date) => Day.dayOf(Roster.rosterOf(document, LocalDate.LocalDate.make(date)), Daybook.initial, at("00:00", "2026-10-20")))
  const { offers: [plan] } = Result.getOrThrow(Slots.slots(days.slice(0, 1), () => days.slice(1), requestFor("mechanical")))
  assert.deepStrictEqual(parts(plan), ["24 06:00–14:00 480", "25 07:00–11:00 240"])
})
