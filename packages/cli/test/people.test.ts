import { assert, describe, it } from "@effect/vitest"
import { atDesk, corner } from "./servicelane.ts"

let n = 0
const say = (aggregate: string, id: string, at: string, command: Record<string, unknown>): string =>
  JSON.stringify({ commandId: `c-${n++}`, site: "corner", aggregate, id, command: { at: at.length > 10 ? at : `${at}T12:00:00.000Z`, ...command } })

const told = [
  say("customer", "li", "2026-01-05", { _tag: "Register", details: { name: "Li Wei", phones: ["13800138000"], address: "3 Nanjing Road", licenceUntil: "2031-05-01" }, external: [{ system: "dms", id: "4711" }] }),
  say("customer", "li", "2026-01-05", { _tag: "SetTier", tier: "gold" }),
  say("customer", "li", "2026-01-05", { _tag: "GiveConsent", purpose: "handling", means: "phone" }),
  say("customer", "li", "2026-01-06", { _tag: "NoteHandling", text: "Likes it brief." }),
  say("customer", "li", "2026-01-07", { _tag: "PreferTime", preferred: { from: "09:00", to: "11:00" } }),
  say("customer", "li-2", "2026-01-05", { _tag: "Register", details: { name: "W. Li", phones: ["13900139000"] }, external: [{ system: "crm", id: "9" }] }),
  say("customer", "li-2", "2026-01-06", { _tag: "WithdrawConsent", purpose: "commercial", means: "sms" }),
  say("customer", "li-2", "2026-01-08", { _tag: "NoteContact", means: "phone", by: "wang" }),
  say("customer", "li-2", "2026-01-09", { _tag: "Merge", into: "li" }),
  say("customer", "li", "2026-01-10", { _tag: "MarkUnreachable", because: "no-answer" }),
  say("vehicle", "car-1", "2026-01-05", { _tag: "Describe", brand: "Toyota", model: "Camry", plates: { plate: "B-XY 123" } }),
  say("vehicle", "car-1", "2026-01-05", { _tag: "HandOver", date: "2026-01-05", km: 12, roles: { owner: "li-2", payer: "li" } }),
  say("complaint", "k-1", "2026-01-11", { _tag: "Receive", customer: "li-2", vehicle: "car-1", source: "on-site", category: "waiting", what: "An hour for nothing." }),
  say("complaint", "k-1", "2026-01-11", { _tag: "OfferSolution", by: "wang", solution: "The wash is on us." })
].join("\n")

describe("the file of a customer", () => {
  it("says how to reach them, what they agreed to, and what is open, under all the files they have had", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      assert.strictEqual(run(["send"], told).code, 0)
      const { out } = run(["customer", "li"])
      assert.match(out, /^li · Li Wei\n/u)
      assert.match(out, /phone: 13800138000\n {2}not reached by telephone: since 2026-01-10 13:00, no answer/u)
      assert.match(out, /tier: gold, yearly trip, holiday gift, card, a call every 3 months/u)
      assert.match(out, /how to talk with them: Likes it brief\./u)
      assert.match(out, /elsewhere: dms 4711, crm 9/u)
      assert.match(out, /text message +yes +no, refused +no/u)
      assert.match(out, /car-1 +Toyota Camry +B-XY 123 +owner, payer/u)
      assert.match(out, /2026-01-08 13:00 +wang +telephone/u)
      assert.match(out, /closure +\d+ h \d+ min late +nobody +here +waiting +li-2 +car-1 +k-1/u)
      assert.match(out, /Other files of theirs\n.*\n {2}li-2 +W\. Li +13900139000/u)
      assert.match(run(["customer", "li", "--lang", "zh-CN"]).out, /短信 +可以 +不可（已拒绝）/u)
      const sheet = json<{ readonly site: string; readonly merged: ReadonlyArray<{ readonly id: string }>; readonly may: ReadonlyArray<unknown> }>("customer", "li")
      assert.deepStrictEqual([sheet.site, sheet.merged.map(({ id }) => id), sheet.may.length], ["corner", ["li-2"], 15])
      const { out: answers } = run(["send"], [say("customer", "li-2", "2026-02-01", { _tag: "RefuseData" }), say("customer", "li", "2026-02-01", { _tag: "RefuseData" })].join("\n"))
      const { rejection } = JSON.parse(answers.split("\n")[0] ?? "")
      assert.deepStrictEqual([rejection.code, rejection.into], ["file_merged", "li"])
      const silent = run(["customer", "li"]).out
      assert.match(silent, /data: kept to themselves; do not ask again/u)
      assert.notMatch(silent, /Li Wei|W\. Li|1[38]00138000|13900139000|Nanjing|brief/u)
      const unknown = run(["customer", "wu"])
      assert.deepStrictEqual([unknown.code, unknown.err.trim()], [1, "There is no file for the customer wu. Register them first."])
    }))
})

describe("the complaint board", () => {
  it("shows what is open with the time that is left, what was said, and what may come back", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], told)
      const now = new Date().toISOString()
      run(["send"], [
        say("complaint", "k-2", now, { _tag: "Receive", customer: "wu", source: "opinion-form", category: "price", what: "Too much." }),
        say("complaint", "k-2", now, { _tag: "Assign", owner: "zhao" }),
        say("complaint", "k-3", now, { _tag: "Receive", customer: "wu", source: "manufacturer", category: "parts" }),
        say("complaint", "k-3", now, { _tag: "OfferSolution", by: "wang", solution: "A new filter." }),
        say("complaint", "k-3", now, { _tag: "AcceptSolution" })
      ].join("\n"))
      const { out } = run(["complaints", "--site", "corner"])
      assert.match(out, /2 open: 1 late, 1 without an answer, 1 of nobody, 0 opened again/u)
      assert.match(out, /closure +\d+ h \d+ min late +nobody .*k-1\n.*answer +[12] h \d+ min left +zhao +opinion form +price +wu/u)
      assert.match(out, /k-1\n {4}said: An hour for nothing\.\n {4}offered: The wash is on us\./u)
      assert.match(out, /Closed, and can be opened again\n.*\n {2}k-3 +wu +parts +until \d{4}-/u)
      assert.match(run(["complaints", "--site", "corner", "--lang", "zh-CN"]).out, /方案：The wash is on us\./u)
      const board = json<{ readonly open: ReadonlyArray<{ readonly id: string; readonly late: boolean }>; readonly counts: { readonly reopenable: number } }>("complaints", "--site", "corner")
      assert.deepStrictEqual([board.open.map(({ id, late }) => `${id} ${late}`), board.counts.reopenable], [["k-1 true", "k-2 false"], 1])
      assert.strictEqual(run(["complaints"]).code, 2)
    }))

  it("has advice on how to speak with somebody who complains, that is kept nowhere", () =>
    atDesk(({ run, json }) => {
      assert.match(run(["complaints", "--guidance", "venting", "--lang", "zh-CN"]).out, /1\. 认真听，不争辩。[\s\S]*不作任何记录/u)
      assert.strictEqual(json<{ readonly manner: string }>("complaints", "--guidance", "dominant").manner, "dominant")
      assert.strictEqual(run(["complaints", "--guidance", "lawyer"]).code, 2)
    }, false))
})
