/** What people complain about in other schedulers, each as a sentence that is true here: clocks, dates and second thoughts. */
import { assert, describe, it } from "@effect/vitest"
import { type BookingCommand, type Instant, LocalDate, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result } from "effect"
import { after, ask, book, leaving, planned, times } from "./asked.ts"
import { advisor, at, calendar, friday, monday, openFrom, policy, shop, sunday, tuesday, week } from "./shop.ts"

describe("clocks", () => {
  it.each([
    ["Europe/Berlin", "2026-03-29", "11:00"], ["Europe/Berlin", "2026-10-25", "12:00"], ["America/New_York", "2026-03-08", "17:00"],
    ["America/New_York", "2026-11-01", "18:00"], ["Australia/Lord_Howe", "2026-04-05", "02:30"], ["Africa/Cairo", "2026-04-24", "10:00"]
  ])("a shop in %s that opens at 13:00 does so on %s, when clocks change (cal.com #30021)", (zone, date, utc) => {
    const [first] = after(openFrom(zone, "13:00", "17:00")).offers(LocalDate.LocalDate.make(date), {}, at("00:00", "2026-01-01"))
    assert.deepInclude(first ?? {}, { localTime: "13:00", arriveAt: at(utc, date) })
  })

  it("half an hour at 12:30 each Sunday is at 12:30 on every Sunday of the year (cal.com #6217)", () => {
    const { offers } = after(openFrom("America/New_York", "12:30", "13:30"))
    const sundays = Array.from({ length: 52 }, (_, i) => LocalDate.addDays(LocalDate.LocalDate.make("2026-01-04"), 7 * i))
    const now = at("00:00", "2025-12-01")
    assert.deepStrictEqual(sundays.flatMap((date) => times(offers(date, {}, now))), sundays.map(() => "12:30"))
    const winter = new Set(sundays.filter((date) => offers(date, {}, now)[0]?.arriveAt === at("17:30", date)))
    assert.deepStrictEqual([winter.size, winter.has(LocalDate.LocalDate.make("2026-03-08"))], [18, false])
  })

  it.each([["the week before", "2026-10-20", "11:00"], ["the week after", "2026-10-27", "12:00"], ["January", "2027-01-26", "12:00"]])(
    "seen from summer, 13:00 in %s is 13:00 by the clock of that day (cal.com #4753)", (_, date, utc) => {
      const [first] = after(openFrom("Europe/Berlin", "13:00", "14:00")).offers(LocalDate.LocalDate.make(date))
      assert.deepInclude(first ?? {}, { localTime: "13:00", arriveAt: at(utc, date) })
    })

  it("what is booked for after the change is kept at the time that was picked (cal.com #1092)", () => {
    const { asks } = after(openFrom("America/New_York", "09:00", "17:00"))
    const plan: Readonly<Record<string, unknown>> = { ...planned(asks(book("a1", { date: "2026-11-09", time: "09:00" })).thenEvents("CapacityTaken", "AppointmentBooked")) }
    assert.deepInclude(plan, { localDate: "2026-11-09", localTime: "09:00", arriveAt: at("14:00", "2026-11-09"), zone: "America/New_York" })
  })

  it("a week's notice that ends on the day of the change moves no slot (cal.com #12137)", () => {
    const { offers } = after(openFrom("America/New_York", "09:00", "12:00", policy({ minNoticeMin: 7 * 1_440 })))
    const sundayOfChange = LocalDate.LocalDate.make("2026-11-01")
    // Seven days are 168 hours: from 09:00 in summer time to 08:00 in winter time.
    assert.deepStrictEqual(times(offers(sundayOfChange, {}, at("13:00", "2026-10-25"))), ["09:00", "09:30", "10:00", "10:30", "11:00"])
    assert.deepStrictEqual(times(offers(sundayOfChange, {}, at("15:00", "2026-10-25"))), ["10:00", "10:30", "11:00"])
  })

  it("where the zone is half an hour off, slots begin when the shop opens (cal.com #2102)", () => {
    const { offers } = after(openFrom("Asia/Kolkata", "08:00", "11:00", advisor(60, 1, { hours: week("08:00", "11:00") })))
    assert.deepStrictEqual(offers().map(({ arriveAt }) => arriveAt), [at("02:30"), at("03:30"), at("04:30")])
  })

  it("the zone a shop was opened in is never written over (cal.com #15714)", () => {
    const opened = Result.getOrThrow(Site.aggregate.decide(Site.apply(shop(), friday), Site.initial))
    given(Site.aggregate, opened).when(Site.apply(shop(calendar({ zone: "Europe/Berlin" })), friday)).thenRejected("ZoneFixed")
  })
})

