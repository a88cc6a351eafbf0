/** What was agreed by the rule stands, whatever comes after it. */
import { assert, describe, it } from "@effect/vitest"
import { affected, Booking, Daybook, Domain, LocalDate, Parts, Policy, Roster } from "@servicelane/core"
import { Result, Schema } from "effect"
import { ask, book, corner, friday10, instant, monday9, says } from "./corner.ts"
import { after, changed, desk, drop, many, opened, seenBy, shelf, stocked, under } from "./several.ts"

const tuesday = LocalDate.LocalDate.make("2026-09-22")
const wednesday = LocalDate.LocalDate.make("2026-09-23")

/** At seven minutes past eight on Monday, at the workshop. */
const soon = instant("2026-09-21T06:07:20.000Z")

const stage = (minutes: number, more: Record<string, unknown> = {}) =>
  ({ name: "work", flagMin: minutes, elapsedP50: minutes, elapsedP80: minutes, skill: { id: "mechanical", level: 1 }, bay: "lift", ...more })
const jobs = [
  ...corner.jobs, { code: "brakes", name: "Brakes", stages: [stage(60)] }, { code: "engine", name: "Engine", stages: [stage(300)] },
  { code: "bulb", name: "Bulb", stages: [stage(10, { skill: { id: "electrical", level: 1 }, bay: undefined })].map(({ bay: _bay, ...one }) => one) },
  { code: "paint", name: "Paint", stages: [stage(60, { gapAfter: { min: 120 } }), stage(30)] }
]
const [tom] = corner.technicians
const eve = { ...tom, id: "eve", skills: { electrical: 1 } }
const shop = (more: Record<string, unknown> = {}) => changed({ jobs, technicians: [tom, eve], ...more })

const walkIn = (at = soon, more: Record<string, unknown> = {}) => ask("WalkIn", at, { jobs: ["service"], transport: "drop", customer: "customer-9", ...more }, "w1")
const carry = (at: string, date: LocalDate.LocalDate, leftMin: number) => ask("CarryOver", instant(at), { date, leftMin })

describe("a walk-in", () => {
  const full = after(opened(shop()), ...many(6), walkIn())

  it("takes nothing from who booked by the rule, nor from who holds a time", () => {
    desk(full, ask("Confirm", soon, { how: "call" }, "a0")).thenEvents("AppointmentConfirmed")
    desk(full, ask("Reschedule", soon, { by: "customer", arriveAt: { date: "2026-09-21", time: "10:30" } }, "a3")).thenNothing()
    const holding = after(opened(shop()), ...many(5), ask("Hold", soon, { jobs: ["service"], transport: "drop", arriveAt: { date: "2026-09-21", time: "12:00" } }, "h1"), walkIn())
    desk(holding, drop("h1", "12:00", {}, instant("2026-09-21T06:09:00.000Z"))).thenEvents("CapacityTaken", "AppointmentBooked")
  })

  it("has the hours that are kept once: they are not kept for another", () =>
    desk(after(opened(shop()), ...many(5), walkIn()), drop("b1", "13:00", {}, soon)).thenEvents("CapacityTaken", "AppointmentBooked"))

  it("against the rule counts as one at the counter too", () => {
    const sunday = after(opened(shop()), walkIn(instant("2026-09-20T08:00:00.000Z"), { override: "it smokes" }))
    assert.strictEqual(sunday.days["2026-09-20"]?.entries["w1"]?.use.channel, "counter")
  })

  it("who waits is not asked to wait longer than others, counted from now", () => {
    const rarely = shop({ advisors: corner.advisors.map((anna) => ({ ...anna, tickMinutes: 240 })) })
    says(desk(opened(rarely), walkIn(soon, { transport: "wait" })).thenRejected("SlotNotOffered"), { reasons: [{ code: "wait_too_long" }] })
  })
})

