/** The days on which the customers of a month are listed, invited and studied, ahead of whatever is closed. */
import { Schema } from "effect"
import { type Calendar, opening } from "../calendar/Calendar.ts"
import { addDays, addMonths, firstDay, type LocalDate, Month } from "../calendar/LocalDate.ts"
import type { CampaignPolicy } from "./CampaignPolicy.ts"

/** The month whose maintenance is invited to: `2026-11` for those who are due in November. */
export const ListMonth = Month.check(Schema.makeFilter((month) => (month >= "1990-01" && month < "2100-01") || "expected a month from 1990-01 to 2099-12"))
export type ListMonth = typeof ListMonth.Type

export interface Step {
  /** When it is asked for. Nothing is locked before. */
  readonly aim: LocalDate
  /** The last day on which it is in time. */
  readonly by: LocalDate
}

/** What a campaign does, in this order. */
export const StepName = Schema.Literals(["lock", "print", "mail", "plan"])
export type StepName = typeof StepName.Type

export type Deadlines = Readonly<Record<StepName, Step>>

/** A site that has been closed for longer has no campaigns. */
const farthestDays = 366

export const isOpenOn = (calendar: Calendar, date: LocalDate): boolean => opening(calendar, date).length > 0

/** The date itself if it is open, else the last open day before it; undefined if there is none within a year. */
export const lastOpenDay = (calendar: Calendar, date: LocalDate): LocalDate | undefined => {
  for (let back = 0; back <= farthestDays; back++) {
    const day = addDays(date, -back)
    if (isOpenOn(calendar, day)) return day
  }
  return undefined
}

/** The first open day from one date to another, else the other. */
const firstOpenDay = (calendar: Calendar, from: LocalDate, by: LocalDate): LocalDate => {
  for (let day = from; day < by; day = addDays(day, 1)) if (isOpenOn(calendar, day)) return day
  return by
}

/** Weeks of a month are its days 1 to 7, 8 to 14 and so on. */
const startOfWeek = (first: LocalDate, week: number): LocalDate => addDays(first, 7 * (week - 1))
const endOfWeek = (first: LocalDate, week: number): LocalDate => addDays(first, 7 * week - 1)

export const lastDay = (month: Month): LocalDate => addDays(addMonths(firstDay(month), 1), -1)

/**
 * The days of the month before, for those who are due in `month`. A deadline is its week's last open day; where the whole
 * week is closed, as at Spring Festival, the last open day before it. Undefined for a site that is never open.
 */
export const deadlines = (calendar: Calendar, month: Month, { lockWeek, printWeek, mailWeek }: CampaignPolicy): Deadlines | undefined => {
  const first = addMonths(firstDay(month), -1)
  const by = (week: number): LocalDate | undefined => lastOpenDay(calendar, endOfWeek(first, week))
  const [lock, ready, print, mail] = [by(lockWeek), by(printWeek - 1), by(printWeek), by(mailWeek)]
  const plan = lastOpenDay(calendar, addDays(firstDay(month), -1))
  if (lock === undefined || ready === undefined || print === undefined || mail === undefined || plan === undefined) return undefined
  return {
    lock: { aim: firstOpenDay(calendar, startOfWeek(first, lockWeek), lock), by: lock },
    print: { aim: ready < lock ? lock : ready, by: print },
    mail: { aim: firstOpenDay(calendar, startOfWeek(first, mailWeek), mail), by: mail },
    plan: { aim: mail, by: plan }
  }
}
