import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, Day, Daybook, fold, type Instant, LocalDate, Parts, Request, Roster, Site, SiteId, Slots, Stock, Supply, Waitlist } from "@servicelane/core"
import { given, saidOnce } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { ask, book, corner, friday10, instant, monday9, says } from "./corner.ts"

const monday = LocalDate.LocalDate.make("2026-09-21")
const no = "oil-filter"

const withParts = (part: Record<string, unknown> = {}, qty = 1): Site.Document =>
  Schema.decodeUnknownSync(Site.Document)({
    ...corner, parts: [{ no, name: "Oil filter", ...part }], jobs: corner.jobs.map((job) => ({ ...job, parts: [{ part: no, qty }] }))
  })

const opened = (document: Site.Document): Booking.State => ({ ...Booking.aggregate.initial, site: { _tag: "Open", document } })

const order = (_tag: string, more: Record<string, unknown> = {}, at = friday10): Parts.Command =>
  Schema.decodeUnknownSync(Parts.Command)({ _tag, site: "corner", part: no, at, ...more })

const lot = { lot: "lot-1", qty: 1, eta: "2026-09-21T08:00:00.000Z" }

const asked = (state: Booking.State, command: Parts.Command) => given(Parts.aggregate, [], state).when(command)

/** The shop after what the parts department has said. */
const stocked = (state: Booking.State, ...commands: ReadonlyArray<Parts.Command>): Booking.State =>
  commands.reduce((known, command) => fold(Parts.aggregate, Result.getOrThrow(Parts.aggregate.decide(command, known)), known), state)

const after = (state: Booking.State, ...commands: ReadonlyArray<BookingCommand.Command>): Booking.State =>
  commands.reduce((known, command) => fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, known)), known), state)

const forNext = (state: Booking.State): Booking.State => ({ ...state, appointment: Booking.aggregate.initial.appointment })

const desk = (state: Booking.State) => given(Booking.aggregate, [], state)

const slots = (state: Booking.State, now = friday10): Slots.Slots => {
  if (state.site._tag === "Unopened") assert.fail("not open")
  const { document } = state.site
  const jobs = new Map(document.jobs.map((job) => [job.code, job]))
  const days = [0, 1].map((n) => LocalDate.addDays(monday, n)).map((date) => Day.dayOf(Roster.rosterOf(document, date), state.days[date] ?? Daybook.initial, now))
  const request = Schema.decodeUnknownSync(Request.Request)({ jobs: ["service"], transport: "wait" })
  return Result.getOrThrow(Slots.slots(days, () => [], request, undefined, (codes) => Supply.supplyOf(document, state.stock, Supply.partsOf(jobs, codes), now)))
}

const first = (state: Booking.State, now?: Instant.Instant): string | undefined => slots(state, now).offers[0]?.arriveAt

const one = stocked(opened(withParts()), order("Count", { onHand: 1 }))
const onItsWay = stocked(opened(withParts()), order("Order", lot))
const at = (arriveAt: string, id = "a1") => book(friday10, { arriveAt }, id)
const eleven = "2026-09-21T09:00:00.000Z"

describe("a car", () => {
  it("does not come before its parts, and an hour to fetch them", () => {
    assert.strictEqual(first(onItsWay), eleven)
    says(desk(onItsWay).when(at("2026-09-21T08:30:00.000Z")).thenRejected("SlotNotOffered"), { reasons: [{ code: "parts_missing" }] })
    desk(onItsWay).when(at(eleven)).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
  })

  it("comes as soon as what is not on its way can be ordered", () => {
    const ordered = opened(withParts({ leadMin: 4_320 }))
    assert.strictEqual(first(ordered), "2026-09-21T09:00:00.000Z")
    assert.strictEqual(first(stocked(ordered, order("Count", { onHand: 1 }))), "2026-09-21T06:00:00.000Z")
  })

  it("does not come for parts nobody knows of, and the counter says which", () => {
    const { none } = slots(opened(withParts()))
    assert.deepStrictEqual(none?.binding, { code: "parts_missing", message: "not all parts are here by then (oil-filter)" })
  })

  it("does not rely on a lot that should have come and has not", () => {
    assert.strictEqual(first(onItsWay, instant("2026-09-21T07:59:00.000Z")), eleven)
    assert.isUndefined(first(onItsWay, instant("2026-09-21T08:00:00.000Z")))
  })

  it("is not in its own way when it moves or is confirmed", () => {
    const booked = after(one, at(monday9))
    desk(booked).when(ask("Confirm", friday10, { how: "call" })).thenEvents("AppointmentConfirmed")
    const [, kept] = desk(booked).when(ask("Reschedule", friday10, { by: "customer", arriveAt: eleven })).thenEvents("CapacityTaken", "PartKept", "AppointmentRescheduled")
    says(kept, { part: no, holder: "a1", qty: 1, by: "2026-09-21T08:00:00.000Z", releaseAt: null })
  })

  it("that does not fit takes its parts all the same, where somebody answers for it", () =>
    desk(opened(withParts())).when(book(friday10, { override: "the customer brings it" })).thenEvents("CapacityOverridden", "PartKept", "AppointmentBooked"))
})