describe("work that is carried over", () => {
  const here = after(opened(shop()), drop("a1", "09:00", { jobs: ["engine"] }), ask("Arrive", monday9))

  it("stays when only the time of the arrival was wrong", () => {
    const carried = after(here, carry("2026-09-21T14:00:00.000Z", tuesday, 120), ask("CorrectArrival", instant("2026-09-21T14:05:00.000Z"), { arrivedAt: "2026-09-21T06:55:00.000Z", why: "typed too late" }))
    assert.hasAllKeys(carried.days[tuesday]?.entries, ["a1"])
    desk(here, ask("CorrectArrival", instant("2026-09-22T09:00:00.000Z"), { arrivedAt: "2026-09-22T07:00:00.000Z", why: "it was Tuesday" })).thenRejected("NotDueToday")
  })

  it("keeps the hours of a day on which some of it was done when it goes on to the next, and gives back those of a day to come", () => {
    const holders = (...steps: ReadonlyArray<ReturnType<typeof carry>>) => [tuesday, wednesday].map((date) => Object.keys(after(here, ...steps).days[date]?.entries ?? {}).join())
    const once = carry("2026-09-21T14:00:00.000Z", tuesday, 300)
    assert.deepStrictEqual(holders(once, carry("2026-09-22T06:30:00.000Z", wednesday, 60)), ["a1", "a1"])
    assert.deepStrictEqual(holders(once, carry("2026-09-21T15:00:00.000Z", wednesday, 60)), ["", "a1"])
    const gone = ask("CorrectArrival", instant("2026-09-22T07:00:00.000Z"), { arrivedAt: null, why: "another car" })
    const none = after(here, once, carry("2026-09-22T06:30:00.000Z", wednesday, 60), gone)
    assert.deepStrictEqual([tuesday, wednesday].map((date) => Object.keys(none.days[date]?.entries ?? {}).length), [0, 0])
  })

  it("keeps the loaner with its customer until then", () => {
    const lent = after(opened(shop({ loaners: [{ id: "red", turnaroundMin: 60 }] })), book(friday10, { transport: "loaner" }), ask("Arrive", monday9), carry("2026-09-21T12:00:00.000Z", tuesday, 50))
    desk(lent, book(instant("2026-09-21T13:00:00.000Z"), { transport: "loaner", arriveAt: "2026-09-22T06:00:00.000Z" }, "a2")).thenRejected("SlotTaken")
  })

  it("goes to no date that is over, nor to one on which nobody works", () => {
    says(desk(here, carry("2026-09-24T08:00:00.000Z", tuesday, 60)).thenRejected("NotALaterDate"), { after: wednesday })
    says(desk(here, carry("2026-09-21T08:00:00.000Z", LocalDate.LocalDate.make("2026-09-26"), 60)).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "closed" }] })
  })

  it("of a whole day and night can be read again", () => {
    const facts = desk(after(opened(shop()), book(), ask("Arrive", monday9)), carry("2026-09-21T12:00:00.000Z", tuesday, 1_440)).thenEvents("CapacityCarriedOver", "WorkCarriedOver")
    for (const fact of facts) assert.isTrue(Result.isSuccess(Schema.decodeUnknownResult(Domain.Event)(JSON.parse(JSON.stringify(fact)))))
  })

  it("is given back when another system says that the car was called off", () => {
    const row = (outcome: Record<string, unknown>, at = friday10) => ask("Import", at, {
      external: { system: "dms", id: "1" }, customer: "c1", vehicle: null, job: "body", advisor: null, date: "2026-09-21", time: monday9, bookedAt: friday10, channel: "telephone", outcome, contact: {}
    })
    const body = shop({ jobs: [...jobs, { code: "body", name: "Body", stages: [stage(600, { pausable: true })] }] })
    const done = after(opened(body), row({ _tag: "Booked" }), ask("Arrive", monday9), carry("2026-09-21T14:00:00.000Z", tuesday, 300), row({ _tag: "Cancelled", by: "customer", cancelledAt: null }, instant("2026-09-21T14:30:00.000Z")))
    assert.deepStrictEqual(Object.values(done.days).flatMap(({ entries }) => Object.keys(entries)), [])
  })
})

