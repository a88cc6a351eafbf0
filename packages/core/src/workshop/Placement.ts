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
  remembered(heeded ? day.technicians : day.roster, `${level} ${id}`, () =>
    stretches(day.technicians.flatMap(({ of, free }) => (of.skills[id] ?? 0) < level ? [] : heeded ? free : of.hours)))

const ofBays = (day: Day, type: string, heeded: boolean): Intervals =>
  remembered(heeded ? day.bays : day.roster, `bays ${type}`, () =>
    stretches(day.bays.flatMap(({ of, free }) => of.type !== type ? [] : heeded ? free : of.hours)))

/** The stretches that lie within no other, ascending: enough to say when work of any length can begin. */
const stretches = (all: Array<Interval>): Intervals => {
  const found: Array<Interval> = []
  let last = 0
  for (const one of all.sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (one.to <= last) continue
    found.push(one)
    last = one.to
  }
  return found
}

/** What is free on a day, and a roster, never change, and are asked about many kinds of work by the same few trades. */
const known = new WeakMap<Day["technicians"] | Day["bays"] | Day["roster"], Map<string, Intervals>>()

const remembered = (of: Day["technicians"] | Day["bays"] | Day["roster"], name: string, make: () => Intervals): Intervals => {
  const own = known.get(of) ?? new Map<string, Intervals>()
  known.set(of, own)
  const found = own.get(name) ?? make()
  own.set(name, found)
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
