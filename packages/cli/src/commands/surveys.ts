import { surveySheet } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { monthArgument, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { surveysText } from "../views/surveys.ts"

export const surveysCommand = (program: Command): void => {
  program.command("surveys").description("how satisfied customers were in a month, what the manufacturer published, and how advisors were audited")
    .requiredOption("--site <site>", "the site's id")
    .requiredOption("--month <month>", "the month, such as 2026-09")
    .action(({ site, month }: { site: string; month: string }, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const sheet = yield* surveySheet(yield* siteArgument(site), yield* monthArgument("--month", month))
        const { document, ...rest } = sheet
        say(output.json ? JSON.stringify({ site: document.site, ...rest }) : surveysText(sheet, output.language))
        return 0
      }))
    })
}