describe("more work", () => {
  const squeezed = after(opened(shop()), ...many(6), drop("x", "08:30", { jobs: ["engine"], override: "the owner's wife" }), ask("Arrive", instant("2026-09-21T06:30:00.000Z"), {}, "x"))
  const bulb = ask("AddWork", instant("2026-09-21T06:40:00.000Z"), { jobs: ["bulb"] }, "x")

  it("on a car that was squeezed in leaves it squeezed in, and nobody who booked by the rule is asked to move", () => {
    const more = after(squeezed, bulb)
    assert.strictEqual(more.days["2026-09-21"]?.entries["x"]?.override, "the owner's wife")
    desk(more, ask("Confirm", instant("2026-09-21T06:45:00.000Z"), { how: "call" }, "a0")).thenEvents("AppointmentConfirmed")
  })

  it("does not cost a car its turn: who booked first keeps the place when somebody is ill", () => {
    const two = shop({ bays: [...corner.bays, { id: "lift-2", type: "lift" }], technicians: [tom, { ...tom, id: "tim" }, eve] })
    const state = after(opened(two), drop("a1", "09:00", { jobs: ["engine"] }), drop("a2", "09:30", { jobs: ["engine"] }, instant("2026-09-18T08:05:00.000Z")), ask("Arrive", monday9), ask("AddWork", monday9, { jobs: ["bulb"] }))
    const ill = changed({ ...two, absences: [{ id: "ill", of: { technician: "tim" }, from: "2026-09-21T00:00:00.000Z", to: "2026-09-22T00:00:00.000Z" }] })
    const found = affected(Roster.rosterOf(ill, LocalDate.LocalDate.make("2026-09-21")), state.days["2026-09-21"] ?? Daybook.initial)
    assert.deepStrictEqual(found.map(({ holder }) => String(holder)), ["a2"])
  })

  it("that does not fit is told the true reason", () => {
    const full = after(opened(shop({ policies: [{ ...Policy.standard, maxDays: 1 }] })), ...many(6), ask("Arrive", monday9, {}, "a0"))
    says(desk(full, ask("AddWork", monday9, { jobs: ["brakes", "brakes"] }, "a0")).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "hours_full", about: "mechanical:1", freeMin: 72 }] })
  })

  it("done all the same lets the paint dry", () => {
    const painted = desk(after(opened(shop()), book(), ask("Arrive", monday9)), ask("AddWork", monday9, { jobs: ["paint"], override: "the customer waits" })).thenEvents("CapacityOverridden", "AdditionalWorkApproved", "PromiseChanged")[1]
    const stages = painted?._tag === "AdditionalWorkApproved" ? painted.plan.stages : []
    assert.deepStrictEqual(stages.slice(1).map(({ start, end }) => [start.slice(11, 16), end.slice(11, 16)]), [["08:05", "09:05"], ["11:05", "11:35"]])
  })

  it("that lacks only a part has its technician and bay by name", () => {
    const parts = shop({ parts: [{ no: "pads", name: "Pads" }], jobs: jobs.map((job) => job.code === "brakes" ? { ...job, parts: [{ part: "pads", qty: 1 }] } : job) })
    const [, , approved] = desk(after(opened(parts), book(), ask("Arrive", monday9)), ask("AddWork", monday9, { jobs: ["brakes"], override: "the taxi brings it" })).thenEvents("CapacityOverridden", "PartKept", "AdditionalWorkApproved", "PromiseChanged")
    assert.deepStrictEqual(approved?._tag === "AdditionalWorkApproved" ? [approved.plan.stages.at(-1)?.technician, approved.plan.stages.at(-1)?.bay].map(String) : [], ["tom", "lift-1"])
  })
})

