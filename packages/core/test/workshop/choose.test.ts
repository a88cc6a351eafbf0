import { assert, describe, it } from "@effect/vitest"
import { AdvisorId, Day, Daybook, LocalDate, Roster, type Site, Slots } from "@servicelane/core"
import { Result, Schema } from "effect"
import { fill, requestFor } from "./asked.ts"
import { advisor, calendar, dayBefore, daytime, during, monday, policy, roomy, technicians, trade, tuesday, week } from "./shop.ts"

const offers = (document: Site.Document, pick: Slots.Pick | undefined, request = requestFor("mechanical"), book = Daybook.initial) => {
  const day = (date: LocalDate.LocalDate, state: Daybook.State) => Day.dayOf(Roster.rosterOf(document, date), state, dayBefore)
  return Result.getOrThrow(Slots.slots([day(monday, book), day(tuesday, Daybook.initial)], () => [], request, pick)).offers
    .map(({ localDate, localTime, advisor }) => [LocalDate.weekdayOf(localDate), localTime, advisor].join(" "))
}

const four = roomy(technicians(4))
const mondays = week("08:00", "16:00", ["mon"])
const half = fill(four, () => "mechanical").book
/** Monday with its first sixteen cars, which are half of its hours. */
const halfFull = Object.values(half.entries).slice(16).reduce((day, { holder }) => Daybook.without(day, holder), half)

describe("of many slots", () => {
  it("all are offered when nobody picks", () => assert.lengthOf(offers(roomy(), undefined), 16))

  it("the best few are offered in the order of their arrival", () =>
    assert.deepStrictEqual(offers(roomy(), { best: 3 }), ["mon 08:00 anna", "mon 09:00 anna", "mon 10:00 anna"]))

  it("those of the emptier day are better, though told in the order of their arrival", () => {
    assert.deepStrictEqual(offers(four, { best: 1 }, requestFor("mechanical"), halfFull), ["tue 08:00 anna"])
    assert.deepStrictEqual(offers(four, { best: 9 }, requestFor("mechanical"), halfFull).slice(0, 2), ["mon 09:00 anna", "tue 08:00 anna"])
  })

  it("those of the emptier hour are better", () => {
    const crowd = Object.values(half.entries).slice(3).reduce((day, { holder }) => Daybook.without(day, holder), half)
    assert.deepStrictEqual(offers(roomy(during(mondays, 60, 6), technicians(4, { hours: mondays })), { best: 1 }, requestFor("mechanical"), crowd), ["mon 09:00 anna"])
  })

  it("one that leaves no scrap of a technician's time is better, for those who wait", () => {
    const lunch = { ...during(mondays, 30, 20), ...technicians(1, { hours: mondays, breaks: [{ from: "09:30", to: "10:00" }] }) }
    assert.deepStrictEqual(offers(roomy(lunch, { jobs: [trade("mechanical", 90, { flagMin: 60 })] }), { best: 1 }, requestFor("mechanical", "wait")), ["mon 08:00 anna"])
    assert.deepStrictEqual(offers(roomy(lunch, policy({ maxWaitMin: 60 })), { best: 1 }, requestFor("mechanical", "wait")), ["mon 10:00 anna"])
  })

  it("one with the advisor the customer prefers comes first, and the others are still there", () => {
    const bert = Schema.decodeUnknownSync(AdvisorId)("bert")
    const two = roomy()
    const document = { ...two, advisors: [...two.advisors, ...two.advisors.map((one) => ({ ...one, id: bert }))] }
    const day = Day.dayOf(Roster.rosterOf(document, monday), Daybook.initial, dayBefore)
    const { offers: found } = Result.getOrThrow(Slots.slots([day], () => [], { ...requestFor("mechanical"), prefer: bert }))
    assert.deepStrictEqual([...new Set(found.map(({ advisor }) => String(advisor)))], ["bert"])
    assert.lengthOf(found, 8)
  })

  it("two for the telephone are of two halves of a day", () =>
    assert.deepStrictEqual(offers(roomy(), "two-times"), ["mon 08:00 anna", "mon 12:00 anna"]))

  it("two are one when there is no other half", () =>
    assert.deepStrictEqual(offers(roomy(during(week("08:00", "10:00", ["mon"]), 60, 20), advisor(60, 20, { hours: week("08:00", "09:00", ["mon"]) })), "two-times"), ["mon 08:00 anna"]))
})

describe("a full week", () => {
  it("is explained date by date", () => {
    const closed = calendar({ weekly: daytime, exceptions: [{ date: tuesday, kind: "close", reason: "stocktaking" }] })
    const document = roomy(closed, { quotas: [{ id: "none", of: { transport: "drop" }, perDay: 0 }] })
    const day = (date: LocalDate.LocalDate) => Day.dayOf(Roster.rosterOf(document, date), Daybook.initial, dayBefore)
    const { none } = Result.getOrThrow(Slots.slots([day(monday), day(tuesday)], () => [], requestFor("mechanical")))
    assert.deepStrictEqual(none?.dates.map(({ date, code }) => [String(date), code]), [["2026-09-21", "quota_full"], ["2026-09-22", "closed"]])
  })
})
