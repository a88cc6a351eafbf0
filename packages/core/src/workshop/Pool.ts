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
  /** For each technician the bits of the needs he serves. */
  readonly serves: ReadonlyArray<number>
  /** The combinations of needs that are counted, as bits: of those that the same technicians serve the one that asks for most. */
  readonly sets: ReadonlyArray<number>
  /** Clock minutes times efficiency in per cent, by combination; the last is that of all needs. */
  readonly hours: ReadonlyArray<number>
  /** Clock minutes by bay type. */
  readonly bays: ReadonlyMap<string, number>
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
  const inOrder = [...wanted].sort(([a], [b]) => a < b ? -1 : 1)
  const serves = technicians.map(({ skills }) =>
    inOrder.reduce((bits, [, { id, level }], bit) => (skills[id] ?? 0) >= level ? bits | 1 << bit : bits, 0))
  const sets = setsOf(serves, (1 << inOrder.length) - 1)
  return {
    needs: new Map(inOrder.map(([need], bit) => [need, bit])), serves, sets,
    hours: hoursFrom({ serves, sets }, technicians, 0), bays: openFrom(bays, 0)
  }
}

/**
 * For each way to leave technicians out, the needs that none of those serves. Any other combination that the same
 * technicians serve asks for some of these needs only, and of the same hours.
 */
const setsOf = (serves: ReadonlyArray<number>, all: number): ReadonlyArray<number> => {
  const served = new Set([0])
  for (const bits of new Set(serves)) for (const others of served) served.add(others | bits)
  return [...served].map((others) => all & ~others).filter((set) => set !== 0).sort((a, b) => a - b)
}

const hoursFrom = ({ serves, sets }: Pick<Pool, "serves" | "sets">, technicians: ReadonlyArray<Worker>, minute: number): Array<number> => {
  const hours = new Array<number>(sets.length).fill(0)
  technicians.forEach(({ efficiencyPct, hours: own }, i) => {
    const minutes = totalFrom(own, minute) * efficiencyPct
    sets.forEach((set, place) => {
      if (((serves[i] ?? 0) & set) !== 0) hours[place] = (hours[place] ?? 0) + minutes
    })
  })
  return hours
}

const openFrom = (bays: ReadonlyArray<Place>, minute: number): ReadonlyMap<string, number> => {
  const openByType = new Map<string, number>()
  for (const { type, hours } of bays) openByType.set(type, (openByType.get(type) ?? 0) + totalFrom(hours, minute))
  return openByType
}

/** What is left from a minute on, in one row: flag minutes by combination of needs, then clock minutes by bay type. */
export const roomFrom = (pool: Pool, technicians: ReadonlyArray<Worker>, bays: ReadonlyArray<Place>, minute: number): ReadonlyArray<number> =>
  [...hoursFrom(pool, technicians, minute).map((minutes) => Math.floor(minutes / 100)), ...openFrom(bays, minute).values()]

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

const rowOf = (pool: Pool, demand: Demand): ReadonlyArray<number> =>
  rowFrom(pool, flagRow(pool, demand), [...pool.bays.keys()].map((type) => demand.bayMin.get(type) ?? 0))

/** Flag minutes by the bit of their need. */
const flagRow = ({ needs }: Pool, { flagMin }: Demand): ReadonlyArray<number> => {
  const row: Array<number> = []
  for (const need of needs.keys()) row.push(flagMin.get(need) ?? 0)
  return row
}

/** The same from flag minutes by the bit of their need, and clock minutes by the place of their bay type. */
export const rowFrom = ({ sets }: Pool, flagMin: ReadonlyArray<number>, bayMin: ReadonlyArray<number>): ReadonlyArray<number> => {
  const row = new Array<number>(sets.length + bayMin.length)
  for (let place = 0; place < sets.length; place++) row[place] = askedOf(sets[place] ?? 0, flagMin)
  for (let place = 0; place < bayMin.length; place++) row[sets.length + place] = bayMin[place] ?? 0
  return row
}

/** The minutes of all needs in a combination. */
const askedOf = (set: number, flagMin: ReadonlyArray<number>): number => {
  let minutes = 0
  for (let left = set; left !== 0; left &= left - 1) minutes += flagMin[31 - Math.clz32(left & -left)] ?? 0
  return minutes
}

/** The needs of a combination. */
const needsIn = ({ needs }: Pool, set: number): ReadonlySet<string> => new Set([...needs].filter(([, bit]) => set & (1 << bit)).map(([need]) => need))

/** What a place in the pool's row stands for. */
export const nameOf = (pool: Pool, place: number): Pick<Shortage, "of" | "about"> => {
  const { sets, bays } = pool
  if (place >= sets.length) return { of: "bays", about: [...bays.keys()][place - sets.length] ?? "" }
  return { of: "technicians", about: [...needsIn(pool, sets[place] ?? 0)].join(" ") }
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
  for (const [need, minutes] of more.flagMin) {
    if (!pool.needs.has(need) && minutes > 0) return { of: "technicians", about: need, freeMin: 0 }
  }
  const has = flagRow(pool, booked)
  const asks = flagRow(pool, more)
  for (const [place, set] of pool.sets.entries()) {
    const wanted = askedOf(set, asks)
    if (wanted === 0) continue
    const minutes = Math.floor(((pool.hours[place] ?? 0) * sharePct) / 10_000)
    const free = minutes - askedOf(set, has)
    if (wanted > free && !isBorne(needsIn(pool, set), minutes)) return { ...nameOf(pool, place), freeMin: Math.max(0, free) }
  }
  return undefined
}
