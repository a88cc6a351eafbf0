import { describe, it } from "@effect/vitest"
import { migrate, SqliteEventStore } from "@servicelane/sql/sqlite"
import { eventStoreContract } from "@servicelane/testing"
import { Effect, Layer } from "effect"
import { temporaryFile } from "./temporaryFile.ts"

eventStoreContract({ describe, it }, "SQLite", () =>
  Layer.unwrap(Effect.gen(function*() {
    const file = yield* temporaryFile
    yield* migrate(file)
    return SqliteEventStore.layer({ file })
  })))
