import { assert, describe, it } from "@effect/vitest"
import { Appointment, Daybook, Plan, Reception, type VisitCommand } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import { Result } from "effect"
import fc from "fast-check"
import { ask, book, friday10, says } from "../appointments/corner.ts"
import { after, applied, came, carOf, decided, deliver, here, type House, monday, opened, order, propose, queue, receive, say, seenBy, settle, through, wash, when, yuan } from "./house.ts"

const agree = (at = monday("09:50"), more: Record<string, unknown> = {}) => say("AgreeWork", at, { line: "line-1", ...more })
const decline = (at = monday("09:50"), more: Record<string, unknown> = {}) => say("DeclineWork", at, { line: "line-1", reason: "price", ...more })

const asked = after(through(3), propose(monday("09:40")))

const waits = after(opened(), book(friday10, { customer: "customer-a1" }), ask("Arrive", monday("09:00")))

const promised = (known: House) => {
  const { appointment } = seenBy(known, "a1")
  return "visit" in appointment ? Appointment.promisesOf(appointment.visit).last : assert.fail("no visit")
}

describe("more work that is found", () => {
  it("is proposed with its money and the reason, once under a name", () => {
    says(when(through(3), propose(monday("09:40"))).thenEvents("WorkProposed")[0], { price: yuan(120_000), symptom: "brakes-noise", jobs: ["brakes"] })
    when(asked, propose(monday("09:41"))).thenNothing()
    when(asked, propose(monday("09:41"), { price: yuan(1) })).thenRejected("LineTaken")
    when(through(3), propose(monday("09:40"), { jobs: ["rocket"] })).thenRejected("UnknownJob")
    const lines = [{ line: "line-1", work: "maintenance", job: null, price: yuan(1) }]
    when(after(through(3), say("Estimate", monday("09:35"), { lines })), propose(monday("09:40"))).thenRejected("LineTaken")
  })

  it("is proposed from the reception until the bill is paid", () => {
    says(when(after(here, say("Await", monday("09:00"))), propose(monday("09:01"))).thenRejected("NotItsStep"), { next: ["Receive"] })
    says(when(through(8), propose(monday("11:15"))).thenRejected("NotItsStep"), { next: ["Deliver"] })
    when(through(7), propose(monday("11:05"))).thenEvents("WorkProposed")
  })

  it("is agreed to: it is planned, the promise moves, and the customer is told when", () => {
    const working = after(waits, receive(monday("09:05")), order(monday("09:10")), propose(monday("09:40")))
    const [, approved, changed, agreed] = when(working, agree()).thenEvents("CapacityTaken", "AdditionalWorkApproved", "PromiseChanged", "WorkAgreed")
    says(approved, { jobs: ["brakes"] })
    says(changed, { was: monday("10:50") })
    says(agreed, { line: "line-1", price: yuan(120_000), promisedAt: Reflect.get(changed ?? {}, "promisedAt") })
    when(after(working, agree()), agree(monday("10:00"))).thenNothing()
    assert.includeMembers([...Reception.aggregate.reads(agree(), seenBy(working, "a1"))].map(String), ["daybook/corner/2026-09-21", "daybook/corner/2026-09-25", "floor/corner/2026-09-21"])
  })

  it("is refused with the desk's reasons, or done all the same where somebody answers for it", () => {
    const engine = after(waits, receive(monday("09:05")), propose(monday("09:40"), { jobs: ["engine"] }))
    says(when(engine, agree()).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "wait_too_long" }] })
    says(when(engine, agree(monday("09:50"), { override: "she comes from far" })).thenEvents("CapacityOverridden", "AdditionalWorkApproved", "PromiseChanged", "WorkAgreed")[0], { reason: "she comes from far" })
    when(engine, decline()).thenEvents("WorkDeclined")
  })

  it("is declined with a reason, for whoever asks again", () => {
    says(when(asked, decline()).thenEvents("WorkDeclined")[0], { reason: "price", price: yuan(120_000) })
    when(after(asked, decline()), decline(monday("10:00"))).thenNothing()
    says(when(after(asked, decline()), decline(monday("10:00"), { reason: "time" })).thenRejected("LineAnswered"), { answer: "declined" })
    says(when(after(asked, decline()), agree()).thenRejected("LineAnswered"), { answer: "declined" })
    says(when(after(asked, agree()), decline()).thenRejected("LineAnswered"), { answer: "agreed" })
    says(when(through(3), decline()).thenRejected("UnknownLine"), { known: [] })
    when(through(3), agree()).thenRejected("UnknownLine")
  })

  it("that is no job of the site changes no plan, and tells the promise that stands", () => {
    const small = after(through(3), propose(monday("09:40"), { jobs: [] }))
    says(when(small, agree()).thenEvents("WorkAgreed")[0], { promisedAt: monday("16:30") })
  })

  it("on a car that another system told of is agreed to without a plan", () => {
    const told = after(opened(), ask("Import", friday10, {
      external: { system: "dms", id: "7" }, customer: "li", vehicle: null, job: null, advisor: null, date: "2026-09-17", time: "2026-09-17T07:00:00.000Z", bookedAt: "2026-09-16T07:00:00.000Z",
      channel: "import", outcome: { _tag: "Arrived", arrivedAt: null }, contact: {}
    }))
    says(when(after(told, receive(monday("09:00")), propose(monday("09:40"))), agree()).thenEvents("WorkAgreed")[0], { promisedAt: null })
  })

  it("brings a car back to the workshop that was through with it", () => {
    const late = after(through(7), propose(monday("11:05")))
    when(late, agree(monday("11:10"))).thenEvents("CapacityTaken", "AdditionalWorkApproved", "WorkAgreed", "QueueLeft", "QueueJoined")
    const back = after(late, agree(monday("11:10")))
    assert.deepStrictEqual([carOf(back).step, carOf(back).readyAt, ...queue(back, "repair")], ["repair", monday("11:00"), "a1"])
    when(back, agree(monday("11:10"))).thenNothing()
  })

  it("is answered before the bill is made, and stands in what was done", () => {
    const late = after(through(7), propose(monday("11:05"), { jobs: [] }))
    says(when(late, settle(monday("11:10"))).thenRejected("ProposalsOpen"), { lines: ["line-1"] })
    const done = after(late, agree(monday("11:10")), say("FinishWork", monday("11:30")), say("Inspect", monday("11:40"), { by: "wu", passed: true }), wash(monday("11:50")), settle(monday("12:00")))
    says(when(done, deliver(monday("12:10"))).thenEvents("VisitDelivered")[0], { work: ["maintenance", "repair"], symptoms: ["brakes-noise"], readyAt: monday("11:00") })
    says(when(after(late, decline(monday("11:10")), settle(monday("12:00"))), deliver(monday("12:10"))).thenEvents("VisitDelivered")[0], { work: ["maintenance"], symptoms: [] })
  })

  it("comes after what was carried over to the next day", () => {
    const carried = after(asked, ask("CarryOver", monday("09:45"), { date: "2026-09-22", leftMin: 30 }))
    const events = when(carried, agree()).thenEvents("CapacityCarriedOver", "AdditionalWorkApproved", "PromiseChanged", "WorkAgreed")
    assert.isAbove(Date.parse(String(Reflect.get(events[2] ?? {}, "promisedAt"))), Date.parse(promised(carried) ?? ""))
  })
})

