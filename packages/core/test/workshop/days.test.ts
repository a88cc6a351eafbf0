import { assert, describe, it } from "@effect/vitest"
import { AppointmentId, Day, Daybook, Instant, LocalTime, type Plan, Roster } from "@servicelane/core"
import { Schema } from "effect"
import fc from "fast-check"
import { at, lifts, monday, policy, shop, technicians, trade, week } from "./shop.ts"

const of = (skill: string) => ({ id: skill, level: 1 })

const document = shop(
  technicians(2), lifts(2), policy({ loadPct: 80 }),
  { advisors: ["anna", "bert"].map((id) => ({ id, hours: week("08:00", "16:00"), breaks: [], tickMinutes: 30, perTick: 2 })) },
  { loaners: [{ id: "loaner", turnaroundMin: 30 }] },
  { jobs: ["mechanical", "electrical"].map((skill) => trade(skill, 60, { bay: "lift" })) },
  { quotas: [{ id: "drop", of: { transport: "drop" }, perDay: 3 }, { id: "early", of: { channel: "web" }, perDay: 2, between: { from: "08:00", to: "10:00" } }] }
)

const time = (from: number, to: number): fc.Arbitrary<Instant.Instant> => fc.integer({ min: from, max: to }).map((halves) => at(LocalTime.fromMinutes(halves * 30)))

const maybe = <A>(one: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> => fc.option(one, { nil: undefined })

const planned = fc.record({
  start: time(0, 40), span: fc.integer({ min: 0, max: 200 }), elapsedMin: fc.integer({ min: 1, max: 90 }), technician: maybe(fc.constantFrom("tom-0", "tom-1", "gone")), bay: maybe(fc.constantFrom("lift-0", "lift-1")),
  skill: maybe(fc.constantFrom("mechanical", "electrical", "paint")), bayType: maybe(fc.constantFrom("lift", "booth")), flagMin: fc.integer({ min: 0, max: 90 })
}).map(({ start, span, elapsedMin, technician, bay, skill, bayType, flagMin }) => ({
  name: "work", start, end: Instant.addMinutes(start, span), flagMin, elapsedMin,
  ...(technician && { technician }), ...(bay && { bay }), ...(skill && { skill: of(skill) }), ...(bayType && { bayType })
}))

/** Whatever anybody may once have written, whether it fitted or not. */
const use = fc.record({
  arriveAt: fc.oneof({ arbitrary: time(14, 34), weight: 5 }, { arbitrary: fc.constant(at("09:00", "2026-09-20")), weight: 1 }),
  advisor: fc.constantFrom("anna", "bert", "gone", null), stages: fc.array(planned, { maxLength: 3 }), loaner: maybe(time(16, 30)),
  transport: fc.constantFrom("drop", "wait"), channel: fc.constantFrom("web", "telephone")
}).map(({ loaner, ...one }) => ({ ...one, ...(loaner && { loaner: { id: "loaner", from: loaner, to: Instant.addMinutes(loaner, 90) } }) }))

const event = fc.record({
  tag: fc.constantFrom("CapacityHeld", "CapacityTaken", "CapacityTaken", "CapacityReleased", "CapacityCarriedOver", "CapacityOverridden"),
  holder: fc.integer({ min: 0, max: 9 }), use, releaseAt: time(0, 40)
}).map(({ tag, holder, use, releaseAt }) => {
  const on = { _tag: tag, site: "shop", date: monday, holder: `car-${holder}`, at: at("00:00") }
  return Schema.decodeUnknownSync(Daybook.Event)(
    tag === "CapacityReleased" ? on : { ...on, use, ...(tag === "CapacityHeld" ? { releaseAt } : {}), ...(tag === "CapacityOverridden" ? { reason: "the boss" } : {}) }
  )
})

/** What happens, and whether somebody looks at the day then, and when that is. */
const story = fc.array(fc.record({ event, now: time(0, 40), looks: fc.boolean() }), { minLength: 1, maxLength: 20 })

const roster = Roster.rosterOf(document, monday)

const seen = ({ ready, ...day }: Day.Day) => ({ ...day, ready: ready() })

describe("a day", () => {
  it("carried on from an earlier one is the day made anew", () =>
    fc.assert(fc.property(story, (steps) => {
      let book = Daybook.initial
      let earlier: Day.Day | undefined
      for (const [i, { event, now, looks }] of steps.entries()) {
        book = Daybook.evolve(book, event)
        const day = Day.dayOf(roster, book, now, earlier)
        if (looks || i === steps.length - 1) assert.deepStrictEqual(seen(day), seen(Day.dayOf(roster, book, now)))
        earlier = day
      }
    })))

  it("of another roster is not carried on", () => {
    const use = { arriveAt: at("09:00"), advisor: null, stages: [] } satisfies Plan.Use
    const book = Daybook.evolve(Daybook.initial, { _tag: "CapacityTaken", site: document.site, date: monday, holder: AppointmentId.make("car-1"), at: at("00:00"), use })
    const smaller = Roster.rosterOf(shop(), monday)
    assert.deepStrictEqual(seen(Day.dayOf(smaller, book, at("00:00"), Day.dayOf(roster, book, at("00:00")))), seen(Day.dayOf(smaller, book, at("00:00"))))
  })
})
