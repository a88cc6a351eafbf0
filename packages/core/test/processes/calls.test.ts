import { assert, describe, it } from "@effect/vitest"
import { afterCall, type Ask, consents, customerFiles, noShowCall, reminders, saleCall, unreachable, verifyCall } from "@servicelane/core"
import { about, after, booked, concluded, due, fact, friday, handedOver, moved, named, requested, says, thursday } from "./telling.ts"

describe("when a new car was handed over", () => {
  it("its owner is called within a week", () => {
    const [asked] = after(saleCall).asks(handedOver("2026-09-17"))
    says(asked, { _tag: "Request", id: "sale:car-1", kind: "sale", window: { from: "2026-09-18T07:00:00.000Z", by: "2026-09-24T22:00:00.000Z" } })
  })

  it("long before anybody told, nobody is called about it", () => assert.deepStrictEqual(after(saleCall).asks(handedOver("2026-06-01")), []))
})

describe("when a car has become due", () => {
  const known = after(reminders, handedOver("2026-03-01"))

  it("its driver is reminded of the first service, or of maintenance", () => {
    const first = { due: { kind: "first", on: "2026-09-20", by: "months", km: 5_000, earliest: "2026-09-20", latest: "2026-09-20" } }
    says(known.asks(moved("due", first))[0], { kind: "first-service" })
    says(known.asks(moved("due"))[0], { kind: "maintenance" })
  })

  it("overdue or lost, it is called about again; merely at risk, it is not", () => {
    says(known.asks(moved("overdue"))[0], { kind: "booking" })
    says(known.asks(moved("lost"))[0], { kind: "lost-customer" })
    assert.deepStrictEqual(known.asks(moved("at-risk")), [])
  })

  it("the one who drives it is called, not the one who owns it", () => {
    const company = after(reminders, fact("VehicleRolesSet", thursday, { id: "car-1", roles: { owner: "the-company", driver: "zhao" } }))
    says(company.asks(moved("due"))[0], { about: { ...about, customer: "zhao" } })
  })

  it("and is booked, nobody is called, and whoever was to be called is not", () => {
    assert.deepStrictEqual(after(reminders, handedOver("2026-03-01"), booked("a1", thursday)).asks(moved("due")), [])
    assert.deepStrictEqual(named(after(reminders, requested("c1", "maintenance"), requested("c2", "sale")).asks(booked("a1", friday))), ["callback Withdraw"])
  })

  it("and is here for something else, or its booking is called off, its driver is called after all", () => {
    const waits = after(reminders, handedOver("2026-03-01"), booked("a1", thursday), moved("due"))
    says(waits.asks(fact("AppointmentCancelled", friday, { id: "a1", by: "customer", late: false, cancelledAt: friday, due }))[0], { kind: "maintenance" })
    const open = fact("VisitOpened", friday, { id: "a1", customer: "li", vehicle: "car-1", appointment: "a1", walkIn: false, priority: "booked", arrivedAt: friday })
    const delivered = (work: string) => fact("VisitDelivered", friday, {
      id: "a1", customer: "li", vehicle: "car-1", advisor: null, work: [work], symptoms: [], km: null, parts: [], date: "2026-09-18", arrivedAt: friday, readyAt: null, firstPromise: null, promise: null
    })
    const here = after(reminders, handedOver("2026-03-01"), open, moved("due"))
    assert.deepStrictEqual([here.asks(moved("overdue")), named(here.asks(delivered("repair"))), here.asks(delivered("maintenance"))], [[], ["callback Request"], []])
  })

  it("whoever is on the line is heard to the end", () => {
    const reached = fact("CallbackAttempted", friday, { id: "c1", kind: "maintenance", met: "right-person" })
    assert.deepStrictEqual(after(reminders, requested("c1", "maintenance"), reached).asks(booked("a1", friday)), [])
  })

  it("it was so already when its file was opened, and nobody is called: nothing has moved", () =>
    assert.deepStrictEqual(known.asks(moved("lost", { from: null })), []))

  it("a call that is still owed for an earlier stage gives way to the later one", () =>
    assert.deepStrictEqual(named(after(reminders, handedOver("2026-03-01"), requested("c1", "maintenance")).asks(moved("overdue"))), ["callback Withdraw", "callback Request"]))

  it("or is gone, nobody is called about its maintenance; about anything else they are", () => {
    const gone = fact("VehicleFileClosed", friday, { id: "car-1", gone: "scrapped", date: "2026-09-18" })
    assert.deepStrictEqual(named(after(reminders, requested("c1", "maintenance"), requested("c2", "complaint")).asks(gone)), ["callback Withdraw"])
  })

  it("its maintenance was done, it is not called about any more", () =>
    assert.deepStrictEqual(named(after(reminders, requested("c1", "maintenance")).asks(moved("active"))), ["callback Withdraw"]))
})

