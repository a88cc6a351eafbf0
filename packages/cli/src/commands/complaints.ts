import { guidance, Manner } from "@servicelane/core"
import { complaints } from "@servicelane/runtime"
import { type Command, Option } from "commander"
import { Effect } from "effect"
import { now, siteArgument } from "../input.ts"
import { BadUsage } from "../Refused.ts"
import { outputOf, run, runPlain } from "../run.ts"
import { say } from "../Terminal.ts"
import { adviceText, complaintsText } from "../views/complaints.ts"

export const complaintsCommand = (program: Command): void => {
  program.command("complaints").description("open complaints by the time that is left, and closed ones that can be opened again")
    .option("--site <site>", "the site's id")
    .addOption(new Option("--guidance <manner>", "how to speak with somebody who complains in this manner; kept nowhere").choices(Manner.literals))
    .action(({ site, guidance: manner }: { site?: string; guidance?: Manner }, command: Command) => {
      const output = outputOf(command)
      if (manner !== undefined) {
        const advice = guidance[manner][output.language]
        return runPlain(output, Effect.sync(() => {
          say(output.json ? JSON.stringify({ manner, ...advice }) : adviceText(advice, output.language))
          return 0
        }))
      }
      return run(output, () => Effect.gen(function*() {
        if (site === undefined) return yield* new BadUsage({ detail: "Give the site with --site, or a manner with --guidance." })
        const board = yield* complaints(yield* siteArgument(site), yield* now)
        const { document, ...rest } = board
        say(output.json ? JSON.stringify({ site: document.site, ...rest }) : complaintsText(board, output.language))
        return 0
      }))
    })
}
