import { assert, describe, it } from "@effect/vitest"
import { attendance, CustomerId, GiftFile, Gifts, GiftShelf, LoyaltyRun, SiteId, Visit } from "@servicelane/core"
import { Schema } from "effect"
import { says } from "../appointments/corner.ts"
import { ask, attend, booked, came, cancelled, corrected, day, give, isGift, missed, renamed, reversed, shop, walkedIn } from "./cars.ts"
import { asked, written } from "./written.ts"

type Log = ReadonlyArray<Gifts.Event>

const told = (log: Log, command: Gifts.Command) => asked(Gifts.aggregate, log, command)
const after = (log: Log, ...commands: ReadonlyArray<Gifts.Command>): Log => written(Gifts.aggregate, log, ...commands)

const fileOf = (log: Log, customer = "li"): GiftFile.State =>
  log.filter(isGift).filter((event) => event.customer === customer).reduce(GiftFile.evolve, GiftFile.initial)

const runOf = (log: Log, customer = "li") => LoyaltyRun.runOf(Object.values(fileOf(log, customer).attended), 4)

/** The customer came like this, one day after the other, and each time was counted. */
const arrivals = (...kinds: ReadonlyArray<"on-time" | "early" | "late" | "missed" | null>): Log =>
  kinds.reduce<Log>((log, kind, n) => after([...log, booked(n), kind === "missed" ? missed(n) : came(n, kind)], attend(n)), shop())

const visited = (n: number, _tag: string, more: Record<string, unknown>): Visit.Event =>
  Schema.decodeUnknownSync(Visit.Event)({ _tag, id: `a${n}`, site: "corner", customer: "li", at: `${day(n)}T15:00:00.000Z`, ...more })

const delivered = (n: number) => visited(n, "VisitDelivered", {
  vehicle: null, advisor: null, work: ["maintenance"], symptoms: [], km: null, parts: [], date: day(n), arrivedAt: `${day(n)}T07:00:00.000Z`, readyAt: null, firstPromise: null, promise: null
})

const goodwill = { answered: { by: "boss", because: "goodwill" } }

