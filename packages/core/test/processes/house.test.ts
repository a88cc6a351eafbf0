import { assert, describe, it } from "@effect/vitest"
import { afterVisit, arrivals, complaintClock, lifecycleClock, vehicleFiles, waited } from "@servicelane/core"
import { about, after, booked, concluded, due, fact, friday, handedOver, named, requested, says, thursday } from "./telling.ts"

const delivered = (more: Record<string, unknown> = {}) => fact("VisitDelivered", thursday, {
  id: "a1", customer: "li", vehicle: "car-1", advisor: "anna", work: ["maintenance"], symptoms: [], km: 5_000, parts: [], date: "2026-09-17", arrivedAt: thursday, readyAt: thursday,
  firstPromise: null, promise: null, ...more
})

describe("when a car was handed back", () => {
  it("its file says what was done, its customer is thanked the same day and called within three", () => {
    const [service, thanks, call] = after(afterVisit).asks(delivered())
    says(service, { _tag: "RecordService", id: "car-1", date: "2026-09-17", work: "maintenance", km: 5_000, elsewhere: false })
    says(thanks, { _tag: "Request", kind: "thank-you", from: thursday, until: "2026-09-17T22:00:00.000Z" })
    // Three days on is a Sunday: the last open day before it is Friday.
    says(call, { kind: "service-mechanical", window: { from: "2026-09-18T07:00:00.000Z", by: "2026-09-18T22:00:00.000Z" } })
  })

  it("after body work, other questions are asked", () => assert.deepInclude(after(afterVisit).asks(delivered({ work: ["body"] }))[2]?.command, { kind: "service-body" }))

  it("and nobody knows which car it was, its customer is called all the same", () =>
    assert.deepStrictEqual(named(after(afterVisit).asks(delivered({ vehicle: null }))), ["message Request", "callback Request"]))
})

describe("when a car has come", () => {
  const arrived = fact("AppointmentArrived", friday, { id: "a1", arrivedAt: friday, punctuality: "on-time", due })

  it("it waits to be received", () => {
    assert.deepStrictEqual(named(after(arrivals, booked("a1", thursday)).asks(arrived)), ["visit Await"])
  })

  it("and is still here in the morning, it waits again, once a day, until it is ready", () => {
    const open = fact("VisitOpened", thursday, { id: "a1", customer: "li", vehicle: null, appointment: "a1", walkIn: false, priority: "booked", arrivedAt: thursday })
    const here = after(arrivals, open)
    assert.deepStrictEqual([here.due("2026-09-17T21:59:00.000Z"), named(here.due("2026-09-18T06:00:00.000Z"))], [[], ["visit Await"]])
    assert.deepStrictEqual(here.keys("2026-09-18T06:00:00.000Z"), here.keys("2026-09-18T15:00:00.000Z"))
    const again = fact("QueueJoined", friday, { visit: "a1", date: "2026-09-18", queue: "repair", priority: "booked" })
    assert.deepStrictEqual(after(arrivals, open, again).due("2026-09-18T15:00:00.000Z"), [])
    const ready = fact("VisitReady", friday, { id: "a1", customer: "li", firstPromise: null, promise: null })
    assert.deepStrictEqual(after(arrivals, open, ready).due("2026-09-19T06:00:00.000Z"), [])
  })

  it("as another system tells, nobody waits: whether the car is here, only somebody who sees it can say", () => {
    assert.deepStrictEqual(after(arrivals).asks(arrived), [])
    assert.deepStrictEqual(after(arrivals, booked("a1", thursday, { imported: true })).asks(arrived), [])
  })

  it("and it was not this car, nobody waits any more", () => {
    const corrected = (came: boolean) => fact("ArrivalCorrected", friday, { id: "a1", was: friday, punctualityWas: "on-time", why: "another car", due, ...(came ? { came } : {}) })
    assert.deepStrictEqual([named(after(arrivals).asks(corrected(false))), named(after(arrivals).asks(corrected(true)))], [["visit Abandon"], ["visit Await"]])
  })
})

