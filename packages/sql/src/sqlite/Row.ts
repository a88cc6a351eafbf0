/** A row of `events`, and the event it keeps. */
import { Instant, StreamId } from "@servicelane/core"
import { type Data, Position, type Recorded, Version } from "@servicelane/runtime"
import { hashOf } from "./hash.ts"

export interface Row {
  readonly position: number
  readonly stream: string
  readonly version: number
  readonly id: string
  readonly type: string
  readonly schema: number
  readonly occurred_at: string
  readonly recorded_at: string
  readonly actor: string
  readonly site: string | null
  readonly subject: string | null
  readonly command_id: string | null
  readonly correlation: string | null
  readonly causation: string | null
  readonly traceparent: string | null
  readonly data: string
  readonly personal: Uint8Array | null
  readonly hash: Uint8Array
}

export const columns = [
  "position", "stream", "version", "id", "type", "schema", "occurred_at", "recorded_at", "actor", "site", "subject",
  "command_id", "correlation", "causation", "traceparent", "data", "personal"
] as const

/** What a row's hash must be. */
export const digest = (before: Uint8Array, row: Omit<Row, "hash">): Uint8Array => hashOf(before, columns.map((column) => row[column]))

const text = new TextDecoder()

const unchecked = { disableChecks: true }

/** What this store has written needs no checking again; `verify` is there for what others did to the file. */
export const recordedOf = (row: Row): Recorded => ({
  position: Position.make(row.position, unchecked),
  stream: StreamId.make(row.stream, unchecked),
  version: Version.make(row.version, unchecked),
  id: row.id,
  type: row.type,
  schema: row.schema,
  occurredAt: Instant.Instant.make(row.occurred_at, unchecked),
  recordedAt: Instant.Instant.make(row.recorded_at, unchecked),
  actor: row.actor,
  site: row.site,
  subject: row.subject,
  commandId: row.command_id,
  correlation: row.correlation,
  causation: row.causation,
  traceparent: row.traceparent,
  data: JSON.parse(row.data) as Data,
  personal: row.personal === null ? null : JSON.parse(text.decode(row.personal)) as Data
})
