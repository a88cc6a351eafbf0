/** The call list of a site: whom to call on a date, about which car, and what speaks against it. */
import {
  Appointment, AppointmentId, type BookingRejection, Callback, CalledPerson, CallList, CustomerFile, type CustomerId, type Instant, type LocalDate, project, type Site, type SiteId, VehicleFile
} from "@servicelane/core"
import { Effect, Stream } from "effect"
import { EventStore } from "../EventStore.ts"
import { Position } from "../Recorded.ts"
import { vocabulary } from "../Vocabulary.ts"
import { folded, readSite, readStreams, type Unreadable } from "./read.ts"

export interface CallLine extends CallList.Line {
  /** As the customer's file has it, or else the appointment. */
  readonly phone: string | null
  readonly car: { readonly brand: string; readonly model: string; readonly plate: string | null } | null
}

export interface Calls {
  readonly document: Site.Document
  readonly date: LocalDate.LocalDate
  readonly lines: ReadonlyArray<CallLine>
}

/** The files of these customers, and those that theirs were merged into. */
export const readPeople = (customers: ReadonlyArray<CustomerId>): Effect.Effect<CalledPerson.People, Unreadable, EventStore> =>
  Effect.gen(function*() {
    const people: Record<string, CalledPerson.Person> = {}
    let missing = [...new Set(customers)]
    while (missing.length > 0) {
      const streams = yield* readStreams(missing.map(CustomerFile.stream))
      for (const [i, id] of missing.entries()) people[id] = folded<CalledPerson.Person, CustomerFile.Event>(streams[i] ?? [], CustomerFile.tags, CalledPerson.evolve, CalledPerson.unknown)
      missing = [...new Set(missing.flatMap((id) => CalledPerson.filesOf(people, id)).filter((id) => !Object.hasOwn(people, id)))]
    }
    return people
  })

/** The appointment that a call is about; a visit has the id of its own. */
export const appointmentOf = ({ appointment, visit }: Callback.About): Effect.Effect<Appointment.State, Unreadable, EventStore> => {
  const id = appointment ?? visit
  if (id === null) return Effect.succeed(Appointment.initial)
  return Effect.map(readStreams([Appointment.stream(AppointmentId.make(id))]), ([events = []]) =>
    folded<Appointment.State, Appointment.Event>(events, Appointment.tags, Appointment.evolve, Appointment.initial))
}

export const vehicleOf = ({ vehicle }: Callback.About): Effect.Effect<VehicleFile.File | null, Unreadable, EventStore> =>
  vehicle === null ? Effect.succeed(null) : Effect.map(readStreams([VehicleFile.stream(vehicle)]), ([events = []]) => {
    const state = folded<VehicleFile.State, VehicleFile.Event>(events, VehicleFile.tags, VehicleFile.evolve, VehicleFile.initial)
    return state._tag === "Open" ? state.file : null
  })

const isCall = (event: { readonly _tag: string }): event is Callback.Event => Callback.tags.has(event._tag)

/** As it stands at `now`. */
export const calls = (
  site: SiteId, date: LocalDate.LocalDate, now: Instant.Instant
): Effect.Effect<Calls, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const document = yield* readSite(site)
    const store = yield* EventStore
    const recorded = yield* Stream.runCollect(store.readAll(Position.make(0), { types: [...Callback.tags], site }))
    const events = yield* Effect.forEach(recorded, (event) => Effect.fromResult(vocabulary.decode(event)))
    const open = CallList.callsOf(project(CallList.openCalls, events.filter(isCall)))
    const people = yield* readPeople(open.map(({ about }) => about.customer))
    const lines = yield* Effect.forEach(CallList.callList(open, people, document, date, now), Effect.fnUntraced(function*(line) {
      const appointment = yield* appointmentOf(line.call.about)
      const contact = "visit" in appointment ? appointment.visit.contact : {}
      const file = yield* vehicleOf(line.call.about)
      return {
        ...line,
        name: line.name ?? contact.name ?? null,
        phone: line.phones[0] ?? contact.phone ?? null,
        car: file === null ? null : { brand: file.brand, model: file.model, plate: file.plates.plate ?? contact.plate ?? null }
      }
    }))
    return { document, date, lines }
  })
