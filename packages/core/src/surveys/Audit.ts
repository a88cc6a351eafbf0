/** The audits of an advisor's way through the service process, and what follows for receiving cars (S3-15). */
import { Equal, Result, Schema } from "effect"
import { type Aggregate, tagsOf } from "../Aggregate.ts"
import { Instant, toMillis } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import { AdvisorId, SiteId, StaffId, type StreamId, streamId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import * as Site from "../sites/Site.ts"
import { NoSuchAdvisor } from "../sites/NoSuchAdvisor.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { DateToCome } from "../vehicles/Vehicle.ts"

// Vocabulary

/** An item of the process, by its number in the list, from 1. */
const Item = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 500 }))

const Marks = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000 }))

const found = { score: Marks, failed: Schema.Array(Item).check(Schema.isMaxLength(500)), by: StaffId }

/** What was found on a date; `failed` ascending. */
export interface Audit {
  readonly date: LocalDate
  readonly score: number
  readonly failed: ReadonlyArray<number>
  readonly passed: boolean
  readonly by: StaffId
}

// State

/** Ascending by date. */
export type State = ReadonlyArray<Audit>

export const initial: State = []

// Events: tags and fields are the stored format. Add, never rename.

const on = { site: SiteId, advisor: AdvisorId, at: Instant, date: LocalDate }

export const events = [
  /** `full` and `pass` as they were that day. */
  Schema.TaggedStruct("AdvisorAudited", { ...on, ...found, passed: Schema.Boolean, full: Marks, pass: Marks }),
  /** It did not take place, or was judged wrongly. */
  Schema.TaggedStruct("AuditWithdrawn", { ...on, passed: Schema.Boolean, by: StaffId })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Commands

export const Command = Schema.Union([
  Schema.TaggedStruct("Audit", { ...on, ...found }),
  Schema.TaggedStruct("WithdrawAudit", { ...on, by: StaffId })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

// Rejections

/** No score can come of these items. */
export class AuditDoesNotAddUp extends Schema.TaggedError<AuditDoesNotAddUp>()("AuditDoesNotAddUp", {
  score: Schema.Int, failed: Schema.Int, items: Schema.Int, least: Schema.Int, most: Schema.Int
}) {
  override get message() {
    return `With ${this.failed} of ${this.items} items failed the score is from ${this.least} to ${this.most}, not ${this.score}; items have numbers from 1 to ${this.items}.`
  }
}

/** An advisor is audited once on a date. */
export class AlreadyAudited extends Schema.TaggedError<AlreadyAudited>()("AlreadyAudited", { date: LocalDate, score: Schema.Int }) {
  override get message() {
    return `The audit of ${this.date} is known with ${this.score} marks. Withdraw it if it was judged wrongly.`
  }
}

export type Rejection = UnknownSite | DateToCome | NoSuchAdvisor | AuditDoesNotAddUp | AlreadyAudited

// Decide

type Answer = Result.Result<ReadonlyArray<Event>, Rejection>

const nothing: Answer = Result.succeed([])

/** What one decision knows: the site, and the audits of the advisor. */
export interface Known {
  readonly site: Site.State
  readonly audits: State
}

const decide = (command: Command, { site: known, audits }: Known): Answer => {
  const { site, advisor, at, date, by } = command
  if (known._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
  const { document } = known
  const before = audits.find((audit) => audit.date === date)
  if (command._tag === "WithdrawAudit") {
    return before === undefined ? nothing : Result.succeed([{ _tag: "AuditWithdrawn", site, advisor, at, date, passed: before.passed, by }])
  }
  if (!document.advisors.some(({ id }) => id === advisor)) return Result.fail(new NoSuchAdvisor({ advisor, advisors: document.advisors.map(({ id }) => id) }))
  const today = localOf(document.calendar.zone, toMillis(at)).date
  if (date > today) return Result.fail(new DateToCome({ date, today }))
  const { items, full, pass } = whole(document.care).audits
  const { score } = command
  const failed = [...new Set(command.failed)].sort((a, b) => a - b)
  if (before !== undefined) {
    return before.score === score && before.by === by && Equal.equals(before.failed, failed) ? nothing : Result.fail(new AlreadyAudited({ date, score: before.score }))
  }
  // Each item is worth a point at least: those that failed are lost, those that did not are kept.
  const [least, most] = failed.length === 0 ? [full, full] : [items - failed.length, full - failed.length]
  if (score < least || score > most || (failed.at(-1) ?? 1) > items) return Result.fail(new AuditDoesNotAddUp({ score, failed: failed.length, items, least, most }))
  return Result.succeed([{ _tag: "AdvisorAudited", site, advisor, at, date, by, score, failed, passed: score >= pass, full, pass }])
}

// Evolve

export const evolve = (audits: State, event: Event): State =>
  Event.match(event, {
    AdvisorAudited: ({ date, score, failed, passed, by }): State =>
      [...audits.filter((one) => one.date !== date), { date, score, failed, passed, by }].sort((a, b) => a.date < b.date ? -1 : 1),
    AuditWithdrawn: ({ date }): State => audits.filter((one) => one.date !== date)
  })

/**
 * From when on the advisor receives cars, by the last audit: from its date where it was passed, from none where it was not;
 * undefined for one who was never audited, of whom nothing follows.
 */
export const assignableSince = (audits: State): LocalDate | null | undefined => {
  if (audits.length === 0) return undefined
  // Who passed before as well was never kept from receiving cars.
  const lastFailed = audits.findLastIndex(({ passed }) => !passed)
  return audits[lastFailed + 1]?.date ?? null
}

/** The stream of an advisor's audits: `audit/{site}/{advisor}`. */
export const stream = (site: SiteId, advisor: AdvisorId): StreamId => streamId("audit", site, advisor)

const isSite = (event: Site.Event | Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, Known, Site.Event | Event, Rejection> = {
  name: "audit",
  Command,
  Event: Schema.Union([...Site.events, ...events]),
  initial: { site: Site.initial, audits: initial },
  decide,
  evolve: (state, event) => isSite(event) ? { ...state, site: Site.evolve(state.site, event) } : { ...state, audits: evolve(state.audits, event) },
  isTerminal: () => false,
  reads: ({ site, advisor }) => [Site.stream(site), stream(site, advisor)],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : stream(event.site, event.advisor)
}
