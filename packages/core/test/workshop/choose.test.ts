import { assert, describe, it } from "@effect/vitest"
import { AdvisorId, Day, Daybook, LocalDate, type Request, Roster, Slots } from "@servicelane/core"
import { Result, Schema } from "effect"
import { ask, dayBefore, fill, monday, shop, type Shop } from "./shop.ts"

const tuesday = LocalDate.addDays(monday, 1)

const offers = (change: Shop, pick: Slots.Pick | undefined, request: Request.Request = ask("mechanical"), book = Daybook.initial) => {
  const day = (date: LocalDate.LocalDate, state: Daybook.State) => Day.dayOf(Roster.rosterOf(shop(change), date), state, dayBefore)
  return Result.getOrThrow(Slots.slots([day(monday, book), day(tuesday, Daybook.initial)], () => [], request, pick)).offers
    .map(({ localDate, localTime, advisor }) => [LocalDate.weekdayOf(localDate), localTime, advisor].join(" "))
}

const four: Shop = { technicians: [{ mechanical: 1 }, { mechanical: 1 }, { mechanical: 1 }, { mechanical: 1 }] }
const half = fill(shop(four), () => "mechanical").book
/** Monday with its first sixteen cars, which are half of its hours. */
const halfFull = Object.values(half.entries).slice(16).reduce((day, { holder }) => Daybook.without(day, holder), half)

describe("of many slots", () => {
  it("all are offered when nobody picks", () => assert.lengthOf(offers({}, undefined), 16))

  it("the best few are offered in the order of their arrival", () =>
    assert.deepStrictEqual(offers({}, { best: 3 }), ["mon 08:00 anna", "mon 09:00 anna", "mon 10:00 anna"]))

  it("those of the emptier day are better, though told in the order of their arrival", () => {
    assert.deepStrictEqual(offers(four, { best: 1 }, ask("mechanical"), halfFull), ["tue 08:00 anna"])
    assert.deepStrictEqual(offers(four, { best: 9 }, ask("mechanical"), halfFull).slice(0, 2), ["mon 09:00 anna", "tue 08:00 anna"])
  })

  it("those of the emptier hour are better", () => {
    const crowd = Object.values(half.entries).slice(3).reduce((day, { holder }) => Daybook.without(day, holder), half)
    assert.deepStrictEqual(offers({ ...four, perTick: 6, weekly: { mon: [{ from: "08:00", to: "16:00" }] } }, { best: 1 }, ask("mechanical"), crowd), ["mon 09:00 anna"])
  })

  it("one that leaves no scrap of a technician's time is better, for those who wait", () => {
    const lunch: Shop = { technicianBreaks: [{ from: "09:30", to: "10:00" }], weekly: { mon: [{ from: "08:00", to: "16:00" }] }, tickMinutes: 30 }
    assert.deepStrictEqual(offers({ ...lunch, hours: ["08:00", "16:00"], stage: { elapsedP50: 90, elapsedP80: 90 } }, { best: 1 }, ask("mechanical", "wait")), ["mon 08:00 anna"])
    assert.deepStrictEqual(offers({ ...lunch, policy: { maxWaitMin: 60 } }, { best: 1 }, ask("mechanical", "wait")), ["mon 10:00 anna"])
  })

  it("one with the advisor the customer prefers comes first, and the others are still there", () => {
    const bert = Schema.decodeUnknownSync(AdvisorId)("bert")
    const two = shop({})
    const document = { ...two, advisors: [...two.advisors, ...two.advisors.map((one) => ({ ...one, id: bert }))] }
    const day = Day.dayOf(Roster.rosterOf(document, monday), Daybook.initial, dayBefore)
    const { offers: found } = Result.getOrThrow(Slots.slots([day], () => [], { ...ask("mechanical"), prefer: bert }))
    assert.deepStrictEqual([...new Set(found.map(({ advisor }) => String(advisor)))], ["bert"])
    assert.lengthOf(found, 8)
  })

  it("two for the telephone are of two halves of a day", () =>
    assert.deepStrictEqual(offers({}, "two-times"), ["mon 08:00 anna", "mon 12:00 anna"]))

  it("two are one when there is no other half", () =>
    assert.deepStrictEqual(offers({ weekly: { mon: [{ from: "08:00", to: "10:00" }] }, hours: ["08:00", "09:00"], advisorHours: { mon: [{ from: "08:00", to: "09:00" }] } }, "two-times"), ["mon 08:00 anna"]))
})

describe("a full week", () => {
  it("is explained date by date", () => {
    const day = (date: LocalDate.LocalDate) => Day.dayOf(Roster.rosterOf(shop({ exceptions: [{ date: tuesday, kind: "close", reason: "stocktaking" }], quotas: [{ id: "none", of: { transport: "drop" }, perDay: 0 }] }), date), Daybook.initial, dayBefore)
    const { none } = Result.getOrThrow(Slots.slots([day(monday), day(tuesday)], () => [], ask("mechanical")))
    assert.deepStrictEqual(none?.dates.map(({ date, code }) => [String(date), code]), [["2026-09-21", "quota_full"], ["2026-09-22", "closed"]])
  })
})
