import { assert, describe, it } from "@effect/vitest"
import { AppointmentId, Booking, BookingCommand, Day, Daybook, fold, Instant, LocalDate, type Plan, Roster, Slots } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, dayBefore, monday, shop, type Shop } from "./shop.ts"

/** Body work of twelve hours in a shop that is open for eight. */
const body: Shop = { stage: { flagMin: 720, elapsedP50: 720, elapsedP80: 720, pausable: true }, policy: { dropOffReadyAt: "00:00" } }

const daysOf = (change: Shop, books: Readonly<Record<string, Daybook.State>> = {}) => (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => LocalDate.addDays(monday, from + i)).map((date) =>
    Day.dayOf(Roster.rosterOf(shop(change), date), books[date] ?? Daybook.initial, dayBefore))

const firstOffer = (change: Shop): Plan.Plan | undefined => {
  const days = daysOf(change)
  return Result.getOrThrow(Slots.slots(days(0, 1), () => days(1, 14), ask("mechanical"))).offers[0]
}

/** `21 08:00–16:00 480`: date and hours of each part, and its flag minutes. */
const parts = (plan: Plan.Plan | undefined): ReadonlyArray<string> =>
  (plan?.stages ?? []).map(({ start, end, flagMin }) => `${start.slice(8, 10)} ${start.slice(11, 16)}–${end.slice(11, 16)} ${flagMin}`)

const bindingOf = (change: Shop): string | undefined => {
  const days = daysOf(change)
  return Result.getOrThrow(Slots.slots(days(0, 1), () => days(1, 14), ask("mechanical"))).none?.binding.code
}

describe("work that may pause", () => {
  it("goes on the next day, and is promised then", () => {
    const plan = firstOffer(body)
    assert.deepStrictEqual(parts(plan), ["21 08:00–16:00 480", "22 08:00–12:00 240"])
    assert.deepStrictEqual([plan?.promisedAt, plan?.dates], ["2026-09-22T12:00:00.000Z", ["2026-09-21", "2026-09-22"]])
  })

  it("waits over days on which the site is closed", () =>
    assert.deepStrictEqual(parts(firstOffer({ ...body, exceptions: [{ date: "2026-09-22", kind: "close", reason: "holiday" }] })), ["21 08:00–16:00 480", "23 08:00–12:00 240"]))

  it("does not begin for the last minutes of a day", () => {
    const late = { ...body, policy: { ...body.policy, writeUpMin: 466 } }
    assert.deepStrictEqual(parts(firstOffer(late)), ["22 08:00–16:00 480", "23 08:00–12:00 240"])
    assert.deepStrictEqual(parts(firstOffer({ ...body, policy: { ...body.policy, writeUpMin: 465 } }))[0], "21 15:45–16:00 15")
  })

  it("does not begin for the last minutes before lunch, unless it ends then", () => {
    const short = (writeUpMin: number, elapsed: number): Shop => ({
      technicianBreaks: [{ from: "12:00", to: "13:00" }],
      stage: { flagMin: elapsed, elapsedP50: elapsed, elapsedP80: elapsed, pausable: true }, policy: { dropOffReadyAt: "00:00", writeUpMin }
    })
    assert.deepStrictEqual(parts(firstOffer(short(230, 30))), ["21 13:00–13:30 30"])
    assert.deepStrictEqual(parts(firstOffer(short(225, 30))), ["21 11:45–13:15 30"])
    assert.deepStrictEqual(parts(firstOffer(short(230, 10))), ["21 11:50–12:00 10"])
  })

  it("takes no more of a day's hours than are left", () =>
    assert.deepStrictEqual(parts(firstOffer({ ...body, policy: { ...body.policy, loadPct: 50 } })), ["21 08:00–12:00 240", "22 08:00–12:00 240", "23 08:00–12:00 240"]))

  it("has its flag minutes shared out with its clock minutes, and none is lost", () =>
    assert.deepStrictEqual(parts(firstOffer({ ...body, stage: { ...body.stage, flagMin: 361 } })), ["21 08:00–16:00 241", "22 08:00–12:00 120"]))

  it("lasts no longer than a visit may", () => {
    const two = { ...body, policy: { ...body.policy, loadPct: 50, maxDays: 2 } }
    assert.isUndefined(firstOffer(two))
    assert.strictEqual(bindingOf(two), "hours_full")
    assert.strictEqual(bindingOf({ ...body, policy: { ...body.policy, maxDays: 1 }, technicians: [{ mechanical: 1 }, { mechanical: 1 }] }), "takes_too_long")
  })

  it("is kept from every date by a stage in one piece that is longer than anybody works without a break", () => {
    const stage = { flagMin: 60, elapsedP50: 60, elapsedP80: 60, skill: { id: "mechanical", level: 1 } }
    const long = { ...stage, name: "paint", flagMin: 300, elapsedP50: 300, elapsedP80: 300 }
    const lunch = { policy: body.policy ?? {}, stages: [long, { ...stage, name: "polish", pausable: true }] }
    assert.strictEqual(bindingOf({ ...lunch, technicianBreaks: [{ from: "11:30", to: "12:30" }] }), "technician_away")
    assert.isUndefined(bindingOf(lunch))
  })

  it("is not for those who wait", () => {
    const days = daysOf(body)
    assert.deepStrictEqual(Result.getOrThrow(Slots.slots(days(0, 1), () => days(1, 14), ask("mechanical", "wait"))).offers, [])
  })

  it("ends on the day it began where it can", () =>
    assert.isUndefined(firstOffer({ ...body, stage: { ...body.stage, flagMin: 60, elapsedP50: 60, elapsedP80: 60 } })?.dates))
})

