/** What people type and what files say, as the domain's values. */
import { Instant, LocalDate, SiteId } from "@servicelane/core"
import { decoded, InvalidInput } from "@servicelane/runtime"
import { Effect, type Schema } from "effect"
import { readFileSync } from "node:fs"
import { instantOf } from "./instant.ts"
import { BadUsage, FileUnreadable } from "./Refused.ts"

/** A value given on the command line, or what would be accepted in its place. */
export const argument = <A>(name: string, schema: Schema.Decoder<A>, text: string): Effect.Effect<A, BadUsage> =>
  Effect.mapError(Effect.fromResult(decoded(name, schema, text)), ({ problems }) =>
    new BadUsage({ detail: `${name}: ${problems[0]?.message ?? "not accepted"}, not "${text}".` }))

export const siteArgument = (text: string) => argument("--site", SiteId, text)
export const dateArgument = (name: string, text: string) => argument(name, LocalDate.LocalDate, text)
export const monthArgument = (name: string, text: string) => argument(name, LocalDate.Month, text)
export const instantArgument = (name: string, text: string): Effect.Effect<Instant.Instant, BadUsage> =>
  Effect.mapError(Effect.fromResult(instantOf(text)), ({ message }) => new BadUsage({ detail: `${name}: ${message}, not "${text}".` }))

export const wholeNumber = (name: string, text: string, least: number, most: number): Effect.Effect<number, BadUsage> => {
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most
    ? Effect.succeed(value)
    : Effect.fail(new BadUsage({ detail: `${name}: expected a whole number from ${least} to ${most}, not "${text}".` }))
}

const whyUnreadable: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it"
}

export const unreadable = (file: string, cause: unknown): FileUnreadable => {
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined
  return new FileUnreadable({ file, why: whyUnreadable[String(code)] ?? String(code ?? cause) })
}

/** A JSON file that must be what the schema says, and nothing more. */
export const jsonFile = <A>(what: string, schema: Schema.Decoder<A>, file: string): Effect.Effect<A, FileUnreadable | InvalidInput> =>
  Effect.gen(function*() {
    const text = yield* Effect.try({ try: () => readFileSync(file, "utf8"), catch: (cause) => unreadable(file, cause) })
    const json = yield* Effect.try({
      try: (): unknown => JSON.parse(text.replace(/^\ufeff/, "")),
      catch: () => new InvalidInput({ what: `${what} ${file}`, problems: [{ path: "", message: "expected JSON" }] })
    })
    return yield* Effect.fromResult(decoded(`${what} ${file}`, schema, json))
  })

/** The moment at which the command line acts: here, and only here, the clock is read. */
export const now = Effect.map(Effect.clockWith((clock) => clock.currentTimeMillis), Instant.fromMillis)
