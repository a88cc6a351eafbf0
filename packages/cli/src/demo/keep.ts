/** A log that was lived through in memory is written down, command by command, as it was. */
import type { StreamId } from "@servicelane/core"
import { type Batch, EventStore, positionOf, type Recorded, type StoreUnavailable, versionOf, type Write } from "@servicelane/runtime"
import { Array, Effect, Stream } from "effect"

/** Batches on their way at once: they share commits, and are written in the order in which they set out. */
const inFlight = 256

/** What one command brought about; each stream goes on where it was. */
const batchOf = (events: ReadonlyArray<Recorded>, command: Batch["command"]): Batch | undefined => {
  const writes = Object.values(Object.groupBy(events, ({ stream }) => stream) as Readonly<Record<StreamId, ReadonlyArray<Recorded>>>).flatMap((own): ReadonlyArray<Write> =>
    Array.isReadonlyArrayNonEmpty(own)
      ? [{ stream: own[0].stream, expected: versionOf(own[0].version - 1), events: Array.map(own, ({ position: _position, stream: _stream, version: _version, recordedAt: _recordedAt, commandId: _commandId, ...event }) => event) }]
      : []
  )
  if (!Array.isReadonlyArrayNonEmpty(writes)) return undefined
  return command === undefined ? { writes } : { writes, command }
}

/** From one store into another, which is empty. */
export const keep = (lived: EventStore["Service"]): Effect.Effect<void, StoreUnavailable, EventStore> =>
  Effect.gen(function*() {
    const store = yield* EventStore
    const all = yield* Stream.runCollect(lived.readAll(positionOf(0)))
    const commands = Object.values(Object.groupBy(all, ({ commandId }) => commandId ?? ""))
    yield* Effect.forEach(commands, Effect.fnUntraced(function*(events = []) {
      const [first] = events
      if (first === undefined || first.commandId === null) return
      const { recorded } = yield* lived.load([{ stream: first.stream }], first.commandId)
      const batch = batchOf(events, recorded && { id: first.commandId, fingerprint: recorded.fingerprint })
      if (batch !== undefined) yield* Effect.orDie(store.append(batch))
    }), { concurrency: inFlight, discard: true })
  })
