import { processes } from "@servicelane/core"
import { Reactor } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { instantArgument, now } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { reactText } from "../views/react.ts"

export const reactCommand = (program: Command): void => {
  program.command("react").description("ask for what follows from all that has happened, and for what has fallen due: calls, reminders, reviews; run it every minute")
    .option("--now <instant>", "the moment at which things are due, such as 2026-09-18T08:30:00+08:00")
    .option("--from-here", "what has happened so far is history: nobody is called about it")
    .action(({ now: when, fromHere = false }: { now?: string; fromHere?: boolean }, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const moment = when === undefined ? yield* now : yield* instantArgument("--now", when)
        if (fromHere) yield* Reactor.beginHere
        const reactor = yield* Reactor.make(processes)
        const answered = yield* reactor.tick(moment)
        say(output.json ? JSON.stringify(answered) : reactText(answered, output.language))
        return answered.refused.length === 0 ? 0 : 1
      }))
    })
}
