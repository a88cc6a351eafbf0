/** What is done about a complaint: who answers it, what is offered, and whether the customer is content. */
import { Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { addMinutes, Instant, toMillis } from "../calendar/Instant.ts"
import { addDays, LocalDate } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import { CallbackId, ComplaintId, CustomerId, SiteId, StaffId, VehicleId, VisitId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { Note } from "../Text.ts"
import * as Complaint from "./Complaint.ts"

// Commands

const on = { id: ComplaintId, site: SiteId, at: Instant }

export const Command = Schema.Union([
  /** Somebody complains, at `at`. Nobody is turned away because of what is known of them: the customer needs no file. */
  Schema.TaggedStruct("Receive", {
    ...on, customer: CustomerId, source: Complaint.Source, category: Complaint.Category, what: Schema.optionalKey(Note),
    vehicle: Schema.optionalKey(VehicleId), visit: Schema.optionalKey(VisitId), callback: Schema.optionalKey(CallbackId)
  }),
  Schema.TaggedStruct("Assign", { ...on, owner: StaffId }),
  /** The customer has a first response. */
  Schema.TaggedStruct("Answer", { ...on, by: StaffId }),
  Schema.TaggedStruct("OfferSolution", { ...on, by: StaffId, solution: Note }),
  /** The customer accepts what was offered. */
  Schema.TaggedStruct("AcceptSolution", on),
  Schema.TaggedStruct("RefuseSolution", on),
  /** It was not over after all. */
  Schema.TaggedStruct("Reopen", { ...on, why: Note }),
  /** It cannot be opened again any more. */
  Schema.TaggedStruct("Settle", on),
  /** A deadline is over: let somebody know. */
  Schema.TaggedStruct("Escalate", { ...on, what: Complaint.Deadline })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>

// Rejections

/** Nobody has received this complaint. */
export class UnknownComplaint extends Schema.TaggedError<UnknownComplaint>()("UnknownComplaint", { id: ComplaintId }) {
  override get message() {
    return `There is no complaint ${this.id}. Receive it first.`
  }
}

/** Something else was received under this id. */
export class OtherComplaint extends Schema.TaggedError<OtherComplaint>()("OtherComplaint", { id: ComplaintId }) {
  override get message() {
    return `${this.id} is another complaint. Give the new one an id of its own.`
  }
}

/** Nothing can follow that was before. */
export class OutOfOrder extends Schema.TaggedError<OutOfOrder>()("OutOfOrder", { since: Instant }) {
  override get message() {
    return `What this follows was at ${this.since}. It can only have been then or later.`
  }
}

/** It is not closed. */
export class ComplaintOpen extends Schema.TaggedError<ComplaintOpen>()("ComplaintOpen", { id: ComplaintId }) {
  override get message() {
    return `The complaint ${this.id} is open. Offer a solution that the customer accepts.`
  }
}

/** The customer has accepted what was done. */
export class ComplaintClosed extends Schema.TaggedError<ComplaintClosed>()("ComplaintClosed", { at: Instant, until: LocalDate }) {
  override get message() {
    return `The customer accepted what was done, at ${this.at}. Until ${this.until} the complaint can be opened again.`
  }
}

/** It is over for good. */
export class ComplaintOver extends Schema.TaggedError<ComplaintOver>()("ComplaintOver", { until: LocalDate }) {
  override get message() {
    return `The complaint is over: it could be opened again until ${this.until}. Receive a new one if there is one.`
  }
}

/** It may still be opened again. */
export class MayBeReopened extends Schema.TaggedError<MayBeReopened>()("MayBeReopened", { until: LocalDate }) {
  override get message() {
    return `The complaint can be opened again until ${this.until}. Settle it after that date.`
  }
}

/** There is one first response. */
export class AlreadyAnswered extends Schema.TaggedError<AlreadyAnswered>()("AlreadyAnswered", { by: StaffId, at: Instant }) {
  override get message() {
    return `${this.by} gave the first response at ${this.at}. Offer a solution.`
  }
}

/** There is nothing that the customer could accept or refuse. */
export class NoSolutionOffered extends Schema.TaggedError<NoSolutionOffered>()("NoSolutionOffered", { id: ComplaintId }) {
  override get message() {
    return `No solution of the complaint ${this.id} waits for the customer's word. Offer one first.`
  }
}

/** There is time left, or it was done. */
export class NotOverdue extends Schema.TaggedError<NotOverdue>()("NotOverdue", { what: Complaint.Deadline, by: Instant, doneAt: Schema.NullOr(Instant) }) {
  override get message() {
    return this.doneAt === null ? `There is time until ${this.by}.` : `There is nothing to wait for: it was done at ${this.doneAt}.`
  }
}

export type Rejection =
  | UnknownSite | UnknownComplaint | OtherComplaint | OutOfOrder | ComplaintOpen | ComplaintClosed | ComplaintOver | MayBeReopened | AlreadyAnswered
  | NoSolutionOffered | NotOverdue

// Decide

/** What one decision knows: the site that was complained of, and the complaint. */
export interface State {
  readonly site: Site.State
  readonly complaint: Complaint.State
}

export type Event = Site.Event | Complaint.Event

type Answer = Result.Result<ReadonlyArray<Complaint.Event>, Rejection>

type Known = Exclude<Complaint.State, { readonly _tag: "None" }>

const nothing: Answer = Result.succeed([])

/** The last date on which a complaint that was closed then can be opened again. */
export const reopenUntil = ({ calendar, care }: Document, closedAt: Instant): LocalDate =>
  addDays(localOf(calendar.zone, toMillis(closedAt)).date, whole(care).complaints.reopenDays)

const decide = (command: Command, { site, complaint }: State): Answer => {
  if (site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { document } = site
  if (command._tag === "Receive") return receive(command, complaint, document)
  if (complaint._tag === "None") return Result.fail(new UnknownComplaint({ id: command.id }))
  const { receivedAt } = complaint.complaint
  if (command.at < receivedAt) return Result.fail(new OutOfOrder({ since: receivedAt }))
  switch (command._tag) {
    case "Escalate":
      return escalate(command, complaint)
    case "Reopen":
      return reopen(command, complaint, document)
    case "Settle":
      return settle(command, complaint, document)
    case "AcceptSolution":
      return accept(command, complaint)
    default:
      return handle(command, complaint, document)
  }
}

const receive = (command: Ask<"Receive">, state: Complaint.State, { care }: Document): Answer => {
  const { id, site, at, customer, source, category, what = null, vehicle = null, visit = null, callback = null } = command
  if (state._tag === "None") {
    const { answerMin, closeHours } = whole(care).complaints
    // Elapsed time: a night on which the clock changes is no longer and no shorter to whoever waits.
    return Result.succeed([{
      _tag: "ComplaintReceived", id, site, at, customer, vehicle, visit, callback, source, category,
      answerBy: addMinutes(at, answerMin), closeBy: addMinutes(at, closeHours * 60), what: { text: what }
    }])
  }
  const known = state.complaint
  const isSame = known.customer === customer && known.source === source && known.category === category && known.what === what &&
    known.vehicle === vehicle && known.visit === visit && known.callback === callback
  return isSame ? nothing : Result.fail(new OtherComplaint({ id }))
}

/** What every fact about a complaint begins with; the site is that which was complained of. */
const about = ({ id, at }: Command, { site, customer }: Complaint.Case) => ({ id, site, at, customer })

type Handling = Ask<"Assign"> | Ask<"Answer"> | Ask<"OfferSolution"> | Ask<"RefuseSolution">

/** What is done while it is open. */
const handle = (command: Handling, state: Known, document: Document): Answer => {
  const { complaint } = state
  const { answered, solution } = complaint
  if (isSaid(command, complaint)) return nothing
  if (state._tag !== "Open") {
    const until = reopenUntil(document, state.at)
    return Result.fail(state._tag === "Closed" ? new ComplaintClosed({ at: state.at, until }) : new ComplaintOver({ until }))
  }
  const on = about(command, complaint)
  switch (command._tag) {
    case "Assign":
      return Result.succeed([{ _tag: "ComplaintAssigned", ...on, owner: command.owner }])
    case "Answer":
      return answered === null ? Result.succeed([{ _tag: "ComplaintAnswered", ...on, by: command.by }]) : Result.fail(new AlreadyAnswered(answered))
    case "OfferSolution":
      // Whoever is offered something has been answered.
      return Result.succeed([
        ...(answered === null ? [{ _tag: "ComplaintAnswered" as const, ...on, by: command.by }] : []),
        { _tag: "SolutionOffered", ...on, by: command.by, solution: { text: command.solution } }
      ])
    case "RefuseSolution":
      if (solution?._tag !== "Offered") return Result.fail(new NoSolutionOffered({ id: complaint.id }))
      return command.at < solution.at ? Result.fail(new OutOfOrder({ since: solution.at })) : Result.succeed([{ _tag: "SolutionRefused", ...on }])
  }
}

/** It was said before, of the complaint as it stands. */
const isSaid = (command: Handling, { owner, answered, solution }: Complaint.Case): boolean => {
  switch (command._tag) {
    case "Assign":
      return owner === command.owner
    case "Answer":
      return answered?.by === command.by
    case "OfferSolution":
      return solution?._tag === "Offered" && solution.by === command.by && solution.text === command.solution
    case "RefuseSolution":
      return solution?._tag === "Refused"
  }
}

const accept = (command: Ask<"AcceptSolution">, state: Known): Answer => {
  if (state._tag !== "Open") return nothing
  const { id, solution, receivedAt, closeBy } = state.complaint
  if (solution?._tag !== "Offered") return Result.fail(new NoSolutionOffered({ id }))
  if (command.at < solution.at) return Result.fail(new OutOfOrder({ since: solution.at }))
  return Result.succeed([{ _tag: "SolutionAccepted", ...about(command, state.complaint), receivedAt, closeBy }])
}

const reopen = (command: Ask<"Reopen">, state: Known, document: Document): Answer => {
  const { complaint } = state
  if (state._tag === "Open") return complaint.reopened.at(-1) === command.why ? nothing : Result.fail(new ComplaintOpen({ id: complaint.id }))
  if (command.at < state.at) return Result.fail(new OutOfOrder({ since: state.at }))
  const until = reopenUntil(document, state.at)
  if (state._tag === "Settled" || !isWithin(command.at, until, document)) return Result.fail(new ComplaintOver({ until }))
  return Result.succeed([{ _tag: "ComplaintReopened", ...about(command, complaint), why: { text: command.why } }])
}

const isWithin = (at: Instant, until: LocalDate, { calendar }: Document): boolean => localOf(calendar.zone, toMillis(at)).date <= until

const settle = (command: Ask<"Settle">, state: Known, document: Document): Answer => {
  if (state._tag === "Settled") return nothing
  if (state._tag === "Open") return Result.fail(new ComplaintOpen({ id: command.id }))
  const until = reopenUntil(document, state.at)
  return isWithin(command.at, until, document) ? Result.fail(new MayBeReopened({ until })) : Result.succeed([{ _tag: "ComplaintSettled", ...about(command, state.complaint) }])
}

/** Once for each deadline, also when the complaint was opened again since. */
const escalate = (command: Ask<"Escalate">, state: Known): Answer => {
  const { what, at } = command
  const { complaint } = state
  const { overdue, answered, answerBy, closeBy } = complaint
  if (overdue.includes(what)) return nothing
  const [by, doneAt] = what === "answer" ? [answerBy, answered?.at ?? null] as const : [closeBy, state._tag === "Open" ? null : state.at] as const
  if (doneAt !== null || at < by) return Result.fail(new NotOverdue({ what, by, doneAt }))
  return Result.succeed([{ _tag: "ComplaintOverdue", ...about(command, complaint), what, since: by }])
}

// Streams

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "complaint",
  Command,
  Event: Schema.Union([...Site.events, ...Complaint.events]),
  initial: { site: Site.initial, complaint: Complaint.initial },
  decide,
  evolve: (state, event) => isSite(event) ? { ...state, site: Site.evolve(state.site, event) } : { ...state, complaint: Complaint.evolve(state.complaint, event) },
  isTerminal: ({ complaint }) => complaint._tag === "Settled",
  // The site that was complained of judges, wherever something is told.
  reads: ({ id, site }, { complaint }) => [Complaint.stream(id), Site.stream(complaint._tag === "None" ? site : complaint.complaint.site)],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : Complaint.stream(event.id)
}
