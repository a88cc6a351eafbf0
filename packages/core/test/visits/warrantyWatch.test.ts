import { assert, describe, it } from "@effect/vitest"
import { Care, Instant, LocalDate, Symptom, VisitId, WarrantyWatch } from "@servicelane/core"
import fc from "fast-check"

const { standard, warrantyWatch } = WarrantyWatch

const date = (text: string) => LocalDate.LocalDate.make(text)
const sold = date("2026-01-10")

/** Here for so many hours from eight o'clock on. */
const repair = (on: string, hours: number, symptoms: ReadonlyArray<string>, more: Partial<WarrantyWatch.Repair> = {}): WarrantyWatch.Repair => {
  const arrivedAt = Instant.Instant.make(`${on}T08:00:00.000Z`)
  const readyAt = Instant.addMinutes(arrivedAt, hours * 60)
  return { id: VisitId.make(`v-${on}`), at: readyAt, arrivedAt, readyAt, date: date(on), km: 5_000, work: ["warranty"], symptoms: symptoms.map((one) => Symptom.make(one)), ...more }
}

const four = ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"].map((on) => repair(on, 4, ["gearbox-jerk"]))
const counted = (repairs: ReadonlyArray<WarrantyWatch.Repair>, terms = standard) => {
  const { symptoms, days, isReached } = warrantyWatch(repairs, sold, terms)
  return { symptoms: symptoms.map((one) => [one.symptom, one.repairs, one.days, one.isReached]), days, isReached }
}

describe("the watch over repairs under the warranty law", () => {
  it("is reached by the fifth repair of one fault, not by the fourth", () => {
    assert.deepStrictEqual(counted(four), { symptoms: [["gearbox-jerk", 4, 4, false]], days: 4, isReached: false })
    assert.deepStrictEqual(counted([...four, repair("2026-06-01", 4, ["gearbox-jerk"])]), { symptoms: [["gearbox-jerk", 5, 5, true]], days: 5, isReached: true })
    assert.isFalse(counted([...four, repair("2026-06-01", 4, ["brakes-noise"])]).isReached)
  })

  it("is reached by more than thirty days in the workshop, whatever they were for", () => {
    const month = repair("2026-02-01", 29 * 24, ["gearbox-jerk"])
    assert.deepStrictEqual(counted([month, repair("2026-04-01", 20, ["brakes-noise"])]), { symptoms: [["gearbox-jerk", 1, 29, false], ["brakes-noise", 1, 1, false]], days: 30, isReached: false })
    // A part of a day is a day.
    assert.isTrue(counted([month, repair("2026-04-01", 25, ["brakes-noise"])]).isReached)
  })

  it("counts a visit for two faults under both, and its days once", () =>
    assert.deepStrictEqual(counted([repair("2026-02-01", 30, ["a", "b", "a"])]), { symptoms: [["a", 1, 2, false], ["b", 1, 2, false]], days: 2, isReached: false }))

  it("ends with the months or the kilometres that the law covers, and knows no maintenance", () => {
    assert.strictEqual(counted([repair("2028-01-09", 4, ["a"])]).days, 1)
    assert.strictEqual(counted([repair("2028-01-10", 4, ["a"])]).days, 0)
    assert.strictEqual(counted([repair("2026-02-01", 4, ["a"], { km: 50_000 })]).days, 1)
    assert.strictEqual(counted([repair("2026-02-01", 4, ["a"], { km: 50_001 })]).days, 0)
    assert.strictEqual(counted([repair("2026-02-01", 4, ["a"], { km: null })]).days, 1)
    assert.deepStrictEqual(counted([repair("2026-02-01", 4, ["a"], { work: ["maintenance"] })]), { symptoms: [], days: 0, isReached: false })
    assert.strictEqual(warrantyWatch([repair("2028-02-01", 4, ["a"])], null, standard).days, 1)
  })

  it("counts until the car was handed over where nobody said that it was ready", () =>
    assert.strictEqual(counted([repair("2026-02-01", 4, ["a"], { readyAt: null, at: Instant.Instant.make("2026-02-03T09:00:00.000Z") })]).days, 3))

  it("goes by the numbers of the site, as under the rule of 2013", () => {
    const of2013 = Care.whole({ schedules: [], warranty: { ...standard, repairs: 5, days: 35 } }).warranty
    assert.isFalse(counted([...four, repair("2026-06-01", 4, ["gearbox-jerk"])], of2013).isReached)
    assert.deepStrictEqual(Care.whole().warranty, standard)
  })

  it("says the same in whatever order the visits are told, and never less after one more", () => {
    const visit = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 200 }), fc.subarray(["a", "b", "c"]), fc.constantFrom("repair", "warranty", "maintenance"))
      .map(([day, hours, symptoms, work]) => repair(LocalDate.addDays(sold, day), hours, symptoms, { work: [work] }))
    fc.assert(fc.property(fc.uniqueArray(visit, { selector: ({ id }) => id, maxLength: 8 }), visit, (visits, another) => {
      const watch = counted(visits)
      assert.deepStrictEqual(counted(visits.toReversed()), watch)
      const later = counted([...visits, another])
      assert.isTrue(later.days >= watch.days && (later.isReached || !watch.isReached))
    }))
  })
})
