/** Streams as the domain sees them. */
import { BookingRejection, type Domain, Site, type SiteId, type StreamId } from "@servicelane/core"
import { Array, Effect } from "effect"
import type { CorruptEvent, UnknownEvent } from "../Codec.ts"
import { EventStore, type StoreUnavailable } from "../EventStore.ts"
import { vocabulary } from "../Vocabulary.ts"

export type Unreadable = StoreUnavailable | UnknownEvent | CorruptEvent

/** The events of each stream, in the order asked for, all as of one moment. */
export const readStreams = (
  streams: ReadonlyArray<StreamId>
): Effect.Effect<ReadonlyArray<ReadonlyArray<Domain.Event>>, Unreadable, EventStore> =>
  Effect.gen(function*() {
    if (!Array.isReadonlyArrayNonEmpty(streams)) return []
    const store = yield* EventStore
    const loaded = yield* store.load(Array.map(streams, (stream) => ({ stream })))
    return yield* Effect.forEach(loaded.streams, ({ events }) =>
      Effect.forEach(events, (event) => Effect.fromResult(vocabulary.decode(event))))
  })

const isOf = <E extends Domain.Event>(tags: ReadonlySet<string>) => (event: Domain.Event): event is E => tags.has(event._tag)

/** Those of a stream's events that are of one aggregate, folded. */
export const folded = <State, E extends Domain.Event>(
  events: ReadonlyArray<Domain.Event>,
  tags: ReadonlySet<string>,
  evolve: (state: State, event: E) => State,
  initial: State
): State => events.filter(isOf<E>(tags)).reduce(evolve, initial)

/** The document of a site that is open. */
export const documentOf = (site: SiteId, events: ReadonlyArray<Domain.Event>): Effect.Effect<Site.Document, BookingRejection.UnknownSite> => {
  const state = folded<Site.State, Site.Event>(events, Site.tags, Site.evolve, Site.initial)
  return state._tag === "Open" ? Effect.succeed(state.document) : Effect.fail(new BookingRejection.UnknownSite({ site }))
}

/** A site's document as it stands. */
export const readSite = (site: SiteId): Effect.Effect<Site.Document, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.flatMap(readStreams([Site.stream(site)]), ([events = []]) => documentOf(site, events))
