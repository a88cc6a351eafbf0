import type { Schema } from "effect"
import type { Decider } from "./Decider.ts"
import type { StreamId } from "./Ids.ts"

/** The events of a domain as a union of tagged structs. Stored values carry no transformation, so it is their own encoding. */
export interface EventUnion<Event> extends Schema.Decoder<Event> {
  readonly members: ReadonlyArray<Schema.Top & { readonly fields: { readonly _tag: { readonly schema: { readonly literal: string } } } }>
}

/** The tag of each event of a union. */
export const tagsOf = (events: EventUnion<unknown>["members"]): ReadonlySet<string> =>
  new Set(events.map(({ fields }) => fields._tag.schema.literal))

/**
 * A decider together with the streams its facts live in. One decision may read and write several streams
 * (a booking writes the daybook and the appointment, and relies on the site); all of them commit together or not at all.
 */
export interface Streamed<Command, State, Event, Rejection> extends Decider<Command, State, Event, Rejection> {
  readonly Event: EventUnion<Event>
  /**
   * The streams that must be known before `command` can be decided, given what is known already.
   * Asked again after each load until it names nothing new; a read stream that gets no event is still checked on append.
   * Streams are folded in the order named here: those that many commands read come first.
   */
  readonly reads: (command: Command, state: State) => ReadonlyArray<StreamId>
  /** The stream an event is kept in. */
  readonly streamOf: (event: Event) => StreamId
}

/** What the outside can ask by name and in JSON. */
export interface Aggregate<Command, State, Event, Rejection> extends Streamed<Command, State, Event, Rejection> {
  /** How the outside names it, as in `send`. */
  readonly name: string
  readonly Command: Schema.Decoder<Command>
}
