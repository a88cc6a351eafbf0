/** The capacity facts of one site and local date: what is held, what is taken, what was given back. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AppointmentId, SiteId, type StreamId, streamId } from "../Ids.ts"
import { type Load, loadOf } from "./Load.ts"
import { Use } from "./Plan.ts"
import { type Demand, noDemand, plus } from "./Pool.ts"

// State

export interface Entry {
  readonly holder: AppointmentId
  readonly use: Use
  /** When it was first held or taken: who comes first keeps the place. */
  readonly since: Instant
  /** The same in numbers, worked out once when it was taken. */
  readonly load: Load
  /** A hold is dead from this instant on; what is taken has none. */
  readonly releaseAt: Instant | null
  /** Taken against the rule, with the reason that was given. */
  readonly override: string | null
  /** Left over from an earlier date: a fact that comes before all bookings. */
  readonly carried: boolean
  /** Whether the car is known to be here: it surely takes its hours. */
  readonly here: boolean
}

/** What is held or taken on this date, by holder. It grows with open units, not with events. */
export interface State {
  readonly entries: Readonly<Record<string, Entry>>
  /** What all entries ask of the day's hours, holds that have run out among them. */
  readonly demand: Demand
}

export const initial: State = { entries: {}, demand: noDemand }

// Events: tags and fields are the stored format. Add, never rename.

const on = { site: SiteId, date: LocalDate, holder: AppointmentId, at: Instant }

export const events = [
  /** Kept for somebody who is making up their mind, until `releaseAt`. */
  Schema.TaggedStruct("CapacityHeld", { ...on, use: Use, releaseAt: Instant }),
  Schema.TaggedStruct("CapacityTaken", { ...on, use: Use }),
  Schema.TaggedStruct("CapacityReleased", on),
  /** Work left over from an earlier date: a fact, whether it fits or not. */
  Schema.TaggedStruct("CapacityCarriedOver", { ...on, use: Use }),
  /** Taken although it did not fit, by somebody who answers for it. */
  Schema.TaggedStruct("CapacityOverridden", { ...on, use: Use, reason: Schema.String }),
  /** The car is here, or is not after all; said where more is booked than there is room for. */
  Schema.TaggedStruct("PresenceNoted", { ...on, here: Schema.Boolean })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

/** The day with this entry in place of the holder's earlier one. */
export const put = (state: State, entry: Entry): State => {
  const { entries, demand } = without(state, entry.holder)
  return { entries: { ...entries, [entry.holder]: entry }, demand: plus(demand, entry.load.demand) }
}

export const evolve = (state: State, event: Event): State => {
  const { holder, at } = event
  const before = state.entries[holder]
  const taken = (use: Use, more: Partial<Entry> = {}): State =>
    put(state, { holder, use, since: before !== undefined && isLive(before, at) ? before.since : at, load: loadOf(use), releaseAt: null, override: null, carried: false, here: before?.here ?? false, ...more })
  return Event.match(event, {
    CapacityHeld: ({ use, releaseAt }) => taken(use, { releaseAt }),
    CapacityTaken: ({ use }) => taken(use),
    CapacityCarriedOver: ({ use }) => taken(use, { carried: true }),
    CapacityOverridden: ({ use, reason }) => taken(use, { override: reason }),
    PresenceNoted: ({ here }) => before === undefined ? state : put(state, { ...before, here }),
    CapacityReleased: () => without(state, holder)
  })
}

/** The same day had this holder never come. */
export const without = (state: State, holder: AppointmentId): State => {
  const gone = state.entries[holder]
  if (gone === undefined) return state
  const { [holder]: _gone, ...entries } = state.entries
  return { entries, demand: plus(state.demand, gone.load.demand, -1) }
}

/** A hold is dead from its `releaseAt` on; nobody needs to say so. */
export const isLive = (entry: Entry, now: Instant): boolean => entry.releaseAt === null || now < entry.releaseAt

/** The stream of a day: `daybook/{site}/{date}`. */
export const stream = (site: SiteId, date: LocalDate): StreamId => streamId("daybook", site, date)
