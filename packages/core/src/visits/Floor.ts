/** The five queues of one site and date: who waits for what, and who was passed over (S0-37, S0-03). */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { Priority, rank } from "../appointments/Priority.ts"
import { SiteId, type StreamId, streamId, VisitId } from "../Ids.ts"

/** What a car waits for. */
export const Queue = Schema.Literals(["reception", "repair", "inspection", "wash", "cashier"])
export type Queue = typeof Queue.Type

/** What spoke for a car that was served before others. */
export const Grounds = Schema.Literals(["promise", "safety", "short-job", "technician-free", "customer-waits", "other"])
export type Grounds = typeof Grounds.Type

// State

export interface Place {
  readonly visit: VisitId
  readonly queue: Queue
  readonly priority: Priority
  readonly since: Instant
}

/** A car stands in one queue at most. */
export type State = Readonly<Record<string, Place>>

export const initial: State = {}

// Events: tags and fields are the stored format. Add, never rename.

const on = { visit: VisitId, site: SiteId, date: LocalDate, at: Instant, queue: Queue }

export const events = [
  Schema.TaggedStruct("QueueJoined", {
    ...on, priority: Priority,
    /** Since when it waits, where that is longer than since it stands here: it waited at the door, or over night. */
    since: Schema.optionalKey(Instant)
  }),
  /** It is this car's turn; `overtook` were before it, and `why` says what spoke for it all the same. */
  Schema.TaggedStruct("QueueServed", { ...on, overtook: Schema.Array(VisitId), why: Schema.NullOr(Grounds) }),
  Schema.TaggedStruct("QueueLeft", on)
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const without = (state: State, visit: VisitId): State => {
  const { [visit]: _place, ...rest } = state
  return rest
}

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    QueueJoined: ({ visit, queue, priority, at, since = at }): State => ({ ...state, [visit]: { visit, queue, priority, since } }),
    QueueServed: ({ visit }) => without(state, visit),
    QueueLeft: ({ visit }) => without(state, visit)
  })

/** Whose turn comes first: by priority, then by since when it waits. */
export const inOrder = (a: Omit<Place, "queue">, b: Omit<Place, "queue">): number =>
  rank(a.priority) - rank(b.priority) || (a.since < b.since ? -1 : a.since > b.since ? 1 : a.visit < b.visit ? -1 : a.visit > b.visit ? 1 : 0)

/** Who is before a place in its queue, in their order. */
export const ahead = (state: State, place: Place): ReadonlyArray<VisitId> =>
  Object.values(state).filter((one) => one.queue === place.queue && one.visit !== place.visit && inOrder(one, place) < 0).sort(inOrder).map(({ visit }) => visit)

/** The stream of a day's queues: `floor/{site}/{date}`. */
export const stream = (site: SiteId, date: LocalDate): StreamId => streamId("floor", site, date)
