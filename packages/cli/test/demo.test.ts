import { assert, describe, it } from "@effect/vitest"
import { atDesk } from "./servicelane.ts"

interface Kpis {
  readonly asOf: { readonly position: number }
  readonly rows: ReadonlyArray<{
    readonly site: string
    readonly measure: string
    readonly num: number
    readonly den: number
    readonly value: number | null
    readonly members?: ReadonlyArray<{ readonly part: string }>
  }>
}

describe("the demonstration", () => {
  it("shows tomorrow's day sheet and the figures, and run again changes nothing", () => {
    return atDesk(({ run }) => {
      const first = run(["demo"])
      assert.strictEqual(first.code, 0, first.err)
      assert.include(first.out, "2026-09-17 18:00")
      assert.match(first.out, /Day sheet · .* · 2026-09-18 · \d+ cars/)
      assert.match(first.out, /2026-08\s+K-02\s+on-time arrival\s+\d+\.\d %/)
      assert.match(first.out, /since 09-17 .* carried over/)
      assert.match(first.out, /Promises at risk: call these customers\n {2}09-17 .* not finished; promised for 09-17/)
      assert.match(first.out, /the technician is not at work then \(tang\); others can do it at that time\n/)
      assert.match(first.out, /no brake pads .* before 09-19 10:00;.* could come 09-\d\d \d\d:\d\d, received by [a-z-]+\n/)
      assert.match(first.out, /On the waiting list, in turn\n.* Zhu 朱 .*\n.* Sun 孙 /)
      assert.match(first.out, /Workshop · .* 2026-09-17 18:00 · \d+ cars? here/)
      assert.match(first.out, /work +苏E·90317 +He 何 +li-na/)
      assert.match(first.out, /Calls · .* · 2026-09-18\n/)
      assert.match(first.out, /Complaints · /)
      const again = run(["demo"])
      assert.include(again.out, "nothing was changed")
      const table = (out: string): string => out.slice(out.indexOf("Day sheet"), out.indexOf("as of event"))
      assert.strictEqual(table(again.out), table(first.out))

      const env = { DATABASE_URL: "sqlite:.servicelane/demo.db" }
      const kpi = (...more: ReadonlyArray<string>): Kpis =>
        JSON.parse(run(["kpi", "--site", "shanghai-pudong", "--from", "2026-08", "--to", "2026-08", "--json", ...more], "", env).out)
      const all = kpi("--explain")
      const by = new Map(all.rows.map((row) => [row.measure, row]))
      const sum = ["show", "no-show", "late-cancel"].reduce((total, measure) => total + (by.get(measure)?.num ?? 0), 0)
      assert.strictEqual(sum, by.get("show")?.den)
      for (const { num, den, members = [] } of all.rows) {
        assert.strictEqual(members.filter(({ part }) => part === "num").length, num)
        assert.strictEqual(members.filter(({ part }) => part !== "excluded").length, den)
      }
      // As of the site's opening nobody had booked, and nothing is not zero per cent.
      assert.isTrue(kpi("--as-of", "20").rows.every(({ value }) => value === null))
      assert.strictEqual(kpi("--as-of", "20").asOf.position, 20)
      assert.isTrue(kpi("--as-of", "2020-01-01T00:00:00.000Z").rows.every(({ den }) => den === 0))
      assert.isTrue(kpi("--as-of", "2020-01-01T08:00:00+08:00").rows.every(({ den }) => den === 0))
      assert.deepStrictEqual(kpi("--as-of", "2099-01-01T00:00:00Z").rows, kpi().rows)
      const vague = run(["kpi", "--site", "shanghai-pudong", "--from", "2026-08", "--to", "2026-08", "--as-of", "2026-09-01 08:00"], "", env)
      assert.strictEqual(vague.code, 2)
      assert.include(vague.err, "expected an offset")
      assert.strictEqual(run(["verify"], "", env).code, 0)
    }, false)
  })
})
