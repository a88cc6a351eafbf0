import { assert, describe, it } from "@effect/vitest"
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { atDesk, book, corner, submission } from "./servicelane.ts"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

interface Answered {
  readonly commandId: string
  readonly rejection?: { readonly code: string }
}

/** A client of its own process, which asks for every slot of the day. */
const client = (folder: string, lines: string): Promise<ReadonlyArray<Answered>> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["--conditions=@servicelane/source", main, "send"], { cwd: folder, env: { ...process.env, DATABASE_URL: "sqlite:./test.db" } })
    let out = ""
    child.stdout.on("data", (bytes: Buffer) => {
      out += bytes.toString()
    })
    child.on("close", () => resolve(out.trim().split("\n").map((line) => JSON.parse(line) as Answered)))
    child.stdin.end(lines)
  })

describe("twenty-four clients on one file", () => {
  it("sell each slot once, and tell everybody else that it is taken", () =>
    atDesk(async ({ folder, run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const times = ["08:00", "09:00", "10:00", "11:00", "12:00", "13:00"]
      const clients = Array.from({ length: 24 }, (_, c) =>
        client(folder, times.map((time, t) => submission(`c${c}-${t}`, `a${c}-${t}`, book(time))).join("\n")))
      const answers = (await Promise.all(clients)).flat()
      assert.strictEqual(answers.length, 24 * times.length)
      times.forEach((time, t) => {
        const forTime = answers.filter(({ commandId }) => commandId.endsWith(`-${t}`))
        assert.strictEqual(forTime.filter(({ rejection }) => rejection === undefined).length, 1, time)
        assert.deepStrictEqual(new Set(forTime.flatMap(({ rejection }) => rejection?.code ?? [])), new Set(["slot_taken"]), time)
      })
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})
