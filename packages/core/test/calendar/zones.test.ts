import { assert, describe, it } from "@effect/vitest"
import { Calendar, Instant, LocalDate, LocalTime, Zone } from "@servicelane/core"
import { Result, Schema } from "effect"

const weekly = (...hours: ReadonlyArray<Calendar.Hours>): Calendar.Weekly => Object.fromEntries(LocalDate.Weekday.literals.map((day) => [day, hours]))

const at = (time: string): LocalTime.LocalTime => LocalTime.LocalTime.make(time)

describe("wall clocks", () => {
  it.each([
    ["Africa/Cairo", "2026-04-24", 23, "2026-04-24T01:00:00+03:00"],
    ["Asia/Shanghai", "1986-05-04", 23, "1986-05-04T00:00:00+08:00"],
    ["America/New_York", "2026-11-01", 25, "2026-11-01T00:00:00-04:00"]
  ])("in %s %s has %i hours and begins at %s", (name, text, hours, begins) => {
    const { from, to } = Calendar.dayOf(Calendar.closed(Zone.Zone.make(name)), LocalDate.LocalDate.make(text))
    assert.strictEqual((to - from) / 3_600_000, hours)
    assert.strictEqual(Zone.isoWithOffset(Zone.Zone.make(name), from), begins)
  })

  it.each([["2026-03-08", 5], ["2026-11-01", 7], ["2026-06-01", 6]])("in New York midnight to six on %s is %i hours of work", (text, hours) => {
    const calendar = { ...Calendar.closed(Zone.Zone.make("America/New_York")), weekly: weekly({ from: at("00:00"), to: at("06:00") }) }
    const [open] = Calendar.opening(calendar, LocalDate.LocalDate.make(text))
    assert.strictEqual(((open?.to ?? 0) - (open?.from ?? 0)) / 3_600_000, hours)
  })

  it("nine in Urumqi is two hours after nine in Shanghai", () => {
    const nine = (name: string) => Zone.instantOf(Zone.Zone.make(name), LocalDate.LocalDate.make("2026-09-18"), 540)
    assert.strictEqual(Instant.fromMillis(nine("Asia/Urumqi")).slice(11, 16), "03:00")
    assert.strictEqual(Instant.fromMillis(nine("Asia/Shanghai")).slice(11, 16), "01:00")
  })

  it("a person is asked back about a time that the clock skips or shows twice", () => {
    const berlin = Zone.Zone.make("Europe/Berlin")
    const refusal = (answer: ReturnType<typeof Zone.requested>): Readonly<Record<string, unknown>> => ({ ...Result.getOrThrow(Result.flip(answer)) })
    const asked = (date: string, time: string, offset?: string) => Zone.requested(berlin, LocalDate.LocalDate.make(date), at(time), offset)
    const skipped = asked("2026-03-29", "02:30")
    assert.deepInclude(refusal(skipped), { _tag: "NonexistentLocalTime", next: "2026-03-29T01:00:00.000Z" })
    const twice = asked("2026-10-25", "02:30")
    assert.deepInclude(refusal(twice), { _tag: "AmbiguousLocalTime", offsets: ["+02:00", "+01:00"] })
    assert.strictEqual(Result.getOrThrow(asked("2026-10-25", "02:30", "+01:00")), "2026-10-25T01:30:00.000Z")
    assert.strictEqual(Result.getOrThrow(asked("2026-10-25", "02:30", "+02:00")), "2026-10-25T00:30:00.000Z")
    assert.strictEqual(Result.getOrThrow(asked("2026-06-01", "02:30")), "2026-06-01T00:30:00.000Z")
    assert.deepInclude(refusal(asked("2026-06-01", "02:30", "+01:00")), { _tag: "OffsetNotInForce", offsets: ["+02:00"] })
    assert.deepInclude(refusal(asked("2026-10-25", "02:30", "+03:00")), { _tag: "OffsetNotInForce", offsets: ["+02:00", "+01:00"] })
  })

  it.each(["Europe/Atlantis", "", "+08:00", "asia/shanghai", "CST8"])("%s is not the name of a zone", (name) => assert.isFalse(Schema.is(Zone.Zone)(name)))
})
