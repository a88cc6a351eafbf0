/** Which loaner a customer can have, from the arrival until it is back and ready for the next. */
import { addMinutes, type Instant, minutesBetween, toMillis } from "../calendar/Instant.ts"
import { addDays, type LocalDate, toDays } from "../calendar/LocalDate.ts"
import { localOf, type Zone } from "../calendar/Zone.ts"
import type { LoanerId } from "../Ids.ts"
import { type Day, millisOf } from "./Day.ts"
import { datesOf, type Plan } from "./Plan.ts"

/** Milliseconds since 1970. */
export interface Loan {
  readonly id: LoanerId
  readonly from: number
  readonly to: number
}

/** The first loaner by id that is free on all of the dates; undefined when none is, or the dates end before the loan does. */
export const lend = (days: ReadonlyArray<Day>, from: number, promisedAt: number): Loan | undefined => {
  for (const { of: { id, turnaroundMin } } of days[0]?.loaners ?? []) {
    const to = promisedAt + turnaroundMin * 60_000
    const last = days.at(-1)
    if (last === undefined || to > millisOf(last.roster, last.roster.minutes)) continue
    if (days.every((day) => isFree(day, id, from, to))) return { id, from, to }
  }
  return undefined
}

/** Whether the loaner is free for the part of the time that falls on this date. */
export const isFree = ({ roster: { start, minutes }, loaners }: Day, id: string, from: number, to: number): boolean => {
  const span = { from: Math.max(0, Math.floor((from - start) / 60_000)), to: Math.min(minutes, Math.ceil((to - start) / 60_000)) }
  if (span.from >= span.to) return true
  return loaners.find(({ of }) => of.id === id)?.free.some((free) => free.from <= span.from && span.to <= free.to) === true
}

/** The dates after the arrival's on which a loaner is out until an instant, in milliseconds since 1970. */
export const datesOut = (zone: Zone, date: LocalDate, to: number): ReadonlyArray<LocalDate> =>
  Array.from({ length: toDays(localOf(zone, to - 1).date) - toDays(date) }, (_, i) => addDays(date, i + 1))

/** The plan with its loaner out until a later promise, and ready for the next customer as long after it as before. */
export const lentUntil = (plan: Plan, promisedAt: Instant): Plan & Required<Pick<Plan, "loaner">> | undefined => {
  const { loaner, localDate, zone } = plan
  if (loaner === undefined || promisedAt <= plan.promisedAt) return undefined
  const to = addMinutes(promisedAt, minutesBetween(plan.promisedAt, loaner.to))
  const dates = [...new Set([...datesOf(plan), ...datesOut(zone, localDate, toMillis(to))])].sort()
  return { ...plan, promisedAt, loaner: { ...loaner, to }, ...(dates.length === 1 ? {} : { dates }) }
}
