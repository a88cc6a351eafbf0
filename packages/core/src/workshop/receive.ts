/** Who receives a car that comes at some minute. */
import { type Day, hasEnough } from "./Day.ts"
import type { ReasonCode } from "./Reason.ts"
import type { Request } from "./Request.ts"

/**
 * Of the advisors of a minute the one preferred, else the one with the fewest cars that day; between equals the first by
 * id. Why nobody can where there is none.
 */
export const receiver = (day: Day, minute: number, advisors: ReadonlyArray<number>, { advisor: only, prefer }: Request): number | ReasonCode => {
  const { received, roster: { advisors: all } } = day
  const cars = received.get(minute)
  const isFree = (advisor: number): boolean => cars === undefined || (cars[advisor] ?? 0) < (all[advisor]?.perTick ?? 0)
  if (only !== undefined) {
    const advisor = advisors.find((one) => all[one]?.id === only)
    if (advisor === undefined) return "advisor_away"
    return hasEnough(day, advisor) ? "advisor_full" : isFree(advisor) ? advisor : "advisor_busy"
  }
  const turns = turnsOf(day, advisors)
  if (turns.length === 0) return "advisor_full"
  const preferred = prefer === undefined ? undefined : turns.find((advisor) => all[advisor]?.id === prefer && isFree(advisor))
  return preferred ?? turns.find(isFree) ?? "advisor_busy"
}

/** Of a day's load, and of the advisors of many minutes, who may receive one more, and in which order. */
const known = new WeakMap<Day["load"], WeakMap<ReadonlyArray<number>, ReadonlyArray<number>>>()

const turnsOf = (day: Day, advisors: ReadonlyArray<number>): ReadonlyArray<number> => {
  const { load } = day
  const own = known.get(load)
  const found = own?.get(advisors)
  if (found !== undefined) return found
  const turns = advisors.filter((advisor) => !hasEnough(day, advisor)).sort((a, b) => (load[a] ?? 0) - (load[b] ?? 0))
  if (own === undefined) known.set(load, new WeakMap([[advisors, turns]]))
  else own.set(advisors, turns)
  return turns
}
