import type { Instant, StreamId } from "@servicelane/core"
import { Context, Data, Schema } from "effect"
import type { Array, Effect, Stream } from "effect"
import type { NewEvent, Position, Recorded, Version } from "./Recorded.ts"

/** Events for one stream, and the version it must still have: 0 when it does not exist yet. */
export interface Write {
  readonly stream: StreamId
  readonly expected: Version
  readonly events: Array.NonEmptyReadonlyArray<NewEvent>
}

/** A stream that was relied on and must not have moved, though nothing is written to it. */
export interface Check {
  readonly stream: StreamId
  readonly expected: Version
}

/** The command behind an append. Its id makes the append idempotent for ever. */
export interface CommandRef {
  readonly id: string
  /** A hash of the command as asked, without instants stamped or ids made on the way in. */
  readonly fingerprint: string
}

export interface Batch {
  readonly writes: Array.NonEmptyReadonlyArray<Write>
  readonly checks?: ReadonlyArray<Check>
  readonly command?: CommandRef
}

/** What an append did: the positions it took, `from` to `to`, and the version each written stream now has. */
export interface Appended {
  readonly from: Position
  readonly to: Position
  readonly versions: Readonly<Record<string, Version>>
  /** One instant for the whole batch. */
  readonly recordedAt: Instant.Instant
  /** True when this command had been recorded before; the rest is then the first result and nothing was stored. */
  readonly duplicate: boolean
}

/** A stream that was not where the writer believed, with what happened on it since. */
export interface Violation {
  readonly stream: StreamId
  readonly expected: Version
  readonly actual: Version
  /** The events after `expected`; empty when `expected` lies beyond the stream's end. */
  readonly events: ReadonlyArray<Recorded>
}

/** Someone else wrote first. Nothing of the batch was kept; every stream that had moved is listed. */
export class Conflict extends Data.TaggedError("Conflict")<{ readonly violations: Array.NonEmptyReadonlyArray<Violation> }> {}

/** This command id has been used for something else. */
export class CommandReused extends Schema.TaggedError<CommandReused>()("CommandReused", { commandId: Schema.String }) {
  override get message() {
    return `The command id ${this.commandId} was used before for another command. A new command needs a new id.`
  }
}

/** The store cannot answer. `reason` says what is wrong and what to do, without personal data; `cause` is for the log. */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()("StoreUnavailable", {
  reason: Schema.String,
  cause: Schema.optionalKey(Schema.Defect())
}) {
  override get message() {
    return this.reason
  }
}

/** Several streams as they were at one moment. */
export interface Loaded {
  /** In the order asked for. An unknown stream has version 0 and no events. */
  readonly streams: ReadonlyArray<{ readonly stream: StreamId; readonly version: Version; readonly events: ReadonlyArray<Recorded> }>
  /** Set when `commandId` was asked about and is recorded already: its result and its fingerprint. */
  readonly recorded: { readonly fingerprint: string; readonly appended: Appended } | undefined
}

/** Which events are wanted; a field left out does not filter. */
export interface Filter {
  readonly types?: ReadonlyArray<string>
  readonly site?: string
}

/** The log of one tenant: streams of events, each with gapless versions, all in one order of gapless positions. */
export class EventStore extends Context.Service<EventStore, {
  /** Appends the whole batch or nothing of it. Writes to the same stream apply in order. */
  append(batch: Batch): Effect.Effect<Appended, Conflict | CommandReused | StoreUnavailable>
  /** Streams oldest first, each from just after `after`, in one round trip and one snapshot. */
  load(
    streams: Array.NonEmptyReadonlyArray<{ readonly stream: StreamId; readonly after?: Version }>,
    commandId?: string
  ): Effect.Effect<Loaded, StoreUnavailable>
  /** Every event in commit order from just after `after`. Ends at the present. */
  readAll(after: Position, filter?: Filter): Stream.Stream<Recorded, StoreUnavailable>
  /** The position of the newest event; 0 for an empty log. */
  readonly head: Effect.Effect<Position, StoreUnavailable>
  /** Every event from just after `after`, then each new one as it commits. Never skips, never repeats, never ends. */
  changes(after: Position, filter?: Filter): Stream.Stream<Recorded, StoreUnavailable>
}>()("@servicelane/runtime/EventStore") {}
