/** A customer's card of the club of a site: its number, how long it holds, its points and its credit (S3-23, S3-24). */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { CustomerId, EntryId, SiteId, type StreamId, streamId, VehicleId, VisitId } from "../Ids.ts"
import { Money } from "../Money.ts"
import { Code } from "./LoyaltyPolicy.ts"
import { type Lot, Points, Share, shifted } from "./points.ts"

// Vocabulary

/** The number on the card: six digits, from 000001 on. */
export const Serial = Schema.String.check(Schema.isPattern(/^(?!000000)\d{6}$/u, { message: "expected six digits such as 000001" }))

/** How the card was paid for. */
export const PaidBy = Schema.Literals(["fee", "prepayment"])

export const Because = Schema.Literals(["wrong-customer", "wrong-amount", "returned", "mistake"])

// State

/** What moved points or credit; the amount as it was. */
export type Movement =
  | { readonly _tag: "Earned"; readonly points: number; readonly visit: VisitId | null; readonly paid: Money | null; readonly activity: string | null }
  | { readonly _tag: "Redeemed"; readonly points: number; readonly reward: string; readonly from: ReadonlyArray<Share> }
  | { readonly _tag: "Spent"; readonly amount: Money; readonly visit: VisitId | null }

export interface Card {
  readonly serial: string
  readonly type: string
  readonly vehicle: VehicleId | null
  readonly joined: LocalDate
  /** The last date on which it holds. */
  readonly ends: LocalDate
  readonly paidBy: typeof PaidBy.Type
  readonly lots: ReadonlyArray<Lot>
  /** What was paid in advance and is not used up; null for a card that never had any. */
  readonly credit: Money | null
  /** By entry. */
  readonly movements: Readonly<Record<string, Movement & { readonly at: Instant; readonly reversed: boolean }>>
}

export type State = { readonly _tag: "None" } | { readonly _tag: "Member"; readonly card: Card }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { customer: CustomerId, site: SiteId, at: Instant }

const term = { type: Code, vehicle: Schema.NullOr(VehicleId), date: LocalDate, ends: LocalDate, paidBy: PaidBy, paid: Money }

export const events = [
  Schema.TaggedStruct("MemberJoined", { ...on, serial: Serial, ...term }),
  /** The card had ended, and holds again; the number stays. */
  Schema.TaggedStruct("MembershipRenewed", { ...on, serial: Serial, ...term }),
  /** By paying for a visit, or by taking part in something. They count before `until`. */
  Schema.TaggedStruct("PointsEarned", { ...on, entry: EntryId, points: Points, until: Instant, visit: Schema.NullOr(VisitId), paid: Schema.NullOr(Money), activity: Schema.NullOr(Code) }),
  Schema.TaggedStruct("PointsRedeemed", { ...on, entry: EntryId, points: Points, reward: Code, from: Schema.Array(Share) }),
  /** What was left of an entry is gone. */
  Schema.TaggedStruct("PointsExpired", { ...on, entry: EntryId, points: Points }),
  Schema.TaggedStruct("CreditSpent", { ...on, entry: EntryId, amount: Money, visit: Schema.NullOr(VisitId) }),
  /** The entry is undone: `points` and `amount` are what that adds or, negative, takes; `back` says to which entries points went back. */
  Schema.TaggedStruct("EntryReversed", { ...on, entry: EntryId, points: Schema.Int, back: Schema.Array(Share), amount: Schema.NullOr(Money), because: Because })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const onCard = (state: State, change: (card: Card) => Partial<Card>): State =>
  state._tag === "None" ? state : { _tag: "Member", card: { ...state.card, ...change(state.card) } }

const more = (credit: Money | null, by: Money): Money => ({ ...by, minor: (credit?.minor ?? 0) + by.minor })

const negative = (amount: Money): Money => ({ ...amount, minor: -amount.minor })

const termOf = ({ type, vehicle, ends, paidBy }: Extract<Event, { readonly _tag: "MemberJoined" | "MembershipRenewed" }>) => ({ type, vehicle, ends, paidBy })

/** What it did is taken back. */
const undone = ({ lots, credit }: Card, entry: EntryId, movement: Movement): Partial<Card> => {
  switch (movement._tag) {
    case "Earned":
      return { lots: lots.map((lot) => lot.entry === entry ? { ...lot, left: 0 } : lot) }
    case "Redeemed":
      return { lots: shifted(lots, movement.from, 1) }
    case "Spent":
      return { credit: more(credit, movement.amount) }
  }
}

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    MemberJoined: (joined): State => ({
      _tag: "Member",
      card: { serial: joined.serial, ...termOf(joined), joined: joined.date, lots: [], credit: joined.paidBy === "prepayment" ? joined.paid : null, movements: {} }
    }),
    MembershipRenewed: (renewed) => onCard(state, ({ credit }) => ({ ...termOf(renewed), credit: renewed.paidBy === "prepayment" ? more(credit, renewed.paid) : credit })),
    PointsEarned: ({ entry, at, points, until, visit, paid, activity }) => onCard(state, ({ lots, movements }) => ({
      lots: [...lots, { entry, earned: points, left: points, until }],
      movements: { ...movements, [entry]: { _tag: "Earned", points, visit, paid, activity, at, reversed: false } }
    })),
    PointsRedeemed: ({ entry, at, points, reward, from }) => onCard(state, ({ lots, movements }) => ({
      lots: shifted(lots, from, -1), movements: { ...movements, [entry]: { _tag: "Redeemed", points, reward, from, at, reversed: false } }
    })),
    PointsExpired: ({ entry, points }) => onCard(state, ({ lots }) => ({ lots: shifted(lots, [{ entry, points }], -1) })),
    CreditSpent: ({ entry, at, amount, visit }) => onCard(state, ({ credit, movements }) => ({
      credit: more(credit, negative(amount)), movements: { ...movements, [entry]: { _tag: "Spent", amount, visit, at, reversed: false } }
    })),
    EntryReversed: ({ entry }) => onCard(state, (card) => {
      const movement = card.movements[entry]
      return movement === undefined ? {} : { ...undone(card, entry, movement), movements: { ...card.movements, [entry]: { ...movement, reversed: true } } }
    })
  })

/** The stream of a customer's card: `club/{site}/{customer}`. */
export const stream = (site: SiteId, customer: CustomerId): StreamId => streamId("club", site, customer)
