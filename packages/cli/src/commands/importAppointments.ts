import { Booking, Calendar, type Instant, Site, type SiteId } from "@servicelane/core"
import { CommandHandler, readSite, refusalOf } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect, Result, Stream } from "effect"
import { randomUUID } from "node:crypto"
import { dryRun, inMemory } from "../dryRun.ts"
import { csvRows, type CsvRow } from "../import/csv.ts"
import { ImportMap } from "../import/Map.ts"
import { type Bad, importOf } from "../import/row.ts"
import { Seen } from "../import/Seen.ts"
import { jsonFile, now, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { progress, say } from "../Terminal.ts"

/** Rows on their way at once: they share commits. */
const inFlight = 128

/** Problems listed; further ones are only counted, so that a file of nothing but problems needs little memory. */
const listed = 10_000

interface Totals {
  read: number
  landed: number
  unchanged: number
  badRows: number
  readonly bad: Array<Bad>
}

const note = (totals: Totals, problems: ReadonlyArray<Bad>): void => {
  totals.badRows++
  totals.bad.push(...problems.slice(0, listed - totals.bad.length))
}

/** Whether the site exists; one that lives in another zone is refused. */
const isKnown = Effect.fnUntraced(function*(site: SiteId, zone: ImportMap["timeZone"]) {
  const found = yield* Effect.result(readSite(site))
  if (Result.isFailure(found)) return found.failure._tag === "UnknownSite" ? false : yield* Effect.fail(found.failure)
  const own = found.success.calendar.zone
  return own === zone ? true : yield* new Site.ZoneFixed({ zone: own, asked: zone })
})

/** A site that knows only its zone. */
const createSite = Effect.fnUntraced(function*(site: SiteId, zone: ImportMap["timeZone"], at: Instant.Instant, actor: string) {
  const handler = yield* CommandHandler.CommandHandler
  const document: Site.Document = {
    site, name: site, calendar: Calendar.closed(zone), advisors: [], technicians: [], bays: [], jobs: [], policies: []
  }
  yield* handler.handle(Site.aggregate, { commandId: randomUUID(), actor, command: Site.apply(document, at) })
})

const importRows = Effect.fnUntraced(function*(site: SiteId, file: string, map: ImportMap, at: Instant.Instant, actor: string) {
  const handler = yield* CommandHandler.CommandHandler
  const totals: Totals = { read: 0, landed: 0, unchanged: 0, badRows: 0, bad: [] }
  const seen = new Seen()
  const runId = randomUUID()
  const land = Effect.fnUntraced(function*(row: CsvRow) {
    if (++totals.read % 500 === 0) progress(`  ${totals.read} rows`)
    const { line } = row
    if (row._tag === "Broken") return note(totals, [{ line, column: "", code: row.code, message: row.message }])
    const command = importOf(site, map, at, line, (column) => row.cells[column])
    if (Result.isFailure(command)) return note(totals, command.failure)
    if (seen.add(command.success.external.id)) {
      const column = map.columns.externalId ?? ""
      return note(totals, [{ line, column, code: "duplicate_id", message: "expected each id once; this one stands further up" }])
    }
    const handled = yield* Effect.result(handler.handle(Booking.aggregate, { commandId: `import/${runId}/${line}`, actor, command: command.success }))
    if (Result.isSuccess(handled)) totals[handled.success.events.length > 0 ? "landed" : "unchanged"]++
    else if (handled.failure._tag === "StoreUnavailable") return yield* handled.failure
    else {
      const { code, message } = refusalOf(handled.failure)
      note(totals, [{ line, column: "", code, message }])
    }
  })
  const columns = Object.values(map.columns)
  yield* csvRows(file, columns).pipe(Stream.mapEffect(land, { concurrency: inFlight, unordered: true }), Stream.runDrain)
  progress("")
  totals.bad.sort((a, b) => a.line - b.line)
  return totals
})

const text = ({ read, landed, unchanged, badRows, bad }: Totals, dry: boolean): string => [
  `${read} rows read, ${landed} landed, ${unchanged} unchanged, ${badRows} refused${dry ? " (dry run: nothing was kept)" : ""}.`,
  ...bad.slice(0, 50).map(({ line, column, code, message }) => `  line ${line}${column === "" ? "" : `, ${column}`}: ${message} (${code})`),
  ...(bad.length > 50 ? ["  … and more; --json lists them."] : [])
].join("\n")

export const importCommand = (program: Command): void => {
  program.command("import").description("appointments from another system's CSV file")
    .command("appointments").argument("<file>", "the CSV file, UTF-8 with a header")
    .requiredOption("--site <site>", "the site they belong to; created with the map's zone if it is unknown")
    .requiredOption("--map <file>", "which column is what, JSON")
    .option("--dry-run", "say what would land, and keep nothing")
    .action((file: string, { site, map: mapFile, dryRun: dry = false }: { site: string; map: string; dryRun?: boolean }, command: Command) => {
      const output = outputOf(command)
      return run(output, ({ actor }) => Effect.gen(function*() {
        const map = yield* jsonFile("The import map", ImportMap, mapFile)
        const id = yield* siteArgument(site)
        const at = yield* now
        const rows = importRows(id, file, map, at, actor)
        const afresh = Effect.andThen(createSite(id, map.timeZone, at, actor), dry ? dryRun(rows) : rows)
        // A site that is not there is tried out in memory.
        const totals = yield* (yield* isKnown(id, map.timeZone)) ? (dry ? dryRun(rows) : rows) : dry ? Effect.provide(afresh, inMemory) : afresh
        const { read, landed, unchanged, badRows, bad } = totals
        const more = badRows > 0 && bad.length === listed ? { badRows } : {}
        say(output.json ? JSON.stringify({ read, landed, unchanged, bad, ...more }) : text(totals, dry))
        return badRows === 0 ? 0 : 1
      }))
    })
}
