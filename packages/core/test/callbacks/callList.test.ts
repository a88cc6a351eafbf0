import { assert, describe, it } from "@effect/vitest"
import { Callback, CalledPerson, CallList, CustomerFile, LocalDate, Site } from "@servicelane/core"
import { Schema } from "effect"
import { corner, instant, says } from "../appointments/corner.ts"

const document: Site.Document = Schema.decodeUnknownSync(Site.Document)(corner)
const friday = LocalDate.LocalDate.make("2026-09-18")
const ten = instant("2026-09-18T08:00:00.000Z")

const call = (id: string, kind: Callback.Kind, from: string, by: string, events: ReadonlyArray<Record<string, unknown>> = []): Callback.Call => {
  const on = { id, site: "corner", at: "2026-09-18T06:00:00.000Z", kind }
  const facts = [{ ...on, _tag: "CallbackRequested", about: { customer: "li", vehicle: null, appointment: null, visit: null, complaint: null }, window: { from: `${from}:00.000Z`, by: `${by}:00.000Z` }, after: null }, ...events.map((one) => ({ ...on, ...one }))]
  const [only] = CallList.callsOf(new Map([[id, facts.map((one) => Schema.decodeUnknownSync(Callback.Event)(one))]]))
  return only ?? assert.fail("it is over")
}

const person = (...events: ReadonlyArray<Record<string, unknown>>): CalledPerson.People => ({
  li: events.map((one) => Schema.decodeUnknownSync(CustomerFile.Event)({ id: "li", site: "corner", at: "2026-09-18T07:00:00.000Z", ...one })).reduce(CalledPerson.evolve, CalledPerson.unknown)
})

const list = (calls: ReadonlyArray<Callback.Call>, people: CalledPerson.People = {}, now = ten, date = friday) => CallList.callList(calls, people, document, date, now)

const today = ["2026-09-18T07:00", "2026-09-18T22:00"] as const

describe("the calls of a day", () => {
  it("come with those that are overdue first, then the urgent ones, then those due sooner", () => {
    const calls = [
      call("a", "maintenance", ...today), call("b", "maintenance", "2026-09-18T07:00", "2026-09-18T12:00"), call("c", "no-show", ...today), call("d", "complaint", ...today),
      call("e", "lost-customer", "2026-09-10T07:00", "2026-09-17T22:00"), call("f", "maintenance", ...today)
    ]
    assert.deepStrictEqual(list(calls).map(({ call: { id }, overdue }) => overdue ? `${id}!` : id), ["e!", "d", "c", "b", "a", "f"])
  })

  it("are those that may begin on it; later ones come when they may", () => {
    const later = call("a", "sale", "2026-09-21T07:00", "2026-09-25T22:00")
    assert.deepStrictEqual(list([later]), [])
    assert.deepStrictEqual(list([later], {}, ten, LocalDate.LocalDate.make("2026-09-21")).map(({ overdue }) => overdue), [false])
    assert.deepStrictEqual(list([later], {}, ten, LocalDate.LocalDate.make("2026-09-26")).map(({ overdue }) => overdue), [true])
  })

  it("say how often it was tried and when the next attempt is, but not before the time that was agreed", () => {
    const attempted = { _tag: "CallbackAttempted", met: "no-answer", at: ten }
    says(list([call("a", "sale", ...today, [attempted])])[0], { from: "2026-09-18T10:00:00.000Z", overdue: false })
    const postponed = { _tag: "CallbackPostponed", window: { from: "2026-09-18T13:00:00.000Z", by: "2026-09-18T14:00:00.000Z" } }
    const [line] = list([call("a", "sale", ...today, [attempted, postponed])])
    assert.deepStrictEqual([line?.from, line?.call.attempts.length, line?.call.shifts, line?.call.due].map(String), ["2026-09-18T13:00:00.000Z", "1", "1", "2026-09-18T14:00:00.000Z"])
    says(list([call("a", "sale", ...today, [{ ...attempted, met: "right-person" }])])[0], { from: "2026-09-18T07:00:00.000Z" })
  })

  it("are not overdue while a time that was agreed is still to come, whatever they are measured by", () => {
    const shifted = (from: string, by: string) => ({ _tag: "CallbackPostponed", window: { from: `${from}:00.000Z`, by: `${by}:00.000Z` } })
    const twice = call("a", "sale", "2026-09-15T07:00", "2026-09-15T22:00", [shifted("2026-09-16T07:00", "2026-09-16T22:00"), shifted(...today)])
    says(list([twice])[0], { overdue: false })
    assert.strictEqual(twice.due, "2026-09-16T22:00:00.000Z")
  })

  it("say whom to ask for, under which number, and when they like to be called", () => {
    const registered = { _tag: "CustomerRegistered", details: { name: "Li", phones: ["+86 138 0013 8000", "+86 10 6234 5678"] }, external: [] }
    const people = person(registered, { _tag: "PreferredTimeSet", preferred: { from: "10:00", to: "12:00" } })
    says(list([call("a", "sale", ...today)], people)[0], { name: "Li", phones: ["+86 138 0013 8000", "+86 10 6234 5678"], preferred: { from: "10:00", to: "12:00", now: true } })
    says(list([call("a", "sale", ...today)], people, instant("2026-09-18T10:00:00.000Z"))[0], { preferred: { from: "10:00", to: "12:00", now: false } })
    says(list([call("a", "sale", ...today)], person(registered, { _tag: "CustomerDescribed", details: {} }))[0], { name: null, phones: [], preferred: null })
  })

  it("say whom to leave alone, and until when", () => {
    const people = person({ _tag: "ContactNoted", by: "wang", means: "visit", callback: null }, { _tag: "ConsentWithdrawn", purpose: "commercial", means: "phone" })
    says(list([call("a", "booking", ...today)], people)[0], { guardedUntil: "2026-09-19T07:00:00.000Z", unwanted: true })
    says(list([call("a", "complaint", ...today)], people)[0], { guardedUntil: null, unwanted: false })
  })
})