describe("a gift for coming on time", () => {
  const here = [...shop(), booked(0), came(0)]

  it("is picked by the customer, one for an appointment, and counts under the date the car was due", () => {
    const [noted, given] = told(here, give(0)).thenEvents("AttendanceNoted", "GiftGiven")
    says(noted, { customer: "li", date: day(0), counts: { attendance: "punctual", eligible: true }, was: null, gifted: false })
    says(given, { handed: { _tag: "Gift", gift: "umbrella" }, eligible: true, earned: true, beforeDelivery: true, answered: null })
    const picked = after(here, give(0))
    told(picked, give(0)).thenNothing()
    says(told(picked, give(0, "thermos")).thenRejected("GiftAlreadyGiven"), { what: "umbrella" })
    says(told(here, give(0, "yacht")).thenRejected("GiftNotOffered"), { gifts: ["umbrella", "thermos", "kit", "cash"] })
  })

  it("is for early cars too, and not for late ones", () => {
    says(told([...shop(), booked(0), came(0, "early")], give(0)).thenEvents("AttendanceNoted", "GiftGiven")[1], { eligible: true })
    says(told([...shop(), booked(0), came(0, "late")], give(0)).thenRejected("GiftNotEarned"), { attendance: "late", upgraded: false })
  })

  it("is for any booked car that comes in the opening months, and only for punctual ones afterwards", () => {
    const opening = (from: string, months?: number) => shop({ opening: { from, ...(months === undefined ? {} : { months }) } })
    const late = [booked(0), came(0, "late")]
    says(told([...opening("2026-04-02"), ...late], give(0)).thenEvents("AttendanceNoted", "GiftGiven")[1], { eligible: true, earned: true })
    told([...opening("2026-04-01"), ...late], give(0)).thenRejected("GiftNotEarned")
    told([...opening("2026-09-02"), ...late], give(0)).thenRejected("GiftNotEarned")
    told([...opening("2026-08-31", 1), ...late], give(0)).thenEvents("AttendanceNoted", "GiftGiven")
    says(told([...opening("2026-08-31"), booked(0), missed(0)], attend(0)).thenEvents("AttendanceNoted")[0], { counts: { attendance: "missed", eligible: false } })
  })

  it("that is not earned is given only by somebody who answers for it, with a reason", () => {
    const late = [...shop(), booked(0), came(0, "late")]
    says(told(late, give(0, "umbrella", goodwill)).thenEvents("AttendanceNoted", "GiftGiven")[1], { earned: false, answered: { by: "boss", because: "goodwill" } })
    says(told(here, give(0, "umbrella", goodwill)).thenEvents("AttendanceNoted", "GiftGiven")[1], { earned: true, answered: null })
    assert.throws(() => give(0, "umbrella", { answered: { by: "boss", because: "he is a friend" } }))
  })

  it("is handed over before the car is handed back", () => {
    says(told([...here, delivered(0)], give(0)).thenRejected("GiftTooLate"), { deliveredAt: `${day(0)}T15:00:00.000Z` })
    says(told([...here, delivered(0)], give(0, "umbrella", goodwill)).thenEvents("AttendanceNoted", "GiftGiven")[1], { earned: true, beforeDelivery: false, answered: goodwill.answered })
  })

  it("needs somebody who has come", () => {
    says(told([...shop(), booked(0)], give(0)).thenRejected("NobodyToTakeIt"), { state: "Booked" })
    told([...shop(), booked(0), missed(0)], give(0, "umbrella", goodwill)).thenRejected("NobodyToTakeIt")
    says(told(shop(), give(0)).thenRejected("UnknownAppointment"), { id: "a0" })
    told([], give(0)).thenRejected("UnknownSite")
    const elsewhere: Log = shop().map((event) => ({ ...event, site: SiteId.make("other") }))
    says(told([...elsewhere, booked(0), came(0)], { ...give(0), site: SiteId.make("other") }).thenRejected("OtherSite"), { site: "corner" })
  })

  it("may be given to a walk-in by somebody who answers for it, and counts for no run", () => {
    const log = [...shop(), walkedIn(0)]
    says(told(log, give(0)).thenRejected("GiftNotEarned"), { attendance: "walk-in" })
    says(told(log, give(0, "umbrella", goodwill)).thenEvents("GiftGiven")[0], { eligible: false, earned: false })
    told(log, attend(0)).thenNothing()
  })

  it("can come back, and another be picked", () => {
    const back = ask("TakeBackGift", 0, { by: "sun", because: "returned" })
    told(here, back).thenRejected("NoGiftGiven")
    const picked = after(here, give(0))
    says(told(picked, back).thenEvents("GiftTakenBack")[0], { handed: { _tag: "Gift", gift: "umbrella" }, eligible: true, because: "returned" })
    const returned = after(picked, back)
    told(returned, back).thenNothing()
    told(after(returned, give(0, "thermos")), give(0, "thermos")).thenNothing()
  })
})

describe("the shelf of gifts", () => {
  const count = (onHand: number, gift = "umbrella"): GiftShelf.Command =>
    Schema.decodeUnknownSync(GiftShelf.Command)({ _tag: "CountGifts", site: "corner", at: `${day(0)}T06:00:00.000Z`, gift, onHand, by: "sun" })

  it("is counted from the first count on, and its last gift goes once", () => {
    const counted: Log = [...written(GiftShelf.aggregate, shop(), count(1)), booked(0), came(0), booked(1), came(1)]
    told(counted, give(0)).thenEvents("AttendanceNoted", "GiftTaken", "GiftGiven")
    const gone = after(counted, give(0))
    says(told(gone, give(1)).thenRejected("OutOfGifts"), { gift: "umbrella" })
    told(gone, give(1, "thermos")).thenEvents("AttendanceNoted", "GiftGiven")
    const back = ask("TakeBackGift", 0, { by: "sun", because: "not-handed-over" })
    told(gone, back).thenEvents("GiftPutBack", "GiftTakenBack")
    told(after(gone, back), give(1)).thenEvents("AttendanceNoted", "GiftTaken", "GiftGiven")
  })

  it("knows only gifts of the site, and says a count once", () => {
    asked(GiftShelf.aggregate, [], count(5)).thenRejected("UnknownSite")
    asked(GiftShelf.aggregate, shop(), count(5, "yacht")).thenRejected("GiftNotOffered")
    asked(GiftShelf.aggregate, written(GiftShelf.aggregate, shop(), count(5)), count(5)).thenNothing()
  })
})

