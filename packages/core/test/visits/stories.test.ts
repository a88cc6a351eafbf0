import { assert, describe, it } from "@effect/vitest"
import { Appointment, Reception } from "@servicelane/core"
import { ask, book, friday10, instant, says } from "../appointments/corner.ts"
import {
  after, came, carOf, clockOff, clockOn, deliver, finish, here, house, inspect, monday, opened, order, propose, queue, receive, say, seenBy, settle, steps, through, tuesday, wash, walkedIn, when, yuan
} from "./house.ts"

const awaited = after(here, say("Await", monday("09:00")))
const findings = { text: "a scratch at the left door" }

describe("a car that has come", () => {
  it("waits to be received, from its arrival on", () => {
    const [visit, joined] = when(here, say("Await", monday("09:01"))).thenEvents("VisitOpened", "QueueJoined")
    says(visit, { customer: "customer-a1", vehicle: "car-a1", appointment: "a1", walkIn: false, priority: "booked", arrivedAt: monday("09:00") })
    says(joined, { queue: "reception", since: monday("09:00"), date: "2026-09-21" })
    when(awaited, say("Await", monday("09:01"))).thenNothing()
  })

  it("is one that has walked in as well", () =>
    says(when(walkedIn(opened(), "w1", "09:00"), say("Await", monday("09:00"), {}, "w1")).thenEvents("VisitOpened", "QueueJoined")[0], { walkIn: true, priority: "walk-in", vehicle: null }))

  it("has come, or there is no visit", () => {
    const booked = after(opened(), book(friday10))
    says(when(booked, say("Await", monday("09:00"))).thenRejected("CarNotHere"), { appointment: "Booked" })
    when(opened(), receive(monday("09:00"))).thenRejected("CarNotHere")
    when(here, say("Consult", monday("09:00"), { symptoms: [], findings })).thenRejected("UnknownVisit")
    says(when(here, say("Await", monday("08:59"))).thenRejected("NotYet"), { at: monday("09:00") })
    when(Object.assign({}, here, { site: { _tag: "Unopened" } }), say("Await", monday("09:00"))).thenRejected("UnknownSite")
  })

  it("is not waited for when another system only told of it", () => {
    const told = after(opened(), ask("Import", friday10, {
      external: { system: "dms", id: "7" }, customer: "li", vehicle: null, job: null, advisor: null, date: "2026-09-17", time: "2026-09-17T07:00:00.000Z", bookedAt: "2026-09-16T07:00:00.000Z",
      channel: "import", outcome: { _tag: "Arrived", arrivedAt: null }, contact: {}
    }))
    when(told, say("Await", monday("09:00"))).thenRejected("ArrivalTold")
    // Whoever sees the car receives it; when it came, nobody knows.
    says(when(told, receive(monday("09:00"))).thenEvents("VisitOpened", "VisitReceived", "QueueJoined", "QueueServed")[0], { arrivedAt: monday("09:00") })
  })

  it("comes at another time when its arrival was noted wrongly", () => {
    const corrected = after(awaited, ask("CorrectArrival", monday("09:10"), { arrivedAt: monday("08:50"), why: "it stood in the yard" }))
    says(when(corrected, say("Await", monday("09:10"))).thenEvents("VisitOpened", "QueueJoined")[1], { since: monday("08:50") })
  })

  it("is whoever's the appointment says, also where that was corrected meanwhile", () => {
    const row = (at: typeof friday10, customer: string, vehicle: string, outcome: Record<string, unknown>) => ask("Import", at, {
      external: { system: "dms", id: "8" }, customer, vehicle, job: "service", advisor: "anna", date: "2026-09-21", time: monday("09:00"), bookedAt: friday10, channel: "import", outcome, contact: {}
    })
    const known = after(
      opened(), row(friday10, "li", "car-1", { _tag: "Booked" }), ask("Arrive", monday("09:00")), say("Await", monday("09:00")), row(monday("09:10"), "wu", "car-2", { _tag: "Arrived", arrivedAt: monday("09:00") })
    )
    says(when(known, say("NoteWait", monday("09:21"))).thenEvents("WaitNoted")[0], { customer: "wu", vehicle: "car-2" })
  })

  it("takes place at one site", () => {
    const command = say("NoteWait", monday("09:30"), { site: "other" })
    says(when(awaited, command).thenRejected("VisitElsewhere"), { site: "corner" })
    when(here, command).thenRejected("OtherSite")
  })
})

