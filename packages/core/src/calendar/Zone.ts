/** Wall clocks: where on earth, and what a date and time there mean as an instant. Instants are milliseconds since 1970. */
import { DateTime, Option, Result, Schema } from "effect"
import { pad } from "./civil.ts"
import { fromMillis, Instant } from "./Instant.ts"
import { fromDays, LocalDate, toDays } from "./LocalDate.ts"
import { LocalTime, toMinutes } from "./LocalTime.ts"

/**
 * The platform also takes offsets and any spelling; a zone shall be spelt in one way. Of a zone it knows by another name,
 * such as `Asia/Kolkata`, it does not tell the spelling: no such name has four capitals in a row.
 */
const isSpelt = (name: string): boolean =>
  /^(?:UTC|[A-Z][A-Za-z_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)+)$/.test(name) &&
  Option.exists(DateTime.zoneMakeNamed(name), ({ id }) => id === name || (id.toLowerCase() !== name.toLowerCase() && !/[A-Z]{4}/.test(name)))

/** An IANA time zone such as `Asia/Shanghai`. */
export const Zone = Schema.String.check(
  Schema.makeFilter((name: string) => isSpelt(name) || "expected an IANA time zone such as Asia/Shanghai", {
    toJsonSchema: () => ({ description: "an IANA time zone such as Asia/Shanghai" })
  })
).pipe(Schema.brand("Zone"))
export type Zone = typeof Zone.Type

const dayMillis = 86_400_000

/** How far the wall clock is ahead of UTC. */
const offsetAt = (zone: Zone, millis: number): number => steadyOffset(zone, Math.floor(millis / dayMillis)) ?? askedOffset(zone, millis)

const askedOffset = (zone: Zone, millis: number): number =>
  Option.match(DateTime.makeZoned(millis, { timeZone: zone }), { onNone: () => 0, onSome: DateTime.zonedOffset })

/** Days kept of a zone. */
const keptDays = 1_000

const steadyOffsets = new Map<Zone, Map<number, number | undefined>>()

/**
 * The offset of a day of UTC on which it does not change; undefined on the day of a change. No zone changes its offset twice
 * within two days. Remembered, for to ask the platform takes longer than all that is then done with the answer.
 */
const steadyOffset = (zone: Zone, day: number): number | undefined => {
  const days = steadyOffsets.get(zone) ?? new Map<number, number | undefined>()
  steadyOffsets.set(zone, days)
  if (days.has(day)) return days.get(day)
  const offset = askedOffset(zone, day * dayMillis)
  const steady = offset === askedOffset(zone, (day + 1) * dayMillis) ? offset : undefined
  if (days.size >= keptDays) days.clear()
  days.set(day, steady)
  return steady
}

/**
 * The instant at which the wall clock shows so many minutes after midnight; 1440 and more are the next day's.
 * A time that the clock skips moves forward by what is skipped; of a time that comes twice the earlier is meant.
 */
export const instantOf = (zone: Zone, date: LocalDate, minutes: number): number => {
  const wall = toDays(date) * dayMillis + minutes * 60_000
  // No zone changes its offset twice within two days, so one of the two is in force.
  const before = offsetAt(zone, wall - dayMillis)
  const after = offsetAt(zone, wall + dayMillis)
  if (before === after || offsetAt(zone, wall - before) === before) return wall - before
  return offsetAt(zone, wall - after) === after ? wall - after : wall - before
}

/** A wall clock for some days: `instantOf` for one zone and the dates around one. */
export type Clock = (date: LocalDate, minutes: number) => number

/** A clock for the dates from the day before to the day after `date`. Almost always the offset is the same on all of them. */
export const clockAround = (zone: Zone, date: LocalDate): Clock => {
  const midnight = toDays(date) * dayMillis
  const offset = offsetAt(zone, midnight - 2 * dayMillis)
  return offset === offsetAt(zone, midnight + 3 * dayMillis)
    ? (day, minutes) => toDays(day) * dayMillis + minutes * 60_000 - offset
    : (day, minutes) => instantOf(zone, day, minutes)
}

