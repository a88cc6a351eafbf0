import { Context, type Effect } from "effect"
import type { StoreUnavailable } from "./EventStore.ts"
import type { Position } from "./Recorded.ts"

/** How far each reader of the log has come. */
export class Checkpoints extends Context.Service<Checkpoints, {
  /** The last position a reader is done with; 0 for one that has never begun. */
  load(reader: string): Effect.Effect<Position, StoreUnavailable>
  /** Never goes back: an earlier position than one saved before changes nothing. */
  save(reader: string, position: Position): Effect.Effect<void, StoreUnavailable>
}>()("@servicelane/runtime/Checkpoints") {}
