/** Appending within a transaction that holds the write lock: what is read here cannot change before it commits. */
import { Instant, type StreamId } from "@servicelane/core"
import { type Appended, type Batch, CommandReused, Conflict, Position, type Recorded, Version, type Violation } from "@servicelane/runtime"
import { Array, Clock, Effect, Result } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { genesis } from "./hash.ts"
import { digest, recordedOf, type Row } from "./Row.ts"

/** Where the log ends. */
export interface End {
  readonly head: number
  readonly hash: Uint8Array
  readonly recordedAt: string
}

type Sql = SqlClient.SqlClient

export const end = Effect.fnUntraced(function*(sql: Sql, log: string) {
  const rows = yield* sql<End>`SELECT l.head, l.hash, coalesce(e.recorded_at, '') AS "recordedAt"
    FROM log l LEFT JOIN events e ON e.log = l.log AND e.position = l.head WHERE l.log = ${log}`
  return rows[0]
})

/** The end of the log, which begins here if it does not exist yet. */
export const endOrBegin = Effect.fnUntraced(function*(sql: Sql, log: string) {
  const found = yield* end(sql, log)
  if (found !== undefined) return found
  // The epoch tells this log from one restored to an earlier position, for those who have seen its messages.
  yield* sql`INSERT INTO log (log, head, hash, epoch) VALUES (${log}, 0, ${genesis}, ${crypto.randomUUID()})`
  return { head: 0, hash: genesis, recordedAt: "" }
})

export const saveEnd = (sql: Sql, log: string, { head, hash }: End) =>
  sql`UPDATE log SET head = ${head}, hash = ${hash} WHERE log = ${log}`

interface CommandRow {
  readonly fingerprint: string
  readonly from_position: number
  readonly to_position: number
  readonly versions: string
  readonly recorded_at: string
}

/** A command that was recorded before, with its first result. */
export const recordedCommand = Effect.fnUntraced(function*(sql: Sql, log: string, id: string) {
  const rows = yield* sql<CommandRow>`SELECT c.fingerprint, c.from_position, c.to_position, c.versions, e.recorded_at
    FROM commands c JOIN events e ON e.log = c.log AND e.position = c.from_position WHERE c.log = ${log} AND c.id = ${id}`
  const row = rows[0]
  if (row === undefined) return undefined
  const appended: Appended = {
    from: Position.make(row.from_position),
    to: Position.make(row.to_position),
    versions: JSON.parse(row.versions) as Appended["versions"],
    recordedAt: Instant.Instant.make(row.recorded_at),
    duplicate: false
  }
  return { fingerprint: row.fingerprint, appended }
})

const versionsOf = Effect.fnUntraced(function*(sql: Sql, log: string, streams: ReadonlyArray<StreamId>) {
  const rows = yield* sql<{ stream: StreamId; version: number }>`SELECT j.value AS stream,
    coalesce((SELECT max(e.version) FROM events e WHERE e.log = ${log} AND e.stream = j.value), 0) AS version
    FROM json_each(${JSON.stringify(streams)}) j`
  return new Map(rows.map(({ stream, version }) => [stream, version]))
})

/** The events of a stream after a version. */
export const after = (sql: Sql, log: string, stream: StreamId, version: number): Effect.Effect<ReadonlyArray<Recorded>, SqlError.SqlError> =>
  Effect.map(
    sql<Row>`SELECT * FROM events WHERE log = ${log} AND stream = ${stream} AND version > ${version} ORDER BY version`,
    (rows) => rows.map(recordedOf)
  )

const violations = Effect.fnUntraced(function*(sql: Sql, log: string, batch: Batch, actual: ReadonlyMap<StreamId, number>) {
  const ahead = new Map<StreamId, number>()
  const wrong = new Map<StreamId, number>()
  const look = (stream: StreamId, expected: number, adds: number): void => {
    const earlier = ahead.get(stream) ?? 0
    if (expected !== (actual.get(stream) ?? 0) + earlier && !wrong.has(stream)) wrong.set(stream, expected)
    ahead.set(stream, earlier + adds)
  }
  for (const { stream, expected } of batch.checks ?? []) look(stream, expected, 0)
  for (const { stream, expected, events } of batch.writes) look(stream, expected, events.length)
  return yield* Effect.forEach(wrong, ([stream, expected]) =>
    Effect.map(after(sql, log, stream, expected), (events): Violation => ({
      stream, expected: Version.make(expected), actual: Version.make(actual.get(stream) ?? 0), events
    })))
})

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

