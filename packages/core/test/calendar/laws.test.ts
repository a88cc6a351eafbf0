import { assert, describe, it } from "@effect/vitest"
import { Instant, Intervals, LocalDate, LocalTime } from "@servicelane/core"
import { Schema } from "effect"
import fc from "fast-check"

const day = 86_400_000
/** Years 0000 to 9999, all that fits four digits. */
const firstDay = Date.parse("0000-01-01T00:00:00.000Z") / day
const lastDay = Date.parse("9999-12-31T00:00:00.000Z") / day

const anyDay = fc.integer({ min: firstDay, max: lastDay })
const nearDay = fc.integer({ min: Date.UTC(1990, 0) / day, max: Date.UTC(2040, 0) / day })
const monthEnd = fc.integer({ min: 0, max: 600 }).map((month) => Date.UTC(1990, month, 0) / day)
const anyMillis = fc.integer({ min: firstDay * day, max: (lastDay + 1) * day - 1 })

/** The platform's date of a day number. */
const platform = (days: number): string => new Date(days * day).toISOString().slice(0, 10)

const edge = fc.integer({ min: -5, max: 60 })
const set = fc.array(fc.record({ from: edge, to: edge }), { maxLength: 6 }).map(Intervals.normalize)

const has = (intervals: Intervals.Intervals, minute: number): boolean => intervals.some(({ from, to }) => from <= minute && minute < to)

describe("the algebra of intervals", () => {
  it("clips to what lies from one minute up to another, and to nothing when they are the wrong way round", () =>
    fc.assert(fc.property(set, edge, edge, (a, from, to) => {
      const cut = Intervals.clip(a, from, to)
      for (let minute = -6; minute <= 61; minute++) assert.strictEqual(has(cut, minute), has(a, minute) && from <= minute && minute < to, `minute ${minute}`)
      assert.deepStrictEqual(Intervals.normalize(cut), cut)
    })))

  it("does not mind the order or the grouping of unions and intersections", () =>
    fc.assert(fc.property(set, set, set, (a, b, c) => {
      for (const join of [Intervals.union, Intervals.intersect]) {
        assert.deepStrictEqual(join(a, b), join(b, a))
        assert.deepStrictEqual(join(join(a, b), c), join(a, join(b, c)))
        assert.deepStrictEqual(join(a, a), a)
      }
      assert.deepStrictEqual(Intervals.intersect(a, Intervals.union(b, c)), Intervals.union(Intervals.intersect(a, b), Intervals.intersect(a, c)))
      assert.deepStrictEqual(Intervals.subtract(Intervals.subtract(a, b), c), Intervals.subtract(a, Intervals.union(b, c)))
    })))

  it("splits a set into what is in another and what is not, and loses no minute", () =>
    fc.assert(fc.property(set, set, (a, b) => {
      const [inside, outside] = [Intervals.intersect(a, b), Intervals.subtract(a, b)]
      assert.deepStrictEqual(Intervals.union(inside, outside), a)
      assert.deepStrictEqual(Intervals.intersect(inside, outside), [])
      assert.strictEqual(Intervals.total(inside) + Intervals.total(outside), Intervals.total(a))
    })))
})

