import { assert, describe, it } from "@effect/vitest"
import { Appointment, CampaignDays, CampaignSheet, Coming, DueList, LocalDate, project, VehicleFile } from "@servicelane/core"
import { halvesMerge } from "@servicelane/testing"
import { Schema } from "effect"
import fc from "fast-check"
import { after, ask, build, corner, listOf, lock, lockedOf, locked, mail, print } from "./list.ts"

const list = { site: corner.site, month: CampaignDays.ListMonth.make("2026-11"), ...lockedOf(locked) }
const projection = Coming.coming(list)

const served = (id: string, date: string, more: Record<string, unknown> = {}, over: Record<string, unknown> = {}): VehicleFile.Event =>
  Schema.decodeUnknownSync(VehicleFile.Event)({ _tag: "VehicleServiced", id, site: "corner", at: `${date}T15:00:00.000Z`, service: { date, work: "maintenance", km: null, elsewhere: false, parts: [], ...more }, ...over })

const due = (date: string) => ({ date, time: null, bookedAt: "2026-10-01T00:00:00.000Z", confirmedAt: null })
const appointment = (_tag: string, id: string, more: Record<string, unknown>): Appointment.Event =>
  Schema.decodeUnknownSync(Appointment.Event)({ _tag, id, site: "corner", at: "2026-10-20T09:00:00.000Z", ...more })
const booked = (id: string, vehicle: string, date: string) =>
  appointment("AppointmentImported", id, { customer: "li", vehicle, channel: "import", job: null, due: due(date), external: { system: "dms", id }, contact: {} })

const sheetOf = (state: DueList.State, events: ReadonlyArray<Coming.Event>, today: string) => {
  const days = CampaignDays.deadlines(corner.calendar, list.month, { lockWeek: 1, printWeek: 2, mailWeek: 3, promptMonths: 3, comePct: 40 }) ?? assert.fail("never open")
  return CampaignSheet.sheet(corner, days, list.month, state, project(projection, events), LocalDate.LocalDate.make(today))
}

describe("a car on the list has come", () => {
  const came = (...events: ReadonlyArray<VehicleFile.Event>) => [...Coming.came(project(projection, events))].map(([vehicle, date]) => `${vehicle} ${date}`)

  it("when it had a maintenance here from the lock to the end of the month", () => {
    assert.deepStrictEqual(came(served("november", "2026-10-08"), served("first", "2026-11-30")), ["november 2026-10-08", "first 2026-11-30"])
    assert.deepStrictEqual(came(served("november", "2026-11-05"), served("november", "2026-10-09")), ["november 2026-10-09"])
  })

  it("not before the lock, nor after the month, elsewhere, at another site, for a repair, or off the list", () =>
    assert.deepStrictEqual(came(
      served("november", "2026-10-06"), served("november", "2026-12-01"), served("november", "2026-11-01", { elsewhere: true }), served("november", "2026-11-01", {}, { site: "other" }),
      served("november", "2026-11-01", { work: "repair" }), served("december", "2026-11-01"), served("november", "2026-10-07", {}, { at: "2026-10-07T11:00:00.000Z" })
    ), []))

  it("on the day of the lock itself when it was told after it", () => assert.deepStrictEqual(came(served("november", "2026-10-07")), ["november 2026-10-07"]))

  it("not when that was taken back, unless it is told again", () => {
    const withdrawn = (date: string, more: Record<string, unknown> = {}) => served("november", date, more, { _tag: "ServiceWithdrawn", at: "2026-11-20T09:00:00.000Z" })
    assert.deepStrictEqual(came(served("november", "2026-11-05"), withdrawn("2026-11-05")), [])
    assert.deepStrictEqual(came(served("november", "2026-11-05"), withdrawn("2026-11-05"), served("november", "2026-11-06")), ["november 2026-11-06"])
    assert.deepStrictEqual(came(served("november", "2026-11-05"), served("november", "2026-11-05", { km: 9_000 }), withdrawn("2026-11-05", { km: 9_000 })), ["november 2026-11-05"])
    // What was known before the lock never counted, and is not taken from what did.
    assert.deepStrictEqual(came(served("november", "2026-10-07", {}, { at: "2026-10-07T11:00:00.000Z" }), withdrawn("2026-10-07"), served("november", "2026-10-07", {}, { at: "2026-11-21T09:00:00.000Z" })), ["november 2026-10-07"])
  })

  it("in the month itself, as the source counts", () =>
    assert.deepStrictEqual([...Coming.came(project(projection, [served("november", "2026-10-08"), served("first", "2026-11-01")]), "2026-11-01").keys()].map(String), ["first"]))

  it("two halves of the log are counted apart and merged", () => {
    const id = fc.constantFrom("november", "first", "overdue", "december")
    const on = fc.integer({ min: 20_727, max: 20_800 }).map((n) => LocalDate.fromDays(n))
    const event: fc.Arbitrary<Coming.Event> = fc.oneof(
      fc.tuple(id, on).map(([vehicle, date]): Coming.Event => served(vehicle, date)),
      fc.tuple(id, on).map(([vehicle, date]) => served(vehicle, date, {}, { _tag: "ServiceWithdrawn" })),
      fc.tuple(fc.constantFrom("a", "b"), id, on).map(([one, vehicle, date]) => booked(one, vehicle, date)),
      fc.tuple(fc.constantFrom("a", "b"), on).map(([one, date]) => appointment("NoShowRecorded", one, { due: due(date) })),
      fc.tuple(fc.constantFrom("a", "b"), on).map(([one, date]) => appointment("NoShowReversed", one, { due: due(date), why: "came" })),
      fc.tuple(fc.constantFrom("a", "b"), id).map(([one, vehicle]) => appointment("ContactCorrected", one, { customer: "li", vehicle, contact: {} }))
    )
    halvesMerge(projection, fc.array(event, { maxLength: 20 }), (state) => [[...Coming.came(state)].sort(), [...Coming.came(state, "2026-11-01")].sort(), [...Coming.booked(list, state)].sort()])
  })
})

