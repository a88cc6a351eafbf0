/** A month of the incentives of a site: what was seen, what was entered when it was settled, and what became of it. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate, Month } from "../calendar/LocalDate.ts"
import { AdvisorId, EntryId, EvidenceId, ProposalId, SiteId, StaffId, type StreamId, streamId } from "../Ids.ts"
import { Effect, Entry, Rule, Subject } from "./drawUp.ts"
import { Evidence, Figures, Rests } from "./Evidence.ts"
import { Rules } from "./Rules.ts"

// Vocabulary

/** Why somebody does not accept an entry. */
export const Because = Schema.Literals(["not-so", "not-me", "not-my-fault", "counted-twice"])

/** What is proposed, and decided by a human. */
export const About = Schema.Union([
  /** Targets were missed two months running: advisor's assistant from now on (S3-19). */
  Schema.TaggedStruct("Demotion", { staff: StaffId, months: Schema.Array(Month) }),
  /** From a date on, or for now not at all, because of the audit of the reception (S3-15). */
  Schema.TaggedStruct("Reception", { advisor: AdvisorId, since: Schema.NullOr(LocalDate) })
]).pipe(Schema.toTaggedUnion("_tag"))
export type About = typeof About.Type

// State

export interface Appeal {
  readonly by: StaffId
  /** Null while nobody has decided it. */
  readonly upheld: boolean | null
}

export interface Proposal {
  readonly id: ProposalId
  readonly about: About
  readonly rests: ReadonlyArray<string>
  /** Null while nobody has decided it. */
  readonly accepted: boolean | null
}

export interface Settled {
  readonly by: StaffId
  readonly rules: Rules
  readonly figures: Figures
}

export interface State {
  readonly evidence: ReadonlyArray<Evidence>
  /** What was entered by mistake. */
  readonly withdrawn: ReadonlyArray<EvidenceId>
  readonly settled: Settled | null
  readonly entries: ReadonlyArray<Entry>
  /** By entry. */
  readonly appeals: Readonly<Record<string, Appeal>>
  readonly proposals: ReadonlyArray<Proposal>
}

export const initial: State = { evidence: [], withdrawn: [], settled: null, entries: [], appeals: {}, proposals: [] }

// Events: tags and fields are the stored format. Add, never rename.

const on = { site: SiteId, month: Month, at: Instant }

const made = { entry: EntryId, rule: Rule, subject: Subject, effect: Effect }

export const events = [
  Schema.TaggedStruct("EvidenceRecorded", { ...on, ...Evidence.fields }),
  Schema.TaggedStruct("EvidenceWithdrawn", { ...on, evidence: EvidenceId, by: StaffId }),
  /** The rules and figures that the entries of the month follow from. */
  Schema.TaggedStruct("MonthSettled", { ...on, by: StaffId, rules: Rules, figures: Figures }),
  Schema.TaggedStruct("EntryMade", { ...on, ...Entry.fields }),
  Schema.TaggedStruct("EntryAppealed", { ...on, entry: EntryId, by: StaffId, because: Because }),
  /** The entry counts no more. */
  Schema.TaggedStruct("AppealUpheld", { ...on, ...made, by: StaffId }),
  Schema.TaggedStruct("AppealDismissed", { ...on, entry: EntryId, by: StaffId }),
  Schema.TaggedStruct("ProposalMade", { ...on, proposal: ProposalId, about: About, rests: Rests }),
  Schema.TaggedStruct("ProposalAccepted", { ...on, proposal: ProposalId, about: About, by: StaffId }),
  Schema.TaggedStruct("ProposalDeclined", { ...on, proposal: ProposalId, about: About, by: StaffId })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const decided = (state: State, id: ProposalId, accepted: boolean): State =>
  ({ ...state, proposals: state.proposals.map((one) => one.id === id ? { ...one, accepted } : one) })

const answered = (state: State, entry: EntryId, upheld: boolean): State => {
  const appeal = state.appeals[entry]
  return appeal === undefined ? state : { ...state, appeals: { ...state.appeals, [entry]: { ...appeal, upheld } } }
}

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    EvidenceRecorded: ({ _tag, site: _site, month: _month, at: _at, ...evidence }): State => ({ ...state, evidence: [...state.evidence, evidence] }),
    EvidenceWithdrawn: ({ evidence }) => ({ ...state, evidence: state.evidence.filter((one) => one.evidence !== evidence), withdrawn: [...state.withdrawn, evidence] }),
    MonthSettled: ({ by, rules, figures }) => ({ ...state, settled: { by, rules, figures } }),
    EntryMade: ({ _tag, site: _site, month: _month, at: _at, ...entry }) => ({ ...state, entries: [...state.entries, entry] }),
    EntryAppealed: ({ entry, by }) => ({ ...state, appeals: { ...state.appeals, [entry]: { by, upheld: null } } }),
    AppealUpheld: ({ entry }) => answered(state, entry, true),
    AppealDismissed: ({ entry }) => answered(state, entry, false),
    ProposalMade: ({ proposal, about, rests }) => ({ ...state, proposals: [...state.proposals, { id: proposal, about, rests, accepted: null }] }),
    ProposalAccepted: ({ proposal }) => decided(state, proposal, true),
    ProposalDeclined: ({ proposal }) => decided(state, proposal, false)
  })

/** The entries that count: all but those an appeal has overturned. */
export const standing = ({ entries, appeals }: State): ReadonlyArray<Entry> => entries.filter(({ entry }) => appeals[entry]?.upheld !== true)

/** Whoever has missed a target of the month, as far as that stands. */
export const missedBy = (state: State): ReadonlyArray<StaffId> =>
  [...new Set(standing(state).flatMap(({ effect, subject }) => effect._tag === "Missed" && subject._tag === "Staff" ? [subject.staff] : []))].sort()

/** The stream of a month of a site's incentives: `incentives/{site}/{month}`. */
export const stream = (site: SiteId, month: Month): StreamId => streamId("incentives", site, month)
