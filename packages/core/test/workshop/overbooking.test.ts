import { assert, describe, it } from "@effect/vitest"
import { Daybook, overbooked, Policy } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import { Schema } from "effect"
import fc from "fast-check"
import { fill } from "./asked.ts"
import { advisor, type Change, dayBefore, lifts, many, monday, policy as policies, roomy, skilled, technicians, trade } from "./shop.ts"

const policy = (showPct: number, riskPct: number): Policy.Policy => ({ ...Policy.standard, overbooking: { showPct, riskPct } })

/** The chance that cars of these minutes ask for more than there are, each coming by itself: every sum, one car after the other. */
const chanceOfMore = (minutes: ReadonlyArray<number>, show: number, capacity: number): number => {
  let sums = new Map([[0, 1]])
  for (const own of minutes) {
    const next = new Map<number, number>()
    for (const [sum, chance] of sums) {
      next.set(sum, (next.get(sum) ?? 0) + chance * (1 - show))
      next.set(sum + own, (next.get(sum + own) ?? 0) + chance * show)
    }
    sums = next
  }
  return [...sums].reduce((sum, [asked, chance]) => sum + (asked > capacity ? chance : 0), 0)
}

const almost = 1e-9

describe("overbooking", () => {
  it.each([[20, 85, 5, 21], [8, 85, 5, 8], [20, 85, 0, 20], [20, 100, 5, 20], [0, 85, 5, 0], [-1, 85, 5, -1], [1, 50, 50, 3]])(
    "where %i find room, %i in a hundred come and a risk of %i in a hundred is taken, books %i", (cap, show, risk, n) => assert.strictEqual(overbooked(cap, policy(show, risk)), n))

  it("books nobody beyond the room where the site says nothing", () => assert.strictEqual(overbooked(20, Policy.standard), 20))

  const bounded = (of: typeof overbooked): void =>
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 50, max: 100 }), fc.integer({ min: 0, max: 50 }), (cap, show, risk) => {
      const n = of(cap, policy(show, risk))
      const chance = (cars: number): number => chanceOfMore(many(cars, () => 1), show / 100, cap)
      assert.isAtMost(chance(n), risk / 100 + almost)
      if (show < 100) assert.isAbove(chance(n + 1), risk / 100 - almost)
    }))

  it("never exceeds its bound for any show rate, and takes no more risk than it must", () => bounded(overbooked))
  it("and the law notices one car more", () => noticed(() => bounded((cap, one) => overbooked(cap, one) + 1)))

  // Five technicians with eight hours each, of which eighty in a hundred are planned.
  const five = (flagMin: number, overbooking?: Policy.Policy["overbooking"], electricalMin = flagMin) =>
    roomy(
      skilled(many(5, () => ({ mechanical: 1, electrical: 1 }))),
      { jobs: [trade("mechanical", 10, { flagMin }), trade("electrical", 10, { flagMin: electricalMin })] },
      policies({ loadPct: 80, ...(overbooking === undefined ? {} : { overbooking }) })
    )

  it("takes the twenty-first car of those that fill the day", () => {
    const cars = (overbooking?: Policy.Policy["overbooking"]) => fill(five(96, overbooking), () => "mechanical").cars
    assert.deepStrictEqual([cars(), cars({ showPct: 85, riskPct: 5 })], [20, 21])
  })

  it("counts on what is carried over: that car is here", () => {
    const document = five(72, { showPct: 85, riskPct: 5 })
    const carried = Daybook.evolve(Daybook.initial, Schema.decodeUnknownSync(Daybook.Event)({
      _tag: "CapacityCarriedOver", site: "shop", date: monday, holder: "carried", at: dayBefore, use: {
        arriveAt: dayBefore, advisor: null,
        stages: [{ name: "rest", start: `${monday}T08:00:00.000Z`, end: `${monday}T09:00:00.000Z`, skill: { id: "mechanical", level: 1 }, flagMin: 480, elapsedMin: 60 }]
      }
    }))
    // A quarter of the planned hours is gone, and twenty cars find room in the rest.
    assert.strictEqual(fill(document, () => "mechanical", dayBefore, "drop", carried).cars, 21)
  })

  it("asks at most by chance for more hours than are planned, however long the jobs are", () =>
    fc.assert(fc.property(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 20, max: 200 }), fc.integer({ min: 50, max: 99 }), fc.integer({ min: 1, max: 50 }), fc.infiniteStream(fc.boolean()), (short, long, showPct, riskPct, dice) => {
      const { book, roster } = fill(five(short, { showPct, riskPct }, long), () => dice.next().value === true ? "mechanical" : "electrical")
      const minutes = Object.values(book.entries).map(({ use: { stages } }) => stages.reduce((sum, { flagMin }) => sum + flagMin, 0))
      const planned = 5 * 8 * 60 * roster.policy.loadPct / 100
      assert.isAtMost(chanceOfMore(minutes, showPct / 100, planned), riskPct / 100 + almost)
    }), { numRuns: 40 }))

  it("is of receptions too, and never of bays, of waiting customers or of hours that are not there", () => {
    const overbooking = policies({ overbooking: { showPct: 85, riskPct: 5 } })
    const receptions = (more: Change) => fill(roomy(advisor(240, 20), technicians(40), more), () => "mechanical").cars
    assert.deepStrictEqual([receptions({}), receptions(overbooking)], [40, 42])
    const inBays = (more: Change) => fill(roomy(technicians(5), lifts(1), { jobs: [trade("mechanical", 60, { bay: "lift" })] }, more), () => "mechanical").cars
    assert.strictEqual(inBays(overbooking), inBays({}))
    const waiting = (more: Change) => fill(roomy(technicians(2), more), () => "mechanical", undefined, "wait").cars
    assert.strictEqual(waiting(overbooking), waiting({}))
    const all = (more: Change) => fill(roomy(technicians(3), more), () => "mechanical").cars
    assert.strictEqual(all(overbooking), all({}))
  })
})