describe("how a campaign stands", () => {
  const state = listOf(after(build("2026-10-01"), lock, print("2026-10-15"), mail("2026-10-16"), ask("Trim", "2026-10-20", { vehicle: "overdue", because: "moved", by: "cs-1" }),
    ask("RecordReason", "2026-10-22", { vehicle: "first", reason: "too-far", spokeWith: "owner", by: "cs-1", callback: null })))

  it("shows each car: come, trimmed, with an appointment, refused, or nothing yet", () => {
    const states = (...events: ReadonlyArray<Coming.Event>) => Object.fromEntries(sheetOf(state, events, "2026-10-25").lines.map((line) => [line.vehicle, line.state._tag]))
    assert.deepStrictEqual(states(), { overdue: "Trimmed", november: "Waiting", first: "Refused" })
    assert.deepStrictEqual(states(booked("a", "first", "2026-11-10"), served("november", "2026-10-24")), { overdue: "Trimmed", november: "Came", first: "Booked" })
    assert.strictEqual(states(booked("a", "first", "2026-12-10")).first, "Refused")
    assert.strictEqual(states(booked("a", "first", "2026-11-10"), appointment("AppointmentCancelled", "a", { by: "customer", late: false, cancelledAt: null, due: due("2026-11-10") })).first, "Refused")
    assert.strictEqual(states(booked("a", "first", "2026-11-10"), booked("b", "first", "2026-11-09"), appointment("AppointmentRescheduled", "a", { by: "customer", late: false, plan: null, was: due("2026-11-10"), due: due("2026-11-08") })).first, "Booked")
    // A car that has come stays trimmed in what is counted, and shows that it came.
    assert.strictEqual(states(served("overdue", "2026-10-24")).overdue, "Came")
  })

  it("shows each step against its day", () =>
    assert.deepStrictEqual(sheetOf(state, [], "2026-11-01").steps.map(({ step, done, state: how }) => [step, done, how].map(String)), [
      ["lock", "2026-10-07", "in-time"], ["print", "2026-10-15", "late"], ["mail", "2026-10-16", "in-time"], ["plan", "null", "missed"]
    ]))

  it("raises an alarm when fewer come than shall, for good only when the month is over", () => {
    const alarm = (today: string, ...events: ReadonlyArray<Coming.Event>) => sheetOf(state, events, today).alarm
    assert.deepStrictEqual([alarm("2026-10-25"), alarm("2026-11-20"), alarm("2026-12-01")], ["none", "below-so-far", "below"])
    // One of three is 33 %, two are 67 %: trims do not make the list shorter.
    assert.strictEqual(alarm("2026-12-01", served("november", "2026-11-02")), "below")
    assert.strictEqual(alarm("2026-12-01", served("november", "2026-11-02"), served("first", "2026-11-02")), "none")
  })

  it("is counted: the list, what was trimmed, who came, and why others do not", () => {
    const { listed, trimmed, came, inMonth, reasons, left } = sheetOf(state, [served("november", "2026-10-24")], "2026-11-01")
    assert.deepStrictEqual([listed, trimmed, came, inMonth], [3, 1, 1, 0])
    assert.deepStrictEqual(reasons, [{ reason: "too-far", n: 1 }])
    assert.deepStrictEqual(left.map(({ n }) => n), [1, 1, 1, 1, 1])
  })

  it("is told of a month that nobody has begun", () => {
    const { state: none, steps, alarm } = sheetOf(DueList.initial, [], "2026-10-25")
    assert.deepStrictEqual([none, alarm, ...steps.map(({ state: how }) => how)], ["None", "none", "missed", "missed", "missed", "open"])
  })
})
