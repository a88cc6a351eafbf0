/**
 * The day's hours: flag minutes of technicians by skill, and clock minutes of bays by type.
 *
 * A technician with two skills can give each hour once. So the hours of every combination of skills are counted, and
 * the work asked of a combination never exceeds what its technicians have (Hall's condition): what is accepted by the
 * hour can be shared out.
 */
import type { Intervals } from "../calendar/Intervals.ts"
import { needOf } from "../sites/problems.ts"
import type { BayType } from "../Ids.ts"
import type { Job, Stage } from "../sites/Resources.ts"

export interface Pool {
  /** The bit of each skill and level that some job needs. */
  readonly needs: ReadonlyMap<string, number>
  /** The skill and level of each bit. */
  readonly skills: ReadonlyArray<NonNullable<Stage["skill"]>>
  /** Clock minutes times efficiency in per cent, by combination of needs. */
  readonly hours: ReadonlyArray<number>
  /** Clock minutes by bay type. */
  readonly bays: ReadonlyMap<string, number>
  /** All of it in one row: flag minutes by combination of needs, then clock minutes by bay type. */
  readonly room: ReadonlyArray<number>
}

interface Worker {
  readonly skills: Readonly<Record<string, number>>
  readonly efficiencyPct: number
  readonly hours: Intervals
}

interface Place {
  readonly type: string
  readonly hours: Intervals
}

export const poolOf = (jobs: Iterable<Job>, technicians: ReadonlyArray<Worker>, bays: ReadonlyArray<Place>): Pool => {
  const wanted = new Map<string, NonNullable<Stage["skill"]>>()
  for (const job of jobs) for (const { skill } of job.stages) if (skill !== undefined) wanted.set(needOf(skill), skill)
  const skills = [...wanted].sort(([a], [b]) => a < b ? -1 : 1).map(([, skill]) => skill)
  return hoursFrom(skills, technicians, bays, 0)
}

/** The pool of what is left of the day from a minute on. */
export const hoursFrom = (wanted: Pool["skills"], technicians: ReadonlyArray<Worker>, bays: ReadonlyArray<Place>, minute: number): Pool => {
  const byNeeds = new Array<number>(1 << wanted.length).fill(0)
  for (const { skills, efficiencyPct, hours } of technicians) {
    let mask = 0
    wanted.forEach(({ id, level }, bit) => {
      if ((skills[id] ?? 0) >= level) mask |= 1 << bit
    })
    byNeeds[mask] = (byNeeds[mask] ?? 0) + totalFrom(hours, minute) * efficiencyPct
  }
  // A technician serves a combination when one of his skills is in it: all but those whose skills lie outside it.
  const inside = [...byNeeds]
  for (let bit = 1; bit < inside.length; bit <<= 1) {
    for (let set = 0; set < inside.length; set++) if (set & bit) inside[set] = (inside[set] ?? 0) + (inside[set ^ bit] ?? 0)
  }
  const all = inside.length - 1
  const everyone = inside[all] ?? 0
  const openByType = new Map<string, number>()
  for (const { type, hours } of bays) openByType.set(type, (openByType.get(type) ?? 0) + totalFrom(hours, minute))
  const hours = inside.map((_, set) => everyone - (inside[all ^ set] ?? 0))
  return {
    needs: new Map(wanted.map((skill, bit) => [needOf(skill), bit])),
    skills: wanted,
    hours,
    bays: openByType,
    room: [...hours.map((minutes) => Math.floor(minutes / 100)), ...openByType.values()]
  }
}

const totalFrom = (hours: Intervals, minute: number): number => {
  let sum = 0
  for (const { from, to } of hours) if (to > minute) sum += to - Math.max(from, minute)
  return sum
}

/** Work by the day's hours: flag minutes by need, clock minutes by bay type. */
export interface Demand {
  readonly flagMin: ReadonlyMap<string, number>
  readonly bayMin: ReadonlyMap<string, number>
}

/** A planned stage, or one still to be planned. */
export interface Work {
  readonly skill?: Stage["skill"] | undefined
  readonly bayType?: BayType | undefined
  readonly flagMin: number
  readonly elapsedMin: number
}

export const demandOf = (stages: Iterable<Work>): Demand => {
  const flagMin = new Map<string, number>()
  const bayMin = new Map<string, number>()
  for (const stage of stages) {
    if (stage.skill !== undefined) {
      const need = needOf(stage.skill)
      flagMin.set(need, (flagMin.get(need) ?? 0) + stage.flagMin)
    }
    if (stage.bayType !== undefined) bayMin.set(stage.bayType, (bayMin.get(stage.bayType) ?? 0) + stage.elapsedMin)
  }
  return { flagMin, bayMin }
}

/** What is asked of each place in the pool's row by each of the demands together with those after it. */
export const rowsFromEachOn = (pool: Pool, demands: ReadonlyArray<Demand>): ReadonlyArray<ReadonlyArray<number>> => {
  const rows = demands.map((demand) => rowOf(pool, demand))
  for (let i = rows.length - 2; i >= 0; i--) rows[i] = added(rows[i] ?? [], rows[i + 1] ?? [])
  return rows
}

