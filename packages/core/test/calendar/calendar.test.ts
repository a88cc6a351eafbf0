import { assert, describe, it } from "@effect/vitest"
import { Calendar, LocalDate, LocalTime, Zone } from "@servicelane/core"
import { Schema } from "effect"

const weekdays = ["mon", "tue", "wed", "thu", "fri"]

const calendar = (zone: string, hours: readonly [string, string], change: Record<string, unknown> = {}, days: ReadonlyArray<string> = weekdays): Calendar.Calendar =>
  Schema.decodeUnknownSync(Calendar.Calendar)({
    zone, weekly: Object.fromEntries(days.map((day) => [day, [{ from: hours[0], to: hours[1] }]])), holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [], ...change
  })

const date = (text: string): LocalDate.LocalDate => LocalDate.LocalDate.make(text)

const utc = (millis: number): string => new Date(millis).toISOString().slice(5, 16)

/** `09-18T01:00/09-18T09:30`, in UTC. */
const opening = (of: Calendar.Calendar, from: string, to = from): ReadonlyArray<string> => {
  const days: Array<string> = []
  for (let day = LocalDate.toDays(from); day <= LocalDate.toDays(to); day++) {
    days.push(...Calendar.opening(of, LocalDate.fromDays(day)).map((open) => `${utc(open.from)}/${utc(open.to)}`))
  }
  return days
}

describe("a calendar resolves its layers", () => {
  it("New York, weekdays nine to five, for the rest of November: nineteen days, each from 14:00Z to 22:00Z", () => {
    const open = opening(calendar("America/New_York", ["09:00", "17:00"]), "2023-11-05", "2023-11-30")
    assert.strictEqual(open.length, 19)
    assert.isTrue(open.every((one) => one.slice(6, 11) === "14:00" && one.slice(-5) === "22:00"))
    assert.deepStrictEqual(open.map((one) => Number(one.slice(3, 5))), [6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30])
  })

  it.each([
    ["10:00", "15:00", ["06-13T14:00/06-13T19:00", "06-14T12:00/06-14T21:00"]],
    ["22:00", "23:00", ["06-14T02:00/06-14T03:00", "06-14T12:00/06-14T21:00"]]
  ])("New York, one date open from %s to %s instead", (from, to, expected) =>
    assert.deepStrictEqual(opening(calendar("America/New_York", ["08:00", "17:00"], { exceptions: [{ kind: "replace", date: "2023-06-13", reason: "stocktaking", hours: [{ from, to }] }] }), "2023-06-13", "2023-06-14"), expected))

  it("overlapping and touching hours of a day are one stretch", () => {
    const of = (...hours: ReadonlyArray<readonly [string, string]>) => calendar("UTC", ["00:00", "00:10"], { weekly: { mon: hours.map(([from, to]) => ({ from, to })) } })
    assert.deepStrictEqual(opening(of(["06:00", "10:00"], ["08:00", "10:00"]), "2023-06-12"), ["06-12T06:00/06-12T10:00"])
    assert.deepStrictEqual(opening(of(["11:00", "14:00"], ["08:00", "11:00"]), "2023-06-12"), ["06-12T08:00/06-12T14:00"])
  })

  it("hours that end before they begin are refused in a document, and are none in a value", () => {
    assert.isFalse(Schema.is(Calendar.Hours)({ from: "08:00", to: "07:00" }))
    const at = (time: string) => LocalTime.LocalTime.make(time)
    assert.deepStrictEqual(Calendar.opening({ ...Calendar.closed(Zone.Zone.make("UTC")), weekly: { mon: [{ from: at("08:00"), to: at("07:00") }] } }, date("2023-06-12")), [])
  })

  it.each([
    ["closed", { kind: "close" }, "2026-09-18", []],
    ["open on a closed Sunday", { kind: "replace", hours: [{ from: "09:00", to: "12:00" }] }, "2026-09-20", ["09-20T09:00/09-20T12:00"]],
    ["open longer", { kind: "add", hours: [{ from: "17:00", to: "19:00" }] }, "2026-09-18", ["09-18T08:00/09-18T19:00"]],
    ["open on a Sunday too", { kind: "add", hours: [{ from: "10:00", to: "11:00" }] }, "2026-09-20", ["09-20T10:00/09-20T11:00"]],
    ["shorter by an hour", { kind: "remove", hours: [{ from: "12:00", to: "13:00" }] }, "2026-09-18", ["09-18T08:00/09-18T12:00", "09-18T13:00/09-18T17:00"]]
  ])("an exception wins over the week: %s", (_, exception, on, expected) =>
    assert.deepStrictEqual(opening(calendar("UTC", ["08:00", "17:00"], { exceptions: [{ ...exception, date: on, reason: "because" }] }), on), expected))

  it("a block wins over everything, and cuts through exceptions", () =>
    assert.deepStrictEqual(
      opening(calendar("UTC", ["08:00", "17:00"], {
        exceptions: [{ kind: "replace", date: "2026-09-20", reason: "sale", hours: [{ from: "08:00", to: "12:00" }] }],
        blocks: [{ from: "2026-09-20T09:00:00.000Z", to: "2026-09-20T10:00:00.000Z", reason: "power cut" }]
      }), "2026-09-20"),
      ["09-20T08:00/09-20T09:00", "09-20T10:00/09-20T12:00"]
    ))

  it("hours over midnight belong to the two dates they lie on", () => {
    const night = calendar("UTC", ["00:00", "00:10"], { weekly: { fri: [{ from: "22:00", to: "06:00", overnight: true }] } })
    assert.deepStrictEqual(opening(night, "2026-09-18"), ["09-18T22:00/09-19T00:00"])
    assert.deepStrictEqual(opening(night, "2026-09-19"), ["09-19T00:00/09-19T06:00"])
    assert.deepStrictEqual(opening(night, "2026-09-17"), [])
  })
})

