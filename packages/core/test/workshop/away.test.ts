import { assert, describe, it } from "@effect/vitest"
import { affected, Daybook, fold, Instant, LocalDate, Roster, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { fill } from "./asked.ts"
import { advisor, calendar, type Change, dayBefore, daytime, job, lifts, many, monday, policy, roomy, skilled, stage, technicians, trade } from "./shop.ts"

const leave = (of: Record<string, string>, from = "2026-09-21T00:00:00.000Z", to = "2026-09-22T00:00:00.000Z") => ({ absences: [{ id: "leave", of, from, to }] })
const two = technicians(2)
const command = Schema.decodeUnknownSync(Site.Command)
const record = (of: Record<string, string>) => {
  const { absences: [absence] } = leave(of)
  return command({ _tag: "RecordAbsence", site: "shop", at: dayBefore, absence })
}
const decided = (state: Site.State, one: Site.Command) => Result.getOrThrow(Site.aggregate.decide(one, state))
const opened = decided(Site.initial, Site.apply(roomy(), dayBefore))
const away = [...opened, ...decided(fold(Site.aggregate, opened), record({ technician: "tom-0" }))]

describe("an absence", () => {
  it("takes the technician's hours from the day", () => {
    const { cars } = fill(roomy(two), () => "mechanical")
    assert.strictEqual(fill(roomy(two, leave({ technician: "tom-0" })), () => "mechanical").cars, cars / 2)
  })

  it("of the morning leaves the afternoon", () =>
    assert.deepStrictEqual(
      Roster.rosterOf(roomy(leave({ technician: "tom-0" }, "2026-09-21T00:00:00.000Z", "2026-09-21T12:00:00.000Z")), monday).technicians[0]?.hours,
      [{ from: 12 * 60, to: 16 * 60 }]
    ))

  it("of the only advisor leaves nobody to receive a car", () =>
    assert.deepStrictEqual(fill(roomy(leave({ advisor: "anna" })), () => "mechanical").reasons, ["advisor_away"]))

  it("of a bay closes the bay", () =>
    assert.deepStrictEqual(
      fill(roomy(lifts(1), { jobs: [trade("mechanical", 60, { bay: "lift" })] }, leave({ bay: "lift-0" })), () => "mechanical", dayBefore, "wait").reasons,
      ["bays_full"]
    ))

  it("of a bay at noon is the reason where the work takes longer than the morning and than the afternoon", () => {
    const long = { jobs: [trade("mechanical", 300, { bay: "lift" })] }
    const noon = (of: Record<string, string>) => roomy(lifts(1), long, leave(of, "2026-09-21T11:30:00.000Z", "2026-09-21T12:30:00.000Z"))
    for (const transport of ["drop", "wait"] as const) {
      assert.include(fill(noon({ bay: "lift-0" }), () => "mechanical", dayBefore, transport).reasons, "bay_away")
      assert.include(fill(noon({ technician: "tom-0" }), () => "mechanical", dayBefore, transport).reasons, "technician_away")
    }
  })

  it("is not the reason where the work is longer than the day", () => {
    const wash = stage("wash", 60, { flagMin: 0 })
    const drying = roomy({ jobs: [job("mechanical", { ...wash, gapAfter: { min: 420 } }, wash)] })
    assert.deepStrictEqual(fill(drying, () => "mechanical").reasons, ["too_late_today"])
  })

  it("is recorded by a command, once", () => {
    given(Site.aggregate, opened).when(record({ technician: "tom-0" })).thenEvents("AbsenceRecorded")
    given(Site.aggregate, away).when(record({ technician: "tom-0" })).thenNothing()
  })

  it("that did not take place is withdrawn", () =>
    given(Site.aggregate, away)
      .when(command({ _tag: "WithdrawAbsence", site: "shop", at: dayBefore, id: "leave" })).thenEvents("AbsenceWithdrawn"))

  it("of somebody who does not work here is refused", () =>
    given(Site.aggregate, opened).when(record({ technician: "nobody" })).thenRejected("SiteDocumentInvalid"))

  it("at a site that was never opened is refused", () => given(Site.aggregate, []).when(record({ technician: "tom-0" })).thenRejected("UnknownSite"))
})

describe("bookings that no longer fit", () => {
  const { book, cars } = fill(roomy(two), () => "mechanical")
  const affectedBy = (change: Change) => affected(Roster.rosterOf(roomy(two, change), monday), book)

  it("are none while nothing has changed", () => assert.deepStrictEqual(affectedBy({}), []))

  it("are as many as the missing technician's hours, the last ones by time of booking", () => {
    const absent = Roster.rosterOf(roomy(two, leave({ technician: "tom-0" })), monday)
    // The car that is received first has booked last.
    const turned = Object.values(book.entries).reduce((state, entry) =>
      Daybook.put(state, { ...entry, since: Instant.addMinutes(dayBefore, cars - Number(entry.holder.slice(4))) }), book)
    const found = affected(absent, turned)
    assert.sameMembers(found.map(({ holder }) => String(holder)), [...many(cars / 2, (car) => `car-${car}`)])
    assert.deepStrictEqual([...new Set(found.map(({ _tag }) => _tag))], ["AffectedByAbsence"])
  })

  it("are all of them when the site is closed that day", () => {
    const found = affectedBy(calendar({ weekly: daytime, exceptions: [{ date: monday, kind: "close", reason: "power cut" }] }))
    assert.deepStrictEqual(found.map(({ _tag }) => _tag), Array.from({ length: cars }, () => "AffectedByClosure"))
  })

  it("do not include what was taken against the rule", () => {
    const overridden = Object.values(book.entries).reduce((state, entry) => Daybook.put(state, { ...entry, override: "the owner asked" }), book)
    assert.deepStrictEqual(affected(Roster.rosterOf(roomy(two, leave({ technician: "tom-0" })), monday), overridden), [])
  })

  it("use up the walk-in reserve first", () => {
    const reserve = policy({ walkInReservePct: 50, reserveReleaseAt: "10:00" })
    const early = fill(roomy(two, reserve), () => "mechanical")
    const absent = roomy(two, reserve, leave({ technician: "tom-0" }))
    assert.deepStrictEqual(affected(Roster.rosterOf(absent, monday), early.book), [])
  })
})

describe("how many cars come", () => {
  const coming = (...changes: ReadonlyArray<Change>) => fill(roomy(...changes), () => "mechanical")
  const quick = { ...trade("mechanical"), group: "quick" }

  it("an advisor receives no more than so many a day", () => {
    const { cars, reasons } = coming(advisor(60, 20, { maxPerDay: 3 }))
    assert.deepStrictEqual([cars, reasons], [3, ["advisor_full"]])
  })

  it.each([["not passed the audit", null, 0], ["passes it tomorrow", LocalDate.addDays(monday, 1), 0], ["has passed it", monday, 8]])(
    "an advisor who has %s receives them accordingly", (_, assignableSince, cars) =>
      assert.strictEqual(coming(advisor(60, 20, { assignableSince })).cars, cars))

  it.each([
    ["the transport", { transport: "drop" }], ["the group of jobs", { group: "quick" }], ["the channel", { channel: "telephone" }]
  ])("a quota limits them by %s", (_, of) => {
    const { cars, reasons } = coming({ jobs: [quick], quotas: [{ id: "few", of, perDay: 2 }] })
    assert.deepStrictEqual([cars, reasons], [2, ["quota_full"]])
  })

  it.each([["transport", { transport: "wait" }], ["group", { group: "slow" }], ["channel", { channel: "web" }]])(
    "a quota for another %s does not", (_, of) => {
      const jobs = [quick, { ...trade("electrical"), group: "slow" }]
      assert.strictEqual(coming({ jobs, quotas: [{ id: "few", of, perDay: 0 }] }, skilled([{ mechanical: 1, electrical: 1 }])).cars, 8)
    })

  it("a quota for some hours leaves the others", () => {
    const { book } = coming({ quotas: [{ id: "peak", of: { transport: "drop" }, perDay: 1, between: { from: "00:00", to: "10:00" } }] })
    const early = Object.values(book.entries).filter(({ use }) => use.arriveAt < "2026-09-21T10:00:00.000Z")
    assert.lengthOf(early, 1)
    assert.isAbove(Object.keys(book.entries).length, 1)
  })

  it("a quota is given up at its release, and not before", () => {
    const quotas = (at: string) => [{ id: "few", of: { transport: "drop" }, perDay: 0, release: { daysBefore: 1, at } }]
    assert.strictEqual(coming({ quotas: quotas("00:01") }).cars, 0)
    assert.strictEqual(coming({ quotas: quotas("00:00") }).cars, 8)
  })
})