describe("when a car did not come", () => {
  const missed = fact("NoShowRecorded", "2026-09-21T08:00:00.000Z", { id: "a1", due })

  it("somebody calls within one open day", () => {
    const [asked] = after(noShowCall, booked("a1", thursday)).asks(missed)
    says(asked, { kind: "no-show", about: { ...about, appointment: "a1" }, window: { from: "2026-09-21T08:00:00.000Z", by: "2026-09-22T22:00:00.000Z" } })
  })

  it("and came after all, nobody calls any more", () => {
    const reversed = fact("NoShowReversed", friday, { id: "a1", why: "was here", due })
    // Also where the request itself has not been read yet.
    assert.deepStrictEqual(named(after(noShowCall, booked("a1", thursday), missed).asks(reversed)), ["callback Withdraw"])
    assert.deepStrictEqual(named(after(noShowCall, booked("a1", thursday), missed).asks(booked("a2", friday))), ["callback Withdraw"])
  })

  it("years ago in another system, nobody is called about it", () => {
    const imported = fact("AppointmentImported", thursday, {
      id: "a1", customer: "li", vehicle: null, channel: "telephone", job: null, due: { ...due, date: "2016-04-29" }, external: { system: "old", id: "1" }, contact: {}
    })
    assert.deepStrictEqual(after(noShowCall, imported).asks(missed), [])
    assert.deepStrictEqual(after(noShowCall, booked("a1", thursday)).asks(fact("NoShowRecorded", "2026-12-01T08:00:00.000Z", { id: "a1", due })), [])
  })
})

describe("when somebody booked with an advisor", () => {
  const call = requested("c1", "verify-booking", { appointment: "a1" })

  it("the coordinator calls back at once", () =>
    says(after(verifyCall).asks(booked("a1", thursday, { channel: "advisor" }))[0], { kind: "verify-booking", window: { from: thursday, by: "2026-09-17T10:30:00.000Z" } }))

  it("but not about a booking by telephone", () => assert.deepStrictEqual(after(verifyCall).asks(booked("a1", thursday)), []))

  it("and has been spoken with otherwise, nobody calls", () => {
    for (const [tag, more] of [["AppointmentVerified", {}], ["AppointmentConfirmed", { how: "call" }], ["NoShowRecorded", { due }]] as const) {
      assert.deepStrictEqual(named(after(verifyCall, call).asks(fact(tag, friday, { id: "a1", ...more }))), ["callback Withdraw"], tag)
    }
  })

  it("the booking stands when they say so, and is called off when they know of none", () => {
    const said = (outcome: string) => named(after(verifyCall).asks(concluded("c1", "verify-booking", { _tag: outcome }, { about: { ...about, appointment: "a1" } })))
    assert.deepStrictEqual([said("Verified"), said("Denied"), said("Done")], [["appointment Verify"], ["appointment Cancel"], []])
  })
})

