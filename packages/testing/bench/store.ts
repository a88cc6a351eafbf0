/** Appends beside the same rows written by node:sqlite alone, with the same durability. */
import { Instant, StreamId } from "@servicelane/core"
import { EventStore, type NewEvent, Version } from "@servicelane/runtime"
import { migrate, SqliteEventStore } from "@servicelane/sql/sqlite"
import { Array, Effect } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import type { Line } from "./search.ts"
import { rateAsync } from "./timing.ts"

const at = Instant.Instant.make("2026-09-17T10:00:00.000Z")
const data = { site: "large", note: "x".repeat(200) }

const event = (id: string): NewEvent => ({
  id, type: "Measured", schema: 1, occurredAt: at, actor: "bench", site: "large", subject: null, correlation: null, causation: null, traceparent: null, data, personal: null
})

const perSecond = (n: number): string => `${Math.round(n).toLocaleString("en")} events/s`

/** Rows of the same size, one transaction for each group, fully synced. */
const raw = (folder: string, name: string, groups: number, size: number): Promise<number> => {
  const db = new DatabaseSync(join(folder, `${name}.db`))
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (stream TEXT, version INTEGER, data TEXT, UNIQUE (stream, version))")
  const insert = db.prepare("INSERT INTO events VALUES (?, ?, ?)")
  const text = JSON.stringify(data)
  return rateAsync(groups * size, async () => {
    for (let group = 0; group < groups; group++) {
      db.exec("BEGIN IMMEDIATE")
      for (let i = 0; i < size; i++) insert.run(`s/${group}`, i, text)
      db.exec("COMMIT")
    }
    db.close()
  })
}

export const storeLines = async (): Promise<ReadonlyArray<Line>> => {
  const folder = mkdtempSync(join(tmpdir(), "servicelane-bench-"))
  try {
    const ours = (name: string, groups: number, size: number, concurrency: number): Promise<number> => {
      const file = join(folder, `${name}.db`)
      const one = (store: EventStore["Service"]) => (group: number) =>
        store.append({
          writes: [{ stream: StreamId.make(`s/${group}`), expected: Version.make(0), events: Array.makeBy(size, (i) => event(`${group}-${i}`)) }],
          command: { id: `c-${group}`, fingerprint: "f" }
        })
      return Effect.runPromise(Effect.gen(function*() {
        yield* migrate(file)
        return yield* Effect.gen(function*() {
          const store = yield* EventStore
          yield* one(store)(-1)
          const groups_ = Array.makeBy(groups, (group) => group)
          return yield* Effect.promise(() => rateAsync(groups * size, () => Effect.runPromise(Effect.forEach(groups_, one(store), { concurrency, discard: true }))))
        }).pipe(Effect.provide(SqliteEventStore.layer({ file })))
      }))
    }
    return [
      { what: "append, one event a command, one after the other", figure: perSecond(await ours("serial", 2_000, 1, 1)), floor: `${perSecond(await raw(folder, "raw-1", 2_000, 1))} node:sqlite, one a commit` },
      { what: "append, one event a command, 64 in flight", figure: perSecond(await ours("flight", 10_000, 1, 64)), floor: `${perSecond(await raw(folder, "raw-64", 300, 64))} node:sqlite, 64 a commit` },
      { what: "append, 100 events a command", figure: perSecond(await ours("batch", 300, 100, 1)), floor: `${perSecond(await raw(folder, "raw-100", 300, 100))} node:sqlite, 100 a commit` }
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
