import { assert, describe, it } from "@effect/vitest"
import { Domain, drawUp, gate, Incentives, MonthFile, Site } from "@servicelane/core"
import { evolveIsTotal, noticed, roundTrips } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { corner, says } from "../appointments/corner.ts"
import { asked, found, tried, written } from "../loyalty/written.ts"
import { figures, flyers, notAsked, parts, rate, result, rules, saw, say, settle, shop, slack, yuan } from "./staff.ts"

type Log = ReadonlyArray<Incentives.Event>

const told = (log: Log, command: Incentives.Command) => asked(Incentives.aggregate, log, command)
const after = (log: Log, ...commands: ReadonlyArray<Incentives.Command>): Log => written(Incentives.aggregate, log, ...commands)

const isOfMonth = (event: Incentives.Event): event is MonthFile.Event => MonthFile.tags.has(event._tag)
const fileOf = (log: Log, month = "2026-09"): MonthFile.State => log.filter(isOfMonth).filter((event) => event.month === month).reduce(MonthFile.evolve, MonthFile.initial)

const appeal = (entry: string, by = "anna") => say("AppealEntry", "2026-10-02", { entry, by, because: "not-so" })
const decideAppeal = (entry: string, by: string, upheld = true) => say("DecideAppeal", "2026-10-03", { entry, by, upheld })
const decide = (proposal: string, by: string, accepted = true, month = "2026-09") => say("DecideProposal", "2026-10-05", { proposal, by, accepted }, month)

describe("evidence", () => {
  it("is entered by one, and seen by another, neither of whom it is about", () => {
    says(told(shop(), saw("e1", "2026-09-01", notAsked("li"))).thenEvents("EvidenceRecorded")[0], { month: "2026-09", by: "clerk", witness: "boss", rests: ["log-e1"] })
    says(told(shop(), saw("e1", "2026-09-01", notAsked("li"), { witness: "clerk" })).thenRejected("NotImpartial"), { staff: "clerk" })
    says(told(shop(), saw("e1", "2026-09-01", notAsked("li"), { witness: "rosa" })).thenRejected("NotImpartial"), { staff: "rosa" })
    says(told(shop(), saw("e1", "2026-09-01", flyers("red", 5), { by: "anna", witness: "ben" })).thenRejected("NotImpartial"), { staff: "ben" })
    told(shop(), saw("e1", "2026-09-01", flyers("red", 5), { by: "anna", witness: "cleo" })).thenEvents("EvidenceRecorded")
  })

  it("is entered once, and one occasion counts once", () => {
    const log = after(shop(), saw("e1", "2026-09-01", notAsked("li")))
    told(log, saw("e1", "2026-09-01", notAsked("li"))).thenNothing()
    says(told(log, saw("e1", "2026-09-01", notAsked("wu"))).thenRejected("EvidenceTaken"), { evidence: "e1" })
    says(told(log, saw("e2", "2026-09-01", notAsked("li"))).thenRejected("EvidenceTaken"), { evidence: "e1" })
    told(log, saw("e2", "2026-09-02", notAsked("li"))).thenEvents("EvidenceRecorded")
    const calls = [{ _tag: "Praised", staff: "anna", callback: "call-1" }, { _tag: "ComplainedAbout", staff: "anna", complaint: "c-1" }, { _tag: "SmsMissing", staff: "anna", visit: "v-1" }]
    for (const seen of calls) told(after(shop(), saw("e1", "2026-09-01", seen)), saw("e2", "2026-09-03", seen)).thenRejected("EvidenceTaken")
    told(after(shop(), saw("e1", "2026-09-01", flyers("red", 2))), saw("e2", "2026-09-01", flyers("red", 2))).thenEvents("EvidenceRecorded")
  })

  it("belongs to its month, to a day that has been, and to a group that there is", () => {
    says(told(shop(), saw("e1", "2026-08-31", notAsked(), {})).thenRejected("OtherMonth"), { date: "2026-08-31", month: "2026-09" })
    told(shop(), say("RecordEvidence", "2026-09-01", { evidence: "e1", date: "2026-09-02", seen: notAsked(), by: "clerk", witness: "boss", rests: [] })).thenRejected("OtherMonth")
    says(told(shop(), saw("e1", "2026-09-01", flyers("green", 5))).thenRejected("UnknownGroup"), { groups: ["red", "blue"] })
    told([], saw("e1", "2026-09-01", notAsked())).thenRejected("UnknownSite")
  })

  it("that was entered by mistake is withdrawn while the month is open, not by whom it is about", () => {
    const withdraw = (by: string, on = "2026-09-02") => say("WithdrawEvidence", on, { evidence: "e1", by })
    const log = after(shop(), saw("e1", "2026-09-01", notAsked("li")))
    told(log, withdraw("clerk")).thenEvents("EvidenceWithdrawn")
    says(told(log, withdraw("rosa")).thenRejected("NotImpartial"), { staff: "rosa" })
    told(shop(), withdraw("clerk")).thenRejected("UnknownEvidence")
    const gone = after(log, withdraw("clerk"))
    told(gone, withdraw("clerk")).thenNothing()
    told(gone, saw("e2", "2026-09-01", notAsked("li"))).thenEvents("EvidenceRecorded")
    told(gone, saw("e1", "2026-09-01", notAsked("li"))).thenRejected("EvidenceTaken")
    told(after(log, settle()), withdraw("clerk", "2026-10-02")).thenRejected("MonthClosed")
  })
})

