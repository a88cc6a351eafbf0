/** How far a car is driven in a day, as far as its readings tell. */
import { toDays } from "../calendar/LocalDate.ts"
import type { Reading } from "./Reading.ts"

/** Kilometres a day: as of late, and the least and most that its readings speak for. Never negative. */
export interface Pace {
  readonly now: number
  readonly least: number
  readonly most: number
}

/**
 * From believed readings, ascending by date: of late is between the last one and the one before it, the rest is since the
 * first. Undefined when there are no two on different dates.
 */
export const paceOf = (believed: ReadonlyArray<Reading>): Pace | undefined => {
  const last = believed.at(-1)
  const [first] = believed
  if (first === undefined || last === undefined) return undefined
  const before = believed.findLast(({ on }) => on < last.on)
  if (before === undefined) return undefined
  const now = between(before, last)
  const ever = between(first, last)
  return { now, least: Math.min(now, ever), most: Math.max(now, ever) }
}

const between = (from: Reading, to: Reading): number => (to.km - from.km) / (toDays(to.on) - toDays(from.on))
