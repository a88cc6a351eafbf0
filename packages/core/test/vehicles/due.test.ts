import { assert, describe, it } from "@effect/vitest"
import { Lifecycle, LocalDate, Maintenance, paceOf, Reading, Schedule } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import { Schema } from "effect"
import fc from "fast-check"

const date = (text: string) => LocalDate.LocalDate.make(text)

const read = (on: string, km: number): Reading.Reading => ({ on: date(on), km, source: "workshop" })

const known = (more: Partial<Maintenance.Known>): Maintenance.Known => ({ handedOver: date("2026-01-31"), maintained: null, readings: [], ...more })

const march = read("2026-03-01", 10_000)
const june = read("2026-06-09", 15_000)

describe("the next maintenance", () => {
  const due = (more: Partial<Maintenance.Known>, schedule = Schedule.standard) => Maintenance.dueOf(known(more), schedule)

  it("is due by months where they come before the kilometres, from the two last readings", () => {
    const found = due({ maintained: { on: date("2026-06-09"), km: 15_000 }, readings: [march, june] })
    assert.deepStrictEqual(found, { kind: "periodic", on: date("2026-09-09"), by: "months", km: 20_000, earliest: date("2026-09-09"), latest: date("2026-09-09") })
    const rare = due({ maintained: { on: date("2026-06-09"), km: 15_000 }, readings: [march, june] }, { ...Schedule.standard, every: { km: 5_000, months: 12 } })
    assert.deepStrictEqual([rare?.on, rare?.by], ["2026-09-17", "km"])
  })

  it("is the first service five thousand kilometres or some months after the hand-over, on the last day of a shorter month", () => {
    assert.deepStrictEqual(due({}), { kind: "first", on: date("2026-07-31"), by: "months", km: 5_000, earliest: date("2026-07-31"), latest: date("2026-07-31") })
    assert.strictEqual(due({ handedOver: date("2026-08-31") })?.on, "2027-02-28")
    assert.deepStrictEqual([due({ readings: [read("2026-02-10", 5_100)] })?.on, due({ readings: [read("2026-02-10", 5_100)] })?.by], ["2026-02-10", "km"])
  })

  it("says how sure it is: a car that is driven more of late may be due earlier, or later if that was a journey", () => {
    const found = due({ readings: [read("2026-02-01", 100), read("2026-04-01", 690), read("2026-04-11", 1_690)] })
    assert.deepStrictEqual([found?.earliest, found?.on, found?.latest], ["2026-05-15", "2026-05-15", "2026-07-31"].map(date))
  })

  it("is due by months alone where nobody knows how far the car had gone, or where it stands", () => {
    assert.deepStrictEqual(due({ maintained: { on: date("2026-03-01"), km: null }, readings: [march, june] }), {
      kind: "periodic", on: date("2026-06-01"), by: "months", km: null, earliest: date("2026-06-01"), latest: date("2026-06-01")
    })
    assert.strictEqual(due({ readings: [read("2026-02-01", 100), read("2026-05-01", 100)] })?.by, "months")
    assert.strictEqual(due({ readings: [read("2026-02-01", 5_000), read("2026-05-01", 5_000)] })?.on, "2026-02-01")
    assert.isUndefined(due({ handedOver: null }))
  })

  it("goes by the model, else by the brand, else by what holds for all", () => {
    const of = (km: number, more: Partial<Schedule.Schedule>): Schedule.Schedule => ({ ...Schedule.standard, first: { km, months: 12 }, ...more })
    const schedules = [of(1_000, { brand: "Audi" }), of(2_000, { brand: "Audi", model: "A4" }), of(3_000, {})]
    const km = (brand: string, model: string, all = schedules) => Schedule.scheduleFor(all, { brand, model }).first.km
    assert.deepStrictEqual([km("Audi", "A4"), km("Audi", "A6"), km("Toyota", "A4"), km("Toyota", "A4", [])], [2_000, 1_000, 3_000, 5_000])
  })

  const someReadings = fc.array(fc.record({ day: fc.integer({ min: 20_000, max: 21_500 }), km: fc.nat(60_000) }), { maxLength: 6 }).map((all) => {
    const days = all.map(({ day }) => day).sort((a, b) => a - b)
    const kms = all.map(({ km }) => km).sort((a, b) => a - b)
    return days.map((day, i): Reading.Reading => ({ on: LocalDate.fromDays(day), km: kms[i] ?? 0, source: "workshop" }))
  })
  const someUse = fc.record({
    handedOver: fc.constant(date("2024-10-01")), readings: someReadings,
    maintained: fc.option(fc.record({ on: fc.integer({ min: 20_000, max: 21_500 }).map(LocalDate.fromDays), km: fc.option(fc.nat(60_000)) }))
  })
  const someSchedule = fc.record({ km: fc.integer({ min: 500, max: 20_000 }), months: fc.integer({ min: 1, max: 24 }) }).map((one): Schedule.Schedule => ({ first: one, every: one }))

  it("is never later than the months allow, and lies between its earliest and its latest", () =>
    fc.assert(fc.property(someUse, someSchedule, (use, schedule) => {
      const found = Maintenance.dueOf(use, schedule) ?? assert.fail("not due")
      const months = LocalDate.addMonths(use.maintained?.on ?? use.handedOver, schedule.every.months)
      assert.isTrue(found.on <= months && found.earliest <= found.on && found.on <= found.latest)
    })))

  const noLater = (due = Maintenance.dueOf): void =>
    fc.assert(fc.property(someUse, someSchedule, fc.nat(20_000), (use, schedule, more) => {
      const further = { ...use, readings: use.readings.map((one, i) => i === use.readings.length - 1 ? { ...one, km: one.km + more } : one) }
      assert.isTrue((due(further, schedule)?.on ?? "") <= (due(use, schedule)?.on ?? ""))
    }))
  it("is no later for a car that has gone further", () => noLater())
  it("and the law notices who counts the kilometres from nought", () =>
    noticed(() => noLater((use, schedule) => Maintenance.dueOf({ ...use, readings: use.readings.map((one) => ({ ...one, km: 60_000 - one.km })) }, schedule))))
})