describe("a month", () => {
  const busy = after(shop(), saw("e1", "2026-09-01", flyers("red", 3)), saw("e2", "2026-09-02", notAsked("li")), saw("e3", "2026-09-03", slack()))

  it("is settled when it is over, once, with the rules and figures that its entries follow from", () => {
    const [settled, ...made] = told(busy, settle({ kpiParts: [parts("anna", 1, 10)] })).thenEvents("MonthSettled", "EntryMade", "EntryMade", "EntryMade", "EntryMade")
    says(settled, { by: "boss", figures: figures({ kpiParts: [parts("anna", 1, 10)] }), rules: rules() })
    says(made[0], { entry: "flyers:red:2026-09-01", effect: { _tag: "Points", points: -4 }, evidence: ["e1"], rests: ["log-e1"], by: ["boss", "clerk"] })
    says(made[1], { entry: "kpi-parts:anna", effect: { _tag: "Commission", pct: -10 }, evidence: [], rests: ["kpi"], by: ["boss"] })
    says(told(busy, settle({}, "2026-09", "2026-09-30")).thenRejected("MonthNotOver"), { month: "2026-09", today: "2026-09-30" })
    const done = after(busy, settle())
    told(done, settle()).thenNothing()
    told(done, settle({ kpiParts: [parts("anna", 1, 10)] })).thenRejected("MonthClosed")
    told(done, saw("e9", "2026-09-04", notAsked())).thenRejected("MonthClosed")
    told(done, saw("e2", "2026-09-02", notAsked("li"))).thenNothing()
  })

  it("goes by the rules that held in it, not by those of today", () => {
    const changed = shop(rules({ unaskedPoints: 1 }), rules({ from: "2026-10", unaskedPoints: 7 }))
    says(told(after(changed, saw("e1", "2026-09-01", notAsked())), settle()).thenEvents("MonthSettled", "EntryMade")[1], { effect: { _tag: "Points", points: -1 } })
  })
})

