import { decoded, InvalidInput, refusalOf, submit, Submission } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect, Result } from "effect"
import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"
import { exported } from "../exported.ts"
import { unreadable } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { sayWhole } from "../Terminal.ts"

/** A line longer than this is not a command. */
const longest = 1 << 20

const parsed = (text: string): Result.Result<unknown, InvalidInput> => {
  const refuse = (message: string) => Result.fail(new InvalidInput({ what: "The line", problems: [{ path: "", message }] }))
  if (text.length > longest) return refuse("expected at most a megabyte")
  try {
    return Result.succeed(JSON.parse(text))
  } catch {
    return refuse("expected one JSON object")
  }
}

/** One line in, one line out; a refused line stops nothing. */
const answer = (text: string, actor: string) =>
  Effect.gen(function*() {
    const input = parsed(text)
    const submission = Result.flatMap(input, (value) => decoded("The line", Submission, value))
    const commandId = Result.match(submission, { onSuccess: (one) => one.commandId, onFailure: () => idOf(Result.getOrElse(input, () => null)) })
    return yield* Effect.match(Effect.flatMap(Effect.fromResult(submission), (one) => submit(one, actor)), {
      onSuccess: ({ events, duplicate }) => ({ accepted: true, line: { commandId, events: events.map(exported), duplicate } }),
      onFailure: (error) => ({ accepted: false, line: { commandId, rejection: refusalOf(error) } })
    })
  })

/** The id under which even a line that is refused can be found again. */
const idOf = (value: unknown): string | null => {
  const id: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "commandId") : null
  return typeof id === "string" ? id : null
}

export const sendCommand = (program: Command): void => {
  program.command("send").description("commands in, answers out: a JSON object a line").argument("[file]", "the commands; - or nothing for standard input", "-")
    .action((file: string, _, command: Command) =>
      run(outputOf(command), ({ actor }) => Effect.gen(function*() {
        const input = file === "-" ? process.stdin : createReadStream(file)
        if (file !== "-") {
          yield* Effect.tryPromise({
            try: () => new Promise((resolve, reject) => input.once("open", resolve).once("error", reject)),
            catch: (cause) => unreadable(file, cause)
          })
        }
        const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]()
        let code = 0
        for (;;) {
          const next = yield* Effect.promise(() => lines.next())
          if (next.done === true) return code
          if (next.value.trim() === "") continue
          const { accepted, line } = yield* answer(next.value, actor)
          if (!accepted) code = 1
          yield* Effect.promise(() => sayWhole(JSON.stringify(line)))
        }
      })))
}
