/** Which of many slots to offer first, when a person can only hear two or three of them. */
import type { AdvisorId } from "../Ids.ts"
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

const score = ({ day, minute, advisor, starts }: Slot, minutes: number, prefer?: AdvisorId): Score => ({
  advisor: prefer === undefined || day.roster.advisors[advisor]?.id === prefer ? 0 : 1,
  peak: Math.max(hoursTaken(day), receptionsTaken(day, minute)),
  scrap: minutes === 0 ? 0 : scrap(day, starts[0] ?? 0, minutes)
})

const hoursTaken = ({ roster: { pool }, demand }: Slot["day"]): number => {
  const there = (pool.hours.at(-1) ?? 0) / 100
  let asked = 0
  for (const minutes of demand.flagMin.values()) asked += minutes
  return there === 0 ? 0 : Math.floor((asked * 10) / there)
}

/** Of the hour of the wall clock in which the car arrives. */
const receptionsTaken = ({ roster: { arrivals, advisors }, received }: Slot["day"], minute: number): number => {
  const from = minute - minute % 60
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
const scrap = ({ technicians }: Slot["day"], start: number, minutes: number): number => {
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

/**
 * The slots to offer, in the order of their arrival. Two times are the best one and the best that is another half of a
 * day, so that the customer has a real choice ("Thursday at nine, or rather in the afternoon?"); one when there is no other.
 */
export const choose = (slots: ReadonlyArray<Slot>, pick: Pick, { transport, prefer }: Request, steps: ReadonlyArray<Step>): ReadonlyArray<Slot> => {
  const sorted = ranked(slots, transport === "wait" ? steps[0]?.elapsedMin ?? 0 : 0, prefer)
  if (pick !== "two-times") return inTime(sorted.slice(0, pick.best))
  const [first] = sorted
  const second = sorted.find((other) => first !== undefined && (other.day.roster.date !== first.day.roster.date || half(other) !== half(first)))
  return inTime([first, second].filter((slot) => slot !== undefined))
}

const inTime = (slots: ReadonlyArray<Slot>): ReadonlyArray<Slot> => slots.toSorted((a, b) => arrivalOf(a) - arrivalOf(b))

/** Before or after the middle of the date's opening. */
const half = ({ day: { roster: { opening } }, minute }: Slot): "first" | "second" =>
  minute < ((opening[0]?.from ?? 0) + (opening.at(-1)?.to ?? 0)) / 2 ? "first" : "second"

const ranked = (slots: ReadonlyArray<Slot>, minutes: number, prefer?: AdvisorId): ReadonlyArray<Slot> =>
  slots
    .map((slot) => ({ slot, score: score(slot, minutes, prefer) }))
    .sort((a, b) =>
      a.score.advisor - b.score.advisor || a.score.peak - b.score.peak || a.score.scrap - b.score.scrap || arrivalOf(a.slot) - arrivalOf(b.slot))
    .map(({ slot }) => slot)
