import { assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const run = (example: string, ...args: ReadonlyArray<string>): ReadonlyArray<string> =>
  execFileSync(process.execPath, ["--conditions=@servicelane/source", fileURLToPath(new URL(example, import.meta.url)), ...args], { encoding: "utf8" })
    .trimEnd().split("\n")

describe("the examples do what they show", () => {
  it("01 decides without a store", () => {
    assert.deepStrictEqual(run("01-one-decider/main.ts"), [
      "decided: CapacityTaken, AppointmentBooked",
      "again: 0 new facts",
      "refused: That time is taken: every advisor already receives another car then. Ask for slots and choose another."
    ])
  })

  it.each(["effect.ts", "promise.ts"])("02 asks for slots and books one: %s", (file) => {
    const folder = mkdtempSync(join(tmpdir(), "servicelane-"))
    try {
      const said = run(`02-embed-scheduling/${file}`, join(folder, "embedded.db"))
      assert.deepStrictEqual(said, ["booked 2026-09-15 08:00, ready by 2026-09-15T01:55:00.000Z"])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
