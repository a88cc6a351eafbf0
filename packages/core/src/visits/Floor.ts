/** The five queues of one site and date: who waits for what, and who was passed over (S0-37, S0-03). */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { Priority } from "../appointments/Priority.ts"
import { SiteId, type StreamId, streamId, VisitId } from "../Ids.ts"

/** What a car waits for. */
export const Queue = Schema.Literals(["reception", "repair", "inspection", "wash", "cashier"])
export type Queue = typeof Queue.Type

// Events: tags and fields are the stored format. Add, never rename.

const on = { visit: VisitId, site: SiteId, date: LocalDate, at: Instant, queue: Queue }

export const events = [
  Schema.TaggedStruct("QueueJoined", { ...on, priority: Priority }),
  /** It is this car's turn; `overtook` were before it, and `why` says what spoke for it all the same. */
  Schema.TaggedStruct("QueueServed", { ...on, overtook: Schema.Array(VisitId), why: Schema.NullOr(Schema.Literals(["promise", "safety", "short-job", "technician-free", "customer-waits", "other"])) }),
  Schema.TaggedStruct("QueueLeft", on)
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

/** The stream of a day's queues: `floor/{site}/{date}`. */
export const stream = (site: SiteId, date: LocalDate): StreamId => streamId("floor", site, date)
