/** Points in lots that expire, used up from the one that expires first, so that nobody has less than none. */
import { Schema } from "effect"
import type { Instant } from "../calendar/Instant.ts"
import { EntryId } from "../Ids.ts"

export const Points = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000_000 }))

/** What one entry earned, and what is left of it. */
export interface Lot {
  readonly entry: EntryId
  readonly earned: number
  readonly left: number
  /** They count before it. */
  readonly until: Instant
}

/** So many points of one lot. */
export const Share = Schema.Struct({ entry: EntryId, points: Points })
export type Share = typeof Share.Type

export const balanceOf = (lots: ReadonlyArray<Lot>): number => lots.reduce((sum, { left }) => sum + left, 0)

/** Those that still count at an instant. */
export const alive = (lots: ReadonlyArray<Lot>, at: Instant): ReadonlyArray<Lot> => lots.filter(({ left, until }) => left > 0 && at < until)

/** What is over, and was never used. */
export const expiring = (lots: ReadonlyArray<Lot>, at: Instant): ReadonlyArray<Share> =>
  lots.filter(({ left, until }) => left > 0 && at >= until).map(({ entry, left }) => ({ entry, points: left }))

const sooner = (a: Lot, b: Lot): number => a.until !== b.until ? (a.until < b.until ? -1 : 1) : a.entry < b.entry ? -1 : 1

/** The lots that so many points come from; undefined when there are not so many. */
export const taken = (lots: ReadonlyArray<Lot>, points: number, at: Instant): ReadonlyArray<Share> | undefined => {
  let missing = points
  const shares: Array<Share> = []
  for (const { entry, left } of [...alive(lots, at)].sort(sooner)) {
    if (missing === 0) break
    const part = Math.min(left, missing)
    shares.push({ entry, points: part })
    missing -= part
  }
  return missing === 0 ? shares : undefined
}

/** The lots with these points gone from them, or back in them. */
export const shifted = (lots: ReadonlyArray<Lot>, shares: ReadonlyArray<Share>, sign: 1 | -1): ReadonlyArray<Lot> => {
  const by = new Map(shares.map(({ entry, points }) => [entry, points]))
  return lots.map((lot) => ({ ...lot, left: lot.left + sign * (by.get(lot.entry) ?? 0) }))
}
