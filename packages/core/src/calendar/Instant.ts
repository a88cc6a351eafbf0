/** A moment, the same for everyone: ISO-8601 UTC text of fixed width, so that text order is time order. */
import { Schema } from "effect"
import { civil, daysOf, isRealDate, pad } from "./civil.ts"

const pattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

const isReal = (text: string): boolean => pattern.test(text) && isRealDate(text.slice(0, 10))

/** An instant in UTC with milliseconds, such as `2026-09-17T10:00:00.000Z`. */
export const Instant = Schema.String.check(
  Schema.makeFilter((text: string) => isReal(text) || "expected a UTC instant such as 2026-09-17T10:00:00.000Z", {
    toJsonSchema: () => ({ format: "date-time", pattern: pattern.source })
  })
).pipe(Schema.brand("Instant"))
export type Instant = typeof Instant.Type

const digits = (text: string, at: number, count: number): number => {
  let n = 0
  for (let i = at; i < at + count; i++) n = n * 10 + text.charCodeAt(i) - 48
  return n
}

/** Milliseconds since 1970. */
export const toMillis = (instant: string): number =>
  daysOf(digits(instant, 0, 4), digits(instant, 5, 2), digits(instant, 8, 2)) * 86_400_000 +
  digits(instant, 11, 2) * 3_600_000 +
  digits(instant, 14, 2) * 60_000 +
  digits(instant, 17, 2) * 1_000 +
  digits(instant, 20, 3)

/** The instant of so many milliseconds since 1970; years 0000 to 9999. */
export const fromMillis = (millis: number): Instant => {
  const days = Math.floor(millis / 86_400_000)
  const rest = millis - days * 86_400_000
  const { year, month, day } = civil(days)
  const hour = Math.floor(rest / 3_600_000)
  const minute = Math.floor(rest / 60_000) % 60
  const second = Math.floor(rest / 1_000) % 60
  return Instant.make(
    `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}.${pad(rest % 1_000, 3)}Z`,
    { disableChecks: true }
  )
}

/** The instant so many minutes later, or earlier when negative. */
export const addMinutes = (instant: Instant, minutes: number): Instant => fromMillis(toMillis(instant) + minutes * 60_000)

/** Whole and part minutes from `a` to `b`; negative when `b` is earlier. */
export const minutesBetween = (a: Instant, b: Instant): number => (toMillis(b) - toMillis(a)) / 60_000
