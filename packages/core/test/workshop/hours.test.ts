import { assert, describe, it } from "@effect/vitest"
import { Day, Daybook, Instant, Roster, Slots } from "@servicelane/core"
import { Result } from "effect"
import { ask, dayBefore, fill, monday, shop, type Shop } from "./shop.ts"

const offers = (change: Shop, transport: "drop" | "wait" = "drop", job = "mechanical") =>
  Result.getOrThrow(Slots.slots([Day.dayOf(Roster.rosterOf(shop(change), monday), Daybook.initial, dayBefore)], () => [], ask(job, transport))).offers

const last = (change: Shop) => offers(change).at(-1)?.localTime

const promised = (change: Shop, arrival: string): string | undefined =>
  offers({ ...change, policy: { dropOffReadyAt: "00:00" } }).find(({ localTime }) => localTime === arrival)?.promisedAt.slice(11, 16)

/** Nobody but a technician who begins at ten and has lunch at twelve. */
const shift = (from: string, to: string, breaks: ReadonlyArray<{ from: string; to: string }> = []): Shop => ({
  technicianHours: { mon: [{ from, to }] }, technicianBreaks: breaks
})

describe("a car that is left is promised when somebody is there to do the work", () => {
  const late = shift("10:00", "16:00", [{ from: "12:00", to: "13:00" }])

  it("not before the shift begins", () => assert.strictEqual(promised(late, "08:00"), "11:00"))

  it("and not over lunch", () => {
    const two = { ...late, stage: { flagMin: 120, elapsedP50: 120, elapsedP80: 120 } }
    assert.deepStrictEqual(["08:00", "11:00"].map((arrival) => promised(two, arrival)), ["12:00", "15:00"])
  })

  it("though work that may pause goes on after it", () =>
    assert.strictEqual(promised({ ...late, stage: { flagMin: 120, elapsedP50: 120, elapsedP80: 120, pausable: true } }, "11:00"), "14:00"))

  it("and is not taken once they have gone home", () => assert.strictEqual(last(shift("08:00", "12:00")), "11:00"))
})

describe("hours that an exception opens", () => {
  const weekdays = { tue: [{ from: "08:00", to: "16:00" }] }
  const opened = (change: Shop, kind = "replace", hours = [{ from: "10:00", to: "12:00" }]) =>
    offers({ ...change, exceptions: [{ date: monday, kind, hours, reason: "for once" }] }).map(({ localTime }) => String(localTime))

  it("on a weekday on which the site never opens are worked by everybody", () =>
    assert.deepStrictEqual(opened({ weekly: weekdays }), ["10:00", "11:00"]))

  it("are not worked by those who are absent", () =>
    assert.deepStrictEqual(opened({ weekly: weekdays, absences: [{ id: "leave", of: { advisor: "anna" }, from: "2026-09-21T00:00:00.000Z", to: "2026-09-21T11:00:00.000Z" }] }), ["11:00"]))

  it("beyond the week's are worked by those who work that day, and only by them", () => {
    const evening = [{ from: "16:00", to: "18:00" }]
    assert.include(opened({}, "add", evening), "17:00")
    assert.notInclude(opened({ advisorHours: weekdays }, "add", evening), "17:00")
    assert.notInclude(opened({ technicianHours: weekdays }, "add", evening), "17:00")
  })

  it("on a holiday are worked by those who work on that weekday", () => {
    const holiday = { dayClasses: { knownUntil: "2026-12-31", days: [{ date: monday, class: "holiday" }] }, holidays: "closed" }
    assert.deepStrictEqual(opened(holiday), ["10:00", "11:00"])
    assert.deepStrictEqual(opened({ ...holiday, advisorHours: weekdays }), [])
  })

  it("that are fewer than the week's bring nobody in who is off", () =>
    assert.deepStrictEqual(opened({ advisorHours: weekdays }), []))
})

describe("an hour that is over can be sold to nobody", () => {
  const afternoon = { advisorHours: { mon: [{ from: "14:00", to: "16:00" }] } }

  it("so that cars that all come late are as many as the hours that are left", () =>
    assert.deepStrictEqual(fill(shop(afternoon), () => "mechanical").cars, 2))

  it("and those who came early leave room for them", () => {
    const early = fill(shop({ policy: { loadPct: 75 } }), () => "mechanical")
    assert.strictEqual(early.cars, 6)
    const stands = Object.values(early.book.entries).filter(({ use }) => use.arriveAt === "2026-09-21T08:00:00.000Z")
    assert.lengthOf(stands, 6)
  })

  it("and a customer who waits does not push out what was promised to those who left their car", () => {
    const { book, roster } = fill(shop({ ...afternoon, tickMinutes: 30 }), () => "mechanical")
    const day = Day.dayOf(roster, book, Instant.Instant.make("2026-09-20T12:00:00.000Z"))
    assert.strictEqual(Result.getOrThrow(Slots.slots([day], () => [], ask("mechanical", "wait"))).none?.binding.code, "hours_full")
  })
})
