import { toMillis } from "../calendar/Instant.ts"
import type { Interval, Intervals } from "../calendar/Intervals.ts"
import { canReceive, type Day, hasEnough, limiting, minuteOf } from "./Day.ts"
import { hoursReason } from "./hours.ts"
import { isFree } from "./lend.ts"
import type { PlannedStage, Use } from "./Plan.ts"
import { covers, works } from "./pausing.ts"
import { demandOf } from "./Pool.ts"
import type { Reason, ReasonCode } from "./Reason.ts"

/**
 * THE predicate: what stands against taking this capacity on this day; nothing when it fits.
 *
 * Hold, book, confirm and reschedule all ask it, and search offers exactly what it lets through. The day must not
 * contain the asker's own hold or booking: nobody stands in his own way.
 */
export const fits = (day: Day, use: Use): ReadonlyArray<Reason> => [
  ...reception(day, use),
  ...order(day, use),
  ...room(day, use.stages),
  ...loan(day, use)
]

/** What stands against work alone, of a car that is here. */
export const room = (day: Day, stages: ReadonlyArray<PlannedStage>): ReadonlyArray<Reason> =>
  [...stages.flatMap((stage, i) => placement(day, stages, stage, i)), ...hours(day, stages)]

const reception = (day: Day, use: Use): ReadonlyArray<Reason> => {
  const minute = minuteOf(day.roster, use.arriveAt)
  // On a later date of a longer visit nobody needs to receive the car.
  if (minute < 0) return []
  if (!covers(day.roster.opening, { from: minute, to: minute + 1 })) return [{ code: "closed" }]
  const advisor = day.roster.advisors.findIndex(({ id }) => id === use.advisor)
  const receives = day.roster.advisors[advisor]?.ticks.includes(minute) ?? false
  if (!receives) return [reason("advisor_away", use.advisor ?? undefined)]
  const quota = limiting(day, use)(minute)
  return [
    ...(canReceive(day, advisor, minute) ? [] : [reason(hasEnough(day, advisor) ? "advisor_full" : "advisor_busy", use.advisor ?? undefined)]),
    ...(quota === undefined ? [] : [reason("quota_full", quota)])
  ]
}

const placement = (day: Day, stages: ReadonlyArray<PlannedStage>, stage: PlannedStage, index: number): ReadonlyArray<Reason> => {
  const reasons: Array<Reason> = []
  const span = spanOf(day, stage)
  const earlier = stages.slice(0, index).filter((other) => overlap(spanOf(day, other), span))
  if (stage.technician !== undefined) {
    const found = day.technicians.find(({ of }) => of.id === stage.technician)
    const { skill } = stage
    const isThere = (free: Intervals): boolean => found !== undefined && works(day.roster, found.of.hours, free, span, stage.elapsedMin)
    if (found === undefined || !isThere(found.of.hours)) reasons.push(reason("technician_away", stage.technician))
    else if (skill !== undefined && (found.of.skills[skill.id] ?? 0) < skill.level) reasons.push(reason("technician_unqualified", stage.technician))
    else if (!isThere(found.free) || earlier.some((other) => other.technician === stage.technician)) {
      reasons.push(reason("technician_busy", stage.technician))
    }
  }
  if (stage.bay !== undefined) {
    const found = day.bays.find(({ of }) => of.id === stage.bay)
    if (found === undefined || !covers(found.of.hours, span)) reasons.push(reason("bay_away", stage.bay))
    else if (stage.bayType !== undefined && found.of.type !== stage.bayType) reasons.push(reason("bay_unsuitable", stage.bay))
    else if (!covers(found.free, span) || earlier.some((other) => other.bay === stage.bay)) reasons.push(reason("bay_busy", stage.bay))
  }
  return reasons
}

/** Work begins after the order is written up, ends on the same date, and no stage begins before the one before it in its line. */
const order = (day: Day, use: Use): ReadonlyArray<Reason> => {
  const ready = minuteOf(day.roster, use.arriveAt) + day.roster.policy.writeUpMin
  const earliest = new Map<number | undefined, number>()
  for (const stage of use.stages) {
    const { from, to } = spanOf(day, stage)
    if (from < (earliest.get(stage.beside) ?? ready) || to < from + stage.elapsedMin || to > day.roster.minutes) return [{ code: "out_of_order", about: stage.name }]
    earliest.set(stage.beside, stage.technician === undefined ? from + stage.elapsedMin : to)
  }
  return []
}

const hours = (day: Day, stages: ReadonlyArray<PlannedStage>): ReadonlyArray<Reason> => {
  const found = hoursReason(day, stages.map((stage) => ({ from: minuteOf(day.roster, stage.start), demand: demandOf([stage]) })))
  return found === undefined ? [] : [found]
}

/** Why the loaner cannot be out so long. */
export const loan = (day: Day, { loaner }: Use): ReadonlyArray<Reason> =>
  loaner === undefined || isFree(day, loaner.id, toMillis(loaner.from), toMillis(loaner.to)) ? [] : [reason("loaners_out", loaner.id)]

const reason = (code: ReasonCode, about: string | undefined): Reason => about === undefined ? { code } : { code, about }

const spanOf = (day: Day, stage: PlannedStage): Interval => ({
  from: minuteOf(day.roster, stage.start),
  to: minuteOf(day.roster, stage.end)
})

const overlap = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to
