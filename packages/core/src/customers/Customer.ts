/** A customer in the care of a site: what is told of them, what they agree to, and that two files are one person. */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { toMillis } from "../calendar/Instant.ts"
import { localOf } from "../calendar/Zone.ts"
import type { CustomerId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { type Ask, Command } from "./Command.ts"
import { mayNote, withdrawn } from "./consent.ts"
import * as CustomerFile from "./CustomerFile.ts"
import {
  AlreadyRegistered, BirthdayToCome, DataKept, FileMerged, NoHandlingConsent, type Rejection, SameFile, SpokenToSince, UnknownCustomer, UnknownTier
} from "./Rejection.ts"

/** What one decision knows: the site that looks after the customer, and the files it is about, by id. */
export interface State {
  readonly site: Site.State
  readonly files: Readonly<Record<string, CustomerFile.State>>
}

export type Event = Site.Event | CustomerFile.Event

// Decide

type Answer = Result.Result<ReadonlyArray<CustomerFile.Event>, Rejection>

const nothing: Answer = Result.succeed([])

/** Only what was put there: an id may be called as a property that every object has. */
const fileOf = ({ files }: State, id: CustomerId): CustomerFile.State => Object.hasOwn(files, id) ? files[id] ?? CustomerFile.initial : CustomerFile.initial

const decide = (command: Command, state: State): Answer => {
  const { id, site, at } = command
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
  const { document } = state.site
  const customer = fileOf(state, id)
  if (customer._tag === "Merged") {
    const { into } = customer
    return command._tag === "Merge" && command.into === into ? nothing : Result.fail(new FileMerged({ id, into }))
  }
  if ("details" in command && command.details?.birthday !== undefined) {
    const today = localOf(document.calendar.zone, toMillis(at)).date
    if (command.details.birthday > today) return Result.fail(new BirthdayToCome({ today }))
  }
  if (command._tag === "Register") return register(command, customer)
  if (customer._tag === "None") return Result.fail(new UnknownCustomer({ id }))
  return command._tag === "Merge" ? merge(command, customer.file, fileOf(state, command.into)) : told(command, customer.file, document)
}

/** What every fact about the customer begins with. */
const on = ({ id, site, at }: Command) => ({ id, site, at })

const register = (command: Ask<"Register">, customer: CustomerFile.State): Answer => {
  const { id, details, external = [] } = command
  if (customer._tag === "None") {
    return Result.succeed([
      { _tag: "CustomerRegistered", ...on(command), details: details ?? {}, external },
      ...(details === null ? [{ _tag: "DataRefused" as const, ...on(command) }] : [])
    ])
  }
  const { data, external: linked } = customer.file
  // Who has a file needs none.
  if (details !== null && Object.keys(details).length === 0 && external.length === 0) return nothing
  const isSaid = Equal.equals(data._tag === "Given" ? data.details : null, details) && external.every((one) => CustomerFile.isLinked(linked, one))
  return isSaid ? nothing : Result.fail(new AlreadyRegistered({ id }))
}

const told = (command: Exclude<Command, Ask<"Register"> | Ask<"Merge">>, file: CustomerFile.File, { care }: Document): Answer => {
  const about = on(command)
  const { id } = command
  switch (command._tag) {
    case "Describe":
      return describe(command, file)
    case "RefuseData":
      return file.data._tag === "Refused" ? nothing : Result.succeed([{ _tag: "DataRefused", ...about }])
    case "GiveConsent":
    case "WithdrawConsent": {
      const { purpose, means } = command
      const [said, _tag] = command._tag === "GiveConsent" ? ["given", "ConsentGiven"] as const : ["withdrawn", "ConsentWithdrawn"] as const
      return file.consents[purpose]?.[means] === said ? nothing : Result.succeed([{ _tag, ...about, purpose, means }])
    }
    case "PreferTime":
      return Equal.equals(file.preferred, command.preferred) ? nothing : Result.succeed([{ _tag: "PreferredTimeSet", ...about, preferred: command.preferred }])
    case "SetTier": {
      const { tier } = command
      const tiers = whole(care).tiers.map(({ name }) => name)
      if (file.tier === tier) return nothing
      return tier === null || tiers.includes(tier) ? Result.succeed([{ _tag: "TierSet", ...about, tier }]) : Result.fail(new UnknownTier({ tier, tiers }))
    }
    case "LinkExternal":
      return CustomerFile.isLinked(file.external, command.external) ? nothing : Result.succeed([{ _tag: "ExternalLinked", ...about, external: command.external }])
    case "NoteHandling": {
      const { text } = command
      if (file.handling === text) return nothing
      return text === null || mayNote({ _tag: "Open", file }) ? Result.succeed([{ _tag: "HandlingNoted", ...about, note: { text } }]) : Result.fail(new NoHandlingConsent({ id }))
    }
    case "NoteContact":
      return noteContact(command, file)
    case "MarkUnreachable":
      return markUnreachable(command, file)
  }
}

/** A number that is new may reach whom the others did not. */
const describe = (command: Ask<"Describe">, { id, data, unreachable }: CustomerFile.File): Answer => {
  const { details, volunteered = false } = command
  if (data._tag === "Refused" && !volunteered) return Result.fail(new DataKept({ id }))
  if (data._tag === "Given" && Equal.equals(data.details, details)) return nothing
  const before = data._tag === "Given" ? data.details.phones ?? [] : []
  const isNew = (details.phones ?? []).some((phone) => !before.includes(phone))
  return Result.succeed([
    { _tag: "CustomerDescribed", ...on(command), details },
    ...(unreachable !== null && isNew ? [{ _tag: "CustomerReachable" as const, ...on(command) }] : [])
  ])
}

/** What is said to somebody's face or ear tells that they can be reached; a message that was sent does not. */
const isSpoken = ({ means }: Pick<CustomerFile.Contact, "means">): boolean => means === "phone" || means === "visit"

const noteContact = (command: Ask<"NoteContact">, { contacts, unreachable }: CustomerFile.File): Answer => {
  const { at, means, by = null, callback = null } = command
  if (contacts.some((one) => Equal.equals(one, { at, by, means, callback }))) return nothing
  return Result.succeed([
    { _tag: "ContactNoted", ...on(command), by, means, callback },
    ...(unreachable !== null && unreachable.since <= at && isSpoken(command) ? [{ _tag: "CustomerReachable" as const, ...on(command) }] : [])
  ])
}

/** The first reason stands until they are reached. */
const markUnreachable = (command: Ask<"MarkUnreachable">, { contacts, data, unreachable }: CustomerFile.File): Answer => {
  const { at, because, callback = null } = command
  if (unreachable !== null) return nothing
  const since = contacts.find((contact) => isSpoken(contact) && contact.at > at)
  if (since !== undefined) return Result.fail(new SpokenToSince({ at: since.at }))
  const address = data._tag === "Given" && data.details.address !== undefined
  return Result.succeed([{ _tag: "CustomerUnreachable", ...on(command), because, callback, address }])
}

/** No circle can come of it: a file that was merged is no file to merge into. */
const merge = (command: Ask<"Merge">, duplicate: CustomerFile.File, survivor: CustomerFile.State): Answer => {
  const { id, site, at, into } = command
  if (into === id) return Result.fail(new SameFile({ id }))
  if (survivor._tag === "None") return Result.fail(new UnknownCustomer({ id: into }))
  if (survivor._tag === "Merged") return Result.fail(new FileMerged({ id: into, into: survivor.into }))
  const { external, consents, data } = duplicate
  const keepsData = data._tag === "Refused" && survivor.file.data._tag === "Given"
  return Result.succeed([
    { _tag: "CustomerMerged", id, site, at, into },
    { _tag: "CustomerAbsorbed", id: into, site, at, other: id, external, withdrawn: withdrawn(consents) },
    ...(keepsData ? [{ _tag: "DataRefused" as const, id: into, site, at }] : [])
  ])
}

// Streams

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "customer",
  Command,
  Event: Schema.Union([...Site.events, ...CustomerFile.events]),
  initial: { site: Site.initial, files: {} },
  decide,
  evolve: (state, event) => {
    if (isSite(event)) return { ...state, site: Site.evolve(state.site, event) }
    return { ...state, files: { ...state.files, [event.id]: CustomerFile.evolve(fileOf(state, event.id), event) } }
  },
  // A file that was merged is over, but a decision may be about another one.
  isTerminal: () => false,
  // The site that looks after the customer judges, wherever something is told.
  reads: (command, state) => {
    const { id, site } = command
    const customer = fileOf(state, id)
    return [
      CustomerFile.stream(id),
      ...(command._tag === "Merge" ? [CustomerFile.stream(command.into)] : []),
      Site.stream(customer._tag === "None" ? site : customer.file.site)
    ]
  },
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : CustomerFile.stream(event.id)
}
