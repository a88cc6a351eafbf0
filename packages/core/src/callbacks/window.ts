/** When a call is owed: from the fact that asks for it to the last moment that is still in time (K-14). */
import { opening } from "../calendar/Calendar.ts"
import { fromMillis, type Instant, toMillis } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import { type LocalTime, toMinutes } from "../calendar/LocalTime.ts"
import { dayStart, instantOf, localOf } from "../calendar/Zone.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import { policyOn, verifyMinOf } from "../sites/Policy.ts"
import type { Window } from "./Callback.ts"
import { firstVisitHoursOf, subscriptionDaysOf } from "./CallPolicy.ts"
import type { Kind } from "./Kind.ts"

/** Where no open day is found within so many, every day counts as open: a call is owed all the same. */
const horizon = 60

/** The days of a site around a fact; instants are milliseconds since 1970. */
interface Days {
  /** The date of the fact, and its moment; that of a bare date is its beginning. */
  readonly date: LocalDate
  readonly at: number
  readonly isOpen: (date: LocalDate) => boolean
  /** The date, or the first open one after it. */
  readonly open: (date: LocalDate) => LocalDate
  /** The so many-th open date after one. */
  readonly openAfter: (date: LocalDate, count: number) => LocalDate
  /** When calls begin and end on a date, and when the date does. */
  readonly begins: (date: LocalDate) => number
  readonly ends: (date: LocalDate) => number
  readonly over: (date: LocalDate) => number
  readonly dateOf: (millis: number) => LocalDate
}

const isDate = (fact: Instant | LocalDate): fact is LocalDate => fact.length === 10

const daysAround = ({ calendar, care }: Document, fact: Instant | LocalDate): Days => {
  const { zone } = calendar
  const { from, to } = whole(care).calls
  const wall = (date: LocalDate, time: LocalTime): number => instantOf(zone, date, toMinutes(time))
  const isOpen = (date: LocalDate): boolean => opening(calendar, date).length > 0
  const open = (date: LocalDate): LocalDate => {
    for (let n = 0; n < horizon; n++) if (isOpen(addDays(date, n))) return addDays(date, n)
    return date
  }
  const at = isDate(fact) ? dayStart(zone, fact) : toMillis(fact)
  return {
    date: isDate(fact) ? fact : localOf(zone, at).date,
    at,
    isOpen,
    open,
    openAfter: (date, count) => {
      let day = date
      for (let n = 0; n < count; n++) day = open(addDays(day, 1))
      return day
    },
    begins: (date) => wall(date, from),
    ends: (date) => wall(date, to),
    over: (date) => dayStart(zone, addDays(date, 1)),
    dateOf: (millis) => localOf(zone, millis).date
  }
}

/** A stretch of time that is never empty, not even where the clock skips a date. */
const between = (from: number, by: number): Window => ({ from: fromMillis(from), by: fromMillis(Math.max(by, from + 60_000)) })

/**
 * From the next day on until a deadline, on open days: the end is shifted back to the last open day before the deadline.
 * Where there is none, as at Spring Festival, it is the first open day after.
 */
const before = (days: Days, deadline: number): Window => {
  const first = addDays(days.date, 1)
  const last = days.dateOf(deadline - 1)
  const open: Array<LocalDate> = []
  for (let date = first; date <= last; date = addDays(date, 1)) if (days.isOpen(date) && days.begins(date) < deadline) open.push(date)
  const [begin] = open
  const end = open.at(-1)
  if (begin !== undefined && end !== undefined) return between(days.begins(begin), Math.min(days.over(end), deadline))
  const late = days.open(last < first ? first : addDays(last, 1))
  return between(days.begins(late), days.over(late))
}

/** The first moment from the fact on at which calls are made. */
const soonest = ({ date, at, isOpen, begins, ends, openAfter }: Days): number =>
  isOpen(date) && at < ends(date) ? Math.max(at, begins(date)) : begins(openAfter(date, 1))

/** At once, and at the latest on the so many-th open day after. */
const within = (days: Days, openDays: number): Window => between(soonest(days), days.over(days.openAfter(days.date, openDays)))

/** From the next open day on. */
const nextOpenDay = (days: Days, openDays: number): Window =>
  between(days.begins(days.openAfter(days.date, 1)), days.over(days.openAfter(days.date, openDays)))

/** So many minutes in which calls are made; the rest of them on the next open day. */
const atOnce = (days: Days, minutes: number): Window => {
  const from = soonest(days)
  let date = days.dateOf(from)
  let by = from
  let left = Math.max(1, minutes) * 60_000
  while (left > days.ends(date) - by) {
    // A minute at least, so that this comes to an end on any calendar.
    left -= Math.max(60_000, days.ends(date) - by)
    date = days.openAfter(date, 1)
    by = days.begins(date)
  }
  return between(from, by + left)
}

/** The window of a call of this kind, from the date or moment of what it is about. */
export const windowFor = (kind: Kind, document: Document, fact: Instant | LocalDate): Window => {
  const days = daysAround(document, fact)
  const { calls } = whole(document.care)
  const calendarDays = (count: number): Window => before(days, days.over(addDays(days.date, count)))
  switch (kind) {
    case "first-visit":
      return before(days, days.at + firstVisitHoursOf(calls) * 3_600_000)
    case "subscription":
      return calendarDays(subscriptionDaysOf(calls))
    case "sale":
      return calendarDays(calls.saleDays)
    case "service-mechanical":
    case "service-body":
      return calendarDays(calls.serviceDays)
    case "first-service":
    case "maintenance":
    case "booking":
    case "lost-customer":
      return within(days, calls.reminderOpenDays)
    case "repair-booking":
    case "no-show":
      return within(days, calls.noShowOpenDays)
    case "complaint":
      return within(days, calls.complaintOpenDays)
    case "waited":
      return nextOpenDay(days, calls.waitedOpenDays)
    case "verify-booking":
      return atOnce(days, verifyMinOf(policyOn(document.policies, days.date)))
  }
}