describe("work that may not pause", () => {
  const paint = (gapAfter: Record<string, number>, last: number) => ({
    ...body,
    stages: [
      { name: "body", flagMin: 420, elapsedP50: 420, elapsedP80: 420, skill: { id: "mechanical", level: 1 }, pausable: true },
      { name: "paint", flagMin: 60, elapsedP50: 60, elapsedP80: 60, skill: { id: "mechanical", level: 1 }, gapAfter },
      { name: "polish", flagMin: last, elapsedP50: last, elapsedP80: last, skill: { id: "mechanical", level: 1 } }
    ]
  })

  it("begins in the morning when the day is too short for it", () =>
    assert.deepStrictEqual(parts(firstOffer({ ...paint({ min: 0, max: 1_440 }, 120), policy: { ...body.policy, writeUpMin: 30 } })),
      ["21 08:30–15:30 420", "22 08:00–09:00 60", "22 09:00–11:00 120"]))

  it("shares a day's hours with the work before it", () => {
    const [bodyWork, paintWork] = paint({ min: 0, max: 1_440 }, 60).stages
    const halfDay = { ...body, policy: { ...body.policy, loadPct: 50 }, stages: [{ ...bodyWork, flagMin: 200, elapsedP50: 200, elapsedP80: 200 }, { ...paintWork, gapAfter: { min: 0, max: 1_440 } }] }
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
  const document = shop(body)
  const state = (days: Booking.State["days"] = {}): Booking.State => ({
    ...Booking.aggregate.initial, site: { _tag: "Open", document }, days
  })
  const command = (_tag: string, more: Record<string, unknown>) =>
    Schema.decodeUnknownSync(BookingCommand.Command)({ _tag, id: "a1", site: "shop", at: dayBefore, ...more })
  const book = command("Book", { customer: "c1", jobs: ["mechanical"], transport: "drop", arriveAt: "2026-09-21T08:00:00.000Z" })
  const booked = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(book, state())), state())

  it("stands in the daybook of each date, and is received once", () => {
    given(Booking.aggregate, [], state()).when(book).thenEvents("CapacityTaken", "CapacityTaken", "AppointmentBooked")
    assert.deepStrictEqual(Object.keys(booked.days), ["2026-09-21", "2026-09-22"])
    const day = Day.dayOf(Roster.rosterOf(document, LocalDate.addDays(monday, 1)), booked.days["2026-09-22"] ?? Daybook.initial, dayBefore)
    assert.deepStrictEqual([day.load, day.demand.flagMin.get("mechanical:1")], [[0], 240])
  })

  it("gives all of them back when it is called off", () =>
    given(Booking.aggregate, [], booked).when(command("Cancel", { by: "customer" })).thenEvents("CapacityReleased", "CapacityReleased", "AppointmentCancelled"))

  it("moves by a day in one batch: what it leaves is given back, what it keeps is taken anew", () =>
    given(Booking.aggregate, [], booked).when(command("Reschedule", { by: "customer", arriveAt: "2026-09-22T08:00:00.000Z" }))
      .thenEvents("CapacityReleased", "CapacityTaken", "CapacityTaken", "AppointmentRescheduled"))

  it("moves within the day and keeps the next", () =>
    given(Booking.aggregate, [], booked).when(command("Reschedule", { by: "customer", arriveAt: "2026-09-21T09:00:00.000Z" }))
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
    given(Booking.aggregate, [], state()).when(command("Hold", { jobs: ["mechanical"], transport: "drop", arriveAt: "2026-09-21T08:00:00.000Z" }))
      .thenEvents("CapacityHeld", "CapacityHeld", "AppointmentHeld"))
})

it("the clock changes over night, and the work does not", () => {
  const berlin = { ...body, zone: "Europe/Berlin" }
  const document = shop(berlin)
  const days = ["2026-10-24", "2026-10-25"].map((date) => Day.dayOf(Roster.rosterOf(document, LocalDate.LocalDate.make(date)), Daybook.initial, Instant.Instant.make("2026-10-20T00:00:00.000Z")))
  const { offers: [plan] } = Result.getOrThrow(Slots.slots(days.slice(0, 1), () => days.slice(1), ask("mechanical")))
  assert.deepStrictEqual(parts(plan), ["24 06:00–14:00 480", "25 07:00–11:00 240"])
})
