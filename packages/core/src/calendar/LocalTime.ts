/** A time on the wall clock of one place: hours and minutes. */
import { Schema } from "effect"
import { pad } from "./civil.ts"

/** `08:30`, or `24:00` for the end of the day. */
export const LocalTime = Schema.String.check(
  Schema.isPattern(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/u, { message: "expected a wall-clock time such as 08:30, at most 24:00" })
).pipe(Schema.brand("LocalTime"))
export type LocalTime = typeof LocalTime.Type

/** Minutes after midnight by the wall clock. */
export const toMinutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

export const fromMinutes = (minutes: number): LocalTime =>
  LocalTime.make(`${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`, { disableChecks: true })
