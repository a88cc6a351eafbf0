/** When each stage of a customer's wait can begin: sets of minutes, found backwards from the last stage. */
import type { Interval, Intervals } from "../calendar/Intervals.ts"
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
  addStarts(set, skill === undefined ? day.roster.opening : ofTechnicians(day, skill, heed.technicians), elapsedMin)
  if (bayType === undefined) return set
  inBay.fill(0)
  addStarts(inBay, ofBays(day, bayType, heed.bays), elapsedMin)
  Bits.keep(set, inBay)
  return set
}

const addStarts = (set: Bits.Bits, free: Intervals, minutes: number): void => {
  for (const { from, to } of free) Bits.fill(set, from, to - minutes + 1)
}

const ofTechnicians = (day: Day, { id, level }: NonNullable<Step["skill"]>, heeded: boolean): Intervals =>
  remembered(day, `${heeded ? "free" : "there"} ${level} ${id}`, () => {
    const longest = new Uint16Array(day.roster.minutes + 1)
    for (const { of, free } of day.technicians) if ((of.skills[id] ?? 0) >= level) lengthen(longest, heeded ? free : of.hours)
    return stretches(longest)
  })

const ofBays = (day: Day, type: string, heeded: boolean): Intervals =>
  remembered(day, `${heeded ? "free" : "there"} bays ${type}`, () => {
    const longest = new Uint16Array(day.roster.minutes + 1)
    for (const { of, free } of day.bays) if (of.type === type) lengthen(longest, heeded ? free : of.hours)
    return stretches(longest)
  })

/** For each minute, the end of the longest stretch that begins then. */
const lengthen = (longest: Uint16Array, free: Intervals): void => {
  for (const { from, to } of free) longest[Math.max(from, 0)] = Math.max(longest[Math.max(from, 0)] ?? 0, to)
}

/** The stretches that lie within no other, ascending: enough to say when work of any length can begin. */
const stretches = (longest: Uint16Array): Intervals => {
  const found: Array<Interval> = []
  let last = 0
  for (let from = 0; from < longest.length; from++) {
    const to = longest[from] ?? 0
    if (to > last) found.push({ from, to })
    last = Math.max(last, to)
  }
  return found
}

/** A day never changes, and is asked about many kinds of work by the same few trades. */
const known = new WeakMap<Day, Map<string, Intervals>>()

const remembered = (day: Day, name: string, make: () => Intervals): Intervals => {
  const ofDay = known.get(day) ?? new Map<string, Intervals>()
  known.set(day, ofDay)
  const found = ofDay.get(name) ?? make()
  ofDay.set(name, found)
  return found
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
