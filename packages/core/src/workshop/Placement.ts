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
  const bays = heed.bays ? day.bays : day.roster
  const found = chains(heed.technicians ? day.technicians : day.roster, nameOf(steps), () => ({ bays, sets: chainOf(day, steps, heed) }))
  // The same people may be free beside other bays.
  return found.bays === bays ? found.sets : chainOf(day, steps, heed)
}

const chainOf = (day: Day, steps: ReadonlyArray<Step>, heed: Heed): ReadonlyArray<Bits.Bits> => {
  const sets = new Array<Bits.Bits>(steps.length)
  let after: Bits.Bits | undefined
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]
    if (step === undefined) continue
    const { elapsedMin, gap } = step
    let set = startsOfOne(day, step, heed)
    if (after !== undefined) set = Bits.both(set, Bits.reachable(after, elapsedMin + gap.min, elapsedMin + (gap.max ?? day.roster.minutes)))
    sets[i] = set
    after = set
  }
  return sets
}

/** The minutes at which one stage can begin, and go on without a break. */
export const startsOfOne = (day: Day, step: Step, heed: Heed): Bits.Bits => {
  const set = byTechnicians(day, step, heed.technicians)
  return step.bayType === undefined ? set : Bits.both(set, inBays(day, step.bayType, step.elapsedMin, heed.bays))
}

/** Those who have the skill for it. */
export const able = ({ technicians }: Day, { skill }: Pick<Step, "skill">): Day["technicians"] =>
  technicians.filter(({ of }) => skill === undefined || (of.skills[skill.id] ?? 0) >= skill.level)

const byTechnicians = (day: Day, { skill, elapsedMin }: Step, heeded: boolean): Bits.Bits =>
  skill === undefined
    ? remembered(day.roster, `${elapsedMin}`, () => starts(day, elapsedMin, [day.roster.opening]))
    : remembered(heeded ? day.technicians : day.roster, `${elapsedMin} ${skill.level} ${skill.id}`, () =>
      starts(day, elapsedMin, able(day, { skill }).map(({ of, free }) => heeded ? free : of.hours)))

/** The minutes from which a bay of a type is free for so long. */
export const inBays = (day: Day, type: string, elapsedMin: number, heeded: boolean): Bits.Bits =>
  remembered(heeded ? day.bays : day.roster, `${elapsedMin} bay ${type}`, () =>
    starts(day, elapsedMin, day.bays.flatMap(({ of, free }) => of.type !== type ? [] : [heeded ? free : of.hours])))

/** When one of them can begin, and go on for so many minutes. */
const starts = ({ roster }: Day, minutes: number, all: ReadonlyArray<Intervals>): Bits.Bits => {
  const set = Bits.none(roster.minutes)
  for (const free of all) for (const { from, to } of free) Bits.fill(set, from, to - minutes + 1)
  return set
}

type Known = Day["technicians"] | Day["bays"] | Day["roster"]

/** Kept of each: more than a price list has that is asked for often. */
const kept = 256

/** What is free on a day, and a roster, never change, and are asked about the same few stages again and again. */
const remembering = <A>() => {
  const known = new WeakMap<Known, Map<string, A>>()
  return (of: Known, name: string, make: () => A): A => {
    const own = known.get(of)
    const found = own?.get(name)
    if (found !== undefined) return found
    const made = make()
    if (own === undefined) known.set(of, new Map([[name, made]]))
    else {
      own.set(name, made)
      const oldest = own.keys().next().value
      if (own.size > kept && oldest !== undefined) own.delete(oldest)
    }
    return made
  }
}

const remembered = remembering<Bits.Bits>()

const chains = remembering<{ readonly bays: Known; readonly sets: ReadonlyArray<Bits.Bits> }>()

const names = new WeakMap<ReadonlyArray<Step>, string>()

/** All that matters for when the stages can begin, in one word. */
const nameOf = (steps: ReadonlyArray<Step>): string => {
  const found = names.get(steps)
  if (found !== undefined) return found
  const name = steps.map(({ skill, bayType, elapsedMin, gap }) => [skill?.level, skill?.id, bayType, elapsedMin, gap.min, gap.max].join(" ")).join()
  names.set(steps, name)
  return name
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
