/** The appointments due on some dates, as a manufacturer's form asks for them (S0-16). */
import { Appointment, type BookingRejection, type LocalDate, type Site, type SiteId } from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { eachFact } from "./facts.ts"
import { readSite, type Unreadable } from "./read.ts"

export interface AppointmentForm {
  readonly document: Site.Document
  /** By date and time; walk-ins are no appointments. */
  readonly rows: ReadonlyArray<{ readonly state: "Booked" | "Arrived" | "NoShow" | "Cancelled"; readonly visit: Appointment.Visit }>
}

/** Both dates included. */
export const appointmentForm = (
  site: SiteId,
  from: LocalDate.LocalDate,
  to: LocalDate.LocalDate
): Effect.Effect<AppointmentForm, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const document = yield* readSite(site)
    const states = new Map<string, Appointment.State>()
    yield* eachFact<Appointment.Event>(site, [...Appointment.tags], (event) =>
      void states.set(event.id, Appointment.evolve(states.get(event.id) ?? Appointment.initial, event)))
    const rows = [...states.values()].flatMap((state) => {
      if (!("visit" in state) || Appointment.isWalkIn(state.visit)) return []
      const { visit } = state
      const date = dateOf(visit)
      return date < from || date > to ? [] : [{ state: state._tag, visit }]
    })
    const order = ({ visit }: (typeof rows)[number]): string => `${dateOf(visit)} ${visit.plan?.localTime ?? ""} ${visit.id}`
    return { document, rows: rows.sort((a, b) => order(a) < order(b) ? -1 : 1) }
  })

/** When it was last agreed to come; a late change counts under another date, but the car is expected on this one. */
export const dateOf = ({ plan, due }: Appointment.Visit): LocalDate.LocalDate => plan?.localDate ?? due.date