describe("an appeal", () => {
  const done = after(shop(), saw("e1", "2026-09-01", notAsked("li")), saw("e2", "2026-09-01", flyers("red", 4)), settle({ kpiParts: [parts("anna", 1, 10)] }))

  it("is decided by somebody who had no part in the entry", () => {
    const appealed = after(done, appeal("unasked:e1", "rosa"))
    for (const by of ["clerk", "boss", "rosa"]) says(told(appealed, decideAppeal("unasked:e1", by)).thenRejected("NotImpartial"), { staff: by })
    says(told(appealed, decideAppeal("unasked:e1", "head")).thenEvents("AppealUpheld")[0], { entry: "unasked:e1", rule: "unasked", subject: { _tag: "Staff", staff: "rosa" }, effect: { _tag: "Points", points: -1 } })
    const upheld = after(appealed, decideAppeal("unasked:e1", "head"))
    assert.deepStrictEqual(MonthFile.standing(fileOf(upheld)).map(({ entry }) => String(entry)), ["flyers:red:2026-09-01", "kpi-parts:anna"])
    told(after(done, appeal("flyers:red:2026-09-01", "ben")), decideAppeal("flyers:red:2026-09-01", "anna")).thenRejected("NotImpartial")
    told(after(done, appeal("kpi-parts:anna")), decideAppeal("kpi-parts:anna", "boss")).thenRejected("NotImpartial")
  })

  it("is decided once, and there is one for an entry", () => {
    told(done, appeal("unasked:e9")).thenRejected("NoSuchEntry")
    told(done, decideAppeal("unasked:e9", "head")).thenRejected("NoSuchEntry")
    told(done, decideAppeal("unasked:e1", "head")).thenRejected("NotAppealed")
    const appealed = after(done, appeal("unasked:e1", "rosa"))
    told(appealed, appeal("unasked:e1", "rosa")).thenNothing()
    const dismissed = after(appealed, decideAppeal("unasked:e1", "head", false))
    told(dismissed, decideAppeal("unasked:e1", "head", false)).thenNothing()
    says(told(dismissed, decideAppeal("unasked:e1", "head")).thenRejected("AlreadyDecided"), { outcome: "dismissed" })
    told(dismissed, appeal("unasked:e1", "rosa")).thenRejected("AlreadyDecided")
    assert.strictEqual(MonthFile.standing(fileOf(dismissed)).length, 3)
  })
})

describe("a demotion", () => {
  const missed = { results: [result("anna", "revenue", 1)] }
  const august = after(shop(), settle(missed, "2026-08", "2026-09-01"))

  it("is proposed when targets were missed two months running, and only that", () => {
    told(shop(), settle(missed)).thenEvents("MonthSettled", "EntryMade")
    const [, , proposed] = told(august, settle(missed)).thenEvents("MonthSettled", "EntryMade", "ProposalMade")
    says(proposed, { proposal: "demotion:2026-09:anna", about: { _tag: "Demotion", staff: "anna", months: ["2026-08", "2026-09"] }, rests: ["target:anna:revenue"] })
    told(august, settle({ results: [result("ben", "revenue", 1)] })).thenEvents("MonthSettled", "EntryMade")
    told(august, settle(missed, "2026-10", "2026-11-01")).thenEvents("MonthSettled", "EntryMade")
  })

  it("is proposed also when the earlier of the two months is settled later", () => {
    const september = after(shop(), settle(missed))
    says(told(september, settle(missed, "2026-08", "2026-10-02")).thenEvents("MonthSettled", "EntryMade", "ProposalMade")[2], { month: "2026-08", about: { _tag: "Demotion", staff: "anna", months: ["2026-08", "2026-09"] } })
  })

  it("is decided by a human, not by whom it is about, once", () => {
    const log = after(august, settle(missed))
    told(log, decide("demotion:2026-09:anna", "head")).thenEvents("ProposalAccepted")
    told(log, decide("demotion:2026-09:anna", "head", false)).thenEvents("ProposalDeclined")
    told(log, decide("demotion:2026-09:anna", "anna", false)).thenRejected("NotImpartial")
    told(log, decide("demotion:2026-09:ben", "head")).thenRejected("UnknownProposal")
    const accepted = after(log, decide("demotion:2026-09:anna", "head"))
    told(accepted, decide("demotion:2026-09:anna", "head")).thenNothing()
    says(told(accepted, decide("demotion:2026-09:anna", "head", false)).thenRejected("AlreadyDecided"), { outcome: "accepted" })
  })

  it("has no ground any more when an appeal has overturned what it rests on", () => {
    const log = after(august, settle(missed), appeal("target:anna:revenue"), decideAppeal("target:anna:revenue", "head"))
    says(told(log, decide("demotion:2026-09:anna", "head")).thenRejected("ProposalGroundless"), { months: ["2026-09"] })
    told(log, decide("demotion:2026-09:anna", "head", false)).thenEvents("ProposalDeclined")
    const overturned = after(august, say("AppealEntry", "2026-09-02", { entry: "target:anna:revenue", by: "anna", because: "not-my-fault" }, "2026-08"), say("DecideAppeal", "2026-09-03", { entry: "target:anna:revenue", by: "head", upheld: true }, "2026-08"))
    told(overturned, settle(missed)).thenEvents("MonthSettled", "EntryMade")
  })
})

