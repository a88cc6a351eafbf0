import { assert, describe, it } from "@effect/vitest"
import { Instant } from "@servicelane/core"
import { type Appended, type Batch, type Conflict, EventStore, Position, type Recorded, Version } from "@servicelane/runtime"
import { MemoryEventStore } from "@servicelane/runtime/memory"
import { eventStoreCases, provenOn } from "@servicelane/testing"
import { Array, Cause, Effect, Exit, Layer, Option, Stream } from "effect"
import { AssertionError } from "node:assert/strict"

type Store = EventStore["Service"]

/** The memory store with one promise broken, as a naive adapter breaks it. */
const broken = (breaks: (store: Store) => Partial<Store>): Layer.Layer<EventStore> =>
  Layer.effect(EventStore, Effect.map(EventStore, (store) => EventStore.of({ ...store, ...breaks(store) }))).pipe(Layer.provide(MemoryEventStore.layer))

/** Appends again at whatever version the streams are by now, as a store without expected versions would. */
const forced = (store: Store, { writes }: Batch) => (conflict: Conflict): Effect.Effect<Appended, never> => {
  const actual = new Map(conflict.violations.map(({ stream, actual: version }) => [stream, version]))
  return Effect.orDie(store.append({ writes: Array.map(writes, (write) => ({ ...write, expected: actual.get(write.stream) ?? write.expected })) }))
}

const nameless = ({ writes, checks = [] }: Batch): Batch => ({ writes, checks })

const firstOf = <A>(list: Array.NonEmptyReadonlyArray<A>, count: number): Array.NonEmptyReadonlyArray<A> => [list[0], ...list.slice(1, count)]

/** Hands out the same object for the same event every time, and lets it be changed. */
const sharing = () => {
  const shared = new Map<number, Recorded>()
  return (event: Recorded): Recorded => {
    const known = shared.get(event.position) ?? structuredClone(event)
    shared.set(event.position, known)
    return known
  }
}

