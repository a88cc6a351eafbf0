/** The event store on one SQLite file: one writer that commits what waits together, and a reader apart from it. */
import { type Appended, type Batch, type CommandReused, type Conflict, EventStore, type Filter, Position, type Recorded, StoreUnavailable, Version } from "@servicelane/runtime"
import { Deferred, type Duration, Effect, Layer, Option, PubSub, Queue, Result, type Scope, Stream } from "effect"
import { Reactivity } from "effect/reactivity"
import type { SqlClient, SqlError } from "effect/sql"
import { after, append, end, endOrBegin, recordedCommand, saveEnd } from "./append.ts"
import { recordedOf, type Row } from "./Row.ts"
import { check, patience } from "./Sqlite.ts"
import * as Client from "./SqliteClient.ts"
import { isBusy, unavailable } from "./unavailable.ts"

export interface Config {
  /** The database file; it must have been migrated. */
  readonly file: string
  /** The tenant's log within it; `main` when left out. */
  readonly log?: string
  /** The most pages of 4 KiB the file may grow to; as large as the disk when left out. */
  readonly maxPages?: number
  /** How often commits of other processes are looked for. */
  readonly poll?: Duration.Input
}

/** Batches that wait to be written; whoever comes later waits to be let in. */
const queueSize = 1_024

/** Batches that share one commit. */
const groupSize = 128

/** Rows fetched at once when reading through the log. */
const pageSize = 1_000

interface Waiting {
  readonly batch: Batch
  readonly answer: Deferred.Deferred<Appended, Conflict | CommandReused | StoreUnavailable>
}

type Answer = Result.Result<Appended, Conflict | CommandReused | StoreUnavailable>

/** Everything that waits, in one transaction: each batch succeeds or is refused on its own. */
const committed = (sql: SqlClient.SqlClient, log: string, group: ReadonlyArray<Waiting>): Effect.Effect<ReadonlyArray<Answer>, SqlError.SqlError> =>
  sql.withTransaction(Effect.gen(function*() {
    const began = yield* endOrBegin(sql, log)
    let now = began
    const answers: Array<Answer> = []
    for (const { batch } of group) {
      const done = yield* append(sql, log, batch, now)
      answers.push(done.answer)
      now = done.end
    }
    if (now.head !== began.head) yield* saveEnd(sql, log, now)
    return answers
  }))

const headOf = (sql: SqlClient.SqlClient, log: string) => Effect.map(end(sql, log), (found) => found?.head ?? 0)

/** The next rows after a position but not past another, and how far one has then seen. */
const pageOf = (sql: SqlClient.SqlClient, log: string, from: number, { types, site }: Filter, to = Infinity) =>
  sql.withTransaction(Effect.gen(function*() {
    const head = Math.min(to, yield* headOf(sql, log))
    const rows = yield* sql<Row>`SELECT * FROM events WHERE log = ${log} AND position > ${from} AND position <= ${head}
      ${types === undefined ? sql.literal("") : sql`AND type IN (SELECT value FROM json_each(${JSON.stringify(types)}))`}
      ${site === undefined ? sql.literal("") : sql`AND site = ${site}`}
      ORDER BY position LIMIT ${pageSize}`
    const last = rows.length < pageSize ? head : rows.at(-1)?.position ?? head
    return { events: rows.map(recordedOf), seen: Math.max(from, last), end: rows.length < pageSize }
  }))

const lost: Answer = Result.fail(new StoreUnavailable({ reason: "The writer lost an answer." }))

