import { assert, describe, it } from "@effect/vitest"
import { drawUp, type Entry, Evidence, IncentiveRules, LocalDate, Scorecard, uncounted } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import { Schema } from "effect"
import fc from "fast-check"
import { corner, says } from "../appointments/corner.ts"
import { figures, flyers, notAsked, parts, rate, result, rules, slack, yuan } from "./staff.ts"

const seen = (evidence: string, date: string, what: Record<string, unknown>): Evidence.Evidence =>
  Schema.decodeUnknownSync(Evidence.Evidence)({ evidence, date, seen: what, by: "clerk", witness: "boss", rests: [`log-${evidence}`] })

const brief = (entries: ReadonlyArray<Entry>) => entries.map(({ entry, effect }) =>
  `${entry} ${effect._tag === "Points" ? effect.points : effect._tag === "Pay" ? effect.amount.minor : effect._tag === "Commission" ? `${effect.pct} %` : effect._tag}`)

const entered = (evidence: ReadonlyArray<Evidence.Evidence>, of: Record<string, unknown> = {}, by = rules()) => brief(drawUp(by, evidence, figures(of)))

describe("points", () => {
  it("are lost for each flyer that is missing on a day somebody counted, however many have counted", () => {
    const days = [seen("e1", "2026-09-01", flyers("red", 2)), seen("e2", "2026-09-01", flyers("red", 1)), seen("e3", "2026-09-02", flyers("red", 5)), seen("e4", "2026-09-02", flyers("blue", 0))]
    assert.deepStrictEqual(entered(days), ["flyers:blue:2026-09-02 -10", "flyers:red:2026-09-01 -4"])
    says(drawUp(rules(), days, figures())[1], { evidence: ["e1", "e2"], rests: ["log-e1", "log-e2"], by: ["boss", "clerk"], subject: { _tag: "Group", group: "red" } })
  })

  it("are lost for each customer who was not asked whether they had booked", () =>
    assert.deepStrictEqual(entered([seen("e1", "2026-09-01", notAsked("li")), seen("e2", "2026-09-01", notAsked())]), ["unasked:e1 -1", "unasked:e2 -1"]))

  it("are lost when fewer than half of the callbacks say that booking was recommended; exactly half is enough, and none asked is no few", () => {
    assert.deepStrictEqual(entered([], { recommendations: [rate("red", 49, 100), rate("blue", 50, 100)] }), ["recommendation:red -5"])
    assert.deepStrictEqual(entered([], { recommendations: [rate("red", 0, 0)] }), [])
  })

  it("start at a hundred on each card, and say what took them", () => {
    const entries = drawUp(rules(), [seen("e1", "2026-09-01", flyers("red", 3)), seen("e2", "2026-09-01", notAsked("li")), seen("e3", "2026-09-01", notAsked("wu", "tina"))], figures())
    const cards = Scorecard.scorecards(rules(), entries)
    assert.deepStrictEqual(cards.map(({ subject, points, entries: own }) => [Scorecard.keyOf(subject), points, own.length]), [
      ["group blue", 100, 0], ["group red", 96, 1], ["staff rosa", 99, 1], ["staff tina", 99, 1]
    ])
  })

  it("lost on days nobody counted are none, and the days are shown", () => {
    const days = uncounted(rules(), [seen("e1", "2026-09-01", flyers("red", 3))], corner, LocalDate.Month.make("2026-09"), LocalDate.LocalDate.make("2026-09-04"))
    assert.deepStrictEqual(days.map(({ group, dates }) => [group, ...dates].map(String)), [["red", "2026-09-02", "2026-09-03"], ["blue", "2026-09-01", "2026-09-02", "2026-09-03"]])
    const all = uncounted(rules(), [], corner, LocalDate.Month.make("2026-09"), LocalDate.LocalDate.make("2027-01-01"))
    assert.deepStrictEqual(all.map(({ dates }) => dates.length), [22, 22])
  })
})