describe("a part that was handed out", () => {
  const issued = stocked(after(one, at(monday9)), order("Issue", { holder: "a1" }))
  const ten = instant("2026-09-21T08:00:00.000Z")

  it("is not kept a second time, whatever becomes of the car", () => {
    desk(issued).when(ask("Confirm", friday10, { how: "call" })).thenEvents("AppointmentConfirmed")
    desk(issued).when(ask("Reschedule", friday10, { by: "customer", arriveAt: eleven })).thenEvents("CapacityTaken", "AppointmentRescheduled")
    const gone = after(issued, ask("RecordNoShow", ten))
    assert.isEmpty(after(gone, ask("Arrive", ten)).stock[no]?.kept)
  })

  it("comes back, and is kept for the car again as long as it is expected or here", () => {
    const back = order("Return", { holder: "a1" })
    asked(issued, back).thenEvents("PartReturned", "PartsDrawn", "PartKept")
    const { onHand, kept } = stocked(issued, back).stock[no] ?? Stock.initial
    assert.deepStrictEqual([onHand, kept["a1"]?.qty], [1, 1])
    const cancelled = after(issued, ask("Cancel", friday10, { by: "customer" }))
    asked(cancelled, back).thenEvents("PartReturned", "PartsDrawn")
    desk(forNext(stocked(cancelled, back))).when(at(eleven, "a2")).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
    says(asked(stocked(issued, back), back).thenRejected("NothingIssued"), { holder: "a1" })
  })
})

describe("more work on a car that is here", () => {
  it("takes its parts beside those the car has, whether they are in the workshop or on the shelf", () => {
    const here = after(stocked(opened(withParts()), order("Count", { onHand: 3 })), at(monday9), ask("Arrive", monday9))
    const more = ask("AddWork", monday9, { jobs: ["service"] })
    const kept = ({ stock }: Booking.State) => stock[no]?.kept["a1"]?.qty
    assert.deepStrictEqual([kept(here), kept(after(here, more)), kept(after(stocked(here, order("Issue", { holder: "a1" }, monday9)), more))], [1, 2, 1])
  })
})

describe("a part that the car does not need after all", () => {
  const here = after(one, at(monday9), ask("Arrive", monday9))
  const spare = order("Spare", { holder: "a1" }, monday9)

  it("is there for others, and is not asked for again", () => {
    asked(here, spare).thenEvents("PartReleased", "PartSpared")
    const spared = stocked(here, spare)
    desk(forNext(spared)).when(at("2026-09-22T07:00:00.000Z", "a2")).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
    asked(spared, order("Issue", { holder: "a1" }, monday9)).thenRejected("NothingKept")
  })

  it("is known only when the car is here", () => {
    says(asked(after(one, at(monday9)), spare).thenRejected("NotPossibleNow"), { asked: "Spare", state: "Booked", possibleIn: ["Arrived"] })
    asked(one, spare).thenRejected("NothingKept")
  })
})

