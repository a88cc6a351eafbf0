/** Jobs that are done at the same time on one car: each line of them by a technician who does nothing else on it. */
import type { Day } from "./Day.ts"
import { doneAt, endOf, type Line, lineOf } from "./line.ts"
import type { Heed } from "./Placement.ts"
import type { Step } from "./Request.ts"
import type { Worker } from "./Roster.ts"

/** Who works on each line beside the first; nobody on a line that needs no technician. */
export type Crew = ReadonlyArray<Worker["id"] | undefined>

/** The steps by line, those that are done beside nothing first. */
const linesOf = (steps: ReadonlyArray<Step>): ReadonlyArray<ReadonlyArray<Step>> => {
  const lines = new Map<number, Array<Step>>([[0, []]])
  for (const step of steps) lines.set(step.beside ?? 0, [...lines.get(step.beside ?? 0) ?? [], step])
  return [...lines.values()]
}

export const hasLines = (steps: ReadonlyArray<Step>): boolean => steps.some(({ beside }) => beside !== undefined)

/** Whether somebody may work on a step, given who works beside. */
export const mayWorkOn = ({ beside = 0 }: Step, id: Worker["id"], crew: Crew): boolean => beside === 0 ? !crew.includes(id) : crew[beside - 1] === id

/** Where the lines begin, and who works beside. */
export interface Abreast extends Line {
  readonly crew: Crew
}

/**
 * For a car that can be worked on from a minute, the way in which the last of its lines ends first; between equals that
 * with the first technicians by id.
 */
export const abreast = (day: Day, steps: ReadonlyArray<Step>, heed: Heed): (ready: number) => Abreast | undefined => {
  const lines = linesOf(steps)
  const ways = crews(day, lines.slice(1)).map((crew) => ({
    crew,
    begins: lines.map((line, at) => lineOf(withOnly(day, (id) => at === 0 ? !crew.includes(id) : crew[at - 1] === id), line, heed))
  }))
  return (ready) => {
    let best: Abreast | undefined
    let earliest = Infinity
    for (const { crew, begins } of ways) {
      const found = begins.flatMap((begin) => begin(ready) ?? [])
      if (found.length < lines.length) continue
      const way = { starts: found.flatMap(({ starts }) => starts), ends: lines.flatMap((line, at) => line.map((step, i) => endOf(found[at] ?? { starts: [] }, i, step))), crew }
      const end = doneAt(way, steps)
      if (end >= earliest) continue
      best = way
      earliest = end
    }
    return best
  }
}

/** A day of its own, on which only some of the technicians are there. */
const withOnly = (day: Day, isThere: (id: Worker["id"]) => boolean): Day =>
  ({ ...day, roster: { ...day.roster }, technicians: day.technicians.filter(({ of: { id } }) => isThere(id)) })

/** Every way to give each line a technician of its own who can do all of it. */
const crews = (day: Day, [line, ...rest]: ReadonlyArray<ReadonlyArray<Step>>, taken: Crew = []): ReadonlyArray<Crew> => {
  if (line === undefined) return [taken]
  const able = line.every(({ skill }) => skill === undefined)
    ? [undefined]
    : day.technicians.map(({ of }) => of).filter((of) =>
      !taken.includes(of.id) && line.every(({ skill }) => skill === undefined || (of.skills[skill.id] ?? 0) >= skill.level)).map(({ id }) => id)
  return able.flatMap((id) => crews(day, rest, [...taken, id]))
}
