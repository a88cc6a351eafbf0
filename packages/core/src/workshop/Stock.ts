/** One part of one site: what is on the shelf, what is on its way, and for whom it is kept. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { AppointmentId, LotId, PartNo, SiteId, type StreamId, streamId } from "../Ids.ts"
import { Qty } from "../sites/Resources.ts"

// State

/** Kept for an appointment. */
export interface Kept {
  readonly holder: AppointmentId
  readonly qty: number
  /** When it must be here. */
  readonly by: Instant
  /** When it was kept first: who comes first keeps it. */
  readonly since: Instant
  /** Dead from this instant on; what is booked has none. */
  readonly releaseAt: Instant | null
  /** Somebody was told that it will not be here in time. */
  readonly delayed: boolean
}

/** It grows with open lots and appointments, not with events. */
export interface State {
  readonly onHand: number
  /** By lot. */
  readonly lots: Readonly<Record<string, { readonly qty: number; readonly eta: Instant }>>
  /** By holder. */
  readonly kept: Readonly<Record<string, Kept>>
}

export const initial: State = { onHand: 0, lots: {}, kept: {} }

// Events: tags and fields are the stored format. Add, never rename.

const on = { site: SiteId, part: PartNo, at: Instant }

export const events = [
  /** Somebody has counted the shelf: so many are there, for whomever they are kept. */
  Schema.TaggedStruct("StockCounted", { ...on, onHand: Schema.Int }),
  Schema.TaggedStruct("LotOrdered", { ...on, lot: LotId, qty: Qty, eta: Instant }),
  /** It comes later, or earlier, than was said. */
  Schema.TaggedStruct("LotMoved", { ...on, lot: LotId, was: Instant, eta: Instant }),
  /** `qty` came, which may be another number than was ordered. */
  Schema.TaggedStruct("LotReceived", { ...on, lot: LotId, qty: Schema.Int }),
  Schema.TaggedStruct("LotCancelled", { ...on, lot: LotId }),
  Schema.TaggedStruct("PartKept", { ...on, holder: AppointmentId, qty: Qty, by: Instant, releaseAt: Schema.NullOr(Instant) }),
  Schema.TaggedStruct("PartReleased", { ...on, holder: AppointmentId }),
  /** Handed to the workshop. */
  Schema.TaggedStruct("PartIssued", { ...on, holder: AppointmentId, qty: Qty }),
  /** Handed back by the workshop. */
  Schema.TaggedStruct("PartReturned", { ...on, holder: AppointmentId, qty: Qty }),
  /** It will not be here in time: at the earliest `from`, which is null when nothing is on its way. Somebody must call. */
  Schema.TaggedStruct("PartsDelayed", { ...on, holder: AppointmentId, by: Instant, from: Schema.NullOr(Instant) })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const less = <A>(all: Readonly<Record<string, A>>, id: string): Readonly<Record<string, A>> => {
  const { [id]: _gone, ...rest } = all
  return rest
}

export const evolve = (stock: State, event: Event): State =>
  Event.match(event, {
    StockCounted: ({ onHand }) => ({ ...stock, onHand }),
    LotOrdered: ({ lot, qty, eta }) => ({ ...stock, lots: { ...stock.lots, [lot]: { qty, eta } } }),
    LotMoved: ({ lot, eta }) => {
      const known = stock.lots[lot]
      return known === undefined ? stock : { ...stock, lots: { ...stock.lots, [lot]: { ...known, eta } } }
    },
    LotReceived: ({ lot, qty }) => ({ ...stock, lots: less(stock.lots, lot), onHand: stock.onHand + qty }),
    LotCancelled: ({ lot }) => ({ ...stock, lots: less(stock.lots, lot) }),
    PartKept: ({ holder, qty, by, releaseAt, at }) => {
      const before = stock.kept[holder]
      // Whoever needs more than before is asking for it now.
      const since = before !== undefined && isLive(before, at) && qty <= before.qty ? before.since : at
      return { ...stock, kept: { ...stock.kept, [holder]: { holder, qty, by, releaseAt, since, delayed: false } } }
    },
    PartReleased: ({ holder }) => without(stock, holder),
    PartIssued: ({ holder, qty }) => ({ ...stock, kept: less(stock.kept, holder), onHand: stock.onHand - qty }),
    PartReturned: ({ qty }) => ({ ...stock, onHand: stock.onHand + qty }),
    PartsDelayed: ({ holder }) => {
      const kept = stock.kept[holder]
      return kept === undefined ? stock : { ...stock, kept: { ...stock.kept, [holder]: { ...kept, delayed: true } } }
    }
  })

/** A hold is dead from its `releaseAt` on. */
export const isLive = ({ releaseAt }: Kept, now: Instant): boolean => releaseAt === null || now < releaseAt

/** The same shelf had this holder never come. */
export const without = (stock: State, holder: AppointmentId): State => ({ ...stock, kept: less(stock.kept, holder) })

/** The stream of a part: `part/{site}/{no}`. */
export const stream = (site: SiteId, part: PartNo): StreamId => streamId("part", site, part)
