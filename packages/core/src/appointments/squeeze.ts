/** A car that comes although it does not fit: somebody answers for it, and it takes its hours all the same. */
import { fromMillis, type Instant, toMillis } from "../calendar/Instant.ts"
import { fromMinutes } from "../calendar/LocalTime.ts"
import { localOf } from "../calendar/Zone.ts"
import { type Day, minuteOf } from "../workshop/Day.ts"
import { datesOf, type Plan, useOf } from "../workshop/Plan.ts"
import { jobsFor, partsFor, planned } from "../workshop/planOf.ts"
import { promise } from "../workshop/promise.ts"
import type { Request, Step } from "../workshop/Request.ts"
import { kindOf } from "../workshop/Search.ts"
import { released } from "./agree.ts"
import type { Capacity, Desk } from "./desk.ts"
import { kept } from "./shelf.ts"

/** The plan of a car that comes then whatever is booked: nobody else shall be promised the hours it takes. */
export const squeezedIn = ({ roster }: Day, request: Request & Pick<Plan, "onApproval">, steps: ReadonlyArray<Step>, arriveAt: Instant): Plan => {
  const minute = minuteOf(roster, arriveAt)
  const starts: Array<number> = []
  let from = minute + roster.policy.writeUpMin
  for (const { elapsedMin, gap } of steps) {
    starts.push(from)
    from += elapsedMin + gap.min
  }
  const promisedAt = promise(roster, steps, request.transport === "wait" ? 0 : roster.dropOffReady)({ starts })
  return {
    arriveAt,
    localDate: roster.date,
    localTime: fromMinutes(localOf(roster.zone, toMillis(arriveAt)).minutes),
    zone: roster.zone,
    // Whoever would receive a car then, were he not busy.
    advisor: request.advisor ?? roster.advisors.find(({ ticks }) => ticks.includes(minute))?.id ?? null,
    ...jobsFor(request),
    ...kindOf(roster, request),
    transport: request.transport,
    stages: steps.map((step, i) => planned(roster, step, starts[i] ?? 0, (starts[i] ?? 0) + step.elapsedMin)),
    ...partsFor(roster, request),
    promisedAt: promisedAt === undefined ? arriveAt : fromMillis(promisedAt),
    provisional: roster.provisional
  }
}

/** Takes what the plan needs against the rule, and gives back what was held or taken before. */
export const overridden = (desk: Desk, plan: Plan, reason: string): ReadonlyArray<Capacity> => [
  ...released(desk, plan),
  ...datesOf(plan).map((date) => ({
    _tag: "CapacityOverridden" as const, site: desk.document.site, date, holder: desk.id, use: useOf(plan, date), reason, at: desk.at
  })),
  ...kept(desk, plan)
]
