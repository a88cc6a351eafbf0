import { assert, describe, it } from "@effect/vitest"
import { parse } from "csv-parse/sync"
import fc from "fast-check"
import { record } from "../src/csv.ts"
import { atDesk, book, corner, monday, submission } from "./servicelane.ts"

describe("the manufacturer's appointment form", () => {
  it("is one record for each appointment due on these dates, and another program reads it", () =>
    atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const name = "=HYPERLINK(\"http://x\",\"Li, \"\"Junior\"\"\")"
      assert.strictEqual(run(["send"], [
        submission("c-1", "a-2", book("10:00", { contact: { name, phone: "+49 30 123456", plate: "B-XY 123" }, vehicle: "car-1", channel: "telephone" })),
        submission("c-2", "a-1", book("08:00", { customer: "customer-2" })),
        submission("c-3", "a-1", { _tag: "Cancel", by: "customer" }),
        submission("c-4", "a-3", { ...book("08:00"), arriveAt: { date: "2090-01-03", time: "08:00" } })
      ].join("\n")).code, 0)
      const { code, out } = run(["export", "appointments", "--site", "corner", "--from", monday, "--to", monday])
      assert.strictEqual(code, 0)
      assert.isTrue(out.split("\n").every((line, i, all) => i === all.length - 1 ? line === "" : line.endsWith("\r")), "every record ends as RFC 4180 has it")
      const rows = parse(out, { columns: true }) as ReadonlyArray<Record<string, string>>
      assert.deepStrictEqual(rows.map((row) => [row.appointment_id, row.date, row.time, row.status, row.job_codes, row.advisor]), [
        ["a-1", monday, "08:00", "Cancelled", "service", "anna"], ["a-2", monday, "10:00", "Booked", "service", "anna"]
      ])
      const [, li] = rows
      assert.deepInclude(li, { customer_name: `'${name}`, phone: "'+49 30 123456", plate: "B-XY 123", vehicle_id: "car-1", channel: "telephone", transport: "wait", jobs: "Service" })
      assert.match(li?.promised_at ?? "", /^2090-01-02T\d\d:\d\d:00\+01:00$/u)
      assert.strictEqual(run(["export", "appointments", "--site", "corner", "--from", monday, "--to", "2090-01-01"]).code, 2)
      assert.strictEqual(run(["export", "appointments", "--site", "other", "--from", monday, "--to", monday]).code, 1)
      // The log itself is exported as before.
      assert.match(run(["export", "--after", "0"]).out, /^\{"position":1,/u)
      assert.strictEqual(run(["export", "something"]).code, 2)
    }))

  const reads = (write = record): void =>
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "\"", ",", "'", "客", "a") })), { minLength: 2, maxLength: 5 }), (cells) => {
      const [row = []] = parse(write(cells), { record_delimiter: "\r\n" })
      assert.deepStrictEqual(row, cells.map((text) => /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text))
      assert.isFalse(row.some((text: string) => /^[=+\-@\t\r]/u.test(text)))
    }))
  it("gives every cell back as it was, and none that a spreadsheet would work out", () => reads())
  it("and the law notices who forgets quotes", () => {
    assert.throws(() => reads((cells) => `${cells.join(",")}\r\n`), /Property failed/u)
  })
})