const insert = (sql: Sql, log: string, rows: ReadonlyArray<Row>) => {
  const values = rows.map((row) => [
    row.position, row.stream, row.version, row.id, row.type, row.schema, row.occurred_at, row.recorded_at, row.actor, row.site,
    row.subject, row.command_id, row.correlation, row.causation, row.traceparent, row.data,
    row.personal === null ? null : hex(row.personal), hex(row.hash)
  ])
  return sql`INSERT INTO events (log, position, stream, version, id, type, schema, occurred_at, recorded_at, actor, site, subject,
      command_id, correlation, causation, traceparent, data, personal, hash)
    SELECT ${log}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
      value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, unhex(value ->> 16), unhex(value ->> 17)
    FROM json_each(${JSON.stringify(values)})`
}

/** One batch: its answer, and where the log ends then. A batch that is refused leaves nothing behind. */
export const append = Effect.fnUntraced(function*(sql: Sql, log: string, batch: Batch, { head, hash, recordedAt: last }: End) {
  const { command, writes, checks = [] } = batch
  const refused = (failure: Conflict | CommandReused) => ({ answer: Result.fail(failure), end: { head, hash, recordedAt: last } })
  const first = command === undefined ? undefined : yield* recordedCommand(sql, log, command.id)
  if (command !== undefined && first !== undefined) {
    if (first.fingerprint !== command.fingerprint) return refused(new CommandReused({ commandId: command.id }))
    return { answer: Result.succeed<Appended>({ ...first.appended, duplicate: true }), end: { head, hash, recordedAt: last } }
  }
  const actual = yield* versionsOf(sql, log, [...new Set([...writes, ...checks].map(({ stream }) => stream))])
  const wrong = yield* violations(sql, log, batch, actual)
  if (Array.isReadonlyArrayNonEmpty(wrong)) return refused(new Conflict({ violations: wrong }))
  const now = Instant.fromMillis(yield* Clock.currentTimeMillis)
  const recordedAt = last > now ? Instant.Instant.make(last) : now
  const versions: Record<string, Version> = {}
  const rows: Array<Row> = []
  let chain = hash
  for (const { stream, expected, events } of writes) {
    events.forEach((event, i) => {
      const row = {
        position: head + rows.length + 1,
        stream,
        version: expected + i + 1,
        id: event.id,
        type: event.type,
        schema: event.schema,
        occurred_at: event.occurredAt,
        recorded_at: recordedAt,
        actor: event.actor,
        site: event.site,
        subject: event.subject,
        command_id: command?.id ?? null,
        correlation: event.correlation,
        causation: event.causation,
        traceparent: event.traceparent,
        data: JSON.stringify(event.data),
        personal: event.personal === null ? null : Buffer.from(JSON.stringify(event.personal), "utf8")
      }
      chain = digest(chain, row)
      rows.push({ ...row, hash: chain })
    })
    versions[stream] = Version.make(expected + events.length)
  }
  yield* insert(sql, log, rows)
  const from = Position.make(head + 1)
  const to = Position.make(head + rows.length)
  if (command !== undefined) {
    yield* sql`INSERT INTO commands (log, id, fingerprint, from_position, to_position, versions)
      VALUES (${log}, ${command.id}, ${command.fingerprint}, ${from}, ${to}, ${JSON.stringify(versions)})`
  }
  const answer: Result.Result<Appended, Conflict | CommandReused> = Result.succeed({ from, to, versions, recordedAt, duplicate: false })
  return { answer, end: { head: to, hash: chain, recordedAt } }
})
