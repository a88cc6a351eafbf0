import { fromMillis } from "../calendar/Instant.ts"
import type { Intervals } from "../calendar/Intervals.ts"
import { datesOut } from "./lend.ts"
import { fromMinutes } from "../calendar/LocalTime.ts"
import { localOf } from "../calendar/Zone.ts"
import { type Day, type Free, millisOf } from "./Day.ts"
import type { Plan, PlannedStage } from "./Plan.ts"
import type { Request, Step } from "./Request.ts"
import type { Roster } from "./Roster.ts"
import { type Crew, mayWorkOn } from "./lines.ts"
import { endOf, type Line } from "./line.ts"
import { covers, works } from "./pausing.ts"
import { able } from "./Placement.ts"
import type { Part } from "./spread.ts"
import { arrivalOf, kindOf, type Slot } from "./Search.ts"
import { partsOf } from "./supply.ts"

/** The slot with everything named: who receives the car, who works on it where and when, what is promised. */
export const planOf = (slot: Slot, request: Wish, steps: ReadonlyArray<Step>): Plan => {
  const { roster } = slot.day
  const arriveAt = arrivalOf(slot)
  return {
    arriveAt: fromMillis(arriveAt),
    localDate: roster.date,
    localTime: fromMinutes(localOf(roster.zone, arriveAt).minutes),
    zone: roster.zone,
    advisor: roster.advisors[slot.advisor]?.id ?? null,
    ...jobsFor(request),
    ...kindOf(roster, request),
    transport: request.transport,
    stages: request.transport === "wait" ? named(slot.day, slot, steps, slot.crew) : slot.parts === undefined ? pooled(slot, steps) : onDates(slot.parts, steps),
    promisedAt: fromMillis(slot.promisedAt),
    ...(slot.loan === undefined ? {} : { loaner: { id: slot.loan.id, from: fromMillis(slot.loan.from), to: fromMillis(slot.loan.to) } }),
    ...partsFor(roster, request),
    ...datesOf(slot),
    provisional: roster.provisional
  }
}

type Wish = Request & Pick<Plan, "onApproval">

/** What is planned of the jobs, and what is not yet. */
export const jobsFor = ({ jobs, onApproval }: Wish): Pick<Plan, "jobs" | "onApproval"> => ({ jobs, ...(onApproval === undefined ? {} : { onApproval }) })

/** What is kept for it on the shelf, if anything. */
export const partsFor = ({ jobs }: Roster, request: Request): { readonly parts?: Plan["parts"] & {} } => {
  const parts = partsOf(jobs, request.jobs)
  return parts.length > 0 ? { parts } : {}
}

/** The dates it takes capacity on, where they are more than the arrival's. */
const datesOf = ({ day: { roster }, parts = [], loan }: Slot): { readonly dates?: Plan["dates"] & {} } => {
  const out = loan === undefined ? [] : datesOut(roster.zone, roster.date, loan.to)
  const dates = [...new Set([roster.date, ...parts.map(({ day }) => day.roster.date), ...out])].sort()
  return dates.length > 1 ? { dates } : {}
}

/** A step of which no technician and no bay is named. */
export const planned = (roster: Roster, step: Step, from: number, to: number): PlannedStage => ({
  name: step.name,
  start: fromMillis(millisOf(roster, from)),
  end: fromMillis(millisOf(roster, to)),
  flagMin: step.flagMin,
  elapsedMin: step.elapsedMin,
  ...(step.skill === undefined ? {} : { skill: step.skill }),
  ...(step.bayType === undefined ? {} : { bayType: step.bayType }),
  ...(step.beside === undefined ? {} : { beside: step.beside })
})

/** Each part on its date. */
export const onDates = (parts: ReadonlyArray<Part>, steps: ReadonlyArray<Step>): ReadonlyArray<PlannedStage> =>
  parts.flatMap(({ day, step: index, from, to, elapsedMin, flagMin }) => {
    const step = steps[index]
    return step === undefined ? [] : [planned(day.roster, { ...step, elapsedMin, flagMin }, from, to)]
  })

/** Each stage with the technician and the bay that are best left to it; `crew` are those who work beside, line by line. */
export const named = (day: Day, line: Line, steps: ReadonlyArray<Step>, crew: Crew = []): ReadonlyArray<PlannedStage> =>
  steps.map((step, i) => {
    const from = line.starts[i] ?? 0
    const to = endOf(line, i, step)
    const { skill, bayType } = step
    const technician = skill === undefined ? undefined : choose(
      able(day, step).filter(({ of, free }) => mayWorkOn(step, of.id, crew) && works(day.roster, of.hours, free, { from, to }, step.elapsedMin)), from,
      ({ skills }) => Object.values(skills).reduce((sum, level) => sum + level, 0)
    )
    const bay = bayType === undefined ? undefined : choose(day.bays.filter(({ of, free }) => of.type === bayType && covers(free, { from, to })), from, () => 0)
    return {
      ...planned(day.roster, step, from, to),
      ...(technician === undefined ? {} : { technician: technician.id }),
      ...(bay === undefined ? {} : { bay: bay.id })
    }
  })

/** Each stage may be done at any time that leaves room for those before and after it. */
const pooled = ({ day, starts }: Slot, steps: ReadonlyArray<Step>): ReadonlyArray<PlannedStage> => {
  const end = Math.max(0, ...steps.map(({ elapsedMin }, i) => (starts[i] ?? 0) + elapsedMin))
  const slack = Math.max(0, day.roster.workEnd - end)
  return steps.map((step, i) => {
    const from = starts[i] ?? 0
    return planned(day.roster, step, from, from + step.elapsedMin + slack)
  })
}

/** Keeps the versatile free for what only they can do, then leaves the fewest scraps of time; between equals the first by id. */
const choose = <A>(candidates: ReadonlyArray<Free<A>>, from: number, versatility: (a: A) => number): A | undefined => {
  let best: { readonly of: A; readonly versatility: number; readonly scrap: number } | undefined
  for (const { of, free } of candidates) {
    const found = { of, versatility: versatility(of), scrap: stretchAt(free, from) }
    if (best === undefined || found.versatility < best.versatility || (found.versatility === best.versatility && found.scrap < best.scrap)) best = found
  }
  return best?.of
}

/** How long the free stretch is in which the minute lies: what is taken of it is the same for all. */
const stretchAt = (free: Intervals, minute: number): number => {
  const around = free.find(({ from, to }) => from <= minute && minute < to)
  return around === undefined ? 0 : around.to - around.from
}
