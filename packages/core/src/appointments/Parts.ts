/** The parts department of a site: what is ordered, comes, comes later, goes to the workshop, and comes back. */
import { Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { AppointmentId, LotId, PartNo, SiteId, type StreamId } from "../Ids.ts"
import { Qty } from "../sites/Resources.ts"
import * as Site from "../sites/Site.ts"
import * as Stock from "../workshop/Stock.ts"
import { missing } from "../workshop/supply.ts"
import * as Appointment from "./Appointment.ts"
import * as Books from "./Books.ts"
import type { Desk } from "./desk.ts"
import { NotPossibleNow, OtherSite, UnknownSite } from "./Rejection.ts"
import { kept } from "./shelf.ts"

const on = { site: SiteId, part: PartNo, at: Instant }

// Commands

export const Command = Schema.Union([
  Schema.TaggedStruct("Count", { ...on, onHand: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 })) }),
  Schema.TaggedStruct("Order", { ...on, lot: LotId, qty: Qty, eta: Instant }),
  Schema.TaggedStruct("MoveLot", { ...on, lot: LotId, eta: Instant }),
  Schema.TaggedStruct("ReceiveLot", { ...on, lot: LotId, qty: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))) }),
  Schema.TaggedStruct("CancelLot", { ...on, lot: LotId }),
  /** Hands out what is kept for an appointment. */
  Schema.TaggedStruct("Issue", { ...on, holder: AppointmentId }),
  /** Takes back what was handed out for an appointment; as long as it needs the part, it is kept for it again. */
  Schema.TaggedStruct("Return", { ...on, holder: AppointmentId }),
  /** The car that is here does not need what is kept for it. */
  Schema.TaggedStruct("Spare", { ...on, holder: AppointmentId })
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

/** Nothing was handed out for this appointment. */
export class NothingIssued extends Schema.TaggedError<NothingIssued>()("NothingIssued", { holder: AppointmentId }) {
  override get message() {
    return `Nothing of this part is in the workshop for ${this.holder}. Only what was issued can be returned.`
  }
}

/** Not enough is on the shelf. */
export class NotOnHand extends Schema.TaggedError<NotOnHand>()("NotOnHand", { asked: Schema.Int, onHand: Schema.Int }) {
  override get message() {
    return `${this.asked} are asked for and ${this.onHand} on the shelf. Receive a lot, or count again.`
  }
}

export type Rejection = UnknownSite | OtherSite | NotPossibleNow | UnknownPart | UnknownLot | LotKnown | NothingKept | NothingIssued | NotOnHand

// Decide

/** What one decision knows: the site, the part, and the appointment that takes it. */
export type State = Books.WithAppointment

type Answer = Result.Result<ReadonlyArray<Books.Event>, Rejection>

type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>

const nothing: Answer = Result.succeed([])

const stockOf = (state: State, part: PartNo): Stock.State => state.stock[part] ?? Stock.initial

const decide = (command: Command, state: State): Answer => {
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { document } = state.site
  const { parts = [] } = document
  const part = parts.find(({ no }) => no === command.part)
  if (part === undefined) return Result.fail(new UnknownPart({ part: command.part, listed: parts.map(({ no }) => no) }))
  const stock = stockOf(state, command.part)
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
    Issue: (c) => issue(state, stock, c, fact),
    Return: (c) => takeBack(state, document, c),
    Spare: (c) => spare(state, stock, c)
  })
}

/** Whoever will not have the part in time after this, and would have had it before or was never told. */
const delays = (stock: Stock.State, event: Stock.Event, leadMin: number | undefined): ReadonlyArray<Stock.Event> => {
  const { site, part, at } = event
  const before = new Set(missing(stock, at, leadMin).map(({ kept }) => kept.holder))
  return missing(Stock.evolve(stock, event), at, leadMin)
    .filter(({ kept }) => !before.has(kept.holder) || !kept.delayed)
    .map(({ kept: { holder, by }, from }) => ({ _tag: "PartsDelayed", site, part, at, holder, by, from }))
}