describe("money", () => {
  it("is earned by praise, and lost by a bad mood, a complaint or a missing message, each time", () =>
    assert.deepStrictEqual(entered([
      seen("e1", "2026-09-01", { _tag: "Praised", staff: "anna", callback: "call-1" }), seen("e2", "2026-09-01", { _tag: "BadMood", staff: "anna", customer: null }),
      seen("e3", "2026-09-01", { _tag: "ComplainedAbout", staff: "ben", complaint: "c-1" }), seen("e4", "2026-09-01", { _tag: "SmsMissing", staff: "ben", visit: "v-1" })
    ]), ["bad-mood:e2 -5000", "complaint:e3 -5000", "praise:e1 5000", "sms:e4 -5000"]))

  it("is lost by slack reception from the second time in a month on; the first is a warning", () =>
    assert.deepStrictEqual(entered([seen("e3", "2026-09-01", slack()), seen("e1", "2026-09-03", slack()), seen("e2", "2026-09-02", slack()), seen("e4", "2026-09-02", slack("ben"))]), [
      "slack-reception:e1 -5000", "slack-reception:e2 -5000", "slack-reception:e3 Warning", "slack-reception:e4 Warning"
    ]))

  it("is a bonus for everybody who supports the groups, when every group has reached its target", () => {
    assert.deepStrictEqual(entered([], { appointments: [rate("red", 50, 100), rate("blue", 3, 4)] }), ["group-bonus:rosa 60000", "group-bonus:tina 60000"])
    assert.deepStrictEqual(entered([], { appointments: [rate("red", 49, 100), rate("blue", 3, 4)] }), ["group-target:red Criticism"])
    assert.deepStrictEqual(entered([], { appointments: [rate("red", 50, 100)] }), [], "of the other group nothing is known")
    assert.deepStrictEqual(entered([], { appointments: [rate("red", 50, 100), rate("blue", 0, 0)] }), ["group-bonus:rosa 60000", "group-bonus:tina 60000"])
    assert.deepStrictEqual(entered([], { appointments: [rate("red", 0, 0), rate("blue", 0, 0)] }), [])
  })

  it("is a reward for a group that reaches its target where an amount is decided, and named criticism where it misses it", () =>
    assert.deepStrictEqual(entered([], { appointments: [rate("red", 3, 5), rate("blue", 2, 5)] }, rules({ groupReward: yuan(300) })), ["group-target:blue Criticism", "group-target:red 30000"]))

  it("of the commission is a tenth less below 20 % of KPI parts; exactly 20 % passes, and it is never taken twice", () => {
    assert.deepStrictEqual(entered([], { kpiParts: [parts("anna", 199, 1_000), parts("ben", 20, 100), parts("cleo", 0, 0)] }), ["kpi-parts:anna -10 %"])
    assert.throws(() => figures({ kpiParts: [parts("anna", 1, 10), parts("anna", 1, 10)] }), /each only once/u)
    const [account] = Scorecard.accounts(drawUp(rules(), [], figures({ kpiParts: [parts("anna", 1, 10)] })))
    says(account, { commissionPct: -10, sums: [] })
  })

  it("is kept apart from the points, by person and currency", () => {
    const entries = drawUp(rules(), [
      seen("e1", "2026-09-01", { _tag: "Praised", staff: "anna", callback: "call-1" }), seen("e2", "2026-09-01", { _tag: "Praised", staff: "anna", callback: "call-2" }),
      seen("e3", "2026-09-01", { _tag: "BadMood", staff: "anna", customer: null }), seen("e4", "2026-09-01", notAsked())
    ], figures({ kpiParts: [parts("anna", 1, 10)] }))
    const found = Scorecard.accounts(entries)
    assert.deepStrictEqual(found.map(({ subject, sums, commissionPct }) => [Scorecard.keyOf(subject), sums, commissionPct]), [["staff anna", [yuan(50)], -10]])
    assert.strictEqual(found[0]?.entries.length, 4)
  })
})

