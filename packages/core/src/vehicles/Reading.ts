/** What the odometer showed, who says so, and whether to believe it (S1-04). */
import { Schema } from "effect"
import { LocalDate, toDays } from "../calendar/LocalDate.ts"

/** Who read it: the workshop and whoever handed the car over saw it themselves. */
export const Source = Schema.Literals(["hand-over", "workshop", "customer", "import"])
export type Source = typeof Source.Type

export const Km = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2_000_000 }))

export const Reading = Schema.Struct({ km: Km, on: LocalDate, source: Source })
export type Reading = typeof Reading.Type

/** It stands below an earlier one or above a later one; or nobody drives as much in that time. */
export const Doubt = Schema.Literals(["falling", "absurd"])
export type Doubt = typeof Doubt.Type

/** What speaks against a reading beside those that are believed, which are ascending by date; undefined if nothing does. */
export const doubtOf = (believed: ReadonlyArray<Reading>, { km, on }: Reading, maxKmPerDay: number): Doubt | undefined => {
  const before = believed.findLast((one) => one.on <= on)
  const after = believed.find((one) => one.on > on)
  if ((before !== undefined && km < before.km) || (after !== undefined && km > after.km)) return "falling"
  const isFar = (from: Reading, to: Pick<Reading, "km" | "on">): boolean => to.km - from.km > maxKmPerDay * Math.max(1, toDays(to.on) - toDays(from.on))
  return (before !== undefined && isFar(before, { km, on })) || (after !== undefined && isFar({ km, on, source: "import" }, after)) ? "absurd" : undefined
}

/** The readings with one more, ascending by date. */
export const withReading = (believed: ReadonlyArray<Reading>, reading: Reading): ReadonlyArray<Reading> => {
  const later = believed.findIndex(({ on }) => on > reading.on)
  return later < 0 ? [...believed, reading] : believed.toSpliced(later, 0, reading)
}