describe("the gate of reception", () => {
  const propose = (proposal: string, since: string | null, advisor = "anna") => say("ProposeGate", "2026-09-20", { proposal, advisor, since, rests: ["audit-1"] })

  it("closes for an advisor who failed the audit when a human says so, and opens again the same way", () => {
    says(told(shop(), propose("p1", null)).thenEvents("ProposalMade")[0], { about: { _tag: "Reception", advisor: "anna", since: null }, rests: ["audit-1"] })
    const log = after(shop(), propose("p1", null))
    told(log, propose("p1", null)).thenNothing()
    told(log, propose("p1", "2026-09-21")).thenRejected("ProposalTaken")
    told(log, decide("p1", "anna")).thenRejected("NotImpartial")
    const [accepted] = told(log, decide("p1", "head")).thenEvents("ProposalAccepted")
    const asks = accepted !== undefined && isOfMonth(accepted) ? gate.react(accepted, null) : []
    says(asks[0], { _tag: "SetAssignable", site: "corner", advisor: "anna", since: null })
    const site = asked(Site.aggregate, shop().filter((event): event is Site.Event => Site.tags.has(event._tag)), asks[0] ?? Site.apply(corner, propose("p1", null).at))
    says(site.thenEvents("AdvisorRostered")[0], { advisor: { ...corner.advisors[0], assignableSince: null } })
    const declined = told(log, decide("p1", "head", false)).thenEvents("ProposalDeclined")
    assert.deepStrictEqual(declined.filter(isOfMonth).flatMap((event) => gate.react(event, null)), [])
  })

  it("is not proposed where it stands as it should, nor for a stranger, nor in another month", () => {
    told(shop(), propose("p1", "2026-09-21")).thenNothing()
    const closed: Log = shop().map((event) => event._tag === "AdvisorRostered" ? { ...event, advisor: { ...event.advisor, assignableSince: null } } : event)
    told(closed, propose("p1", null)).thenNothing()
    told(closed, propose("p1", "2026-09-21")).thenEvents("ProposalMade")
    says(told(shop(), propose("p1", null, "zoe")).thenRejected("NoSuchAdvisor"), { advisors: ["anna"] })
    told(shop(), say("ProposeGate", "2026-10-01", { proposal: "p1", advisor: "anna", since: null, rests: [] })).thenRejected("OtherMonth")
  })

  it("of the site's document knows only its own advisors, and says a thing once", () => {
    const set = (advisor: string, since: string | null): Site.Command => Schema.decodeUnknownSync(Site.Command)({ _tag: "SetAssignable", site: "corner", at: "2026-09-20T10:00:00.000Z", advisor, since })
    const site = shop().filter((event): event is Site.Event => Site.tags.has(event._tag))
    asked(Site.aggregate, [], set("anna", null)).thenRejected("UnknownSite")
    asked(Site.aggregate, site, set("zoe", null)).thenRejected("NoSuchAdvisor")
    asked(Site.aggregate, written(Site.aggregate, site, set("anna", null)), set("anna", null)).thenNothing()
  })
})

