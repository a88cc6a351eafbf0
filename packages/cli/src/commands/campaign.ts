import { CampaignDays } from "@servicelane/core"
import { campaignSheet } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { argument, now, siteArgument } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { campaignText } from "../views/campaign.ts"

export const campaignCommand = (program: Command): void => {
  program.command("campaign").description("the due list of a month: its steps and their days, its cars, and how many have come")
    .requiredOption("--site <site>", "the site's id")
    .requiredOption("--month <month>", "the month in which the cars are due, such as 2026-11")
    .action(({ site, month }: { site: string; month: string }, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const campaign = yield* campaignSheet(yield* siteArgument(site), yield* argument("--month", CampaignDays.ListMonth, month), yield* now)
        const { document, today: _today, ...rest } = campaign
        say(output.json ? JSON.stringify({ site: document.site, ...rest }) : campaignText(campaign, output.language))
        return 0
      }))
    })
}
