/** When a site is open, in four layers of which the later wins: week, official day classes, date exceptions, blocks. */
import { Schema } from "effect"
import { DayClasses, Hours, spanOf, Weekly } from "./Hours.ts"
import { Instant, toMillis } from "./Instant.ts"
import { clip, type Interval, type Intervals, normalize, subtract, union } from "./Intervals.ts"
import { addDays, LocalDate, weekdayOf, type Weekday } from "./LocalDate.ts"
import { type LocalTime, toMinutes } from "./LocalTime.ts"
import { type Clock, clockAround, localOf, Zone } from "./Zone.ts"

export { DayClasses, Hours, Weekly } from "./Hours.ts"

const dated = { date: LocalDate, reason: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200)) }

/** One date unlike others. It wins over the week even where the week is closed. */
export const Exception = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("close"), ...dated }),
  Schema.Struct({ kind: Schema.Literal("replace"), ...dated, hours: Schema.Array(Hours) }),
  Schema.Struct({ kind: Schema.Literal("add"), ...dated, hours: Schema.Array(Hours) }),
  Schema.Struct({ kind: Schema.Literal("remove"), ...dated, hours: Schema.Array(Hours) })
])
export type Exception = typeof Exception.Type

/** A stretch of real time in which nothing can be done, such as a power cut. */
export const Block = Schema.Struct({ from: Instant, to: Instant, reason: dated.reason }).check(
  Schema.makeFilter(({ from, to }) => from < to || "expected a block that ends after it begins")
)

export const Calendar = Schema.Struct({
  zone: Zone,
  weekly: Weekly,
  dayClasses: Schema.optionalKey(DayClasses),
  /** Whether the week's hours hold on a holiday. */
  holidays: Schema.Literals(["closed", "open"]),
  /** Whether a makeup day follows the template of its own weekday or of the weekday it makes up for. */
  makeup: Schema.Literals(["own-weekday", "substituted-weekday"]),
  exceptions: Schema.Array(Exception).check(Schema.isMaxLength(5_000)),
  blocks: Schema.Array(Block).check(Schema.isMaxLength(5_000))
})
export type Calendar = typeof Calendar.Type

/** A calendar that is never open. */
export const closed = (zone: Zone): Calendar => ({
  zone,
  weekly: {},
  holidays: "closed",
  makeup: "own-weekday",
  exceptions: [],
  blocks: []
})

/** What the authorities call a date; undefined for a plain day of the week. */
export const dayClassOf = ({ dayClasses }: Calendar, date: LocalDate): DayClasses["days"][number] | undefined =>
  dayClasses?.days.find((day) => day.date === date)

/** True beyond the last date the authorities have spoken about: what is said of it may still change. */
export const isProvisional = ({ dayClasses }: Calendar, date: LocalDate): boolean => dayClasses !== undefined && date > dayClasses.knownUntil

/** The weekday whose template a date follows; undefined when the day class closes it. */
const templateOf = (calendar: Calendar, date: LocalDate): Weekday | undefined => {
  const day = dayClassOf(calendar, date)
  if (day === undefined) return weekdayOf(date)
  if (day.class === "rest" || (day.class === "holiday" && calendar.holidays === "closed")) return undefined
  return day.class === "makeup" && calendar.makeup === "substituted-weekday" ? day.substitutes ?? weekdayOf(date) : weekdayOf(date)
}

/** A calendar on one local date. All instants are milliseconds since 1970. */
export interface Day {
  /** The first instant of the date, and of the date after it. */
  readonly from: number
  readonly to: number
  /** When the site is open. */
  readonly opening: Intervals
  /**
   * Somebody's weekly hours on this date, by the same day classes. Hours that an exception opens beyond the week's are
   * worked by whoever works on that weekday; on a weekday on which the site never opens, by everybody.
   */
  readonly hours: (weekly: Weekly) => Intervals
  /** Hours given for every date, such as lunch. */
  readonly daily: (hours: ReadonlyArray<Hours>) => Intervals
  /** The instant at which the wall shows a time of this date. */
  readonly at: (time: LocalTime) => number
}

export const dayOf = (calendar: Calendar, date: LocalDate): Day => {
  const clock = clockAround(calendar.zone, date)
  const from = clock(date, 0)
  const to = clock(addDays(date, 1), 0)
  // What of two dates' hours falls on the second: its own, and what the night before left over.
  const onDate = (of: (date: LocalDate) => ReadonlyArray<Interval>): Intervals =>
    clip(normalize([...of(addDays(date, -1)), ...of(date)]), from, to)
  const template = (weekly: Weekly) => (day: LocalDate): ReadonlyArray<Interval> => {
    const weekday = templateOf(calendar, day)
    return weekday === undefined ? [] : (weekly[weekday] ?? []).map((hours) => spanOf(clock, day, hours))
  }
  const week = template(calendar.weekly)
  const weekday = templateOf(calendar, date) ?? weekdayOf(date)
  const exceptional = subtract(onDate((day) => excepted(calendar, clock, day, normalize(week(day)))), onDate(week))
  const calledIn = (weekly: Weekly): boolean => isOff(calendar.weekly, weekday) || !isOff(weekly, weekday)
  const blocks = normalize(calendar.blocks.map((block) => ({ from: toMillis(block.from), to: toMillis(block.to) })))
  return {
    from,
    to,
    opening: subtract(onDate((day) => excepted(calendar, clock, day, normalize(week(day)))), blocks),
    hours: (weekly) => exceptional.length > 0 && calledIn(weekly) ? union(onDate(template(weekly)), exceptional) : onDate(template(weekly)),
    daily: (hours) => onDate((day) => hours.map((one) => spanOf(clock, day, one))),
    at: (time) => clock(date, toMinutes(time))
  }
}

const isOff = (weekly: Weekly, weekday: Weekday): boolean => (weekly[weekday] ?? []).length === 0

/** Opening that begins on a date, after its exceptions in the order of the document. */
const excepted = (calendar: Calendar, clock: Clock, date: LocalDate, week: Intervals): Intervals => {
  let open = week
  for (const exception of calendar.exceptions) {
    if (exception.date !== date) continue
    const hours = exception.kind === "close" ? [] : normalize(exception.hours.map((one) => spanOf(clock, date, one)))
    if (exception.kind === "add") open = union(open, hours)
    else if (exception.kind === "remove") open = subtract(open, hours)
    else open = hours
  }
  return open
}

/** When the site is open on a local date, in milliseconds since 1970. */
export const opening = (calendar: Calendar, date: LocalDate): Intervals => dayOf(calendar, date).opening

/** The first open instant at or after `from`, in milliseconds since 1970; undefined when there is none within so many days. */
export const nextOpening = (calendar: Calendar, from: number, withinDays: number): number | undefined => {
  const first = localOf(calendar.zone, from).date
  for (let day = 0; day <= withinDays; day++) {
    for (const open of opening(calendar, addDays(first, day))) if (open.to > from) return Math.max(open.from, from)
  }
  return undefined
}