describe("the reception", () => {
  it("is by an advisor of the site, who notes the kilometres and which car it is", () => {
    const [received] = when(awaited, receive(monday("09:07"), { km: 5_100, vehicle: "car-9" })).thenEvents("VisitReceived", "QueueServed")
    says(received, { advisor: "anna", km: 5_100, waitedMin: 7, vehicle: "car-9" })
    says(when(awaited, receive(monday("09:07"), { advisor: "nobody" })).thenRejected("UnknownAdvisor"), { known: ["anna", "ben", "carl"] })
    says(when(awaited, receive(monday("09:07"), { advisor: "carl" })).thenRejected("AdvisorNotAssignable"), { since: null })
  })

  it("needs nobody to have said that the car waits", () => {
    const [, received, , served] = when(here, receive(monday("09:07"))).thenEvents("VisitOpened", "VisitReceived", "QueueJoined", "QueueServed")
    says(received, { waitedMin: 7 })
    says(served, { queue: "reception", overtook: [], why: null })
  })

  it("takes place once", () => {
    when(through(1), receive(monday("09:05"))).thenNothing()
    when(through(1), receive(monday("09:06"))).thenNothing()
    says(when(through(1), receive(monday("09:06"), { advisor: "ben" })).thenRejected("AlreadyReceived"), { advisor: "anna" })
    when(through(1), receive(monday("09:06"), { km: 7 })).thenRejected("AlreadyReceived")
    when(through(1), say("Await", monday("09:05"))).thenNothing()
  })

  it("that lets a customer wait for more than twenty minutes is made good once", () => {
    says(when(awaited, say("NoteWait", monday("09:20"))).thenRejected("WaitedShort"), { waitMin: 20, from: monday("09:20") })
    const late = say("NoteWait", monday("09:21"))
    says(when(awaited, late).thenEvents("WaitNoted")[0], { waitedMin: 21, vehicle: "car-a1" })
    when(after(awaited, late), say("NoteWait", monday("09:50"))).thenNothing()
    // Also when nobody looked before the car was received.
    says(when(after(awaited, receive(monday("09:31"))), say("NoteWait", monday("10:00"))).thenEvents("WaitNoted")[0], { waitedMin: 31 })
    says(when(through(1), say("NoteWait", monday("10:00"))).thenRejected("WaitedShort"), { from: null })
  })

  it("goes by what the site calls too long", () => {
    const patient = { ...awaited, site: { _tag: "Open" as const, document: { ...house, care: { schedules: [], waitMin: 60 } } } }
    when(patient, say("NoteWait", monday("09:50"))).thenRejected("WaitedShort")
  })

  it("is not told of a moment that the visit has left behind", () =>
    says(when(through(2), say("Consult", monday("09:19"), { symptoms: [], findings })).thenRejected("VisitFurtherOn"), { last: monday("09:20") }))
})