describe("the last piece", () => {
  it("is kept for one car, until it is called off", () => {
    const booked = after(one, at(monday9))
    says(desk(forNext(booked)).when(at(eleven, "a2")).thenRejected("SlotNotOffered"), { reasons: [{ code: "parts_missing" }] })
    const cancelled = after(booked, ask("Cancel", friday10, { by: "customer" }))
    assert.include([...Booking.aggregate.reads(ask("Cancel", friday10, { by: "customer" }), booked)].map(String), "part/corner/oil-filter")
    desk(forNext(cancelled)).when(at(eleven, "a2")).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
  })

  it("is kept by a hold until it runs out", () => {
    const held = after(one, ask("Hold", friday10, { jobs: ["service"], transport: "wait", arriveAt: monday9 }))
    const next = (now: string) => desk(forNext(held)).when({ ...at(eleven, "a2"), at: instant(now) })
    next("2026-09-18T08:04:59.000Z").thenRejected("SlotNotOffered")
    next("2026-09-18T08:05:00.000Z").thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
    desk(held).when(ask("ReleaseHold", friday10)).thenEvents("CapacityReleased", "PartReleased", "HoldReleased")
  })

  it("is free for a car today when another comes just when tomorrow's needs it", () => {
    const tomorrow = after(one, at("2026-09-22T07:00:00.000Z"))
    const more = stocked(tomorrow, order("Order", { ...lot, eta: "2026-09-22T06:00:00.000Z" }))
    desk(forNext(more)).when(at(monday9, "a2")).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
  })

  it("is not lost to an override: who booked first is confirmed, and the car that was squeezed in is told", () => {
    const booked = after(one, at(monday9))
    const squeezed = after(forNext(booked), { ...book(friday10, { arriveAt: eleven, override: "the owner's wife" }, "a2"), at: instant("2026-09-18T08:01:00.000Z") })
    desk({ ...squeezed, appointment: booked.appointment }).when(ask("Confirm", instant("2026-09-18T08:02:00.000Z"), { how: "call" })).thenEvents("AppointmentConfirmed")
    assert.deepStrictEqual(Supply.missing(squeezed.stock[no] ?? Stock.initial, friday10).map(({ kept }) => String(kept.holder)), ["a2"])
  })

  it("is kept since the hold that still holds, not since one that had run out", () => {
    const hold = (at: string) => ask("Hold", instant(at), { jobs: ["service"], transport: "wait", arriveAt: monday9 })
    const since = (state: Booking.State) => state.stock[no]?.kept["a1"]?.since
    const held = after(one, hold("2026-09-18T08:00:00.000Z"))
    assert.deepStrictEqual([since(after(held, { ...at(monday9), at: instant("2026-09-18T08:04:00.000Z") })), since(after(held, { ...at(monday9), at: instant("2026-09-18T08:05:00.000Z") }))], [
      instant("2026-09-18T08:00:00.000Z"), instant("2026-09-18T08:05:00.000Z")
    ])
  })

  it("is not missing for a car that is here and has not been given it yet", () =>
    assert.isEmpty(Supply.missing(after(one, at(monday9)).stock[no] ?? Stock.initial, instant("2026-09-21T08:00:00.000Z"))))

  it("is not taken today from whoever needs it tomorrow", () => {
    const tomorrow = after(one, at("2026-09-22T07:00:00.000Z"))
    desk(forNext(tomorrow)).when(at(monday9, "a2")).thenRejected("SlotNotOffered")
    // Unless another comes before then.
    const more = stocked(tomorrow, order("Order", { ...lot, eta: "2026-09-21T20:00:00.000Z" }))
    desk(forNext(more)).when(at(monday9, "a2")).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
  })
})

describe("what can still be ordered", () => {
  it("is no reason to keep from an earlier car what is here now", () => {
    const tomorrow = after(stocked(opened(withParts({ leadMin: 2_880 })), order("Count", { onHand: 1 })), at("2026-09-22T07:00:00.000Z"))
    desk(forNext(tomorrow)).when(at("2026-09-18T10:00:00.000Z", "a2")).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked")
  })
})

describe("a car that is almost here", () => {
  const soon = { at: instant("2026-09-21T06:40:00.000Z") }

  it("is confirmed when its parts are on the shelf, and not when they are not", () => {
    desk(after(one, at(monday9))).when({ ...ask("Confirm", friday10, { how: "call" }), ...soon }).thenEvents("AppointmentConfirmed")
    desk(stocked(after(one, at(monday9)), order("Count", { onHand: 0 }))).when({ ...ask("Confirm", friday10, { how: "call" }), ...soon }).thenRejected("PlanNoLongerFits")
  })

  it("and does not come gives its parts back, and has them again when it comes after all", () => {
    const gone = after(after(one, at(monday9)), ask("RecordNoShow", instant("2026-09-21T08:00:00.000Z")))
    assert.isEmpty(gone.stock[no]?.kept)
    const back = after(gone, ask("Arrive", instant("2026-09-21T09:00:00.000Z")))
    assert.hasAllKeys(back.stock[no]?.kept, ["a1"])
    const other = after(forNext(gone), { ...at("2026-09-22T07:00:00.000Z", "a2"), at: instant("2026-09-21T08:30:00.000Z") })
    const both = after({ ...other, appointment: gone.appointment }, ask("Arrive", instant("2026-09-21T09:00:00.000Z")))
    assert.deepStrictEqual(Supply.missing(both.stock[no] ?? Stock.initial, instant("2026-09-21T09:00:00.000Z")).map(({ kept }) => String(kept.holder)), ["a1"])
  })
})

