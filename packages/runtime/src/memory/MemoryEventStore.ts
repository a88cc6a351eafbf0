/** A log in this process's memory: every promise of the port but that of surviving the process. */
import { Instant, type StreamId } from "@servicelane/core"
import { Array, Clock, Effect, Layer, PubSub, Semaphore, Stream } from "effect"
import { type Appended, type Batch, CommandReused, Conflict, EventStore, type Filter, StoreUnavailable, type Violation } from "../EventStore.ts"
import { Position, type Recorded, Version } from "../Recorded.ts"

interface Log {
  readonly all: Array<Recorded>
  readonly streams: Map<StreamId, Array<Recorded>>
  readonly ids: Set<string>
  readonly commands: Map<string, { readonly fingerprint: string; readonly appended: Appended }>
}

/** What is kept is a frozen copy: nobody can change what has happened. As in JSON, a field that is undefined is none. */
const kept = <A>(value: A): A => {
  if (typeof value !== "object" || value === null) return value
  if (globalThis.Array.isArray(value)) return Object.freeze(value.map(kept)) as A
  const copy: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) if (field !== undefined) copy[name] = kept(field)
  return Object.freeze(copy) as A
}

const versionOf = (log: Log, stream: StreamId): number => log.streams.get(stream)?.length ?? 0

const violations = (log: Log, { writes, checks = [] }: Batch): ReadonlyArray<Violation> => {
  const ahead = new Map<StreamId, number>()
  const found = new Map<StreamId, Violation>()
  const look = (stream: StreamId, expected: number, adds: number): void => {
    const actual = versionOf(log, stream)
    const earlier = ahead.get(stream) ?? 0
    ahead.set(stream, earlier + adds)
    if (expected !== actual + earlier && !found.has(stream)) {
      const events = (log.streams.get(stream) ?? []).slice(expected)
      found.set(stream, { stream, expected: Version.make(expected), actual: Version.make(actual), events })
    }
  }
  for (const { stream, expected } of checks) look(stream, expected, 0)
  for (const { stream, expected, events } of writes) look(stream, expected, events.length)
  return [...found.values()]
}

const matches = ({ types, site }: Filter) => (event: Recorded): boolean =>
  (types === undefined || types.includes(event.type)) && (site === undefined || event.site === site)

const make = Effect.gen(function*() {
  const log: Log = { all: [], streams: new Map(), ids: new Set(), commands: new Map() }
  const turn = Semaphore.makeUnsafe(1)
  const wake = yield* PubSub.sliding<void>(1)

  const append = Effect.fnUntraced(function*(batch: Batch) {
    const { command, writes } = batch
    const first = command === undefined ? undefined : log.commands.get(command.id)
    if (command !== undefined && first !== undefined) {
      if (first.fingerprint !== command.fingerprint) return yield* new CommandReused({ commandId: command.id })
      return { ...first.appended, duplicate: true }
    }
    const found = violations(log, batch)
    if (Array.isReadonlyArrayNonEmpty(found)) return yield* new Conflict({ violations: found })
    const ids = writes.flatMap(({ events }) => events.map(({ id }) => id))
    if (new Set(ids).size < ids.length || ids.some((id) => log.ids.has(id))) {
      return yield* new StoreUnavailable({ reason: "The log holds an event of this id already. Every event needs an id of its own; nothing of the batch was kept." })
    }
    ids.forEach((id) => log.ids.add(id))
    const now = Instant.fromMillis(yield* Clock.currentTimeMillis)
    const last = log.all.at(-1)?.recordedAt ?? now
    const recordedAt = last > now ? last : now
    const from = Position.make(log.all.length + 1)
    const versions: Record<string, Version> = {}
    for (const { stream, events } of writes) {
      const list = log.streams.get(stream) ?? []
      log.streams.set(stream, list)
      for (const event of events) {
        const recorded: Recorded = kept({
          ...event,
          position: Position.make(log.all.length + 1),
          stream,
          version: Version.make(list.length + 1),
          recordedAt,
          commandId: command?.id ?? null
        })
        list.push(recorded)
        log.all.push(recorded)
      }
      versions[stream] = Version.make(list.length)
    }
    const appended: Appended = kept({ from, to: Position.make(log.all.length), versions, recordedAt, duplicate: false })
    if (command !== undefined) log.commands.set(command.id, kept({ fingerprint: command.fingerprint, appended }))
    yield* PubSub.publish(wake, undefined)
    return appended
  })

  const readAll = (after: Position, filter: Filter = {}): Stream.Stream<Recorded> =>
    Stream.suspend(() => Stream.fromIterable(log.all.slice(after).filter(matches(filter))))

  return EventStore.of({
    append: (batch) => turn.withPermits(1)(append(batch)),
    load: (streams, commandId) =>
      Effect.sync(() => ({
        streams: streams.map(({ stream, after = 0 }) => ({
          stream,
          version: Version.make(versionOf(log, stream)),
          events: (log.streams.get(stream) ?? []).slice(after)
        })),
        recorded: commandId === undefined ? undefined : log.commands.get(commandId)
      })),
    readAll,
    head: Effect.sync(() => Position.make(log.all.length)),
    changes: (after, filter = {}) =>
      Stream.unwrap(Effect.gen(function*() {
        // Subscribed before the first look, so that no commit falls between the two.
        const woken = yield* PubSub.subscribe(wake)
        let seen = after
        const fresh = Stream.suspend(() => {
          const from = seen
          seen = Position.make(Math.max(seen, log.all.length))
          return readAll(from, filter).pipe(Stream.takeWhile(({ position }) => position <= seen))
        })
        return Stream.concat(fresh, Stream.flatMap(Stream.fromSubscription(woken), () => fresh))
      }))
  })
})

export const layer: Layer.Layer<EventStore> = Layer.effect(EventStore, make)
