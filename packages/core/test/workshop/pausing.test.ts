import { assert, describe, it } from "@effect/vitest"
import { Day, Daybook, fits, type Plan, Roster, type Site, Slots } from "@servicelane/core"
import { Result } from "effect"
import { after, ask, book, requestFor } from "./asked.ts"
import { at, calendar, type Change, dayBefore, daytime, job, lifts, mechanic, monday, policy, roomy, skilled, stage, technicians, trade, week, workdays } from "./shop.ts"

const lunch = { breaks: [{ from: "12:00", to: "13:00" }] }
const atLunch = technicians(1, lunch)
const polish = (minutes: number, more: Change = {}): Change => ({ jobs: [trade("mechanical", minutes, { pausable: true, ...more })] })

const plans = (document: Site.Document, book = Daybook.initial): ReadonlyArray<Plan.Plan> => {
  const day = Day.dayOf(Roster.rosterOf(document, monday), book, dayBefore)
  return Result.getOrThrow(Slots.slots([day], () => [], requestFor("mechanical", "wait"))).offers
}

const arriving = (time: string, document: Site.Document): Plan.Plan | undefined => plans(document).find(({ localTime }) => localTime === time)

/** `tom-0 11:00–14:00`: who works on each stage, from when to when. */
const stages = (plan: Plan.Plan | undefined): ReadonlyArray<string> =>
  (plan?.stages ?? []).map(({ technician, start, end }) => `${String(technician)} ${start.slice(11, 16)}–${end.slice(11, 16)}`)

describe("work that may pause, for a customer who waits", () => {
  it("goes on after lunch, and is promised then", () => {
    const plan = arriving("11:00", roomy(atLunch, polish(120)))
    assert.deepStrictEqual(stages(plan), ["tom-0 11:00–14:00"])
    assert.strictEqual(plan?.promisedAt, at("14:00"))
    assert.deepStrictEqual(plan?.stages.map(({ elapsedMin, flagMin }) => [elapsedMin, flagMin]), [[120, 120]])
  })

  it("goes on after a second break too", () =>
    assert.deepStrictEqual(stages(arriving("11:00", roomy(technicians(1, { breaks: [{ from: "11:30", to: "12:00" }, { from: "12:30", to: "13:00" }] }), polish(120)))), ["tom-0 11:00–14:00"]))

  it("does not begin for less than a quarter of an hour before lunch", () => {
    const from = (writeUpMin: number) => stages(arriving("11:00", roomy(atLunch, polish(60), policy({ writeUpMin }))))
    assert.deepStrictEqual([from(45), from(46)], [["tom-0 11:45–13:45"], ["tom-0 13:00–14:00"]])
  })

  it("lasts no longer than anybody is asked to wait", () => {
    const times = (maxWaitMin: number) => plans(roomy(atLunch, polish(120), policy({ maxWaitMin }))).map(({ localTime }) => String(localTime))
    assert.include(times(180), "11:00")
    assert.notInclude(times(179), "11:00")
  })

  it("keeps its bay meanwhile", () => {
    const onLift = { bay: "lift" }
    const people = skilled([{ mechanical: 1 }, { electrical: 1 }])
    const [tom, tim] = roomy(people).technicians
    const document = roomy(lifts(1), { technicians: [{ ...tom, ...lunch }, tim], jobs: [trade("mechanical", 120, { pausable: true, ...onLift }), trade("electrical", 30, onLift)] })
    const busy = after(document, book("a1", at("11:00"), { jobs: ["mechanical"] }))
    assert.deepStrictEqual(stages(busy.offers(monday, { jobs: ["electrical"] }).find(({ localTime }) => localTime === "12:00")), ["tom-1 14:00–14:30"])
    const other = after(document, book("a1", at("13:00"), { jobs: ["electrical"] }))
    assert.deepStrictEqual(stages(other.offers(monday, { jobs: ["mechanical"] }).find(({ localTime }) => localTime === "11:00")), ["tom-0 13:30–15:30"])
  })

  it("does not pause for another car", () => {
    const document = roomy(technicians(1), polish(60))
    const day = Day.dayOf(Roster.rosterOf(document, monday), Daybook.initial, dayBefore)
    const [first, ...others] = after(document, book("a1", at("10:00"), { jobs: ["mechanical"] })).offers(monday, { jobs: ["mechanical"] })
    assert.deepStrictEqual([stages(first), stages(others[1])], [["tom-0 08:00–09:00"], ["tom-0 11:00–12:00"]])
    const [stage] = first?.stages ?? []
    if (first === undefined || stage === undefined) assert.fail("no offer")
    const paused = { ...first, stages: [{ ...stage, end: at("09:30") }] }
    assert.deepStrictEqual(fits(day, paused), [{ code: "technician_away", about: "tom-0" }])
  })

  it("is not given to somebody who has another car while others are at lunch", () => {
    const document = roomy({ technicians: [{ ...late, id: "tom-0", hours: daytime }, { ...late, ...lunch, hours: daytime }], jobs: [trade("mechanical", 120, { pausable: true }), job("short", stage("check", 60, mechanic))] })
    const busy = after(document, book("a1", at("12:00"), { jobs: ["short"] }))
    assert.deepStrictEqual(stages(busy.offers(monday, { jobs: ["mechanical"] }).find(({ localTime }) => localTime === "11:00")), ["tom-1 11:00–14:00"])
  })

  it("is begun later by somebody who is done earlier", () => {
    const document = roomy({ technicians: [{ ...late, id: "tom-0", ...lunch, hours: daytime }, late] }, polish(120))
    assert.deepStrictEqual(stages(arriving("11:00", document)), ["tom-1 11:30–13:30"])
  })

  it("is followed by the next stage when it is done", () => {
    const document = roomy(atLunch, { jobs: [job("mechanical", stage("polish", 90, { ...mechanic, pausable: true, gapAfter: { min: 0, max: 10 } }), stage("wash", 30, mechanic))] })
    assert.deepStrictEqual(stages(arriving("11:00", document)), ["tom-0 11:00–13:30", "tom-0 13:30–14:00"])
  })

  it("does not go on when the site has been closed in between, nor the next day", () => {
    const split = { ...calendar({ weekly: Object.fromEntries(workdays.map((day) => [day, [{ from: "08:00", to: "12:00" }, { from: "13:00", to: "16:00" }]])) }), ...technicians(1) }
    assert.deepStrictEqual(stages(arriving("11:00", roomy(split, polish(120)))), ["tom-0 13:00–15:00"])
    assert.isUndefined(arriving("15:00", roomy(atLunch, polish(120))))
  })

  it("in one piece is not begun before lunch", () =>
    assert.deepStrictEqual(stages(arriving("11:00", roomy(atLunch, polish(120, { pausable: false })))), ["tom-0 13:00–15:00"]))

  it("is confirmed as long as the break is where it was", () => {
    const document = roomy(atLunch, polish(120))
    const busy = after(document, book("a1", at("11:00"), { jobs: ["mechanical"] }))
    busy.asks(ask("Confirm", "a1", { how: "call" })).thenEvents("AppointmentConfirmed")
    const later = roomy(technicians(1, { breaks: [{ from: "12:30", to: "14:00" }] }), polish(120))
    assert.deepInclude(busy.asks(ask("Confirm", "a1", { how: "call" }), later).thenRejected("PlanNoLongerFits"), { reasons: [{ code: "technician_away", about: "tom-0" }] })
  })
})

/** Comes at half past eleven, and has no lunch. */
const late = { id: "tom-1", hours: week("11:30", "16:00"), breaks: [], skills: { mechanical: 1 }, efficiencyPct: 100 }
