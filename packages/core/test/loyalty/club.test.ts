import { assert, describe, it } from "@effect/vitest"
import { balanceOf, CardBook, Club, ClubFile, ClubStatement, Domain, points, Visit } from "@servicelane/core"
import { evolveIsTotal, noticed, roundTrips } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { says } from "../appointments/corner.ts"
import { club, shop } from "./cars.ts"
import { asked, found, tried, written } from "./written.ts"

type Log = ReadonlyArray<Club.Event>

const say = (_tag: string, on: string, more: Record<string, unknown> = {}): Club.Command =>
  Schema.decodeUnknownSync(Club.Command)({ _tag, customer: "li", site: "corner", at: `${on}T12:00:00.000Z`, ...more })

const yuan = (amount: number) => ({ minor: amount * 100, currency: "CNY" })

const join = (on: string, more: Record<string, unknown> = {}) => say("JoinClub", on, { type: "club", paidBy: "fee", ...more })
const visit = (on: string, entry: string, paid: number, more: Record<string, unknown> = {}) => say("EarnByVisit", on, { entry, visit: `visit-${entry}`, paid: yuan(paid), ...more })
const tour = (on: string, entry: string) => say("EarnByActivity", on, { entry, activity: "tour" })
const redeem = (on: string, entry: string, reward = "car-wash") => say("RedeemPoints", on, { entry, reward })
const spend = (on: string, entry: string, amount: number) => say("SpendCredit", on, { entry, amount: yuan(amount) })
const reverse = (on: string, entry: string) => say("ReverseEntry", on, { entry, because: "mistake" })
const expire = (on: string) => say("ExpirePoints", on)

const told = (log: Log, command: Club.Command) => asked(Club.aggregate, log, command)
const after = (log: Log, ...commands: ReadonlyArray<Club.Command>): Log => written(Club.aggregate, log, ...commands)

const isOfClub = (event: Club.Event): event is ClubFile.Event => ClubFile.tags.has(event._tag)

const cardOf = (log: Log, customer = "li"): ClubFile.Card => {
  const state = log.filter(isOfClub).filter((event) => event.customer === customer).reduce(ClubFile.evolve, ClubFile.initial)
  return state._tag === "Member" ? state.card : assert.fail("no card")
}

const balance = (log: Log): number => balanceOf(cardOf(log).lots)

const member = after(shop(), join("2026-03-01"))

describe("a card of the club", () => {
  it("has a number of six digits, the next one of its site, and costs its fee or a prepayment", () => {
    const [numbered, joined] = told(shop(), join("2026-03-01", { vehicle: "car-1" })).thenEvents("CardNumbered", "MemberJoined")
    says(numbered, { serial: "000001", customer: "li" })
    says(joined, { serial: "000001", type: "club", vehicle: "car-1", date: "2026-03-01", ends: "2027-03-01", paidBy: "fee", paid: yuan(200) })
    says(told(member, join("2026-03-02", { customer: "wu", paidBy: "prepayment" })).thenEvents("CardNumbered", "MemberJoined")[1], { serial: "000002", paid: yuan(3_000) })
    says(told([...shop(), { _tag: "CardNumbered", site: member[0]?.site ?? join("2026-03-01").site, at: join("2026-03-01").at, serial: "999999", customer: join("2026-03-01").customer }], join("2026-03-01")).thenRejected("NoCardNumberLeft"), { site: "corner" })
    assert.throws(() => Schema.decodeUnknownSync(ClubFile.Serial)("000000"))
  })

  it("is had once, and again when it has ended, by the same number", () => {
    told(member, join("2026-04-01")).thenNothing()
    says(told(member, join("2026-04-01", { paidBy: "prepayment" })).thenRejected("AlreadyMember"), { serial: "000001", ends: "2027-03-01" })
    says(told(member, join("2026-04-01", { type: "gold" })).thenRejected("NotOfTheClub"), { known: ["club", "founder"] })
    says(told(member, join("2027-03-02", { type: "founder" })).thenEvents("MembershipRenewed")[0], { serial: "000001", type: "founder", ends: "2028-03-02" })
    assert.strictEqual(cardOf(after(member, join("2027-03-02"))).joined, "2026-03-01")
    told([], join("2026-04-01")).thenRejected("UnknownSite")
  })

  it("earns nothing and redeems nothing after its end, but its credit stays the customer's", () => {
    const prepaid = after(shop(), join("2026-03-01", { paidBy: "prepayment" }))
    says(told(prepaid, tour("2027-03-02", "e1")).thenRejected("CardEnded"), { ends: "2027-03-01" })
    told(prepaid, tour("2027-03-01", "e1")).thenEvents("PointsEarned")
    told(prepaid, spend("2027-03-02", "e1", 100)).thenEvents("CreditSpent")
    told(shop(), tour("2026-03-02", "e1")).thenRejected("NotAMember")
  })

  it("renewed by a prepayment has what was left and what is new", () => {
    const log = after(shop(), join("2026-03-01", { paidBy: "prepayment" }), spend("2026-04-01", "e1", 2_999), join("2027-03-02", { paidBy: "prepayment" }))
    assert.deepStrictEqual(cardOf(log).credit, yuan(3_001))
    const euros = shop({ club: { ...club, prepayment: { minor: 30_000, currency: "EUR" } } })
    says(told([...log, ...euros], join("2028-03-03", { paidBy: "prepayment" })).thenRejected("OtherCurrency"), { currency: "CNY" })
  })
})

