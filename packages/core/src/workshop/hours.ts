/** Whether the day's hours suffice for more work, also those that are left when it can begin. */
import { type Day, plannablePct } from "./Day.ts"
import { type Demand, nameOf, plus, rowsFromEachOn, type Shortage, shortage, sum } from "./Pool.ts"
import { overbooked } from "./overbook.ts"
import { leastOf, leftFrom } from "./Ready.ts"
import type { Reason } from "./Reason.ts"

/** A piece of work, and the minute before which it cannot be done. */
export interface Piece {
  readonly from: number
  readonly demand: Demand
}

/** Why the hours do not suffice for these pieces; undefined when they do. */
export const hoursReason = (day: Day, pieces: ReadonlyArray<Piece>): Reason | undefined =>
  dayReason(day, sum(pieces.map(({ demand }) => demand))) ?? lateReason(day, pieces)

/** Why what is left of the day does not suffice for these pieces. */
export const lateReason = (day: Day, pieces: ReadonlyArray<Piece>): Reason | undefined => {
  const inOrder = pieces.toSorted((a, b) => a.from - b.from)
  return timeLeft(day, inOrder.map(({ demand }) => demand))(inOrder.map(({ from }) => from))
}

/**
 * The day as a whole: all work within the share of its hours that is planned, and what did not walk in within what is not
 * kept for walk-ins.
 */
export const dayReason = (day: Day, more: Demand): Reason | undefined => {
  const { pool, policy } = day.roster
  const isBorne = mostLikelyEnough(day, more)
  const asked = booked(day)
  const kept = shortage(pool, asked, more, plannablePct(day), isBorne)
  // Where nobody walked in, what keeps within the smaller share keeps within the whole.
  const full = kept === undefined && asked === day.demand ? undefined : shortage(pool, day.demand, more, policy.loadPct, isBorne)
  if (full !== undefined) return reasonOf(full)
  return kept && { code: "reserved_for_walk_ins", about: kept.about, freeMin: kept.freeMin }
}

/** What is asked by all that did not walk in. */
const booked = ({ demand, live }: Day): Demand =>
  live.reduce((asked, { use: { walkIn }, load }) => walkIn === true ? plus(asked, load.demand, -1) : asked, demand)

/**
 * Whether so many minutes of some technicians most likely suffice, because some cars will not come. Every car counts as
 * the longest of them, so that more minutes are never asked than by as many of those.
 */
const mostLikelyEnough = ({ live, roster: { policy } }: Day, more: Demand) => (needs: ReadonlySet<string>, minutes: number): boolean => {
  const asked = ({ flagMin }: Demand): number => [...needs].reduce((sum, need) => sum + (flagMin.get(need) ?? 0), 0)
  let sure = 0
  let cars = 1
  let longest = asked(more)
  for (const { load: { demand }, override, carried, here } of live) {
    const own = asked(demand)
    if (own === 0) continue
    if (carried || here || override !== null) sure += own
    else {
      cars++
      longest = Math.max(longest, own)
    }
  }
  return cars <= overbooked(Math.floor((minutes - sure) / longest), policy)
}

/**
 * What is left of the day: from any minute on, all the work that becomes ready then or later must find room in all the
 * hours there are. Answers for pieces of these demands that begin at the given minutes, ascending.
 */
export const timeLeft = ({ roster, ready }: Day, demands: ReadonlyArray<Demand>): (starts: ReadonlyArray<number>) => Reason | undefined => {
  const known = ready()
  const { minutes, left, least } = known
  const width = least.length
  const last = minutes.at(-1)
  const rows = rowsFromEachOn(roster.pool, demands)
  // Where work becomes ready beside which there is no room for it; for the later pieces there are fewer such places.
  const tight = rows.map((asked) =>
    placeShort(least, asked) < 0 ? [] : minutes.flatMap((_, at) => placeShort(left, asked, at * width) < 0 ? [] : [at]))
  const short = (free: ReadonlyArray<number>, asked: ReadonlyArray<number>, first = 0): Reason | undefined => {
    const place = placeShort(free, asked, first)
    return place < 0 ? undefined : reasonOf({ ...nameOf(roster.pool, place), freeMin: Math.max(0, free[first + place] ?? 0) })
  }
  return (starts) => {
    let next = 0
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i] ?? 0
      const asked = rows[i] ?? []
      const full = tight[i] ?? []
      // There is no less room before some work becomes ready than there is then.
      if (full.length === 0 && last !== undefined && start <= last) continue
      const after = firstAfter(minutes, start)
      const passed = full.find((at) => at >= next && at < after)
      if (passed !== undefined) return i === 0 ? short(leastOf(left, width, after), asked) : short(left, asked, passed * width)
      const at = minutes[after - 1] === start ? after - 1 : after
      const found = at < minutes.length && !full.includes(at) ? undefined : short(leftFrom(roster, known, start, at), asked)
      if (found !== undefined) return found
      next = after
    }
    return undefined
  }
}

/** The first place in which less is free than is asked; -1 when all of it is. */
const placeShort = (free: ReadonlyArray<number>, asked: ReadonlyArray<number>, first = 0): number => {
  for (let place = 0; place < asked.length; place++) {
    const minutes = asked[place] ?? 0
    if (minutes > 0 && minutes > (free[first + place] ?? 0)) return place
  }
  return -1
}

/** The place of the first of them that is after the minute. */
const firstAfter = (minutes: ReadonlyArray<number>, minute: number): number => {
  let low = 0
  for (let high = minutes.length; low < high;) {
    const middle = (low + high) >> 1
    if ((minutes[middle] ?? Infinity) <= minute) low = middle + 1
    else high = middle
  }
  return low
}

const reasonOf = ({ of, about, freeMin }: Shortage): Reason => ({ code: of === "bays" ? "bays_full" : "hours_full", about, freeMin })
