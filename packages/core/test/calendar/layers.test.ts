import { assert, describe, it } from "@effect/vitest"
import { Calendar, Instant, LocalDate, LocalTime, Zone } from "@servicelane/core"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { createRequire } from "node:module"

/** What the command line feeds its calendars with; the core itself does not depend on it. */
const chineseDays: { readonly getDayDetail: (date: string) => { readonly work: boolean; readonly name: string } } =
  createRequire(new URL("../../../cli/package.json", import.meta.url))("chinese-days")

const hours = (from: string, to: string) => ({ from, to })

const document = {
  zone: "UTC",
  weekly: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [hours("08:00", "17:00")]])),
  holidays: "closed",
  makeup: "own-weekday",
  exceptions: [],
  blocks: []
}

const calendar = (change: Record<string, unknown> = {}): Calendar.Calendar => Schema.decodeUnknownSync(Calendar.Calendar)({ ...document, ...change })

const date = (text: string): LocalDate.LocalDate => LocalDate.LocalDate.make(text)

/** `08:00-17:00`, in UTC. */
const open = (of: Calendar.Calendar, on: string): string =>
  Calendar.opening(of, date(on)).map(({ from, to }) => [from, to].map((millis) => Instant.fromMillis(millis).slice(11, 16)).join("-")).join(" ")

const friday = "2026-09-18"
const saturday = "2026-09-19"
const sunday = "2026-09-20"

const change = (kind: string, ...given: ReadonlyArray<readonly [string, string]>) => (on: string) =>
  ({ kind, date: on, reason: "because", ...(kind === "close" ? {} : { hours: given.map(([from, to]) => hours(from, to)) }) })

const close = change("close")

describe("exceptions", () => {
  it.each([
    ["replace opens a closed Sunday", sunday, [change("replace", ["09:00", "12:00"])], "09:00-12:00"],
    ["add opens a closed Sunday", sunday, [change("add", ["09:00", "12:00"])], "09:00-12:00"],
    ["remove and close leave a closed Sunday closed", sunday, [change("remove", ["09:00", "12:00"]), close], ""],
    ["replace by no hours closes", friday, [change("replace")], ""],
    ["closed, then open after all", friday, [close, change("add", ["10:00", "11:00"])], "10:00-11:00"],
    ["open longer, then closed", friday, [change("add", ["17:00", "19:00"]), close], ""],
    ["added, then taken away", friday, [change("add", ["17:00", "19:00"]), change("remove", ["12:00", "18:00"])], "08:00-12:00 18:00-19:00"],
    ["taken away, then added", friday, [change("remove", ["12:00", "18:00"]), change("add", ["17:00", "19:00"])], "08:00-12:00 17:00-19:00"],
    ["replaced twice", friday, [change("replace", ["09:00", "10:00"]), change("replace", ["11:00", "12:00"])], "11:00-12:00"],
    ["replaced, then added to", friday, [change("replace", ["09:00", "10:00"]), change("add", ["11:00", "12:00"], ["10:00", "10:30"])], "09:00-10:30 11:00-12:00"],
    ["added to, then replaced", friday, [change("add", ["17:00", "19:00"]), change("replace", ["09:00", "10:00"])], "09:00-10:00"]
  ] as const)("in the order of the document: %s", (_, on, changes, expected) => {
    const of = calendar({ exceptions: [close("2026-09-17"), ...changes.map((one) => one(on)), close("2026-09-21")] })
    assert.strictEqual(open(of, on), expected)
  })

  it("touch no other date", () => {
    const plain = calendar()
    fc.assert(fc.property(fc.constantFrom(close, change("replace", ["01:00", "02:00"]), change("add", ["20:00", "24:00"]), change("remove", ["08:00", "09:00"])), fc.integer({ min: -9, max: 9 }), (one, days) => {
      const on = LocalDate.addDays(date(friday), days)
      assert.strictEqual(open(calendar({ exceptions: [one(on)] }), friday), days === 0 ? open(calendar({ exceptions: [one(friday)] }), friday) : open(plain, friday))
    }))
  })

  it("win over the authorities: a holiday is worked, a makeup day is not", () => {
    const dayClasses = { knownUntil: "2026-12-31", days: [{ date: friday, class: "holiday" }, { date: sunday, class: "makeup", substitutes: "fri" }] }
    const of = calendar({ dayClasses, makeup: "substituted-weekday", exceptions: [change("add", ["10:00", "11:00"])(friday), close(sunday)] })
    assert.deepStrictEqual([open(of, friday), open(of, sunday)], ["10:00-11:00", ""])
  })

  it("may run over midnight, into a date that is closed", () => {
    const of = calendar({ exceptions: [{ kind: "add", date: friday, reason: "night of the new model", hours: [{ from: "22:00", to: "02:00", overnight: true }] }] })
    assert.deepStrictEqual([open(of, friday), open(of, saturday)], ["08:00-17:00 22:00-00:00", "00:00-02:00"])
  })

  it.each([{ kind: "replace", date: friday, reason: "x" }, { kind: "close", date: friday, reason: "" }, { kind: "close", date: "2026-02-30", reason: "x" }, { kind: "shut", date: friday, reason: "x" }])("a document with %j is refused", (exception) =>
    assert.isFalse(Schema.is(Calendar.Calendar)({ ...document, exceptions: [exception] })))

  it("concern the site, not somebody's own hours on that date", () => {
    const { hours: of, daily } = Calendar.dayOf(calendar({ exceptions: [close(friday)], blocks: [{ from: `${friday}T00:00:00.000Z`, to: `${friday}T23:00:00.000Z`, reason: "x" }] }), date(friday))
    const shift = Schema.decodeUnknownSync(Calendar.Weekly)({ fri: [hours("09:00", "10:00")] })
    assert.strictEqual(of(shift).length, 1)
    assert.strictEqual(daily(shift.fri ?? []).length, 1)
  })
})