describe("a reading of the odometer", () => {
  const doubt = (on: string, km: number) => Reading.doubtOf([march, june], read(on, km), 1_000)

  it("is believed between those that stand, and after them", () => {
    assert.deepStrictEqual([doubt("2026-04-01", 12_000), doubt("2026-07-01", 16_000), doubt("2026-06-09", 15_000), doubt("2026-01-01", 2_000)], [undefined, undefined, undefined, undefined])
  })

  it("is doubted when it falls, be it against a later one, and when nobody drives as much", () => {
    assert.deepStrictEqual([doubt("2026-07-01", 14_999), doubt("2026-04-01", 15_001), doubt("2026-06-10", 16_001), doubt("2026-06-09", 16_001), doubt("2026-06-08", 10_001)], ["falling", "falling", "absurd", "absurd", "absurd"])
  })

  const steady = (judge = Reading.doubtOf): void =>
    fc.assert(fc.property(fc.array(fc.record({ on: fc.integer({ min: 20_000, max: 20_400 }).map(LocalDate.fromDays), km: fc.nat(90_000), source: fc.constant("customer" as const) }), { maxLength: 12 }), (all) => {
      const believed = all.reduce<ReadonlyArray<Reading.Reading>>((known, one) => judge(known, one, 800) === undefined ? Reading.withReading(known, one) : known, [])
      for (let i = 1; i < believed.length; i++) assert.isTrue((believed[i - 1]?.on ?? "") <= (believed[i]?.on ?? "") && (believed[i - 1]?.km ?? 0) <= (believed[i]?.km ?? 0))
      const pace = paceOf(believed)
      if (pace !== undefined) assert.isTrue(0 <= pace.least && pace.least <= pace.now && pace.now <= pace.most)
    }))
  it("that is believed never makes a car drive backwards, in whatever order readings come", () => steady())
  it("and the law notices who looks only at the last one", () =>
    noticed(() => steady((known, one) => (known.at(-1)?.km ?? 0) > one.km ? "falling" : undefined)))
})