// Decide: parts and the car they are for

/** The visit that takes the part, if it stands as it must. */
const visitFor = (
  { appointment }: State,
  { _tag: asked, site }: Ask<"Issue" | "Return" | "Spare">,
  ...possibleIn: ReadonlyArray<Appointment.State["_tag"]>
): Result.Result<Appointment.Visit, OtherSite | NotPossibleNow> => {
  const owner = Appointment.siteOf(appointment)
  if (owner !== undefined && owner !== site) return Result.fail(new OtherSite({ site: owner }))
  return "visit" in appointment && possibleIn.includes(appointment._tag)
    ? Result.succeed(appointment.visit)
    : Result.fail(new NotPossibleNow({ asked, state: appointment._tag, possibleIn }))
}

const drawnOf = ({ drawn }: Appointment.Visit, part: PartNo): number => drawn.find((line) => line.part === part)?.qty ?? 0

const issue = (state: State, { kept, onHand }: Stock.State, command: Ask<"Issue">, fact: (event: Stock.Event) => Answer): Answer => {
  const { site, part, holder, at } = command
  const qty = kept[holder]?.qty
  if (qty === undefined) return Result.fail(new NothingKept({ holder }))
  return Result.flatMap(visitFor(state, command, "Booked", "Arrived"), (visit): Answer =>
    qty > onHand ? Result.fail(new NotOnHand({ asked: qty, onHand })) : Result.map(fact({ _tag: "PartIssued", site, part, at, holder, qty }), (facts) =>
      [...facts, { _tag: "PartsDrawn", id: holder, site, at, part, qty: drawnOf(visit, part) + qty }]))
}

const takeBack = (state: State, document: Site.Document, command: Ask<"Return">): Answer => {
  const { site, part, holder, at } = command
  return Result.flatMap(visitFor(state, command, "Booked", "Arrived", "NoShow", "Cancelled"), (visit): Answer => {
    const qty = drawnOf(visit, part)
    if (qty === 0) return Result.fail(new NothingIssued({ holder }))
    const back = [
      { _tag: "PartReturned" as const, site, part, at, holder, qty },
      { _tag: "PartsDrawn" as const, id: holder, site, at, part, qty: 0 }
    ]
    const { days, stock, appointment } = back.reduce<State>(Books.evolveOne, state)
    const desk: Desk = { document, days, stock, appointment, id: holder, at }
    const needsIt = (appointment._tag === "Booked" || appointment._tag === "Arrived") && appointment.visit.plan !== null
    return Result.succeed(needsIt ? [...back, ...kept(desk, appointment.visit.plan).filter((line) => line.part === part)] : back)
  })
}

const spare = (state: State, { kept }: Stock.State, command: Ask<"Spare">): Answer => {
  const { site, part, holder, at } = command
  const qty = kept[holder]?.qty
  if (qty === undefined) return Result.fail(new NothingKept({ holder }))
  return Result.map(visitFor(state, command, "Arrived"), () => [
    { _tag: "PartReleased", site, part, at, holder },
    { _tag: "PartSpared", id: holder, site, at, part, qty }
  ])
}

// Streams

const reads = (command: Command, { site }: State): ReadonlyArray<StreamId> => {
  const streams = [Site.stream(command.site)]
  if (site._tag === "Unopened") return streams
  const own = "holder" in command ? [Appointment.stream(command.holder)] : []
  return [...streams, Stock.stream(command.site, command.part), ...own]
}

export const aggregate: Aggregate<Command, State, Books.Event, Rejection> = {
  name: "part",
  Command,
  Event: Books.Event,
  initial: Books.initialOne,
  decide,
  evolve: Books.evolveOne,
  isTerminal: () => false,
  reads,
  streamOf: Books.streamOf
}
