/** Every measure, counted along in one pass: what is open, and how each month stands. */
import type { Event } from "../appointments/Appointment.ts"
import type { Due } from "../appointments/Due.ts"
import { type Count, countOf } from "./Ending.ts"
import { attendance } from "./attendance.ts"
import { confirmation } from "./confirmation.ts"
import type { Exclusion, Measure } from "./Measure.ts"
import { onTime } from "./onTime.ts"
import type { Projection } from "../Projection.ts"

/** In the order in which they are printed. */
export const measures: ReadonlyArray<Measure> = [onTime, ...attendance, confirmation]

export interface Share {
  num: number
  den: number
  readonly excluded: Map<Exclusion, number>
}

/** The appointments due in one month at one site. */
export interface Cell {
  /** Booked, with no outcome yet. */
  open: number
  /** In the order of `measures`. */
  readonly shares: ReadonlyArray<Share>
}

/** Cells by site, then by month. */
export type Tally = Map<string, Map<string, Cell>>

const cellOf = (tally: Tally, site: string, due: Due): Cell => {
  const month = due.date.slice(0, 7)
  let months = tally.get(site)
  if (months === undefined) tally.set(site, months = new Map())
  let cell = months.get(month)
  if (cell === undefined) months.set(month, cell = empty())
  return cell
}

export const empty = (): Cell => ({ open: 0, shares: measures.map(() => ({ num: 0, den: 0, excluded: new Map() })) })

const add = (cell: Cell, { sign, due, ending }: Count): void => {
  cell.open -= sign
  for (let i = 0; i < measures.length; i++) {
    const share = cell.shares[i]
    const verdict = measures[i]?.judge(ending, due)
    if (share === undefined || verdict === undefined) continue
    if (verdict === "num") share.num += sign
    if (verdict === "num" || verdict === "den") share.den += sign
    else share.excluded.set(verdict, (share.excluded.get(verdict) ?? 0) + sign)
  }
}

/**
 * State grows with months, not with appointments: each event that ends or reopens an appointment carries what it counts
 * under, so two stretches of the log are counted apart and added.
 */
export const tally: Projection<Tally, Event> = {
  name: "kpi",
  version: 1,
  initial: () => new Map(),
  evolve: (state, event) => {
    if (event._tag === "AppointmentBooked" || event._tag === "AppointmentImported") cellOf(state, event.site, event.due).open++
    else if (event._tag === "AppointmentRescheduled") {
      cellOf(state, event.site, event.was).open--
      cellOf(state, event.site, event.due).open++
    } else {
      const count = countOf(event)
      if (count !== undefined) add(cellOf(state, event.site, count.due), count)
    }
    return state
  },
  merge: (a, b) => {
    const sum: Tally = new Map()
    for (const part of [a, b]) {
      for (const [site, months] of part) {
        for (const [month, cell] of months) {
          const into = sum.get(site) ?? new Map<string, Cell>()
          sum.set(site, into)
          into.set(month, plus(into.get(month) ?? empty(), cell))
        }
      }
    }
    return sum
  }
}

/** Two cells added up, as for a group of sites. */
export const plus = (a: Cell, b: Cell): Cell => ({
  open: a.open + b.open,
  shares: measures.map((_, i) => {
    const excluded = new Map<Exclusion, number>()
    let num = 0
    let den = 0
    for (const share of [a.shares[i], b.shares[i]]) {
      if (share === undefined) continue
      num += share.num
      den += share.den
      for (const [reason, n] of share.excluded) excluded.set(reason, (excluded.get(reason) ?? 0) + n)
    }
    return { num, den, excluded }
  })
})