describe("a lot that comes later", () => {
  const booked = after(onItsWay, at(eleven))
  const tuesday = "2026-09-22T08:00:00.000Z"

  it("leaves a fact for each car that lacks it, once, and the car gets a new time", () => {
    const [, delayed] = asked(booked, order("MoveLot", { lot: "lot-1", eta: tuesday })).thenEvents("LotMoved", "PartsDelayed")
    says(delayed, { holder: "a1", by: "2026-09-21T08:00:00.000Z", from: tuesday })
    const late = stocked(booked, order("MoveLot", { lot: "lot-1", eta: tuesday }))
    asked(late, order("MoveLot", { lot: "lot-1", eta: "2026-09-22T09:00:00.000Z" })).thenEvents("LotMoved")
    says(desk(late).when(ask("Confirm", friday10, { how: "call" })).thenRejected("PlanNoLongerFits"), { reasons: [{ code: "parts_missing", about: no }] })
    const moved = after(late, ask("Reschedule", friday10, { by: "site", arriveAt: "2026-09-22T09:00:00.000Z" }))
    assert.isEmpty(Supply.missing(moved.stock[no] ?? Stock.initial, friday10))
  })

  it("or never, or with fewer pieces, the same; in time, nothing", () => {
    const [, delayed] = asked(booked, order("CancelLot", { lot: "lot-1" })).thenEvents("LotCancelled", "PartsDelayed")
    says(delayed, { from: null })
    asked(booked, order("ReceiveLot", { lot: "lot-1", qty: 0 })).thenEvents("LotReceived", "PartsDelayed")
    asked(booked, order("ReceiveLot", { lot: "lot-1" })).thenEvents("LotReceived")
    asked(booked, order("MoveLot", { lot: "lot-1", eta: "2026-09-21T07:30:00.000Z" })).thenEvents("LotMoved")
    asked(after(one, at(eleven)), order("Count", { onHand: 0 })).thenEvents("StockCounted", "PartsDelayed")
  })

  it("is for whoever booked first", () => {
    const two = stocked(opened(withParts()), order("Order", { ...lot, qty: 2 }))
    const both = after(forNext(after(two, at(eleven, "b1"))), { ...at("2026-09-21T10:00:00.000Z", "a2"), at: instant("2026-09-18T08:01:00.000Z") })
    const [, delayed] = asked(both, order("ReceiveLot", { lot: "lot-1", qty: 1 })).thenEvents("LotReceived", "PartsDelayed")
    says(delayed, { holder: "a2" })
    // Also when it has moved since.
    const moved = after({ ...both, appointment: after(two, at(eleven, "b1")).appointment }, ask("Reschedule", instant("2026-09-18T08:02:00.000Z"), { by: "customer", arriveAt: "2026-09-21T12:00:00.000Z" }, "b1"))
    says(asked(moved, order("ReceiveLot", { lot: "lot-1", qty: 1 })).thenEvents("LotReceived", "PartsDelayed")[1], { holder: "a2" })
  })
})

