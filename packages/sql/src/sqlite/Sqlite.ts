/** A database file: whether it can be used, and making it so. */
import { StoreUnavailable } from "@servicelane/runtime"
import { Effect, Schedule } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { existsSync, statSync } from "node:fs"
import * as Client from "./SqliteClient.ts"
import { latest, migrate as takeSteps, table } from "./migrations.ts"
import { isBusy, unavailable } from "./unavailable.ts"

/** What stands in a file: nothing yet, our tables up to a step, or somebody else's. */
type Content = { readonly _tag: "Empty" } | { readonly _tag: "Ours"; readonly step: number } | { readonly _tag: "Foreign" }

const content = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const tables = yield* sql<{ name: string }>`SELECT name FROM sqlite_schema WHERE type = 'table'`
  if (tables.length === 0) return { _tag: "Empty" } satisfies Content as Content
  if (!tables.some(({ name }) => name === table)) return { _tag: "Foreign" } satisfies Content as Content
  const rows = yield* sql<{ step: number | null }>`SELECT max(migration_id) AS step FROM ${sql(table)}`
  return { _tag: "Ours", step: rows[0]?.step ?? 0 } satisfies Content as Content
})

const refuse = (reason: string): StoreUnavailable => new StoreUnavailable({ reason })

const foreign = (file: string) => refuse(`${file} belongs to another application. Choose another file.`)
const newer = (file: string) => refuse(`${file} was written by a later version of Servicelane. Use that version, or a later one.`)

/** Fails with one sentence unless the file holds exactly this version's tables. */
export const check = (file: string): Effect.Effect<void, StoreUnavailable> => {
  if (!existsSync(file)) return Effect.fail(refuse(`There is no database at ${file}. Create it with: servicelane migrate`))
  if (statSync(file).isDirectory()) return Effect.fail(refuse(`${file} is a folder. Choose the name of a file.`))
  return content.pipe(
    Effect.provide(Client.layer({ file, readOnly: true })),
    Effect.mapError(unavailable(file)),
    Effect.flatMap((found) => {
      if (found._tag === "Foreign") return Effect.fail(foreign(file))
      if (found._tag === "Empty" || found.step < latest) {
        return Effect.fail(refuse(`The tables of ${file} are not those of this version. Upgrade them with: servicelane migrate`))
      }
      return found.step > latest ? Effect.fail(newer(file)) : Effect.void
    })
  )
}

/** A file that another process has locked is tried again for this long. */
export const patience = Schedule.spaced("50 millis").pipe(Schedule.jittered, Schedule.upTo({ duration: "5 seconds" }))

/** Creates the file or brings it up to this version; `from` equal to `to` means that nothing was to be done. */
export const migrate = (file: string): Effect.Effect<{ readonly from: number; readonly to: number }, StoreUnavailable> =>
  Effect.gen(function*() {
    const found = yield* content
    if (found._tag === "Foreign") return yield* foreign(file)
    const from = found._tag === "Ours" ? found.step : 0
    if (from > latest) return yield* newer(file)
    yield* takeSteps
    return { from, to: latest }
  }).pipe(
    Effect.provide(Client.layer({ file })),
    Effect.retry({ schedule: patience, while: (error) => error._tag === "SqlError" && isBusy(error) }),
    Effect.mapError((error) => {
      if (error._tag === "StoreUnavailable") return error
      return unavailable(file)(error._tag === "SqlError" ? error : error.cause as SqlError.SqlError)
    })
  )
