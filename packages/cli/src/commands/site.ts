import { Site, SiteId } from "@servicelane/core"
import { CommandHandler, readSite } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { randomUUID } from "node:crypto"
import { dryRun } from "../dryRun.ts"
import { argument, jsonFile, now } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { siteSchema } from "../siteSchema.ts"
import { say } from "../Terminal.ts"

/** The facts of an applied document, in a word each. */
const summary = (site: string, types: ReadonlyArray<string>, dry: boolean): string => {
  if (types.length === 0) return `${site} is already what the document says.`
  const counts = [...new Set(types)].map((type) => `${types.filter((one) => one === type).length} ${type}`)
  return `${site}: ${counts.join(", ")}${dry ? " (dry run: nothing was kept)" : ""}.`
}

export const siteCommand = (program: Command): void => {
  const site = program.command("site").description("a site's calendar, people, bays, jobs and policies as one document")

  site.command("apply").description("make a site what a document says").argument("<file>", "the document, JSON")
    .option("--dry-run", "say what would change, and change nothing")
    .action((file: string, { dryRun: dry = false }: { dryRun?: boolean }, command: Command) => {
      const output = outputOf(command)
      return run(output, ({ actor }) => Effect.gen(function*() {
        const document = yield* jsonFile("The site document", Site.Document, file)
        const handler = yield* CommandHandler.CommandHandler
        const at = yield* now
        const { events } = yield* handler.handle(Site.aggregate, {
          commandId: randomUUID(), actor, command: Site.apply(document, at)
        })
        const types = events.map(({ type }) => type)
        say(output.json ? JSON.stringify({ site: document.site, events: types }) : summary(document.site, types, dry))
        return 0
      }).pipe(dry ? dryRun : (effect) => effect))
    })

  site.command("show").description("print a site's document").argument("<site>", "the site's id")
    .action((id: string, _, command: Command) =>
      run(outputOf(command), () => Effect.gen(function*() {
        say(JSON.stringify(yield* readSite(yield* argument("SITE", SiteId, id)), null, 2))
        return 0
      })))

  site.command("schema").description("print the JSON schema of the document").action(() => {
    process.stdout.write(siteSchema())
  })
}