describe("hours", () => {
  it.each([hours("08:00", "08:00"), hours("08:00", "07:00"), { ...hours("08:00", "17:00"), overnight: true }, hours("08:00", "24:30"), hours("24:00", "24:00")])("%j are refused", (one) =>
    assert.isFalse(Schema.is(Calendar.Hours)(one)))

  it.each([hours("00:00", "24:00"), { ...hours("22:00", "06:00"), overnight: true }, { ...hours("08:00", "08:00"), overnight: true }])("%j are taken", (one) =>
    assert.isTrue(Schema.is(Calendar.Hours)(one)))
})

describe("blocks", () => {
  const block = (from: string, to: string) => ({ from: `${from}:00.000Z`, to: `${to}:00.000Z`, reason: "power cut" })

  it.each([
    ["inside", [block(`${friday}T09:00`, `${friday}T10:00`)], "08:00-09:00 10:00-17:00"],
    ["out of order and overlapping", [block(`${friday}T12:00`, `${friday}T14:00`), block(`${friday}T09:00`, `${friday}T10:00`), block(`${friday}T13:00`, `${friday}T15:00`)], "08:00-09:00 10:00-12:00 15:00-17:00"],
    ["over several days", [block("2026-09-17T16:00", `${friday}T12:00`)], "12:00-17:00"],
    ["over it all", [block("2026-09-01T00:00", "2026-10-01T00:00")], ""],
    ["that touch", [block(`${friday}T07:00`, `${friday}T08:00`), block(`${friday}T17:00`, `${friday}T18:00`)], "08:00-17:00"]
  ])("cut out what they cover: %s", (_, blocks, expected) => assert.strictEqual(open(calendar({ blocks }), friday), expected))

  it.each([[`${friday}T10:00`, `${friday}T10:00`], [`${friday}T10:00`, `${friday}T09:00`]])("from %s to %s is refused", (from, to) =>
    assert.isFalse(Schema.is(Calendar.Calendar)({ ...document, blocks: [block(from, to)] })))
})