const stores: ReadonlyArray<readonly [fault: string, caughtBy: string, layer: Layer.Layer<EventStore>]> = [
  [
    "a second create that appends silently",
    "a stream that exists is not created again, and nothing of the attempt is kept",
    broken((store) => ({ append: (batch) => Effect.catchTag(store.append(batch), "Conflict", (conflict) => batch.writes[0].expected === 0 ? forced(store, batch)(conflict) : Effect.fail(conflict)) }))
  ],
  [
    "a version hole that is accepted",
    "a stream has no holes: a version ahead of an unknown stream is refused",
    broken((store) => ({
      append: (batch) => Effect.catchTag(store.append(batch), "Conflict", (conflict) =>
        conflict.violations.every(({ expected, actual }) => expected > actual) ? forced(store, batch)(conflict) : Effect.fail(conflict))
    }))
  ],
  [
    "a conflict that names the wrong version",
    "a conflict names the true version and hands over the events after the expected one",
    broken((store) => ({
      append: (batch) => Effect.mapError(store.append(batch), (error) => {
        if (error._tag === "Conflict") for (const violation of error.violations) Object.assign(violation, { actual: Version.make(violation.expected + 1) })
        return error
      })
    }))
  ],
  [
    "a batch that is applied stream by stream",
    "a batch is kept whole or not at all",
    broken((store) => ({
      append: (batch) => Effect.map(Effect.forEach(batch.writes, (write) => store.append({ ...batch, writes: [write] })), Array.lastNonEmpty)
    }))
  ],
  [
    "checks that are not looked at",
    "a check refuses the batch when its stream has moved, and adds nothing to it when it has not",
    broken((store) => ({ append: (batch) => store.append({ ...batch, checks: [] }) }))
  ],
  [
    "`after` taken in",
    "`after` is left out, and `after` the end there is nothing",
    broken((store) => ({ readAll: (after, filter) => store.readAll(Position.make(Math.max(0, after - 1)), filter) }))
  ],
  [
    "an event that is dropped while success is reported",
    "thousands of events in one append are all stored, in order",
    broken((store) => ({
      append: (batch) => store.append({ ...batch, writes: Array.map(batch.writes, (write) => ({ ...write, events: firstOf(write.events, 8_000) })) })
    }))
  ],
  [
    "a command that is forgotten",
    "the same command again answers with the first result and stores nothing",
    broken((store) => ({ append: (batch) => store.append(nameless(batch)) }))
  ],
  [
    "events that can be changed through what was handed out",
    "nobody can change what has happened through what was handed out or handed in",
    broken((store) => {
      const share = sharing()
      return { readAll: (after, filter) => Stream.map(store.readAll(after, filter), share) }
    })
  ],
  [
    "a follower that skips what is written while it catches up",
    "a follower sees what was there before it came, then each new event",
    broken((store) => ({ changes: (after, filter) => Stream.concat(store.readAll(after, filter), Stream.never) }))
  ],
  [
    "a follower that is told again what it saw while catching up",
    "a follower sees what was there before it came, then each new event",
    broken((store) => ({ changes: (after, filter) => Stream.concat(store.readAll(after, filter), store.changes(after, filter)) }))
  ],
  [
    "an id that may be used again",
    "an event's id is used once in a log, and a batch that uses one again is not kept",
    broken((store) => ({
      append: (batch) => Effect.catchTag(store.append(batch), "StoreUnavailable", () =>
        store.append({ ...batch, writes: Array.map(batch.writes, (write, w) => ({ ...write, events: Array.map(write.events, (event, e) => ({ ...event, id: `${event.id}-${w}-${e}` })) })) }))
    }))
  ],
  [
    "positions that begin at 0",
    "positions are 1, 2, 3 … without a hole, whoever writes and whatever is refused",
    broken((store) => ({ readAll: (after, filter) => Stream.map(store.readAll(after, filter), (event) => ({ ...event, position: Position.make(event.position - 1) })) }))
  ],
  [
    "a second write to a stream that is put wherever there is room",
    "a second write to a stream in one batch must expect what the first one leaves",
    broken((store) => ({
      append: (batch) => {
        const next = new Map<string, Version>()
        return store.append({
          ...batch,
          writes: Array.map(batch.writes, (write) => {
            const expected = next.get(write.stream) ?? write.expected
            next.set(write.stream, Version.make(expected + write.events.length))
            return { ...write, expected }
          })
        })
      }
    }))
  ],
  [
    "a writer who is told another instant than the log keeps",
    "a batch is recorded at one instant, which the writer is told",
    broken((store) => ({ append: (batch) => Effect.map(store.append(batch), (appended) => ({ ...appended, recordedAt: Instant.Instant.make("2000-01-01T00:00:00.000Z") })) }))
  ],
  [
    "recording times as the clock has them",
    "recording times never run backwards, though the clock does, and ids are unique",
    broken((store) => {
      const times = new Map<number, Instant.Instant>()
      return {
        append: (batch) => Effect.tap(store.append(batch), ({ from }) =>
          Effect.clockWith((clock) => Effect.map(clock.currentTimeMillis, (now) => times.set(from, Instant.fromMillis(now))))),
        readAll: (after, filter) => Stream.map(store.readAll(after, filter), (event) => ({ ...event, recordedAt: times.get(event.position) ?? event.recordedAt }))
      }
    })
  ],
  [
    "a site that is asked for in vain",
    "from any position and with any filter, what is read is that part of the whole",
    broken((store) => ({ readAll: (after, filter = {}) => store.readAll(after, filter.types === undefined ? {} : filter) }))
  ],
  [
    "no types taken for all types",
    "from any position and with any filter, what is read is that part of the whole",
    broken((store) => ({ readAll: (after, filter = {}) => store.readAll(after, filter.types?.length === 0 ? {} : filter) }))
  ],
  [
    "a page that begins with the last event of the one before",
    "from any position and with any filter, what is read is that part of the whole",
    broken((store) => ({
      readAll: (after, filter) => Stream.flatMap(store.readAll(after, filter), (event) => event.position % 1_000 === 0 ? Stream.make(event, event) : Stream.make(event))
    }))
  ],
  [
    "a reader who is kept as long as others write",
    "reading ends at the present, though the reader writes on",
    broken((store) => {
      const onwards = (after: Position): Stream.Stream<Recorded, never> =>
        Stream.unwrap(Effect.map(Effect.orDie(Stream.runHead(store.readAll(after))), Option.match({
          onNone: () => Stream.empty,
          onSome: (event) => Stream.concat(Stream.make(event), Stream.suspend(() => onwards(event.position)))
        })))
      return { readAll: onwards }
    })
  ],
  [
    "a head that stays behind",
    "the head is the position of the newest event",
    broken((store) => ({ head: Effect.map(store.head, (head) => Position.make(Math.min(head, 1))) }))
  ],
  [
    "loaded events that can be changed",
    "nor through what a load, a conflict or a follower handed out, however deep",
    broken((store) => {
      const share = sharing()
      return {
        load: (streams, id) => Effect.map(store.load(streams, id), (loaded) => ({ ...loaded, streams: loaded.streams.map((one) => ({ ...one, events: one.events.map(share) })) }))
      }
    })
  ],
  [
    "followed events that can be changed",
    "nor through what a load, a conflict or a follower handed out, however deep",
    broken((store) => {
      const share = sharing()
      return { changes: (after, filter) => Stream.map(store.changes(after, filter), share) }
    })
  ],
  [
    "a follower of one site who is told of all",
    "a follower of one site is told of that site alone",
    broken((store) => ({ changes: (after) => store.changes(after) }))
  ],
  [
    "a follower that looks for the end of the log after it has read to it",
    "nothing is lost of what is written at the very moment a follower has caught up",
    broken((store) => ({
      changes: (after, filter) => Stream.concat(store.readAll(after, filter), Stream.unwrap(Effect.map(store.head, (head) => store.changes(head, filter))))
    }))
  ]
]

/** A case that fails, or an assertion that does; a decorator that merely crashes proves nothing. */
const isProof = (cause: Cause.Cause<unknown>): boolean => !Cause.hasDies(cause) || Cause.squash(cause) instanceof AssertionError

describe("the contract catches broken stores", () => {
  for (const [fault, caughtBy, layer] of stores) {
    it(fault, async () => {
      const proof = eventStoreCases.find(([promise]) => promise === caughtBy)?.[1]
      assert.isDefined(proof)
      const patient = Effect.timeoutOrElse(proof ?? Effect.void, { duration: "2 seconds", orElse: () => Effect.fail("kept waiting") })
      const exit = await Effect.runPromiseExit(provenOn(patient, layer))
      assert.isTrue(Exit.isFailure(exit) && isProof(exit.cause), String(exit))
    })
  }

  it("and no store that is whole", async () => {
    for (const [, proof] of eventStoreCases) await Effect.runPromise(provenOn(proof, broken(() => ({}))))
  })
})
