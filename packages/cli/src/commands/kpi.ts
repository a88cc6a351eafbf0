import { type Instant, KpiTally } from "@servicelane/core"
import { kpis, maxMonths, Position, type Until } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { instantArgument, monthArgument, siteArgument } from "../input.ts"
import { BadUsage } from "../Refused.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { kpiText } from "../views/kpi.ts"

interface Options {
  readonly site: ReadonlyArray<string>
  readonly from: string
  readonly to: string
  readonly kpi?: string
  readonly asOf?: string
  readonly explain?: boolean
}

const known = [...new Set(KpiTally.measures.map(({ kpi }) => kpi))]

const asOfArgument = (text: string | undefined): Effect.Effect<Until, BadUsage> => {
  if (text === undefined) return Effect.succeed({})
  if (/^\d{1,15}$/.test(text)) return Effect.succeed({ position: Position.make(Number(text)) })
  return Effect.map(instantArgument("--as-of (a position, or an instant)", text), (instant: Instant.Instant) => ({ instant }))
}

const kpisArgument = (text: string): Effect.Effect<ReadonlyArray<string>, BadUsage> => {
  const asked = text.split(",").map((one) => one.trim())
  const strange = asked.find((one) => !known.includes(one))
  return strange === undefined
    ? Effect.succeed(asked)
    : Effect.fail(new BadUsage({ detail: `--kpi: expected some of ${known.join(", ")}, separated by commas, not "${strange}".` }))
}

export const kpiCommand = (program: Command): void => {
  program.command("kpi").description("the figures of some months, with what each leaves out")
    .requiredOption("--site <site...>", "one site or more; several are added up as well")
    .requiredOption("--from <month>", "the first month, such as 2026-08")
    .requiredOption("--to <month>", "the last month, included")
    .option("--kpi <list>", `some of ${known.join(",")}`)
    .option("--as-of <when>", "as the log stood at a position or an instant")
    .option("--explain", "list the appointments behind each figure, and their events")
    .action(({ site, from, to, kpi, asOf, explain = false }: Options, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const question = {
          sites: yield* Effect.forEach([...new Set(site)], siteArgument),
          from: yield* monthArgument("--from", from),
          to: yield* monthArgument("--to", to),
          asOf: yield* asOfArgument(asOf),
          explain,
          ...(kpi === undefined ? {} : { kpis: yield* kpisArgument(kpi) })
        }
        const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1
        if (months < 1 || months > maxMonths) {
          return yield* new BadUsage({ detail: `--to: expected a month not before --from and at most ${maxMonths} months in all, not "${to}".` })
        }
        const answer = yield* kpis(question)
        say(output.json ? JSON.stringify(answer) : kpiText(answer, output.language))
        return 0
      }))
    })
}
