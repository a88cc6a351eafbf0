/** The books of a site, as far as a decision has read them: its document, daybooks, waiting list and stock of parts. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import type { StreamId } from "../Ids.ts"
import * as Site from "../sites/Site.ts"
import * as Daybook from "../workshop/Daybook.ts"
import * as Stock from "../workshop/Stock.ts"
import * as Appointment from "./Appointment.ts"
import * as WaitingList from "./WaitingList.ts"

/** What a decision of the desk may read and write. */
export const events = [...Site.events, ...Daybook.events, ...Appointment.events, ...WaitingList.events, ...Stock.events] as const

export const Event = Schema.Union(events)
export type Event = typeof Event.Type

export const tags = tagsOf(events)

export interface Books {
  readonly site: Site.State
  /** By date. */
  readonly days: Readonly<Record<string, Daybook.State>>
  readonly list: WaitingList.State
  /** By part number. */
  readonly stock: Readonly<Record<string, Stock.State>>
}

export const initial: Books = { site: Site.initial, days: {}, list: WaitingList.initial, stock: {} }

const isOf = <E extends Event>(tags: ReadonlySet<string>) => (event: Event): event is E => tags.has(event._tag)

const isSite = isOf<Site.Event>(Site.tags)
const isDaybook = isOf<Daybook.Event>(Daybook.tags)
const isStock = isOf<Stock.Event>(Stock.tags)
const isList = isOf<WaitingList.Event>(WaitingList.tags)
export const isAppointment = isOf<Appointment.Event>(Appointment.tags)

/** The books after one more event; those of appointments are kept elsewhere. */
export const evolve = <B extends Books>(books: B, event: Event): B => {
  if (isSite(event)) return { ...books, site: Site.evolve(books.site, event) }
  if (isDaybook(event)) return { ...books, days: { ...books.days, [event.date]: Daybook.evolve(books.days[event.date] ?? Daybook.initial, event) } }
  if (isStock(event)) return { ...books, stock: { ...books.stock, [event.part]: Stock.evolve(books.stock[event.part] ?? Stock.initial, event) } }
  return isList(event) ? { ...books, list: WaitingList.evolve(books.list, event) } : books
}

/** The books, and one appointment. */
export interface WithAppointment extends Books {
  readonly appointment: Appointment.State
}

export const initialOne: WithAppointment = { ...initial, appointment: Appointment.initial }

/** The same after one more event, of the books or of the appointment. */
export const evolveOne = (state: WithAppointment, event: Event): WithAppointment =>
  isAppointment(event) ? { ...state, appointment: Appointment.evolve(state.appointment, event) } : evolve(state, event)

/** The books, and several appointments by their ids. */
export interface WithAppointments extends Books {
  readonly appointments: Readonly<Record<string, Appointment.State>>
}

/** The same after one more event, of the books or of one of the appointments. */
export const evolveAll = <B extends WithAppointments>(state: B, event: Event): B => {
  if (!isAppointment(event)) return evolve(state, event)
  const before = state.appointments[event.id] ?? Appointment.initial
  return { ...state, appointments: { ...state.appointments, [event.id]: Appointment.evolve(before, event) } }
}

/** The stream an event is kept in. */
export const streamOf = (event: Event): StreamId => {
  if (isSite(event)) return Site.stream(event.site)
  if (isDaybook(event)) return Daybook.stream(event.site, event.date)
  if (isStock(event)) return Stock.stream(event.site, event.part)
  return isList(event) ? WaitingList.stream(event.site) : Appointment.stream(event.id)
}
