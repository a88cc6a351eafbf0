/** A dealership site: when it is open, who works there, and what it can do. */
import { Equal, Result, Schema } from "effect"
import { type Aggregate, tagsOf } from "../Aggregate.ts"
import { Calendar } from "../calendar/Calendar.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AbsenceId, AdvisorId, BayId, JobCode, LoanerId, PartNo, QuotaId, SiteId, type StreamId, TechnicianId, streamId } from "../Ids.ts"
import { Care } from "./Care.ts"
import { Absence } from "./Absence.ts"
import { Document } from "./Document.ts"
import { Quota } from "./Quota.ts"
import { Advisor, Bay, Job, Loaner, Part, Technician } from "./Resources.ts"
import { type Problem, problems } from "./problems.ts"
import { NoSuchAdvisor } from "./NoSuchAdvisor.ts"
import { UnknownSite } from "./UnknownSite.ts"

export { Document } from "./Document.ts"

// State

/** A site that has never been opened, or its document as it stands. */
export type State = { readonly _tag: "Unopened" } | { readonly _tag: "Open"; readonly document: Document }

// Events: tags and fields are the stored format. Add, never rename.

const on = { site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("SiteOpened", { ...on, name: Document.fields.name, calendar: Calendar }),
  Schema.TaggedStruct("SiteRenamed", { ...on, name: Document.fields.name }),
  Schema.TaggedStruct("CalendarSet", { ...on, calendar: Calendar }),
  Schema.TaggedStruct("AdvisorRostered", { ...on, advisor: Advisor }),
  Schema.TaggedStruct("AdvisorLeft", { ...on, id: AdvisorId }),
  Schema.TaggedStruct("TechnicianRostered", { ...on, technician: Technician }),
  Schema.TaggedStruct("TechnicianLeft", { ...on, id: TechnicianId }),
  Schema.TaggedStruct("BayFitted", { ...on, bay: Bay }),
  Schema.TaggedStruct("BayRemoved", { ...on, id: BayId }),
  Schema.TaggedStruct("JobOffered", { ...on, job: Job }),
  Schema.TaggedStruct("JobWithdrawn", { ...on, code: JobCode }),
  Schema.TaggedStruct("PoliciesSet", { ...on, policies: Document.fields.policies }),
  Schema.TaggedStruct("LoanerAdded", { ...on, loaner: Loaner }),
  Schema.TaggedStruct("LoanerRemoved", { ...on, id: LoanerId }),
  Schema.TaggedStruct("QuotaSet", { ...on, quota: Quota }),
  Schema.TaggedStruct("QuotaDropped", { ...on, id: QuotaId }),
  Schema.TaggedStruct("PartListed", { ...on, part: Part }),
  Schema.TaggedStruct("PartDropped", { ...on, no: PartNo }),
  /** Null: by the standard again. */
  Schema.TaggedStruct("CareSet", { ...on, care: Schema.NullOr(Care) }),
  Schema.TaggedStruct("AbsenceRecorded", { ...on, absence: Absence }),
  /** It did not take place, or its record was wrong. */
  Schema.TaggedStruct("AbsenceWithdrawn", { ...on, id: AbsenceId })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Commands

export const Command = Schema.Union([
  /** Make the site what the document says; only the difference becomes events. */
  Schema.TaggedStruct("Apply", { ...on, document: Document }),
  /** Somebody or something will not be there. Bookings stay as they are; those that no longer fit show as affected. */
  Schema.TaggedStruct("RecordAbsence", { ...on, absence: Absence }),
  Schema.TaggedStruct("WithdrawAbsence", { ...on, id: AbsenceId }),
  /** The advisor receives cars from a date on; null: not before the audit is passed (S3-15). Whoever does already goes on. */
  Schema.TaggedStruct("SetAssignable", { ...on, advisor: AdvisorId, since: Schema.NullOr(LocalDate) })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

export const apply = (document: Document, at: Instant): Command => ({ _tag: "Apply", site: document.site, document, at })

// Rejections

/** The document contradicts itself; every contradiction is listed with its place. */
export class SiteDocumentInvalid extends Schema.TaggedError<SiteDocumentInvalid>()("SiteDocumentInvalid", {
  problems: Schema.Array(Schema.Struct({ path: Schema.String, message: Schema.String }))
}) {
  override get message() {
    return `The site document contradicts itself: ${this.problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}`
  }
}

/** A site keeps its time zone for life: its bookings were agreed in it. */
export class ZoneFixed extends Schema.TaggedError<ZoneFixed>()("ZoneFixed", { zone: Schema.String, asked: Schema.String }) {
  override get message() {
    return `The site's time zone is ${this.zone} and cannot become ${this.asked}. Open another site for another zone.`
  }
}

export type Rejection = SiteDocumentInvalid | ZoneFixed | UnknownSite | NoSuchAdvisor

// Decide

type Applied = Pick<Extract<Command, { readonly _tag: "Apply" }>, "site" | "document" | "at">

const wrong = (document: Document, command: { readonly site: SiteId }): ReadonlyArray<Problem> =>
  document.site === command.site
    ? problems(document)
    : [{ path: "site", message: `expected ${command.site}, the site the command is for` }, ...problems(document)]

type Answer = Result.Result<ReadonlyArray<Event>, Rejection>

const decide = (command: Command, state: State): Answer =>
  Command.match(command, {
    Apply: (c) => applied(c, state),
    RecordAbsence: ({ site, at, absence }) => {
      if (state._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
      const { absences = [], ...document } = state.document
      return applied({ site, at, document: { ...document, absences: placed(absences, absence, ({ id }) => id === absence.id) } }, state)
    },
    WithdrawAbsence: ({ site, at, id }) => {
      if (state._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
      const { absences = [], ...document } = state.document
      return applied({ site, at, document: { ...document, absences: absences.filter((one) => one.id !== id) } }, state)
    },
    SetAssignable: ({ site, at, advisor, since }) => {
      if (state._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
      const { advisors } = state.document
      const one = advisors.find(({ id }) => id === advisor)
      if (one === undefined) return Result.fail(new NoSuchAdvisor({ advisor, advisors: advisors.map(({ id }) => id) }))
      const { assignableSince: was } = one
      if (since !== null && (was === undefined || (was !== null && was <= since))) return Result.succeed([])
      return applied({ site, at, document: { ...state.document, advisors: advisors.map((a) => a === one ? { ...a, assignableSince: since } : a) } }, state)
    }
  })

const applied = ({ document, site, at }: Applied, state: State): Answer => {
  const found = wrong(document, { site })
  if (found.length > 0) return Result.fail(new SiteDocumentInvalid({ problems: found }))
  if (state._tag === "Unopened") {
    const opened: Event = { _tag: "SiteOpened", site, at, name: document.name, calendar: document.calendar }
    return Result.succeed([opened, ...difference(evolve(state, opened), document, at)])
  }
  const zone = state.document.calendar.zone
  if (zone !== document.calendar.zone) return Result.fail(new ZoneFixed({ zone, asked: document.calendar.zone }))
  return Result.succeed(difference(state, document, at))
}

/** What differs between two lists of things with an id, as the events that lead from the first to the second. */
const changes = <A, E>(was: ReadonlyArray<A>, is: ReadonlyArray<A>, id: (a: A) => string, came: (a: A) => E, went: (a: A) => E) => {
  const before = new Map(was.map((a) => [id(a), a]))
  const after = new Set(is.map(id))
  return [
    ...was.filter((a) => !after.has(id(a))).map(went),
    ...is.filter((a) => !Equal.equals(before.get(id(a)), a)).map(came)
  ]
}

const difference = (state: State, is: Document, at: Instant): ReadonlyArray<Event> => {
  if (state._tag === "Unopened") return []
  const { document: was } = state
  const { site } = was
  const events: Array<Event> = []
  if (was.name !== is.name) events.push({ _tag: "SiteRenamed", site, at, name: is.name })
  if (!Equal.equals(was.calendar, is.calendar)) events.push({ _tag: "CalendarSet", site, at, calendar: is.calendar })
  events.push(
    ...changes<Advisor, Event>(
      was.advisors, is.advisors, (a) => a.id,
      (advisor) => ({ _tag: "AdvisorRostered", site, at, advisor }),
      ({ id }) => ({ _tag: "AdvisorLeft", site, at, id })
    ),
    ...changes<Technician, Event>(
      was.technicians, is.technicians, (t) => t.id,
      (technician) => ({ _tag: "TechnicianRostered", site, at, technician }),
      ({ id }) => ({ _tag: "TechnicianLeft", site, at, id })
    ),
    ...changes<Bay, Event>(
      was.bays, is.bays, (b) => b.id,
      (bay) => ({ _tag: "BayFitted", site, at, bay }),
      ({ id }) => ({ _tag: "BayRemoved", site, at, id })
    ),
    ...changes<Job, Event>(
      was.jobs, is.jobs, (j) => j.code,
      (job) => ({ _tag: "JobOffered", site, at, job }),
      ({ code }) => ({ _tag: "JobWithdrawn", site, at, code })
    ),
    ...changes<Loaner, Event>(
      was.loaners ?? [], is.loaners ?? [], (l) => l.id,
      (loaner) => ({ _tag: "LoanerAdded", site, at, loaner }),
      ({ id }) => ({ _tag: "LoanerRemoved", site, at, id })
    ),
    ...changes<Quota, Event>(
      was.quotas ?? [], is.quotas ?? [], (q) => q.id,
      (quota) => ({ _tag: "QuotaSet", site, at, quota }),
      ({ id }) => ({ _tag: "QuotaDropped", site, at, id })
    ),
    ...changes<Part, Event>(
      was.parts ?? [], is.parts ?? [], (p) => p.no,
      (part) => ({ _tag: "PartListed", site, at, part }),
      ({ no }) => ({ _tag: "PartDropped", site, at, no })
    ),
    ...changes<Absence, Event>(
      was.absences ?? [], is.absences ?? [], (a) => a.id,
      (absence) => ({ _tag: "AbsenceRecorded", site, at, absence }),
      ({ id }) => ({ _tag: "AbsenceWithdrawn", site, at, id })
    )
  )
  if (!Equal.equals(was.care, is.care)) events.push({ _tag: "CareSet", site, at, care: is.care ?? null })
  if (!Equal.equals(was.policies, is.policies)) events.push({ _tag: "PoliciesSet", site, at, policies: is.policies })
  return events
}

// Evolve

/** The list with `item` in place of the one with the same id, or at its end. */
const placed = <A>(list: ReadonlyArray<A>, item: A, same: (a: A) => boolean): ReadonlyArray<A> =>
  list.some(same) ? list.map((a) => same(a) ? item : a) : [...list, item]

const changed = (state: State, change: (document: Document) => Partial<Document>): State =>
  state._tag === "Unopened" ? state : { _tag: "Open", document: { ...state.document, ...change(state.document) } }

const withCare = (state: State, care: Care | null): State => {
  if (state._tag === "Unopened") return state
  const { care: _before, ...document } = state.document
  return { _tag: "Open", document: care === null ? document : { ...document, care } }
}

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    SiteOpened: ({ site, name, calendar }): State => ({
      _tag: "Open",
      document: { site, name, calendar, advisors: [], technicians: [], bays: [], jobs: [], policies: [] }
    }),
    SiteRenamed: ({ name }) => changed(state, () => ({ name })),
    CalendarSet: ({ calendar }) => changed(state, () => ({ calendar })),
    AdvisorRostered: ({ advisor }) => changed(state, (d) => ({ advisors: placed(d.advisors, advisor, (a) => a.id === advisor.id) })),
    AdvisorLeft: ({ id }) => changed(state, (d) => ({ advisors: d.advisors.filter((a) => a.id !== id) })),
    TechnicianRostered: ({ technician }) =>
      changed(state, (d) => ({ technicians: placed(d.technicians, technician, (t) => t.id === technician.id) })),
    TechnicianLeft: ({ id }) => changed(state, (d) => ({ technicians: d.technicians.filter((t) => t.id !== id) })),
    BayFitted: ({ bay }) => changed(state, (d) => ({ bays: placed(d.bays, bay, (b) => b.id === bay.id) })),
    BayRemoved: ({ id }) => changed(state, (d) => ({ bays: d.bays.filter((b) => b.id !== id) })),
    JobOffered: ({ job }) => changed(state, (d) => ({ jobs: placed(d.jobs, job, (j) => j.code === job.code) })),
    JobWithdrawn: ({ code }) => changed(state, (d) => ({ jobs: d.jobs.filter((j) => j.code !== code) })),
    PoliciesSet: ({ policies }) => changed(state, () => ({ policies })),
    LoanerAdded: ({ loaner }) => changed(state, ({ loaners = [] }) => ({ loaners: placed(loaners, loaner, (l) => l.id === loaner.id) })),
    LoanerRemoved: ({ id }) => changed(state, ({ loaners = [] }) => ({ loaners: loaners.filter((l) => l.id !== id) })),
    QuotaSet: ({ quota }) => changed(state, ({ quotas = [] }) => ({ quotas: placed(quotas, quota, (q) => q.id === quota.id) })),
    QuotaDropped: ({ id }) => changed(state, ({ quotas = [] }) => ({ quotas: quotas.filter((q) => q.id !== id) })),
    PartListed: ({ part }) => changed(state, ({ parts = [] }) => ({ parts: placed(parts, part, (p) => p.no === part.no) })),
    PartDropped: ({ no }) => changed(state, ({ parts = [] }) => ({ parts: parts.filter((p) => p.no !== no) })),
    CareSet: ({ care }) => withCare(state, care),
    AbsenceRecorded: ({ absence }) => changed(state, ({ absences = [] }) => ({ absences: placed(absences, absence, (a) => a.id === absence.id) })),
    AbsenceWithdrawn: ({ id }) => changed(state, ({ absences = [] }) => ({ absences: absences.filter((a) => a.id !== id) }))
  })

/** The stream of a site: `site/{site}`. */
export const stream = (site: SiteId): StreamId => streamId("site", site)

export const initial: State = { _tag: "Unopened" }

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "site",
  Command,
  Event,
  initial,
  decide,
  evolve,
  isTerminal: () => false,
  reads: ({ site }) => [stream(site)],
  streamOf: ({ site }) => stream(site)
}
