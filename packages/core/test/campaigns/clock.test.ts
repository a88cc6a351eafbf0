import { assert, describe, it } from "@effect/vitest"
import { Calendar, CampaignDays, CampaignPolicy, LocalDate } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import { Schema } from "effect"
import fc from "fast-check"
import { createRequire } from "node:module"

const chineseDays: { readonly getDayDetail: (date: string) => { readonly work: boolean; readonly name: string } } =
  createRequire(new URL("../../../cli/package.json", import.meta.url))("chinese-days")

const month = (text: string) => CampaignDays.ListMonth.make(text)
const date = (text: string) => LocalDate.LocalDate.make(text)

const hours = [{ from: "08:00", to: "17:00" }]
const week = (days: ReadonlyArray<string>) => Object.fromEntries(days.map((day) => [day, hours]))
const workdays = LocalDate.Weekday.literals.slice(0, 5)

const calendar = (change: Record<string, unknown> = {}): Calendar.Calendar =>
  Schema.decodeUnknownSync(Calendar.Calendar)({ zone: "Europe/Berlin", weekly: week(workdays), holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [], ...change })

const close = (from: string, days: number) => Array.from({ length: days }, (_, i) => ({ kind: "close", date: LocalDate.addDays(date(from), i), reason: "closed" }))

/** What the authorities have said of the year. */
const notices = {
  knownUntil: "2026-12-31",
  days: Array.from({ length: 396 }, (_, i) => LocalDate.addDays(date("2025-12-01"), i)).flatMap((day) => {
    const { work, name } = chineseDays.getDayDetail(day)
    return name.includes(",") ? [{ date: day, class: work ? "makeup" : "holiday" }] : []
  })
}

/** Shops that are open on weekdays, on every day, on one day, at night; with holidays, makeup days, closed weeks and power cuts. */
const known: ReadonlyArray<Record<string, unknown>> = [
  {},
  { zone: "America/New_York" },
  { zone: "Africa/Cairo", weekly: week(["sun", "mon", "tue", "wed", "thu"]) },
  { zone: "Asia/Kolkata", weekly: week(LocalDate.Weekday.literals) },
  { zone: "UTC", weekly: week(["wed"]) },
  { zone: "Asia/Shanghai", dayClasses: notices },
  { zone: "Asia/Shanghai", dayClasses: notices, makeup: "substituted-weekday" },
  { zone: "Asia/Shanghai", dayClasses: notices, weekly: week(LocalDate.Weekday.literals), holidays: "open" },
  { zone: "Asia/Shanghai", dayClasses: notices, exceptions: close("2026-02-01", 28) },
  { zone: "Pacific/Apia", weekly: { fri: [{ from: "22:00", to: "06:00", overnight: true }] } },
  { zone: "Europe/Berlin", blocks: [{ from: "2026-08-31T22:00:00.000Z", to: "2026-09-07T22:00:00.000Z", reason: "power cut" }] }
]

const someCalendar = fc.tuple(fc.constantFrom(...known), fc.array(fc.tuple(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 1, max: 20 })), { maxLength: 6 })).map(([one, shut]) =>
  calendar({ ...one, exceptions: [...(Array.isArray(one.exceptions) ? one.exceptions : []), ...shut.flatMap(([day, days]) => close(LocalDate.addDays(date("2026-01-01"), day), days))] }))

const months = Array.from({ length: 12 }, (_, i) => LocalDate.monthOf(LocalDate.addMonths(date("2026-02-01"), i)))

const { standard } = CampaignPolicy

