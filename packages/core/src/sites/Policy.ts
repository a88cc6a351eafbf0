/** The numbers a site may set for itself. Each has a default; none is a constant elsewhere. */
import { Schema } from "effect"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import type { Channel } from "./Channel.ts"

const minutes = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_080 }))
const percent = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 }))

export const Policy = Schema.Struct({
  /** The first local date these numbers hold for. */
  from: LocalDate,
  /** A booking is made at least this long before the arrival. */
  minNoticeMin: minutes,
  /**
   * Whoever asks at the counter books at least this long before; sooner they are a walk-in, not an appointment (K-01).
   * Left out, 120 minutes.
   */
  counterMin: Schema.optionalKey(minutes),
  /** Of the technicians' hours, how much is planned at all: 80 of 100 leaves room for what goes wrong. */
  loadPct: percent,
  /** Of the planned hours, how much is kept for walk-ins. */
  walkInReservePct: percent,
  /**
   * How many more cars are booked than there is room for: of a hundred that are booked so many come, and so many times in
   * a hundred may more come than there is room for. Of the planned hours and of receptions only, never of bays, loaners
   * or hours that the day has not got; left out, none.
   */
  overbooking: Schema.optionalKey(Schema.Struct({
    showPct: Schema.Int.check(Schema.isBetween({ minimum: 50, maximum: 100 })),
    riskPct: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 50 }))
  })),
  /** When the walk-in reserve of a day is given up, by that day's wall clock. */
  reserveReleaseAt: LocalTime,
  /** From arrival until the advisor has written up the order and work can begin. */
  writeUpMin: minutes,
  /** After the work, before the keys: four of five cars take no longer. */
  inspectionMin: minutes,
  washMin: minutes,
  cashierMin: minutes,
  /** From arrival to promise, the longest a customer is asked to wait on the premises. */
  maxWaitMin: minutes,
  /** The most local dates a visit may last, the first included, where work goes on over night; left out, five. */
  maxDays: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 31 }))),
  /** A car dropped off for the day is not promised before this wall-clock time. */
  dropOffReadyAt: LocalTime,
  /** How long a slot is held for somebody who is making up their mind. */
  holdMin: minutes.check(Schema.isGreaterThan(0)),
  /** How long a place is held for somebody on the waiting list; left out, 15 minutes. */
  offerMin: Schema.optionalKey(minutes.check(Schema.isGreaterThan(0))),
  /** By the site's wall clock nobody is disturbed from `from` until `to` of the next morning; left out, 21:00 to 08:00. */
  quiet: Schema.optionalKey(Schema.Struct({ from: LocalTime, to: LocalTime })),
  /** A booking made with an advisor is verified with the customer within so long; left out, 30 minutes (S0-22). */
  verifyMin: Schema.optionalKey(minutes),
  /** Parts are here so long before the car; left out, 60 minutes. */
  partsMin: Schema.optionalKey(minutes),
  /** A customer cancels in time until so long before the arrival. */
  cutOffMin: minutes,
  /** On time is from so long before the agreed arrival … */
  earlyMin: minutes,
  /** … to so long after it. */
  lateMin: minutes,
  /** A car that has not come so long after the agreed arrival is a no-show. */
  noShowMin: minutes
})
export type Policy = typeof Policy.Type

/** Sources: S0, S4 and the capacity facts of the field; a site replaces what it knows better. */
export const standard: Policy = {
  from: LocalDate.make("2000-01-01"),
  minNoticeMin: 60,
  loadPct: 80,
  walkInReservePct: 10,
  reserveReleaseAt: LocalTime.make("10:00"),
  writeUpMin: 15,
  inspectionMin: 10,
  washMin: 15,
  cashierMin: 10,
  maxWaitMin: 180,
  dropOffReadyAt: LocalTime.make("16:30"),
  holdMin: 5,
  cutOffMin: 120,
  earlyMin: 30,
  lateMin: 15,
  noShowMin: 60
}

/** How long before the arrival a booking is made that reaches the site by this channel. */
export const noticeMinOf = ({ minNoticeMin, counterMin = 120 }: Policy, channel?: Channel): number =>
  channel === "counter" ? Math.max(minNoticeMin, counterMin) : minNoticeMin

/** The most local dates a visit may last. */
export const maxDaysOf = ({ maxDays }: Policy): number => maxDays ?? 5

/** Within how many minutes a booking made with an advisor is verified. */
export const verifyMinOf = ({ verifyMin }: Policy): number => verifyMin ?? 30

/** How long before the car its parts are here. */
export const partsMinOf = ({ partsMin }: Policy): number => partsMin ?? 60

/** By how much more is booked than there is room for. */
export const overbookingOf = ({ overbooking }: Policy): NonNullable<Policy["overbooking"]> => overbooking ?? { showPct: 100, riskPct: 0 }

/** When nobody is disturbed. */
export const quietHoursOf = ({ quiet }: Policy): NonNullable<Policy["quiet"]> => quiet ?? { from: LocalTime.make("21:00"), to: LocalTime.make("08:00") }

/** The numbers in force on a date: the latest policy that has begun, or the standard. */
export const policyOn = (policies: ReadonlyArray<Policy>, date: LocalDate): Policy => {
  let inForce: Policy | undefined
  for (const policy of policies) {
    if (policy.from <= date && (inForce === undefined || policy.from > inForce.from)) inForce = policy
  }
  return inForce ?? standard
}
