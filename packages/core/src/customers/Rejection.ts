/** Why a customer's file stays as it is. No refusal repeats what the customer told. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { CustomerId } from "../Ids.ts"
import type { UnknownSite } from "../sites/UnknownSite.ts"

/** Nobody has opened a file for this customer. */
export class UnknownCustomer extends Schema.TaggedError<UnknownCustomer>()("UnknownCustomer", { id: CustomerId }) {
  override get message() {
    return `There is no file for the customer ${this.id}. Register them first.`
  }
}

/** The file is open, and says something else. */
export class AlreadyRegistered extends Schema.TaggedError<AlreadyRegistered>()("AlreadyRegistered", { id: CustomerId }) {
  override get message() {
    return `The customer ${this.id} has a file that says something else. Describe them, or register somebody else under another id.`
  }
}

/** The same person has another file. */
export class FileMerged extends Schema.TaggedError<FileMerged>()("FileMerged", { id: CustomerId, into: CustomerId }) {
  override get message() {
    return `The file ${this.id} was merged into ${this.into}. Tell it of ${this.into}.`
  }
}

/** A file is no duplicate of itself. */
export class SameFile extends Schema.TaggedError<SameFile>()("SameFile", { id: CustomerId }) {
  override get message() {
    return `${this.id} is one file. Name the other file of the same person that stays.`
  }
}

/** Nobody asks again for what a customer does not want to give. */
export class DataKept extends Schema.TaggedError<DataKept>()("DataKept", { id: CustomerId }) {
  override get message() {
    return `The customer ${this.id} keeps their data to themselves. Describe them only with what they give of their own accord, and say that they volunteered it.`
  }
}

/** Nobody is born tomorrow. */
export class BirthdayToCome extends Schema.TaggedError<BirthdayToCome>()("BirthdayToCome", { today: LocalDate }) {
  override get message() {
    return `The birthday is still to come: today is ${this.today} there. Give a birthday in the past, or none.`
  }
}

/** The site has no such tier. */
export class UnknownTier extends Schema.TaggedError<UnknownTier>()("UnknownTier", { tier: Schema.String, tiers: Schema.Array(Schema.String) }) {
  override get message() {
    return `The site has no tier ${this.tier}. Its tiers are: ${this.tiers.join(", ")}.`
  }
}

/** How to talk with somebody is noted only if they agree (S4-18). */
export class NoHandlingConsent extends Schema.TaggedError<NoHandlingConsent>()("NoHandlingConsent", { id: CustomerId }) {
  override get message() {
    return `The customer ${this.id} has not agreed to notes on how to talk with them, or no longer does. Give their consent for the purpose "handling" first.`
  }
}

/** Somebody has spoken with them since. */
export class SpokenToSince extends Schema.TaggedError<SpokenToSince>()("SpokenToSince", { at: Instant }) {
  override get message() {
    return `Somebody spoke with the customer at ${this.at}, which is later: they can be reached.`
  }
}

export type Rejection =
  | UnknownSite | UnknownCustomer | AlreadyRegistered | FileMerged | SameFile | DataKept | BirthdayToCome | UnknownTier | NoHandlingConsent | SpokenToSince
