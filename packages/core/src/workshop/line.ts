/** Stages that follow one another for a customer who waits. */
import type { Day } from "./Day.ts"
import { type Paused, mayPause, pausing } from "./pausing.ts"
import { type Heed, placed, startsOf } from "./Placement.ts"
import type { Step } from "./Request.ts"

/** When each stage begins, and when it ends where it may have paused. */
export type Line = Pick<Paused, "starts"> & Partial<Pick<Paused, "ends">>

/** The minute at which a stage is done. */
export const endOf = ({ starts, ends }: Line, i: number, { elapsedMin }: Pick<Step, "elapsedMin">): number => ends?.[i] ?? (starts[i] ?? 0) + elapsedMin

/** The minute at which all of them are done. */
export const doneAt = (line: Line, steps: ReadonlyArray<Step>): number => {
  let last = 0
  for (const [i, step] of steps.entries()) last = Math.max(last, endOf(line, i, step))
  return last
}

/** For a car that can be worked on from a minute, the way in which all is done first. */
export const lineOf = (day: Day, steps: ReadonlyArray<Step>, heed: Heed): (ready: number) => Line | undefined => {
  if (steps.some(mayPause)) return pausing(day, steps, heed)
  const sets = startsOf(day, steps, heed)
  let last: { readonly ready: number; readonly found: Line | undefined } | undefined
  return (ready) => {
    // Whoever must wait for the first stage begins it when those do who come a little later.
    if (last === undefined || ready < last.ready || ready > (last.found?.starts[0] ?? Infinity)) {
      const starts = placed(sets, steps, ready)
      last = { ready, found: starts && { starts } }
    }
    return last.found
  }
}
