import { assert, describe, it } from "@effect/vitest"
import { Instant, StreamId } from "@servicelane/core"
import { EventStore, type NewEvent, Position, Version } from "@servicelane/runtime"
import { migrate, SqliteEventStore, verify } from "@servicelane/sql/sqlite"
import { Effect, Result, Stream } from "effect"
import { DatabaseSync } from "node:sqlite"
import { temporaryFile } from "./temporaryFile.ts"

const stream = StreamId.make("appointment/a")

const event = (id: string, size = 10): NewEvent => ({
  id, type: "Tested", schema: 1, occurredAt: Instant.Instant.make("2026-09-17T10:00:00.000Z"), actor: "test", site: null, subject: null,
  correlation: null, causation: null, traceparent: null, data: { text: "x".repeat(size) }, personal: null
})

const append = (expected: number, size?: number) =>
  Effect.flatMap(EventStore, (store) => store.append({ writes: [{ stream, expected: Version.make(expected), events: [event(`e${expected}`, size)] }], command: { id: `c${expected}`, fingerprint: "f" } }))

const onFile = <A, E>(use: (file: string) => Effect.Effect<A, E>) =>
  Effect.runPromise(Effect.scoped(Effect.gen(function*() {
    const file = yield* temporaryFile
    yield* migrate(file)
    return yield* use(file)
  })))

const opened = <A, E>(file: string, effect: Effect.Effect<A, E, EventStore>, log?: string) =>
  Effect.provide(effect, SqliteEventStore.layer(log === undefined ? { file } : { file, log }))

describe("a file", () => {
  it("remembers its commands when it is closed and opened again", () =>
    onFile((file) => Effect.gen(function*() {
      const first = yield* opened(file, append(0))
      assert.deepStrictEqual(yield* opened(file, append(0)), { ...first, duplicate: true })
    })))

  it("holds the logs of several tenants, which never meet", () =>
    onFile((file) => Effect.gen(function*() {
      yield* opened(file, append(0), "north")
      const south = yield* opened(file, Effect.gen(function*() {
        const store = yield* EventStore
        const { streams: [own] } = yield* store.load([{ stream }], "c0")
        assert.strictEqual(own?.version, 0)
        return yield* append(0)
      }), "south")
      assert.deepInclude({ ...south }, { from: Position.make(1), duplicate: false })
      assert.deepStrictEqual(yield* Stream.runCollect(verify(file, "south")), [])
    })))

  it("is migrated once, by however many at once, and then says there is nothing to do", () =>
    Effect.runPromise(Effect.scoped(Effect.gen(function*() {
      const file = yield* temporaryFile
      const answers = yield* Effect.all(Array.from({ length: 8 }, () => migrate(file)), { concurrency: "unbounded" })
      assert.isTrue(answers.every(({ to }) => to === 1))
      assert.deepStrictEqual(yield* migrate(file), { from: 1, to: 1 })
    }))))

  it("lets nobody change or delete an event", () =>
    onFile((file) => Effect.gen(function*() {
      yield* opened(file, append(0))
      const db = new DatabaseSync(file)
      assert.throws(() => db.exec("UPDATE events SET data = '{}'"), /never changed/)
      assert.throws(() => db.exec("DELETE FROM events"), /never deleted/)
      db.close()
    })))

  it("refuses an event id that was used before, and nobody else who commits at the same time", () =>
    onFile((file) => Effect.gen(function*() {
      const one = (name: string, id: string) =>
        Effect.flatMap(EventStore, (store) => store.append({ writes: [{ stream: StreamId.make(`slot/${name}`), expected: Version.make(0), events: [event(id)] }] }))
      const answers = yield* opened(file, Effect.all(["1", "2", "1", "3"].map((id, i) => Effect.result(one(String(i), id))), { concurrency: "unbounded" }))
      assert.deepStrictEqual(answers.map(Result.isSuccess), [true, true, false, true])
      const refused = answers.find(Result.isFailure)
      assert.include(refused?.failure.message, "holds an event of this id already")
      assert.deepStrictEqual(yield* Stream.runCollect(verify(file)), [])
    })))

  it("on a full disk says so in one sentence, keeps what it had, and takes more when there is room", () =>
    onFile((file) => Effect.gen(function*() {
      yield* opened(file, append(0))
      // A limit on pages stands in for the end of the disk: it makes SQLite answer as a full disk does.
      const store = SqliteEventStore.layer({ file, maxPages: 60 })
      const error = yield* Effect.provide(Effect.flip(append(1, 1_000_000)), store)
      assert.strictEqual(error._tag, "StoreUnavailable")
      assert.include(error.message, "There is no room left")
      yield* opened(file, append(1, 1_000_000))
      assert.deepStrictEqual(yield* Stream.runCollect(verify(file)), [])
    })))
})