describe("a date unlike others", () => {
  const morning = [{ from: "10:00", to: "12:00" }]

  it.each(["replace", "add"])("a Sunday opened for once (%s) is offered and booked, though the week is closed on Sundays (cal.com #6279)", (kind) => {
    const { offers, asks } = after(shop(calendar({ exceptions: [{ kind, date: sunday, reason: "open day", hours: morning }] })))
    assert.deepStrictEqual(times(offers(sunday)), ["10:00", "10:30", "11:00"])
    asks(book("a1", at("10:30", sunday))).thenEvents("CapacityTaken", "AppointmentBooked")
  })

  it("a shop with no weekly hours at all is open on the dates it names (cal.com #8258)", () => {
    const { offers } = after(shop(calendar({ weekly: {}, exceptions: [{ kind: "add", date: monday, reason: "open day", hours: morning }] })))
    assert.deepStrictEqual([times(offers()), times(offers(tuesday))], [["10:00", "10:30", "11:00"], []])
  })

  it("on a date that was closed nobody gets a time (cal.com #6683)", () => {
    const { offers, none, asks } = after(shop(calendar({ exceptions: [{ kind: "close", date: monday, reason: "stocktaking" }] })))
    assert.deepStrictEqual([offers().length, none()?.binding.code], [0, "closed"])
    asks(book("a1", at("09:00"))).thenRejected("SlotNotOffered")
  })

  it.each(["Pacific/Auckland", "America/Los_Angeles"])("in %s an exception changes its own date and neither neighbour (cal.com #10254)", (zone) => {
    const { offers } = after(openFrom(zone, "08:00", "10:00", calendar({
      zone, weekly: week("08:00", "10:00"), exceptions: [{ kind: "replace", date: monday, reason: "late", hours: [{ from: "09:00", to: "10:00" }] }]
    })))
    assert.deepStrictEqual([sunday, monday, tuesday].map((date) => times(offers(date))[0]), ["08:00", "09:00", "08:00"])
  })
})

describe("a booking that moves", () => {
  const move = (to: Instant.Instant, by = "customer"): BookingCommand.Command => ask("Reschedule", "a1", { by, arriveAt: to })

  it("leaves one place taken and none behind, and is not booked again through the old wish (cal.com #12922)", () => {
    const moved = after(shop(), book("a1", at("08:00")), move(at("08:00", tuesday)))
    assert.deepStrictEqual([moved.holders(monday), moved.holders(tuesday)], [[], ["a1"]])
    moved.asks(book("a1", at("08:00"))).thenRejected("AlreadyBooked")
  })

  it("on a full day does not count against itself (cal.com #12346)", () => {
    const full = after(openFrom("UTC", "08:00", "10:00"), book("a1", at("08:30"), leaving), book("a2", at("08:00"), leaving))
    full.asks(book("a3", at("09:00"), leaving)).thenRejected("SlotTaken")
    full.asks(move(at("09:00"))).thenEvents("CapacityTaken", "AppointmentRescheduled")
  })

  it.each(["08:45", "09:15", "09:30", "09:45"])("from 09:00 may go to %s, over its own hour (cal.com #8828)", (time) => {
    const [taken] = after(shop(advisor(15, 1), policy({ maxWaitMin: 60 })), book("a1", at("09:00"))).asks(move(at(time))).thenEvents("CapacityTaken", "AppointmentRescheduled")
    assert.strictEqual(taken?._tag === "CapacityTaken" && taken.use.stages[0]?.start, at(time))
  })

  it("to a place that is taken stays where it was (cal.com #12922)", () => {
    const both = after(shop(), book("a1", at("08:00")), book("a2", at("10:00")))
    both.asks(move(at("10:00"))).thenRejected("SlotTaken")
    both.asks(book("a3", at("08:00"))).thenRejected("SlotTaken")
  })
})

describe("a car that does not come", () => {
  const missed = ask("RecordNoShow", "a1", { at: at("12:00") })

  it.each(["customer", "site"])("was called off by the %s and is no no-show (cal.com #21195)", (by) =>
    void after(shop(), book("a1", at("08:00")), ask("Cancel", "a1", { by })).asks(missed).thenRejected("NotPossibleNow"))

  it("came after all: whoever was received is no no-show (cal.com #21195)", () =>
    void after(shop(), book("a1", at("08:00")), ask("Arrive", "a1", { at: at("08:10") })).asks(missed).thenRejected("NotPossibleNow"))

  it("was called off by the shop at the last minute, which is not laid at the customer's door (cal.com #13677)", () => {
    const lateness = (by: string) =>
      after(shop(), book("a1", at("08:00"))).asks(ask("Cancel", "a1", { by, at: at("07:55") })).thenEvents("CapacityReleased", "AppointmentCancelled")
        .map((event) => event._tag === "AppointmentCancelled" && event.late)[1]
    assert.deepStrictEqual([lateness("customer"), lateness("site")], [true, false])
  })

  it("is marked by hand, but not while it may still come, and only once (cal.com #13573)", () => {
    const due = after(shop(), book("a1", at("08:00")))
    due.asks(ask("RecordNoShow", "a1", { at: at("08:59") })).thenRejected("TooSoonForNoShow")
    due.asks(ask("RecordNoShow", "a1", { at: at("09:00") })).thenEvents("CapacityTaken", "NoShowRecorded")
    after(shop(), book("a1", at("08:00")), missed).asks(missed).thenNothing()
  })

  it("and was marked wrongly is unmarked, with a word why (cal.com #21195)", () => {
    const marked = after(shop(), book("a1", at("08:00")), missed)
    const [, reversed] = marked.asks(ask("ReverseNoShow", "a1", { at: at("12:05"), why: "she stood outside" })).thenEvents("CapacityTaken", "NoShowReversed")
    assert.deepInclude({ ...reversed }, { why: "she stood outside" })
  })
})
