/** What the contract's cases share: small events, batches, and ways to read the log. */
import { Instant, StreamId } from "@servicelane/core"
import { type Batch, EventStore, type NewEvent, Position, type Recorded, Version, type Write } from "@servicelane/runtime"
import { Array, Effect, Stream } from "effect"

export const at = Instant.Instant.make("2026-09-17T10:00:00.000Z")

export const a = StreamId.make("appointment/a")
export const b = StreamId.make("appointment/b")
export const c = StreamId.make("appointment/c")

export const v = (version: number): Version => Version.make(version)
export const p = (position: number): Position => Position.make(position)

/** Ids must be unique in a log; the cases give their own. */
export const event = (id: string, data: NewEvent["data"] = {}, personal: NewEvent["personal"] = null): NewEvent => ({
  id, type: "Tested", schema: 1, occurredAt: at, actor: "contract", site: "site-1", subject: personal === null ? null : "customer-1",
  correlation: null, causation: null, traceparent: null, data, personal
})

export const write = (stream: StreamId, expected: number, ...ids: readonly [string, ...ReadonlyArray<string>]): Write => ({
  stream, expected: v(expected), events: Array.map(ids, (id) => event(id))
})

export const append = (batch: Batch) => Effect.flatMap(EventStore, (store) => store.append(batch))

export const appendTo = (stream: StreamId, expected: number, ...ids: readonly [string, ...ReadonlyArray<string>]) =>
  append({ writes: [write(stream, expected, ...ids)] })

export const all = (after = 0): Effect.Effect<ReadonlyArray<Recorded>, unknown, EventStore> =>
  Effect.flatMap(EventStore, (store) => Stream.runCollect(store.readAll(p(after))))

export const load = (...streams: readonly [StreamId, ...ReadonlyArray<StreamId>]) =>
  Effect.flatMap(EventStore, (store) => store.load(Array.map(streams, (stream) => ({ stream }))))

export const idsOf = (events: ReadonlyArray<Recorded>): ReadonlyArray<string> => events.map(({ id }) => id)

export const positionsOf = (events: ReadonlyArray<Recorded>): ReadonlyArray<number> => events.map(({ position }) => position)

export const upTo = (n: number): ReadonlyArray<number> => Array.makeBy(n, (i) => i + 1)
