import { assert, describe, it } from "@effect/vitest"
import { atDesk, corner } from "./servicelane.ts"

const everyDay = Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [{ from: "08:00", to: "17:00" }]]))
const shop = corner({ calendar: { zone: "Europe/Berlin", weekly: everyDay, holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [] } })

let n = 0
const say = (aggregate: string, id: string, at: string, command: Record<string, unknown>): string =>
  JSON.stringify({ commandId: `c-${n++}`, site: "corner", aggregate, id, command: { at: `${at}T12:00:00.000Z`, ...command } })

const car = (id: string, owner: string): ReadonlyArray<string> => [
  say("vehicle", id, "2025-01-10", { _tag: "Describe", brand: "Toyota", model: "Camry", plates: { plate: "B-XY 123" } }),
  say("vehicle", id, "2025-01-10", { _tag: "HandOver", date: "2025-01-10", km: 12, roles: { owner } }),
  say("vehicle", id, "2025-06-20", { _tag: "RecordService", date: "2025-06-20", work: "maintenance", km: null, elsewhere: false, parts: [] })
]
const campaign = (at: string, command: Record<string, unknown>): string => say("campaign", "2025-09", at, command)

const told = [
  ...car("car-1", "kurz"), ...car("car-2", "lang"), ...car("car-3", "breit"),
  campaign("2025-08-01", { _tag: "Build", vehicles: ["car-1", "car-2", "car-3"] }),
  campaign("2025-08-02", { _tag: "VerifyRecord", vehicle: "car-1", by: "cs-1" }),
  campaign("2025-08-07", { _tag: "Lock" }),
  campaign("2025-08-15", { _tag: "PrintInvitations", date: "2025-08-15" }),
  campaign("2025-08-18", { _tag: "MailInvitations", date: "2025-08-18" }),
  campaign("2025-08-25", { _tag: "Trim", vehicle: "car-2", because: "moved", by: "cs-1" }),
  campaign("2025-08-26", { _tag: "RecordReason", vehicle: "car-3", reason: "too-far", spokeWith: "owner", by: "cs-1", callback: null }),
  say("vehicle", "car-1", "2025-09-10", { _tag: "RecordService", date: "2025-09-10", work: "maintenance", km: null, elsewhere: false, parts: [] })
].join("\n")

describe("the campaign of a month", () => {
  it("says who was due, what was done by when, who came, and why others did not", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", shop)])
      assert.strictEqual(run(["send"], told).code, 0)
      const { out } = run(["campaign", "--site", "corner", "--month", "2025-09"])
      assert.match(out, /^Campaign · The corner workshop · 2025-09 · invitations mailed · 3 cars\n/u)
      assert.match(out, /list locked +2025-08-07 +2025-08-07 +in time/u)
      assert.match(out, /invitations printed +2025-08-14 +2025-08-15 +late/u)
      assert.match(out, /improvement plan +2025-08-31 +missed/u)
      assert.match(out, /came since the lock: 1 of 3 \(33\.3 %\)/u)
      assert.match(out, /trimmed after the lock: 1 of 3 \(33\.3 %\)/u)
      assert.match(out, /records verified or corrected: 1 of 3/u)
      assert.match(out, /ALARM: fewer than 40 % of the list came\./u)
      assert.match(out, /2025-09-20 +car-2 +lang +maintenance, by months +trimmed: moved away, 2025-08-25, cs-1/u)
      assert.match(out, /does not come: too far/u)
      assert.match(run(["campaign", "--site", "corner", "--month", "2025-09", "--lang", "zh-CN"]).out, /改善方案 +2025-08-31 +逾期未完成/u)
      const sheet = json<Record<string, unknown> & { readonly lines: ReadonlyArray<{ readonly vehicle: string; readonly state: { readonly _tag: string } }> }>("campaign", "--site", "corner", "--month", "2025-09")
      assert.deepInclude(sheet, { site: "corner", month: "2025-09", state: "Mailed", listed: 3, trimmed: 1, came: 1, inMonth: 1, alarm: "below", reasons: [{ reason: "too-far", n: 1 }] })
      assert.deepStrictEqual(sheet.lines.map(({ vehicle, state }) => [vehicle, state._tag]), [["car-1", "Came"], ["car-2", "Trimmed"], ["car-3", "Refused"]])
      assert.match(run(["campaign", "--site", "corner", "--month", "2025-10"]).out, /· not begun · 0 cars/u)
      assert.strictEqual(run(["campaign", "--site", "corner", "--month", "2025-9"]).code, 2)
      assert.deepStrictEqual([run(["campaign", "--site", "other", "--month", "2025-09"])].map(({ code, err }) => [code, err.trim()]), [[1, "There is no site other. Apply its document first."]])
      const late = run(["send"], campaign("2025-08-08", { _tag: "Build", vehicles: [] }))
      assert.deepStrictEqual([late.code, (JSON.parse(late.out) as { rejection: { code: string } }).rejection.code], [1, "list_fixed"])
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})
