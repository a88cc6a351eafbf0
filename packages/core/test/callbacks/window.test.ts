import { assert, describe, it } from "@effect/vitest"
import { Calendar, Callback, CallPolicy, Instant, LocalDate, LocalTime, Site, windowFor, Zone } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import { Schema } from "effect"
import fc from "fast-check"
import { corner } from "../appointments/corner.ts"
import { week } from "../workshop/shop.ts"

const allDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const

/** A dealership that is open every day but on official holidays, in a year with Spring Festival from 16 to 23 February. */
const shanghai = (change: Record<string, unknown> = {}): Site.Document => Schema.decodeUnknownSync(Site.Document)({
  ...corner,
  calendar: {
    ...corner.calendar, zone: "Asia/Shanghai", weekly: week("08:30", "18:00", allDays), ...change,
    dayClasses: {
      knownUntil: "2026-12-31",
      days: [
        ...["16", "17", "18", "19", "20", "23"].map((day) => ({ date: `2026-02-${day}`, class: "holiday" })),
        ...["14", "28"].map((day) => ({ date: `2026-02-${day}`, class: "makeup" }))
      ]
    }
  }
})

const date = (text: string) => LocalDate.LocalDate.make(text)
const at = (text: string) => Instant.Instant.make(`${text}:00.000Z`)

/** A window as the wall in Shanghai shows it. */
const wall = ({ from, by }: Callback.Window): string => [from, by].map((one) => Zone.isoWithOffset(Zone.Zone.make("Asia/Shanghai"), Instant.toMillis(one)).slice(0, 16)).join(" – ")

describe("when a call is owed", () => {
  it("after a delivery on 13 February 2026 three days are three days, not national workdays until the 25th", () => {
    // Open on Sunday the 15th; the holiday begins on the 16th.
    assert.strictEqual(wall(windowFor("service-mechanical", shanghai(), date("2026-02-13"))), "2026-02-14T09:00 – 2026-02-16T00:00")
    // Where the dealership closes on Sundays, the end goes back to the makeup day.
    const weekdays = { weekly: week("08:30", "18:00", allDays.slice(0, 6)) }
    assert.strictEqual(wall(windowFor("service-body", shanghai(weekdays), at("2026-02-13T08:00"))), "2026-02-14T09:00 – 2026-02-15T00:00")
  })

  it("and where Spring Festival takes all of them, on the first open day after", () =>
    assert.strictEqual(wall(windowFor("service-mechanical", shanghai(), date("2026-02-15"))), "2026-02-21T09:00 – 2026-02-22T00:00"))

  it("of a new car is within seven days of the hand-over, from nine on the next morning", () =>
    assert.strictEqual(wall(windowFor("sale", shanghai(), at("2026-09-18T11:30"))), "2026-09-19T09:00 – 2026-09-26T00:00"))

  it("of somebody who was here for the first time is within 48 hours", () => {
    assert.strictEqual(wall(windowFor("first-visit", shanghai(), at("2026-09-18T04:00"))), "2026-09-19T09:00 – 2026-09-20T12:00")
    // A bare date counts from its beginning, so that the 48 hours are kept whenever it was.
    assert.strictEqual(wall(windowFor("first-visit", shanghai(), date("2026-09-18"))), "2026-09-19T09:00 – 2026-09-20T00:00")
  })

  it("of somebody who has signed is within three days", () =>
    assert.strictEqual(wall(windowFor("subscription", shanghai(), date("2026-09-18"))), "2026-09-19T09:00 – 2026-09-22T00:00"))

  it("of a no-show is from the moment on until the end of the next open day", () => {
    assert.strictEqual(wall(windowFor("no-show", shanghai(), at("2026-09-18T10:00"))), "2026-09-18T18:00 – 2026-09-20T00:00")
    // Friday evening, after calling hours; the workshop is closed until Monday.
    const weekdays = { weekly: week("08:30", "18:00", allDays.slice(0, 5)) }
    assert.strictEqual(wall(windowFor("no-show", shanghai(weekdays), at("2026-09-18T12:30"))), "2026-09-21T09:00 – 2026-09-22T00:00")
  })

  it("of a booking made with an advisor is within half an hour, but only while calls are made", () => {
    assert.strictEqual(wall(windowFor("verify-booking", shanghai(), at("2026-09-18T02:00"))), "2026-09-18T10:00 – 2026-09-18T10:30")
    assert.strictEqual(wall(windowFor("verify-booking", shanghai(), at("2026-09-18T11:50"))), "2026-09-18T19:50 – 2026-09-19T09:20")
    assert.strictEqual(wall(windowFor("verify-booking", shanghai(), at("2026-09-17T22:00"))), "2026-09-18T09:00 – 2026-09-18T09:30")
    assert.strictEqual(wall(windowFor("verify-booking", shanghai(), at("2026-09-18T14:00"))), "2026-09-19T09:00 – 2026-09-19T09:30")
  })

  it("of a car that is due is within five open days, and of a complaint within one", () => {
    assert.strictEqual(wall(windowFor("maintenance", shanghai(), date("2026-02-14"))), "2026-02-14T09:00 – 2026-02-26T00:00")
    assert.strictEqual(wall(windowFor("complaint", shanghai(), at("2026-09-18T02:00"))), "2026-09-18T10:00 – 2026-09-20T00:00")
  })

  it("of somebody who waited too long is on the next open day, not on the same", () =>
    assert.strictEqual(wall(windowFor("waited", shanghai(), at("2026-09-18T02:00"))), "2026-09-19T09:00 – 2026-09-20T00:00"))

  it("goes by the numbers of the site", () => {
    const site = { ...shanghai(), care: { schedules: [], calls: { ...CallPolicy.standard, saleDays: 3, firstVisitHours: 24, from: LocalTime.LocalTime.make("10:00") } } }
    assert.strictEqual(wall(windowFor("sale", site, date("2026-09-18"))), "2026-09-19T10:00 – 2026-09-22T00:00")
    assert.strictEqual(wall(windowFor("first-visit", site, at("2026-09-18T04:00"))), "2026-09-19T10:00 – 2026-09-19T12:00")
    // Nothing of the 24 hours is left by ten.
    assert.strictEqual(wall(windowFor("first-visit", site, at("2026-09-18T01:00"))), "2026-09-20T10:00 – 2026-09-21T00:00")
  })
})

