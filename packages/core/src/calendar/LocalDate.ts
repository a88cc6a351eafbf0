/** A date on the wall of one place. It has no zone and is never converted. */
import { Schema } from "effect"
import { civil, daysOf, isRealDate, pad } from "./civil.ts"

const pattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** A calendar date such as `2026-09-18`. */
export const LocalDate = Schema.String.check(
  Schema.makeFilter((text: string) => (pattern.test(text) && isRealDate(text)) || "expected a calendar date such as 2026-09-18", {
    toJsonSchema: () => ({ format: "date" })
  })
).pipe(Schema.brand("LocalDate"))
export type LocalDate = typeof LocalDate.Type

/** Monday first, as in ISO 8601. */
export const Weekday = Schema.Literals(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
export type Weekday = typeof Weekday.Type

/** Days since 1970-01-01. */
export const toDays = (date: string): number => daysOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))

/** The date of so many days since 1970-01-01; years 0000 to 9999. */
export const fromDays = (days: number): LocalDate => {
  const { year, month, day } = civil(days)
  return LocalDate.make(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`, { disableChecks: true })
}

export const addDays = (date: LocalDate, days: number): LocalDate => fromDays(toDays(date) + days)

/** The same day so many months on, or that month's last day if it is shorter: 2026-08-31 and 6 months is 2027-02-28. */
export const addMonths = (date: LocalDate, months: number): LocalDate => {
  const { year, month, day } = civil(toDays(date))
  const index = year * 12 + month - 1 + months
  const first = daysOf(Math.floor(index / 12), (index % 12) + 1, 1)
  const next = daysOf(Math.floor((index + 1) / 12), ((index + 1) % 12) + 1, 1)
  return fromDays(first + Math.min(day, next - first) - 1)
}

const weekdays = Weekday.literals

export const weekdayOf = (date: LocalDate): Weekday => weekdays[(((toDays(date) + 3) % 7) + 7) % 7] ?? "mon"

/** A calendar month such as `2026-09`. */
export const Month = Schema.String.check(
  Schema.isPattern(/^\d{4}-(0[1-9]|1[0-2])$/u, { message: "expected a month such as 2026-09" })
).pipe(Schema.brand("Month"))
export type Month = typeof Month.Type

export const monthOf = (date: LocalDate): Month => Month.make(date.slice(0, 7), { disableChecks: true })

export const firstDay = (month: Month): LocalDate => LocalDate.make(`${month}-01`, { disableChecks: true })
