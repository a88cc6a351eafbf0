/** When customers are called, and how often it is tried. */
import { Schema } from "effect"
import { LocalTime } from "../calendar/LocalTime.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

export const CallPolicy = Schema.Struct({
  /** Elapsed hours within which somebody who was here for the first time is called (S3-03); left out, 48. */
  firstVisitHours: Schema.optionalKey(between(24, 720)),
  /** Calendar days from signing to the end of the date of its call (S3-05); left out, 3. */
  subscriptionDays: Schema.optionalKey(between(1, 60)),
  /** Calendar days from the hand-over of a new car to the end of the date of the sale call (S4-02). */
  saleDays: between(1, 60),
  /** Calendar days from the delivery of a serviced car to the end of the date of the service call (S3-13, S4-03). */
  serviceDays: between(1, 60),
  /** Open days from a no-show to the end of the date of its call (S0-08). */
  noShowOpenDays: between(1, 30),
  /** Open days within which a car that has become due, overdue or lost is called about (S4-06, S4-09). */
  reminderOpenDays: between(1, 60),
  /** Open days until the supervisor calls somebody who waited too long (S3-22). */
  waitedOpenDays: between(1, 30),
  /** Open days until a complaint's solution is asked about. */
  complaintOpenDays: between(1, 30),
  /** Tried so often without anybody answering, a customer counts as not reached (S4-10). */
  attempts: between(1, 20),
  /** Minutes between two attempts. */
  retryMin: between(1, 10_080),
  /** Nobody is called before, or after, by the site's wall clock (K-14). */
  from: LocalTime,
  to: LocalTime,
  /** Whoever has been spoken to by others of the dealership is left alone for so many hours (S3-08). */
  quietHours: between(0, 720),
  /** What becomes known so many days after it happened is history, and nobody is called about it. */
  historyDays: between(1, 365)
})
export type CallPolicy = typeof CallPolicy.Type

/** The sources give 7 days, 3 days and one open day (and, from other trades, 48 hours and 3 days); the other numbers are ours. */
export const standard: CallPolicy = {
  saleDays: 7,
  serviceDays: 3,
  noShowOpenDays: 1,
  reminderOpenDays: 5,
  waitedOpenDays: 1,
  complaintOpenDays: 1,
  attempts: 3,
  retryMin: 120,
  from: LocalTime.make("09:00"),
  to: LocalTime.make("20:00"),
  quietHours: 24,
  historyDays: 30
}

/** Within how many hours a first-time visitor is called. */
export const firstVisitHoursOf = ({ firstVisitHours }: CallPolicy): number => firstVisitHours ?? 48

/** Within how many days after signing somebody is called. */
export const subscriptionDaysOf = ({ subscriptionDays }: CallPolicy): number => subscriptionDays ?? 3
