/** Who waits for a place at a site, and who has been offered one. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AdvisorId, AppointmentId, CustomerId, SiteId, type StreamId, streamId } from "../Ids.ts"
import { Request, Window } from "../workshop/Request.ts"
import { Contact } from "./Appointment.ts"
import { Priority, rank } from "./Priority.ts"

/** What somebody waits for: any time within one of the windows, half-open. */
export const Wait = Schema.Struct({
  id: AppointmentId,
  customer: CustomerId,
  jobs: Request.fields.jobs,
  transport: Request.fields.transport,
  advisor: Schema.optionalKey(AdvisorId),
  windows: Schema.Array(Window).check(Schema.isMinLength(1), Schema.isMaxLength(14)),
  priority: Priority,
  contact: Contact
})
export type Wait = typeof Wait.Type

// State

export interface Waiting extends Wait {
  readonly joinedAt: Instant
  /** The place that is held for them until `until`; dead from then on. */
  readonly offer: { readonly date: LocalDate; readonly until: Instant } | null
  /** The dates of offers that were declined or ran out: somebody else's turn. */
  readonly passed: ReadonlyArray<LocalDate>
}

/** By appointment id. It grows with those who wait, not with events. */
export type State = Readonly<Record<string, Waiting>>

export const initial: State = {}

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: AppointmentId, site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("WaitingListJoined", { site: SiteId, at: Instant, ...Wait.fields }),
  Schema.TaggedStruct("WaitingListLeft", on),
  /** A place is held for them until `until`. */
  Schema.TaggedStruct("PlaceOffered", { ...on, date: LocalDate, arriveAt: Instant, until: Instant }),
  Schema.TaggedStruct("PlaceDeclined", on),
  /** All of them were told that there is a place; the first who holds it has it. */
  Schema.TaggedStruct("PlaceAnnounced", { site: SiteId, at: Instant, date: LocalDate, to: Schema.Array(AppointmentId) }),
  /** What was offered has been booked. */
  Schema.TaggedStruct("WaitingEnded", on)
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const without = (state: State, id: string): State => {
  const { [id]: _gone, ...rest } = state
  return rest
}

const changed = (state: State, id: string, change: (one: Waiting) => Waiting): State => {
  const one = state[id]
  return one === undefined ? state : { ...state, [id]: change(one) }
}

/** The offer is over without a booking: it is somebody else's turn on that date. */
const passed = (one: Waiting): Waiting =>
  one.offer === null ? one : { ...one, offer: null, passed: [...one.passed, one.offer.date] }

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    WaitingListJoined: ({ _tag, site: _site, at, ...wait }) => ({ ...state, [wait.id]: { ...wait, joinedAt: at, offer: null, passed: [] } }),
    WaitingListLeft: ({ id }) => without(state, id),
    PlaceOffered: ({ id, date, until }) => changed(state, id, (one) => ({ ...passed(one), offer: { date, until } })),
    PlaceDeclined: ({ id }) => changed(state, id, passed),
    PlaceAnnounced: () => state,
    WaitingEnded: ({ id }) => without(state, id)
  })

/** Fair: by priority, then by who joined first, then by id. */
export const inTurn = (state: State): ReadonlyArray<Waiting> =>
  Object.values(state).sort((a, b) => rank(a.priority) - rank(b.priority) || compare(a.joinedAt, b.joinedAt) || compare(a.id, b.id))

const compare = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0

/** Whether it may be this one's turn on a date: nothing is offered to them now, and they have not let that date pass. */
export const isInTurn = ({ offer, passed: dates }: Waiting, date: LocalDate, at: Instant): boolean =>
  (offer === null || (offer.until <= at && offer.date !== date)) && !dates.includes(date)

/** The stream of a site's waiting list: `waitlist/{site}`. */
export const stream = (site: SiteId): StreamId => streamId("waitlist", site)
