/** A log in this process's memory: every promise of the port but that of surviving the process. */
import { Instant, type StreamId } from "@servicelane/core"
import { Array, Effect, Layer, PubSub, Result, Stream } from "effect"
import { type Appended, type Batch, CommandReused, Conflict, EventStore, type Filter, StoreUnavailable, type Violation } from "../EventStore.ts"
import { type Position, positionOf, type Recorded, type Version, versionOf } from "../Recorded.ts"

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
  const copy = { ...value }
  for (const name in copy) {
    const field = copy[name]
    if (field === undefined) delete copy[name]
    else if (typeof field === "object") copy[name] = kept(field)
  }
  return Object.freeze(copy)
}

const lengthOf = (log: Log, stream: StreamId): number => log.streams.get(stream)?.length ?? 0

const violations = (log: Log, { writes, checks = [] }: Batch): ReadonlyArray<Violation> => {
  const ahead = new Map<StreamId, number>()
  const found = new Map<StreamId, Violation>()
  const look = (stream: StreamId, expected: number, adds: number): void => {
    const actual = lengthOf(log, stream)
    const earlier = ahead.get(stream) ?? 0
    ahead.set(stream, earlier + adds)
    if (expected !== actual + earlier && !found.has(stream)) {
      const events = (log.streams.get(stream) ?? []).slice(expected)
      found.set(stream, { stream, expected: versionOf(expected), actual: versionOf(actual), events })
    }
  }
  for (const { stream, expected } of checks) look(stream, expected, 0)
  for (const { stream, expected, events } of writes) look(stream, expected, events.length)
  return [...found.values()]
}

/** Whether an event's id is in the log already, or comes twice. */
const hasKnownId = ({ ids }: Log, { writes }: Batch): boolean => {
  const own = new Set<string>()
  for (const { events } of writes) {
    for (const { id } of events) {
      if (ids.has(id) || own.has(id)) return true
      own.add(id)
    }
  }
  return false
}

const matches = ({ types, site }: Filter) => (event: Recorded): boolean =>
  (types === undefined || types.includes(event.type)) && (site === undefined || event.site === site)

const make = Effect.gen(function*() {
  const log: Log = { all: [], streams: new Map(), ids: new Set(), commands: new Map() }
  const wake = yield* PubSub.sliding<void>(1)

  /** In one piece: nothing else happens between the look at the versions and the last event kept. */
  const append = (batch: Batch, now: Instant.Instant): Result.Result<Appended, Conflict | CommandReused | StoreUnavailable> => {
    const { command, writes } = batch
    const first = command === undefined ? undefined : log.commands.get(command.id)
    if (command !== undefined && first !== undefined) {
      if (first.fingerprint !== command.fingerprint) return Result.fail(new CommandReused({ commandId: command.id }))
      return Result.succeed({ ...first.appended, duplicate: true })
    }
    const found = violations(log, batch)
    if (Array.isReadonlyArrayNonEmpty(found)) return Result.fail(new Conflict({ violations: found }))
    if (hasKnownId(log, batch)) {
      return Result.fail(new StoreUnavailable({ reason: "The log holds an event of this id already. Every event needs an id of its own; nothing of the batch was kept." }))
    }
    const last = log.all.at(-1)?.recordedAt ?? now
    const recordedAt = last > now ? last : now
    const from = positionOf(log.all.length + 1)
    const versions: Record<string, Version> = {}
    for (const { stream, events } of writes) {
      const list = log.streams.get(stream) ?? []
      log.streams.set(stream, list)
      for (const event of events) {
        const recorded: Recorded = Object.freeze({
          ...event,
          data: kept(event.data),
          personal: kept(event.personal),
          position: positionOf(log.all.length + 1),
          stream,
          version: versionOf(list.length + 1),
          recordedAt,
          commandId: command?.id ?? null
        })
        list.push(recorded)
        log.all.push(recorded)
        log.ids.add(event.id)
      }
      versions[stream] = versionOf(list.length)
    }
    const appended: Appended = kept({ from, to: positionOf(log.all.length), versions, recordedAt, duplicate: false })
    if (command !== undefined) log.commands.set(command.id, Object.freeze({ fingerprint: command.fingerprint, appended }))
    PubSub.publishUnsafe(wake, undefined)
    return Result.succeed(appended)
  }

  const readAll = (after: Position, filter: Filter = {}): Stream.Stream<Recorded> =>
    Stream.suspend(() => Stream.fromIterable(log.all.slice(after).filter(matches(filter))))

  return EventStore.of({
    append: (batch) => Effect.clockWith((clock) => Effect.fromResult(append(batch, Instant.fromMillis(clock.currentTimeMillisUnsafe())))),
    load: (streams, commandId) =>
      Effect.sync(() => ({
        streams: streams.map(({ stream, after = 0 }) => ({
          stream,
          version: versionOf(lengthOf(log, stream)),
          events: (log.streams.get(stream) ?? []).slice(after)
        })),
        recorded: commandId === undefined ? undefined : log.commands.get(commandId)
      })),
    readAll,
    head: Effect.sync(() => positionOf(log.all.length)),
    changes: (after, filter = {}) =>
      Stream.unwrap(Effect.gen(function*() {
        // Subscribed before the first look, so that no commit falls between the two.
        const woken = yield* PubSub.subscribe(wake)
        let seen = after
        const fresh = Stream.suspend(() => {
          const from = seen
          seen = positionOf(Math.max(seen, log.all.length))
          return readAll(from, filter).pipe(Stream.takeWhile(({ position }) => position <= seen))
        })
        return Stream.concat(fresh, Stream.flatMap(Stream.fromSubscription(woken), () => fresh))
      }))
  })
})

export const layer: Layer.Layer<EventStore> = Layer.effect(EventStore, make)
