/** The parts department of a site: what is ordered, comes, comes later, and goes to the workshop. */
import { Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { AppointmentId, LotId, PartNo, SiteId } from "../Ids.ts"
import { Qty } from "../sites/Resources.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import * as Stock from "./Stock.ts"
import { missing } from "./supply.ts"

const on = { site: SiteId, part: PartNo, at: Instant }

// Commands

export const Command = Schema.Union([
  Schema.TaggedStruct("Count", { ...on, onHand: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 })) }),
  Schema.TaggedStruct("Order", { ...on, lot: LotId, qty: Qty, eta: Instant }),
  Schema.TaggedStruct("MoveLot", { ...on, lot: LotId, eta: Instant }),
  Schema.TaggedStruct("ReceiveLot", { ...on, lot: LotId, qty: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))) }),
  Schema.TaggedStruct("CancelLot", { ...on, lot: LotId }),
  /** Hands out what is kept for an appointment. */
  Schema.TaggedStruct("Issue", { ...on, holder: AppointmentId })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

// Rejections

/** The site's document does not list this part. */
export class UnknownPart extends Schema.TaggedError<UnknownPart>()("UnknownPart", { part: PartNo, listed: Schema.Array(PartNo) }) {
  override get message() {
    return `There is no part ${this.part} here. Listed are: ${this.listed.join(", ") || "none"}.`
  }
}

/** No such lot is on its way. */
export class UnknownLot extends Schema.TaggedError<UnknownLot>()("UnknownLot", { lot: LotId, open: Schema.Array(LotId) }) {
  override get message() {
    return `No lot ${this.lot} is on its way. On their way are: ${this.open.join(", ") || "none"}.`
  }
}

/** A lot of this name is on its way with other content. */
export class LotKnown extends Schema.TaggedError<LotKnown>()("LotKnown", { lot: LotId, qty: Schema.Int, eta: Instant }) {
  override get message() {
    return `The lot ${this.lot} is on its way already: ${this.qty} for ${this.eta}. Move it, or order under another name.`
  }
}

/** Nothing is kept for this appointment. */
export class NothingKept extends Schema.TaggedError<NothingKept>()("NothingKept", { holder: AppointmentId }) {
  override get message() {
    return `Nothing of this part is kept for ${this.holder}. Book a job that takes it first.`
  }
}

/** Not enough is on the shelf. */
export class NotOnHand extends Schema.TaggedError<NotOnHand>()("NotOnHand", { asked: Schema.Int, onHand: Schema.Int }) {
  override get message() {
    return `${this.asked} are asked for and ${this.onHand} on the shelf. Receive a lot, or count again.`
  }
}

export type Rejection = UnknownSite | UnknownPart | UnknownLot | LotKnown | NothingKept | NotOnHand

// Decide

/** What one decision knows: whether the part is listed, and the part. */
export interface State {
  readonly site: Site.State
  readonly stock: Stock.State
}

type Answer = Result.Result<ReadonlyArray<Stock.Event>, Rejection>

const nothing: Answer = Result.succeed([])

const decide = (command: Command, { site, stock }: State): Answer => {
  if (site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { parts = [] } = site.document
  const part = parts.find(({ no }) => no === command.part)
  if (part === undefined) return Result.fail(new UnknownPart({ part: command.part, listed: parts.map(({ no }) => no) }))
  const about = { site: command.site, part: command.part, at: command.at }
  const fact = (event: Stock.Event): Answer => Result.succeed([event, ...delays(stock, event, part.leadMin)])
  const lot = (id: LotId, answer: (lot: Stock.State["lots"][string]) => Answer): Answer => {
    const found = stock.lots[id]
    return found === undefined ? Result.fail(new UnknownLot({ lot: id, open: Object.keys(stock.lots).map((open) => LotId.make(open)) })) : answer(found)
  }
  return Command.match(command, {
    Count: ({ onHand }) => onHand === stock.onHand ? nothing : fact({ _tag: "StockCounted", ...about, onHand }),
    Order: ({ lot: id, qty, eta }) => {
      const known = stock.lots[id]
      if (known === undefined) return fact({ _tag: "LotOrdered", ...about, lot: id, qty, eta })
      return known.qty === qty && known.eta === eta ? nothing : Result.fail(new LotKnown({ lot: id, ...known }))
    },
    MoveLot: ({ lot: id, eta }) => lot(id, ({ eta: was }) => was === eta ? nothing : fact({ _tag: "LotMoved", ...about, lot: id, was, eta })),
    ReceiveLot: ({ lot: id, qty }) => lot(id, (ordered) => fact({ _tag: "LotReceived", ...about, lot: id, qty: qty ?? ordered.qty })),
    CancelLot: ({ lot: id }) => lot(id, () => fact({ _tag: "LotCancelled", ...about, lot: id })),
    Issue: ({ holder }) => {
      const qty = stock.kept[holder]?.qty
      if (qty === undefined) return Result.fail(new NothingKept({ holder }))
      if (qty > stock.onHand) return Result.fail(new NotOnHand({ asked: qty, onHand: stock.onHand }))
      return fact({ _tag: "PartIssued", ...about, holder, qty })
    }
  })
}

/** Whoever would have had the part in time, and will not after this. */
const delays = (stock: Stock.State, event: Stock.Event, leadMin: number | undefined): ReadonlyArray<Stock.Event> => {
  const { site, part, at } = event
  const before = new Set(missing(stock, at, leadMin).map(({ kept }) => kept.holder))
  return missing(Stock.evolve(stock, event), at, leadMin)
    .filter(({ kept }) => !before.has(kept.holder))
    .map(({ kept: { holder, by }, from }) => ({ _tag: "PartsDelayed", site, part, at, holder, by, from }))
}

// Streams

/** Parts are written, the site is only read. */
export type Event = Site.Event | Stock.Event

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "part",
  Command,
  Event: Schema.Union([...Site.events, ...Stock.events]),
  initial: { site: Site.initial, stock: Stock.initial },
  decide,
  evolve: (state, event) => isSite(event) ? { ...state, site: Site.evolve(state.site, event) } : { ...state, stock: Stock.evolve(state.stock, event) },
  isTerminal: () => false,
  reads: ({ site, part }) => [Site.stream(site), Stock.stream(site, part)],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : Stock.stream(event.site, event.part)
}
