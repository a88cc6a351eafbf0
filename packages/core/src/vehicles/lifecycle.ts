/** Where a car stands between its first service and the day it is seen no more. */
import { Schema } from "effect"
import { addDays, addMonths, type LocalDate } from "../calendar/LocalDate.ts"
import type { Due } from "./due.ts"
import type { Schedule } from "./Schedule.ts"

export const Stage = Schema.Literals(["awaiting-first-service", "active", "due", "overdue", "at-risk", "lost", "reactivated"])
export type Stage = typeof Stage.Type

const days = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 365 }))
const months = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 120 }))
const percent = Schema.Int.check(Schema.isBetween({ minimum: 100, maximum: 1_000 }))

/** When silence becomes a worry (K-09). Months are those of the calendar; the longer of both counts. */
export const Patience = Schema.Struct({
  /** Due from so long before the date on. */
  dueDays: days,
  /** Overdue from so long after it on; K-05 gives the first service as long. */
  graceDays: days,
  /** Not seen for so long, and so many times the interval in per cent. */
  atRisk: Schema.Struct({ months, intervalPct: percent }),
  lost: Schema.Struct({ months, intervalPct: percent })
})
export type Patience = typeof Patience.Type

export const standard: Patience = {
  dueDays: 30,
  graceDays: 30,
  atRisk: { months: 6, intervalPct: 150 },
  lost: { months: 12, intervalPct: 200 }
}

/** When a car was here, or handed over. */
export interface Seen {
  readonly last: LocalDate
  /** The time before; null if there was none. */
  readonly before: LocalDate | null
  /** Whether the last time was a visit, and not the hand-over. */
  readonly visited: boolean
}

/** From when on a car that was last seen then is given up as lost, or is at risk of it. */
const after = (seen: LocalDate, { months: least, intervalPct }: Patience["lost"], interval: number): LocalDate =>
  addMonths(seen, Math.max(least, Math.ceil((interval * intervalPct) / 100)))

/** On a date. Silence counts before what is due: whoever is not seen any more is not merely overdue. */
export const stageOf = (seen: Seen, due: Due | undefined, { first, every }: Schedule, patience: Patience, today: LocalDate): Stage => {
  const interval = seen.visited ? every.months : first.months
  if (today > after(seen.last, patience.lost, interval)) return "lost"
  if (today > after(seen.last, patience.atRisk, interval)) return "at-risk"
  if (due !== undefined && today > addDays(due.on, patience.graceDays)) return "overdue"
  if (due !== undefined && today >= addDays(due.on, -patience.dueDays)) return "due"
  if (!seen.visited) return "awaiting-first-service"
  return seen.before !== null && seen.last > after(seen.before, patience.lost, every.months) ? "reactivated" : "active"
}

/** The first date after `today` on which the car stands elsewhere if nothing is told of it; undefined when it stays. */
export const nextMove = (seen: Seen, due: Due | undefined, schedule: Schedule, patience: Patience, today: LocalDate): LocalDate | undefined => {
  const interval = seen.visited ? schedule.every.months : schedule.first.months
  const dates = [
    ...(due === undefined ? [] : [addDays(due.on, -patience.dueDays), addDays(due.on, patience.graceDays + 1)]),
    addDays(after(seen.last, patience.atRisk, interval), 1),
    addDays(after(seen.last, patience.lost, interval), 1)
  ]
  const stands = stageOf(seen, due, schedule, patience, today)
  return dates.filter((date) => date > today).sort().find((date) => stageOf(seen, due, schedule, patience, date) !== stands)
}