describe("consultation, estimate, parts and order", () => {
  const consult = say("Consult", monday("09:08"), { symptoms: ["brakes-noise"], findings })
  const lines = [{ line: "e1", work: "maintenance", job: "service", price: yuan(60_000) }, { line: "e2", work: "repair", job: "brakes", price: yuan(120_000) }]
  const estimate = say("Estimate", monday("09:10"), { lines })
  const agree = (ids: ReadonlyArray<string>, more = {}) => say("AgreeEstimate", monday("09:12"), { lines: ids, ...more })

  it("follow the reception, each of them or none", () => {
    when(through(1), consult).thenEvents("VisitConsulted")
    when(after(through(1), consult), consult).thenNothing()
    when(after(through(1), consult), say("Consult", monday("09:09"), { symptoms: [], findings: { text: null } })).thenEvents("VisitConsulted")
    for (const early of [consult, estimate, agree(["e1"]), say("CheckParts", monday("09:08"), { missing: [] })]) {
      says(when(awaited, early).thenRejected("NotItsStep"), { step: "reception", next: ["Receive"] })
    }
    when(through(1), order(monday("09:20"))).thenEvents("OrderOpened", "QueueJoined")
    says(when(through(1), clockOn(monday("09:20"))).thenRejected("NotItsStep"), { step: "write-up", next: ["OpenOrder"] })
  })

  it("estimates what the site does, line by line", () => {
    when(through(1), estimate).thenEvents("EstimateGiven")
    when(after(through(1), estimate), estimate).thenNothing()
    when(after(through(1), estimate), say("Estimate", monday("09:11"), { lines: lines.slice(0, 1) })).thenEvents("EstimateGiven")
    says(when(through(1), say("Estimate", monday("09:10"), { lines: [...lines, lines[0]] })).thenRejected("LineTaken"), { line: "e1" })
    when(through(1), say("Estimate", monday("09:10"), { lines: [{ ...lines[0], job: "rocket" }] })).thenRejected("UnknownJob")
    when(after(through(1), propose(monday("09:06"), { line: "e2" })), estimate).thenRejected("LineTaken")
  })

  it("plans what is agreed beyond the plan, and asks no second time about the rest", () => {
    const given = after(through(1), estimate)
    when(given, agree(["e1"])).thenEvents("EstimateAgreed")
    when(given, agree(["e2", "e1"])).thenEvents("CapacityTaken", "AdditionalWorkApproved", "EstimateAgreed")
    when(after(given, agree(["e2", "e1"])), agree(["e1", "e2"])).thenNothing()
    says(when(after(given, agree(["e1"])), agree(["e2"])).thenRejected("EstimateSettled"), { lines: ["e1"] })
    when(after(given, agree(["e1"])), say("Estimate", monday("09:13"), { lines: lines.slice(1) })).thenRejected("EstimateSettled")
    says(when(given, agree(["e3"])).thenRejected("UnknownLine"), { known: ["e1", "e2"] })
    when(through(1), agree(["e1"])).thenRejected("UnknownLine")
  })

  it("says what is missing, until all is here", () => {
    const check = (at: string, ...missing: ReadonlyArray<string>) => say("CheckParts", monday(at), { missing })
    when(through(1), check("09:10")).thenEvents("PartsChecked")
    const lacking = after(through(2), check("09:25", "pads", "disc", "pads"))
    assert.deepStrictEqual(carOf(lacking).missing?.map(String), ["disc", "pads"])
    when(lacking, check("09:26", "pads", "disc")).thenNothing()
    // A car without its parts holds nobody up, and has its turn when they are here.
    assert.deepStrictEqual(queue(lacking, "repair"), [])
    says(when(lacking, check("09:40")).thenEvents("PartsChecked", "QueueJoined")[1], { since: monday("09:20") })
  })

  it("opens the order in advance for a car that is booked", () => {
    const booked = after(opened(), book(friday10, { transport: "drop" }))
    when(booked, order(friday10)).thenEvents("OrderOpened")
    when(opened(), order(friday10)).thenRejected("CarNotHere")
    const expected = after(booked, order(friday10), ask("Arrive", monday("09:00")))
    when(expected, order(monday("09:00"))).thenNothing()
    // Then the car waits for the workshop as soon as it is received.
    when(expected, receive(monday("09:05"))).thenEvents("VisitOpened", "VisitReceived", "QueueJoined", "QueueServed", "QueueJoined")
  })

  it("opens an order once, and another for other work", () => {
    when(through(2), order(monday("09:21"))).thenNothing()
    says(when(through(2), order(monday("09:21"), "a1", { work: ["repair"] })).thenRejected("OrderTaken"), { work: ["maintenance"] })
    when(through(5), order(monday("10:45"), "a1", { order: "WIP-2", work: ["warranty"] })).thenEvents("OrderOpened")
    says(when(through(8), order(monday("11:15"), "a1", { order: "WIP-2", work: ["warranty"] })).thenRejected("NotItsStep"), { next: ["Deliver"] })
  })
})