describe("what is said in a call", () => {
  const asks = (outcome: Record<string, unknown>, more: Record<string, unknown> = {}) => after(afterCall).asks(concluded("c1", "booking", outcome, more))

  it("leads to a complaint in the customer's words, or to a time for a repair", () => {
    const [complaint] = asks({ _tag: "Complained", category: "workmanship" }, { said: { text: "It rattles again" } })
    says(complaint, { _tag: "Receive", id: "complaint:c1", source: "callback", category: "workmanship", what: "It rattles again", customer: "li" })
    says(asks({ _tag: "RepairWanted" })[0], { _tag: "Request", kind: "repair-booking", after: "c1" })
  })

  it("tells how far the car has gone, what others did to it, and that it is gone", () => {
    assert.deepStrictEqual(named(asks({ _tag: "NotDue" }, { answers: { km: 4_100 } })), ["vehicle TakeReading"])
    says(asks({ _tag: "ServicedElsewhere" }, { answers: { km: 5_200 } })[0], { _tag: "RecordService", elsewhere: true, km: 5_200, date: "2026-09-18" })
    says(asks({ _tag: "CarGone", gone: "scrapped" })[0], { _tag: "CloseFile", gone: "scrapped" })
    assert.deepStrictEqual(asks({ _tag: "NotDue" }, { answers: { km: 3_000_000 } }), [])
  })

  it("is the word of whoever's file it is now", () =>
    says(asks({ _tag: "NoMoreCalls" }, { customer: "li-2" })[0], { _tag: "WithdrawConsent", id: "li-2" }))

  it("ends calls of that purpose where they are not wanted", () =>
    says(asks({ _tag: "NoMoreCalls" })[0], { _tag: "WithdrawConsent", purpose: "commercial", means: "phone" }))
})

describe("when the telephone does not reach a customer", () => {
  const givenUp = fact("CallbackGivenUp", friday, { id: "c1", kind: "sale", about, due: friday, because: "wrong-number" })

  it("their file says so", () => says(after(unreachable).asks(givenUp)[0], { _tag: "MarkUnreachable", id: "li", because: "wrong-number", callback: "c1" }))

  it("the file that is theirs now says so", () => {
    const merged = fact("CustomerMerged", thursday, { id: "li", into: "li-2" })
    says(after(unreachable, merged).asks(givenUp)[0], { _tag: "MarkUnreachable", id: "li-2" })
  })

  it("a card is sent where an address is known", () => {
    const sent = (address: boolean) => after(unreachable).asks(fact("CustomerUnreachable", friday, { id: "li", because: "wrong-number", callback: "c1", address }))
    says(sent(true)[0], { _tag: "Request", kind: "lost-contact-card", customer: "li" })
    assert.deepStrictEqual(sent(false), [])
  })
})

describe("whoever books, comes by or buys", () => {
  it("has a file from then on, with what they gave", () => {
    says(after(customerFiles).asks(booked("a1", thursday))[0], { _tag: "Register", id: "li", details: { name: "Li", phones: ["138 0013 8000"] } })
    assert.deepStrictEqual(named(after(customerFiles).asks(handedOver("2026-09-17"))), ["customer Register"])
  })

  it("has one file, and a number that is none stays out of it", () => {
    const registered = (details: Record<string, unknown>) => fact("CustomerRegistered", thursday, { id: "li", details, external: [] })
    assert.deepStrictEqual(after(customerFiles, registered({ name: "Li" })).asks(booked("a1", thursday)), [])
    says(after(customerFiles, registered({})).asks(booked("a1", thursday))[0], { _tag: "Describe", details: { name: "Li", phones: ["138 0013 8000"] } })
    says(after(customerFiles).asks(booked("a1", thursday, { contact: { phone: "call my wife" } }))[0], { details: {} })
  })
})

describe("whoever takes their consent back", () => {
  const withdrawn = (purpose: string, means = "phone") => fact("ConsentWithdrawn", friday, { id: "li", purpose, means })
  const idsOf = (asks: ReadonlyArray<Ask.Ask>): ReadonlyArray<string> => asks.map(({ command }) => "id" in command ? command.id : "")
  const owed = after(consents, requested("c1", "maintenance"), requested("c2", "sale"), requested("c3", "booking", { customer: "zhao" }))

  it("is not called for that any more", () => {
    assert.deepStrictEqual(idsOf(owed.asks(withdrawn("commercial"))), ["c1"])
    assert.deepStrictEqual(idsOf(owed.asks(withdrawn("transactional"))), ["c2"])
    assert.deepStrictEqual(owed.asks(withdrawn("commercial", "sms")), [])
  })
})
