/** Work that pauses while its technician is on a break, and whose customer waits. */
import { clip, type Interval, type Intervals, total } from "../calendar/Intervals.ts"
import * as Bits from "./Bits.ts"
import type { Day } from "./Day.ts"
import { able, type Heed, inBays, startsOfOne } from "./Placement.ts"
import type { Step } from "./Request.ts"

/** When each stage begins and, with the breaks in it, ends. */
export interface Paused {
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
}

/** Work that pauses is shared out by the quarter of an hour: for less it is not worth beginning. */
export const quarter = 15

export const mayPause = ({ pausable, skill }: Step): boolean => pausable && skill !== undefined

/**
 * Whether somebody who has these hours, of which some are still free, does so many minutes of work from the first to the
 * last minute of a span: in one piece, or with breaks in which the site is open, the first no sooner than is worthwhile.
 */
export const works = ({ opening }: Day["roster"], hours: Intervals, free: Intervals, span: Interval, minutes: number): boolean => {
  const { from, to } = span
  if (to - from <= minutes) return covers(free, span)
  const first = hours.find((one) => one.from <= from && from < one.to)
  return first !== undefined && first.to - from >= Math.min(quarter, minutes) && hours.some((one) => one.from < to && to <= one.to) &&
    total(clip(hours, from, to)) === minutes && total(clip(free, from, to)) === minutes && covers(opening, span)
}

export const covers = (list: Intervals, span: Interval): boolean => list.some(({ from, to }) => from <= span.from && span.to <= to)

/** What is known of a stage that begins at some minute. */
interface Ways {
  /** When all is done at the earliest if it begins then; `Infinity` where it cannot. */
  readonly done: ReadonlyArray<number>
  /** The same if it begins then or later. */
  readonly later: ReadonlyArray<number>
  /** How long it takes then, breaks among it. */
  readonly minutes: ReadonlyArray<number>
}

/**
 * For a car that can be worked on from a minute, the way in which all is done first. How long a stage takes depends on who
 * does it and when he begins, so that its earliest start need not have the earliest end: what comes of each is known.
 */
export const pausing = (day: Day, steps: ReadonlyArray<Step>, heed: Heed): (ready: number) => Paused | undefined => {
  const ways = new Array<Ways>(steps.length)
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]
    if (step !== undefined) ways[i] = waysOf(day, step, heed, ways[i + 1])
  }
  return (ready) => {
    const starts: Array<number> = []
    const ends: Array<number> = []
    let from = Math.max(0, ready)
    let done = ways[0]?.later[from] ?? Infinity
    if (done === Infinity) return undefined
    for (const [i, { gap }] of steps.entries()) {
      const one = ways[i]
      const start = one?.done.indexOf(done, from) ?? 0
      const end = start + (one?.minutes[start] ?? 0)
      starts.push(start)
      ends.push(end)
      from = end + gap.min
      done = i + 1 < steps.length ? done : end
    }
    return { starts, ends }
  }
}

const waysOf = (day: Day, step: Step, heed: Heed, next: Ways | undefined): Ways => {
  const size = day.roster.minutes
  const done = new Array<number>(size).fill(Infinity)
  const taken = new Array<number>(size).fill(0)
  for (const [minutes, set] of lengthsOf(day, step, heed)) {
    for (let start = Bits.next(set, 0); start >= 0; start = Bits.next(set, start + 1)) {
      const end = start + minutes
      const all = next === undefined ? end : earliest(next, end + step.gap.min, end + (step.gap.max ?? Infinity))
      if (all >= (done[start] ?? Infinity)) continue
      done[start] = all
      taken[start] = minutes
    }
  }
  const later = [...done, Infinity]
  for (let minute = size - 1; minute >= 0; minute--) later[minute] = Math.min(later[minute] ?? Infinity, later[minute + 1] ?? Infinity)
  return { done, later, minutes: taken }
}

/** When all is done at the earliest if the stage begins at one of these minutes, both included. */
const earliest = ({ done, later }: Ways, least: number, most: number): number => {
  if (most >= done.length) return later[least] ?? Infinity
  let best = Infinity
  for (let minute = least; minute <= most; minute++) best = Math.min(best, done[minute] ?? Infinity)
  return best
}

/** By how long the stage takes with its breaks, the shortest first, the minutes at which it can begin. */
const lengthsOf = (day: Day, step: Step, heed: Heed): ReadonlyArray<readonly [number, Bits.Bits]> => {
  if (!mayPause(step)) return [[step.elapsedMin, startsOfOne(day, step, heed)]]
  const found = new Map<number, Array<number>>()
  const add = (minutes: number, from: number, to: number): void => {
    const set = found.get(minutes) ?? Bits.none(day.roster.minutes)
    found.set(minutes, set)
    Bits.fill(set, from, to)
  }
  for (const { of: { hours }, free } of able(day, step)) addWays(day.roster.opening, hours, heed.technicians ? free : hours, step.elapsedMin, add)
  const { bayType } = step
  return [...found].sort(([a], [b]) => a - b).map(([minutes, set]) =>
    [minutes, bayType === undefined ? set : Bits.both(set, inBays(day, bayType, minutes, heed.bays))])
}

/** What one technician can do: all of it in a stretch of free time, or in those before and after his breaks. */
const addWays = (opening: Intervals, hours: Intervals, free: Intervals, minutes: number, add: (minutes: number, from: number, to: number) => void): void => {
  for (const { from, to } of free) add(minutes, from, to - minutes + 1)
  for (const [i, { to: pausesAt }] of hours.entries()) {
    const before = free.find(({ to }) => to === pausesAt)
    if (before === undefined) continue
    let between = 0
    for (let j = i + 1; j < hours.length; j++) {
      const goesOn = hours[j]?.from ?? 0
      const after = free.find(({ from }) => from === goesOn)
      if (after === undefined || !covers(opening, { from: pausesAt, to: goesOn })) break
      const length = after.to - goesOn
      const left = minutes - between
      // What is done before the first break: so much that the rest has room after the last, and some of it is left.
      const most = Math.min(left - 1, pausesAt - before.from)
      const least = Math.max(left - length, Math.min(quarter, minutes))
      add(minutes + goesOn - pausesAt - between, pausesAt - most, pausesAt - least + 1)
      if (after.to < (hours[j]?.to ?? 0)) break
      between += length
    }
  }
}
