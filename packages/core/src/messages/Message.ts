/** Something that is said to a customer in writing or at the door: what, about what, and until when it makes sense. */
import { Result, Schema } from "effect"
import { type Aggregate, tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { CustomerId, MessageId, SiteId, StaffId, type StreamId, streamId, VehicleId, VisitId } from "../Ids.ts"

// Vocabulary

export const Kind = Schema.Literals(["thank-you", "apology", "lost-contact-card", "house-call"])
export type Kind = typeof Kind.Type

/** Not before `from`; from `until` on it is not said any more. */
const window = { from: Instant, until: Instant }

// State

export interface Open {
  readonly id: MessageId
  readonly site: SiteId
  readonly kind: Kind
  readonly customer: CustomerId
  readonly vehicle: VehicleId | null
  readonly visit: VisitId | null
  readonly from: Instant
  readonly until: Instant
}

export type State =
  | { readonly _tag: "None" }
  | { readonly _tag: "Open"; readonly message: Open }
  | { readonly _tag: "Closed"; readonly message: Open; readonly by: "sent" | "withdrawn" }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: MessageId, site: SiteId, at: Instant }
const about = { kind: Kind, customer: CustomerId, vehicle: Schema.NullOr(VehicleId), visit: Schema.NullOr(VisitId), ...window }

export const events = [
  Schema.TaggedStruct("MessageRequested", { ...on, ...about }),
  /** Somebody sent it, or went there. */
  Schema.TaggedStruct("MessageSent", { ...on, kind: Kind, customer: CustomerId, by: StaffId }),
  Schema.TaggedStruct("MessageWithdrawn", { ...on, kind: Kind, customer: CustomerId })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Commands

export const Command = Schema.Union([
  Schema.TaggedStruct("Request", { ...on, ...about }),
  Schema.TaggedStruct("MarkSent", { ...on, by: StaffId }),
  Schema.TaggedStruct("Withdraw", on)
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

// Rejections

/** Nobody has asked for this message. */
export class UnknownMessage extends Schema.TaggedError<UnknownMessage>()("UnknownMessage", { id: MessageId }) {
  override get message() {
    return `There is no message ${this.id}. Request it first.`
  }
}

/** It was requested for something else. */
export class OtherMessage extends Schema.TaggedError<OtherMessage>()("OtherMessage", { id: MessageId, kind: Kind }) {
  override get message() {
    return `${this.id} is a message of another kind or to somebody else (${this.kind}). Give the new one an id of its own.`
  }
}

/** It is sent or withdrawn already. */
export class MessageClosed extends Schema.TaggedError<MessageClosed>()("MessageClosed", { by: Schema.Literals(["sent", "withdrawn"]) }) {
  override get message() {
    return `The message was ${this.by} already. Request another one if there is more to say.`
  }
}

/** It would come too early, or makes no sense any more. */
export class NotItsTime extends Schema.TaggedError<NotItsTime>()("NotItsTime", window) {
  override get message() {
    return `The message is sent from ${this.from} and before ${this.until}.`
  }
}

export type Rejection = UnknownMessage | OtherMessage | MessageClosed | NotItsTime

// Decide

type Answer = Result.Result<ReadonlyArray<Event>, Rejection>

const nothing: Answer = Result.succeed([])

const decide = (command: Command, state: State): Answer => {
  const { id, site, at } = command
  if (state._tag === "None") {
    return command._tag === "Request" ? Result.succeed([{ ...command, _tag: "MessageRequested" }]) : Result.fail(new UnknownMessage({ id }))
  }
  const { message } = state
  const { kind, customer, from, until } = message
  if (command._tag === "Request") return command.kind === kind && command.customer === customer ? nothing : Result.fail(new OtherMessage({ id, kind }))
  const by = command._tag === "MarkSent" ? "sent" : "withdrawn"
  if (state._tag === "Closed") return state.by === by ? nothing : Result.fail(new MessageClosed({ by: state.by }))
  if (command._tag === "Withdraw") return Result.succeed([{ _tag: "MessageWithdrawn", id, site, at, kind, customer }])
  return at < from || at >= until ? Result.fail(new NotItsTime({ from, until })) : Result.succeed([{ _tag: "MessageSent", id, site, at, kind, customer, by: command.by }])
}

// Evolve

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    MessageRequested: ({ _tag, at: _at, ...message }): State => ({ _tag: "Open", message }),
    MessageSent: () => closed(state, "sent"),
    MessageWithdrawn: () => closed(state, "withdrawn")
  })

const closed = (state: State, by: "sent" | "withdrawn"): State => state._tag === "None" ? state : { _tag: "Closed", message: state.message, by }

/** The stream of a message: `message/{id}`. */
export const stream = (id: MessageId): StreamId => streamId("message", id)

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "message",
  Command,
  Event,
  initial,
  decide,
  evolve,
  isTerminal: ({ _tag }) => _tag === "Closed",
  reads: ({ id }) => [stream(id)],
  streamOf: ({ id }) => stream(id)
}
