/** Which of many slots to offer first, when a person can only hear two or three of them. */
import type { AdvisorId } from "../Ids.ts"
import type { Day } from "./Day.ts"
import type { Request, Step } from "./Request.ts"
import { arrivalOf, type Slot } from "./Search.ts"

/** What makes one slot better than another, each the lower the better, looked at in this order; then the earlier one is better. */
interface Score {
  /** 0 with the advisor the customer prefers, or without a preference. */
  readonly advisor: 0 | 1
  /** How full the day's hours and the receptions of that hour are already, the worse of both, in tenths: the load is levelled. */
  readonly peak: number
  /** Minutes of a technician that are left over beside it, too few for as much again; 0 for cars that are left. */
  readonly scrap: number
}

const score = ({ day, minute, advisor, starts }: Slot, minutes: number, prefer?: AdvisorId): Score => {
  const from = minute - minute % 60
  const [start = 0] = starts
  return {
    advisor: prefer === undefined || day.roster.advisors[advisor]?.id === prefer ? 0 : 1,
    peak: remembered(peaks, day, from, () => Math.max(hoursTaken(day), receptionsTaken(day, from))),
    scrap: minutes === 0 ? 0 : remembered(scraps, day, start * most + minutes, () => scrap(day, start, minutes))
  }
}

type Known = WeakMap<Day, Map<number, number>>

/** A day never changes, and many slots of it are compared for many customers: by the hour, and by the start and length of a stage. */
const peaks: Known = new WeakMap()
const scraps: Known = new WeakMap()

/** No stage is as long. */
const most = 10_000

const remembered = (known: Known, day: Day, key: number, of: () => number): number => {
  const own = known.get(day)
  const found = own?.get(key)
  if (found !== undefined) return found
  const made = of()
  if (own === undefined) known.set(day, new Map([[key, made]]))
  else own.set(key, made)
  return made
}

const hoursTaken = ({ roster: { pool }, demand }: Day): number => {
  const there = (pool.hours.at(-1) ?? 0) / 100
  let asked = 0
  for (const minutes of demand.flagMin.values()) asked += minutes
  return there === 0 ? 0 : Math.floor((asked * 10) / there)
}

/** Of the hour of the wall clock that begins at a minute. */
const receptionsTaken = ({ roster: { arrivals, advisors }, received }: Day, from: number): number => {
  let there = 0
  let taken = 0
  for (const arrival of arrivals) {
    if (arrival.minute < from || arrival.minute >= from + 60) continue
    for (const index of arrival.advisors) there += advisors[index]?.perTick ?? 0
    for (const cars of received.get(arrival.minute) ?? []) taken += cars
  }
  return there === 0 ? 0 : Math.floor((taken * 10) / there)
}

/** The smallest rest that some technician's free stretch around the start would keep, if it is too short for as much again. */
const scrap = ({ technicians }: Day, start: number, minutes: number): number => {
  let least = Infinity
  for (const { free } of technicians) {
    for (const { from, to } of free) {
      if (start < from || to < start + minutes) continue
      const rests = [start - from, to - start - minutes].filter((rest) => rest < minutes)
      least = Math.min(least, rests.reduce((sum, rest) => sum + rest, 0))
    }
  }
  return least === Infinity ? 0 : least
}

/** How many to offer: the best few of all, or two times for a telephone call. */
export type Pick = { readonly best: number } | "two-times"

/** A slot, and the minutes of its first stage where a technician is named for them; else 0. */
export interface Candidate {
  readonly slot: Slot
  readonly namedMin: number
}

export const candidate = (slot: Slot, { transport }: Request, [first]: ReadonlyArray<Step>): Candidate =>
  ({ slot, namedMin: transport === "wait" ? first?.elapsedMin ?? 0 : 0 })

/**
 * Those to offer, in the order of their arrival. Two times are the best one and the best that is another half of a
 * day, so that the customer has a real choice ("Thursday at nine, or rather in the afternoon?"); one when there is no other.
 * Between equals the first of the list is better.
 */
export const choose = <C extends Candidate>(candidates: ReadonlyArray<C>, pick: Pick, prefer?: AdvisorId): ReadonlyArray<C> => {
  const sorted = ranked(candidates, prefer)
  if (pick !== "two-times") return inTime(sorted.slice(0, pick.best))
  const [first] = sorted
  const second = first && sorted.find(({ slot }) => slot.day.roster.date !== first.slot.day.roster.date || half(slot) !== half(first.slot))
  return inTime([first, second].filter((one) => one !== undefined))
}

/** In the order of their arrival. */
export const inTime = <C extends Candidate>(candidates: ReadonlyArray<C>): ReadonlyArray<C> =>
  candidates.toSorted((a, b) => arrivalOf(a.slot) - arrivalOf(b.slot))

/** Before or after the middle of the date's opening. */
const half = ({ day: { roster: { opening } }, minute }: Slot): "first" | "second" =>
  minute < ((opening[0]?.from ?? 0) + (opening.at(-1)?.to ?? 0)) / 2 ? "first" : "second"

const ranked = <C extends Candidate>(candidates: ReadonlyArray<C>, prefer?: AdvisorId): ReadonlyArray<C> =>
  candidates
    .map((one) => ({ one, score: score(one.slot, one.namedMin, prefer) }))
    .sort((a, b) =>
      a.score.advisor - b.score.advisor || a.score.peak - b.score.peak || a.score.scrap - b.score.scrap || arrivalOf(a.one.slot) - arrivalOf(b.one.slot))
    .map(({ one }) => one)