describe("a fault that comes back", () => {
  const comeback = (earlier: string, at = tuesday("09:10")) => say("NoteComeback", at, { earlier, symptom: "brakes-noise" }, "a2")
  const both = came(through(9), "a2", "14:00", { vehicle: "car-a1" })
  const again = after(both, receive(monday("14:05"), {}, "a2"))

  it("is linked to the earlier visit of the same car, which comes before others from then on", () => {
    const noted = after(again, comeback("a1"))
    assert.deepStrictEqual([carOf(noted, "a2").priority, carOf(noted, "a2").comebacks.length], ["comeback", 1])
    when(noted, comeback("a1")).thenNothing()
    says(when(noted, order(tuesday("09:20"), "a2")).thenEvents("OrderOpened", "QueueJoined")[1], { priority: "comeback" })
    assert.deepStrictEqual([...Reception.aggregate.reads(comeback("a1"), seenBy(again, "a2"))].map(String), ["site/corner", "floor/corner/2026-09-22", "appointment/a2", "visit/a2", "visit/a1"])
  })

  it("comes back from a visit that is over, and from no other", () => {
    const because = (known: typeof here, earlier: string) => Reflect.get(when(known, comeback(earlier)).thenRejected("NoEarlierVisit"), "because")
    assert.strictEqual(because(again, "a2"), "same")
    assert.strictEqual(because(again, "a9"), "unknown")
    assert.strictEqual(because(after(came(through(3), "a2", "14:00"), receive(monday("14:05"), {}, "a2")), "a1"), "not-over")
    assert.strictEqual(because(after(came(through(9), "a2", "14:00"), receive(monday("14:05"), {}, "a2")), "a1"), "other-vehicle")
    const past = { external: { system: "dms", id: "7" }, customer: "li", vehicle: "car-a1", advisor: null, work: ["repair"], km: null, date: "2026-09-22", arrivedAt: null, deliveredAt: null }
    assert.strictEqual(because(after(again, say("Import", tuesday("09:00"), past, "dms-7")), "dms-7"), "later")
  })
})

describe("the work", () => {
  it("begins when a technician clocks on, and counts what the job is worth once", () => {
    says(when(through(2), clockOn(monday("09:30"))).thenEvents("ClockedOn", "QueueServed")[1], { queue: "repair" })
    when(through(3), clockOn(monday("09:31"))).thenNothing()
    says(when(through(3), clockOff(monday("10:30"))).thenEvents("ClockedOff")[0], { since: monday("09:30"), flagMin: 60 })
    when(through(4), clockOff(monday("10:30"))).thenNothing()
    const again = after(through(4), clockOn(monday("10:35")))
    says(when(again, clockOff(monday("10:40"))).thenEvents("ClockedOff")[0], { flagMin: 0 })
  })

  it("is one job at a time, of somebody and something that the site has", () => {
    says(when(through(3), clockOn(monday("09:40"), { job: "brakes" })).thenRejected("StillClockedOn"), { job: "service", since: monday("09:30") })
    when(through(3), clockOn(monday("09:40"), { technician: "eve" })).thenEvents("ClockedOn")
    // The car is in work since the first of them came.
    assert.strictEqual(carOf(after(through(3), clockOn(monday("09:40"), { technician: "eve" }))).since, monday("09:30"))
    says(when(through(2), clockOn(monday("09:40"), { technician: "nobody" })).thenRejected("UnknownTechnician"), { known: ["tom", "eve"] })
    when(through(2), clockOn(monday("09:40"), { job: "rocket" })).thenRejected("UnknownJob")
    when(through(2), clockOff(monday("09:40"))).thenRejected("NotClockedOn")
    when(through(3), clockOff(monday("09:40"), { job: "brakes" })).thenRejected("NotClockedOn")
  })

  it("can be left by somebody who is with the site no more, from a job it does no more", () => {
    const without = { ...through(3), site: { _tag: "Open" as const, document: { ...house, jobs: [], technicians: [] } } }
    says(when(without, clockOff(monday("10:30"))).thenEvents("ClockedOff")[0], { flagMin: 0 })
  })

  it("is finished when nobody is at it any more", () => {
    says(when(through(3), finish(monday("10:40"))).thenRejected("StillAtWork"), { technicians: ["tom"] })
    when(through(4), finish(monday("10:40"))).thenEvents("WorkFinished", "QueueJoined")
    when(through(5), finish(monday("10:41"))).thenNothing()
    says(when(through(1), finish(monday("10:40"))).thenRejected("NotItsStep"), { next: ["OpenOrder"] })
  })

  it("need not be clocked, where nobody does that", () =>
    void when(through(2), finish(monday("10:40"))).thenEvents("WorkFinished", "QueueServed", "QueueJoined"))
})