describe("day classes", () => {
  const weekly = { tue: [hours("10:00", "14:00")], fri: [hours("08:00", "17:00")], sun: [hours("11:00", "12:00")] }
  const classed = (day: Record<string, unknown>, change: Record<string, unknown> = {}) => calendar({ weekly, dayClasses: { knownUntil: "2026-12-31", days: [day] }, ...change })

  it.each([
    [{ date: sunday, class: "makeup", substitutes: "tue" }, "own-weekday", "11:00-12:00"],
    [{ date: sunday, class: "makeup", substitutes: "tue" }, "substituted-weekday", "10:00-14:00"],
    [{ date: sunday, class: "makeup" }, "substituted-weekday", "11:00-12:00"],
    [{ date: sunday, class: "workday", substitutes: "tue" }, "substituted-weekday", "11:00-12:00"],
    [{ date: sunday, class: "rest" }, "substituted-weekday", ""]
  ])("%j under makeup: %s is open %s", (day, makeup, expected) => assert.strictEqual(open(classed(day, { makeup }), sunday), expected))

  it.each([["closed", ""], ["open", "08:00-17:00"]])("on a holiday where holidays are %s the week's hours are %j", (holidays, expected) =>
    assert.strictEqual(open(classed({ date: friday, class: "holiday" }, { holidays }), friday), expected))

  it("give shifts the same template as the doors", () => {
    const shift = Schema.decodeUnknownSync(Calendar.Weekly)({ tue: [hours("12:00", "13:00")] })
    const of = classed({ date: sunday, class: "makeup", substitutes: "tue" }, { makeup: "substituted-weekday" })
    assert.deepStrictEqual(Calendar.dayOf(of, date(sunday)).hours(shift), [{ from: Date.UTC(2026, 8, 20, 12), to: Date.UTC(2026, 8, 20, 13) }])
    assert.deepStrictEqual(Calendar.dayOf(of, date("2026-09-13")).hours(shift), [])
  })

  it("close what begins on a holiday, not what the night before left over", () => {
    const night = { thu: [{ from: "22:00", to: "02:00", overnight: true }], fri: [{ from: "22:00", to: "02:00", overnight: true }] }
    const of = calendar({ weekly: night, dayClasses: { knownUntil: "2026-12-31", days: [{ date: friday, class: "holiday" }] } })
    assert.deepStrictEqual([open(of, friday), open(of, saturday)], ["00:00-02:00", ""])
  })
})

describe("the Chinese calendar of 2026", () => {
  const makeup = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
  const holidays = [
    "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "02-23", "04-06", "05-01", "05-04", "05-05", "06-19", "09-25", "10-01", "10-02", "10-05", "10-06", "10-07"
  ]

  const days: Array<Record<string, unknown>> = []
  for (let at = LocalDate.toDays("2026-01-01"); at <= LocalDate.toDays("2026-12-31"); at++) {
    const on = LocalDate.fromDays(at)
    const { work, name } = chineseDays.getDayDetail(on)
    if (name.includes(",")) days.push({ date: on, class: work ? "makeup" : "holiday", ...(work ? { substitutes: "mon" } : {}) })
  }

  const shanghai = (change: Record<string, unknown> = {}) => calendar({ zone: "Asia/Shanghai", dayClasses: { knownUntil: "2026-12-31", days }, makeup: "substituted-weekday", ...change })

  /** The dates of the year that differ from a plain week. */
  const differing = (of: Calendar.Calendar): { readonly opened: ReadonlyArray<string>; readonly closed: ReadonlyArray<string> } => {
    const [opened, closed]: [Array<string>, Array<string>] = [[], []]
    for (let at = LocalDate.toDays("2026-01-01"); at <= LocalDate.toDays("2026-12-31"); at++) {
      const on = LocalDate.fromDays(at)
      const [isOpen, isWeekday] = [Calendar.opening(of, on).length > 0, !["sat", "sun"].includes(LocalDate.weekdayOf(on))]
      if (isOpen !== isWeekday) (isOpen ? opened : closed).push(on.slice(5))
    }
    return { opened, closed }
  }

  it.each([
    ["substituted-weekday", "closed", makeup, holidays],
    ["own-weekday", "closed", [], holidays],
    ["substituted-weekday", "open", makeup, []],
    ["own-weekday", "open", [], []]
  ])("with makeup: %s and holidays: %s opens and closes the dates of the notice", (setting, holiday, opened, closed) =>
    assert.deepStrictEqual(differing(shanghai({ makeup: setting, holidays: holiday })), { opened, closed }))

  it("the third working day after 30 September is Saturday 10 October", () => {
    const october = Array.from({ length: 31 }, (_, i) => LocalDate.addDays(date("2026-10-01"), i))
    const working = october.filter((on) => Calendar.opening(shanghai(), on).length > 0).slice(0, 3)
    assert.deepStrictEqual(working, ["2026-10-08", "2026-10-09", "2026-10-10"])
    assert.strictEqual(LocalDate.weekdayOf(date("2026-10-10")), "sat")
  })

  it("2027 is a plain week, and said to be provisional", () => {
    assert.isUndefined(Calendar.dayClassOf(shanghai(), date("2027-01-01")))
    assert.strictEqual(open(shanghai(), "2027-01-01"), "00:00-09:00")
    assert.deepStrictEqual(["2026-12-31", "2027-01-01", "2027-02-06"].map((on) => Calendar.isProvisional(shanghai(), date(on))), [false, true, true])
  })
})

