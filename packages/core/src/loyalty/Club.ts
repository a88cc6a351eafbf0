/**
 * The customers' club of a site: cards, points and credit.
 *
 * Every movement has an entry of its own, named by whoever asks for it, so that a repeat moves nothing. Points that have
 * expired are written off before anything else is decided. Neither points nor credit are ever less than none.
 */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { fromMillis, Instant, toMillis } from "../calendar/Instant.ts"
import { addMonths, LocalDate } from "../calendar/LocalDate.ts"
import { dayStart, localOf } from "../calendar/Zone.ts"
import { CustomerId, EntryId, SiteId, VehicleId, VisitId } from "../Ids.ts"
import { Money } from "../Money.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import * as CardBook from "./CardBook.ts"
import * as ClubFile from "./ClubFile.ts"
import { type ClubPolicy, Code } from "./LoyaltyPolicy.ts"
import { alive, balanceOf, expiring, taken } from "./points.ts"

// Commands

const on = { customer: CustomerId, site: SiteId, at: Instant }

/** More than nothing. */
const Paid = Money.check(Schema.makeFilter(({ minor }) => minor > 0 || "expected an amount above nothing"))

export const Command = Schema.Union([
  /** Have a card, or have it again after it ended; for the fee, or for a prepayment that is the customer's credit. */
  Schema.TaggedStruct("JoinClub", { ...on, type: Code, paidBy: ClubFile.PaidBy, vehicle: Schema.optionalKey(VehicleId) }),
  /** So much was paid for a visit. */
  Schema.TaggedStruct("EarnByVisit", { ...on, entry: EntryId, visit: VisitId, paid: Paid }),
  Schema.TaggedStruct("EarnByActivity", { ...on, entry: EntryId, activity: Code }),
  Schema.TaggedStruct("RedeemPoints", { ...on, entry: EntryId, reward: Code }),
  /** Pay for a visit, or for something else, from what was paid in advance. */
  Schema.TaggedStruct("SpendCredit", { ...on, entry: EntryId, amount: Paid, visit: Schema.optionalKey(VisitId) }),
  Schema.TaggedStruct("ReverseEntry", { ...on, entry: EntryId, because: ClubFile.Because }),
  /** Write off what has expired. */
  Schema.TaggedStruct("ExpirePoints", on)
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>

// Rejections

/** The customer has no card of this site. */
export class NotAMember extends Schema.TaggedError<NotAMember>()("NotAMember", { customer: CustomerId }) {
  override get message() {
    return `${this.customer} has no card of this site's club. Let them join first.`
  }
}

/** The customer has a card that holds. */
export class AlreadyMember extends Schema.TaggedError<AlreadyMember>()("AlreadyMember", { serial: Schema.String, ends: LocalDate }) {
  override get message() {
    return `The customer has the card ${this.serial}, which holds until ${this.ends}. It can be renewed after that.`
  }
}

/** There is no such card, activity or reward. */
export class NotOfTheClub extends Schema.TaggedError<NotOfTheClub>()("NotOfTheClub", { known: Schema.Array(Schema.String) }) {
  override get message() {
    return `The club knows only these: ${this.known.join(", ") || "none"}. Choose one, or list it in the site's document.`
  }
}

/** The card holds no more. */
export class CardEnded extends Schema.TaggedError<CardEnded>()("CardEnded", { ends: LocalDate }) {
  override get message() {
    return `The card ended on ${this.ends}. Let the customer join again: the number, the points and the credit stay.`
  }
}

/** Six digits do not suffice any more. */
export class NoCardNumberLeft extends Schema.TaggedError<NoCardNumberLeft>()("NoCardNumberLeft", { site: SiteId }) {
  override get message() {
    return `All card numbers of ${this.site} are given out, up to 999999. The customer can join at another site.`
  }
}

export class TooFewPoints extends Schema.TaggedError<TooFewPoints>()("TooFewPoints", { balance: Schema.Int, asked: Schema.Int }) {
  override get message() {
    return `That takes ${this.asked} points, and there are ${this.balance}.`
  }
}

export class TooLittleCredit extends Schema.TaggedError<TooLittleCredit>()("TooLittleCredit", { credit: Schema.NullOr(Money), asked: Money }) {
  override get message() {
    return this.credit === null ? "The card has no credit." : `There are ${this.credit.minor} minor units of ${this.credit.currency} left, and ${this.asked.minor} ${this.asked.currency} were asked for.`
  }
}

/** Points are earned in the currency of the club alone. */
export class OtherCurrency extends Schema.TaggedError<OtherCurrency>()("OtherCurrency", { currency: Schema.String }) {
  override get message() {
    return `The club counts in ${this.currency}. Give the amount in it.`
  }
}

/** An entry moves one thing once. */
export class EntryTaken extends Schema.TaggedError<EntryTaken>()("EntryTaken", { entry: EntryId, what: Schema.String }) {
  override get message() {
    return `The entry ${this.entry} is another one (${this.what}). Give the new one an id of its own.`
  }
}

/** A visit earns points once. */
export class VisitEarnedAlready extends Schema.TaggedError<VisitEarnedAlready>()("VisitEarnedAlready", { entry: Schema.String }) {
  override get message() {
    return `The visit has earned its points already (${this.entry}). Reverse that entry first if the amount was another.`
  }
}

export class UnknownEntry extends Schema.TaggedError<UnknownEntry>()("UnknownEntry", { entry: EntryId }) {
  override get message() {
    return `There is no entry ${this.entry} on this card, so it cannot be reversed.`
  }
}

/** What was earned is used up, or has expired. */
export class PointsUsed extends Schema.TaggedError<PointsUsed>()("PointsUsed", { left: Schema.Int, earned: Schema.Int }) {
  override get message() {
    return `Of the ${this.earned} points of this entry ${this.left} are left, so they cannot be taken back. Reverse what they were used for first.`
  }
}

export type Rejection =
  | UnknownSite | NotAMember | AlreadyMember | NotOfTheClub | CardEnded | NoCardNumberLeft | TooFewPoints | TooLittleCredit | OtherCurrency | EntryTaken | UnknownEntry | PointsUsed | VisitEarnedAlready

// State

export interface State {
  readonly site: Site.State
  readonly cards: CardBook.State
  readonly club: ClubFile.State
}

export type Event = Site.Event | CardBook.Event | ClubFile.Event

// Decide

type Fact = CardBook.Event | ClubFile.Event

type Answer = Result.Result<ReadonlyArray<Fact>, Rejection>

const nothing: Answer = Result.succeed([])

const onFact = ({ customer, site, at }: Command) => ({ customer, site, at })

const decide = (command: Command, { site, cards, club }: State): Answer => {
  if (site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { document } = site
  const policy = whole(document.care).loyalty.club
  const today = localOf(document.calendar.zone, toMillis(command.at)).date
  if (command._tag === "JoinClub") return join(command, cards, club, policy, today)
  if (club._tag === "None") return Result.fail(new NotAMember({ customer: command.customer }))
  const { card } = club
  if (command._tag === "ExpirePoints") return Result.succeed(expired(command, card))
  return moved(command, card, policy, document, today)
}

const join = (command: Ask<"JoinClub">, cards: CardBook.State, club: ClubFile.State, { types, fee, prepayment, months }: ClubPolicy, today: LocalDate): Answer => {
  const { type, paidBy, vehicle = null, site, at, customer } = command
  if (!types.includes(type)) return Result.fail(new NotOfTheClub({ known: types }))
  const term = { ...onFact(command), type, vehicle, date: today, ends: addMonths(today, months), paidBy, paid: paidBy === "fee" ? fee : prepayment }
  if (club._tag === "Member") {
    const { card } = club
    if (today > card.ends) return card.credit !== null && paidBy === "prepayment" && card.credit.currency !== prepayment.currency
      ? Result.fail(new OtherCurrency({ currency: card.credit.currency }))
      : Result.succeed([{ _tag: "MembershipRenewed", ...term, serial: card.serial }])
    const isSame = Equal.equals([card.type, card.vehicle, card.paidBy], [type, vehicle, paidBy])
    return isSame ? nothing : Result.fail(new AlreadyMember({ serial: card.serial, ends: card.ends }))
  }
  const serial = CardBook.next(cards)
  return serial === undefined
    ? Result.fail(new NoCardNumberLeft({ site }))
    : Result.succeed([{ _tag: "CardNumbered", site, at, serial, customer }, { _tag: "MemberJoined", ...term, serial }])
}

/** What is over is written off. */
const expired = (command: Command, { lots }: ClubFile.Card): ReadonlyArray<ClubFile.Event> =>
  expiring(lots, command.at).map(({ entry, points }) => ({ _tag: "PointsExpired", ...onFact(command), entry, points }))

type Moving = Exclude<Command, { readonly _tag: "JoinClub" | "ExpirePoints" }>

const moved = (command: Moving, card: ClubFile.Card, policy: ClubPolicy, document: Document, today: LocalDate): Answer => {
  const { entry } = command
  const known = card.movements[entry]
  if (command._tag === "ReverseEntry") return known?.reversed === true ? nothing : reversed(command, card, known)
  const over = expired(command, card)
  if (known !== undefined) return isSaid(command, known) ? nothing : Result.fail(new EntryTaken({ entry, what: known._tag }))
  if (command._tag !== "SpendCredit" && today > card.ends) return Result.fail(new CardEnded({ ends: card.ends }))
  const until = fromMillis(dayStart(document.calendar.zone, addMonths(today, policy.pointMonths)))
  return Result.map(movement(command, card, policy, until), (facts) => facts.length === 0 ? [] : [...over, ...facts])
}

const pointsFor = ({ minor }: Money, { earn: { every, points } }: ClubPolicy): number => Math.floor(minor / every.minor) * points

/** Whether this is the entry that was asked for before. */
const isSaid = (command: Exclude<Moving, { readonly _tag: "ReverseEntry" }>, known: ClubFile.Movement): boolean => {
  switch (command._tag) {
    case "EarnByVisit":
      return known._tag === "Earned" && known.visit === command.visit && Equal.equals(known.paid, command.paid)
    case "EarnByActivity":
      return known._tag === "Earned" && known.activity === command.activity
    case "RedeemPoints":
      return known._tag === "Redeemed" && known.reward === command.reward
    case "SpendCredit":
      return known._tag === "Spent" && Equal.equals(known.amount, command.amount) && known.visit === (command.visit ?? null)
  }
}

const movement = (command: Exclude<Moving, { readonly _tag: "ReverseEntry" }>, { lots, credit, movements }: ClubFile.Card, policy: ClubPolicy, until: Instant): Answer => {
  const about = { ...onFact(command), entry: command.entry }
  switch (command._tag) {
    case "EarnByVisit": {
      const { currency } = policy.earn.every
      if (command.paid.currency !== currency) return Result.fail(new OtherCurrency({ currency }))
      const earned = Object.entries(movements).find(([, one]) => one._tag === "Earned" && one.visit === command.visit && !one.reversed)
      if (earned !== undefined) return Result.fail(new VisitEarnedAlready({ entry: earned[0] }))
      const points = pointsFor(command.paid, policy)
      return points === 0 ? nothing : Result.succeed([{ _tag: "PointsEarned", ...about, points, until, visit: command.visit, paid: command.paid, activity: null }])
    }
    case "EarnByActivity": {
      const activity = policy.activities.find(({ code }) => code === command.activity)
      if (activity === undefined) return Result.fail(new NotOfTheClub({ known: policy.activities.map(({ code }) => code) }))
      return Result.succeed([{ _tag: "PointsEarned", ...about, points: activity.points, until, visit: null, paid: null, activity: activity.code }])
    }
    case "RedeemPoints": {
      const reward = policy.rewards.find(({ code }) => code === command.reward)
      if (reward === undefined) return Result.fail(new NotOfTheClub({ known: policy.rewards.map(({ code }) => code) }))
      const from = taken(lots, reward.points, command.at)
      return from === undefined
        ? Result.fail(new TooFewPoints({ balance: balanceOf(alive(lots, command.at)), asked: reward.points }))
        : Result.succeed([{ _tag: "PointsRedeemed", ...about, points: reward.points, reward: reward.code, from }])
    }
    case "SpendCredit": {
      const { amount, visit = null } = command
      return credit === null || credit.currency !== amount.currency || credit.minor < amount.minor
        ? Result.fail(new TooLittleCredit({ credit, asked: amount }))
        : Result.succeed([{ _tag: "CreditSpent", ...about, amount, visit }])
    }
  }
}

const reversed = (command: Ask<"ReverseEntry">, card: ClubFile.Card, known: ClubFile.Movement | undefined): Answer => {
  const { entry, because } = command
  if (known === undefined) return Result.fail(new UnknownEntry({ entry }))
  const about = { ...onFact(command), entry, because }
  switch (known._tag) {
    case "Earned": {
      const over = expired(command, card)
      const left = over.some((one) => "entry" in one && one.entry === entry) ? 0 : card.lots.find((lot) => lot.entry === entry)?.left ?? 0
      if (left < known.points) return Result.fail(new PointsUsed({ left, earned: known.points }))
      return Result.succeed([...over, { _tag: "EntryReversed", ...about, points: -known.points, back: [], amount: null }])
    }
    case "Redeemed": {
      const facts: ReadonlyArray<ClubFile.Event> = [...expired(command, card), { _tag: "EntryReversed", ...about, points: known.points, back: known.from, amount: null }]
      const then = facts.reduce<ClubFile.State>(ClubFile.evolve, { _tag: "Member", card })
      // What has expired since it was used is back, and over.
      return Result.succeed([...facts, ...(then._tag === "Member" ? expired(command, then.card) : [])])
    }
    case "Spent":
      return Result.succeed([{ _tag: "EntryReversed", ...about, points: 0, back: [], amount: known.amount }])
  }
}

// Streams

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)
const isBook = (event: Event): event is CardBook.Event => CardBook.tags.has(event._tag)

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "club",
  Command,
  Event: Schema.Union([...Site.events, ...CardBook.events, ...ClubFile.events]),
  initial: { site: Site.initial, cards: CardBook.initial, club: ClubFile.initial },
  decide,
  evolve: (state, event) => {
    if (isSite(event)) return { ...state, site: Site.evolve(state.site, event) }
    return isBook(event) ? { ...state, cards: CardBook.evolve(state.cards, event) } : { ...state, club: ClubFile.evolve(state.club, event) }
  },
  isTerminal: () => false,
  // Only who joins needs a number; all others leave the book of numbers alone.
  reads: ({ _tag, site, customer }) => [Site.stream(site), ...(_tag === "JoinClub" ? [CardBook.stream(site)] : []), ClubFile.stream(site, customer)],
  streamOf: (event) => {
    if (isSite(event)) return Site.stream(event.site)
    return isBook(event) ? CardBook.stream(event.site) : ClubFile.stream(event.site, event.customer)
  }
}