describe("points", () => {
  it("are earned by paying and by taking part, a visit once", () => {
    says(told(member, visit("2026-03-02", "e1", 1_239)).thenEvents("PointsEarned")[0], { points: 123, until: "2028-03-01T23:00:00.000Z", activity: null })
    told(member, visit("2026-03-02", "e1", 9)).thenNothing()
    says(told(member, tour("2026-03-02", "e1")).thenEvents("PointsEarned")[0], { points: 50, activity: "tour" })
    says(told(member, say("EarnByActivity", "2026-03-02", { entry: "e1", activity: "opera" })).thenRejected("NotOfTheClub"), { known: ["tour"] })
    const log = after(member, visit("2026-03-02", "e1", 1_239))
    told(log, visit("2026-03-02", "e1", 1_239)).thenNothing()
    says(told(log, visit("2026-03-02", "e1", 2_000)).thenRejected("EntryTaken"), { what: "Earned" })
    says(told(log, visit("2026-03-02", "e2", 2_000, { visit: "visit-e1" })).thenRejected("VisitEarnedAlready"), { entry: "e1" })
    says(told(member, visit("2026-03-02", "e1", 1, { paid: { minor: 100, currency: "EUR" } })).thenRejected("OtherCurrency"), { currency: "CNY" })
  })

  it("are redeemed from those that expire first, and never beyond what there is", () => {
    const log = after(member, tour("2026-03-02", "e1"), tour("2026-04-02", "e2"))
    says(told(after(log, redeem("2026-05-01", "r1")), redeem("2026-05-02", "r2")).thenEvents("PointsRedeemed")[0], { points: 40, from: [{ entry: "e1", points: 10 }, { entry: "e2", points: 30 }] })
    says(told(log, redeem("2026-05-01", "r1", "service")).thenRejected("TooFewPoints"), { balance: 100, asked: 300 })
    says(told(log, redeem("2026-05-01", "r1", "yacht")).thenRejected("NotOfTheClub"), { known: ["car-wash", "service"] })
    says(told(log, redeem("2026-05-01", "e1")).thenRejected("EntryTaken"), { entry: "e1" })
  })

  it("expire, and are written off before anything else is decided", () => {
    const log = after(member, tour("2026-03-02", "e1"), join("2027-03-02"), join("2028-03-03"))
    told(log, expire("2028-03-01")).thenNothing()
    says(told(log, expire("2028-03-02")).thenEvents("PointsExpired")[0], { entry: "e1", points: 50 })
    told(after(log, expire("2028-03-02")), expire("2028-03-03")).thenNothing()
    told(log, tour("2028-03-04", "e2")).thenEvents("PointsExpired", "PointsEarned")
    says(told(log, redeem("2028-03-04", "r1")).thenRejected("TooFewPoints"), { balance: 0 })
  })

  it("come back when what they were redeemed for is taken back, once", () => {
    const log = after(member, tour("2026-03-02", "e1"), redeem("2026-05-01", "r1"))
    const back = after(log, reverse("2026-05-02", "r1"))
    assert.deepStrictEqual([balance(log), balance(back)], [10, 50])
    told(back, reverse("2026-05-03", "r1")).thenNothing()
    told(back, redeem("2026-05-03", "r1")).thenNothing()
    says(told(log, reverse("2026-05-02", "r9")).thenRejected("UnknownEntry"), { entry: "r9" })
  })

  it("that come back after they have expired are written off at once", () => {
    const log = after(member, tour("2026-03-02", "e1"), redeem("2026-05-01", "r1"))
    told(log, reverse("2028-05-02", "r1")).thenEvents("PointsExpired", "EntryReversed", "PointsExpired")
    assert.strictEqual(balance(after(log, reverse("2028-05-02", "r1"))), 0)
  })

  it("that were earned wrongly are taken back while they are there", () => {
    const log = after(member, tour("2026-03-02", "e1"), tour("2026-04-02", "e2"))
    says(told(log, reverse("2026-05-01", "e1")).thenEvents("EntryReversed")[0], { points: -50, back: [] })
    const used = after(log, redeem("2026-05-01", "r1"))
    says(told(used, reverse("2026-05-02", "e1")).thenRejected("PointsUsed"), { left: 10, earned: 50 })
    told(after(used, reverse("2026-05-02", "r1")), reverse("2026-05-03", "e1")).thenEvents("EntryReversed")
    told(log, reverse("2028-03-02", "e1")).thenRejected("PointsUsed")
    const again = after(member, visit("2026-03-02", "e1", 100), reverse("2026-03-03", "e1"))
    told(again, visit("2026-03-04", "e2", 200, { visit: "visit-e1" })).thenEvents("PointsEarned")
  })
})

