import { minutesBetween } from "../calendar/Instant.ts"
import type { Measure } from "./Measure.ts"

/** An appointment is asked about once it lies a day ahead, and the answer must leave the workshop two hours. */
const askedMin = 24 * 60
const answeredMin = 2 * 60

/**
 * K-04, confirmation: customers who said yes themselves more than two hours before ÷ appointments due that were live
 * twenty-four hours before, whatever became of them. A delivered message confirms nothing.
 */
export const confirmation: Measure = {
  kpi: "K-04",
  name: "confirmation",
  defVersion: 1,
  judge: (ending, { time, bookedAt, confirmedAt }) => {
    if (time === null) return "no-time"
    const cancelledAt = ending._tag === "Cancelled" ? ending.cancelledAt : null
    const live = minutesBetween(bookedAt, time) >= askedMin && (cancelledAt === null || minutesBetween(cancelledAt, time) < askedMin)
    if (!live) return "not-live-24h-before"
    return confirmedAt !== null && minutesBetween(confirmedAt, time) > answeredMin ? "num" : "den"
  }
}
