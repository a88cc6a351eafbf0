/** Of the cars on a locked list, which have come since, and which have an appointment (K-07). */
import { type Event as AppointmentEvent, tags as appointmentTags } from "../appointments/Appointment.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type { AppointmentId, SiteId, VehicleId } from "../Ids.ts"
import type { Projection } from "../Projection.ts"
import type { Event as VehicleEvent, Service } from "../vehicles/VehicleFile.ts"
import { lastDay, type ListMonth } from "./clock.ts"

/** Whose list, and since when it is locked. */
export interface Of {
  readonly site: SiteId
  readonly month: ListMonth
  readonly at: Instant
  readonly date: LocalDate
  readonly lines: Readonly<Record<string, unknown>>
}

/** What is known of an appointment; a stretch of the log may tell only some of it. */
interface Booked {
  readonly vehicle?: VehicleId | null
  readonly date?: LocalDate
  readonly live?: boolean
}

/** A maintenance that was told, or taken back. */
interface Done {
  readonly date: LocalDate
  readonly stands: boolean
}

export interface Coming {
  /** By car on the list, its maintenances here from the lock to the end of the month, each as it was last told. */
  readonly done: Map<VehicleId, Map<string, Done>>
  readonly appointments: Map<AppointmentId, Booked>
}

export type Event = VehicleEvent | AppointmentEvent

/** The events it counts; others may be left out when the log is read. */
export const types: ReadonlyArray<Event["_tag"]> = [
  "VehicleServiced", "ServiceWithdrawn", "AppointmentBooked", "AppointmentImported", "ContactCorrected", "AppointmentRescheduled", "AppointmentCancelled", "NoShowRecorded", "AppointmentArrived",
  "NoShowReversed", "CancellationReversed", "ArrivalCorrected"
]

const told = (appointments: Coming["appointments"], id: AppointmentId, more: Booked): void => void appointments.set(id, { ...appointments.get(id), ...more })

/** What an event tells of an appointment. */
const bookedBy = (event: AppointmentEvent): Booked | undefined => {
  switch (event._tag) {
    case "AppointmentBooked":
    case "AppointmentImported":
      return { vehicle: event.vehicle, date: event.due.date, live: true }
    case "ContactCorrected":
      return { vehicle: event.vehicle }
    case "AppointmentRescheduled":
      return { date: event.plan?.localDate ?? event.due.date, live: true }
    case "AppointmentCancelled":
    case "NoShowRecorded":
    case "AppointmentArrived":
      return { live: false }
    case "NoShowReversed":
    case "CancellationReversed":
    case "ArrivalCorrected":
      return { live: true }
    default:
      return undefined
  }
}

const isAppointment = (event: Event): event is AppointmentEvent => appointmentTags.has(event._tag)

/** What tells one service of a car from another. */
const keyOf = ({ date, km, visit, parts }: Service): string => JSON.stringify([date, km, visit ?? null, parts.map(({ part, qty, kpi }) => [part, qty, kpi])])

const tell = (done: Coming["done"], id: VehicleId, key: string, one: Done): void => {
  const own = done.get(id) ?? new Map<string, Done>()
  done.set(id, own.set(key, one))
}

/** State grows with the list, with the maintenance of its cars until the month is over, and with the appointments of its site. */
export const coming = ({ site, month, at, date: lockedOn, lines }: Of): Projection<Coming, Event> => ({
  name: `coming/${site}/${month}`,
  version: 1,
  initial: () => ({ done: new Map(), appointments: new Map() }),
  evolve: (state, event) => {
    if (event.site !== site) return state
    if (isAppointment(event)) {
      const more = bookedBy(event)
      if (more !== undefined) told(state.appointments, event.id, more)
      return state
    }
    if (event._tag !== "VehicleServiced" && event._tag !== "ServiceWithdrawn") return state
    const { id, service } = event
    const { date, work, elsewhere } = service
    const isIn = lines[id] !== undefined && work === "maintenance" && !elsewhere && date >= lockedOn && date <= lastDay(month)
    // On the day of the lock itself what was told before it had been known.
    if (!isIn || (date === lockedOn && event.at < at)) return state
    tell(state.done, id, keyOf(service), { date, stands: event._tag === "VehicleServiced" })
    return state
  },
  merge: (a, b) => {
    const merged: Coming = { done: new Map(), appointments: new Map() }
    for (const part of [a, b]) {
      for (const [id, services] of part.done) for (const [key, one] of services) tell(merged.done, id, key, one)
      for (const [id, one] of part.appointments) told(merged.appointments, id, one)
    }
    return merged
  }
})

/** By car that has come, when it first did: the numerator of K-07; `from` a later day for those who came in the month itself. */
export const came = ({ done }: Coming, from = ""): ReadonlyMap<VehicleId, LocalDate> => {
  const first = new Map<VehicleId, LocalDate>()
  for (const [id, services] of done) {
    const [date] = [...services.values()].filter((one) => one.stands && one.date >= from).map((one) => one.date).sort()
    if (date !== undefined) first.set(id, date)
  }
  return first
}

/** By car on the list, its next live appointment until the end of the month. */
export const booked = ({ lines, month }: Pick<Of, "lines" | "month">, { appointments }: Coming): ReadonlyMap<VehicleId, { readonly appointment: AppointmentId; readonly date: LocalDate }> => {
  const found = new Map<VehicleId, { readonly appointment: AppointmentId; readonly date: LocalDate }>()
  for (const [appointment, { vehicle, date, live }] of appointments) {
    if (live !== true || date === undefined || date > lastDay(month) || vehicle === undefined || vehicle === null || lines[vehicle] === undefined) continue
    const known = found.get(vehicle)
    if (known === undefined || date < known.date) found.set(vehicle, { appointment, date })
  }
  return found
}
