/** Work that goes on over night: how much of each stage is done on which date. */
import * as Intervals from "../calendar/Intervals.ts"
import * as Bits from "./Bits.ts"
import { type Day, millisOf } from "./Day.ts"
import { hoursReason, type Piece } from "./hours.ts"
import { startsOf } from "./Placement.ts"
import { demandOf } from "./Pool.ts"
import { quarter } from "./pausing.ts"
import { handOver } from "./promise.ts"
import type { Step } from "./Request.ts"
import { finishing } from "./Roster.ts"

/** What is done of one stage on one date, in minutes from the date's first instant. */
export interface Part extends Piece {
  readonly day: Day
  /** The stage's place among the steps. */
  readonly step: number
  /** When it is done; breaks may lie in between. */
  readonly to: number
  readonly elapsedMin: number
  readonly flagMin: number
}

export interface Spread {
  readonly parts: ReadonlyArray<Part>
  /** Milliseconds since 1970. */
  readonly promisedAt: number
}

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
    const { minute } = on(days, i, at)
    const part = step.pausable ? piece(day, found, step, index, done, minute) : whole(day, found, step, index, minute)
    if (part === undefined) continue
    found.push(part)
    done += part.elapsedMin
    if (done === step.elapsedMin) return { at: { day: i, minute: part.to + step.gap.min }, parts: found }
  }
  return undefined
}

/** All of it without a break, as early as somebody who can do it is at work. */
const whole = (day: Day, parts: ReadonlyArray<Part>, step: Step, index: number, minute: number): Part | undefined => {
  const [set] = startsOf(day, [step], { technicians: false, bays: false })
  const from = set === undefined ? -1 : Bits.next(set, minute)
  if (from < 0) return undefined
  const part = partOf(day, step, index, from, from + step.elapsedMin, 0, step.elapsedMin)
  return suffices(day, parts, part) ? part : undefined
}

/** As much of the rest as the date allows while those who can do it are at work, breaks left out. */
const piece = (day: Day, parts: ReadonlyArray<Part>, step: Step, index: number, done: number, minute: number): Part | undefined => {
  const left = step.elapsedMin - done
  const hours = worthwhile(Intervals.clip(atWork(day, step), minute, Infinity), left)
  const from = hours[0]?.from
  if (from === undefined) return undefined
  const make = (minutes: number): Part => partOf(day, step, index, from, worked(hours, minutes), done, minutes)
  let most = Math.min(left, Intervals.total(hours))
  if (!suffices(day, parts, make(most))) {
    // What fits still fits when there is less of it.
    let fits = 0
    for (let tooMuch = most; tooMuch - fits > 1;) {
      const middle = (fits + tooMuch) >> 1
      if (suffices(day, parts, make(middle))) fits = middle
      else tooMuch = middle
    }
    most = fits
  }
  const part = most === left ? left : most - most % quarter
  return part === 0 ? undefined : make(part)
}

/** The hours but for less than a quarter at their beginning, after which the work would pause again. */
const worthwhile = (hours: Intervals.Intervals, left: number): Intervals.Intervals => {
  const first = hours.findIndex(({ from, to }) => to - from >= Math.min(quarter, left))
  return first < 0 ? [] : hours.slice(first)
}

/** When somebody who can do it is at work. */
const atWork = ({ roster: { technicians, opening } }: Day, { skill }: Step): Intervals.Intervals =>
  skill === undefined ? opening : Intervals.normalize(technicians.filter(({ skills }) => (skills[skill.id] ?? 0) >= skill.level).flatMap(({ hours }) => hours))

/** The minute at which so many minutes of these hours are over. */
const worked = (hours: Intervals.Intervals, minutes: number): number => {
  let left = minutes
  for (const { from, to } of hours) {
    if (left <= to - from) return from + left
    left -= to - from
  }
  return hours.at(-1)?.to ?? 0
}

/** Flag minutes are shared out with the clock minutes, so that all parts together have the stage's. */
const partOf = (day: Day, step: Step, index: number, from: number, to: number, done: number, elapsedMin: number): Part => {
  const share = (minutes: number): number => Math.ceil((step.flagMin * minutes) / step.elapsedMin)
  const flagMin = share(done + elapsedMin) - share(done)
  return { day, step: index, from, to, elapsedMin, flagMin, demand: demandOf([{ ...step, flagMin, elapsedMin }]) }
}

/** Whether the day's hours suffice for one more part, with those the same car takes that day already. */
const suffices = (day: Day, parts: ReadonlyArray<Part>, more: Part): boolean =>
  hoursReason(day, [...parts.filter((part) => part.day === day), more]) === undefined
