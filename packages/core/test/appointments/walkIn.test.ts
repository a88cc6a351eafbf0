import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, Cars, fold, KpiTally, Parts, Policy, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, book, corner, friday10, instant, says } from "./corner.ts"

const opened = (document: Site.Document): Cars.State => ({ ...Cars.aggregate.initial, site: { _tag: "Open", document } })

const empty = opened(corner)

const seenBy = (state: Cars.State, { id }: BookingCommand.Command): Booking.State =>
  ({ ...state, appointment: state.appointments[id] ?? Booking.aggregate.initial.appointment })

const after = (state: Cars.State, ...commands: ReadonlyArray<BookingCommand.Command>): Cars.State =>
  commands.reduce((known, command) => fold(Cars.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, seenBy(known, command))), known), state)

const desk = (state: Cars.State, command: BookingCommand.Command) => given(Booking.aggregate, [], seenBy(state, command)).when(command)

/** At seven minutes past eight on Monday, at the workshop. */
const soon = instant("2026-09-21T06:07:20.000Z")

const come = (more: Record<string, unknown> = {}, id = "w1") => ask("WalkIn", soon, { jobs: ["service"], transport: "drop", customer: "customer-9", ...more }, id)

/** Six cars of an hour each fill the day but for the hours that are kept for walk-ins. */
const full = after(empty, ...Array.from({ length: 6 }, (_, i) => book(friday10, { transport: "drop", arriveAt: { date: "2026-09-21", time: `${String(9 + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 === 0 ? "00" : "30"}` } }, `a${i}`)))

describe("a car that comes without an appointment", () => {
  it("is planned at once, to be received when somebody is next free", () => {
    const [, walkedIn] = desk(empty, come()).thenEvents("CapacityTaken", "WalkedIn")
    if (walkedIn?._tag !== "WalkedIn") assert.fail("nobody walked in")
    says(walkedIn.plan, { arriveAt: instant("2026-09-21T06:30:00.000Z"), advisor: "anna", channel: "counter" })
    desk(after(empty, come()), come()).thenNothing()
    assert.includeMembers(Booking.aggregate.reads(come(), seenBy(empty, come())).map(String), ["site/corner", "daybook/corner/2026-09-21", "appointment/w1"])
    desk(after(empty, come()), come({ transport: "wait" })).thenRejected("NotPossibleNow")
    desk(after(empty, come()), come({ vehicle: "another" })).thenRejected("NotPossibleNow")
  })

  it("has the hours that are kept for it, which no booking gets", () => {
    desk(full, { ...book(friday10, { transport: "drop", arriveAt: "2026-09-21T12:00:00.000Z" }, "b1"), at: soon }).thenRejected("SlotTaken")
    desk(full, come()).thenEvents("CapacityTaken", "WalkedIn")
    const refused = desk(after(full, come()), come({}, "w2")).thenRejected("SlotTaken")
    assert.deepInclude("reasons" in refused ? refused.reasons : [], { code: "hours_full" })
    const [, smokes] = desk(after(full, come()), come({ override: "it smokes" }, "w2")).thenEvents("CapacityOverridden", "WalkedIn")
    if (smokes?._tag !== "WalkedIn") assert.fail("nobody walked in")
    assert.strictEqual(smokes.plan.arriveAt, "2026-09-21T06:07:00.000Z")
  })

  it("has the parts that are here, and waits for none", () => {
    const document = Schema.decodeUnknownSync(Site.Document)({ ...corner, parts: [{ no: "filter", name: "Filter", leadMin: 30 }], jobs: corner.jobs.map((job) => ({ ...job, parts: [{ part: "filter", qty: 1 }] })) })
    says(desk(opened(document), come()).thenRejected("SlotNotOffered"), { reasons: [{ code: "parts_missing", about: "filter" }] })
    const stocked = { ...opened(document), stock: { filter: { onHand: 1, lots: {}, kept: {} } } }
    desk(stocked, come()).thenEvents("CapacityTaken", "PartKept", "WalkedIn")
    const here = after(stocked, come())
    const issue = Schema.decodeUnknownSync(Parts.Command)({ _tag: "Issue", site: "corner", part: "filter", at: soon, holder: "w1" })
    const drawn = fold(Cars.aggregate, Result.getOrThrow(Parts.aggregate.decide(issue, seenBy(here, come()))), here)
    // Were it to leave now, what it was handed would go back.
    const left = after(drawn, ask("CorrectArrival", soon, { arrivedAt: null, why: "would not wait" }, "w1"))
    const back = Schema.decodeUnknownSync(Parts.Command)({ _tag: "Return", site: "corner", part: "filter", at: soon, holder: "w1" })
    given(Parts.aggregate, [], seenBy(left, come())).when(back).thenEvents("PartReturned", "PartsDrawn")
  })

  it("is no appointment: nothing is counted as kept or missed", () => {
    const facts = desk(empty, come()).thenEvents("CapacityTaken", "WalkedIn")
    const counted = facts.reduce((state, fact) => KpiTally.tally.evolve(state, fact as Parameters<typeof KpiTally.tally.evolve>[1]), KpiTally.tally.initial())
    assert.strictEqual(counted.size, 0)
    desk(after(empty, come()), ask("CorrectArrival", soon, { arrivedAt: "2026-09-21T06:00:00.000Z", why: "earlier" }, "w1")).thenRejected("NotPossibleNow")
  })

  it("leaves nothing behind when it goes again", () => {
    const left = after(empty, come(), ask("CorrectArrival", soon, { arrivedAt: null, why: "would not wait" }, "w1"))
    assert.deepStrictEqual([left.appointments["w1"]?._tag, Object.keys(left.days["2026-09-21"]?.entries ?? {}).length], ["Cancelled", 0])
    desk(left, ask("CorrectArrival", soon, { arrivedAt: null, why: "would not wait" }, "w1")).thenNothing()
    desk(left, come()).thenRejected("NotPossibleNow")
  })

  it("gets more work and is carried over like any other", () => {
    desk(after(empty, come()), ask("AddWork", soon, { jobs: ["service"] }, "w1")).thenEvents("CapacityTaken", "AdditionalWorkApproved")
    desk(after(empty, come()), ask("CarryOver", soon, { date: "2026-09-22", leftMin: 30 }, "w1")).thenEvents("CapacityCarriedOver", "WorkCarriedOver")
  })

  it("is refused where the site is closed", () =>
    desk(empty, { ...come(), at: instant("2026-09-20T08:00:00.000Z") }).thenRejected("SlotNotOffered"))
})

describe("who asks at the counter", () => {
  const at = (time: string, channel: string) => ({ ...book(friday10, { transport: "drop", arriveAt: `2026-09-21T${time}:00.000Z`, channel }), at: soon })

  it("has an appointment two hours ahead at the earliest, and is a walk-in before", () => {
    says(desk(empty, at("08:00", "counter")).thenRejected("NoticeTooShort"), { earliest: instant("2026-09-21T08:07:20.000Z") })
    desk(empty, at("08:30", "counter")).thenEvents("CapacityTaken", "AppointmentBooked")
    desk(empty, at("08:00", "telephone")).thenEvents("CapacityTaken", "AppointmentBooked")
  })

  it("or as far ahead as the site says", () => {
    const document = Schema.decodeUnknownSync(Site.Document)({ ...corner, policies: [{ ...Policy.standard, counterMin: 0 }] })
    desk(opened(document), at("07:30", "counter")).thenEvents("CapacityTaken", "AppointmentBooked")
    desk(opened(document), at("07:00", "counter")).thenRejected("NoticeTooShort")
  })
})
