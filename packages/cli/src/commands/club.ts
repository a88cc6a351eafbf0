import { CustomerId } from "@servicelane/core"
import { clubSheet } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { argument, now, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { clubText } from "../views/club.ts"

export const clubCommand = (program: Command): void => {
  program.command("club").description("a customer's punctual arrivals, gifts and club card at a site")
    .argument("<id>", "the customer's id")
    .requiredOption("--site <site>", "the site's id")
    .action((id: string, { site }: { site: string }, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const sheet = yield* clubSheet(yield* siteArgument(site), yield* argument("ID", CustomerId, id), yield* now)
        say(output.json ? JSON.stringify(sheet) : clubText(sheet, output.language))
        return 0
      }))
    })
}