describe("official day classes", () => {
  const china = (change: Record<string, unknown> = {}) => calendar("Asia/Shanghai", ["09:00", "17:00"], {
    dayClasses: {
      knownUntil: "2026-12-31",
      days: [
        { date: "2026-09-20", class: "makeup", substitutes: "tue", name: "国庆节" }, { date: "2026-10-01", class: "holiday" }, { date: "2026-09-28", class: "rest" }
      ]
    },
    weekly: { mon: [{ from: "09:00", to: "17:00" }], tue: [{ from: "10:00", to: "14:00" }], thu: [{ from: "09:00", to: "17:00" }] },
    ...change
  })

  it("close a holiday only where the site says so", () => {
    assert.deepStrictEqual(opening(china(), "2026-10-01"), [])
    assert.deepStrictEqual(opening(china({ holidays: "open" }), "2026-10-01"), ["10-01T01:00/10-01T09:00"])
  })

  it("let a makeup Sunday follow the day it makes up for only where the site says so", () => {
    assert.deepStrictEqual(opening(china(), "2026-09-20"), [])
    assert.deepStrictEqual(opening(china({ makeup: "substituted-weekday" }), "2026-09-20"), ["09-20T02:00/09-20T06:00"])
  })

  it("close a day of rest given in return", () => assert.deepStrictEqual(opening(china(), "2026-09-28"), []))

  it("are not known beyond the last notice, and what is said then is provisional", () => {
    assert.isFalse(Calendar.isProvisional(china(), date("2026-12-31")))
    assert.isTrue(Calendar.isProvisional(china(), date("2027-01-01")))
    assert.isFalse(Calendar.isProvisional(calendar("UTC", ["08:00", "09:00"]), date("2099-01-01")))
  })

  it("the next opening is looked for so many days and no longer", () => {
    const of = calendar("UTC", ["08:00", "17:00"], {}, ["mon"])
    const friday = Date.UTC(2026, 8, 18, 12)
    assert.strictEqual(Calendar.nextOpening(of, friday, 3), Date.UTC(2026, 8, 21, 8))
    assert.strictEqual(Calendar.nextOpening(of, friday, 2), undefined)
    assert.strictEqual(Calendar.nextOpening(of, Date.UTC(2026, 8, 21, 9), 0), Date.UTC(2026, 8, 21, 9))
  })
})
