/** When a car is next due for maintenance, and what that rests on. */
import { Schema } from "effect"
import { addMonths, fromDays, LocalDate, toDays } from "../calendar/LocalDate.ts"
import { paceOf } from "./pace.ts"
import type { Reading } from "./Reading.ts"
import type { Schedule } from "./Schedule.ts"

/** What is known of a car's use and care. */
export interface Known {
  /** Null for a car that was not sold here and of whose hand-over nobody knows. */
  readonly handedOver: LocalDate | null
  /** The last maintenance anywhere; null before the first. */
  readonly maintained: { readonly on: LocalDate; readonly km: number | null } | null
  /** Believed readings, ascending by date. */
  readonly readings: ReadonlyArray<Reading>
}

export const Due = Schema.Struct({
  kind: Schema.Literals(["first", "periodic"]),
  on: LocalDate,
  /** What comes first. */
  by: Schema.Literals(["km", "months"]),
  /** The odometer at which it is due; null when nobody knows how far the car had gone at its last maintenance. */
  km: Schema.NullOr(Schema.Int),
  /** Were it driven as much, or as little, as its readings speak for. */
  earliest: LocalDate,
  latest: LocalDate
})
export type Due = typeof Due.Type

/** Undefined when it is known neither when the car was handed over nor when it was maintained. */
export const dueOf = ({ handedOver, maintained, readings }: Known, { first, every }: Schedule): Due | undefined => {
  const kind = maintained === null ? "first" as const : "periodic" as const
  const from = maintained === null ? handedOver : maintained.on
  if (from === null) return undefined
  const interval = kind === "first" ? first : every
  const atKm = maintained === null ? interval.km : maintained.km === null ? null : maintained.km + interval.km
  const byMonths = addMonths(from, interval.months)
  const last = readings.at(-1)
  if (atKm === null || last === undefined) return { kind, on: byMonths, by: "months", km: atKm, earliest: byMonths, latest: byMonths }
  const pace = paceOf(readings)
  const at = (kmPerDay: number): LocalDate | undefined => reached(readings, last, atKm, kmPerDay)
  const byKm = at(pace?.now ?? 0)
  const on = sooner(byKm, byMonths)
  return { kind, on, by: on === byMonths ? "months" : "km", km: atKm, earliest: sooner(at(pace?.most ?? 0), byMonths), latest: sooner(at(pace?.least ?? 0), byMonths) }
}

const sooner = (byKm: LocalDate | undefined, byMonths: LocalDate): LocalDate => byKm !== undefined && byKm < byMonths ? byKm : byMonths

/** When the odometer shows so much: when it first did, or when it will at this pace; undefined for a car that stands. */
const reached = (readings: ReadonlyArray<Reading>, last: Reading, km: number, kmPerDay: number): LocalDate | undefined => {
  if (last.km >= km) return readings.find((one) => one.km >= km)?.on
  return kmPerDay <= 0 ? undefined : fromDays(Math.min(toDays(last.on) + Math.ceil((km - last.km) / kmPerDay), farthest))
}

/** Nobody plans further. */
const farthest = toDays("9999-12-31")
