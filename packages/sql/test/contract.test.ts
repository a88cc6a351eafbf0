import { describe, it } from "@effect/vitest"
import { migrate, SqliteCheckpoints, SqliteEventStore } from "@servicelane/sql/sqlite"
import { checkpointsContract, eventStoreContract } from "@servicelane/testing"
import { Effect, Layer } from "effect"
import { temporaryFile } from "./temporaryFile.ts"

/** In a new file, made ready. */
const inNewFile = <A, E>(layer: (config: { readonly file: string }) => Layer.Layer<A, E>) => () =>
  Layer.unwrap(Effect.gen(function*() {
    const file = yield* temporaryFile
    yield* migrate(file)
    return layer({ file })
  }))

eventStoreContract({ describe, it }, "SQLite", inNewFile(SqliteEventStore.layer))
checkpointsContract({ describe, it }, "SQLite", inNewFile(SqliteCheckpoints.layer))