describe("a plan that no longer fits", () => {
  const two = changed({ technicians: [tom, { ...tom, id: "tim" }] })
  const without = (technician: string | undefined) => changed({ ...two, absences: [{ id: "ill", of: { technician }, from: "2026-09-21T00:00:00.000Z", to: "2026-09-22T00:00:00.000Z" }] })
  const whose = (state: ReturnType<typeof opened>) => state.days["2026-09-21"]?.entries["a1"]?.use.stages[0]?.technician
  const booked = after(opened(two), book())

  it("is renewed for the same time without any notice", () =>
    desk(under(without(whose(booked)), booked), ask("Reschedule", instant("2026-09-21T06:10:00.000Z"), { by: "site", arriveAt: monday9 })).thenEvents("CapacityTaken", "AppointmentRescheduled"))

  it("is renewed without changing what a late customer is measured by", () => {
    const eleven = "2026-09-21T11:00:00.000Z"
    const moved = after(booked, ask("Reschedule", instant("2026-09-21T05:30:00.000Z"), { by: "customer", arriveAt: eleven }))
    const [, again] = desk(under(without(whose(moved)), moved), ask("Reschedule", instant("2026-09-21T06:00:00.000Z"), { by: "site", arriveAt: eleven })).thenEvents("CapacityTaken", "AppointmentRescheduled")
    assert.strictEqual(again?._tag === "AppointmentRescheduled" ? again.due.time : "", monday9)
  })
})

describe("a car that did not come", () => {
  const evening = instant("2026-09-21T15:00:00.000Z")

  it("is not called off or moved away by the site", () => {
    desk(after(opened(shop()), book()), ask("Cancel", evening, { by: "site" })).thenRejected("NotPossibleNow")
    const [, moved] = desk(after(opened(shop()), book()), ask("Reschedule", evening, { by: "site", arriveAt: "2026-09-22T07:00:00.000Z" })).thenEvents("CapacityReleased", "CapacityTaken", "AppointmentRescheduled").slice(1)
    says(moved, { late: true })
  })

  it("is not booked afterwards, and a car that is here is no appointment, whoever answers for it", () => {
    desk(opened(shop()), drop("a1", "09:00", { override: "forgotten" }, evening)).thenRejected("NoticeTooShort")
    desk(opened(shop()), drop("a1", "09:00", { override: "a regular", channel: "counter" }, monday9)).thenRejected("NoticeTooShort")
  })
})

describe("a loaner whose customer is promised a later time", () => {
  const document = shop({ loaners: [{ id: "red", turnaroundMin: 60 }] })
  const here = after(opened(document), book(friday10, { transport: "loaner" }), ask("Arrive", monday9))
  const later = ask("Promise", instant("2026-09-21T12:00:00.000Z"), { promisedAt: "2026-09-22T15:00:00.000Z", why: "the alternator comes tomorrow" })
  const next = book(instant("2026-09-21T11:00:00.000Z"), { transport: "loaner", arriveAt: "2026-09-22T06:00:00.000Z" }, "a2")

  it("stays out until then", () => {
    desk(here, later).thenEvents("CapacityTaken", "CapacityTaken", "PromiseChanged")
    assert.includeMembers(Booking.aggregate.reads(later, seenBy(here, "a1")).map(String), ["daybook/corner/2026-09-22"])
    desk(after(here, later), { ...next, at: instant("2026-09-21T13:00:00.000Z") }).thenRejected("SlotTaken")
    desk(after(here, later), later).thenNothing()
    const more = after(here, later, ask("AddWork", instant("2026-09-21T12:10:00.000Z"), { jobs: ["bulb"] }))
    const visit = more.appointments["a1"]
    assert.strictEqual(visit !== undefined && "visit" in visit ? visit.visit.promises.at(-1)?.promisedAt : "", "2026-09-22T15:00:00.000Z")
  })

  it("stays out beside a rest of the work, which is not given up for it", () => {
    const carried = after(here, carry("2026-09-21T11:00:00.000Z", tuesday, 50))
    desk(carried, later).thenEvents("CapacityTaken", "CapacityCarriedOver", "PromiseChanged")
    const entry = after(carried, later).days[tuesday]?.entries["a1"]
    assert.deepStrictEqual([entry?.carried, entry?.use.stages.map(({ elapsedMin }) => elapsedMin), entry?.use.loaner?.to], [true, [50], "2026-09-22T16:00:00.000Z"])
  })

  it("is not promised when the next customer has it", () => says(desk(after(here, next), later).thenRejected("LoanerLent"), { loaner: "red" }))
})