describe("the waiting list", () => {
  const say = (_tag: string, more: Record<string, unknown>): Waitlist.Command => Schema.decodeUnknownSync(Waitlist.Command)({ _tag, site: "corner", at: friday10, ...more })
  const join = say("Join", {
    id: "w1", customer: "c1", jobs: ["service"], transport: "wait", windows: [{ from: "2026-09-21T00:00:00.000Z", to: "2026-09-22T00:00:00.000Z" }], priority: "booked", contact: {}
  })
  const offer = say("OfferPlace", { date: monday })
  const waiting = ({ site, stock }: Booking.State): Waitlist.State => {
    const state: Waitlist.State = { ...Waitlist.aggregate.initial, site, stock }
    return fold(Waitlist.aggregate, Result.getOrThrow(Waitlist.aggregate.decide(join, state)), state)
  }

  it("is offered a place when its parts are here, and they are kept with it", () => {
    const offered = waiting(one)
    assert.include([...Waitlist.aggregate.reads(offer, offered)].map(String), "part/corner/oil-filter")
    const facts = given(Waitlist.aggregate, [], offered).when(offer).thenEvents("CapacityHeld", "PartKept", "AppointmentHeld", "PlaceOffered")
    const holding = fold(Waitlist.aggregate, facts, offered)
    const leave = say("Leave", { id: "w1" })
    assert.include([...Waitlist.aggregate.reads(leave, holding)].map(String), "part/corner/oil-filter")
    given(Waitlist.aggregate, [], holding).when(leave).thenEvents("CapacityReleased", "PartReleased", "HoldReleased", "RequestWithdrawn", "WaitingListLeft")
    given(Waitlist.aggregate, [], waiting(opened(withParts()))).when(offer).thenNothing()
    const [, , , late] = given(Waitlist.aggregate, [], waiting(onItsWay)).when(offer).thenEvents("CapacityHeld", "PartKept", "AppointmentHeld", "PlaceOffered")
    assert.isTrue(late?._tag === "PlaceOffered" && late.arriveAt >= eleven)
  })
})

describe("the parts department", () => {
  it("hands out what is kept, if it is there", () => {
    const booked = after(one, at(monday9))
    const issue = order("Issue", { holder: "a1" })
    asked(booked, issue).thenEvents("PartIssued", "PartsDrawn")
    assert.deepStrictEqual(stocked(booked, issue).stock[no], { onHand: 0, lots: {}, kept: {} })
    says(asked(after(onItsWay, at(eleven)), issue).thenRejected("NotOnHand"), { asked: 1, onHand: 0 })
    asked(one, issue).thenRejected("NothingKept")
  })

  it("hands nothing out for who only holds a time, nor for a car of another site", () => {
    const held = after(one, ask("Hold", friday10, { jobs: ["service"], transport: "wait", arriveAt: monday9 }))
    says(asked(held, order("Issue", { holder: "a1" })).thenRejected("NotPossibleNow"), { state: "Held", possibleIn: ["Booked", "Arrived"] })
    assert.include([...Parts.aggregate.reads(order("Issue", { holder: "a1" }), one)].map(String), "appointment/a1")
    const elsewhere = after({ ...one, site: { _tag: "Open", document: { ...withParts(), site: SiteId.make("other") } } }, { ...at(monday9), site: SiteId.make("other") })
    says(asked({ ...elsewhere, site: one.site }, order("Issue", { holder: "a1" })).thenRejected("OtherSite"), { site: "other" })
  })

  it("says what is on its way", () => {
    asked(onItsWay, order("Order", lot)).thenNothing()
    says(asked(onItsWay, order("Order", { ...lot, qty: 2 })).thenRejected("LotKnown"), { qty: 1 })
    says(asked(onItsWay, order("ReceiveLot", { lot: "lot-2" })).thenRejected("UnknownLot"), { open: ["lot-1"] })
    assert.deepStrictEqual(stocked(onItsWay, order("ReceiveLot", { lot: "lot-1", qty: 3 })).stock[no], { onHand: 3, lots: {}, kept: {} })
  })

  it("knows the parts that the site lists", () => {
    asked(opened(corner), order("Count", { onHand: 1 })).thenRejected("UnknownPart")
    asked(Booking.aggregate.initial, order("Count", { onHand: 1 })).thenRejected("UnknownSite")
    const { parts: _parts, ...unlisted } = withParts()
    const applied = Site.aggregate.decide(Site.apply(unlisted, friday10), Site.initial)
    says(Result.getOrThrow(Result.flip(applied)), { problems: [{ path: "jobs[0].parts[0].part", message: "expected a part that this site lists (it lists none), not oil-filter" }] })
  })

  const command = fc.oneof(
    fc.record({ _tag: fc.constant("Count"), onHand: fc.nat(3) }),
    fc.record({ _tag: fc.constant("Order"), lot: fc.constantFrom("lot-1", "lot-2"), qty: fc.integer({ min: 1, max: 3 }), eta: fc.constantFrom(lot.eta, eleven) }),
    fc.record({ _tag: fc.constant("MoveLot"), lot: fc.constantFrom("lot-1", "lot-2"), eta: fc.constantFrom(lot.eta, eleven) })
  ).map(({ _tag, ...more }) => order(_tag, more))

  it("is told a thing once", () => saidOnce(Parts.aggregate, command, one))
})