describe("a run of punctual arrivals", () => {
  it("earns an upgraded gift, or cash, at the fourth, once", () => {
    const three = arrivals("on-time", "early", "on-time")
    says(told(three, give(2, "kit")).thenRejected("GiftNotEarned"), { run: 3, every: 4, upgraded: true })
    const four = arrivals("on-time", "early", "on-time", "on-time")
    says(told(four, give(3, "kit")).thenEvents("GiftGiven")[0], { handed: { _tag: "Upgrade", gift: "kit" }, earned: true })
    says(told(four, ask("PayCash", 3, { by: "sun" })).thenEvents("GiftGiven")[0], { handed: { _tag: "Cash", amount: { minor: 10_000, currency: "CNY" } } })
    told(after(four, give(3, "kit")), ask("PayCash", 3, { by: "sun" })).thenRejected("GiftAlreadyGiven")
    const fifth = after([...after(four, give(3, "kit")), booked(4), came(4)], attend(4))
    told(fifth, give(4, "kit")).thenRejected("GiftNotEarned")
    told([...shop({ cash: null }), booked(0), came(0)], ask("PayCash", 0, { by: "sun" })).thenRejected("GiftNotOffered")
  })

  it("on, on, on, late, on, on, on, on earns its upgrade only at the eighth", () => {
    const kinds = ["on-time", "on-time", "on-time", "late", "on-time", "on-time", "on-time", "on-time"] as const
    const upgrades = kinds.map((_, n) => runOf(arrivals(...kinds.slice(0, n + 1))).upgrades)
    assert.deepStrictEqual(upgrades, [0, 0, 0, 0, 0, 0, 0, 1])
  })

  it("goes on to the eighth and the twelfth, and begins anew after a no-show", () => {
    const twelve = Array.from({ length: 12 }, () => "on-time" as const)
    assert.deepStrictEqual([3, 4, 7, 8, 12].map((n) => runOf(arrivals(...twelve.slice(0, n))).upgrades), [0, 1, 1, 2, 3])
    assert.deepStrictEqual(runOf(arrivals("on-time", "on-time", "on-time", "missed", "on-time")), { length: 1, upgrades: 0 })
  })

  it("is not broken by a car whose time nobody knows, nor by a booking that was called off", () => {
    assert.deepStrictEqual(runOf(arrivals("on-time", "on-time", null, "on-time", "on-time")), { length: 4, upgrades: 1 })
    const called = after([...arrivals("on-time", "on-time", "on-time"), booked(3), cancelled(3), booked(4), came(4)], attend(3), attend(4))
    assert.deepStrictEqual(runOf(called), { length: 4, upgrades: 1 })
  })

  it("heals when an arrival is corrected, and what it earned after all is handed over at the next visit", () => {
    const broken = arrivals("on-time", "late", "on-time", "on-time")
    assert.deepStrictEqual(runOf(broken), { length: 2, upgrades: 0 })
    const healed = after([...broken, corrected(1), came(1)], attend(1))
    assert.deepStrictEqual(runOf(healed), { length: 4, upgrades: 1 })
    const late = after([...healed, booked(4), came(4, "late")], attend(4))
    says(told(late, give(4, "kit")).thenEvents("GiftGiven")[0], { eligible: false, earned: true })
  })

  it("that turns out shorter has earned its next upgrade already", () => {
    const upgraded = after(arrivals("on-time", "on-time", "on-time", "on-time"), give(3, "kit"))
    const other = after([...upgraded, corrected(0), ...[4, 5].flatMap((n) => [booked(n), came(n)])], attend(0), attend(4), attend(5))
    assert.deepStrictEqual(runOf(other), { length: 5, upgrades: 1 })
    told(other, give(5, "kit")).thenRejected("GiftNotEarned")
  })

  it("in which a late car is noted only after the upgrade has earned its next one already", () => {
    const five = [...shop(), ...(["on-time", "on-time", "late", "on-time", "on-time"] as const).flatMap((kind, n) => [booked(n), came(n, kind)])]
    const paid = after(five, attend(4), attend(3), attend(0), ask("PayCash", 1, { by: "sun" }))
    assert.deepStrictEqual(runOf(paid), { length: 4, upgrades: 1 })
    const broken = after(paid, attend(2))
    assert.deepStrictEqual([runOf(broken), GiftFile.upgradesGiven(fileOf(broken))], [{ length: 2, upgrades: 0 }, 1])
    const punctual = (log: Log, ...days: ReadonlyArray<number>) => after([...log, ...days.flatMap((n) => [booked(n), came(n)])], ...days.map(attend))
    const four = punctual(broken, 5, 6)
    const eight = punctual(four, 7, 8, 9, 10)
    assert.deepStrictEqual([runOf(four).upgrades, runOf(eight).upgrades], [1, 2])
    told(four, give(6, "kit")).thenRejected("GiftNotEarned")
    says(told(eight, give(10, "kit")).thenEvents("GiftGiven")[0], { earned: true })
  })

  it("is counted again when a no-show was none", () => {
    const wrong = arrivals("on-time", "on-time", "missed", "on-time")
    says(told([...wrong, reversed(2)], attend(2)).thenEvents("AttendanceWithdrawn")[0], { was: { attendance: "missed", eligible: false } })
    const right = [...wrong, reversed(2), came(2)]
    says(told(right, attend(2)).thenEvents("AttendanceNoted")[0], { was: { attendance: "missed", eligible: false }, counts: { attendance: "punctual", eligible: true } })
    assert.deepStrictEqual(runOf(after(right, attend(2))), { length: 4, upgrades: 1 })
    told(after(right, attend(2)), attend(2)).thenNothing()
  })

  it("belongs to whoever the customer really was, with the gift", () => {
    const log = after([...shop(), booked(0), came(0)], give(0))
    const moved = [...log, renamed(0, "wu")]
    const [taken, withdrawn, noted, given] = told(moved, attend(0)).thenEvents("GiftTakenBack", "AttendanceWithdrawn", "AttendanceNoted", "GiftGiven")
    says(taken, { customer: "li", because: "other-customer", eligible: true })
    says(withdrawn, { customer: "li", gifted: false })
    says(noted, { customer: "wu", gifted: false })
    says(given, { customer: "wu", eligible: true })
    const right = after(moved, attend(0))
    assert.deepStrictEqual([runOf(right).length, runOf(right, "wu").length], [0, 1])
    told(right, attend(0)).thenNothing()
  })

  it("is looked at whenever an appointment's end is told or corrected", () => {
    const asks = [came(0), missed(0), reversed(0), corrected(0), renamed(0, "wu"), cancelled(0)].map((event) => attendance.react(event, null).map(({ appointment }) => String(appointment)))
    assert.deepStrictEqual(asks, Array.from({ length: 6 }, () => ["a0"]))
    assert.deepStrictEqual(attendance.react(booked(0), null), [])
  })

  it("is a site's own", () => {
    const [file] = Gifts.aggregate.reads(attend(0), { ...Gifts.aggregate.initial, customers: [CustomerId.make("li")] }).slice(2)
    assert.strictEqual(String(file), "loyalty/corner/li")
  })
})
