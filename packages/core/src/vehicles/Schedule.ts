/** How often a car of a brand and model needs maintenance. */
import { Schema } from "effect"

/** After so many kilometres or months, whichever comes first (S4-05). */
export const Interval = Schema.Struct({
  km: Schema.Int.check(Schema.isBetween({ minimum: 500, maximum: 100_000 })),
  months: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 60 }))
})
export type Interval = typeof Interval.Type

const name = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(60))

/** Without a model it holds for all of the brand that have none of their own; without a brand for all cars. */
export const Schedule = Schema.Struct({
  brand: Schema.optionalKey(name),
  model: Schema.optionalKey(name),
  /** Counted from the hand-over; the kilometres as the odometer shows them. */
  first: Interval,
  /** Counted from the maintenance before. */
  every: Interval
})
export type Schedule = typeof Schedule.Type

/** S4-05 and S4-06; the source leaves the first months open. */
export const standard: Schedule = { first: { km: 5_000, months: 6 }, every: { km: 5_000, months: 3 } }

/** The schedule of a car: by model, by brand, for all, or the standard. */
export const scheduleFor = (schedules: ReadonlyArray<Schedule>, { brand, model }: { readonly brand: string; readonly model: string }): Schedule =>
  schedules.find((one) => one.brand === brand && one.model === model) ??
  schedules.find((one) => one.brand === brand && one.model === undefined) ??
  schedules.find((one) => one.brand === undefined) ?? standard