/** The first instant of a date: midnight, or when the clock jumps over midnight the moment it lands. */
export const dayStart = (zone: Zone, date: LocalDate): number => instantOf(zone, date, 0)

/** What the wall shows at an instant. Minutes are whole; seconds are dropped. */
export const localOf = (zone: Zone, millis: number): { readonly date: LocalDate; readonly minutes: number } => {
  const wall = millis + offsetAt(zone, millis)
  const days = Math.floor(wall / dayMillis)
  return { date: fromDays(days), minutes: Math.floor((wall - days * dayMillis) / 60_000) }
}

const offsetText = (millis: number): string => {
  const minutes = Math.abs(millis) / 60_000
  return `${millis < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}:${pad(Math.floor(minutes % 60), 2)}`
}

/** An instant as the wall shows it, with its offset: `2026-09-18T08:30:00+08:00`. */
export const isoWithOffset = (zone: Zone, millis: number): string => {
  const offset = offsetAt(zone, millis)
  return `${fromMillis(millis + offset).slice(0, 19)}${offsetText(offset)}`
}

/** Somebody asked for a wall-clock time that the clock skips that night. */
export class NonexistentLocalTime extends Schema.TaggedError<NonexistentLocalTime>()("NonexistentLocalTime", {
  date: LocalDate,
  time: LocalTime,
  zone: Zone,
  /** The first instant after the clock has jumped. */
  next: Instant
}) {
  override get message() {
    return `${this.date} ${this.time} does not exist in ${this.zone}: the clock jumps over it. The next instant there is ${this.next}.`
  }
}

/** Somebody asked for a wall-clock time that comes twice that night. */
export class AmbiguousLocalTime extends Schema.TaggedError<AmbiguousLocalTime>()("AmbiguousLocalTime", {
  date: LocalDate,
  time: LocalTime,
  zone: Zone,
  offsets: Schema.Array(Schema.String)
}) {
  override get message() {
    return `${this.date} ${this.time} comes twice in ${this.zone}. Give its offset: ${this.offsets.join(" or ")}.`
  }
}

/** Somebody gave an offset that the wall clock does not have at that time. */
export class OffsetNotInForce extends Schema.TaggedError<OffsetNotInForce>()("OffsetNotInForce", {
  date: LocalDate,
  time: LocalTime,
  zone: Zone,
  offset: Schema.String,
  offsets: Schema.Array(Schema.String)
}) {
  override get message() {
    return `${this.date} ${this.time} in ${this.zone} is not at ${this.offset}. Its offset is ${this.offsets.join(" or ")}.`
  }
}

/** The instant a person means by a wall-clock time; nobody guesses for them what the clock does not show once. */
export const requested = (
  zone: Zone,
  date: LocalDate,
  time: LocalTime,
  offset?: string
): Result.Result<Instant, NonexistentLocalTime | AmbiguousLocalTime | OffsetNotInForce> => {
  const wall = toDays(date) * dayMillis + toMinutes(time) * 60_000
  const around = [...new Set([offsetAt(zone, wall - dayMillis), offsetAt(zone, wall + dayMillis)])]
  const meant = around.filter((one) => offsetAt(zone, wall - one) === one)
  const [first] = meant
  if (first === undefined) {
    return Result.fail(new NonexistentLocalTime({ date, time, zone, next: fromMillis(transition(zone, wall)) }))
  }
  const offsets = meant.map(offsetText)
  if (offset === undefined) {
    return meant.length === 1 ? Result.succeed(fromMillis(wall - first)) : Result.fail(new AmbiguousLocalTime({ date, time, zone, offsets }))
  }
  const chosen = meant.find((one) => offsetText(one) === offset)
  return chosen === undefined ? Result.fail(new OffsetNotInForce({ date, time, zone, offset, offsets })) : Result.succeed(fromMillis(wall - chosen))
}

/** The instant at which the offset changes, within a day of a wall-clock time that is skipped. */
const transition = (zone: Zone, wall: number): number => {
  let low = wall - 2 * dayMillis
  let high = wall + 2 * dayMillis
  const before = offsetAt(zone, low)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle) === before) low = middle
    else high = middle
  }
  return high
}
