import { appointmentForm, EventStore, Position } from "@servicelane/runtime"
import { verify } from "@servicelane/sql/sqlite"
import type { Command } from "commander"
import { Effect, Stream } from "effect"
import { environment } from "../Environment.ts"
import { exported } from "../exported.ts"
import { dateArgument, siteArgument, wholeNumber } from "../input.ts"
import { BadUsage } from "../Refused.ts"
import { outputOf, run, runPlain } from "../run.ts"
import { say, sayWhole } from "../Terminal.ts"
import { appointmentFormCsv } from "../views/appointmentForm.ts"

export const exportCommand = (program: Command): void => {
  const events = program.command("export").description("every recorded event, a JSON object a line; or some of what they say, as a form").option("--after <position>", "only those after this position", "0")
    .action(({ after }: { after: string }, command: Command) =>
      run(outputOf(command), () => Effect.gen(function*() {
        const from = yield* wholeNumber("--after", after, 0, Number.MAX_SAFE_INTEGER)
        const store = yield* EventStore
        yield* Stream.runForEach(store.readAll(Position.make(from)), (event) => Effect.promise(() => sayWhole(JSON.stringify(exported(event)))))
        return 0
      })))
  events.command("appointments").description("the appointment form a manufacturer asks for, as CSV")
    .requiredOption("--site <site>", "the site's id")
    .requiredOption("--from <date>", "the first date, such as 2026-09-18")
    .requiredOption("--to <date>", "the last date, included")
    .action(({ site, from, to }: { site: string; from: string; to: string }, command: Command) =>
      run(outputOf(command), () => Effect.gen(function*() {
        const [first, last] = [yield* dateArgument("--from", from), yield* dateArgument("--to", to)]
        if (last < first) return yield* new BadUsage({ detail: `--to: expected a date not before ${first}, not "${to}".` })
        const csv = appointmentFormCsv(yield* appointmentForm(yield* siteArgument(site), first, last))
        // `sayWhole` ends the last record.
        yield* Effect.promise(() => sayWhole(csv.slice(0, -1)))
        return 0
      })))
}

export const verifyCommand = (program: Command): void => {
  program.command("verify").description("read the whole log again and say what is wrong with it").action((_, command: Command) => {
    const output = outputOf(command)
    return runPlain(output, Effect.gen(function*() {
      const { file, log } = yield* environment(process.env)
      let findings = 0
      yield* Stream.runForEach(verify(file, log), (finding) => {
        findings++
        const { position, reason } = finding
        return Effect.promise(() => sayWhole(output.json ? JSON.stringify(finding) : `${position === null ? "log" : `position ${position}`}: ${reason}`))
      })
      if (!output.json) say(findings === 0 ? "The log is whole: every event follows from the one before it." : `${findings} findings.`)
      return findings === 0 ? 0 : 1
    }))
  })
}
