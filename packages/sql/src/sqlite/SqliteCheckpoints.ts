/** Checkpoints in the database file of the log they belong to. */
import { Checkpoints, positionOf, type StoreUnavailable } from "@servicelane/runtime"
import { Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import type { SqlError } from "effect/sql"
import { check, patience } from "./Sqlite.ts"
import * as Client from "./SqliteClient.ts"
import type { Config } from "./SqliteEventStore.ts"
import { isBusy, unavailable } from "./unavailable.ts"

/** Readers that keep nothing but their position have one version. */
const version = 1

const make = Effect.fnUntraced(function*({ file, log = "main" }: Config) {
  yield* check(file)
  const failing = <A, R>(effect: Effect.Effect<A, SqlError.SqlError, R>) =>
    effect.pipe(Effect.retry({ schedule: patience, while: isBusy }), Effect.mapError(unavailable(file)))
  const sql = yield* failing(Client.make({ file }))
  return Checkpoints.of({
    load: (reader) => failing(Effect.map(
      sql<{ position: number }>`SELECT position FROM checkpoints WHERE log = ${log} AND projection = ${reader} AND version = ${version}`,
      ([row]) => positionOf(row?.position ?? 0)
    )),
    save: (reader, position) => failing(Effect.asVoid(sql`INSERT INTO checkpoints (log, projection, version, position, status, fence)
      VALUES (${log}, ${reader}, ${version}, ${position}, 'live', 0)
      ON CONFLICT (log, projection, version) DO UPDATE SET position = max(position, excluded.position)`))
  })
})

/** The file must have been migrated. */
export const layer = (config: Config): Layer.Layer<Checkpoints, StoreUnavailable> => Layer.effect(Checkpoints, make(config)).pipe(Layer.provide(Reactivity.layer))
