/** Opening hours and shifts by the wall clock, as a document states them. */
import { Schema } from "effect"
import type { Interval } from "./Intervals.ts"
import { LocalDate, Weekday } from "./LocalDate.ts"
import { LocalTime, toMinutes } from "./LocalTime.ts"
import type { Clock } from "./Zone.ts"

/** From a time up to, not including, another of the same day; `overnight` ends on the next day. */
export const Hours = Schema.Struct({
  from: LocalTime,
  to: LocalTime,
  overnight: Schema.optionalKey(Schema.Literal(true))
}).check(
  Schema.makeFilter(({ from, to, overnight }) =>
    (overnight === true ? to <= from : from < to) ||
    "expected hours that end after they begin; hours that end on the next day say so with overnight: true")
)
export type Hours = typeof Hours.Type

/** Hours by weekday; a weekday left out has none. */
export const Weekly = Schema.Struct({
  mon: Schema.optionalKey(Schema.Array(Hours)),
  tue: Schema.optionalKey(Schema.Array(Hours)),
  wed: Schema.optionalKey(Schema.Array(Hours)),
  thu: Schema.optionalKey(Schema.Array(Hours)),
  fri: Schema.optionalKey(Schema.Array(Hours)),
  sat: Schema.optionalKey(Schema.Array(Hours)),
  sun: Schema.optionalKey(Schema.Array(Hours))
})
export type Weekly = typeof Weekly.Type

/** What the authorities have said about dates: beyond `knownUntil` they have not spoken yet. */
export const DayClasses = Schema.Struct({
  knownUntil: LocalDate,
  days: Schema.Array(Schema.Struct({
    date: LocalDate,
    /** `makeup`: a weekend day worked in place of another; `rest`: a weekday off in return. */
    class: Schema.Literals(["workday", "rest", "holiday", "makeup"]),
    /** The weekday whose work a makeup day makes up for. */
    substitutes: Schema.optionalKey(Weekday),
    name: Schema.optionalKey(Schema.String)
  })).check(Schema.isMaxLength(5_000))
})
export type DayClasses = typeof DayClasses.Type

/** The stretch of real time that hours of a date cover, in milliseconds since 1970; empty when they end before they begin. */
export const spanOf = (clock: Clock, date: LocalDate, { from, to, overnight }: Hours): Interval => ({
  from: clock(date, toMinutes(from)),
  to: clock(date, toMinutes(to) + (overnight === true ? 1_440 : 0))
})