describe("when somebody waits to be received", () => {
  const open = fact("VisitOpened", thursday, { id: "a1", customer: "li", vehicle: null, appointment: "a1", walkIn: false, priority: "booked", arrivedAt: thursday })

  it("for longer than twenty minutes, it is noted while they wait", () => {
    assert.deepStrictEqual(after(waited, open).due("2026-09-17T10:20:00.000Z"), [])
    assert.deepStrictEqual(named(after(waited, open).due("2026-09-17T10:20:00.001Z")), ["visit NoteWait"])
    assert.deepStrictEqual(after(waited, open, fact("VisitReceived", thursday, { id: "a1", customer: "li", advisor: "anna", km: null, waitedMin: 3 })).due("2026-09-17T11:00:00.000Z"), [])
  })

  it("the house apologises, and the supervisor calls on the next open day", () => {
    const [sorry, call] = after(waited).asks(fact("WaitNoted", friday, { id: "a1", customer: "li", vehicle: null, waitedMin: 27 }))
    says(sorry, { kind: "apology", visit: "a1" })
    says(call, { kind: "waited", window: { from: "2026-09-21T07:00:00.000Z", by: "2026-09-21T22:00:00.000Z" } })
  })
})

describe("the time of a complaint", () => {
  const received = fact("ComplaintReceived", thursday, {
    id: "k1", customer: "li", vehicle: "car-1", visit: null, callback: null, source: "on-site", category: "waiting", answerBy: "2026-09-17T12:00:00.000Z", closeBy: "2026-09-19T10:00:00.000Z", what: { text: null }
  })
  const on = (tag: string, at: string, more: Record<string, unknown> = {}) => fact(tag, at, { id: "k1", customer: "li", ...more })
  const offered = on("SolutionOffered", friday, { by: "fan", solution: { text: "free of charge" } })

  it("is over when nobody has answered, and again when nothing is closed", () => {
    const clock = after(complaintClock, received)
    assert.deepStrictEqual(clock.due("2026-09-17T11:59:59.999Z"), [])
    assert.deepStrictEqual(clock.due("2026-09-17T12:00:00.000Z").map(({ command }) => "what" in command && command.what), ["answer"])
    assert.deepStrictEqual(named(after(complaintClock, received, offered).due("2026-09-20T00:00:00.000Z")), ["complaint Escalate"])
    assert.deepStrictEqual(after(complaintClock, received, offered, on("ComplaintOverdue", friday, { what: "closure", since: friday })).due("2026-09-20T00:00:00.000Z"), [])
  })

  it("goes on from where it began when the complaint is opened again", () => {
    const closed = [received, offered, on("SolutionAccepted", friday, { receivedAt: thursday, closeBy: "2026-09-19T10:00:00.000Z" })] as const
    assert.deepStrictEqual(after(complaintClock, ...closed).due("2026-09-20T00:00:00.000Z"), [])
    const again = on("ComplaintReopened", friday, { why: { text: "it rattles" } })
    assert.deepStrictEqual(named(after(complaintClock, ...closed, again).due("2026-09-20T00:00:00.000Z")), ["complaint Escalate"])
  })

  it("is asked about once a solution is offered, and what the customer says is believed", () => {
    says(after(complaintClock, received).asks(offered)[0], { kind: "complaint", about: { ...about, complaint: "k1" } })
    const said = (outcome: string) => named(after(complaintClock).asks(concluded("c1", "complaint", { _tag: outcome }, { about: { ...about, complaint: "k1" } })))
    assert.deepStrictEqual([said("Accepted"), said("NotAccepted"), said("Done")], [["complaint AcceptSolution"], ["complaint RefuseSolution"], []])
  })

  it("ends a week after it was closed", () => {
    const closed = after(complaintClock, received, on("SolutionAccepted", friday, { receivedAt: thursday, closeBy: "2026-09-19T10:00:00.000Z" }))
    assert.deepStrictEqual(closed.due("2026-09-25T21:59:59.999Z"), [])
    assert.deepStrictEqual(named(closed.due("2026-09-25T22:00:00.000Z")), ["complaint Settle"])
  })

  it("needs no call any more when it was accepted otherwise", () =>
    assert.deepStrictEqual(named(after(complaintClock, received, requested("c1", "complaint", { complaint: "k1" })).asks(on("SolutionAccepted", friday, { receivedAt: thursday, closeBy: friday }))), ["callback Withdraw"]))
})

