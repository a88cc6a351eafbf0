import { assert, describe, it } from "@effect/vitest"
import { Day, Daybook, Instant, Roster, type Site, Slots } from "@servicelane/core"
import { Result } from "effect"
import { fill, requestFor } from "./asked.ts"
import { advisor, calendar, type Change, dayBefore, daytime, during, monday, policy, roomy, technicians, trade, week } from "./shop.ts"

const offers = (document: Site.Document) =>
  Result.getOrThrow(Slots.slots([Day.dayOf(Roster.rosterOf(document, monday), Daybook.initial, dayBefore)], () => [], requestFor("mechanical"))).offers

const promised = (arrival: string, ...changes: ReadonlyArray<Change>): string | undefined =>
  offers(roomy(...changes, policy({ dropOffReadyAt: "00:00" }))).find(({ localTime }) => localTime === arrival)?.promisedAt.slice(11, 16)

describe("a car that is left is promised when somebody is there to do the work", () => {
  /** Nobody but a technician who begins at ten and has lunch at twelve. */
  const late = technicians(1, { hours: week("10:00", "16:00", ["mon"]), breaks: [{ from: "12:00", to: "13:00" }] })

  it("not before the shift begins", () => assert.strictEqual(promised("08:00", late), "11:00"))

  it("and not over lunch", () => {
    const two = { jobs: [trade("mechanical", 120)] }
    assert.deepStrictEqual(["08:00", "11:00"].map((arrival) => promised(arrival, late, two)), ["12:00", "15:00"])
  })

  it("though work that may pause goes on after it", () =>
    assert.strictEqual(promised("11:00", late, { jobs: [trade("mechanical", 120, { pausable: true })] }), "14:00"))

  it("and is not taken once they have gone home", () => 
    assert.strictEqual(offers(roomy(technicians(1, { hours: week("08:00", "12:00", ["mon"]) }))).at(-1)?.localTime, "11:00"))
})

describe("hours that an exception opens", () => {
  const tuesdays = week("08:00", "16:00", ["tue"])
  const opened = (...changes: ReadonlyArray<Change>) => offers(roomy(...changes)).map(({ localTime }) => String(localTime))
  const forOnce = (kind = "replace", hours = [{ from: "10:00", to: "12:00" }]) => ({ exceptions: [{ date: monday, kind, hours, reason: "for once" }] })
  const onTuesdays = during(tuesdays, 60, 20, forOnce())

  it("on a weekday on which the site never opens are worked by everybody", () =>
    assert.deepStrictEqual(opened(onTuesdays), ["10:00", "11:00"]))

  it("are not worked by those who are absent", () =>
    assert.deepStrictEqual(opened(onTuesdays, { absences: [{ id: "leave", of: { advisor: "anna" }, from: "2026-09-21T00:00:00.000Z", to: "2026-09-21T11:00:00.000Z" }] }), ["11:00"]))

  it("beyond the week's are worked by those who work that day, and only by them", () => {
    const evening = calendar({ weekly: daytime, ...forOnce("add", [{ from: "16:00", to: "18:00" }]) })
    assert.include(opened(evening), "17:00")
    assert.notInclude(opened(evening, advisor(60, 20, { hours: tuesdays })), "17:00")
    assert.notInclude(opened(evening, technicians(1, { hours: tuesdays })), "17:00")
  })

  it("on a holiday are worked by those who work on that weekday", () => {
    const holiday = calendar({ weekly: daytime, dayClasses: { knownUntil: "2026-12-31", days: [{ date: monday, class: "holiday" }] }, ...forOnce() })
    assert.deepStrictEqual(opened(holiday), ["10:00", "11:00"])
    assert.deepStrictEqual(opened(holiday, advisor(60, 20, { hours: tuesdays })), [])
  })

  it("that are fewer than the week's bring nobody in who is off", () =>
    assert.deepStrictEqual(opened(calendar({ weekly: daytime, ...forOnce() }), advisor(60, 20, { hours: tuesdays })), []))
})

describe("an hour that is over can be sold to nobody", () => {
  const afternoon = { hours: week("14:00", "16:00", ["mon"]) }

  it("so that cars that all come late are as many as the hours that are left", () =>
    assert.deepStrictEqual(fill(roomy(advisor(60, 20, afternoon)), () => "mechanical").cars, 2))

  it("and those who came early leave room for them", () => {
    const early = fill(roomy(policy({ loadPct: 75 })), () => "mechanical")
    assert.strictEqual(early.cars, 6)
    const stands = Object.values(early.book.entries).filter(({ use }) => use.arriveAt === "2026-09-21T08:00:00.000Z")
    assert.lengthOf(stands, 6)
  })

  it("and a customer who waits does not push out what was promised to those who left their car", () => {
    const { book, roster } = fill(roomy(advisor(30, 20, afternoon)), () => "mechanical")
    const day = Day.dayOf(roster, book, Instant.Instant.make("2026-09-20T12:00:00.000Z"))
    assert.strictEqual(Result.getOrThrow(Slots.slots([day], () => [], requestFor("mechanical", "wait"))).none?.binding.code, "hours_full")
  })
})
