import { Instant, StreamId } from "@servicelane/core"
import { Schema } from "effect"

/** The number of an event in its stream, from 1; 0 is a stream that does not exist yet. */
export const Version = Schema.Natural.pipe(Schema.brand("Version"))
export type Version = typeof Version.Type

/** The version of a stream of so many events: a count needs no check. */
export const versionOf = (count: number): Version => Version.make(count, { disableChecks: true })

/** The number of an event in its log, from 1; 0 is before the first. */
export const Position = Schema.Natural.pipe(Schema.brand("Position"))
export type Position = typeof Position.Type

/** The position of the event that has come as the so manieth: a count needs no check. */
export const positionOf = (count: number): Position => Position.make(count, { disableChecks: true })

/** The facts of an event as JSON, its tag left out. */
export const Data = Schema.Record(Schema.String, Schema.Json)
export type Data = typeof Data.Type

const described = {
  /** Unique in the log; derived from the command's id. */
  id: Schema.String,
  /** The event's tag, unique across the domain. */
  type: Schema.String,
  /** The version of the event's format, from 1. */
  schema: Schema.Int,
  /** When it happened; a fact imported later may have happened long ago. */
  occurredAt: Instant.Instant,
  actor: Schema.String,
  site: Schema.NullOr(Schema.String),
  /** Whose personal data the event holds. */
  subject: Schema.NullOr(Schema.String),
  correlation: Schema.NullOr(Schema.String),
  causation: Schema.NullOr(Schema.String),
  traceparent: Schema.NullOr(Schema.String)
}

/** An event as handed to a store. `personal` holds the fields marked `Personal`; a store keeps them apart from `data`. */
export const NewEvent = Schema.Struct({ ...described, data: Data, personal: Schema.NullOr(Data) })
export type NewEvent = typeof NewEvent.Type

/** An event as the log keeps it. */
export const Recorded = Schema.Struct({
  position: Position,
  stream: StreamId,
  version: Version,
  ...described,
  /** When the store took it: never earlier than that of the event before it. */
  recordedAt: Instant.Instant,
  commandId: Schema.NullOr(Schema.String),
  data: Data,
  personal: Schema.NullOr(Data)
})
export type Recorded = typeof Recorded.Type
