/** Who is behind a figure: every appointment of a month, its part in each measure, and the events that say so. */
import type { Event } from "../appointments/Appointment.ts"
import type { Due } from "../appointments/Due.ts"
import type { Projection } from "../Projection.ts"
import { countOf, type Ending } from "./Ending.ts"
import { measures } from "./Tally.ts"

export interface Member {
  readonly unit: "appointment"
  readonly id: string
  readonly part: "num" | "den" | "excluded"
  readonly reason?: string
  /** Of the events of this appointment, ascending. */
  readonly positions: ReadonlyArray<number>
}

interface Unit {
  readonly site: string
  due: Due
  ending: Ending | undefined
  readonly positions: Array<number>
}

export type Units = Map<string, Unit>

/** Cannot merge: an appointment's second half says nothing without its first. It is asked for, never kept. */
export const units: Projection<Units, { readonly event: Event; readonly position: number }> = {
  name: "kpi-members",
  version: 1,
  initial: () => new Map(),
  evolve: (state, { event, position }) => {
    if (event._tag === "AppointmentBooked" || event._tag === "AppointmentImported") {
      state.set(event.id, { site: event.site, due: event.due, ending: undefined, positions: [position] })
      return state
    }
    const unit = state.get(event.id)
    if (unit === undefined) return state
    unit.positions.push(position)
    if (event._tag === "AppointmentRescheduled") unit.due = event.due
    const count = countOf(event)
    if (count !== undefined) {
      unit.due = count.due
      unit.ending = count.sign === 1 ? count.ending : undefined
    }
    return state
  }
}

/** The members of one measure in one month; over several sites, of them all. */
export const members = (state: Units, sites: ReadonlyArray<string>, month: string, kpi: string, measure: string): ReadonlyArray<Member> => {
  const judge = measures.find((m) => m.kpi === kpi && m.name === measure)?.judge
  if (judge === undefined) return []
  return [...state].flatMap(([id, { site, due, ending, positions }]): ReadonlyArray<Member> => {
    if (!sites.includes(site) || due.date.slice(0, 7) !== month) return []
    const verdict = ending === undefined ? "open" : judge(ending, due)
    return verdict === "num" || verdict === "den"
      ? [{ unit: "appointment", id, part: verdict, positions }]
      : [{ unit: "appointment", id, part: "excluded", reason: verdict, positions }]
  })
}