describe("days and dates", () => {
  it("are the platform's from year 0000 to 9999", () =>
    fc.assert(fc.property(anyDay, (days) => {
      const text = platform(days)
      assert.strictEqual(LocalDate.fromDays(days), text)
      assert.strictEqual(LocalDate.toDays(text), days)
      assert.isTrue(Schema.is(LocalDate.LocalDate)(text))
    })))

  it("are one after another without a gap over a whole 400-year cycle", () => {
    for (let days = Date.UTC(1900, 0) / day, end = Date.UTC(2300, 0) / day; days <= end; days++) {
      if (LocalDate.fromDays(days) !== platform(days)) assert.strictEqual(LocalDate.fromDays(days), platform(days))
    }
  })

  it("go so many days on and back again", () =>
    fc.assert(fc.property(nearDay, fc.integer({ min: -5_000, max: 5_000 }), (days, move) => {
      const date = LocalDate.fromDays(days)
      assert.strictEqual(LocalDate.addDays(date, move), platform(days + move))
      assert.strictEqual(LocalDate.addDays(LocalDate.addDays(date, move), -move), date)
    })))

  it("have a weekday that moves on by one a day", () =>
    fc.assert(fc.property(anyDay, (days) =>
      assert.strictEqual(LocalDate.Weekday.literals.indexOf(LocalDate.weekdayOf(LocalDate.fromDays(days))), (new Date(days * day).getUTCDay() + 6) % 7))))

  it("go so many months on to the same day, or to the last of a shorter month", () =>
    fc.assert(fc.property(fc.oneof(nearDay, monthEnd), fc.integer({ min: -600, max: 600 }), (days, months) => {
      const base = new Date(days * day)
      const [year, month] = [base.getUTCFullYear(), base.getUTCMonth() + months]
      const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
      const expected = Date.UTC(year, month, Math.min(base.getUTCDate(), lastOfMonth)) / day
      assert.strictEqual(LocalDate.addMonths(LocalDate.fromDays(days), months), platform(expected))
    })))

  it("are counted on from the base, for a chain forgets the day it began on", () => {
    const base = LocalDate.LocalDate.make("2026-01-31")
    assert.strictEqual(LocalDate.addMonths(base, 2), "2026-03-31")
    assert.strictEqual(LocalDate.addMonths(LocalDate.addMonths(base, 1), 1), "2026-03-28")
  })

  it("have a month, which has a first day", () =>
    fc.assert(fc.property(anyDay, (days) => {
      const month = LocalDate.monthOf(LocalDate.fromDays(days))
      assert.strictEqual(month, platform(days).slice(0, 7))
      assert.strictEqual(LocalDate.firstDay(month), `${month}-01`)
      assert.isTrue(Schema.is(LocalDate.Month)(month))
    })))

  it("are in the order of their text", () =>
    fc.assert(fc.property(anyDay, anyDay, (a, b) => assert.strictEqual(LocalDate.fromDays(a) < LocalDate.fromDays(b), a < b))))

  it("are refused exactly when the platform knows no such day", () =>
    fc.assert(fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), (year, month, dayOfMonth) => {
      const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`
      const parsed = new Date(`${text}T00:00:00.000Z`)
      const isReal = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
      assert.strictEqual(Schema.is(LocalDate.LocalDate)(text), isReal, text)
      assert.strictEqual(Schema.is(Instant.Instant)(`${text}T12:34:56.789Z`), isReal, text)
    })))

  it.each(["1900-02-29", "2100-02-29", "12026-01-01", "+002026-01-01", "-001-01-01", "-0001-01-01", "226-01-01", "2026/01/01", "2026-01-012026-01-01", " 2026-01-01", "2026-01-01\n", "２０２６-01-01"])("%j is no date", (text) => {
    assert.isFalse(Schema.is(LocalDate.LocalDate)(text))
    assert.isFalse(Schema.is(Instant.Instant)(`${text}T00:00:00.000Z`))
  })

  it.each(["2026-00", "2026-13", "2026-1", "26-01", "2026-01-01", "12026-01", "2026-01\n"])("%j is no month", (text) => assert.isFalse(Schema.is(LocalDate.Month)(text)))

  it.each(["0000-02-29", "2000-02-29", "2024-02-29", "9999-12-31"])("%s is a date", (text) => assert.isTrue(Schema.is(LocalDate.LocalDate)(text)))
})

describe("instants", () => {
  it("are the platform's from year 0000 to 9999, to the millisecond", () =>
    fc.assert(fc.property(anyMillis, (millis) => {
      const text = new Date(millis).toISOString()
      assert.strictEqual(Instant.fromMillis(millis), text)
      assert.strictEqual(Instant.toMillis(text), millis)
      assert.isTrue(Schema.is(Instant.Instant)(text))
    })))

  it("are in the order of their text", () =>
    fc.assert(fc.property(anyMillis, anyMillis, (a, b) => assert.strictEqual(Instant.fromMillis(a) < Instant.fromMillis(b), a < b))))

  it("go so many minutes on, which lie between", () =>
    fc.assert(fc.property(nearDay, fc.integer({ min: 0, max: day - 1 }), fc.integer({ min: -100_000, max: 100_000 }), (days, rest, minutes) => {
      const millis = days * day + rest
      const [from, to] = [Instant.fromMillis(millis), Instant.fromMillis(millis + minutes * 60_000)]
      assert.strictEqual(Instant.addMinutes(from, minutes), to)
      assert.strictEqual(Instant.minutesBetween(from, to), minutes)
      assert.strictEqual(Instant.minutesBetween(to, from), 0 - minutes)
    })))

  it("have part minutes between them", () =>
    assert.strictEqual(Instant.minutesBetween(Instant.Instant.make("2026-09-18T08:00:00.000Z"), Instant.Instant.make("2026-09-18T08:01:30.000Z")), 1.5))

  it.each([
    "2026-09-18T08:60:00.000Z", "2026-12-31T23:59:60.000Z", "2026-09-18T24:00:00.000Z", "2026-09-18T08:00:00.00Z", "2026-09-18T08:00:00.0000Z",
    "2026-09-18T08:00:00,000Z", "2026-09-18t08:00:00.000z", "2026-09-18 08:00:00.000Z", "2026-09-18T08:00:00.000+00:00", "2026-09-18T08:00:00.000Z\n"
  ])("%j is no instant", (text) => assert.isFalse(Schema.is(Instant.Instant)(text)))
})

describe("times on the wall", () => {
  it("are the minutes after midnight up to the end of the day", () => {
    for (let minutes = 0; minutes <= 1_440; minutes++) {
      const time = LocalTime.fromMinutes(minutes)
      assert.strictEqual(LocalTime.toMinutes(time), minutes)
      assert.isTrue(Schema.is(LocalTime.LocalTime)(time), time)
    }
    assert.strictEqual(LocalTime.fromMinutes(1_440), "24:00")
  })

  it.each(["24:01", "25:00", "8:30", "08:60", "08:30:00", "08.30", "-1:30", "", "08:30\n"])("%j is no time", (text) => assert.isFalse(Schema.is(LocalTime.LocalTime)(text)))
})
