import { assert, describe, it } from "@effect/vitest"
import { Instant, LocalDate, Site } from "@servicelane/core"
import { CommandHandler, EventStore, positionOf } from "@servicelane/runtime"
import { Effect, Schema, Stream } from "effect"
import { inMemory } from "../src/dryRun.ts"
import { simulate } from "../src/simulate/simulate.ts"
import { atDesk, corner } from "./servicelane.ts"

const document = Schema.decodeUnknownSync(Site.Document)(JSON.parse(corner()))
const opened = Instant.Instant.make("2026-11-29T00:00:00.000Z")

/** Twelve days of a log of its own, but for the moments at which it was written down. */
const lived = (seed: number) =>
  Effect.runPromise(Effect.provide(Effect.gen(function*() {
    const handler = yield* CommandHandler.CommandHandler
    yield* handler.handle(Site.aggregate, { commandId: "site", actor: "test", command: Site.apply(document, opened) })
    yield* simulate({ document, first: LocalDate.LocalDate.make("2026-11-30"), until: Instant.Instant.make("2026-12-12T00:00:00.000Z"), seed, cars: 12 }, () => {})
    const all = yield* Stream.runCollect((yield* EventStore).readAll(positionOf(0)))
    return all.map(({ recordedAt: _recordedAt, ...event }) => event)
  }), inMemory))

describe("a simulation", () => {
  it("of the same seed says the same, and of another something else", async () => {
    const first = await lived(3)
    const types = new Set(first.map(({ type }) => type))
    for (const type of ["VehicleHandedOver", "AppointmentBooked", "VisitDelivered", "CallbackConcluded", "MessageSent"]) assert.include([...types], type)
    assert.deepStrictEqual(await lived(3), first)
    assert.notDeepEqual(await lived(4), first)
  })

  it("goes on a log that is there, and is not run twice in it", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      const ask = ["simulate", "--site", "corner", "--months", "1", "--seed", "3", "--cars", "0"]
      const { position } = json<{ readonly position: number }>(...ask)
      assert.isAbove(position, 200)
      const again = run(ask)
      assert.deepStrictEqual([again.code, again.err.trim()], [2, "--seed: this log holds a simulation of seed 3 already. Take another seed."])
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})
