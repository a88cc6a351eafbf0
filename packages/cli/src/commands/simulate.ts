import { Instant, LocalDate, Site, Zone } from "@servicelane/core"
import { EventStore, positionOf, readSite } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect, Stream } from "effect"
import { dateArgument, siteArgument, wholeNumber } from "../input.ts"
import { BadUsage } from "../Refused.ts"
import { outputOf, run } from "../run.ts"
import { simulate } from "../simulate/simulate.ts"
import { bar, progress, say } from "../Terminal.ts"

interface Options {
  readonly site: string
  readonly months: string
  readonly seed: string
  readonly from?: string
  readonly cars: string
}

/** The day after the newest event of the log. */
const dayAfter = (zone: Zone.Zone) => Effect.gen(function*() {
  const store = yield* EventStore
  const [newest] = yield* Stream.runCollect(store.readAll(positionOf((yield* store.head) - 1)))
  const { date } = Zone.localOf(zone, Instant.toMillis(newest?.occurredAt ?? "1970-01-01T00:00:00.000Z"))
  return LocalDate.addDays(date, 1)
})

export const simulateCommand = (program: Command): void => {
  program.command("simulate").description("some months of made-up traffic through the real command path: the same seed says the same")
    .requiredOption("--site <site>", "the site; its document must be applied")
    .requiredOption("--months <n>", "how many months, 1 to 24")
    .requiredOption("--seed <n>", "which dice; a seed is used once in a log")
    .option("--from <date>", "the first date; left out, the day after the newest event")
    .option("--cars <n>", "cars the house has sold before", "160")
    .action(({ site, months, seed, from, cars }: Options, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const document = yield* readSite(yield* siteArgument(site))
        const { zone } = document.calendar
        const earliest = yield* dayAfter(zone)
        const first = from === undefined ? earliest : yield* dateArgument("--from", from)
        if (first < earliest) return yield* new BadUsage({ detail: `--from: expected ${earliest} or later, the day after the newest event, not "${first}".` })
        const dice = yield* wholeNumber("--seed", seed, 0, 2 ** 31 - 1)
        const end = LocalDate.addMonths(first, yield* wholeNumber("--months", months, 1, 24))
        const before = yield* (yield* EventStore).load([{ stream: Site.stream(document.site) }], `simulated/${dice}/1`)
        if (before.recorded !== undefined) return yield* new BadUsage({ detail: `--seed: this log holds a simulation of seed ${dice} already. Take another seed.` })
        const { commands, asked } = yield* simulate({
          document, first, until: Instant.fromMillis(Zone.dayStart(zone, end)), seed: dice, cars: yield* wholeNumber("--cars", cars, 0, 5_000)
        }, bar)
        progress("")
        const told = { site: document.site, from: first, to: end, seed: dice, commands, asked, position: yield* (yield* EventStore).head }
        if (output.json) say(JSON.stringify(told))
        else if (output.language === "zh-CN") say(`${first} 至 ${end}：执行 ${commands} 条命令，流程另执行 ${asked} 条；日志现有 ${told.position} 个事件。`)
        else say(`${first} to ${end}: ${commands} commands were given, ${asked} more were asked for by processes; the log holds ${told.position} events.`)
        return 0
      }))
    })
}
