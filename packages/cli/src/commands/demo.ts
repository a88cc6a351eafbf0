import { Instant, LocalDate, PartNo, Parts, Site } from "@servicelane/core"
import { calls, CommandHandler, complaints, daySheet, EventStore, kpis, Reactor, StoreUnavailable, workshop } from "@servicelane/runtime"
import { migrate } from "@servicelane/sql/sqlite"
import type { Command } from "commander"
import { Effect } from "effect"
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { dealership } from "../demo/dealership.ts"
import { evening } from "../demo/evening.ts"
import { keep } from "../demo/keep.ts"
import { inMemory } from "../dryRun.ts"
import { outputOf, runPlain, store } from "../run.ts"
import { simulate } from "../simulate/simulate.ts"
import { bar, bold, dim, type Language, progress, say } from "../Terminal.ts"
import { callListText } from "../views/calls.ts"
import { complaintsText } from "../views/complaints.ts"
import { daySheetText } from "../views/daySheet.ts"
import { kpiText } from "../views/kpi.ts"
import { workshopText } from "../views/workshop.ts"

/** The demonstration lives at this moment, whenever it is run: 18:00 in Shanghai, before the swap days of autumn. */
const moment = Instant.Instant.make("2026-09-17T10:00:00.000Z")
const tomorrow = LocalDate.LocalDate.make("2026-09-18")
const first = LocalDate.LocalDate.make("2026-08-03")
/** When the site's document was applied. */
const opened = Instant.Instant.make("2026-07-15T01:00:00.000Z")

const folder = ".servicelane"
const file = `${folder}/demo.db`

/** Some weeks, lived through in memory. */
const lived = Effect.gen(function*() {
  const handler = yield* CommandHandler.CommandHandler
  const { site, calendar: { zone } } = dealership
  yield* handler.handle(Site.aggregate, { commandId: "demo-site", actor: "demo", command: Site.apply(dealership, opened) })
  const shelf = { _tag: "Count", site, part: PartNo.make("brake-pads"), onHand: 150, at: opened } as const
  yield* handler.handle(Parts.aggregate, { commandId: "demo-shelf", actor: "demo", command: shelf })
  yield* simulate({ document: dealership, first, until: moment, seed: 7, cars: 160 }, bar)
  yield* evening({ site, zone, tomorrow, moment })
  progress("")
  return yield* EventStore
})

/** Makes the dealership in a file apart, so that one that was interrupted is never taken for whole. */
const made = Effect.gen(function*() {
  if (existsSync(file)) return false
  const draft = `${folder}/demo-draft.db`
  for (const part of ["", "-wal", "-shm"]) rmSync(draft + part, { force: true })
  const log = yield* Effect.provide(lived, inMemory)
  yield* migrate(draft)
  yield* Effect.provide(Effect.andThen(keep(log), Reactor.beginHere), store({ file: draft, log: "main" }))
  renameSync(draft, file)
  return true
})

const greeting = (events: number, fresh: boolean, language: Language): string => language === "zh-CN"
  ? `${bold("Servicelane 演示")}  ${dim("此刻为 2026-09-17 18:00，上海")}\n${fresh ? `新生成六周半的业务（售车、回访、预约、维修、投诉）：${events} 个事件，存于 ${file}。` : `${file} 中已有 ${events} 个事件，未作更改。`}`
  : `${bold("Servicelane, the demonstration")}  ${dim("it is 2026-09-17 18:00 in Shanghai")}\n${
    fresh
      ? `Six and a half weeks of a dealership that sells, calls, books, serves and makes good: ${events} events, now in ${file}.`
      : `${file} holds ${events} events already; nothing was changed.`}`

/** As many calls as somebody makes before lunch; the rest is on the list. */
const callsShown = 8

const more = (left: number, language: Language): string => left <= 0 ? "" : dim(language === "zh-CN" ? `\n  另有 ${left} 个电话` : `\n  … and ${left} more`)

const goOn = (call: string | undefined, car: string | undefined, language: Language): string => {
  const { site } = dealership
  const heading = language === "zh-CN" ? "接下来可以试试：" : "How to go on:"
  return [
    bold(heading),
    `  export DATABASE_URL=sqlite:${file}`,
    ...(call === undefined ? [] : [`  npx servicelane calls --site ${site} --date ${tomorrow} --script ${call}`]),
    ...(car === undefined ? [] : [`  npx servicelane vehicle ${car}`]),
    `  npx servicelane workshop --site ${site} --date 2026-09-17`,
    `  npx servicelane daysheet --site ${site} --date 2026-09-19 --lang zh-CN`,
    `  npx servicelane kpi --site ${site} --from 2026-09 --to 2026-09 --kpi K-02 --explain`,
    `  npx servicelane slots --site ${site} --job brakes --transport wait --from 2026-12-18 --days 2`,
    `  npx servicelane simulate --site ${site} --months 1 --seed 8`,
    "  npx servicelane verify"
  ].join("\n")
}

/** All that is shown, as it stands at the fixed moment. */
const shown = Effect.gen(function*() {
  const { site } = dealership
  const log = yield* EventStore
  return {
    events: yield* log.head,
    sheet: yield* daySheet(site, tomorrow, moment),
    board: yield* workshop(site, undefined, moment),
    calls: yield* calls(site, tomorrow, moment),
    complaints: yield* complaints(site, moment),
    figures: yield* kpis({ sites: [site], from: LocalDate.Month.make("2026-08"), to: LocalDate.Month.make("2026-09") })
  }
})

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
        const { events, sheet, board, calls: owed, complaints: heard, figures } = yield* shown
        if (json) {
          say(JSON.stringify({
            file, fresh, moment, daysheet: { date: sheet.date, lines: sheet.lines, waiting: sheet.waiting }, workshop: { here: board.here, delivered: board.delivered },
            calls: owed.lines, complaints: heard.open, kpi: figures
          }))
          return 0
        }
        const list = { ...owed, lines: owed.lines.slice(0, callsShown) }
        const [first] = owed.lines
        say([
          greeting(events, fresh, language), daySheetText(sheet, language), workshopText(board, language),
          callListText(list, language) + more(owed.lines.length - callsShown, language), complaintsText(heard, language), kpiText(figures, language),
          goOn(first?.call.id, first?.call.about.vehicle ?? undefined, language)
        ].join("\n\n"))
        return 0
      }).pipe(Effect.provide(store({ file, log: "main" })))
    }).pipe(Effect.mapError((error) => error as { readonly _tag: string; readonly message: string })))
  })
}