describe("the campaign clock", () => {
  it("locks in week 1 of the month before, prints before week 2 and no later, mails in week 3, and has a plan by the end of that month", () => {
    assert.deepStrictEqual(CampaignDays.deadlines(calendar({ weekly: week(LocalDate.Weekday.literals) }), month("2026-11"), standard), {
      lock: { aim: date("2026-10-01"), by: date("2026-10-07") },
      print: { aim: date("2026-10-07"), by: date("2026-10-14") },
      mail: { aim: date("2026-10-15"), by: date("2026-10-21") },
      plan: { aim: date("2026-10-21"), by: date("2026-10-31") }
    })
  })

  it("moves ahead of a weekend", () => {
    const days = CampaignDays.deadlines(calendar(), month("2026-04"), standard) ?? assert.fail("never open")
    // The 7th, 14th and 21st of March 2026 are Saturdays.
    assert.deepStrictEqual([days.lock, days.print.by, days.mail.by, days.plan.by].map((one) => typeof one === "string" ? one : one.by).map(String), ["2026-03-06", "2026-03-13", "2026-03-20", "2026-03-31"])
    assert.strictEqual(days.lock.aim, "2026-03-02")
  })

  it("moves ahead of a week that is closed, be it into the month before that", () => {
    const national = calendar({ weekly: week(LocalDate.Weekday.literals), exceptions: close("2026-10-01", 7) })
    assert.deepStrictEqual(CampaignDays.deadlines(national, month("2026-11"), standard)?.lock, { aim: date("2026-09-30"), by: date("2026-09-30") })
    const spring = calendar({ zone: "Asia/Shanghai", dayClasses: notices, exceptions: close("2026-02-10", 12) })
    assert.deepStrictEqual(CampaignDays.deadlines(spring, month("2026-03"), standard)?.mail, { aim: date("2026-02-09"), by: date("2026-02-09") })
  })

  it("has no days where a site is never open", () =>
    assert.isUndefined(CampaignDays.deadlines(Calendar.closed(calendar().zone), month("2026-11"), standard)))

  it.each(["1989-12", "2100-01", "0000-01", "2026-13", "2026-1"])("%s is no month of a list", (text) => assert.isFalse(Schema.is(CampaignDays.ListMonth)(text)))

  const somePolicy = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }).map((weeks) => {
    const [lockWeek = 1, printWeek = 2, mailWeek = 3] = weeks.toSorted((a, b) => a - b)
    return { ...standard, lockWeek, printWeek, mailWeek }
  })

  it("does one thing after the other, whatever weeks a site sets", () => {
    assert.isFalse(Schema.is(CampaignPolicy.CampaignPolicy)({ ...standard, lockWeek: 3 }))
    fc.assert(fc.property(someCalendar, somePolicy, fc.constantFrom(...months), (shop, policy, one) => {
      assert.isTrue(Schema.is(CampaignPolicy.CampaignPolicy)(policy))
      const { lock, print, mail, plan } = CampaignDays.deadlines(shop, one, policy) ?? assert.fail("never open")
      for (const step of [lock, print, mail, plan]) assert.isTrue(step.aim <= step.by)
      assert.isTrue(lock.by <= print.aim && print.by <= mail.by && mail.by <= plan.aim)
    }))
  })

  /** By counting: the days of a week, those that are open, and the last of them. */
  const keepsTime = (deadlines = CampaignDays.deadlines): void =>
    fc.assert(fc.property(someCalendar, (shop) => {
      const isOpen = (day: string): boolean => Calendar.opening(shop, date(day)).length > 0
      for (const one of months) {
        const first = LocalDate.addMonths(LocalDate.firstDay(one), -1)
        const days = deadlines(shop, one, standard)
        const nominal = { lock: LocalDate.addDays(first, 6), print: LocalDate.addDays(first, 13), mail: LocalDate.addDays(first, 20), plan: LocalDate.addDays(LocalDate.firstDay(one), -1) }
        for (const step of CampaignDays.StepName.literals) {
          const { aim, by } = days?.[step] ?? assert.fail("never open")
          assert.isTrue(by <= nominal[step], `${step} of ${one} is never late`)
          assert.isTrue(isOpen(by) && isOpen(aim), `${step} of ${one} is never on a closed day`)
          for (let day = LocalDate.addDays(by, 1); day <= nominal[step]; day = LocalDate.addDays(day, 1)) assert.isFalse(isOpen(day), `${step} of ${one} moves ahead no further than it must`)
          assert.isTrue(aim <= by)
        }
        assert.isTrue((days?.lock.by ?? "") <= (days?.print.by ?? "") && (days?.print.by ?? "") <= (days?.mail.by ?? "") && (days?.mail.by ?? "") <= (days?.plan.by ?? ""))
      }
    }))
  it("over a whole year of every calendar is never late, never on a closed day, and ahead when it must move", () => keepsTime())
  it("and the law notices who moves on to the next open day", () =>
    noticed(() => keepsTime((shop, one, policy) => {
      const days = CampaignDays.deadlines(shop, one, policy)
      const later = LocalDate.addDays(LocalDate.addMonths(LocalDate.firstDay(one), -1), 7)
      return days && { ...days, lock: { ...days.lock, by: later } }
    })))
  it("and who does not move at all", () =>
    noticed(() => keepsTime((shop, one, policy) => {
      const days = CampaignDays.deadlines(shop, one, policy)
      return days && { ...days, mail: { ...days.mail, by: LocalDate.addDays(LocalDate.addMonths(LocalDate.firstDay(one), -1), 20) } }
    })))
})