describe("a loaner that is kept for more work", () => {
  it("is read on every date on which it is written", () => {
    const friday9 = instant("2026-09-18T07:00:00.000Z")
    const lent = after(opened(shop({ loaners: [{ id: "red", turnaroundMin: 60 }], policies: [{ ...Policy.standard, maxDays: 1 }] })), book(instant("2026-09-17T07:00:00.000Z"), { transport: "loaner", arriveAt: friday9 }), ask("Arrive", friday9))
    const more = ask("AddWork", instant("2026-09-18T09:30:00.000Z"), { jobs: ["engine"] })
    const written = Result.getOrThrow(desk(lent, more).answer).map((fact) => String(Booking.aggregate.streamOf(fact)))
    assert.includeMembers(Booking.aggregate.reads(more, seenBy(lent, "a1")).map(String), [...new Set(written)])
  })
})

describe("parts that come too late", () => {
  const part = (_tag: string, at: string, more: Record<string, unknown> = {}): Parts.Command => Schema.decodeUnknownSync(Parts.Command)({ _tag, site: "corner", part: "filter", at, ...more })
  const document = shop({ parts: [{ no: "filter", name: "Filter" }], jobs: jobs.map((job) => job.code === "service" ? { ...job, parts: [{ part: "filter", qty: 1 }] } : job) })
  const booked = after(stocked(opened(document), part("Order", friday10, { lot: "l1", qty: 1, eta: "2026-09-21T06:00:00.000Z" })), book(friday10, { arriveAt: "2026-09-21T09:00:00.000Z" }))
  const late = "2026-09-21T06:30:00.000Z"

  it("are told also when the lorry should have been here already, and once", () => {
    const moved = part("MoveLot", late, { lot: "l1", eta: "2026-09-22T06:00:00.000Z" })
    shelf(booked, moved).thenEvents("LotMoved", "PartsDelayed")
    shelf(booked, part("CancelLot", late, { lot: "l1" })).thenEvents("LotCancelled", "PartsDelayed")
    shelf(booked, part("ReceiveLot", late, { lot: "l1", qty: 0 })).thenEvents("LotReceived", "PartsDelayed")
    shelf(stocked(booked, moved), part("MoveLot", late, { lot: "l1", eta: "2026-09-23T06:00:00.000Z" })).thenEvents("LotMoved")
  })

  it("because another car was given them are told to whom they were kept for", () => {
    const one = after(stocked(opened(document), part("Count", friday10, { onHand: 1 })), book(friday10, { arriveAt: "2026-09-21T09:00:00.000Z" }), walkIn(soon, { override: "it smokes" }))
    says(shelf(one, part("Issue", late, { holder: "w1" })).thenEvents("PartIssued", "PartsDelayed", "PartsDrawn")[1], { holder: "a1" })
  })

  it("are kept by who needed them first: more work asks for its own anew", () => {
    const two = after(stocked(opened(document), part("Count", friday10, { onHand: 2 })), book(), book(instant("2026-09-18T08:01:00.000Z"), { arriveAt: "2026-09-21T11:00:00.000Z" }, "a2"), ask("Arrive", monday9))
    desk(after(two, ask("AddWork", monday9, { jobs: ["service"], override: "hurry" })), ask("Confirm", monday9, { how: "call" }, "a2")).thenEvents("AppointmentConfirmed")
  })

  it("or were spared, are kept again when it was another car", () => {
    const spared = stocked(after(stocked(opened(document), part("Count", friday10, { onHand: 1 })), book(), ask("Arrive", monday9)), part("Spare", monday9, { holder: "a1" }))
    const back = ask("CorrectArrival", monday9, { arrivedAt: null, why: "another car" })
    assert.include(Booking.aggregate.reads(back, seenBy(spared, "a1")).map(String), "part/corner/filter")
    assert.hasAllKeys(after(spared, back).stock["filter"]?.kept, ["a1"])
  })
})
