/** One of many processes on one file: takes what it can of a list of slots, and says which it got. */
import { Instant, StreamId } from "@servicelane/core"
import { EventStore, type NewEvent, Version } from "@servicelane/runtime"
import { SqliteEventStore } from "@servicelane/sql/sqlite"
import { Effect } from "effect"

const [, , file = "", name = "", slots = "0"] = process.argv

const event = (id: string): NewEvent => ({
  id, type: "Taken", schema: 1, occurredAt: Instant.Instant.make("2026-09-17T10:00:00.000Z"), actor: name, site: null, subject: null,
  correlation: null, causation: null, traceparent: null, data: { by: name }
  , personal: null
})

const program = Effect.gen(function*() {
  const store = yield* EventStore
  for (let slot = 0; slot < Number(slots); slot++) {
    const stream = StreamId.make(`slot/${slot}`)
    const pair = StreamId.make(`bay/${slot}`)
    const answer = yield* Effect.result(store.append({
      writes: [
        { stream, expected: Version.make(0), events: [event(`${name}-${slot}-slot`)] },
        { stream: pair, expected: Version.make(0), events: [event(`${name}-${slot}-bay`)] }
      ],
      command: { id: `${name}-${slot}`, fingerprint: name }
    }))
    process.stdout.write(`${answer._tag === "Success" ? "won" : answer.failure._tag} ${slot}\n`)
  }
})

await Effect.runPromise(Effect.provide(program, SqliteEventStore.layer({ file })))
