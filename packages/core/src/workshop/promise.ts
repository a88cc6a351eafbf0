import { millisOf } from "./Day.ts"
import { doneAt, type Line } from "./line.ts"
import type { Step } from "./Request.ts"
import { finishing, type Roster } from "./Roster.ts"

/**
 * By its work, when the customer is told the car will be ready, in milliseconds since 1970: the last stage as four of five such
 * jobs end, then final inspection, wash and cashier, and never before `notBefore`; moved to when the site is next open
 * for the keys. Undefined when that lies further ahead than the calendar was asked.
 */
export const promise = (
  roster: Roster,
  steps: ReadonlyArray<Step>,
  notBefore = 0
): (line: Line) => number | undefined => {
  const finish = finishing(roster, steps)
  return (line) => handOver(roster, Math.max(doneAt(line, steps) + finish, notBefore))
}

/** When a car that is ready at this minute is handed over: at once, or when the site is next open. */
export const handOver = (roster: Roster, ready: number): number | undefined => {
  for (const { from, to } of roster.opening) {
    if (ready <= to) return millisOf(roster, Math.max(ready, from))
  }
  return roster.opensNext
}
