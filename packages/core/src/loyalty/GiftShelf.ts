/** How many of each gift are left. A gift that nobody has ever counted is handed out without counting. */
import { Result, Schema } from "effect"
import { type Aggregate, tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { AppointmentId, GiftCode, SiteId, StaffId, type StreamId, streamId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { GiftNotOffered } from "./Rejection.ts"

// State

/** Pieces by gift. */
export type Shelf = Readonly<Record<string, number>>

export const initial: Shelf = {}

// Events: tags and fields are the stored format. Add, never rename.

const on = { site: SiteId, at: Instant, gift: GiftCode }

export const events = [
  Schema.TaggedStruct("GiftsCounted", { ...on, onHand: Schema.Int, by: StaffId }),
  Schema.TaggedStruct("GiftTaken", { ...on, appointment: AppointmentId }),
  Schema.TaggedStruct("GiftPutBack", { ...on, appointment: AppointmentId })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

export const evolve = (shelf: Shelf, event: Event): Shelf =>
  Event.match(event, {
    GiftsCounted: ({ gift, onHand }): Shelf => ({ ...shelf, [gift]: onHand }),
    GiftTaken: ({ gift }) => ({ ...shelf, [gift]: (shelf[gift] ?? 0) - 1 }),
    GiftPutBack: ({ gift }) => ({ ...shelf, [gift]: (shelf[gift] ?? 0) + 1 })
  })

/** The stream of a site's gifts: `gifts/{site}`. */
export const stream = (site: SiteId): StreamId => streamId("gifts", site)

// Commands

export const Command = Schema.Union([
  /** So many of them lie there now. */
  Schema.TaggedStruct("CountGifts", { ...on, onHand: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 })), by: StaffId })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

export type Rejection = UnknownSite | GiftNotOffered

interface State {
  readonly site: Site.State
  readonly shelf: Shelf
}

const decide = ({ _tag, ...count }: Command, { site, shelf }: State): Result.Result<ReadonlyArray<Event>, Rejection> => {
  if (site._tag === "Unopened") return Result.fail(new UnknownSite({ site: count.site }))
  const { gifts } = whole(site.document.care).loyalty
  if (!gifts.some(({ code }) => code === count.gift)) return Result.fail(new GiftNotOffered({ gifts: gifts.map(({ code }) => code) }))
  return Result.succeed(shelf[count.gift] === count.onHand ? [] : [{ _tag: "GiftsCounted", ...count }])
}

const isSite = (event: Site.Event | Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, State, Site.Event | Event, Rejection> = {
  name: "gift-shelf",
  Command,
  Event: Schema.Union([...Site.events, ...events]),
  initial: { site: Site.initial, shelf: initial },
  decide,
  evolve: (state, event) => isSite(event) ? { ...state, site: Site.evolve(state.site, event) } : { ...state, shelf: evolve(state.shelf, event) },
  isTerminal: () => false,
  reads: ({ site }) => [Site.stream(site), stream(site)],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : stream(event.site)
}
