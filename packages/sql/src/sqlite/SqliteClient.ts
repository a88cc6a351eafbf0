/** Effect's `SqlClient` over Node's own SQLite. No driver for this version of effect is published; when one is, it takes this file's place. */
import { Context, Effect, Layer, type Scope, Semaphore, Stream } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlConnection, SqlError, Statement } from "effect/sql"
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"

export interface Config {
  readonly file: string
  /** A reader never waits for the writer and cannot change anything. */
  readonly readOnly?: boolean
  /** The most pages of 4 KiB the file may grow to. */
  readonly maxPages?: number
  /** How long one statement waits for another process, in milliseconds. The wait blocks this process: keep it short and try again. */
  readonly busyTimeoutMs?: number
}

/** Prepared statements kept per connection. */
const statementsKept = 100

/** Node says `errcode` where Effect's classification reads `errno`. */
const sqlError = (cause: unknown, operation: string): SqlError.SqlError => {
  const errcode: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "errcode") : undefined
  const readable = typeof errcode === "number" ? Object.assign(cause as object, { errno: errcode }) : cause
  return new SqlError.SqlError({ reason: SqlError.classifySqliteError(readable, { message: `${operation} failed`, operation }) })
}

const isBindable = (value: unknown): value is SQLInputValue =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint" || value instanceof Uint8Array

const bound = (value: unknown): SQLInputValue => {
  if (isBindable(value)) return value
  if (typeof value === "boolean") return Number(value)
  if (value === undefined) return null
  throw new TypeError(`SQLite cannot take a parameter of type ${typeof value}`)
}

const open = ({ file, readOnly = false, busyTimeoutMs = 100, maxPages }: Config): DatabaseSync => {
  const db = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  try {
    // A full sync at every commit: what was acknowledged survives a power cut.
    if (!readOnly) db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = ON")
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`)
    db.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

const connectionOf = (db: DatabaseSync): SqlConnection.Connection => {
  const kept = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const statement = kept.get(sql) ?? db.prepare(sql)
    kept.delete(sql)
    kept.set(sql, statement)
    const oldest = kept.keys().next().value
    if (kept.size > statementsKept && oldest !== undefined) kept.delete(oldest)
    return statement
  }
  const run = (sql: string, params: ReadonlyArray<unknown>, prepared: boolean, arrays: boolean) =>
    Effect.withFiber<ReadonlyArray<Record<string, unknown>>, SqlError.SqlError>((fiber) =>
      Effect.try({
        try: () => {
          const statement = prepared ? prepare(sql) : db.prepare(sql)
          statement.setReadBigInts(Context.get(fiber.context, SqlClient.SafeIntegers))
          statement.setReturnArrays(arrays)
          return statement.all(...params.map(bound))
        },
        catch: (cause) => sqlError(cause, "execute")
      })
    )
  const rows = (prepared: boolean): SqlConnection.Connection["execute"] => (sql, params, transform) => {
    const result = run(sql, params, prepared, false)
    return transform === undefined ? result : Effect.map(result, transform)
  }
  const values = (prepared: boolean): SqlConnection.Connection["executeValues"] => (sql, params) =>
    Effect.map(run(sql, params, prepared, true), (all) => all.map((row) => Object.values(row)))
  return {
    execute: rows(true),
    executeUnprepared: rows(false),
    executeRaw: (sql, params) => run(sql, params, true, false),
    executeValues: values(true),
    executeValuesUnprepared: values(false),
    executeStream: (sql, params, transform) => Stream.fromIterableEffect(rows(true)(sql, params, transform))
  }
}

export const make = (config: Config): Effect.Effect<SqlClient.SqlClient, SqlError.SqlError, Scope.Scope | Reactivity.Reactivity> =>
  Effect.gen(function*() {
    const db = yield* Effect.acquireRelease(
      Effect.try({ try: () => open(config), catch: (cause) => sqlError(cause, "open") }),
      (db) => Effect.sync(() => db.close())
    )
    const acquirers = SqlClient.makeSqliteAcquirers({
      connection: Effect.succeed(connectionOf(db)),
      semaphore: yield* Semaphore.make(1),
      isTransaction: () => db.isTransaction
    })
    return yield* SqlClient.make({
      ...acquirers,
      driver: "sqlite-node",
      compiler: Statement.makeCompilerSqlite(),
      // A deferred transaction that turns to writing fails at once when another process writes: ask for the lock first.
      beginTransaction: config.readOnly === true ? "BEGIN" : "BEGIN IMMEDIATE",
      releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
      prepareTransactionControls: true,
      spanAttributes: [["db.system.name", "sqlite"]]
    })
  }).pipe(Effect.withSpan("SqliteClient.open"))

export const layer = (config: Config): Layer.Layer<SqlClient.SqlClient, SqlError.SqlError> =>
  Layer.effect(SqlClient.SqlClient, make(config)).pipe(Layer.provide(Reactivity.layer))
