/** Everything decided as it would be, and nothing kept. */
import { type Appended, CommandHandler, EventStore, Position, Version } from "@servicelane/runtime"
import { MemoryCheckpoints, MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect, Layer } from "effect"
import { now } from "./input.ts"
import type { Services } from "./run.ts"

/** The same log, except that appends are answered and thrown away. */
const forgetful = Layer.effect(EventStore, Effect.gen(function*() {
  const store = yield* EventStore
  return EventStore.of({
    ...store,
    append: ({ writes }) =>
      Effect.gen(function*() {
        const head = yield* store.head
        const count = writes.reduce((sum, { events }) => sum + events.length, 0)
        const versions = Object.fromEntries(writes.map(({ stream, expected, events }) => [stream, Version.make(expected + events.length)]))
        return {
          from: Position.make(head + 1), to: Position.make(head + count), versions, recordedAt: yield* now, duplicate: false
        } satisfies Appended
      })
  })
}))

/** A log of its own that nobody sees. */
export const inMemory: Layer.Layer<Services> = CommandHandler.layer().pipe(Layer.provideMerge(Layer.merge(MemoryEventStore.layer, MemoryCheckpoints.layer)))

export const dryRun = <A, E>(effect: Effect.Effect<A, E, Services>): Effect.Effect<A, E, Services> =>
  Effect.provide(effect, CommandHandler.layer().pipe(Layer.provideMerge(forgetful)))
