/** Why something cannot be entered, appealed or decided: what is true, and what would be accepted. */
import { Schema } from "effect"
import { LocalDate, Month } from "../calendar/LocalDate.ts"
import { EntryId, EvidenceId, ProposalId, StaffId } from "../Ids.ts"

/** What was seen belongs to another month, or is still to come. */
export class OtherMonth extends Schema.TaggedError<OtherMonth>()("OtherMonth", { date: LocalDate, month: Month, today: LocalDate }) {
  override get message() {
    return `${this.date} is not a past day of ${this.month} (today is ${this.today} there). Enter it under its own month, when it has happened.`
  }
}

/** The month is not over. */
export class MonthNotOver extends Schema.TaggedError<MonthNotOver>()("MonthNotOver", { month: Month, today: LocalDate }) {
  override get message() {
    return `${this.month} is not over: today is ${this.today} there. Settle it when it is, or look at what it would be.`
  }
}

/** The month is settled; what was entered can be appealed. */
export class MonthClosed extends Schema.TaggedError<MonthClosed>()("MonthClosed", { month: Month }) {
  override get message() {
    return `${this.month} is settled. Appeal an entry that is wrong; nothing is entered any more.`
  }
}

/** There is no such group in the rules of the month. */
export class UnknownGroup extends Schema.TaggedError<UnknownGroup>()("UnknownGroup", { groups: Schema.Array(Schema.String) }) {
  override get message() {
    return `The groups of the month are ${this.groups.join(", ") || "none"}. Name one of them, or list it in the site's document.`
  }
}

/** Whoever is concerned, or had a part in it, is no judge and no witness of it. */
export class NotImpartial extends Schema.TaggedError<NotImpartial>()("NotImpartial", { staff: StaffId }) {
  override get message() {
    return `${this.staff} is concerned, or had a part in it. Somebody else is needed.`
  }
}

/** Evidence is something seen once. */
export class EvidenceTaken extends Schema.TaggedError<EvidenceTaken>()("EvidenceTaken", { evidence: EvidenceId }) {
  override get message() {
    return `${this.evidence} is recorded already, as something else or by its own id for the same occasion. Withdraw it first if it is wrong.`
  }
}

export class UnknownEvidence extends Schema.TaggedError<UnknownEvidence>()("UnknownEvidence", { evidence: EvidenceId }) {
  override get message() {
    return `There is no evidence ${this.evidence} in this month.`
  }
}

export class NoSuchEntry extends Schema.TaggedError<NoSuchEntry>()("NoSuchEntry", { entry: EntryId }) {
  override get message() {
    return `There is no entry ${this.entry} in this month. Entries are made when the month is settled.`
  }
}

/** Nobody has objected to it. */
export class NotAppealed extends Schema.TaggedError<NotAppealed>()("NotAppealed", { entry: EntryId }) {
  override get message() {
    return `Nobody has appealed the entry ${this.entry}. Appeal it first.`
  }
}

/** It was decided otherwise, or is decided for good. */
export class AlreadyDecided extends Schema.TaggedError<AlreadyDecided>()("AlreadyDecided", { outcome: Schema.Literals(["upheld", "dismissed", "accepted", "declined"]) }) {
  override get message() {
    return `That is decided: ${this.outcome}. A decision stands.`
  }
}

export class UnknownProposal extends Schema.TaggedError<UnknownProposal>()("UnknownProposal", { proposal: ProposalId }) {
  override get message() {
    return `There is no proposal ${this.proposal} in this month.`
  }
}

export class ProposalTaken extends Schema.TaggedError<ProposalTaken>()("ProposalTaken", { proposal: ProposalId }) {
  override get message() {
    return `${this.proposal} proposes something else. Give the new one an id of its own.`
  }
}

/** What it rested on stands no more. */
export class ProposalGroundless extends Schema.TaggedError<ProposalGroundless>()("ProposalGroundless", { months: Schema.Array(Month) }) {
  override get message() {
    return `No target that counts was missed in ${this.months.join(", ")}, so there is nothing to accept. Decline it.`
  }
}
