import { assert, describe, it } from "@effect/vitest"
import type { Callback, Domain } from "@servicelane/core"
import { Effect } from "effect"
import { at, facts, house, inHouse, say, talk } from "./house.ts"

/** The one fact of a kind that says so much. */
const only = <Tag extends Domain.Event["_tag"]>(all: ReadonlyArray<Domain.Event>, tag: Tag, is: (event: Extract<Domain.Event, { readonly _tag: Tag }>) => boolean = () => true) => {
  const found = all.filter((event): event is Extract<Domain.Event, { readonly _tag: Tag }> => event._tag === tag).filter(is)
  assert.strictEqual(found.length, 1, `${tag}: expected one, found ${found.length}`)
  return found[0] ?? assert.fail()
}

const wish = { jobs: ["service"], transport: "wait", customer: "li", vehicle: "car-1" }
const yuan = (minor: number) => ({ minor, currency: "CNY" })

describe("ninety days", () => {
  it("from the sale of a car to a complaint that was made good within forty-eight hours", () =>
    inHouse(Effect.gen(function*() {
      const { catchUp, tick } = yield* house
      const call = Effect.fnUntraced(function*(kind: Callback.Kind) {
        yield* catchUp
        return only(yield* facts, "CallbackRequested", (one) => one.kind === kind)
      })

      // A car is sold, and its owner is asked within a week how that was.
      yield* say("06-01 15:00", "vehicle", "Describe", "car-1", { brand: "Toyota", model: "Camry", plates: { plate: "沪A·12345" } })
      yield* say("06-01 15:00", "vehicle", "HandOver", "car-1", { date: "2026-06-01", km: 12, roles: { owner: "li" }, consultant: "wang" })
      const sale = yield* call("sale")
      assert.strictEqual(sale.window.by, at("06-09 00:00"))
      yield* say("06-02 10:00", "callback", "Attempt", sale.id, { met: "no-answer" })
      assert.deepStrictEqual(
        yield* say("06-02 14:00", "callback", "Conclude", sale.id, { outcome: { _tag: "Done" }, answers: talk("sale") }),
        ["CallbackAttempted", "CallbackConcluded", "ContactNoted"]
      )

      // A month before the first service is due, somebody reminds them, and books.
      yield* tick(at("07-01 09:00"))
      assert.isFalse((yield* facts).some((one) => one._tag === "CallbackRequested" && one.kind === "first-service"))
      yield* tick(at("07-02 09:00"))
      const reminder = yield* call("first-service")
      yield* say("07-03 10:00", "appointment", "Book", "a1", { ...wish, arriveAt: at("07-08 10:00") })
      yield* say("07-03 10:02", "callback", "Conclude", reminder.id, { outcome: { _tag: "Booked", appointment: "a1" }, answers: talk("first-service", { km: 4_100 }) })

      // They do not come, are called the next day, and book again.
      yield* say("07-08 11:05", "appointment", "RecordNoShow", "a1")
      const missed = yield* call("no-show")
      assert.strictEqual(missed.window.by, at("07-10 00:00"))
      yield* say("07-09 09:30", "appointment", "Book", "a2", { ...wish, arriveAt: at("07-14 09:30") })
      yield* say("07-09 09:32", "callback", "Conclude", missed.id, { outcome: { _tag: "Booked", appointment: "a2" }, answers: talk("no-show") })

      // The car comes, more work is found and agreed to, and it is handed back as it was promised.
      yield* say("07-14 09:25", "appointment", "Arrive", "a2")
      yield* catchUp
      yield* say("07-14 09:30", "visit", "Receive", "a2", { advisor: "anna", km: 4_800 })
      yield* say("07-14 09:40", "visit", "OpenOrder", "a2", { order: "WIP-1", work: ["maintenance"] })
      yield* say("07-14 09:50", "visit", "ClockOn", "a2", { technician: "tom", job: "service" })
      yield* say("07-14 10:00", "visit", "ProposeWork", "a2", { line: "w1", work: "repair", jobs: ["wipers"], price: yuan(18_000), symptom: "wipers-smear", why: { text: "torn" } })
      const [, promised] = [yield* say("07-14 10:05", "visit", "AgreeWork", "a2", { line: "w1" }), only(yield* facts, "WorkAgreed")]
      yield* say("07-14 10:20", "visit", "ClockOff", "a2", { technician: "tom", job: "service" })
      yield* say("07-14 10:20", "visit", "ClockOn", "a2", { technician: "tom", job: "wipers" })
      yield* say("07-14 10:40", "visit", "ClockOff", "a2", { technician: "tom", job: "wipers" })
      yield* say("07-14 10:41", "visit", "FinishWork", "a2")
      yield* say("07-14 10:45", "visit", "Inspect", "a2", { by: "ning", passed: true })
      yield* say("07-14 10:55", "visit", "Wash", "a2", { washed: true })
      yield* say("07-14 11:00", "visit", "Settle", "a2", { paid: yuan(68_000) })
      yield* say("07-14 11:05", "visit", "Deliver", "a2", { parts: [{ part: "oil-filter", qty: 1, kpi: true }] })
      const ready = only(yield* facts, "VisitReady")
      assert.strictEqual(ready.promise, promised.promisedAt)
      assert.isTrue(ready.at <= (ready.promise ?? ""))

      // The file knows, they are thanked the same day, and asked within three.
      yield* catchUp
      only(yield* facts, "LifecycleMoved", ({ to }) => to === "active")
      const thanks = only(yield* facts, "MessageRequested", ({ kind }) => kind === "thank-you")
      yield* say("07-14 17:00", "message", "MarkSent", thanks.id, { by: "anna" })
      const service = yield* call("service-mechanical")
      assert.strictEqual(service.window.by, at("07-18 00:00"))
      yield* say("07-16 10:00", "callback", "Conclude", service.id, {
        outcome: { _tag: "Complained", category: "workmanship" }, said: "The wipers smear again",
        answers: talk("service-mechanical", { condition: "problem", problem: "complaint", category: "workmanship" })
      })

      // The complaint is answered, solved, asked about and accepted in time.
      yield* catchUp
      const { id: complaint, closeBy } = only(yield* facts, "ComplaintReceived")
      assert.strictEqual(closeBy, at("07-18 10:00"))
      yield* say("07-16 11:00", "complaint", "Assign", complaint, { owner: "fan" })
      yield* say("07-16 11:10", "complaint", "Answer", complaint, { by: "fan" })
      yield* say("07-16 15:00", "complaint", "OfferSolution", complaint, { by: "fan", solution: "New blades, free of charge" })
      const follow = yield* call("complaint")
      yield* say("07-17 10:00", "callback", "Conclude", follow.id, { outcome: { _tag: "Accepted" }, answers: talk("complaint") })
      yield* catchUp
      const accepted = only(yield* facts, "SolutionAccepted")
      assert.isTrue(accepted.at < closeBy)

      // A week later it is settled, and at the end of ninety days nothing is owed but what has fallen due since.
      const { refused } = yield* tick(at("08-30 09:00"))
      assert.deepStrictEqual(refused, [])
      only(yield* facts, "ComplaintSettled")
      assert.deepStrictEqual((yield* facts).filter(({ _tag }) => _tag === "ComplaintOverdue"), [])
      assert.strictEqual(only(yield* facts, "CustomerRegistered").id, "li")
    })))
})