describe("the life of a car with its dealership", () => {
  const seen = (last: string, before: string | null = null, visited = true): Lifecycle.Seen => ({ last: date(last), before: before === null ? null : date(before), visited })
  const dueOn = (on: string): Maintenance.Due => ({ kind: "periodic", on: date(on), by: "months", km: null, earliest: date(on), latest: date(on) })
  const stage = (one: Lifecycle.Seen, due: Maintenance.Due | undefined, today: string, schedule = Schedule.standard) =>
    Lifecycle.stageOf(one, due, schedule, Lifecycle.standard, date(today))

  it("goes from the hand-over to the first service", () => {
    const fresh = seen("2026-01-10", null, false)
    assert.strictEqual(stage(fresh, dueOn("2026-07-10"), "2026-03-01"), "awaiting-first-service")
    assert.strictEqual(stage(fresh, dueOn("2026-07-10"), "2026-06-10"), "due")
    assert.strictEqual(stage(fresh, dueOn("2026-07-10"), "2026-08-10"), "overdue")
  })

  it("goes from active to due, overdue, at risk and lost, a day after each threshold", () => {
    const here = (today: string) => stage(seen("2026-01-10"), dueOn("2026-04-10"), today)
    assert.deepStrictEqual(["2026-03-10", "2026-03-11", "2026-05-10", "2026-05-11", "2026-07-10", "2026-07-11", "2027-01-10", "2027-01-11"].map(here), [
      "active", "due", "due", "overdue", "overdue", "at-risk", "at-risk", "lost"
    ])
  })

  it("is more patient where the interval is longer", () => {
    const yearly = { ...Schedule.standard, every: { km: 15_000, months: 12 } }
    assert.deepStrictEqual([stage(seen("2026-01-10"), undefined, "2027-07-10", yearly), stage(seen("2026-01-10"), undefined, "2028-01-11", yearly)], ["active", "lost"])
  })

  it("begins anew when a lost car comes back", () => {
    assert.strictEqual(stage(seen("2027-02-01", "2026-01-10"), dueOn("2027-05-01"), "2027-02-02"), "reactivated")
    assert.strictEqual(stage(seen("2027-01-10", "2026-01-10"), dueOn("2027-04-10"), "2027-01-11"), "active")
  })

  it("never goes back by waiting", () => {
    const order: ReadonlyArray<Lifecycle.Stage> = ["reactivated", "awaiting-first-service", "active", "due", "overdue", "at-risk", "lost"]
    fc.assert(fc.property(fc.integer({ min: 0, max: 900 }), fc.nat(200), fc.integer({ min: 0, max: 500 }), fc.boolean(), (days, wait, until, visited) => {
      const one = seen("2026-01-10", null, visited)
      const at = (n: number) => order.indexOf(Lifecycle.stageOf(one, dueOn(LocalDate.addDays(one.last, until)), Schedule.standard, Lifecycle.standard, LocalDate.addDays(one.last, n)))
      assert.isAtMost(at(days), at(days + wait))
    }))
  })

  it("says on which date it will be another, if nothing is told of the car: on none before, and on that one", () =>
    fc.assert(fc.property(fc.nat(900), fc.option(fc.nat(500), { nil: undefined }), fc.boolean(), fc.nat(60), (days, until, visited, dueDays) => {
      const one = seen("2026-01-10", null, visited)
      const due = until === undefined ? undefined : dueOn(LocalDate.addDays(one.last, until))
      const patience = { ...Lifecycle.standard, dueDays }
      const on = (n: number) => Lifecycle.stageOf(one, due, Schedule.standard, patience, LocalDate.addDays(one.last, n))
      const next = Lifecycle.nextMove(one, due, Schedule.standard, patience, LocalDate.addDays(one.last, days))
      const end = next === undefined ? days + 1_000 : LocalDate.toDays(next) - LocalDate.toDays(one.last)
      for (let n = days; n < end; n++) assert.strictEqual(on(n), on(days))
      if (next !== undefined) assert.notStrictEqual(on(end), on(days))
    })))

  it("takes only thresholds that make sense", () => {
    const refused = Schema.decodeUnknownResult(Lifecycle.Patience)({ ...Lifecycle.standard, lost: { months: 0, intervalPct: 200 } })
    assert.strictEqual(refused._tag, "Failure")
  })
})