describe("a wish by the wall clock", () => {
  const ask = (zone: string, on: string, time: string, offset?: string) => {
    const answer = Zone.requested(Zone.Zone.make(zone), date(on), LocalTime.LocalTime.make(time), offset)
    return Result.isFailure(answer) ? answer.failure._tag : answer.success
  }

  it.each([
    ["Africa/Cairo", "2026-04-24", "00:30", undefined, "NonexistentLocalTime"],
    ["Africa/Cairo", "2026-04-24", "01:00", undefined, "2026-04-23T22:00:00.000Z"],
    ["America/New_York", "2026-03-08", "02:30", "-05:00", "NonexistentLocalTime"],
    ["America/New_York", "2026-11-01", "01:30", undefined, "AmbiguousLocalTime"],
    ["America/New_York", "2026-11-01", "01:30", "-04:00", "2026-11-01T05:30:00.000Z"],
    ["America/New_York", "2026-11-01", "01:30", "-05:00", "2026-11-01T06:30:00.000Z"],
    ["America/New_York", "2026-11-01", "03:00", "-04:00", "OffsetNotInForce"],
    ["Asia/Shanghai", "2026-09-18", "08:30", "+08:00", "2026-09-18T00:30:00.000Z"],
    ["Asia/Shanghai", "2026-09-18", "08:30", "+09:00", "OffsetNotInForce"],
    ["Asia/Shanghai", "2026-09-18", "08:30", "", "OffsetNotInForce"],
    ["Asia/Kolkata", "2026-09-18", "24:00", "+05:30", "2026-09-18T18:30:00.000Z"]
  ])("in %s on %s at %s with offset %s is %s", (zone, on, time, offset, expected) => assert.strictEqual(ask(zone, on, time, offset), expected))

  it("is refused in words that say what to do", () => {
    const words = (on: string, time: string, offset?: string) =>
      Result.getOrThrow(Result.flip(Zone.requested(Zone.Zone.make("Europe/Berlin"), date(on), LocalTime.LocalTime.make(time), offset))).message
    assert.include(words("2026-03-29", "02:30"), "2026-03-29T01:00:00.000Z")
    assert.include(words("2026-10-25", "02:30"), "+02:00 or +01:00")
    assert.include(words("2026-06-01", "02:30", "+01:00"), "+02:00")
  })
})

describe("the name of a zone", () => {
  it.each(["Asia/Shanghai", "Asia/Kolkata", "Asia/Calcutta", "America/Port_of_Spain", "Africa/Dar_es_Salaam", "Antarctica/DumontDUrville", "America/Argentina/ComodRivadavia", "America/North_Dakota/New_Salem", "America/Knox_IN", "Australia/NSW", "Etc/GMT+8", "US/East-Indiana", "UTC"])("%s is taken", (name) =>
    assert.isTrue(Schema.is(Zone.Zone)(name)))

  it.each(["ASIA/SHANGHAI", "Asia/SHANGHAI", "Asia/ShangHai", "ASIA/KOLKATA", "Asia/KOLKATA", "asia/kolkata", "America/New_york", "America/NEW_YORK", "utc", "Utc", "+08:00", "-0500", "UTC+8", "GMT+8", "PRC", "EST5EDT", "Asia/Shanghai ", "Asia/Shanghai\n", "Asia/", "/Shanghai"])("%j is not", (name) =>
    assert.isFalse(Schema.is(Zone.Zone)(name)))

  it("is taken for every zone that the platform lists", () => {
    for (const name of Intl.supportedValuesOf("timeZone")) assert.isTrue(Schema.is(Zone.Zone)(name), name)
  })
})
