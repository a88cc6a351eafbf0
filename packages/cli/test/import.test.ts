import { assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { createWriteStream } from "node:fs"
import { once } from "node:events"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { atDesk, type Desk } from "./servicelane.ts"

interface Imported {
  readonly read: number
  readonly landed: number
  readonly unchanged: number
  readonly bad: ReadonlyArray<{ readonly line: number; readonly column: string; readonly code: string }>
}

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

const sample = (name: string): string => fileURLToPath(new URL(`../../../examples/import/${name}`, import.meta.url))

const map = JSON.stringify({
  source: "sheet",
  timeZone: "Europe/Berlin",
  columns: { externalId: "id", startsAt: "when", arrivedAt: "came", outcome: "status", customer: "name" }
})

const header = "id,when,came,status,name"

const importing = ({ run, write }: Desk, csv: string | Uint8Array, ...more: ReadonlyArray<string>): Imported & { readonly code: number | null } => {
  const { code, out } = run(["import", "appointments", write("file.csv", csv), "--site", "corner", "--map", write("map.json", map), "--json", ...more])
  return { code, ...JSON.parse(out) }
}

describe("another system's appointments", () => {
  it("the sample lands with its outcomes, and again changes nothing", () => {
    return atDesk(({ json }) => {
      const args = ["import", "appointments", sample("appointments.csv"), "--site", "pudong", "--map", sample("map.json")]
      assert.deepStrictEqual(json<Imported>(...args), { read: 6, landed: 6, unchanged: 0, bad: [] })
      assert.deepStrictEqual(json<Imported>(...args), { read: 6, landed: 0, unchanged: 6, bad: [] })
      const { rows } = json<{ rows: ReadonlyArray<{ kpi: string; measure: string; num: number; den: number }> }>("kpi", "--site", "pudong", "--from", "2026-09", "--to", "2026-09")
      const counted = Object.fromEntries(rows.map(({ measure, num, den }) => [measure, `${num}/${den}`]))
      // Of six, one was called off with no time told, one did not come, one was late and one early.
      assert.deepStrictEqual(counted, { "on-time": "2/5", "no-show": "1/5", "late-cancel": "0/5", show: "4/5", confirmation: "0/6" })
    })
  })

  it("a changed row brings its difference alone, and a row changed back brings it back", () => {
    return atDesk((desk) => {
      const row = (status: string): string => `${header}\n1,2026-09-01 09:00,,${status},Zhang\n2,2026-09-01 10:00,,booked,Li\n`
      importing(desk, row("no-show"))
      const changed = importing(desk, row("cancelled-by-site"))
      assert.deepInclude(changed, { landed: 1, unchanged: 1 })
      assert.deepInclude(importing(desk, row("no-show")), { landed: 1, unchanged: 1 })
      const events = desk.run(["export"]).out.trim().split("\n").map((line) => (JSON.parse(line) as { type: string }).type)
      assert.deepStrictEqual(events.slice(-4), ["NoShowReversed", "AppointmentCancelled", "CancellationReversed", "NoShowRecorded"])
    })
  })

  it("tells of every bad row where and why, and lands all others", () => {
    return atDesk((desk) => {
      const csv = [
        header,
        "1,2026-09-01 09:00,,booked,ok",
        "2,2026-02-30 09:00,,booked,no such date",
        ",2026-09-01 09:00,,booked,no id",
        "4,,,booked,no time",
        "5,2026-09-01 09:00,,perhaps,no such outcome",
        "1,2026-09-01 09:00,,booked,twice",
        "7,2026-09-01 09:00,,booked,one,too,many",
        "8,2026-09-01 09:00,yesterday,arrived,no instant",
        "9,2026-03-29 02:30,,booked,skipped hour",
        "10,2026-10-25 02:30,,booked,hour that comes twice",
        "\"11\",\"2026-09-01T09:00:00+02:00\",,booked,\"Zhang, \"\"San\"\"\"",
        ""
      ].join("\n")
      const { code, read, landed, bad } = importing(desk, csv)
      assert.strictEqual(code, 1)
      assert.deepInclude({ read, landed }, { read: 11, landed: 2 })
      assert.deepStrictEqual(bad.map(({ line, column, code: why }) => [line, column, why]), [
        [3, "when", "bad_instant"], [4, "id", "missing"], [5, "when", "missing"], [6, "status", "unknown_outcome"], [7, "id", "duplicate_id"],
        [8, "", "record_inconsistent_columns"], [9, "came", "bad_instant"], [10, "when", "nonexistent_local_time"], [11, "when", "ambiguous_local_time"]
      ])
    })
  })

  it.each([
    ["a byte order mark and CRLF", Buffer.from(`\ufeff${header}\r\n1,2026-09-01 09:00,,booked,Zhang\r\n`), 1, 0],
    ["Latin-1", Buffer.from(`${header}\n1,2026-09-01 09:00,,booked,M\u00fcller\n2,2026-09-01 09:30,,booked,Li\n`, "latin1"), 1, 1]
  ])("reads what a spreadsheet writes: %s", (_, csv, landed, bad) => {
    return atDesk((desk) => {
      const result = importing(desk, csv)
      assert.deepInclude(result, { landed })
      assert.strictEqual(result.bad.length, bad)
      assert.isTrue(result.bad.every(({ code }) => code === "not_utf8"))
    })
  })

  it.each([
    ["UTF-16", Buffer.from(`\ufeff${header}\n`, "utf16le"), "this is UTF-16"],
    ["an empty file", "", "the file is empty"],
    ["a file with other columns", "a,b\n1,2\n", "expected the columns id, when, came, status, name"]
  ])("says in one sentence what it cannot read at all: %s", (_, csv, sentence) => {
    return atDesk(({ run, write }) => {
      const { code, err } = run(["import", "appointments", write("file.csv", csv), "--site", "corner", "--map", write("map.json", map)])
      assert.strictEqual(code, 1)
      assert.include(err, sentence)
    })
  })

  it("refuses a site that lives in another time zone", () => {
    return atDesk((desk) => {
      importing(desk, `${header}\n`)
      const other = desk.write("other.json", map.replace("Europe/Berlin", "Asia/Tokyo"))
      const { code, err } = desk.run(["import", "appointments", desk.write("file.csv", `${header}\n`), "--site", "corner", "--map", other])
      assert.strictEqual(code, 1)
      assert.include(err, "Europe/Berlin")
    })
  })

  it("a row of the future enters the daybook; one that does not fit enters with an override that says why", () => {
    return atDesk((desk) => {
      importing(desk, `${header}\n1,2090-01-02 09:00,,booked,Zhang\n`)
      const overridden = desk.run(["export"]).out.trim().split("\n").map((line) => JSON.parse(line) as { type: string; data: { reason?: string } })
        .find(({ type }) => type === "CapacityOverridden")
      assert.strictEqual(overridden?.data.reason, "imported: the site is closed then")
    })
  })

  it("needs no more memory for a large file than for a small one", () => {
    const megabytes = Number(process.env.IMPORT_MB ?? (process.env.FAULTS === "full" ? 50 : 5))
    const rows = Math.ceil(megabytes * 1_000_000 / 460)
    return atDesk(async ({ folder, write }) => {
      const file = join(folder, "large.csv")
      const out = createWriteStream(file)
      const padding = "x".repeat(400)
      out.write(`${header},note\n`)
      for (let i = 0; i < rows; i++) {
        // Every thousandth row cannot be read.
        if (!out.write(`${i},2026-09-0${1 + i % 9} 09:00,${i % 1_000 === 7 ? "never" : ""},arrived,Zhang ${i},${padding}\n`)) await once(out, "drain")
      }
      out.end()
      await once(out, "finish")
      const { stdout } = spawnSync(process.execPath, [
        "--conditions=@servicelane/source", "--max-old-space-size=128", main,
        "import", "appointments", file, "--site", "corner", "--map", write("map.json", map), "--dry-run", "--json"
      ], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, DATABASE_URL: "sqlite:./test.db" } })
      const { read, landed, bad } = JSON.parse(stdout) as Imported
      assert.deepStrictEqual([read, landed], [rows, rows - bad.length])
      assert.strictEqual(bad.length, Math.floor((rows - 8) / 1_000) + 1)
    })
  }, 900_000)
})
