import { Calendar, type Instant, Site, type SiteId, type Zone } from "@servicelane/core"
import { CommandHandler, readSite } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect, Result } from "effect"
import { randomUUID } from "node:crypto"
import { dryRun, inMemory } from "../dryRun.ts"
import { appointments } from "../import/appointments.ts"
import { importRows, listed, type Totals } from "../import/importRows.ts"
import type { Kind } from "../import/Kind.ts"
import { vehicles } from "../import/vehicles.ts"
import { visits } from "../import/visits.ts"
import { jsonFile, now, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"

/** Whether the site exists; one that lives in another zone is refused. */
const isKnown = Effect.fnUntraced(function*(site: SiteId, zone: Zone.Zone) {
  const found = yield* Effect.result(readSite(site))
  if (Result.isFailure(found)) return found.failure._tag === "UnknownSite" ? false : yield* Effect.fail(found.failure)
  const own = found.success.calendar.zone
  return own === zone ? true : yield* new Site.ZoneFixed({ zone: own, asked: zone })
})

/** A site that knows only its zone. */
const createSite = Effect.fnUntraced(function*(site: SiteId, zone: Zone.Zone, at: Instant.Instant, actor: string) {
  const handler = yield* CommandHandler.CommandHandler
  const document: Site.Document = {
    site, name: site, calendar: Calendar.closed(zone), advisors: [], technicians: [], bays: [], jobs: [], policies: []
  }
  yield* handler.handle(Site.aggregate, { commandId: randomUUID(), actor, command: Site.apply(document, at) })
})

const text = ({ read, landed, unchanged, badRows, bad }: Totals, dry: boolean): string => [
  `${read} rows read, ${landed} landed, ${unchanged} unchanged, ${badRows} refused${dry ? " (dry run: nothing was kept)" : ""}.`,
  ...bad.slice(0, 50).map(({ line, column, code, message }) => `  line ${line}${column === "" ? "" : `, ${column}`}: ${message} (${code})`),
  ...(bad.length > 50 ? ["  … and more; --json lists them."] : [])
].join("\n")

interface Options {
  readonly site: string
  readonly map: string
  readonly dryRun?: boolean
}

const offer = <
  Field extends string, Wish extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection extends { readonly _tag: string; readonly message: string }
>(program: Command, kind: Kind<Field, Wish, State, Event, Rejection>): void => {
  program.command(kind.name).description(kind.description).argument("<file>", "the CSV file, UTF-8 with a header")
    .requiredOption("--site <site>", "the site they belong to; created with the map's zone if it is unknown")
    .requiredOption("--map <file>", "which column is what, JSON")
    .option("--dry-run", "say what would land, and keep nothing")
    .action((file: string, { site: siteText, map: mapFile, dryRun: dry = false }: Options, command: Command) => {
      const output = outputOf(command)
      return run(output, ({ actor }) => Effect.gen(function*() {
        const map = yield* jsonFile("The import map", kind.ImportMap, mapFile)
        const site = yield* siteArgument(siteText)
        const at = yield* now
        const rows = importRows(kind, { site, file, map, at, actor })
        const afresh = Effect.andThen(createSite(site, map.timeZone, at, actor), dry ? dryRun(rows) : rows)
        // A site that is not there is tried out in memory.
        const totals = yield* (yield* isKnown(site, map.timeZone)) ? (dry ? dryRun(rows) : rows) : dry ? Effect.provide(afresh, inMemory) : afresh
        const { read, landed, unchanged, badRows, bad } = totals
        const more = badRows > 0 && bad.length === listed ? { badRows } : {}
        say(output.json ? JSON.stringify({ read, landed, unchanged, bad, ...more }) : text(totals, dry))
        return badRows === 0 ? 0 : 1
      }))
    })
}

export const importCommand = (program: Command): void => {
  const command = program.command("import").description("what another system knows, from its CSV file")
  offer(command, appointments)
  offer(command, vehicles)
  offer(command, visits)
}