describe("what was agreed and the plan of the appointment", () => {
  const start = after(came(waits, "b2", "09:15"), receive(monday("09:05")))
  const line = fc.constantFrom("line-1", "line-2", "line-3")
  const one: fc.Arbitrary<(at: number) => VisitCommand.Command> = fc.oneof(
    fc.tuple(line, fc.subarray(["brakes", "service", "engine"], { minLength: 0 })).map(([l, jobs]) => (at: number) => propose(minute(at), { line: l, jobs })),
    fc.tuple(line, fc.option(fc.constant("so be it"), { nil: undefined })).map(([l, override]) => (at: number) => say("AgreeWork", minute(at), { line: l, ...(override === undefined ? {} : { override }) })),
    line.map((l) => (at: number) => say("DeclineWork", minute(at), { line: l, reason: "price" }))
  )
  const minute = (at: number) => monday(`${String(9 + Math.floor((10 + at) / 60)).padStart(2, "0")}:${String((10 + at) % 60).padStart(2, "0")}`)

  const agrees = (decide = decided): void =>
    fc.assert(fc.property(fc.array(one, { maxLength: 10 }), (said) => {
      let known = start
      said.forEach((make, i) => {
        const facts = Result.getOrElse(decide(known, make(i * 7)), (): ReadonlyArray<Reception.Event> => [])
        known = applied(known, facts)
        for (const fact of facts) if (fact._tag === "WorkAgreed") assert.strictEqual(fact.promisedAt, promised(known))
      })
      const { appointment } = seenBy(known, "a1")
      const plan = "visit" in appointment ? appointment.visit.plan : null
      if (plan === null) assert.fail("no plan")
      const agreed = carOf(known).proposals.filter(({ answer }) => answer === "agreed").flatMap(({ jobs }) => jobs)
      assert.sameMembers([...plan.jobs], ["service", ...agreed])
      // The daybooks hold what the plan says, on each of its dates.
      for (const date of Plan.datesOf(plan)) assert.deepStrictEqual((known.days[date] ?? Daybook.initial).entries["a1"]?.use, Plan.useOf(plan, date))
    }))
  it("never disagree, whatever is proposed, agreed and declined", () => agrees())
  it("and the law notices an agreement that nobody planned", () =>
    noticed(() => agrees((known, command) => Result.map(decided(known, command), (facts) => facts.filter(({ _tag }) => _tag.startsWith("Work"))))))
})
