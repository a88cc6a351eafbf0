import { Instant, LocalDate, PartNo, Parts, Site } from "@servicelane/core"
import { CommandHandler, daySheet, EventStore, kpis, StoreUnavailable } from "@servicelane/runtime"
import { migrate } from "@servicelane/sql/sqlite"
import type { Command } from "commander"
import { Effect } from "effect"
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { dealership } from "../demo/dealership.ts"
import { evening } from "../demo/evening.ts"
import { dice } from "../demo/random.ts"
import { traffic } from "../demo/traffic.ts"
import { outputOf, runPlain, store } from "../run.ts"
import { bold, dim, type Language, progress, say } from "../Terminal.ts"
import { daySheetText } from "../views/daySheet.ts"
import { kpiText } from "../views/kpi.ts"

/** The demonstration lives at this moment, whenever it is run: 18:00 in Shanghai, before the swap days of autumn. */
const moment = Instant.Instant.make("2026-09-17T10:00:00.000Z")
const tomorrow = LocalDate.LocalDate.make("2026-09-18")
const first = LocalDate.LocalDate.make("2026-08-10")
/** When the site's document was applied. */
const opened = Instant.Instant.make("2026-07-15T01:00:00.000Z")

const folder = ".servicelane"
const file = `${folder}/demo.db`

const bar = (share: number): void => progress(`  ${"█".repeat(Math.round(share * 30)).padEnd(30, "·")} ${Math.round(share * 100)} %`)

const seed = Effect.gen(function*() {
  const handler = yield* CommandHandler.CommandHandler
  const { site, calendar: { zone } } = dealership
  yield* handler.handle(Site.aggregate, { commandId: "demo-site", actor: "demo", command: Site.apply(dealership, opened) })
  const shelf = { _tag: "Count", site, part: PartNo.make("brake-pads"), onHand: 150, at: opened } as const
  yield* handler.handle(Parts.aggregate, { commandId: "demo-shelf", actor: "demo", command: shelf })
  yield* traffic({ site, zone, first, until: moment, actor: "demo" }, dice(20_260_917), bar)
  yield* evening({ site, zone, tomorrow, moment })
  progress("")
})

/** Makes the dealership in a file apart, so that one that was interrupted is never taken for whole. */
const made = Effect.gen(function*() {
  if (existsSync(file)) return false
  const draft = `${folder}/demo-draft.db`
  for (const part of ["", "-wal", "-shm"]) rmSync(draft + part, { force: true })
  yield* migrate(draft)
  yield* Effect.provide(seed, store({ file: draft, log: "main" }))
  renameSync(draft, file)
  return true
})

const greeting = (events: number, fresh: boolean, language: Language): string => language === "zh-CN"
  ? `${bold("Servicelane 演示")}  ${dim("此刻为 2026-09-17 18:00，上海")}\n${fresh ? `新生成五周半的业务：${events} 个事件，存于 ${file}。` : `${file} 中已有 ${events} 个事件，未作更改。`}`
  : `${bold("Servicelane, the demonstration")}  ${dim("it is 2026-09-17 18:00 in Shanghai")}\n${
    fresh ? `Five and a half weeks at the service desk: ${events} events, now in ${file}.` : `${file} holds ${events} events already; nothing was changed.`}`

const goOn = (language: Language): string => {
  const { site } = dealership
  const heading = language === "zh-CN" ? "接下来可以试试：" : "How to go on:"
  return [
    bold(heading),
    `  export DATABASE_URL=sqlite:${file}`,
    `  npx servicelane daysheet --site ${site} --date 2026-09-19 --lang zh-CN`,
    `  npx servicelane kpi --site ${site} --from 2026-09 --to 2026-09 --kpi K-02 --explain`,
    `  npx servicelane slots --site ${site} --job brakes --transport wait --from 2026-12-18 --days 2`,
    `  npx servicelane site show ${site}`,
    "  npx servicelane verify"
  ].join("\n")
}

export const demoCommand = (program: Command): void => {
  program.command("demo").description("a dealership at work, at a fixed moment, in a file of its own").action((_, command: Command) => {
    const { json, language } = outputOf(command)
    return runPlain({ json, language }, Effect.gen(function*() {
      yield* Effect.try({
        try: () => mkdirSync(folder, { recursive: true }),
        catch: (cause) => new StoreUnavailable({ reason: `The folder ${folder} cannot be created here. Change to a folder that this user may write.`, cause })
      })
      const fresh = yield* made
      yield* migrate(file)
      return yield* Effect.gen(function*() {
        const log = yield* EventStore
        const sheet = yield* daySheet(dealership.site, tomorrow, moment)
        const figures = yield* kpis({ sites: [dealership.site], from: LocalDate.Month.make("2026-08"), to: LocalDate.Month.make("2026-09") })
        if (json) say(JSON.stringify({ file, fresh, moment, daysheet: { date: sheet.date, lines: sheet.lines, waiting: sheet.waiting }, kpi: figures }))
        else say([greeting(yield* log.head, fresh, language), daySheetText(sheet, language), kpiText(figures, language), goOn(language)].join("\n\n"))
        return 0
      }).pipe(Effect.provide(store({ file, log: "main" })))
    }).pipe(Effect.mapError((error) => error as { readonly _tag: string; readonly message: string })))
  })
}
