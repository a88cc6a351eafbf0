/** The answer to "when can I come?": offers, or what stands in the way and what would help. */
import { Result } from "effect"
import type { LocalDate } from "../calendar/LocalDate.ts"
import { SiteId } from "../Ids.ts"
import type { Job } from "../sites/Resources.ts"
import { candidate, choose, inTime, type Pick } from "./choose.ts"
import type { Day } from "./Day.ts"
import type { Plan } from "./Plan.ts"
import { planOf } from "./planOf.ts"
import { type ReasonCode, sentence } from "./Reason.ts"
import { type Relaxation, relax } from "./relax.ts"
import { bookable, type Request, type Step, stepsOf, type UnknownJob } from "./Request.ts"
import { binding, type Found, search, staysOvernight } from "./Search.ts"
import { atOnce, type Supply } from "./supply.ts"

export type { Pick } from "./choose.ts"

export interface None {
  /** The reason that excludes most arrival times. */
  readonly binding: { readonly code: ReasonCode; readonly message: string }
  /** The cheapest thing to give up so that there is a slot. */
  readonly relaxation: Relaxation | null
  /** How many arrival times each reason excludes, the most frequent first; a closed day counts once. */
  readonly reasons: ReadonlyArray<{ readonly code: ReasonCode; readonly n: number }>
  /** The reason that excludes most arrival times of each date. */
  readonly dates: ReadonlyArray<{ readonly date: LocalDate; readonly code: ReasonCode; readonly message: string }>
}

export interface Slots {
  /** Ascending by arrival: one for each time at which somebody can receive the car, or those that were picked. */
  readonly offers: ReadonlyArray<Plan>
  readonly none: None | null
}

/** Without days there is no site to ask. */
const noSite = SiteId.make("none")

/** What is known of a site, at one moment, for whoever asks. */
export interface Side {
  readonly site: SiteId
  /** The days that are looked at. */
  readonly days: ReadonlyArray<Day>
  /** The dates after them, asked for only when there is no slot or when the work may go on over night. */
  readonly later: () => ReadonlyArray<Day>
  /** When the parts of some jobs are here. */
  readonly supplyFor: (jobs: Request["jobs"]) => Supply
}

/** The slots of several sites in one answer; each says its site. */
export interface GroupSlots {
  /** Ascending by arrival, then by site. */
  readonly offers: ReadonlyArray<{ readonly site: SiteId; readonly plan: Plan }>
  /** When there is no slot at any of them, why not at each. */
  readonly none: ReadonlyArray<{ readonly site: SiteId; readonly none: None }> | null
}

/**
 * The slots on `days`; `later` are the dates after them, asked for only when there are none or when the work may go on
 * over night. All of one site at one moment. `supplyFor` says when the parts of some jobs are here.
 */
export const slots = (
  days: ReadonlyArray<Day>,
  later: Side["later"],
  asked: Request,
  pick?: Pick,
  supplyFor: NonNullable<Side["supplyFor"]> = () => atOnce
): Result.Result<Slots, UnknownJob> =>
  Result.map(slotsOfGroup([{ site: days[0]?.roster.site ?? noSite, days, later, supplyFor }], asked, pick), ({ offers, none }) => ({ offers: offers.map(({ plan }) => plan), none: none?.[0]?.none ?? null }))

/**
 * The slots of several sites, those to offer picked over all of them. A site that does not do a job has no slot; when
 * none of them does it is refused.
 */
export const slotsOfGroup = (sides: ReadonlyArray<Side>, asked: Request, pick?: Pick): Result.Result<GroupSlots, UnknownJob> => {
  const looked = sides.toSorted((a, b) => a.site < b.site ? -1 : 1).map((side) => ({ side, look: lookAt(side, asked) }))
  const refused = looked.find(({ look }) => Result.isFailure(look))
  if (refused !== undefined && looked.every(({ look }) => Result.isFailure(look))) return Result.map(refused.look, () => ({ offers: [], none: null }))
  const found = looked.flatMap(({ side, look }) => Result.isFailure(look) ? [] : look.success.found.slots.map((slot) =>
    ({ ...candidate(slot, look.success.request, look.success.steps), site: side.site, look: look.success })))
  const offered = pick === undefined ? inTime(found) : choose(found, pick, asked.prefer)
  return Result.succeed({
    offers: offered.map(({ site, slot, look: { request, steps } }) => ({ site, plan: planOf(slot, request, steps) })),
    none: offered.length > 0 ? null : looked.map(({ side, look }) => ({ site: side.site, none: Result.isFailure(look) ? notOffered : why(side, look.success) }))
  })
}

interface Look {
  readonly request: ReturnType<typeof bookable<Request>>
  readonly steps: ReadonlyArray<Step>
  readonly supply: Supply
  readonly found: Found
}

const jobsOf = ({ days: [first] }: Side): ReadonlyMap<string, Job> => first?.roster.jobs ?? new Map()

const lookAt = (side: Side, asked: Request): Result.Result<Look, UnknownJob> => {
  const { days, later, supplyFor } = side
  const jobs = jobsOf(side)
  const request = bookable(jobs, asked)
  return Result.map(Result.andThen(stepsOf(jobs, asked), () => stepsOf(jobs, request)), (steps) => {
    const supply = supplyFor(request.jobs)
    return { request, steps, supply, found: search(days, request, steps, staysOvernight(request, steps) ? later() : [], supply) }
  })
}

const notOffered: None = {
  binding: { code: "job_not_offered", message: sentence({ code: "job_not_offered" }) }, relaxation: null, reasons: [{ code: "job_not_offered", n: 1 }], dates: []
}

const why = (side: Side, { request, supply, found }: Look): None => {
  const { days, later, supplyFor } = side
  const jobs = jobsOf(side)
  // Which part it is that everybody waits for is worth knowing.
  const told = (code: ReasonCode): string => sentence(code === "parts_missing" && supply.last !== undefined ? { code, about: supply.last } : { code })
  const code = binding(found.reasons) ?? "closed"
  return {
    binding: { code, message: told(code) },
    relaxation: relax(days, later(), request, (other) => ({
      steps: Result.getOrElse(stepsOf(jobs, other), () => []), supply: supplyFor(other.jobs)
    })),
    reasons: [...found.reasons].map(([reason, n]) => ({ code: reason, n })).sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1)),
    dates: found.dates.map(({ date, reasons }) => {
      const most = binding(reasons) ?? "closed"
      return { date, code: most, message: told(most) }
    })
  }
}
