/** What a use takes, in numbers: instants as milliseconds since 1970, the day's hours by need and by bay type. */
import { toMillis } from "../calendar/Instant.ts"
import { needOf } from "../sites/problems.ts"
import type { Use } from "./Plan.ts"
import { type Demand, demandOf } from "./Pool.ts"

/** A named resource, taken from one instant up to another. */
export interface Taken {
  readonly id: string
  readonly from: number
  readonly to: number
}

export interface Load {
  readonly arriveAt: number
  readonly technicians: ReadonlyArray<Taken>
  readonly bays: ReadonlyArray<Taken>
  readonly loaner: Taken | undefined
  readonly demand: Demand
  /** The same by stage, with the instant before which it cannot be done. */
  readonly work: ReadonlyArray<Piece>
}

export interface Piece {
  readonly from: number
  /** The skill and level, as one word. */
  readonly need: string | undefined
  readonly flagMin: number
  readonly bayType: string | undefined
  readonly elapsedMin: number
}

const taken = ({ id, from, to }: NonNullable<Use["loaner"]>): Taken => ({ id, from: toMillis(from), to: toMillis(to) })

export const loadOf = ({ arriveAt, stages, loaner }: Use): Load => {
  const technicians: Array<Taken> = []
  const bays: Array<Taken> = []
  for (const { start, end, technician, bay } of stages) {
    if (technician !== undefined) technicians.push({ id: technician, from: toMillis(start), to: toMillis(end) })
    if (bay !== undefined) bays.push({ id: bay, from: toMillis(start), to: toMillis(end) })
  }
  return {
    arriveAt: toMillis(arriveAt),
    technicians,
    bays,
    loaner: loaner && taken(loaner),
    demand: demandOf(stages),
    work: stages.map(({ start, skill, flagMin, bayType, elapsedMin }) => ({
      from: toMillis(start), need: skill && needOf(skill), flagMin, bayType, elapsedMin
    }))
  }
}
