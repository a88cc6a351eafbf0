/** What a visit needs from the shelf, and what is kept there for it. */
import { addMinutes, type Instant, toMillis } from "../calendar/Instant.ts"
import type { PartNo } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import { partsMinOf, policyOn } from "../sites/Policy.ts"
import type { PartLine } from "../sites/Resources.ts"
import { rosterFor } from "../workshop/dayAt.ts"
import type { Plan } from "../workshop/Plan.ts"
import type { Reason } from "../workshop/Reason.ts"
import type { Request } from "../workshop/Request.ts"
import * as Stock from "../workshop/Stock.ts"
import { atOnce, missing, partsOf, type Supply, supplyOf } from "../workshop/supply.ts"
import type * as Books from "./Books.ts"
import { dateOf, type Desk } from "./desk.ts"

/** What the workshop has been handed already need not be kept. */
const stillNeeded = ({ appointment }: Desk, lines: ReadonlyArray<PartLine>): ReadonlyArray<PartLine> => {
  const drawn = "visit" in appointment ? appointment.visit.drawn : []
  return drawn.length === 0 ? lines : lines.flatMap(({ part, qty }) => {
    const left = qty - (drawn.find((line) => line.part === part)?.qty ?? 0)
    return left > 0 ? [{ part, qty: left }] : []
  })
}

/** What is to be kept for a plan. */
export const needed = (desk: Desk, plan: Plan): ReadonlyArray<PartLine> => stillNeeded(desk, plan.parts ?? [])

/** The shelf as it would be without the asker. */
const shelfFor = ({ stock, id }: Desk, parts: ReadonlyArray<PartLine>): Books.Books["stock"] =>
  Object.fromEntries(parts.map(({ part }) => [part, Stock.without(stock[part] ?? Stock.initial, id)]))

/** When all parts for some jobs are here. */
export const supplyFor = (desk: Desk, jobs: Request["jobs"]): Supply => {
  const parts = stillNeeded(desk, partsOf(rosterFor(desk.document, dateOf(desk, desk.at)).jobs, jobs))
  return parts.length === 0 ? atOnce : supplyOf(desk.document, shelfFor(desk, parts), parts, desk.at)
}

/** The parts that some jobs take from the shelf. */
export const partsAsked = (document: Document, jobs: Request["jobs"]): ReadonlyArray<PartNo> =>
  partsOf(new Map(document.jobs.map((job) => [job.code, job])), jobs).map(({ part }) => part)

/** When the parts of a plan must be here. */
const partsBy = ({ document: { policies } }: Desk, { arriveAt, localDate }: Plan): Instant =>
  addMinutes(arriveAt, -partsMinOf(policyOn(policies, localDate)))

/** Parts that must be here by now are here, or are not. */
export const lacking = (desk: Desk, plan: Plan): ReadonlyArray<Reason> => {
  const by = Math.max(toMillis(desk.at), toMillis(partsBy(desk, plan)))
  return needed(desk, plan).flatMap((line) =>
    supplyOf(desk.document, shelfFor(desk, [line]), [line], desk.at).from <= by ? [] : [lack(line.part)])
}

/** What is kept for the visit and will not be here in time: who had it kept later is no reason. */
export const unsupplied = ({ document, stock, id, at }: Desk): ReadonlyArray<Reason> =>
  Object.entries(stock).flatMap(([part, one]) =>
    missing(one, at, document.parts?.find(({ no }) => no === part)?.leadMin).some(({ kept }) => kept.holder === id) ? [lack(part)] : [])

const lack = (part: string): Reason => ({ code: "parts_missing", about: part })

/** Keeps the parts of a plan on the shelf. */
export const kept = (desk: Desk, plan: Plan, releaseAt: Instant | null = null): ReadonlyArray<Stock.Event> =>
  needed(desk, plan).map(({ part, qty }) => ({
    _tag: "PartKept", site: desk.document.site, part, holder: desk.id, qty, by: partsBy(desk, plan), releaseAt, at: desk.at
  }))
