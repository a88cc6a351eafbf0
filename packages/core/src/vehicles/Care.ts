/** How a site looks after the cars it sold or serves. */
import { Schema } from "effect"
import { Patience, standard as standardPatience } from "./lifecycle.ts"
import { Schedule } from "./Schedule.ts"

export const Care = Schema.Struct({
  /** How often cars need maintenance; left out, all go by the standard. */
  schedules: Schema.Array(Schedule).check(Schema.isMaxLength(500)),
  patience: Schema.optionalKey(Patience),
  /** More than this in a day nobody drives; left out, 1,500 km (S1-04). */
  maxKmPerDay: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 100, maximum: 5_000 })))
})
export type Care = typeof Care.Type

/** With everything that was left out. */
export const whole = ({ schedules, patience, maxKmPerDay }: Care = { schedules: [] }): Required<Care> =>
  ({ schedules, patience: patience ?? standardPatience, maxKmPerDay: maxKmPerDay ?? 1_500 })
