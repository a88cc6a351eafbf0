import { Callback, CallbackId, CallFacts, Instant, JobCode, Zone } from "@servicelane/core"
import { calls, callTalk, decoded, readSite } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { argument, dateArgument, now, siteArgument } from "../input.ts"
import { BadUsage } from "../Refused.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { callListText, talkJson, talkText } from "../views/calls.ts"

interface Options {
  readonly site: string
  readonly date?: string
  readonly script?: string
  readonly answer: ReadonlyArray<string>
  readonly fact: ReadonlyArray<string>
  readonly job: ReadonlyArray<string>
}

const collected = (one: string, before: ReadonlyArray<string>): ReadonlyArray<string> => [...before, one]

/** `name=value`, each name once. */
const pairs = (option: string, texts: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<readonly [string, string]>, BadUsage> => {
  const names = new Set<string>()
  return Effect.forEach(texts, (text) => {
    const [, name = "", value = ""] = /^([^=]+)=(.+)$/u.exec(text) ?? []
    if (name === "" || names.has(name)) return Effect.fail(new BadUsage({ detail: `${option}: expected ${name === "" ? "NAME=VALUE" : `${name} once`}, not "${text}".` }))
    names.add(name)
    return Effect.succeed([name, value] as const)
  })
}

const answersOf = (texts: ReadonlyArray<string>): Effect.Effect<Callback.Answers, BadUsage> =>
  Effect.flatMap(pairs("--answer", texts), (given) =>
    Effect.mapError(
      Effect.fromResult(decoded("--answer", Callback.Answers, Object.fromEntries(given.map(([name, value]) => [name, /^\d{1,9}$/u.test(value) ? Number(value) : value])))),
      ({ problems }) => new BadUsage({ detail: `--answer ${problems[0]?.path ?? ""}: ${problems[0]?.message ?? "not accepted"}.` })
    ))

/** A fact as it is typed: a number, or a time such as `2026-09-18 10:00`. */
const typed = (name: string, value: string): unknown => {
  if (name === "km") return Number(value)
  const [date, time] = value.split(/[ T]/u)
  return name.endsWith("-offer") ? { date, time } : value
}

const factsOf = (texts: ReadonlyArray<string>): Effect.Effect<CallFacts.Facts, BadUsage> =>
  Effect.flatMap(pairs("--fact", texts), (given) => {
    const stray = given.find(([name]) => !CallFacts.names.includes(name))
    if (stray !== undefined) return Effect.fail(new BadUsage({ detail: `--fact: expected one of ${CallFacts.names.join(", ")}, not "${stray[0]}".` }))
    return Effect.mapError(
      Effect.fromResult(decoded("--fact", CallFacts.Facts, Object.fromEntries(given.map(([name, value]) => [name, typed(name, value)])))),
      ({ problems }) => new BadUsage({ detail: `--fact ${problems[0]?.path ?? ""}: ${problems[0]?.message ?? "not accepted"}.` })
    )
  })

export const callsCommand = (program: Command): void => {
  program.command("calls").description("whom to call on a date, and what to say in a call")
    .requiredOption("--site <site>", "the site's id")
    .option("--date <date>", "the date, such as 2026-09-18; today if left out")
    .option("--script <callback>", "what is said in this call, line by line")
    .option("--answer <question=code>", "with --script: what was answered, to hear what comes next; may be repeated", collected, [])
    .option("--fact <name=value>", "with --script: what is known beside the log, such as first-offer=\"2026-09-18 10:00\"; may be repeated", collected, [])
    .option("--job <code...>", "with --script: what would be booked, to offer two times for it", [])
    .action((options: Options, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const site = yield* siteArgument(options.site)
        const moment = yield* now
        if (options.script === undefined) {
          if (options.answer.length + options.fact.length + options.job.length > 0) return yield* new BadUsage({ detail: "--answer, --fact and --job go with --script." })
          const { calendar } = yield* readSite(site)
          const today = Zone.localOf(calendar.zone, Instant.toMillis(moment)).date
          const list = yield* calls(site, options.date === undefined ? today : yield* dateArgument("--date", options.date), moment)
          say(output.json ? JSON.stringify({ site, date: list.date, calls: list.lines }) : callListText(list, output.language))
          return 0
        }
        const sheet = yield* callTalk({
          site, now: moment,
          id: yield* argument("--script", CallbackId, options.script),
          answers: yield* answersOf(options.answer),
          facts: yield* factsOf(options.fact),
          jobs: yield* Effect.forEach(options.job, (code) => argument("--job", JobCode, code))
        })
        say(output.json ? JSON.stringify(yield* Effect.fromResult(talkJson(sheet, output.language))) : yield* Effect.fromResult(talkText(sheet, output.language)))
        return sheet.talk.next._tag === "NotAccepted" || sheet.talk.next._tag === "NotAsked" ? 1 : 0
      }))
    })
}
