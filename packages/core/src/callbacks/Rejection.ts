/** Why something asked about a call is refused. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { AppointmentId, CallbackId, SiteId } from "../Ids.ts"
import type { UnknownSite } from "../sites/UnknownSite.ts"
import { Kind } from "./Kind.ts"

/** Nobody has asked for this call. */
export class UnknownCallback extends Schema.TaggedError<UnknownCallback>()("UnknownCallback", { id: CallbackId }) {
  override get message() {
    return `There is no call ${this.id}. Request it first.`
  }
}

/** The id is taken by another call. */
export class OtherCallback extends Schema.TaggedError<OtherCallback>()("OtherCallback", { id: CallbackId, kind: Kind }) {
  override get message() {
    return `${this.id} is another call (${this.kind}). Give the new one an id of its own.`
  }
}

/** The call is owed by another site. */
export class CallbackOfOtherSite extends Schema.TaggedError<CallbackOfOtherSite>()("CallbackOfOtherSite", { site: SiteId }) {
  override get message() {
    return `This call is made by the site ${this.site}.`
  }
}

/** Nothing is left to do about it. */
export class CallbackOver extends Schema.TaggedError<CallbackOver>()("CallbackOver", { by: Schema.Literals(["Concluded", "GivenUp", "Withdrawn"]) }) {
  override get message() {
    const how = { Concluded: "was concluded", GivenUp: "was given up", Withdrawn: "was withdrawn" }[this.by]
    return `The call ${how} already. Request another one if there is more to say.`
  }
}

/** The customer is not to be called yet. */
export class TooEarlyToCall extends Schema.TaggedError<TooEarlyToCall>()("TooEarlyToCall", { from: Instant }) {
  override get message() {
    return `The call is to be made from ${this.from} on.`
  }
}

/** Nobody is called at this time of day. */
export class OutsideCallingHours extends Schema.TaggedError<OutsideCallingHours>()("OutsideCallingHours", { from: LocalTime, to: LocalTime }) {
  override get message() {
    return `This site calls from ${this.from} to ${this.to} by its wall clock.`
  }
}

/** It was tried a short while ago, or this attempt is told out of turn. */
export class AttemptTooSoon extends Schema.TaggedError<AttemptTooSoon>()("AttemptTooSoon", { last: Instant, next: Instant }) {
  override get message() {
    return `It was last tried at ${this.last}. The next attempt is made at ${this.next} or later.`
  }
}

/** Others of the dealership have just spoken with the customer (S3-08). */
export class RecentlyContacted extends Schema.TaggedError<RecentlyContacted>()("RecentlyContacted", { until: Instant }) {
  override get message() {
    return `A colleague has just spoken with this customer. Call from ${this.until} on, or say why it cannot wait.`
  }
}

/** The customer does not want to be called for this. */
export class CallNotWanted extends Schema.TaggedError<CallNotWanted>()("CallNotWanted", { purpose: Schema.Literals(["transactional", "commercial"]) }) {
  override get message() {
    return `The customer has withdrawn the consent to ${this.purpose} calls. Withdraw the call, or record the consent if it was given anew.`
  }
}

/** The time that was agreed is over already. */
export class NewTimeOver extends Schema.TaggedError<NewTimeOver>()("NewTimeOver", { from: Instant }) {
  override get message() {
    return `${this.from} is over already. Agree on a time that is still to come.`
  }
}

const accepted = Schema.Array(Schema.String)

/** The talk has not come to an end. */
export class QuestionOpen extends Schema.TaggedError<QuestionOpen>()("QuestionOpen", { question: Schema.String, accepted }) {
  override get message() {
    return `The question ${this.question} is open. Accepted are: ${this.accepted.join(", ")}.`
  }
}

/** The question takes other answers. */
export class AnswerNotAccepted extends Schema.TaggedError<AnswerNotAccepted>()("AnswerNotAccepted", { question: Schema.String, accepted }) {
  override get message() {
    return `That is no answer to the question ${this.question}. Accepted are: ${this.accepted.join(", ")}.`
  }
}

/** The talk did not come to this question. */
export class QuestionNotAsked extends Schema.TaggedError<QuestionNotAsked>()("QuestionNotAsked", { question: Schema.String, open: Schema.NullOr(Schema.String) }) {
  override get message() {
    return `This talk does not come to the question ${this.question}. ${this.open === null ? "It is over before." : `Open is ${this.open}.`}`
  }
}

/** Nothing has come of the call yet. */
export class CallAgain extends Schema.TaggedError<CallAgain>()("CallAgain", { because: Schema.Literals(["third-person", "wrong-number", "another-time"]) }) {
  override get message() {
    return `Nothing has come of the call yet (${this.because}). ${this.because === "another-time" ? "Postpone it to the time that was agreed." : "Record the attempt."}`
  }
}

/** The talk ended otherwise. */
export class OutcomeNotAllowed extends Schema.TaggedError<OutcomeNotAllowed>()("OutcomeNotAllowed", { allowed: Schema.Array(Schema.String), reason: Schema.NullOr(Schema.String) }) {
  override get message() {
    return `This talk ends with ${this.allowed.join(" or ")}${this.reason === null ? "" : `, and the answer given was ${this.reason}`}.`
  }
}

/** There is no such appointment of this customer. */
export class NotBookedForCustomer extends Schema.TaggedError<NotBookedForCustomer>()("NotBookedForCustomer", { appointment: AppointmentId }) {
  override get message() {
    return `${this.appointment} is not booked for this customer. Book it first, then conclude the call.`
  }
}

/** The site's script leads nowhere. */
export class ScriptBroken extends Schema.TaggedError<ScriptBroken>()("ScriptBroken", { kind: Kind, state: Schema.String }) {
  override get message() {
    return `The script for ${this.kind} leads nowhere from ${this.state}. Put the site's document right.`
  }
}

export type Rejection =
  | UnknownSite | UnknownCallback | OtherCallback | CallbackOfOtherSite | CallbackOver | TooEarlyToCall | OutsideCallingHours | AttemptTooSoon | RecentlyContacted | CallNotWanted
  | NewTimeOver | QuestionOpen | AnswerNotAccepted | QuestionNotAsked | CallAgain | OutcomeNotAllowed | NotBookedForCustomer | ScriptBroken
