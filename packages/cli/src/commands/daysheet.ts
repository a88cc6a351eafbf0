import { daySheet } from "@servicelane/runtime"
import { type Command, Option } from "commander"
import { Effect } from "effect"
import { dateArgument, now, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { daySheetText } from "../views/daySheet.ts"

export const daysheetCommand = (program: Command): void => {
  program.command("daysheet").description("who comes on a date, in the order of arrival")
    .requiredOption("--site <site>", "the site's id")
    .requiredOption("--date <date>", "the date, such as 2026-09-18")
    .addOption(new Option("--format <format>", "how it is printed").choices(["text"]).default("text"))
    .action(({ site, date }: { site: string; date: string }, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const sheet = yield* daySheet(yield* siteArgument(site), yield* dateArgument("--date", date), yield* now)
        if (output.json) say(JSON.stringify({ site: sheet.document.site, date: sheet.date, lines: sheet.lines, waiting: sheet.waiting }))
        else say(daySheetText(sheet, output.language))
        return 0
      }))
    })
}