describe("targets", () => {
  it("are those of the month, one's own before everybody's, and only what is known can be missed", () =>
    assert.deepStrictEqual(entered([], { results: [result("anna", "revenue", 999), result("ben", "revenue", 500), result("cleo", "insurance", 2), result("cleo", "accessories", 0)] }), ["target:anna:revenue Missed", "target:cleo:insurance Missed"]))

  it("hold from a month on, until others begin", () => {
    const all = [rules({ appointmentPct: 30, from: "2026-08" }), rules({ appointmentPct: 40, from: "2026-10" })]
    assert.deepStrictEqual(["2026-07", "2026-08", "2026-09", "2026-10", "2027-03"].map((month) => IncentiveRules.rulesIn(all, LocalDate.Month.make(month)).appointmentPct), [50, 30, 30, 40, 40])
    assert.throws(() => Schema.decodeUnknownSync(IncentiveRules.Timeline)([rules(), rules()]), /months that differ/u)
    assert.throws(() => rules({ groups: [{ id: "red", advisors: ["anna"] }, { id: "blue", advisors: ["anna"] }] }), /one group each/u)
  })

  it("rank the groups by their appointment rate, equal ones alike", () =>
    assert.deepStrictEqual(Scorecard.ranking(figures({ appointments: [rate("red", 1, 2), rate("blue", 2, 4), rate("green", 2, 3), rate("grey", 0, 0), rate("black", 1, 9)] })).map(({ group, rank }) => [group, rank].map(String)), [
      ["green", "1"], ["blue", "2"], ["red", "2"], ["black", "4"], ["grey", "null"]
    ]))
})

describe("entries keep their laws", () => {
  const date = fc.constantFrom("2026-09-01", "2026-09-02", "2026-09-03")
  const what = fc.oneof(
    fc.record({ _tag: fc.constant("FlyersHandedOut"), group: fc.constantFrom("red", "blue"), count: fc.nat(7) }),
    fc.record({ _tag: fc.constantFrom("NotAsked", "BadMood", "SlackReception"), staff: fc.constantFrom("anna", "rosa"), customer: fc.constantFrom(null, "li") }),
    fc.record({ _tag: fc.constant("Praised"), staff: fc.constantFrom("anna", "ben"), callback: fc.constantFrom("call-1", "call-2") })
  )
  const evidence = fc.array(fc.tuple(date, what), { maxLength: 20, size: "max" }).map((all) => all.map(([on, one], n) => seen(`e${n}`, on, one)))
  const shuffled = evidence.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))

  const ordered = (draw = drawUp): void =>
    fc.assert(fc.property(shuffled, ([all, other]) => assert.deepStrictEqual(draw(rules(), other, figures()), draw(rules(), all, figures()))))
  it("in whatever order the evidence comes, the scorecard is the same", () => ordered())
  it("and the law notices who takes the first that comes for the first there was", () =>
    noticed(() => ordered((by, all, of) => drawUp(by, all.map((one, n) => ({ ...one, date: LocalDate.addDays(LocalDate.LocalDate.make("2026-09-01"), n) })), of))))

  const independent = (draw = drawUp): void =>
    fc.assert(fc.property(evidence, (all) => {
      const cards = Scorecard.scorecards(rules(), draw(rules(), all, figures()))
      for (const group of ["red", "blue"]) {
        const missing = ["2026-09-01", "2026-09-02", "2026-09-03"].map((on) => {
          const counts = all.flatMap((one) => one.date === on && one.seen._tag === "FlyersHandedOut" && one.seen.group === group ? [one.seen.count] : [])
          return counts.length === 0 ? 0 : Math.max(0, 5 - counts.reduce((a, b) => a + b, 0))
        })
        assert.strictEqual(cards.find(({ subject }) => Scorecard.keyOf(subject) === `group ${group}`)?.points, 100 - 2 * missing.reduce((a, b) => a + b, 0))
      }
      const unasked = all.filter((one) => one.seen._tag === "NotAsked" && one.seen.staff === "rosa").length
      assert.strictEqual(cards.find(({ subject }) => Scorecard.keyOf(subject) === "staff rosa")?.points, 100 - unasked)
    }))
  it("the points are what an independent count says", () => independent())
  it("and the law notices who forgets a flyer", () => noticed(() => independent((by, all, of) => drawUp({ ...by, flyers: { ...by.flyers, perDay: 4 } }, all, of))))

  it("each has an id of its own, and rests on evidence that there is", () =>
    fc.assert(fc.property(evidence, (all) => {
      const entries = drawUp(rules(), all, figures())
      assert.strictEqual(new Set(entries.map(({ entry }) => entry)).size, entries.length)
      for (const entry of entries) assert.isTrue(entry.evidence.length > 0 && entry.evidence.every((id) => all.some((one) => one.evidence === id)))
    })))
})
