import { Schema } from "effect"
import type { Day } from "./Day.ts"
import { Plan } from "./Plan.ts"
import { planOf } from "./planOf.ts"
import type { Request, Step } from "./Request.ts"
import { search } from "./Search.ts"
import type { Supply } from "./supply.ts"

/** What could be given up, in the order of what it costs the customer. */
export const Relaxation = Schema.Struct({
  kind: Schema.Literals(["other-window", "other-advisor", "drop-off", "later-date", "split-jobs"]),
  offer: Plan
})
export type Relaxation = typeof Relaxation.Type

/** The cheapest thing to give up so that there is a slot; null when none of them helps. `later` are the dates after `days`. */
export const relax = (
  days: ReadonlyArray<Day>,
  later: ReadonlyArray<Day>,
  request: Request,
  workOf: (request: Request) => { readonly steps: ReadonlyArray<Step>; readonly supply: Supply }
): Relaxation | null => {
  const { windows, advisor, ...open } = request
  const tries: ReadonlyArray<readonly [Relaxation["kind"], boolean, ReadonlyArray<Day>, Request]> = [
    ["other-window", windows !== undefined, days, advisor === undefined ? open : { ...open, advisor }],
    ["other-advisor", advisor !== undefined, days, windows === undefined ? open : { ...open, windows }],
    ["drop-off", request.transport === "wait", days, { ...request, transport: "drop" }],
    ["later-date", windows === undefined, later, request],
    ["split-jobs", request.jobs.length > 1, days, { ...request, jobs: request.jobs.slice(0, 1) }]
  ]
  for (const [kind, applies, where, asked] of tries) {
    if (!applies) continue
    const { steps, supply } = workOf(asked)
    const first = search(where, asked, steps, where === later ? [] : later, supply).slots[0]
    if (first !== undefined) return { kind, offer: planOf(first, asked, steps) }
  }
  return null
}