describe("windows keep their laws on any calendar", () => {
  const zone = fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe")
  const document = fc.tuple(zone, fc.subarray([...allDays]), fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 })).map(([name, open, closed]) =>
    Schema.decodeUnknownSync(Site.Document)({
      ...corner,
      calendar: {
        ...corner.calendar, zone: name, weekly: week("08:00", "17:00", open),
        exceptions: closed.map((n) => ({ kind: "close", date: LocalDate.addDays(date("2026-03-01"), n), reason: "closed" }))
      }
    }))
  const fact = fc.integer({ min: 0, max: 30 * 1_440 }).map((minutes) => Instant.addMinutes(at("2026-03-01T00:00"), minutes))
  const kind = fc.constantFrom(...Callback.Kind.literals)

  const law = (holds: (kind: Callback.Kind, document: Site.Document, fact: Instant.Instant, window: Callback.Window) => void, windowOf = windowFor): void =>
    fc.assert(fc.property(kind, document, fact, (one, site, moment) => holds(one, site, moment, windowOf(one, site, moment))))

  const isOpen = ({ calendar }: Site.Document, day: LocalDate.LocalDate) => Calendar.opening(calendar, day).length > 0
  const dateIn = ({ calendar }: Site.Document, instant: Instant.Instant) => Zone.localOf(calendar.zone, Instant.toMillis(instant)).date
  const lastDate = (site: Site.Document, { by }: Callback.Window) => dateIn(site, Instant.fromMillis(Instant.toMillis(by) - 1))
  const neverOpens = (site: Site.Document) => Object.values(site.calendar.weekly).every((hours) => hours.length === 0)

  it("a window begins after its fact, while calls are made, and ends after it begins", () => law((_, site, moment, { from, by }) => {
    const { minutes } = Zone.localOf(site.calendar.zone, Instant.toMillis(from))
    assert.isTrue(from >= moment && from < by && minutes >= 9 * 60 && minutes < 20 * 60)
  }))

  const onOpenDays = (windowOf = windowFor) => law((_, site, __, window) =>
    assert.isTrue(neverOpens(site) || (isOpen(site, dateIn(site, window.from)) && isOpen(site, lastDate(site, window)))), windowOf)
  it("nobody is called first or last on a closed day while there are open ones", () => onOpenDays())
  it("and the law notices who ends a day later", () =>
    noticed(() => onOpenDays((one, site, moment) => {
      const { from, by } = windowFor(one, site, moment)
      return { from, by: Instant.addMinutes(by, 1_440) }
    })))

  it("a call of the new car is in time if any of the seven days is open, and else on the very next open day", () => law((one, site, moment, window) => {
    if (one !== "sale" || neverOpens(site)) return
    const delivered = dateIn(site, moment)
    const days = Array.from({ length: 7 }, (_, n) => LocalDate.addDays(delivered, n + 1))
    const open = days.filter((day) => isOpen(site, day))
    const last = lastDate(site, window)
    if (open.length > 0) assert.strictEqual(last, open.at(-1))
    else for (let day = LocalDate.addDays(delivered, 8); day < last; day = LocalDate.addDays(day, 1)) assert.isFalse(isOpen(site, day))
  }))
})
