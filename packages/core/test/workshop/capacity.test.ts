import { assert, describe, it } from "@effect/vitest"
import { Day, Daybook, Instant, LocalDate, Request, Roster, Search, Slots } from "@servicelane/core"
import { Result, Schema } from "effect"
import { fill } from "./asked.ts"
import { type Change, dayBefore, during, lifts, monday, policy, roomy, skilled, technicians, trade, week } from "./shop.ts"

const trades = { jobs: [trade("mechanical"), trade("electrical")] }

describe("the day's hours", () => {
  it.each([[120, 32], [90, 42]])("ten bays of eight hours planned to 80 % are 64 hours: cars of %i minutes, %i of them", (elapsed, cars) => {
    const document = roomy(technicians(20), lifts(10), policy({ loadPct: 80 }), { jobs: [trade("mechanical", elapsed, { bay: "lift", flagMin: 60 })] })
    const filled = fill(document, () => "mechanical")
    assert.strictEqual(filled.cars, cars)
    assert.include(filled.reasons, "bays_full")
  })

  it("of a technician who can do both trades are given once, not once for each", () => {
    const both = roomy(skilled([{ mechanical: 1, electrical: 1 }]), trades)
    assert.strictEqual(fill(both, (car) => car % 2 === 0 ? "mechanical" : "electrical").cars, 8)
  })

  it("of one who can do both fill up what the others cannot", () => {
    const three = roomy(skilled([{ mechanical: 1 }, { electrical: 1 }, { mechanical: 1, electrical: 1 }]), trades)
    assert.strictEqual(fill(three, () => "mechanical").cars, 16)
    assert.strictEqual(fill(three, (car) => car < 8 ? "electrical" : "mechanical").cars, 24)
  })

  it("of a faster technician are more than those of the clock", () => {
    assert.strictEqual(fill(roomy(technicians(1, { efficiencyPct: 125 })), () => "mechanical").cars, 10)
  })

  it("keep a part for walk-ins until the wall clock gives it up", () => {
    const document = roomy(policy({ walkInReservePct: 25, reserveReleaseAt: "09:00" }))
    assert.deepInclude(fill(document, () => "mechanical", Instant.Instant.make("2026-09-21T08:59:59.000Z")), { cars: 6, reasons: ["past", "reserved_for_walk_ins"] })
    // The hour that is over by then can be sold to nobody.
    assert.strictEqual(fill(document, () => "mechanical", Instant.Instant.make("2026-09-21T09:00:00.000Z")).cars, 7)
  })
})

describe("receptions", () => {
  const arrivals = (...hours: Parameters<typeof during>): ReadonlyArray<string> => {
    const roster = Roster.rosterOf(roomy(during(...hours)), monday)
    return roster.arrivals.map(({ minute }) => Instant.fromMillis(Day.millisOf(roster, minute)).slice(11, 16))
  }

  it("every eight minutes from 07:22 to 08:00 are four, and the last ends in time", () =>
    assert.deepStrictEqual(arrivals(week("07:22", "08:00"), 8, 20), ["07:22", "07:30", "07:38", "07:46"]))

  it("every five minutes in two stretches begin anew with each", () =>
    assert.deepStrictEqual(arrivals({ mon: [{ from: "08:00", to: "08:05" }, { from: "08:10", to: "08:30" }] }, 5, 20, { zone: "Europe/London" }), ["07:00", "07:10", "07:15", "07:20", "07:25"]))

  it("in a half-hour zone are counted from the opening, not from the hour", () =>
    assert.deepStrictEqual(arrivals(week("07:30", "09:30"), 60, 20, { zone: "Asia/Kolkata" }), ["02:00", "03:00"]))

  it("take as many cars at once as the advisor does", () => {
    const hours = week("08:00", "09:00")
    const wait = (perTick: number) => fill(roomy(during(hours, 60, perTick), technicians(9, { hours })), () => "mechanical", dayBefore, "wait").cars
    assert.deepStrictEqual([wait(1), wait(3)], [1, 3])
  })
})

describe("who does the work", () => {
  it("is the one who can do least else, so that the versatile stay free for what only they can do", () => {
    const document = roomy(skilled([{ mechanical: 1, electrical: 1 }, { mechanical: 1 }]), trades)
    const { book } = fill(document, (car) => car === 0 ? "mechanical" : "electrical", dayBefore, "wait")
    const worker = (car: string): ReadonlyArray<string> => book.entries[car]?.use.stages.flatMap(({ technician }) => technician ?? []) ?? []
    assert.deepStrictEqual([worker("car-0"), worker("car-1")], [["tom-1"], ["tom-0"]])
  })
})

describe("where there is no slot", () => {
  const answer = (change: Change, asked: Change, laterOpen = true): Array<string> => {
    const document = roomy(change)
    const day = (date: LocalDate.LocalDate) => Day.dayOf(Roster.rosterOf(document, date), Daybook.initial, dayBefore)
    const request = Schema.decodeUnknownSync(Request.Request)({ jobs: ["mechanical"], transport: "wait", ...asked })
    const { none } = Result.getOrThrow(Slots.slots([day(monday)], () => laterOpen ? [day(LocalDate.addDays(monday, 1))] : [], request))
    return [none?.binding.code ?? "offers", none?.relaxation?.kind ?? "nothing"]
  }
  const night = [{ from: "2026-09-21T02:00:00.000Z", to: "2026-09-21T03:00:00.000Z" }]

  it.each<[string, Change, Change, ReadonlyArray<string>]>([
    ["another time of the day", {}, { windows: night }, ["outside_window", "other-window"]],
    ["another advisor", {}, { advisor: "bert" }, ["advisor_away", "other-advisor"]],
    ["another time, before another advisor", {}, { windows: night, transport: "drop" }, ["outside_window", "other-window"]],
    ["leaving the car, before another date", policy({ maxWaitMin: 30 }), {}, ["wait_too_long", "drop-off"]],
    ["another date", during(week("08:00", "16:00", ["tue"]), 60, 20), {}, ["closed", "later-date"]],
    ["one job alone", during(week("08:00", "09:30"), 30, 20), { jobs: ["mechanical", "mechanical"], transport: "drop" }, ["hours_full", "split-jobs"]]
  ])("the cheapest way out is named: %s", (_, change, asked, expected) => assert.deepStrictEqual(answer(change, asked), [...expected]))

  it("and none where nothing helps", () =>
    assert.deepStrictEqual(answer(during(week("08:00", "16:00", ["sun"]), 60, 20), {}, false), ["closed", "nothing"]))

  it("the reason that binds is the most frequent one, and of two equals the one that is looked for first", () => {
    assert.strictEqual(Search.binding(new Map([["technician_busy", 3], ["notice_too_short", 5]])), "notice_too_short")
    assert.strictEqual(Search.binding(new Map([["technician_busy", 3], ["closed", 3]])), "closed")
    assert.strictEqual(Search.binding(new Map()), undefined)
  })
})