const make = ({ file, log = "main", maxPages, poll = "250 millis" }: Config): Effect.Effect<EventStore["Service"], StoreUnavailable, Scope.Scope> =>
  Effect.gen(function*() {
    yield* check(file)
    const failing = <A, R>(effect: Effect.Effect<A, SqlError.SqlError, R>) =>
      effect.pipe(Effect.retry({ schedule: patience, while: isBusy }), Effect.mapError(unavailable(file)))
    const writer = yield* failing(Client.make(maxPages === undefined ? { file } : { file, maxPages }))
    const reader = yield* failing(Client.make({ file, readOnly: true }))
    const wake = yield* PubSub.sliding<void>(1)
    const queue = yield* Queue.bounded<Waiting>(queueSize)

    const commit = (group: ReadonlyArray<Waiting>) => committed(writer, log, group)

    // A batch whose event id was used before is refused by the database itself; the others of its group shall not suffer for it.
    const writeAll = (group: ReadonlyArray<Waiting>): Effect.Effect<ReadonlyArray<Answer>, StoreUnavailable> =>
      commit(group).pipe(
        Effect.retry({ schedule: patience, while: isBusy }),
        Effect.catch((error) =>
          group.length > 1 && error.reason._tag === "UniqueViolation"
            ? Effect.forEach(group, (one) => Effect.map(Effect.result(writeAll([one])), Result.flatMap(([answer]) => answer ?? lost)))
            : Effect.fail(unavailable(file)(error)))
      )

    const writeGroup = Effect.gen(function*() {
      const group = yield* Queue.takeBetween(queue, 1, groupSize)
      const answers = yield* Effect.exit(writeAll(group))
      yield* Effect.forEach(group, ({ answer }, i) => {
        if (answers._tag === "Failure") return Deferred.failCause(answer, answers.cause)
        return Deferred.complete(answer, Effect.fromResult(answers.value[i] ?? lost))
      }, { discard: true })
      yield* PubSub.publish(wake, undefined)
    })
    yield* Effect.forkScoped(Effect.forever(writeGroup))

    /** Page by page; at the end of the log `atEnd` says whether to look again. */
    const pages = (from: Position, filter: Filter, atEnd: Effect.Effect<boolean>, to?: Position): Stream.Stream<Recorded, StoreUnavailable> =>
      Stream.paginate<number, Recorded, StoreUnavailable>(from, (position) =>
        Effect.gen(function*() {
          const { events, seen, end } = yield* failing(pageOf(reader, log, position, filter, to))
          const goOn = end && events.length === 0 ? yield* atEnd : true
          return [events, goOn ? Option.some(seen) : Option.none()] as const
        }))

    const present = failing(Effect.map(headOf(reader, log), (head) => Position.make(head)))

    return EventStore.of({
      append: (batch) =>
        Effect.gen(function*() {
          const answer = yield* Deferred.make<Appended, Conflict | CommandReused | StoreUnavailable>()
          yield* Queue.offer(queue, { batch, answer })
          return yield* Deferred.await(answer)
        }),
      load: (streams, commandId) =>
        failing(reader.withTransaction(Effect.gen(function*() {
          const recorded = commandId === undefined ? undefined : yield* recordedCommand(reader, log, commandId)
          const loaded = yield* Effect.forEach(streams, ({ stream, after: from = Version.make(0) }) =>
            Effect.gen(function*() {
              const events = yield* after(reader, log, stream, from)
              const last = events.at(-1)?.version
              if (last !== undefined || from === 0) return { stream, version: last ?? Version.make(0), events }
              const rows = yield* reader<{ version: number | null }>`SELECT max(version) AS version FROM events WHERE log = ${log} AND stream = ${stream}`
              return { stream, version: Version.make(rows[0]?.version ?? 0), events }
            }))
          return { streams: loaded, recorded }
        }))),
      // What is committed after the first look is not read: a reader slower than the writers would never come to an end.
      readAll: (from, filter = {}) => Stream.unwrap(Effect.map(present, (to) => pages(from, filter, Effect.succeed(false), to))),
      head: present,
      changes: (from, filter = {}) =>
        Stream.unwrap(Effect.gen(function*() {
          // Subscribed before the first look, so that no commit falls between the two.
          const woken = yield* PubSub.subscribe(wake)
          const wait = Effect.raceFirst(PubSub.take(woken), Effect.sleep(poll))
          return pages(from, filter, Effect.as(wait, true))
        }))
    })
  }).pipe(Effect.provide(Reactivity.layer))

export const layer = (config: Config): Layer.Layer<EventStore, StoreUnavailable> => Layer.effect(EventStore, make(config))
