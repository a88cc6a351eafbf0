/** How often a car was here for the same fault while the warranty law covers it, and for how many days it could not be used. */
import { Schema } from "effect"
import { type Instant, toMillis } from "../calendar/Instant.ts"
import { addMonths, type LocalDate } from "../calendar/LocalDate.ts"
import type { Symptom, VisitId } from "../Ids.ts"
import { Work } from "../vehicles/VehicleFile.ts"
import type { Delivery } from "./Visit.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** When the buyer may demand another car, or the money back (domain: the 3R rules). */
export const WarrantyTerms = Schema.Struct({
  /** The law covers a car for so many months from its hand-over, and so many kilometres, whichever ends first. */
  months: between(1, 120),
  km: between(1_000, 500_000),
  /** More repairs of one fault than this … */
  repairs: between(1, 100),
  /** … or more days in the workshop than this, for all faults together. */
  days: between(1, 365),
  /** The kinds of work that count as repair. */
  works: Schema.Array(Work).check(Schema.isMinLength(1))
})
export type WarrantyTerms = typeof WarrantyTerms.Type

/** The rule of 2022, article 24, as public pages tell it; many still quote five times and 35 days of 2013. */
export const standard: WarrantyTerms = { months: 24, km: 50_000, repairs: 4, days: 30, works: ["repair", "warranty"] }

/** What a visit that is over says of its car. */
export type Repair = Pick<Delivery, "id" | "at" | "arrivedAt" | "readyAt" | "date" | "km" | "work" | "symptoms">

export interface Watched {
  readonly symptom: Symptom
  /** Visits in which it was repaired. */
  readonly repairs: number
  readonly days: number
  readonly visits: ReadonlyArray<VisitId>
  readonly isReached: boolean
}

export interface Watch {
  /** The most frequent first. */
  readonly symptoms: ReadonlyArray<Watched>
  /** Days out of use for all faults together, each visit counted once. */
  readonly days: number
  /** The buyer may demand replacement or refund: of one fault there were too many repairs, or of all too many days. */
  readonly isReached: boolean
}

/** From the arrival until it could be fetched; a part of a day is a day. */
const daysOut = ({ arrivedAt, readyAt, at }: Repair): number => {
  const until: Instant = readyAt ?? at
  return Math.max(1, Math.ceil((toMillis(until) - toMillis(arrivedAt)) / 86_400_000))
}

/**
 * Over the delivered visits of one vehicle, in any order. A car whose hand-over nobody knows is counted whole; a visit
 * without kilometres goes by its date. Nothing was repaired: no symptoms.
 */
export const warrantyWatch = (repairs: ReadonlyArray<Repair>, handedOver: LocalDate | null, terms: WarrantyTerms): Watch => {
  const end = handedOver === null ? undefined : addMonths(handedOver, terms.months)
  const covered = repairs.filter(({ date, km, work }) => work.some((one) => terms.works.includes(one)) && (end === undefined || date < end) && (km === null || km <= terms.km))
  const days = covered.reduce((sum, one) => sum + daysOut(one), 0)
  const bySymptom = Map.groupBy(covered.flatMap((repair) => [...new Set(repair.symptoms)].map((symptom) => ({ symptom, repair }))), ({ symptom }) => symptom)
  const symptoms = [...bySymptom].map(([symptom, all]): Watched => ({
    symptom, repairs: all.length, days: all.reduce((sum, { repair }) => sum + daysOut(repair), 0), visits: all.map(({ repair }) => repair.id).sort(),
    isReached: all.length > terms.repairs
  }))
  return {
    symptoms: symptoms.sort((a, b) => b.repairs - a.repairs || b.days - a.days || (a.symptom < b.symptom ? -1 : 1)),
    days,
    isReached: days > terms.days || symptoms.some(({ isReached }) => isReached)
  }
}
