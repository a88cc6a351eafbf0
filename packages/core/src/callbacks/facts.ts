/** What is known about a call and stands in its sentences: never guessed, never left blank. */
import { Result, Schema } from "effect"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { Line } from "../Text.ts"
import type { Text } from "./Script.ts"

/** A time that is offered, by the site's wall clock. */
const Offer = Schema.Struct({ date: LocalDate, time: LocalTime })

export const Facts = Schema.Struct({
  site: Schema.optionalKey(Line),
  customer: Schema.optionalKey(Line),
  plate: Schema.optionalKey(Line),
  /** Of the hand-over, visit or appointment the call is about, or when the car was here last. */
  date: Schema.optionalKey(LocalDate),
  time: Schema.optionalKey(LocalTime),
  advisor: Schema.optionalKey(Line),
  "first-offer": Schema.optionalKey(Offer),
  "second-offer": Schema.optionalKey(Offer),
  /** The odometer at which maintenance is due, and the date. */
  km: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  due: Schema.optionalKey(LocalDate),
  /** The telephone number under which is booked. */
  hotline: Schema.optionalKey(Line)
})
export type Facts = typeof Facts.Type

export const names: ReadonlyArray<string> = Object.keys(Facts.fields)

export type Language = keyof Text

/** A sentence speaks of something that nobody has told. */
export class FactsMissing extends Schema.TaggedError<FactsMissing>()("FactsMissing", { facts: Schema.Array(Schema.String) }) {
  override get message() {
    return `What is said here needs ${this.facts.join(", ")}, which nobody has told.`
  }
}

const braces = /\{([^{}]*)\}/gu

/** What stands in braces, in the order it is said. */
export const placeholders = (text: string): ReadonlyArray<string> => [...text.matchAll(braces)].map(([, name = ""]) => name)

const written = (facts: Facts, name: string): string | undefined => {
  switch (name) {
    case "first-offer":
    case "second-offer": {
      const offer = facts[name]
      return offer === undefined ? undefined : `${offer.date} ${offer.time}`
    }
    case "km":
      return facts.km?.toLocaleString("en")
    case "site":
    case "customer":
    case "plate":
    case "date":
    case "time":
    case "advisor":
    case "due":
    case "hotline":
      return facts[name]
    default:
      return undefined
  }
}

/** The sentence with its facts; all that are missing are named at once. */
export const filled = (text: Text, facts: Facts, language: Language): Result.Result<string, FactsMissing> => {
  const missing = placeholders(text[language]).filter((name) => written(facts, name) === undefined)
  return missing.length > 0
    ? Result.fail(new FactsMissing({ facts: [...new Set(missing)] }))
    : Result.succeed(text[language].replaceAll(braces, (_, name: string) => written(facts, name) ?? ""))
}
