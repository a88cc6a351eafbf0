/** The tables, as numbered steps. A step that has been released is never changed. */
import { Effect } from "effect"
import { Migrator, SqlClient } from "effect/sql"

/** Where the steps taken are noted. */
export const table = "servicelane_migrations"

const statements = (...all: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    for (const statement of all) yield* sql.unsafe(statement)
  })

const log = statements(
  `CREATE TABLE log (
    log TEXT NOT NULL PRIMARY KEY, head INTEGER NOT NULL, hash BLOB NOT NULL, epoch TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE events (
    log TEXT NOT NULL REFERENCES log (log), position INTEGER NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, schema INTEGER NOT NULL, occurred_at TEXT NOT NULL, recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL, site TEXT, subject TEXT, command_id TEXT, correlation TEXT, causation TEXT, traceparent TEXT,
    data TEXT NOT NULL, personal BLOB, hash BLOB NOT NULL,
    PRIMARY KEY (log, position), UNIQUE (log, stream, version), UNIQUE (log, id)
  ) STRICT`,
  `CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END`,
  `CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END`,
  `CREATE TABLE commands (
    log TEXT NOT NULL, id TEXT NOT NULL, fingerprint TEXT NOT NULL, from_position INTEGER NOT NULL, to_position INTEGER NOT NULL,
    versions TEXT NOT NULL, PRIMARY KEY (log, id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE checkpoints (
    log TEXT NOT NULL, projection TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, status TEXT NOT NULL,
    owner TEXT, fence INTEGER NOT NULL, lease_until TEXT, error TEXT, PRIMARY KEY (log, projection, version)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE projections (
    log TEXT NOT NULL, projection TEXT NOT NULL, version INTEGER NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL,
    position INTEGER NOT NULL, PRIMARY KEY (log, projection, version, key)
  ) STRICT`,
  `CREATE TABLE snapshots (
    log TEXT NOT NULL, name TEXT NOT NULL, state_hash TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
    state TEXT NOT NULL, PRIMARY KEY (log, name, state_hash, stream)
  ) STRICT`
)

export const migrations: ReadonlyArray<Migrator.ResolvedMigration> = [[1, "log", Effect.succeed(log)]]

/** The step at which this version's tables are complete. */
export const latest = Math.max(...migrations.map(([id]) => id))

/** Takes the steps still missing, all or none. */
export const migrate = Migrator.make({})({ loader: Effect.succeed(migrations), table })
