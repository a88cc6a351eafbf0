/** The workshop board: every car that is here, and those that were handed over on a date. */
import { Appointment, AppointmentId, type BookingRejection, type Domain, Instant, LocalDate, type Site, type SiteId, Visit, WorkshopBoard, Zone } from "@servicelane/core"
import { Effect, Stream } from "effect"
import { EventStore } from "../EventStore.ts"
import { Position } from "../Recorded.ts"
import { vocabulary } from "../Vocabulary.ts"
import { folded, readSite, readStreams, type Unreadable } from "./read.ts"

export interface Workshop extends WorkshopBoard.Board {
  readonly document: Site.Document
  readonly date: LocalDate.LocalDate
  /** The moment it shows. */
  readonly at: Instant.Instant
}

const isVisit = (event: Domain.Event): event is Visit.Event => Visit.tags.has(event._tag)
const isAppointment = (event: Domain.Event): event is Appointment.Event => Appointment.tags.has(event._tag)

/** As it stands now; a date that is over, as it stood at its end. Left out, the date is today's. */
export const workshop = (
  site: SiteId,
  asked: LocalDate.LocalDate | undefined,
  now: Instant.Instant
): Effect.Effect<Workshop, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const document = yield* readSite(site)
    const { zone } = document.calendar
    const date = asked ?? Zone.localOf(zone, Instant.toMillis(now)).date
    const end = Instant.fromMillis(Zone.dayStart(zone, LocalDate.addDays(date, 1)) - 1)
    const at = now < end ? now : end
    const store = yield* EventStore
    const projection = WorkshopBoard.visitsOf(site, date)
    let visits = projection.initial()
    yield* store.readAll(Position.make(0), { types: [...Visit.tags], site }).pipe(Stream.runForEach((recorded) =>
      Effect.map(Effect.fromResult(vocabulary.decode(recorded)), (event) => {
        if (isVisit(event) && event.at <= at) visits = projection.evolve(visits, event)
      })))
    const ids = [...visits.keys()]
    const streams = yield* readStreams(ids.map((id) => Appointment.stream(AppointmentId.make(id))))
    const appointments = new Map(ids.map((id, i) => {
      const known = (streams[i] ?? []).filter((event) => isAppointment(event) && event.at <= at)
      return [id, folded<Appointment.State, Appointment.Event>(known, Appointment.tags, Appointment.evolve, Appointment.initial)] as const
    }))
    return { document, date, at, ...WorkshopBoard.boardOf(visits, appointments, document, at) }
  })