describe("the final inspection", () => {
  it("lets the car pass, or sends it back", () => {
    when(through(5), inspect(monday("10:50"))).thenEvents("InspectionPassed", "QueueServed", "QueueJoined")
    when(through(6), inspect(monday("10:50"))).thenNothing()
    const fails = inspect(monday("10:50"), { passed: false, findings: { text: "it still squeaks" } })
    says(when(through(5), fails).thenEvents("InspectionFailed", "QueueServed", "QueueJoined")[2], { queue: "repair" })
    const back = after(through(5), fails)
    when(back, fails).thenNothing()
    when(back, wash(monday("11:00"))).thenRejected("NotItsStep")
    const again = after(back, clockOn(monday("11:00")), clockOff(monday("11:10")), finish(monday("11:10")))
    when(again, inspect(monday("11:15"))).thenEvents("InspectionPassed", "QueueServed", "QueueJoined")
    says(when(through(4), inspect(monday("10:50"))).thenRejected("NotItsStep"), { step: "work", next: ["FinishWork"] })
  })
})

describe("wash, cashier and keys", () => {
  it("the car is ready when it is clean, with what was promised first and last", () => {
    const later = after(through(6), ask("Promise", monday("10:55"), { promisedAt: monday("17:30"), why: "the customer comes later" }))
    const [, ready] = when(later, wash(monday("11:00"))).thenEvents("CarWashed", "VisitReady", "QueueServed", "QueueJoined")
    says(ready, { firstPromise: monday("16:30"), promise: monday("17:30") })
    when(through(7), wash(monday("11:00"))).thenNothing()
  })

  it("it need not be washed, and then takes nobody's turn", () =>
    void when(through(6), wash(monday("11:00"), { washed: false })).thenEvents("CarWashed", "VisitReady", "QueueLeft", "QueueJoined"))

  it("what was promised for a time that was moved counts no more", () => {
    const moved = after(opened(), book(friday10, { transport: "drop" }), ask("Reschedule", friday10, { by: "customer", arriveAt: instant("2026-09-22T07:00:00.000Z") }))
    const { appointment } = seenBy(moved, "a1")
    assert.deepStrictEqual("visit" in appointment ? Appointment.promisesOf(appointment.visit) : {}, { first: tuesday("16:30"), last: tuesday("16:30") })
  })

  it("the bill is paid once", () => {
    says(when(through(7), settle(monday("11:10"))).thenEvents("VisitSettled", "QueueServed")[0], { paid: yuan(88_000) })
    when(through(8), settle(monday("11:11"))).thenNothing()
    says(when(through(8), settle(monday("11:11"), { paid: yuan(1) })).thenRejected("AlreadySettled"), { paid: yuan(88_000) })
    says(when(through(6), settle(monday("11:10"))).thenRejected("NotItsStep"), { next: ["Wash"] })
  })

  it("the car is handed over with what was done to it", () => {
    const consulted = after(here, receive(monday("09:05"), { km: 5_100 }), say("Consult", monday("09:10"), { symptoms: ["brakes-noise"], findings }), ...steps.slice(1, 8))
    const [delivered] = when(consulted, deliver(monday("11:20"), { parts: [{ part: "oil-filter", qty: 1, kpi: true }] })).thenEvents("VisitDelivered")
    says(delivered, {
      customer: "customer-a1", vehicle: "car-a1", advisor: "anna", work: ["maintenance"], symptoms: ["brakes-noise"], km: 5_100, parts: [{ part: "oil-filter", qty: 1, kpi: true }],
      date: "2026-09-21", arrivedAt: monday("09:00"), readyAt: monday("11:00"), firstPromise: monday("16:30"), promise: monday("16:30")
    })
    const another = after(here, receive(monday("09:05"), { vehicle: "car-9" }), ...steps.slice(1, 8))
    says(when(another, deliver(monday("11:20"))).thenEvents("VisitDelivered")[0], { vehicle: "car-9" })
    when(through(9), deliver(monday("11:21"))).thenNothing()
    says(when(through(9), deliver(monday("11:21"), { km: 5 })).thenRejected("VisitOver"), { by: "delivered" })
    says(when(through(7), deliver(monday("11:20"))).thenRejected("NotItsStep"), { next: ["Settle"] })
    when(through(9), say("Await", tuesday("09:00"))).thenNothing()
  })
})

