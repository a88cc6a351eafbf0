/** What campaigns leave to be counted, each from a single event: lists, trims, records checked, reasons. */
import type { Instant } from "../calendar/Instant.ts"
import type { Projection } from "../Projection.ts"
import type { Event, WhyNot } from "./DueList.ts"

/** Of one site and month. */
export interface Counts {
  listed: number
  trimmed: number
  /** Records of the list that were verified or corrected, each once (K-26). */
  checked: number
  readonly reasons: Map<WhyNot, number>
  lockedAt: Instant | null
}

/** By site, then by month. */
export type Tally = Map<string, Map<string, Counts>>

export const empty = (): Counts => ({ listed: 0, trimmed: 0, checked: 0, reasons: new Map(), lockedAt: null })

const countsOf = (tally: Tally, site: string, month: string): Counts => {
  let months = tally.get(site)
  if (months === undefined) tally.set(site, months = new Map())
  let counts = months.get(month)
  if (counts === undefined) months.set(month, counts = empty())
  return counts
}

const count = (reasons: Counts["reasons"], reason: WhyNot, n: number): void => {
  const sum = (reasons.get(reason) ?? 0) + n
  if (sum === 0) reasons.delete(reason)
  else reasons.set(reason, sum)
}

const add = (counts: Counts, event: Event): void => {
  switch (event._tag) {
    case "DueListLocked":
      counts.listed += event.cars.length
      counts.checked += event.checked
      counts.lockedAt = event.at
      return
    case "CarTrimmed":
      counts.trimmed++
      return
    case "CarRestored":
      counts.trimmed--
      return
    case "RecordVerified":
    case "RecordCorrected":
      // What was checked in the draft is counted with the lock, if the car is on the list then.
      if (event.locked && !event.again) counts.checked++
      return
    case "ReasonRecorded":
      if (event.was !== null) count(counts.reasons, event.was, -1)
      count(counts.reasons, event.reason, 1)
      return
    default:
      return
  }
}

export const tally: Projection<Tally, Event> = {
  name: "campaigns",
  version: 1,
  initial: () => new Map(),
  evolve: (state, event) => {
    add(countsOf(state, event.site, event.month), event)
    return state
  },
  merge: (a, b) => {
    const sum: Tally = new Map()
    for (const part of [a, b]) {
      for (const [site, months] of part) {
        for (const [month, { listed, trimmed, checked, reasons, lockedAt }] of months) {
          const into = countsOf(sum, site, month)
          into.listed += listed
          into.trimmed += trimmed
          into.checked += checked
          into.lockedAt ??= lockedAt
          for (const [reason, n] of reasons) count(into.reasons, reason, n)
        }
      }
    }
    return sum
  }
}
