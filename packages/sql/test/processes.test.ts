import { assert, describe, it } from "@effect/vitest"
import { EventStore, Position } from "@servicelane/runtime"
import { migrate, SqliteEventStore, verify } from "@servicelane/sql/sqlite"
import { Effect, Stream } from "effect"
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { temporaryFile } from "./temporaryFile.ts"

const full = process.env.FAULTS === "full"

interface Rival {
  readonly lines: ReadonlyArray<string>
  readonly errors: string
}

/** Starts a rival; with `killAt`, it is killed when it has said so many lines. */
const rival = (file: string, name: string, slots: number, killAt = Infinity): Promise<Rival> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["--conditions=@servicelane/source", fileURLToPath(new URL("rival.ts", import.meta.url)), file, name, String(slots)])
    let out = ""
    let errors = ""
    child.stdout.on("data", (bytes: Buffer) => {
      out += bytes.toString()
      if (out.split("\n").length > killAt) child.kill("SIGKILL")
    })
    child.stderr.on("data", (bytes: Buffer) => {
      errors += bytes.toString()
    })
    child.on("close", () => resolve({ lines: out.trim().split("\n").filter((line) => /^\w+ \d+$/.test(line)), errors }))
  })

const whole = Effect.fnUntraced(function*(file: string) {
  const events = yield* Effect.provide(Effect.flatMap(EventStore, (store) => Stream.runCollect(store.readAll(Position.make(0)))), SqliteEventStore.layer({ file }))
  assert.deepStrictEqual(yield* Stream.runCollect(verify(file)), [])
  return events
})

describe("several processes on one file", () => {
  it("twenty-four of them ask for the same slots: none is sold twice, none half, and nobody sees an error", () =>
    Effect.runPromise(Effect.scoped(Effect.gen(function*() {
      const file = yield* temporaryFile
      yield* migrate(file)
      const slots = full ? 100 : 20
      const rivals = yield* Effect.promise(() => Promise.all(Array.from({ length: 24 }, (_, i) => rival(file, `rival-${i}`, slots))))
      assert.deepStrictEqual(rivals.map(({ errors }) => errors).filter((errors) => errors !== ""), [])
      const said = rivals.flatMap(({ lines }) => lines)
      assert.strictEqual(said.length, 24 * slots)
      assert.deepStrictEqual([...new Set(said.map((line) => line.split(" ")[0]))].sort(), ["Conflict", "won"])
      for (let slot = 0; slot < slots; slot++) assert.strictEqual(said.filter((line) => line === `won ${slot}`).length, 1, `slot ${slot}`)
      const events = yield* whole(file)
      assert.deepStrictEqual(events.map(({ position }) => position), Array.from({ length: slots * 2 }, (_, i) => i + 1))
    }))))

  it("one that is killed has lost nothing of what it acknowledged, and left nothing half done", () =>
    Effect.runPromise(Effect.scoped(Effect.gen(function*() {
      const file = yield* temporaryFile
      yield* migrate(file)
      const rounds = full ? 30 : 3
      for (let round = 0; round < rounds; round++) {
        const before = (yield* whole(file)).length / 2
        const { lines } = yield* Effect.promise(() => rival(file, `killed-${round}`, 10_000, 20 + round * 7))
        const events = yield* whole(file)
        const won = new Set(lines.filter((line) => line.startsWith("won ")).map((line) => line.slice(4)))
        const kept = new Set(events.map(({ stream }) => stream.split("/")[1]))
        for (const slot of won) assert.isTrue(kept.has(slot), `slot ${slot} was acknowledged`)
        assert.strictEqual(events.length % 2, 0)
        assert.isAtLeast(events.length / 2, before + won.size)
      }
    }))))
})
