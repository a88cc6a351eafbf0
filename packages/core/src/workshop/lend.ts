/** Which loaner a customer can have, from the arrival until it is back and ready for the next. */
import type { LoanerId } from "../Ids.ts"
import { type Day, millisOf } from "./Day.ts"

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
