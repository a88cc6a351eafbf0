import { AdvisorId, Channel, type Instant, JobCode, type Plan, type SiteId, type Slots, Transport } from "@servicelane/core"
import { maxDays, readSite, slotsOfGroup } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { argument, dateArgument, now, siteArgument, wholeNumber } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { slotsText } from "../views/slots.ts"

interface Options {
  readonly site: ReadonlyArray<string>
  readonly job: ReadonlyArray<string>
  readonly from: string
  readonly days: string
  readonly transport: string
  readonly channel?: string
  readonly prefer?: string
  readonly best?: string
  readonly two?: true
}

/** An offer as other programs read it. */
const offer = (site: SiteId, { arriveAt, localDate, localTime, advisor, promisedAt, transport, stages, provisional }: Plan.Plan) => ({
  site, arriveAt, localDate, localTime, advisor, promisedAt, transport,
  stages: stages.map(({ name, technician, bay, start, end }) => ({
    name, ...(technician === undefined ? {} : { technician }), ...(bay === undefined ? {} : { bay }), start, end
  })),
  provisional
})

const noneOf = (site: SiteId, none: Slots.None) => ({
  ...none, relaxation: none.relaxation === null ? null : { kind: none.relaxation.kind, offer: offer(site, none.relaxation.offer) }
})

/** Where several sites have no slot, `none` is that of the first, with all of them in `sites`. */
const json = (asOf: Instant.Instant, { offers, none }: Slots.GroupSlots) => {
  const [first, ...others] = (none ?? []).map(({ site, none: why }) => ({ site, none: noneOf(site, why) }))
  return {
    asOf,
    offers: offers.map(({ site, plan }) => offer(site, plan)),
    none: first === undefined ? null : others.length === 0 ? first.none : { ...first.none, sites: [first, ...others] }
  }
}

export const slotsCommand = (program: Command): void => {
  program.command("slots").description("when a car can come, or why not")
    .requiredOption("--site <site...>", "one site or more: the best of all are offered")
    .requiredOption("--job <code...>", "one job or more, done in this order")
    .requiredOption("--from <date>", "the first date, such as 2026-09-18")
    .option("--days <n>", `how many dates, at most ${maxDays}`, "7")
    .option("--transport <how>", `one of ${Transport.Transport.literals.join(", ")}`, "drop")
    .option("--channel <how>", `how the customer asks: one of ${Channel.Channel.literals.join(", ")}`)
    .option("--prefer <advisor>", "this advisor rather than others")
    .option("--best <n>", "only the best few")
    .option("--two", "two exact times to offer on the telephone")
    .action(({ site, job, from, days, transport, channel, prefer, best, two }: Options, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const asOf = yield* now
        const question = {
          sites: yield* Effect.forEach([...new Set(site)], siteArgument),
          from: yield* dateArgument("--from", from),
          days: yield* wholeNumber("--days", days, 1, maxDays),
          now: asOf,
          request: {
            jobs: yield* Effect.forEach(job, (code) => argument("--job", JobCode, code)),
            transport: yield* argument("--transport", Transport.Transport, transport),
            ...(channel === undefined ? {} : { channel: yield* argument("--channel", Channel.Channel, channel) }),
            ...(prefer === undefined ? {} : { prefer: yield* argument("--prefer", AdvisorId, prefer) })
          },
          ...(two === true ? { pick: "two-times" as const } : best === undefined ? {} : { pick: { best: yield* wholeNumber("--best", best, 1, 100) } })
        }
        const answer = yield* slotsOfGroup(question)
        if (output.json) say(JSON.stringify(json(asOf, answer)))
        else say(slotsText(answer, yield* Effect.forEach(question.sites, readSite), output.language))
        return 0
      }))
    })
}
