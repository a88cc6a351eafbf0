/** Work that goes on over night: how much of each stage is done on which date. */
import { type Day, millisOf, plannablePct } from "./Day.ts"
import { type Demand, demandOf, noDemand, plus, shortage } from "./Pool.ts"
import { handOver } from "./promise.ts"
import type { Step } from "./Request.ts"
import { finishing, workEnd } from "./Roster.ts"

/** What is done of one stage on one date. */
export interface Part {
  readonly day: Day
  /** The stage's place among the steps. */
  readonly step: number
  /** Minutes from the date's first instant. */
  readonly from: number
  readonly elapsedMin: number
  readonly flagMin: number
  /** What it asks of the date's hours. */
  readonly demand: Demand
}

export interface Spread {
  readonly parts: ReadonlyArray<Part>
  /** Milliseconds since 1970. */
  readonly promisedAt: number
}

/** A pause is not worth it for less: work that cannot go on this long before the day ends begins on the next. */
const leastPart = 15

interface Point {
  readonly day: number
  readonly minute: number
}

interface Progress {
  readonly at: Point
  readonly parts: ReadonlyArray<Part>
}

/**
 * The work of a car that can be worked on from `ready` on the first of the days, each part as early as the hours of its
 * date allow; undefined when it does not end on the last. Stages that must follow one another within a time begin
 * together on a later date when they do not fit.
 */
export const spread = (days: ReadonlyArray<Day>, steps: ReadonlyArray<Step>, ready: number): Spread | undefined => {
  let progress: Progress | undefined = { at: { day: 0, minute: ready }, parts: [] }
  for (let first = 0; first < steps.length && progress !== undefined;) {
    let next = first + 1
    while (next < steps.length && steps[next - 1]?.gap.max !== undefined) next++
    const soFar: Progress = progress
    progress = undefined
    for (let day = soFar.at.day; day < days.length && progress === undefined; day++) {
      progress = together(days, steps, first, next, { ...soFar, at: on(days, day, soFar.at) })
    }
    first = next
  }
  const last = progress?.at
  const end = last === undefined ? undefined : days[last.day]
  if (progress === undefined || last === undefined || end === undefined) return undefined
  const promisedAt = handOver(end.roster, Math.max(last.minute - afterGap(steps) + finishing(end.roster, steps), end.roster.dropOffReady))
  return promisedAt === undefined ? undefined : { parts: progress.parts, promisedAt }
}

/** The same moment, counted from a later date. */
const on = (days: ReadonlyArray<Day>, day: number, at: Point): Point => {
  let { minute } = at
  for (let i = at.day; i < day; i++) minute -= days[i]?.roster.minutes ?? 0
  return { day, minute }
}

/** What the last stage's own gap has added. */
const afterGap = (steps: ReadonlyArray<Step>): number => steps.at(-1)?.gap.min ?? 0

/** The stages from `first` up to `next`, none of them later than its gap allows. */
const together = (days: ReadonlyArray<Day>, steps: ReadonlyArray<Step>, first: number, next: number, from: Progress): Progress | undefined => {
  let progress: Progress | undefined = from
  let latest = Infinity
  for (let i = first; i < next; i++) {
    const step = steps[i]
    if (step === undefined || progress === undefined) return undefined
    const before: number = progress.parts.length
    progress = onwards(days, step, i, progress)
    const begin = progress?.parts[before]
    if (progress === undefined || begin === undefined || millisOf(begin.day.roster, begin.from) > latest) return undefined
    const end = days[progress.at.day]
    if (end === undefined) return undefined
    latest = millisOf(end.roster, progress.at.minute - step.gap.min) + (step.gap.max ?? Infinity) * 60_000
  }
  return progress
}

/** One stage, in one piece or, where it may pause, in several. */
const onwards = (days: ReadonlyArray<Day>, step: Step, index: number, { at, parts }: Progress): Progress | undefined => {
  const found = [...parts]
  let done = 0
  for (let i = at.day; i < days.length; i++) {
    const day = days[i]
    if (day === undefined) return undefined
    const from = Math.max(on(days, i, at).minute, day.roster.opening[0]?.from ?? Infinity)
    const left = step.elapsedMin - done
    const minutes = affordable(day, found, step, done, Math.min(left, workEnd(day.roster) - from))
    if (minutes < left && (!step.pausable || minutes < leastPart)) continue
    const flagMin = flagOf(step, done, minutes)
    const demand = demandOf([{ ...step, flagMin, elapsedMin: minutes }])
    found.push({ day, step: index, from, elapsedMin: minutes, flagMin, demand })
    done += minutes
    if (done === step.elapsedMin) return { at: { day: i, minute: from + minutes + step.gap.min }, parts: found }
  }
  return undefined
}

/** The flag minutes that fall to a part, so that all parts together have the stage's. */
const flagOf = ({ flagMin, elapsedMin }: Step, done: number, minutes: number): number =>
  Math.ceil((flagMin * (done + minutes)) / elapsedMin) - Math.ceil((flagMin * done) / elapsedMin)

/** So many of the wanted clock minutes as the day's hours suffice for, with what the same car takes that day already. */
const affordable = (day: Day, parts: ReadonlyArray<Part>, step: Step, done: number, wanted: number): number => {
  const own = parts.filter((part) => part.day === day)
  const booked = own.length === 0 ? day.demand : plus(day.demand, own.reduce((sum, { demand }) => plus(sum, demand), noDemand))
  for (let minutes = wanted; minutes > 0;) {
    const flagMin = flagOf(step, done, minutes)
    const short = shortage(day.roster.pool, booked, demandOf([{ ...step, flagMin, elapsedMin: minutes }]), plannablePct(day))
    if (short === undefined) return minutes
    const share = short.of === "bays" || flagMin === 0 ? short.freeMin : Math.floor((short.freeMin * minutes) / flagMin)
    minutes = Math.min(minutes - 1, share)
  }
  return 0
}
