import { workshop } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { dateArgument, now, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { workshopText } from "../views/workshop.ts"

export const workshopCommand = (program: Command): void => {
  program.command("workshop").description("every car that is here: its step, its place in the queue, and whether it will be ready as promised")
    .requiredOption("--site <site>", "the site's id")
    .option("--date <date>", "the date, such as 2026-09-18; today's when left out")
    .action(({ site, date }: { site: string; date?: string }, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const asked = date === undefined ? undefined : yield* dateArgument("--date", date)
        const { document, ...board } = yield* workshop(yield* siteArgument(site), asked, yield* now)
        say(output.json ? JSON.stringify({ site: document.site, ...board }) : workshopText({ document, ...board }, output.language))
        return 0
      }))
    })
}
