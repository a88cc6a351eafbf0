import { assert, describe, it } from "@effect/vitest"
import { atDesk, corner } from "./servicelane.ts"

const say = (n: number, aggregate: string, id: string, command: Record<string, unknown>): string =>
  JSON.stringify({ commandId: `c-${n}`, site: "corner", aggregate, id, command: { at: "2026-09-18T12:00:00.000Z", ...command } })

const answer = (n: number, score: number, coached: boolean, how = "telephone"): string =>
  say(n, "survey", `s-${n}`, {
    _tag: "Answer", customer: `customer-${n}`, vehicle: null, visit: null, advisor: "anna", consultant: null, date: "2026-09-10", how, coached,
    answers: { survey: "csi", scores: { initiation: score, advisor: score, facility: score, "pick-up": score, quality: score }, recommends: score }
  })

const told = [
  answer(1, 10, false), answer(2, 8, false), answer(3, 10, true), answer(4, 9, false, "face-to-face"),
  say(5, "survey", "s-4", { _tag: "ReportCoaching", by: "cr-1" }),
  say(6, "results", "2026-Q3", { _tag: "Publish", survey: "csi", figures: { samples: 42, store: 851.5, region: 840, nationalRank: 12, of: 300 } }),
  say(7, "audit", "anna", { _tag: "Audit", date: "2026-09-11", score: 69, failed: [3, 17], by: "supervisor" }),
  say(8, "site", "corner", { _tag: "SetAssignable", advisor: "anna", since: null })
].join("\n")

describe("what customers say of a site", () => {
  it("is printed beside what the manufacturer publishes and how advisors were audited; the coached are left out and counted", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      assert.strictEqual(run(["send"], told).code, 0)
      const { out } = run(["surveys", "--site", "corner", "--month", "2026-09"])
      assert.match(out, /CSI +by telephone +2 +1 +90\.0 +50\.0 % +50\.0/u)
      assert.match(out, /CSI +face to face +0 +1 +– +– +–/u)
      assert.match(out, /CSI +all +2 +2 +90\.0/u)
      assert.match(out, /CSI +2026-Q3 +42 +851\.5 +840 +12 \/ 300/u)
      assert.match(out, /anna +2026-09-11 +69 +failed +3 17 +receives no cars/u)
      assert.match(run(["surveys", "--site", "corner", "--month", "2026-09", "--lang", "zh-CN"]).out, /不合格 +3 17 +不得接车/u)
      assert.match(run(["surveys", "--site", "corner", "--month", "2026-06"]).out, /Nobody was asked/u)
      const sheet = json<{ readonly satisfaction: ReadonlyArray<{ readonly how: string | null; readonly coached: number }>; readonly results: ReadonlyArray<unknown>; readonly audits: ReadonlyArray<{ readonly assignableSince: string | null }> }>("surveys", "--site", "corner", "--month", "2026-09")
      assert.deepStrictEqual(sheet.satisfaction.map(({ how, coached }) => [how, coached]), [["face-to-face", 1], ["telephone", 1], [null, 2]])
      assert.deepStrictEqual([sheet.results.length, sheet.audits[0]?.assignableSince], [1, null])
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})