describe("incentives keep their laws", () => {
  const on = fc.constantFrom("2026-09-01", "2026-09-02", "2026-10-02")
  const people = fc.constantFrom("anna", "rosa", "clerk", "boss", "head")
  const entry = fc.constantFrom("unasked:e1", "flyers:red:2026-09-01", "target:anna:revenue", "slack-reception:e2")
  const command = fc.tuple(on, fc.constantFrom("2026-09", "2026-09", "2026-08"), fc.oneof(
    fc.record({
      _tag: fc.constant("RecordEvidence"), evidence: fc.constantFrom("e1", "e2", "e3", "e4"), date: fc.constantFrom("2026-09-01", "2026-09-02", "2026-08-31"),
      seen: fc.constantFrom(notAsked("li"), notAsked(), slack(), flyers("red", 2), flyers("red", 4)), by: people, witness: people, rests: fc.constantFrom([], ["log-1"])
    }),
    fc.record({ _tag: fc.constant("WithdrawEvidence"), evidence: fc.constantFrom("e1", "e2"), by: people }),
    fc.record({ _tag: fc.constant("SettleMonth"), by: people, figures: fc.constantFrom(figures(), figures({ results: [result("anna", "revenue", 1)], appointments: [rate("red", 1, 3)] })) }),
    fc.record({ _tag: fc.constant("AppealEntry"), entry, by: people, because: fc.constant("not-so") }),
    fc.record({ _tag: fc.constant("DecideAppeal"), entry, by: people, upheld: fc.boolean() }),
    fc.record({ _tag: fc.constant("ProposeGate"), proposal: fc.constantFrom("p1", "p2"), advisor: fc.constant("anna"), since: fc.constantFrom(null, "2026-10-01"), rests: fc.constant([]) }),
    fc.record({ _tag: fc.constant("DecideProposal"), proposal: fc.constantFrom("p1", "demotion:2026-09:anna"), by: people, accepted: fc.boolean() })
  )).map(([date, month, { _tag, ...more }]) => say(_tag, date, more, month))
  const commands = fc.array(command, { maxLength: 30, size: "max" }).map((all) => [...all].sort((a, b) => a.at < b.at ? -1 : 1))
  const happened = commands.map((all) => tried(Incentives.aggregate, shop(), all))

  const foreseen = (draw = drawUp): void =>
    fc.assert(fc.property(happened, (log) => {
      for (const month of ["2026-08", "2026-09"]) {
        const { settled, entries, evidence } = fileOf(log, month)
        if (settled === null) continue
        const made = draw(settled.rules, evidence, settled.figures)
        assert.deepStrictEqual(entries.map(({ by: _by, ...rest }) => rest), made.map(({ by: _by, ...rest }) => rest))
      }
    }))
  it("what a dry run shows is what is entered", () => foreseen())
  it("and the law notices a dry run by other rules", () => noticed(() => foreseen((by, evidence, of) => drawUp({ ...by, unaskedPoints: 2 }, evidence, of))))

  it("nobody decides what they entered, witnessed or appealed, or what is about themselves", () =>
    fc.assert(fc.property(happened, (log) => {
      for (const event of log.filter(isOfMonth)) {
        if (event._tag === "AppealUpheld" || event._tag === "AppealDismissed") {
          const { entries, appeals } = fileOf(log, event.month)
          const of = entries.find((one) => one.entry === event.entry)
          assert.isFalse([...(of?.by ?? []), appeals[event.entry]?.by].includes(event.by))
        }
        if (event._tag === "ProposalAccepted" && event.about._tag === "Demotion") assert.notStrictEqual(event.about.staff, event.by)
      }
    })))

  it("said twice is said once", () =>
    fc.assert(fc.property(happened, command, (log, one) => {
      const events = Result.getOrElse(Incentives.aggregate.decide(one, found(Incentives.aggregate, log, one)), (): Log => [])
      const then = [...log, ...events]
      if (events.length > 0) assert.deepStrictEqual(Incentives.aggregate.decide(one, found(Incentives.aggregate, then, one)), Result.succeed([]))
    })))

  const event = happened.chain((events) => fc.constantFrom(...events))
  it("history cannot be refused", () => evolveIsTotal(Incentives.aggregate, event))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
})

describe("the numbers of the sources", () => {
  it("are those of the standard: 5 flyers and 2 points, 1 point, 50 % and 5 points, ¥50, ¥600, 20 % and a tenth", () => {
    const { flyers: handed, unaskedPoints, recommendation, conduct, bonus, kpiParts, startPoints, appointmentPct } = rules()
    assert.deepStrictEqual([handed, unaskedPoints, recommendation, startPoints, appointmentPct], [{ perDay: 5, points: 2 }, 1, { leastPct: 50, points: 5 }, 100, 50])
    assert.deepStrictEqual([...Object.values(conduct), bonus, kpiParts], [...Array.from({ length: 5 }, () => yuan(50)), yuan(600), { leastPct: 20, commissionPct: 10 }])
  })
})
