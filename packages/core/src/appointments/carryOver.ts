/** Work that was not finished on its day: it takes the hours of a later one before anybody else does. */
import { Equal, Result } from "effect"
import { addMinutes, fromMillis, type Instant } from "../calendar/Instant.ts"
import type { Use } from "../workshop/Plan.ts"
import { type Answer, dayFor, type Desk, nothing, on, releasedOn } from "./agree.ts"
import type { Ask } from "./Command.ts"
import { NotALaterDate } from "./Rejection.ts"
import { notPossible } from "./reserve.ts"

export const carryOver = (desk: Desk, { date, leftMin }: Ask<"CarryOver">): Answer => {
  const { appointment, document: { site }, id: holder, at } = desk
  if (appointment._tag !== "Arrived" || appointment.visit.plan === null) return notPossible(desk, "CarryOver", "Arrived with a plan")
  const { plan, carriedTo } = appointment.visit
  if (date <= plan.localDate) return Result.fail(new NotALaterDate({ date, after: plan.localDate }))
  const { roster } = dayFor(desk, date)
  const begin = fromMillis(roster.start + (roster.opening[0]?.from ?? 0) * 60_000)
  const use: Use = { arriveAt: plan.arriveAt, advisor: null, stages: rest(plan.stages, leftMin, begin) }
  if (Equal.equals(desk.days[date]?.entries[holder]?.use, use)) return nothing
  return Result.succeed([
    ...(carriedTo === null || carriedTo === date ? [] : releasedOn(desk, carriedTo)),
    { _tag: "CapacityCarriedOver", site, date, holder, use, at },
    { _tag: "WorkCarriedOver", ...on(desk), date, leftMin }
  ])
}

/** The last stages, as far back as so many minutes go; what the work takes beyond its plan falls to the last of them. */
const rest = (stages: Use["stages"], leftMin: number, begin: Instant): Use["stages"] => {
  const left: Array<Use["stages"][number]> = []
  let minutes = leftMin
  for (let i = stages.length - 1; i >= 0 && minutes > 0; i--) {
    const stage = stages[i]
    if (stage === undefined) continue
    const elapsedMin = i === 0 ? minutes : Math.min(minutes, stage.elapsedMin)
    const { technician: _technician, bay: _bay, ...work } = stage
    left.unshift({ ...work, elapsedMin, flagMin: Math.ceil((stage.flagMin * elapsedMin) / stage.elapsedMin) })
    minutes -= elapsedMin
  }
  let from = begin
  return left.map((stage) => {
    const start = from
    from = addMinutes(start, stage.elapsedMin)
    return { ...stage, start, end: from }
  })
}
