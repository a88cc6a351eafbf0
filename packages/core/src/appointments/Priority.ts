import { Schema } from "effect"

/**
 * Who comes before whom, the first before all others: danger and recalls, a repair that did not hold, a case under the
 * warranty law, then those with a booking, those who booked late, and those who just come.
 */
export const Priority = Schema.Literals(["safety", "comeback", "warranty-case", "booked", "late-booked", "walk-in"])
export type Priority = typeof Priority.Type

/** The lower, the sooner. */
export const rank = (priority: Priority): number => Priority.literals.indexOf(priority)
