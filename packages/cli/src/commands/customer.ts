import { CustomerId } from "@servicelane/core"
import { customerSheet } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { argument, now } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { customerText } from "../views/customer.ts"

export const customerCommand = (program: Command): void => {
  program.command("customer").description("the file of a customer: how to reach them, what they agreed to, and what is open")
    .argument("<id>", "the customer's id")
    .action((id: string, _options: unknown, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const sheet = yield* customerSheet(yield* argument("ID", CustomerId, id), yield* now)
        const { document, ...rest } = sheet
        say(output.json ? JSON.stringify({ site: document.site, ...rest }) : customerText(sheet, output.language))
        return 0
      }))
    })
}
