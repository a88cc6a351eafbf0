import { assert, describe, it } from "@effect/vitest"
import { atDesk, corner } from "./servicelane.ts"

const say = (n: number, at: string, command: Record<string, unknown>): string =>
  JSON.stringify({ commandId: `c-${n}`, site: "corner", aggregate: "vehicle", id: "car-1", command: { at: `${at}T12:00:00.000Z`, ...command } })

const told = [
  say(1, "2025-01-10", { _tag: "Describe", brand: "Toyota", model: "Camry", plates: { plate: "B-XY 123" } }),
  say(2, "2025-01-10", { _tag: "HandOver", date: "2025-01-10", km: 12, roles: { owner: "kurz", driver: "kurz-junior" }, consultant: "wang" }),
  say(3, "2025-06-20", { _tag: "RecordService", date: "2025-06-20", work: "maintenance", km: 4_900, elsewhere: false, parts: [] }),
  say(4, "2025-07-20", { _tag: "TakeReading", date: "2025-07-20", km: 4_000, source: "customer" })
].join("\n")

describe("the file of a vehicle", () => {
  it("says whose it is, what was done, what is doubted, and where it stands", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      assert.strictEqual(run(["send"], told).code, 0)
      const { out } = run(["vehicle", "car-1"])
      assert.match(out, /^car-1 · Toyota Camry · B-XY 123\n/u)
      assert.match(out, /owner: kurz\n {2}driver: kurz-junior\n/u)
      assert.match(out, /next due: maintenance 2025-09-20, by months/u)
      assert.match(out, /2025-06-20 +maintenance +4,900 km/u)
      assert.match(out, /2025-07-20 +4,000 km +customer +doubted: it falls/u)
      assert.match(run(["vehicle", "car-1", "--lang", "zh-CN"]).out, /车主: kurz\n/u)
      const sheet = json<{ readonly file: { readonly stage: string }; readonly due: { readonly on: string } }>("vehicle", "car-1")
      assert.deepStrictEqual([sheet.file.stage, sheet.due.on], ["active", "2025-09-20"])
      const unknown = run(["vehicle", "car-2"])
      assert.deepStrictEqual([unknown.code, unknown.err.trim()], [1, "There is no file for the vehicle car-2. Describe it first."])
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})
