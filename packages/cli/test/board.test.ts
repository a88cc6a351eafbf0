import { assert, describe, it } from "@effect/vitest"
import { atDesk, corner } from "./servicelane.ts"

let commands = 0

/** On Monday, 6 January 2025, by the wall clock of Berlin; the Friday before is `friday`. */
const monday = (time: string): string => `2025-01-06T${String(Number(time.slice(0, 2)) - 1).padStart(2, "0")}:${time.slice(3)}:00.000Z`
const friday = "2025-01-03T10:00:00.000Z"

const say = (aggregate: string, id: string, at: string, _tag: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ commandId: `c-${++commands}`, site: "corner", aggregate, id, command: { _tag, at, ...more } })

const book = (id: string, time: string, contact: Record<string, unknown>): ReadonlyArray<string> => [
  say("appointment", id, friday, "Book", { customer: `customer-${id}`, vehicle: `car-${id}`, jobs: ["service"], transport: "drop", arriveAt: { date: "2025-01-06", time }, contact }),
  say("appointment", id, monday(time), "Arrive")
]

const visit = (id: string, time: string, _tag: string, more: Record<string, unknown> = {}): string => say("visit", id, monday(time), _tag, more)

/** The first car is handed over, the second is worked on, the third came by itself and waits. */
const day = [
  ...book("a1", "08:00", { plate: "B-XY 123", name: "Frau Kurz" }), ...book("a2", "09:00", { plate: "B-AB 1" }),
  say("appointment", "w1", monday("09:10"), "WalkIn", { jobs: ["service"], transport: "drop", customer: "customer-w1", contact: { plate: "B-W 7", name: "Herr Lang" }, override: "it is here" }),
  visit("a1", "08:05", "Receive", { advisor: "anna", km: 5_100 }), visit("a1", "08:10", "OpenOrder", { order: "WIP-1", work: ["maintenance"] }),
  visit("a1", "08:15", "ClockOn", { technician: "tom", job: "service" }), visit("a1", "09:00", "ClockOff", { technician: "tom", job: "service" }), visit("a1", "09:05", "FinishWork"),
  visit("a1", "09:10", "Inspect", { by: "wu", passed: true }), visit("a1", "09:20", "Wash", { washed: true }), visit("a1", "09:30", "Settle", { paid: { minor: 12_000, currency: "EUR" } }),
  visit("a1", "09:35", "Deliver", { parts: [] }),
  visit("a2", "09:01", "Await"), visit("w1", "09:11", "Await"), visit("a2", "09:36", "Receive", { advisor: "anna" }), visit("a2", "09:40", "OpenOrder", { order: "WIP-2", work: ["repair"] }),
  visit("a2", "09:45", "ClockOn", { technician: "tom", job: "service" }),
  visit("a2", "09:50", "CheckParts", { missing: ["pads"] }),
  visit("a2", "09:55", "ProposeWork", { line: "l1", work: "repair", jobs: ["service"], price: { minor: 18_050, currency: "EUR" }, symptom: "brakes-noise", why: { text: "thin pads" } })
]

interface Board {
  readonly here: ReadonlyArray<{ readonly visit: string; readonly step: string; readonly atRisk: boolean; readonly queue: unknown }>
  readonly delivered: ReadonlyArray<{ readonly visit: string }>
}

describe("the workshop board on the command line", () => {
  it("shows who is where, who is asked, whose promise is broken, and who has gone", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      const sent = run(["send"], day.join("\n"))
      assert.deepStrictEqual([sent.code, sent.err], [0, ""])
      const { out } = run(["workshop", "--site", "corner", "--date", "2025-01-06"])
      assert.match(out, /^Workshop · The corner workshop · 2025-01-06 23:59 · 2 cars here\n/u)
      assert.match(out, /reception +1 +B-W 7 +Herr Lang +09:10 +16:30 +walk-in\n/u)
      assert.match(out, /at work +B-AB 1 +customer-a2 +anna +09:45 +tom \(service\) +16:30 +waits for pads, customer asked about 1 line, EUR 180\.50\n/u)
      assert.match(out, /Promises at risk: call these customers\n +B-W 7 {2}Herr Lang: \d+ minutes left, promised 16:30\n/u)
      assert.match(out, /Handed over\n.*\n +B-XY 123 +Frau Kurz +anna +09:20 +09:35 +16:30 +kept/u)
      const board = json<Board>("workshop", "--site", "corner", "--date", "2025-01-06")
      assert.deepStrictEqual([board.here.map((car) => [car.visit, car.step, car.atRisk]), board.delivered.map((car) => car.visit)], [[["w1", "reception", true], ["a2", "work", true]], ["a1"]])
      assert.match(run(["workshop", "--site", "corner", "--date", "2025-01-06", "--lang", "zh-CN"]).out, /车间看板[\s\S]*待接车[\s\S]*承诺有风险/u)
      // What is agreed is planned with it, in one batch.
      const agreed = JSON.parse(run(["send"], visit("a2", "09:58", "AgreeWork", { line: "l1" })).out)
      assert.deepStrictEqual(agreed.events.map(({ type, stream }: { readonly type: string; readonly stream: string }) => [type, stream]), [
        ["CapacityTaken", "daybook/corner/2025-01-06"], ["AdditionalWorkApproved", "appointment/a2"], ["WorkAgreed", "visit/a2"]
      ])
      // Today they are still here.
      assert.match(run(["workshop", "--site", "corner"]).out, /2 cars here/u)
      assert.strictEqual(run(["verify"]).code, 0)
    }))

  it("lets nobody pass unnoticed: who overtakes a booked car says why", () =>
    atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], day.slice(0, -5).join("\n"))
      const first = run(["send"], visit("w1", "09:36", "Receive", { advisor: "anna" }))
      assert.deepStrictEqual([first.code, JSON.parse(first.out).rejection.code, JSON.parse(first.out).rejection.ahead], [1, "others_first", ["a2"]])
      const reasoned = JSON.parse(run(["send"], visit("w1", "09:37", "Receive", { advisor: "anna", why: "customer-waits" })).out)
      assert.deepStrictEqual(reasoned.events.map(({ type, data }: { readonly type: string; readonly data: Record<string, unknown> }) => [type, data.overtook, data.why]), [
        ["VisitReceived", undefined, undefined], ["QueueServed", ["a2"], "customer-waits"]
      ])
    }))
})
