/** When each stage of a customer's wait can begin: sets of minutes, found backwards from the last stage. */
import type { Intervals } from "../calendar/Intervals.ts"
import * as Bits from "./Bits.ts"
import type { Day } from "./Day.ts"
import type { Step } from "./Request.ts"

/** Whose bookings are looked at; a resource left out is taken as free whenever it is at work. */
export interface Heed {
  readonly technicians: boolean
  readonly bays: boolean
}

/**
 * For each stage the minutes at which it can begin such that all later stages find a place too. A single earliest start
 * would not do: where a gap has a maximum, a later start can be the only one that leaves room for the next stage.
 */
export const startsOf = (day: Day, steps: ReadonlyArray<Step>, heed: Heed): ReadonlyArray<Bits.Bits> => {
  const sets = new Array<Bits.Bits>(steps.length)
  const scratch = Bits.none(day.roster.minutes)
  let after: Bits.Bits | undefined
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]
    if (step === undefined) continue
    const set = startsOfOne(day, step, heed, scratch)
    if (after !== undefined) Bits.keep(set, Bits.reachable(after, step.elapsedMin + step.gap.min, step.elapsedMin + (step.gap.max ?? day.roster.minutes)))
    sets[i] = set
    after = set
  }
  return sets
}

const startsOfOne = (day: Day, { skill, bayType, elapsedMin }: Step, heed: Heed, inBay: Bits.Bits): Bits.Bits => {
  const set = Bits.none(day.roster.minutes)
  if (skill === undefined) for (const { from, to } of day.roster.opening) Bits.fill(set, from, to - elapsedMin + 1)
  else {
    for (const { of, free } of day.technicians) {
      if ((of.skills[skill.id] ?? 0) >= skill.level) addStarts(set, heed.technicians ? free : of.hours, elapsedMin)
    }
  }
  if (bayType === undefined) return set
  inBay.fill(0)
  for (const { of, free } of day.bays) if (of.type === bayType) addStarts(inBay, heed.bays ? free : of.hours, elapsedMin)
  Bits.keep(set, inBay)
  return set
}

const addStarts = (set: Bits.Bits, free: Intervals, minutes: number): void => {
  for (const { from, to } of free) Bits.fill(set, from, to - minutes + 1)
}

/** The earliest begin of each stage for a car that can be worked on from `ready`; undefined when there is no place for all. */
export const placed = (sets: ReadonlyArray<Bits.Bits>, steps: ReadonlyArray<Step>, ready: number): ReadonlyArray<number> | undefined => {
  const starts = new Array<number>(steps.length)
  let earliest = ready
  for (let i = 0; i < steps.length; i++) {
    const set = sets[i]
    const step = steps[i]
    const start = set === undefined ? -1 : Bits.next(set, earliest)
    if (start < 0 || step === undefined) return undefined
    starts[i] = start
    earliest = start + step.elapsedMin + step.gap.min
  }
  return starts
}
