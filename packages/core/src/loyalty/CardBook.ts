/** The numbers of a site's club cards, given out one after the other. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { CustomerId, SiteId, type StreamId, streamId } from "../Ids.ts"
import { Serial } from "./ClubFile.ts"

/** How many cards there are. Whoever joins writes here too, so that two who join at once do not get one number. */
export type State = number

export const initial: State = 0

// Events: tags and fields are the stored format. Add, never rename.

export const events = [
  Schema.TaggedStruct("CardNumbered", { site: SiteId, at: Instant, serial: Serial, customer: CustomerId })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

export const evolve = (_: State, { serial }: Event): State => Number(serial)

/** The number of the next card; undefined when six digits do not suffice any more. */
export const next = (cards: State): string | undefined => cards < 999_999 ? String(cards + 1).padStart(6, "0") : undefined

/** The stream of a site's card numbers: `cards/{site}`. */
export const stream = (site: SiteId): StreamId => streamId("cards", site)
