import { migrate } from "@servicelane/sql/sqlite"
import type { Command } from "commander"
import { Effect } from "effect"
import { environment } from "../Environment.ts"
import { outputOf, runPlain } from "../run.ts"
import { say } from "../Terminal.ts"

export const migrateCommand = (program: Command): void => {
  program.command("migrate").description("create the database, or bring it up to this version").action((_, command: Command) => {
    const output = outputOf(command)
    return runPlain(output, Effect.gen(function*() {
      const { file } = yield* environment(process.env)
      const { from, to } = yield* migrate(file)
      if (output.json) say(JSON.stringify({ file, from, to }))
      else say(from === to ? `${file} is up to date (step ${to}).` : `${file} is ready: from step ${from} to step ${to}.`)
      return 0
    }))
  })
}
