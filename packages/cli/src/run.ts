/** The composition root: a command's effect meets the database and the terminal here. */
import { type Checkpoints, CommandHandler, type EventStore, StoreUnavailable } from "@servicelane/runtime"
import { SqliteCheckpoints, SqliteEventStore } from "@servicelane/sql/sqlite"
import { Cause, Effect, Layer } from "effect"
import type { Command } from "commander"
import { type Environment, environment } from "./Environment.ts"
import { complain, type Output } from "./Terminal.ts"

export type Services = EventStore | CommandHandler.CommandHandler | Checkpoints

/** Why a command did not do what was asked. */
export interface Answer {
  readonly _tag: string
  readonly message: string
}

export const outputOf = (command: Command): Output => {
  const { json = false, lang = "en" } = command.optsWithGlobals<{ json?: boolean; lang?: Output["language"] }>()
  return { json, language: lang }
}

export const store = ({ file, log }: Pick<Environment, "file" | "log">): Layer.Layer<Services, StoreUnavailable> =>
  CommandHandler.layer().pipe(Layer.provideMerge(Layer.merge(SqliteEventStore.layer({ file, log }), SqliteCheckpoints.layer({ file, log }))))

const isAnswer = (error: unknown): error is Answer =>
  typeof error === "object" && error !== null && "_tag" in error && "message" in error && typeof error.message === "string"

/** Runs a command that needs no open log, and exits with what it answers: 0 done, 1 findings. A refusal is 1, bad usage 2. */
export const runPlain = async (output: Output, effect: Effect.Effect<number, Answer>): Promise<void> => {
  const exit = await Effect.runPromiseExit(effect)
  if (exit._tag === "Success") {
    process.exitCode = exit.value
    return
  }
  const failure = Cause.squash(exit.cause)
  const answer = isAnswer(failure)
    ? failure
    : new StoreUnavailable({ reason: `This is a fault in Servicelane, not in what you asked: ${String(failure)}` })
  complain(output, answer)
  process.exitCode = answer._tag === "BadUsage" ? 2 : 1
}

/** Runs a command on the log that the environment names. */
export const run = (
  output: Output,
  effect: (env: Environment) => Effect.Effect<number, Answer, Services>
): Promise<void> =>
  runPlain(output, Effect.flatMap(environment(process.env), (env) => Effect.provide(effect(env), store(env))))