const added = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): ReadonlyArray<number> => a.map((minutes, place) => minutes + (b[place] ?? 0))

const rowOf = (pool: Pool, { flagMin, bayMin }: Demand): ReadonlyArray<number> =>
  rowFrom(pool, [...pool.needs.keys()].map((need) => flagMin.get(need) ?? 0), [...pool.bays.keys()].map((type) => bayMin.get(type) ?? 0))

/** The same from flag minutes by the bit of their need, and clock minutes by the place of their bay type. */
export const rowFrom = ({ needs }: Pool, flagMin: ReadonlyArray<number>, bayMin: ReadonlyArray<number>): ReadonlyArray<number> => {
  const sets = 1 << needs.size
  const row = new Array<number>(sets + bayMin.length).fill(0)
  for (let set = 1; set < sets; set++) row[set] = (row[set & (set - 1)] ?? 0) + (flagMin[31 - Math.clz32(set & -set)] ?? 0)
  for (let place = 0; place < bayMin.length; place++) row[sets + place] = bayMin[place] ?? 0
  return row
}

/** The needs of a combination. */
const needsIn = ({ needs }: Pool, set: number): ReadonlySet<string> => new Set([...needs].filter(([, bit]) => set & (1 << bit)).map(([need]) => need))

/** What a place in the pool's row stands for. */
export const nameOf = (pool: Pool, place: number): Pick<Shortage, "of" | "about"> => {
  const { needs, bays } = pool
  const sets = 1 << needs.size
  if (place >= sets) return { of: "bays", about: [...bays.keys()][place - sets] ?? "" }
  return { of: "technicians", about: [...needsIn(pool, place)].join(" ") }
}

export const noDemand: Demand = { flagMin: new Map(), bayMin: new Map() }

/** Both together; with -1, the first less the second. */
export const plus = (a: Demand, b: Demand, sign: 1 | -1 = 1): Demand => ({
  flagMin: summed(a.flagMin, b.flagMin, sign),
  bayMin: summed(a.bayMin, b.bayMin, sign)
})

/** All of them together. */
export const sum = (list: Iterable<Demand>): Demand => {
  const flagMin = new Map<string, number>()
  const bayMin = new Map<string, number>()
  for (const demand of list) {
    for (const [need, minutes] of demand.flagMin) flagMin.set(need, (flagMin.get(need) ?? 0) + minutes)
    for (const [type, minutes] of demand.bayMin) bayMin.set(type, (bayMin.get(type) ?? 0) + minutes)
  }
  return { flagMin, bayMin }
}

const summed = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, sign: 1 | -1): ReadonlyMap<string, number> => {
  if (b.size === 0) return a
  const both = new Map(a)
  for (const [key, more] of b) {
    const minutes = (both.get(key) ?? 0) + sign * more
    if (minutes === 0) both.delete(key)
    else both.set(key, minutes)
  }
  return both
}

/** Where the hours do not suffice: the skills or bay type concerned, and the minutes that are left for more. */
export interface Shortage {
  readonly of: "technicians" | "bays"
  readonly about: string
  readonly freeMin: number
}

/**
 * The first shortage if `more` is added to `booked`, with `sharePct` of all hours open for planning. `isBorne` says of
 * the technicians of some needs, and their minutes, that a shortage of them may be.
 */
export const shortage = (
  pool: Pool,
  booked: Demand,
  more: Demand,
  sharePct: number,
  isBorne: (needs: ReadonlySet<string>, minutes: number) => boolean = () => false
): Shortage | undefined => {
  for (const [type, wanted] of more.bayMin) {
    const free = Math.floor(((pool.bays.get(type) ?? 0) * sharePct) / 100) - (booked.bayMin.get(type) ?? 0)
    if (wanted > free) return { of: "bays", about: type, freeMin: Math.max(0, free) }
  }
  const size = pool.needs.size
  const has = new Array<number>(size).fill(0)
  const asks = new Array<number>(size).fill(0)
  for (const [need, bit] of pool.needs) {
    has[bit] = booked.flagMin.get(need) ?? 0
    asks[bit] = more.flagMin.get(need) ?? 0
  }
  for (const [need, minutes] of more.flagMin) {
    if (!pool.needs.has(need) && minutes > 0) return { of: "technicians", about: need, freeMin: 0 }
  }
  const hasSum = new Array<number>(1 << size).fill(0)
  const asksSum = new Array<number>(1 << size).fill(0)
  for (let set = 1; set < hasSum.length; set++) {
    const bit = 31 - Math.clz32(set & -set)
    const rest = set & (set - 1)
    hasSum[set] = (hasSum[rest] ?? 0) + (has[bit] ?? 0)
    const wanted = (asksSum[rest] ?? 0) + (asks[bit] ?? 0)
    asksSum[set] = wanted
    if (wanted === 0) continue
    const minutes = Math.floor(((pool.hours[set] ?? 0) * sharePct) / 10_000)
    const free = minutes - (hasSum[set] ?? 0)
    if (wanted > free && !isBorne(needsIn(pool, set), minutes)) {
      return { ...nameOf(pool, set), freeMin: Math.max(0, free) }
    }
  }
  return undefined
}
