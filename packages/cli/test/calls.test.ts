import { assert, describe, it } from "@effect/vitest"
import { atDesk, corner, monday } from "./servicelane.ts"

const at = "2025-09-18T08:00:00.000Z"

const say = (aggregate: string, id: string, command: Record<string, unknown>, n: string = String(command._tag)): string =>
  JSON.stringify({ commandId: `${aggregate}-${id}-${n}`, site: "corner", aggregate, id, command: { at, ...command } })

const about = { customer: "kurz", vehicle: "car-1", appointment: null, visit: null, complaint: null }
const past = { from: "2025-09-18T07:00:00.000Z", by: "2025-09-22T22:00:00.000Z" }
const toCome = { from: "2090-01-02T08:00:00.000Z", by: "2090-01-02T23:00:00.000Z" }

const told = [
  say("vehicle", "car-1", { _tag: "Describe", brand: "Toyota", model: "Camry", plates: { plate: "B-XY 123" } }),
  say("vehicle", "car-1", { _tag: "HandOver", date: "2025-09-15", km: 12, roles: { owner: "kurz" } }),
  say("appointment", "a1", { _tag: "Book", at: undefined, customer: "lang", jobs: ["service"], transport: "wait", arriveAt: { date: monday, time: "10:00" }, contact: { name: "Lang", phone: "030 7654321", plate: "B-ZZ 9" } }),
  say("callback", "call-1", { _tag: "Request", kind: "maintenance", about, window: past }),
  say("callback", "call-2", { _tag: "Request", kind: "verify-booking", about: { ...about, customer: "lang", vehicle: null, appointment: "a1" }, window: toCome }),
  say("callback", "call-3", { _tag: "Request", kind: "sale", about, window: toCome }),
  say("callback", "call-4", { _tag: "Request", kind: "sale", about, window: past }),
  say("callback", "call-1", { _tag: "Attempt", met: "no-answer" }),
  say("callback", "call-4", { _tag: "Withdraw", because: "mistake" })
].join("\n")

const site = corner({ care: { schedules: [], hotline: "030 1234567" } })

describe("the calls of a day", () => {
  it("are listed with whom, which car, until when and how often it was tried", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", site)])
      const sent = run(["send"], told)
      assert.strictEqual(sent.code, 0, sent.out)
      const { out } = run(["calls", "--site", "corner", "--date", monday])
      assert.match(out, /^Calls · The corner workshop · 2090-01-02\n/u)
      const [overdue = "", verify = "", sale = ""] = out.split("\n").slice(3)
      assert.match(overdue, /maintenance +kurz +B-XY 123 Toyota Camry +09-23 00:00 +1 +overdue.*call-1$/u)
      assert.match(verify, /verify booking +Lang +030 7654321 .*call-2$/u)
      assert.match(sale, /new car +kurz.*call-3$/u)
      // Today, whenever that is: what was due long ago is still owed, and what is to come is not.
      const today = run(["calls", "--site", "corner", "--lang", "zh-CN"]).out
      assert.match(today, /定保提醒.*逾期/u)
      assert.notMatch(today, /call-[234]/u)
      const list = json<{ readonly calls: ReadonlyArray<{ readonly call: { readonly id: string }; readonly overdue: boolean }> }>("calls", "--site", "corner", "--date", monday)
      assert.deepStrictEqual(list.calls.map(({ call, overdue: late }) => [call.id, late]), [["call-1", true], ["call-2", false], ["call-3", false]])
    }))

  it("that are walked through say the next line, with the facts of this customer and car, or what is wrong with an answer", () =>
    atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", site)])
      run(["send"], told)
      const talk = (id: string, ...more: ReadonlyArray<string>) => run(["calls", "--site", "corner", "--script", id, ...more])
      const verify = talk("call-2", "--answer", "greet=yes", "--answer", "convenient=yes").out
      assert.match(verify, /Good day, customer service of The corner workshop\. Am I speaking with Lang\?\n {4}→ yes\n/u)
      assert.match(verify, /with B-ZZ 9 on 2090-01-02 at 10:00[^]*verify=changed/u)
      assert.match(talk("call-2", "--answer", "greet=yes", "--answer", "convenient=no", "--lang", "zh-CN").out, /请问您是Lang吗[^]*请按约定时间改期/u)
      const due = ["greet=yes", "convenient=yes", "condition=fine", "km=4200", "status=due", "booking=yes"].flatMap((answer) => ["--answer", answer])
      // Nobody has looked for times, and nobody makes them up.
      const unknown = talk("call-1", ...due, "--json")
      assert.deepStrictEqual([unknown.code, JSON.parse(unknown.err).code, JSON.parse(unknown.err).facts], [1, "facts_missing", ["first-offer", "second-offer"]])
      assert.match(talk("call-1", ...due, "--fact", "first-offer=2090-01-03 10:00", "--fact", "second-offer=2090-01-04 14:30").out, /I can offer 2090-01-03 10:00 or 2090-01-04 14:30/u)
      // Or the workshop says when it has room.
      const asked = JSON.parse(talk("call-1", ...due, "--job", "service", "--json").out)
      assert.deepStrictEqual([asked.next.question, asked.lines.at(-1).state, asked.needs], ["offer", "offer", []])
      assert.match(asked.lines.at(-1).said, /I can offer \d{4}-\d\d-\d\d \d\d:\d\d or \d{4}/u)
      const wrong = talk("call-1", "--answer", "greet=perhaps")
      assert.deepStrictEqual([wrong.code, /Accepted are: yes, third-person, wrong-number/u.test(wrong.out)], [1, true])
      const nobody = talk("call-9")
      assert.deepStrictEqual([nobody.code, nobody.err.trim()], [1, "There is no call call-9. Request it first."])
      const bad = talk("call-1", "--fact", "km=far")
      assert.deepStrictEqual([bad.code, bad.err.startsWith("--fact km: ")], [2, true])
    }))
})