describe("a car of which nothing is told", () => {
  const opened = fact("VehicleFileOpened", thursday, { id: "car-1", brand: "Toyota", model: "Camry", plates: {}, external: null })

  it("is looked at on the day on which it begins to stand elsewhere, once", () => {
    // First service after six months, on 2027-03-01; due from thirty days before.
    const stands = (at: string, to: string) => fact("LifecycleMoved", at, { id: "car-1", from: null, to, date: at.slice(0, 10), seen: "2026-09-01", due: null })
    const clock = after(lifecycleClock, opened, handedOver("2026-09-01"), stands(thursday, "awaiting-first-service"))
    assert.deepStrictEqual(clock.due("2027-01-29T12:00:00.000Z"), [])
    assert.deepStrictEqual(named(clock.due("2027-01-30T12:00:00.000Z")), ["vehicle Review"])
    assert.deepStrictEqual(clock.keys("2027-01-30T12:00:00.000Z"), clock.keys("2027-02-03T12:00:00.000Z"))
    // What was told since makes it another question.
    const told = after(lifecycleClock, opened, handedOver("2026-09-01"), stands("2027-01-30T12:00:00.000Z", "due"), stands("2027-01-30T12:00:00.000Z", "awaiting-first-service"))
    assert.notDeepEqual(told.keys("2027-01-30T12:00:00.000Z"), clock.keys("2027-01-30T12:00:00.000Z"))
  })

  it("is not looked at any more when it is gone", () => {
    const gone = fact("VehicleFileClosed", friday, { id: "car-1", gone: "scrapped", date: "2026-09-18" })
    assert.deepStrictEqual(after(lifecycleClock, opened, handedOver("2026-09-01"), gone).due("2029-01-01T00:00:00.000Z"), [])
  })

  it("is looked at by other numbers when the site sets others", () => {
    const care = fact("CareSet", friday, { care: { schedules: [{ first: { km: 5_000, months: 2 }, every: { km: 5_000, months: 2 } }] } })
    assert.deepStrictEqual(named(after(lifecycleClock, opened, handedOver("2026-09-01"), care).due("2026-10-02T12:00:00.000Z")), ["vehicle Review"])
  })
})

describe("a car that is received", () => {
  const received = (more: Record<string, unknown> = {}) => fact("VisitReceived", friday, { id: "a1", customer: "li", advisor: "anna", km: 4_000, waitedMin: 5, ...more })
  const opened = fact("VehicleFileOpened", thursday, { id: "car-1", brand: "Toyota", model: "Camry", plates: {}, external: null })
  const closed = fact("VehicleFileClosed", thursday, { id: "car-1", gone: "moved", date: "2026-09-17" })

  it("has a file from then on, with its plate and whose it is", () => {
    const [described, owned] = after(vehicleFiles, booked("a1", thursday, { contact: { plate: "沪A·12345" } })).asks(received())
    says(described, { _tag: "Describe", id: "car-1", plates: { plate: "沪A·12345" } })
    says(owned, { _tag: "SetRoles", roles: { owner: "li" } })
    says(after(vehicleFiles).asks(received({ vehicle: "car-9" }))[0], { _tag: "Describe", id: "car-9" })
  })

  it("has one file, which is opened again where it was closed", () => {
    assert.deepStrictEqual(after(vehicleFiles, booked("a1", thursday), opened).asks(received()), [])
    assert.deepStrictEqual(named(after(vehicleFiles, booked("a1", thursday), opened, closed).asks(received())), ["vehicle ReopenFile"])
    assert.deepStrictEqual(after(vehicleFiles).asks(received()), [])
  })
})
