/** One file per customer: how to reach them, what they agreed to, and who has been in touch. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { CallbackId, CustomerId, ExternalRef, SiteId, StaffId, type StreamId, streamId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Line, Note } from "../Text.ts"
import { TierName } from "./Tier.ts"

// Vocabulary

/** Who the customer is to people. Every field may be missing: whoever keeps their data to themselves is a customer too (S2-11). */
export const Details = Personal(Schema.Struct({
  name: Schema.optionalKey(Line),
  /** The first is tried first. */
  phones: Schema.optionalKey(Schema.Array(Schema.String.check(Schema.isPattern(/^[+0-9][0-9 ()-]{2,24}$/u, { message: "expected a telephone number such as +86 138 0013 8000" }))).check(Schema.isMaxLength(5))),
  email: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^[^@\s]{1,64}@[^@\s]{1,190}$/u, { message: "expected an address such as li@example.com" }))),
  address: Schema.optionalKey(Line),
  birthday: Schema.optionalKey(LocalDate),
  /** Until when the driving licence is valid (S3-09). */
  licenceUntil: Schema.optionalKey(LocalDate)
}))
export type Details = typeof Details.Type

/** What the customer is spoken to for: what was ordered, offers and invitations, or notes on how to talk with them. */
export const Purpose = Schema.Literals(["transactional", "commercial", "handling"])
export type Purpose = typeof Purpose.Type

export const Means = Schema.Literals(["phone", "sms", "email", "post", "visit"])
export type Means = typeof Means.Type

/** When they like to be called, by the site's wall clock. */
export const Preferred = Schema.Struct({ from: LocalTime, to: LocalTime })
  .check(Schema.makeFilter(({ from, to }) => from < to || "expected a time of the day that ends after it begins"))
export type Preferred = typeof Preferred.Type

/** Why the telephone does not reach somebody. */
export const Missed = Schema.Literals(["wrong-number", "no-answer"])

// State

/** What is known of somebody, or that they keep it to themselves: then the file shows nothing, whatever was said before. */
export type Data = { readonly _tag: "Given"; readonly details: Details } | { readonly _tag: "Refused" }

/** What was said last of each purpose and means; left out, nothing was said. */
export type Consents = Readonly<Partial<Record<Purpose, Readonly<Partial<Record<Means, "given" | "withdrawn">>>>>>

/** Somebody of the dealership was in touch; `callback` is the call it was, if it was one that was owed. */
export interface Contact {
  readonly at: Instant
  readonly by: StaffId | null
  readonly means: Means
  readonly callback: CallbackId | null
}

export interface File {
  readonly id: CustomerId
  /** The site that looks after them. */
  readonly site: SiteId
  readonly data: Data
  readonly external: ReadonlyArray<ExternalRef>
  readonly consents: Consents
  readonly preferred: Preferred | null
  readonly tier: string | null
  /** How to talk with them; null when nothing is noted, or they do not want it noted any more. */
  readonly handling: string | null
  /** In the order they were told. */
  readonly contacts: ReadonlyArray<Contact>
  /** Since when, and why, the telephone does not reach them; null when it does, as far as is known. */
  readonly unreachable: { readonly since: Instant; readonly because: typeof Missed.Type } | null
  /** The other files of the same person that have become part of this one. */
  readonly merged: ReadonlyArray<CustomerId>
}