describe("credit", () => {
  it("is spent down to nothing, and no further", () => {
    const prepaid = after(shop(), join("2026-03-01", { paidBy: "prepayment" }), spend("2026-03-02", "s1", 2_900))
    says(told(prepaid, spend("2026-03-03", "s2", 101)).thenRejected("TooLittleCredit"), { credit: yuan(100), asked: yuan(101) })
    told(prepaid, spend("2026-03-03", "s2", 100)).thenEvents("CreditSpent")
    told(prepaid, spend("2026-03-03", "s1", 2_900)).thenNothing()
    says(told(prepaid, reverse("2026-03-03", "s1")).thenEvents("EntryReversed")[0], { points: 0, amount: yuan(2_900) })
    assert.deepStrictEqual(cardOf(after(prepaid, reverse("2026-03-03", "s1"))).credit, yuan(3_000))
    says(told(member, spend("2026-03-03", "s1", 1)).thenRejected("TooLittleCredit"), { credit: null })
  })
})

describe("when a member has paid for a visit", () => {
  const settled = (customer: string, paid = 500): Visit.Event => Schema.decodeUnknownSync(Visit.Event)({ _tag: "VisitSettled", id: "v1", site: "corner", at: "2026-05-01T12:00:00.000Z", customer, paid: yuan(paid) })
  const state = (log: Log) => log.filter(isOfClub).reduce(points.evolve, points.initial())

  it("points are asked for, once for each visit, and for nobody else", () => {
    const [ask] = points.react(settled("li"), state(member))
    says(ask, { _tag: "EarnByVisit", customer: "li", entry: "visit:v1", visit: "v1", paid: yuan(500) })
    assert.deepStrictEqual([points.react(settled("wu"), state(member)), points.react(settled("li", 0), state(member))], [[], []])
  })

  it("points that have expired are asked to be written off, while there are any", () => {
    const log = after(member, tour("2026-03-02", "e1"), redeem("2026-05-01", "r1"))
    const later = expire("2028-03-02").at
    assert.deepStrictEqual(points.due(state(log), expire("2028-03-01").at), [])
    assert.deepStrictEqual(points.due(state(log), later).map(({ key }) => key), ["expire:corner:li:e1"])
    assert.deepStrictEqual(points.due(state(after(log, expire("2028-03-02"))), later), [])
    assert.deepStrictEqual(points.due(state(after(member, tour("2026-03-02", "e1"), reverse("2026-03-03", "e1"))), later), [])
    const more = after(log, tour("2026-06-01", "e2"), redeem("2026-06-02", "r2"), reverse("2026-06-03", "r2"))
    assert.deepStrictEqual(points.due(state(more), later).map(({ key }) => key), ["expire:corner:li:e1"])
  })
})

