/** Which bookings of a day no longer fit what the site has: somebody must call those customers. */
import { fromMillis } from "../calendar/Instant.ts"
import type { AppointmentId } from "../Ids.ts"
import * as Daybook from "./Daybook.ts"
import { dayOf, millisOf } from "./Day.ts"
import { fits } from "./fits.ts"
import type { Reason } from "./Reason.ts"
import type { Roster } from "./Roster.ts"

/** A booking that stands and does not fit any more. It is never deleted in silence: it is moved, or kept by an override. */
export interface Affected {
  /** `AffectedByClosure` when the site is closed at the arrival, else `AffectedByAbsence` of people or things. */
  readonly _tag: "AffectedByClosure" | "AffectedByAbsence"
  readonly holder: AppointmentId
  readonly reasons: ReadonlyArray<Reason>
}

/** Taken against the rule, or left over from an earlier date: it is not asked whether it fits. */
const isFact = ({ override, carried }: Daybook.Entry): boolean => override !== null || carried

/**
 * Who booked first keeps his place; the last ones are affected. The walk-in reserve is used up before anybody is. What
 * was taken by an override or carried over comes before all of them.
 */
export const affected = (roster: Roster, book: Daybook.State): ReadonlyArray<Affected> => {
  const standing = Object.values(book.entries).filter(({ releaseAt }) => releaseAt === null)
  const inOrder = standing.toSorted((a, b) =>
    Number(isFact(b)) - Number(isFact(a)) || compare(a.since, b.since) || compare(a.holder, b.holder))
  const evening = fromMillis(millisOf(roster, roster.minutes))
  const found: Array<Affected> = []
  let kept = Daybook.initial
  for (const entry of inOrder) {
    const reasons = isFact(entry) ? [] : fits(dayOf(roster, kept, evening), entry.use)
    if (reasons.length === 0) kept = Daybook.put(kept, entry)
    else {
      const closed = reasons.some(({ code }) => code === "closed")
      found.push({ _tag: closed ? "AffectedByClosure" : "AffectedByAbsence", holder: entry.holder, reasons })
    }
  }
  return found
}

const compare = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0