export type State =
  | { readonly _tag: "None" }
  | { readonly _tag: "Open"; readonly file: File }
  /** The same person has another file, `into`; what is in this one is history. */
  | { readonly _tag: "Merged"; readonly file: File; readonly into: CustomerId }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: CustomerId, site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("CustomerRegistered", { ...on, details: Details, external: Schema.Array(ExternalRef) }),
  Schema.TaggedStruct("CustomerDescribed", { ...on, details: Details }),
  /** The customer keeps their data to themselves; nothing is asked again. */
  Schema.TaggedStruct("DataRefused", on),
  Schema.TaggedStruct("ConsentGiven", { ...on, purpose: Purpose, means: Means }),
  Schema.TaggedStruct("ConsentWithdrawn", { ...on, purpose: Purpose, means: Means }),
  Schema.TaggedStruct("PreferredTimeSet", { ...on, preferred: Schema.NullOr(Preferred) }),
  Schema.TaggedStruct("TierSet", { ...on, tier: Schema.NullOr(TierName) }),
  Schema.TaggedStruct("ExternalLinked", { ...on, external: ExternalRef }),
  /** How to talk with them, in somebody's words, with their consent (S4-17); null: nothing any more. */
  Schema.TaggedStruct("HandlingNoted", { ...on, note: Personal(Schema.Struct({ text: Schema.NullOr(Note) })) }),
  /** Somebody of the dealership spoke with them, so that others leave them alone for a while (S3-08). */
  Schema.TaggedStruct("ContactNoted", { ...on, by: Schema.NullOr(StaffId), means: Means, callback: Schema.NullOr(CallbackId) }),
  /** The telephone does not reach them (S4-10). */
  Schema.TaggedStruct("CustomerUnreachable", { ...on, because: Missed, callback: Schema.NullOr(CallbackId), address: Schema.Boolean }),
  Schema.TaggedStruct("CustomerReachable", on),
  /** The same person has another file, which is theirs from now on; what happened here stays here. */
  Schema.TaggedStruct("CustomerMerged", { ...on, into: CustomerId }),
  /** The other side of a merge: what is known of the other file is known here too. */
  Schema.TaggedStruct("CustomerAbsorbed", { ...on, other: CustomerId, external: Schema.Array(ExternalRef), withdrawn: Schema.Array(Schema.Struct({ purpose: Purpose, means: Means })) })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const noted = (state: State, change: (file: File) => Partial<File>): State =>
  state._tag === "None" ? state : { ...state, file: { ...state.file, ...change(state.file) } }

const said = (consents: Consents, { purpose, means }: { readonly purpose: Purpose; readonly means: Means }, what: "given" | "withdrawn"): Consents =>
  ({ ...consents, [purpose]: { ...consents[purpose], [means]: what } })

/** References that were known and those that are new, each once. */
const joined = (known: ReadonlyArray<ExternalRef>, more: ReadonlyArray<ExternalRef>): ReadonlyArray<ExternalRef> =>
  [...known, ...more.filter((one, i) => !isLinked(known, one) && !isLinked(more.slice(0, i), one))]

export const isLinked = (external: ReadonlyArray<ExternalRef>, { system, id }: ExternalRef): boolean =>
  external.some((one) => one.system === system && one.id === id)

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    CustomerRegistered: ({ id, site, details, external }): State => ({
      _tag: "Open",
      file: {
        id, site, data: { _tag: "Given", details }, external: joined([], external), consents: {}, preferred: null, tier: null, handling: null, contacts: [],
        unreachable: null, merged: []
      }
    }),
    CustomerDescribed: ({ details }) => noted(state, () => ({ data: { _tag: "Given", details } })),
    DataRefused: () => noted(state, () => ({ data: { _tag: "Refused" }, handling: null })),
    ConsentGiven: (event) => noted(state, ({ consents }) => ({ consents: said(consents, event, "given") })),
    ConsentWithdrawn: (event) => noted(state, ({ consents, handling }) => ({
      consents: said(consents, event, "withdrawn"), handling: event.purpose === "handling" ? null : handling
    })),
    PreferredTimeSet: ({ preferred }) => noted(state, () => ({ preferred })),
    TierSet: ({ tier }) => noted(state, () => ({ tier })),
    ExternalLinked: ({ external: one }) => noted(state, ({ external }) => ({ external: joined(external, [one]) })),
    HandlingNoted: ({ note }) => noted(state, () => ({ handling: note.text })),
    // Whoever was spoken to since can be reached, whoever wrote that down.
    ContactNoted: ({ at, by, means, callback }) => noted(state, ({ contacts, unreachable }) => ({
      contacts: [...contacts, { at, by, means, callback }],
      unreachable: unreachable !== null && unreachable.since <= at && (means === "phone" || means === "visit") ? null : unreachable
    })),
    CustomerUnreachable: ({ at, because }) => noted(state, () => ({ unreachable: { since: at, because } })),
    CustomerReachable: () => noted(state, () => ({ unreachable: null })),
    CustomerMerged: ({ into }): State => state._tag === "None" ? state : { _tag: "Merged", file: state.file, into },
    CustomerAbsorbed: ({ other, external: more, withdrawn }) => noted(state, ({ merged, external, consents, handling }) => ({
      merged: merged.includes(other) ? merged : [...merged, other],
      external: joined(external, more),
      consents: withdrawn.reduce((all, one) => said(all, one, "withdrawn"), consents),
      handling: withdrawn.some(({ purpose }) => purpose === "handling") ? null : handling
    }))
  })

/** The stream of a customer: `customer/{id}`. */
export const stream = (id: CustomerId): StreamId => streamId("customer", id)
