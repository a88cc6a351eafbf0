/** From when on parts are here, for those who have none kept yet, and for those who have. */
import { fromMillis, type Instant, toMillis } from "../calendar/Instant.ts"
import type { PartNo } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import type { Job, PartLine } from "../sites/Resources.ts"
import { initial, isLive, type Kept, type State as Stock } from "./Stock.ts"

/** When all parts of some jobs are here, in milliseconds since 1970, and which comes last; `Infinity` when one never does. */
export interface Supply {
  readonly from: number
  readonly last: PartNo | undefined
}

/** Nothing is needed. */
export const atOnce: Supply = { from: -Infinity, last: undefined }

/** What the jobs take from the shelf together, by part number. */
export const partsOf = (jobs: ReadonlyMap<string, Pick<Job, "parts">>, codes: ReadonlyArray<string>): ReadonlyArray<PartLine> =>
  summed(codes.flatMap((code) => jobs.get(code)?.parts ?? []))

/** One line for each part, by part number. */
export const summed = (lines: ReadonlyArray<PartLine>): ReadonlyArray<PartLine> => {
  const sums = new Map<PartNo, number>()
  for (const { part, qty } of lines) sums.set(part, (sums.get(part) ?? 0) + qty)
  return [...sums].map(([part, qty]) => ({ part, qty })).sort((a, b) => a.part < b.part ? -1 : 1)
}

/** When all that is needed is here; what is not on its way yet can be ordered where the document says how long that takes. */
export const supplyOf = (document: Document, stocks: Readonly<Record<string, Stock>>, lines: ReadonlyArray<PartLine>, now: Instant): Supply => {
  let supply = atOnce
  for (const { part, qty } of lines) {
    const from = hereFrom(stocks[part] ?? initial, qty, now, document.parts?.find(({ no }) => no === part)?.leadMin)
    if (from > supply.from) supply = { from, last: part }
  }
  return supply
}

/** When so many more are here at the earliest, be they ordered now. */
const hereFrom = (stock: Stock, qty: number, now: Instant, leadMin: number | undefined): number => {
  const ordered = leadMin === undefined ? Infinity : toMillis(now) + leadMin * 60_000
  return Math.min(ordered, availableFrom(stock, qty, now, ordered))
}

/**
 * The first instant from which so many more can be taken, whenever that is, and nobody lacks what is kept for them
 * before `until`. A lot whose time is over and that has not come is not counted on.
 */
const availableFrom = (stock: Stock, qty: number, now: Instant, until: number): number => {
  let free = stock.onHand
  let from = toMillis(now)
  for (const { at, more, isSure } of changesOf(stock)) {
    if (at >= until) break
    if (!isSure(now)) continue
    if (free < qty) from = at
    free += more
  }
  return free < qty ? Infinity : from
}

/** So many come, or are needed, at an instant, in milliseconds since 1970. */
interface Change {
  readonly at: number
  readonly more: number
  /** Whether it is to be counted on at a moment. */
  readonly isSure: (now: Instant) => boolean
}

/** A shelf never changes: after an event it is another one. */
const known = new WeakMap<Stock, ReadonlyArray<Change>>()

/** In the order of time; what comes at an instant is there for who needs it then. */
const changesOf = (stock: Stock): ReadonlyArray<Change> => {
  const found = known.get(stock)
  if (found !== undefined) return found
  const lots = Object.values(stock.lots).map(({ eta, qty }) => ({ at: toMillis(eta), more: qty, isSure: (now: Instant) => now < eta }))
  const kept = Object.values(stock.kept).map((one) => ({ at: toMillis(one.by), more: -one.qty, isSure: (now: Instant) => isLive(one, now) }))
  const changes = [...lots, ...kept].sort((a, b) => a.at - b.at)
  known.set(stock, changes)
  return changes
}

/** Kept, and not here in time. */
export interface Missing {
  readonly kept: Kept
  /** The earliest at which it can be here; null when not enough is on its way, and nobody knows how long an order takes. */
  readonly from: Instant | null
}

/** For whom a part is kept that will not be here in time, also if it is ordered now; who had it kept first keeps it. */
export const missing = (stock: Stock, now: Instant, leadMin?: number): ReadonlyArray<Missing> => {
  const found: Array<Missing> = []
  const kept: Record<string, Kept> = {}
  for (const one of Object.values(stock.kept).filter((each) => isLive(each, now)).sort(byTurn)) {
    const from = hereFrom({ ...stock, kept }, one.qty, now, leadMin)
    // What is needed by now is here, or is not.
    if (from <= Math.max(toMillis(now), toMillis(one.by))) kept[one.holder] = one
    else found.push({ kept: one, from: from === Infinity ? null : fromMillis(from) })
  }
  return found
}

const byTurn = (a: Kept, b: Kept): number => a.since < b.since ? -1 : a.since > b.since ? 1 : a.holder < b.holder ? -1 : 1
