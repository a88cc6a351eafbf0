import { IncentiveRules } from "@servicelane/core"
import { scorecards } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { jsonFile, monthArgument, now, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { scorecardsText } from "../views/scorecards.ts"

interface Options {
  readonly site: string
  readonly month: string
  readonly rules?: string
}

export const scorecardsCommand = (program: Command): void => {
  program.command("scorecards").description("the points and the money of a month, its ranking, appeals and proposals")
    .requiredOption("--site <site>", "the site's id")
    .requiredOption("--month <month>", "the month, such as 2026-09")
    .option("--rules <file>", "what the month would be by the rules of this file; nothing is entered")
    .action(({ site, month, rules }: Options, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const tried = rules === undefined ? undefined : yield* jsonFile("The rules", IncentiveRules.Rules, rules)
        const sheet = yield* scorecards(yield* siteArgument(site), yield* monthArgument("--month", month), yield* now, tried)
        say(output.json ? JSON.stringify(sheet) : scorecardsText(sheet, output.language))
        return 0
      }))
    })
}