describe("the club keeps its laws", () => {
  const on = fc.constantFrom("2026-03-02", "2026-08-01", "2027-03-01", "2027-06-01", "2028-03-02", "2028-09-01", "2029-01-01")
  const entry = fc.constantFrom("e1", "e2", "e3", "e4", "e5")
  const command = fc.tuple(on, fc.oneof(
    fc.record({ _tag: fc.constant("JoinClub"), type: fc.constantFrom("club", "founder"), paidBy: fc.constantFrom("fee", "prepayment") }),
    fc.record({ _tag: fc.constant("EarnByVisit"), entry, visit: fc.constantFrom("v1", "v2"), paid: fc.constantFrom(yuan(5), yuan(400), yuan(900)) }),
    fc.record({ _tag: fc.constant("EarnByActivity"), entry, activity: fc.constant("tour") }),
    fc.record({ _tag: fc.constant("RedeemPoints"), entry, reward: fc.constant("car-wash") }),
    fc.record({ _tag: fc.constant("SpendCredit"), entry, amount: fc.constantFrom(yuan(900), yuan(1_400)) }),
    fc.record({ _tag: fc.constant("ReverseEntry"), entry, because: fc.constant("mistake") }),
    fc.record({ _tag: fc.constant("ExpirePoints") })
  ), fc.constantFrom("li", "wu")).map(([date, { _tag, ...more }, customer]) => say(_tag, date, { ...more, customer }))
  /** Time only goes on. */
  const commands = fc.array(command, { maxLength: 25, size: "max" }).map((all) => [...all].sort((a, b) => a.at < b.at ? -1 : 1))
  const happened = commands.map((all) => tried(Club.aggregate, shop(), [join("2026-03-01"), join("2026-03-01", { customer: "wu", paidBy: "prepayment" }), ...all]))

  const neverBelow = (aggregate = Club.aggregate): void =>
    fc.assert(fc.property(commands, (all) => {
      const log = tried(aggregate, shop(), [join("2026-03-01", { paidBy: "prepayment" }), ...all])
      for (let n = shop().length + 2; n <= log.length; n++) {
        const { lots, credit } = cardOf(log.slice(0, n))
        assert.isTrue(lots.every(({ left, earned }) => left >= 0 && left <= earned) && (credit?.minor ?? 0) >= 0)
      }
    }))
  it("neither points nor credit are ever below nothing", () => neverBelow())
  it("and the law notices who gives what is not there", () =>
    noticed(() => neverBelow({
      ...Club.aggregate,
      decide: (one, state) => Club.aggregate.decide(one, one._tag !== "SpendCredit" || state.club._tag === "None" ? state : { ...state, club: { _tag: "Member", card: { ...state.club.card, credit: club.prepayment } } })
    })))

  const statements = (statementOf = ClubStatement.statementOf): void =>
    fc.assert(fc.property(happened, (log) => {
      for (const customer of ["li", "wu"]) {
        const events = log.filter(isOfClub).filter((event) => event.customer === customer)
        const lines = statementOf(events)
        assert.strictEqual(lines.length, events.length)
        lines.forEach(({ balance: stated }, n) => assert.strictEqual(stated, balanceOf(events.slice(0, n + 1).reduce(ClubFile.evolve, ClubFile.initial)._tag === "Member" ? cardOf(events.slice(0, n + 1), customer).lots : [])))
      }
    }))
  it("every balance of a statement is the fold of the entries up to it", () => statements())
  it("and the law notices a statement without what has expired", () =>
    noticed(() => statements((events) => {
      const lines = ClubStatement.statementOf(events.filter(({ _tag }) => _tag !== "PointsExpired"))
      return events.map((_, n) => lines[n] ?? { at: join("2026-03-01").at, what: "joined", entry: null, of: null, points: 0, balance: lines.at(-1)?.balance ?? 0, amount: null })
    })))

  it("a reversal undoes exactly its entry: without time passing, all is as if it had not been", () =>
    fc.assert(fc.property(happened, fc.constantFrom("EarnByVisit", "EarnByActivity", "RedeemPoints", "SpendCredit"), (log, _tag) => {
      const more = _tag === "EarnByVisit" ? { visit: "v9", paid: yuan(400) } : _tag === "EarnByActivity" ? { activity: "tour" } : _tag === "RedeemPoints" ? { reward: "car-wash" } : { amount: yuan(100) }
      const renewed = tried(Club.aggregate, log, [expire("2029-01-01"), join("2029-01-01", { type: "founder" })])
      const done = tried(Club.aggregate, renewed, [say(_tag, "2029-01-01", { entry: "e9", ...more })])
      fc.pre(done.length > renewed.length)
      const undone = after(done, reverse("2029-01-01", "e9"))
      const held = ({ lots, credit }: ClubFile.Card) => ({ lots: lots.filter(({ entry: of }) => of !== "e9"), left: balanceOf(lots), credit })
      assert.deepStrictEqual(held(cardOf(undone)), held(cardOf(renewed)))
      told(undone, reverse("2029-01-01", "e9")).thenNothing()
    })))

  it("numbers are given out one after the other, each to one card", () =>
    fc.assert(fc.property(fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 12 }), (customers) => {
      const log = tried(Club.aggregate, shop(), customers.map((customer) => join("2026-03-01", { customer })))
      const numbered = log.filter((event): event is CardBook.Event => CardBook.tags.has(event._tag))
      assert.deepStrictEqual(numbered.map(({ serial, customer }) => [serial, customer]), [...new Set(customers)].map((customer, n) => [String(n + 1).padStart(6, "0"), customer]))
    })))

  it("said twice is said once", () =>
    fc.assert(fc.property(happened, command, (log, one) => {
      const events = Result.getOrElse(Club.aggregate.decide(one, found(Club.aggregate, log, one)), (): Log => [])
      const then = [...log, ...events]
      if (events.length > 0) assert.deepStrictEqual(Club.aggregate.decide(one, found(Club.aggregate, then, one)), Result.succeed([]))
    })))

  const event = happened.chain((events) => fc.constantFrom(...events))
  it("history cannot be refused", () => evolveIsTotal(Club.aggregate, event))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
})
