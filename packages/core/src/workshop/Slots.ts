/** The answer to "when can I come?": offers, or what stands in the way and what would help. */
import { Result } from "effect"
import type { LocalDate } from "../calendar/LocalDate.ts"
import { choose, type Pick } from "./choose.ts"
import type { Day } from "./Day.ts"
import type { Plan } from "./Plan.ts"
import { planOf } from "./planOf.ts"
import { type ReasonCode, sentence } from "./Reason.ts"
import { type Relaxation, relax } from "./relax.ts"
import { bookable, type Request, stepsOf, type UnknownJob } from "./Request.ts"
import { binding, search, staysOvernight } from "./Search.ts"
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

/**
 * The slots on `days`; `later` are the dates after them, asked for only when there are none or when the work may go on
 * over night. All of one site at one moment. `supplyFor` says when the parts of some jobs are here.
 */
export const slots = (
  days: ReadonlyArray<Day>,
  later: () => ReadonlyArray<Day>,
  asked: Request,
  pick?: Pick,
  supplyFor: (jobs: Request["jobs"]) => Supply = () => atOnce
): Result.Result<Slots, UnknownJob> => {
  const jobs = days[0]?.roster.jobs ?? new Map()
  const request = bookable(jobs, asked)
  return Result.map(stepsOf(jobs, request), (steps) => {
    const supply = supplyFor(request.jobs)
    const found = search(days, request, steps, staysOvernight(request, steps) ? later() : [], supply)
    if (found.slots.length > 0) {
      const offered = pick === undefined ? found.slots : choose(found.slots, pick, request, steps)
      return { offers: offered.map((slot) => planOf(slot, request, steps)), none: null }
    }
    // Which part it is that everybody waits for is worth knowing.
    const told = (reason: ReasonCode): string => sentence(reason === "parts_missing" && supply.last !== undefined ? { code: reason, about: supply.last } : { code: reason })
    const code = binding(found.reasons) ?? "closed"
    const reasons = [...found.reasons].map(([reason, n]) => ({ code: reason, n })).sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1))
    const relaxation = relax(days, later(), request, (other) => ({
      steps: Result.getOrElse(stepsOf(jobs, other), () => []), supply: supplyFor(other.jobs)
    }))
    const dates = found.dates.map(({ date, reasons: own }) => {
      const most = binding(own) ?? "closed"
      return { date, code: most, message: told(most) }
    })
    return { offers: [], none: { binding: { code, message: told(code) }, relaxation, reasons, dates } }
  })
}
