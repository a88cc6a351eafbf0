import { assert, describe, it } from "@effect/vitest"
import { atDesk, book, corner, monday } from "./servicelane.ts"

let sent = 0

const send = (aggregate: string, id: string, command: Record<string, unknown>): string =>
  JSON.stringify({ commandId: `c-${sent++}`, site: "corner", aggregate, id, command })

const lines = (...all: ReadonlyArray<string>): string => all.join("\n")

const events = (out: string): ReadonlyArray<ReadonlyArray<string>> =>
  out.trim().split("\n").map((line) => (JSON.parse(line).events ?? []).map(({ type }: { readonly type: string }) => type))

describe("the club of a customer", () => {
  it("shows punctual arrivals, gifts, and the card with its car and its statement", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      const at = `${monday}T07:00:00.000Z`
      const told = run(["send"], lines(
        send("appointment", "a1", { at: "2089-12-30T10:00:00.000Z", ...book("08:00") }),
        send("appointment", "a1", { at, _tag: "Arrive" }),
        send("gift-shelf", "umbrella", { at, _tag: "CountGifts", onHand: 1, by: "sun" }),
        send("gifts", "a1", { at, _tag: "GiveGift", gift: "umbrella", by: "sun" }),
        send("vehicle", "car-1", { at, _tag: "Describe", brand: "Toyota", model: "Camry", plates: { plate: "B-XY 123" } }),
        send("vehicle", "car-1", { at, _tag: "RecordService", date: monday, work: "maintenance", km: 10_000, elsewhere: false, parts: [] }),
        send("vehicle", "car-1", { at, _tag: "SetDeadline", deadline: "insurance", date: "2090-11-11" }),
        send("club", "customer-1", { at, _tag: "JoinClub", type: "club", paidBy: "prepayment", vehicle: "car-1" }),
        send("club", "customer-1", { at, _tag: "EarnByVisit", entry: "visit:a1", visit: "a1", paid: { minor: 123_900, currency: "CNY" } }),
        send("club", "customer-1", { at, _tag: "RedeemPoints", entry: "r1", reward: "car-wash" }),
        send("club", "customer-1", { at, _tag: "SpendCredit", entry: "s1", amount: { minor: 50_000, currency: "CNY" } }),
        send("gifts", "a1", { at, _tag: "GiveGift", gift: "thermos", by: "sun" })
      ))
      assert.strictEqual(JSON.parse(told.out.trim().split("\n").at(-1) ?? "").rejection.code, "gift_already_given")
      assert.deepStrictEqual([told.code, events(told.out)[3]], [1, ["AttendanceNoted", "GiftGiven", "GiftTaken"]])
      const { out } = run(["club", "customer-1", "--site", "corner"])
      assert.match(out, /^customer-1 · card 000001\n\n {2}1 punctual arrival in a row; every 4 earn an upgrade\n/u)
      assert.match(out, /joined: 2090-01-02\n {2}holds until: 2091-01-02\n {2}points: 73 \(73 of them expire on 2092-01-02\)\n {2}credit: CNY 2,500\.00\n {2}car: car-1 · B-XY 123\n/u)
      assert.match(out, /next maintenance: 2090-04-02 · 15,000 km\n {2}insured until: 2090-11-11\n/u)
      assert.match(out, /Gifts\n.*\n {2}2090-01-02 {2}umbrella\n/u)
      assert.match(out, /2090-01-02 {2}redeemed +car-wash +-50 +73\n/u)
      assert.match(run(["club", "customer-1", "--site", "corner", "--lang", "zh-CN"]).out, /积分: 73（其中 73 分于 2092-01-02 到期）/u)
      const sheet = json<{ readonly card: { readonly balance: number; readonly statement: ReadonlyArray<{ readonly balance: number }> } }>("club", "customer-1", "--site", "corner")
      assert.deepStrictEqual([sheet.card.balance, sheet.card.statement.at(-1)?.balance], [73, 73])
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})

const rules = {
  from: "2026-01", groups: [{ id: "red", advisors: ["anna"] }], receptionists: ["rosa"], supporters: ["rosa"], startPoints: 100, flyers: { perDay: 5, points: 2 }, unaskedPoints: 1,
  recommendation: { leastPct: 50, points: 5 }, appointmentPct: 50, groupReward: null, bonus: { minor: 60_000, currency: "CNY" },
  conduct: Object.fromEntries(["praised", "badMood", "slackReception", "complaint", "smsMissing"].map((kind) => [kind, { minor: 5_000, currency: "CNY" }])),
  kpiParts: { leastPct: 20, commissionPct: 10 }, targets: [{ measure: "revenue", least: 1_000 }]
}

describe("the scorecards of a month", () => {
  it("show points, money, ranking, appeals and proposals, and what the month would be by other rules", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner({ care: { schedules: [], incentives: [rules] } }))])
      const evidence = (evidence: string, date: string, seen: Record<string, unknown>) =>
        send("incentives", "2026-03", { at: `${date}T16:00:00.000Z`, _tag: "RecordEvidence", evidence, date, seen, by: "clerk", witness: "boss", rests: ["17"] })
      const figures = (actual: number) => ({
        appointments: [{ group: "red", num: 50, den: 100, rests: [] }], recommendations: [{ group: "red", num: 49, den: 100, rests: [] }],
        kpiParts: [{ advisor: "anna", num: 1, den: 10, rests: [] }], results: [{ advisor: "anna", measure: "revenue", actual, rests: [] }]
      })
      const settle = (month: string, at: string) => send("incentives", month, { at, _tag: "SettleMonth", by: "boss", figures: figures(1) })
      const settled = run(["send"], lines(
        evidence("e1", "2026-03-02", { _tag: "FlyersHandedOut", group: "red", count: 3 }),
        evidence("e2", "2026-03-03", { _tag: "NotAsked", staff: "rosa", customer: "li" }),
        evidence("e3", "2026-03-03", { _tag: "Praised", staff: "anna", callback: "call-1" }),
        settle("2026-02", "2026-03-01T12:00:00.000Z"), settle("2026-03", "2026-04-01T12:00:00.000Z"),
        send("incentives", "2026-03", { at: "2026-04-02T12:00:00.000Z", _tag: "AppealEntry", entry: "unasked:e2", by: "rosa", because: "not-so" }),
        send("incentives", "2026-03", { at: "2026-04-03T12:00:00.000Z", _tag: "DecideAppeal", entry: "unasked:e2", by: "head", upheld: true }),
        send("incentives", "2026-03", { at: "2026-04-03T12:00:00.000Z", _tag: "AppealEntry", entry: "flyers:red:2026-03-02", by: "anna", because: "not-so" })
      ))
      assert.strictEqual(settled.code, 0)
      const { out } = run(["scorecards", "--site", "corner", "--month", "2026-03"])
      assert.match(out, /^corner · 2026-03 · settled\n\nScorecards\n.*\n {2}red +91\n +-4 +flyers missing \(flyers:red:2026-03-02\)\n +-5 +booking seldom recommended/u)
      assert.match(out, /rosa +100\n/u)
      assert.match(out, /anna +CNY 50\.00\n +-10 % of the commission +few KPI parts/u)
      assert.match(out, /rosa +CNY 600\.00\n/u)
      assert.match(out, /\n {5}1 {2}red +50 \/ 100\n/u)
      assert.match(out, /flyers:red:2026-03-02 +appealed by anna +undecided\n/u)
      assert.match(out, /anna: targets missed in 2026-02, 2026-03; advisor's assistant +undecided\n/u)
      assert.match(out, /Days on which nobody counted flyers\n.*\n {2}red +03 04 05 06 09/u)
      assert.match(run(["scorecards", "--site", "corner", "--month", "2026-03", "--lang", "zh-CN"]).out, /预约传单不足/u)
      const file = write("rules.json", JSON.stringify({ ...rules, unaskedPoints: 9, flyers: { perDay: 3, points: 2 } }))
      assert.match(run(["scorecards", "--site", "corner", "--month", "2026-03", "--rules", file]).out, /what it would be by these rules\n\nScorecards\n.*\n {2}red +95\n.*\n {2}rosa +91\n/u)
      const sheet = json<{ readonly state: string; readonly cards: ReadonlyArray<{ readonly points: number }> }>("scorecards", "--site", "corner", "--month", "2026-03")
      assert.deepStrictEqual([sheet.state, sheet.cards.map(({ points }) => points)], ["settled", [91, 100]])
    }))
})