describe("a customer who leaves again", () => {
  const abandon = (at: string) => say("Abandon", monday(at), { why: { text: "no time" } })

  it("does so before anything was done", () => {
    when(awaited, abandon("09:30")).thenEvents("VisitAbandoned", "QueueLeft")
    const gone = after(awaited, abandon("09:30"))
    when(gone, abandon("09:31")).thenNothing()
    says(when(gone, order(monday("09:31"))).thenRejected("VisitOver"), { by: "abandoned" })
    says(when(through(3), abandon("09:40")).thenRejected("WorkBegun"), { at: monday("09:30") })
    when(through(6), abandon("12:00")).thenRejected("WorkBegun")
  })

  it("may come back, but is not waited for until then", () => {
    const gone = after(awaited, abandon("09:30"))
    when(gone, say("Await", monday("10:00"))).thenNothing()
    says(when(gone, receive(monday("10:00"))).thenEvents("VisitOpened", "VisitReceived", "QueueJoined", "QueueServed")[1], { waitedMin: 0 })
    // Whoever was looked after for waiting is not so a second time.
    const cared = after(awaited, say("NoteWait", monday("09:25")), abandon("09:30"), receive(monday("10:00")))
    when(cared, say("NoteWait", monday("10:30"))).thenNothing()
    const anew = after(gone, ask("CorrectArrival", monday("09:40"), { arrivedAt: null, why: "he drove off" }), ask("Arrive", monday("15:00")))
    says(when(anew, say("Await", monday("15:00"))).thenEvents("VisitOpened", "QueueJoined")[0], { arrivedAt: monday("15:00") })
  })
})

describe("a refusal", () => {
  it("says what is true and what would be accepted", () => {
    const sentence = (known: typeof here, command: Parameters<typeof when>[1], tag: string): string => String(Reflect.get(when(known, command).thenRejected(tag), "message"))
    assert.strictEqual(sentence(awaited, wash(monday("09:05")), "NotItsStep"), "Wash does not come now: the car is at reception. Next comes Receive.")
    assert.strictEqual(sentence(through(2), inspect(monday("09:25")), "NotItsStep"), "Inspect does not come now: the car is at repair. Next comes ClockOn or FinishWork.")
    assert.strictEqual(sentence(awaited, say("NoteWait", monday("09:10")), "WaitedShort"), "Nobody has waited for more than 20 minutes. That is so from 2026-09-21T07:20:00.000Z on, if the car is not received before.")
    assert.strictEqual(sentence(awaited, receive(monday("09:05"), { advisor: "carl" }), "AdvisorNotAssignable"), "carl receives no cars until the audit is passed. Let another advisor receive the car.")
    assert.strictEqual(sentence(through(9), finish(monday("12:00")), "VisitOver"), "The visit is over: the car was handed over. A car that comes again comes with another appointment.")
    assert.strictEqual(sentence(through(3), finish(monday("09:40")), "StillAtWork"), "tom is at work on the car. Clock off first.")
    assert.strictEqual(sentence(through(1), say("NoteComeback", monday("09:10"), { earlier: "a1", symptom: "x" }), "NoEarlierVisit"), "The fault cannot come back from a1: it is this visit itself. Name an earlier visit of this car.")
  })
})
