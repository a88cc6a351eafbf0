/**
 * The incentives of a site, month by month: evidence with a witness, entries that follow from it by the rules of the
 * month, appeals, and proposals that a human decides.
 */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { Instant, toMillis } from "../calendar/Instant.ts"
import { addMonths, firstDay, LocalDate, Month, monthOf } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import { derivedId } from "../derivedId.ts"
import { AdvisorId, EntryId, EvidenceId, ProposalId, SiteId, StaffId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import { NoSuchAdvisor } from "../sites/NoSuchAdvisor.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { drawUp, type Entry } from "./drawUp.ts"
import { Evidence, Figures, occasionOf, Rests, staffOf } from "./Evidence.ts"
import * as MonthFile from "./MonthFile.ts"
import {
  AlreadyDecided, EvidenceTaken, MonthClosed, MonthNotOver, NoSuchEntry, NotAppealed, NotImpartial, OtherMonth, ProposalGroundless, ProposalTaken, UnknownEvidence, UnknownGroup,
  UnknownProposal
} from "./Rejection.ts"
import { isIn, type Rules, rulesIn } from "./Rules.ts"

// Commands

const on = { site: SiteId, month: Month, at: Instant }

export const Command = Schema.Union([
  Schema.TaggedStruct("RecordEvidence", { ...on, ...Evidence.fields }),
  /** It was entered by mistake, and the month is not settled yet. */
  Schema.TaggedStruct("WithdrawEvidence", { ...on, evidence: EvidenceId, by: StaffId }),
  /** The month is over: make the entries, and the proposals that follow from them. */
  Schema.TaggedStruct("SettleMonth", { ...on, by: StaffId, figures: Figures }),
  Schema.TaggedStruct("AppealEntry", { ...on, entry: EntryId, by: StaffId, because: MonthFile.Because }),
  /** By somebody who had no part in the entry. */
  Schema.TaggedStruct("DecideAppeal", { ...on, entry: EntryId, by: StaffId, upheld: Schema.Boolean }),
  /** The audit of an advisor's reception was failed, so that for now they receive nobody (`since` null), or was passed. */
  Schema.TaggedStruct("ProposeGate", { ...on, proposal: ProposalId, advisor: AdvisorId, since: Schema.NullOr(LocalDate), rests: Rests }),
  Schema.TaggedStruct("DecideProposal", { ...on, proposal: ProposalId, by: StaffId, accepted: Schema.Boolean })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

type Ask<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>

export type Rejection =
  | UnknownSite | NoSuchAdvisor | OtherMonth | MonthNotOver | MonthClosed | UnknownGroup | NotImpartial | EvidenceTaken | UnknownEvidence | NoSuchEntry | NotAppealed | AlreadyDecided
  | UnknownProposal | ProposalTaken | ProposalGroundless

// State

/** What one decision knows: the site, and its months that are concerned. */
export interface State {
  readonly site: Site.State
  /** By month. */
  readonly months: Readonly<Record<string, MonthFile.State>>
}

export type Event = Site.Event | MonthFile.Event

const fileOf = ({ months }: State, month: Month): MonthFile.State => months[month] ?? MonthFile.initial

const beside = (month: Month, months: 1 | -1): Month => monthOf(addMonths(firstDay(month), months))

// Decide

type Answer = Result.Result<ReadonlyArray<MonthFile.Event>, Rejection>

const nothing: Answer = Result.succeed([])

/** What every fact of the month begins with. */
const onMonth = ({ site, month, at }: Command) => ({ site, month, at })

const decide = (command: Command, state: State): Answer => {
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { document } = state.site
  const file = fileOf(state, command.month)
  const today = localOf(document.calendar.zone, toMillis(command.at)).date
  return Command.match(command, {
    RecordEvidence: (c) => record(c, file, rulesIn(whole(document.care).incentives, c.month), today),
    WithdrawEvidence: (c) => withdraw(c, file),
    SettleMonth: (c) => settle(c, state, rulesIn(whole(document.care).incentives, c.month), today),
    AppealEntry: (c) => appeal(c, file),
    DecideAppeal: (c) => decideAppeal(c, file),
    ProposeGate: (c) => proposeGate(c, file, document, today),
    DecideProposal: (c) => decideProposal(c, state, file)
  })
}

/** Somebody who is concerned, or the same person twice, among those who vouch for what was seen. */
const partial = ({ seen, by, witness }: Evidence, { groups }: Rules): StaffId | undefined => {
  if (witness === by) return witness
  const staff = staffOf(seen)
  if (staff === by || staff === witness) return staff
  if (seen._tag !== "FlyersHandedOut") return undefined
  // Whoever hands flyers out may count them; somebody of another group has looked.
  return groups.some(({ id, advisors }) => id === seen.group && advisors.includes(witness)) ? witness : undefined
}

const record = (command: Ask<"RecordEvidence">, file: MonthFile.State, rules: Rules, today: LocalDate): Answer => {
  const { _tag, site: _site, at: _at, month, ...evidence } = command
  const { evidence: id, date, seen } = evidence
  const known = file.evidence.find((one) => one.evidence === id)
  if (known !== undefined) return Equal.equals(known, evidence) ? nothing : Result.fail(new EvidenceTaken({ evidence: id }))
  if (file.settled !== null) return Result.fail(new MonthClosed({ month }))
  if (file.withdrawn.includes(id)) return Result.fail(new EvidenceTaken({ evidence: id }))
  if (!isIn(month, date) || date > today) return Result.fail(new OtherMonth({ date, month, today }))
  if (seen._tag === "FlyersHandedOut" && !rules.groups.some((group) => group.id === seen.group)) return Result.fail(new UnknownGroup({ groups: rules.groups.map((group) => group.id) }))
  const staff = partial(evidence, rules)
  if (staff !== undefined) return Result.fail(new NotImpartial({ staff }))
  const occasion = occasionOf(evidence)
  const same = occasion === undefined ? undefined : file.evidence.find((one) => occasionOf(one) === occasion)
  return same === undefined ? Result.succeed([{ _tag: "EvidenceRecorded", ...onMonth(command), ...evidence }]) : Result.fail(new EvidenceTaken({ evidence: same.evidence }))
}

const withdraw = (command: Ask<"WithdrawEvidence">, file: MonthFile.State): Answer => {
  const { evidence, by, month } = command
  if (file.withdrawn.includes(evidence)) return nothing
  const known = file.evidence.find((one) => one.evidence === evidence)
  if (known === undefined) return Result.fail(new UnknownEvidence({ evidence }))
  if (file.settled !== null) return Result.fail(new MonthClosed({ month }))
  return staffOf(known.seen) === by ? Result.fail(new NotImpartial({ staff: by })) : Result.succeed([{ _tag: "EvidenceWithdrawn", ...onMonth(command), evidence, by }])
}

const settle = (command: Ask<"SettleMonth">, state: State, rules: Rules, today: LocalDate): Answer => {
  const { month, by, figures } = command
  const file = fileOf(state, month)
  const about = onMonth(command)
  if (file.settled !== null) return Equal.equals(file.settled.figures, figures) ? nothing : Result.fail(new MonthClosed({ month }))
  if (monthOf(today) <= month) return Result.fail(new MonthNotOver({ month, today }))
  const entries = drawUp(rules, file.evidence, figures)
  const made = entries.map((entry): MonthFile.Event => ({ _tag: "EntryMade", ...about, ...entry, by: entry.by.length === 0 ? [by] : entry.by }))
  return Result.succeed([
    { _tag: "MonthSettled", ...about, by, rules, figures },
    ...made,
    // Whichever of two months is settled last, both are known then.
    ...([[beside(month, -1), month], [month, beside(month, 1)]] as const).flatMap((months) => demotions(command, state, entries, months))
  ])
}

/** Whoever has missed a target in both of two months running, as far as these are known. */
const demotions = (command: Ask<"SettleMonth">, state: State, entries: ReadonlyArray<Entry>, months: readonly [Month, Month]): ReadonlyArray<MonthFile.Event> => {
  const [first, second] = months.map((month) => month === command.month ? { ...MonthFile.initial, entries } : fileOf(state, month))
  if (first === undefined || second === undefined) return []
  const missed = MonthFile.missedBy(second)
  return MonthFile.missedBy(first).filter((staff) => missed.includes(staff)).map((staff) => ({
    _tag: "ProposalMade", ...onMonth(command), proposal: ProposalId.make(derivedId("demotion", months[1], staff), { disableChecks: true }),
    about: { _tag: "Demotion", staff, months: [...months] }, rests: groundsOf([...MonthFile.standing(first), ...MonthFile.standing(second)], staff)
  }))
}

/** The entries a proposal rests on. */
const groundsOf = (entries: ReadonlyArray<Entry>, staff: StaffId): ReadonlyArray<string> =>
  [...new Set(entries.flatMap(({ entry, effect, subject }) => effect._tag === "Missed" && subject._tag === "Staff" && subject.staff === staff ? [entry] : []))]

const appeal = (command: Ask<"AppealEntry">, file: MonthFile.State): Answer => {
  const { entry, by, because } = command
  const known = file.appeals[entry]
  if (known !== undefined) return known.upheld === null ? nothing : Result.fail(new AlreadyDecided({ outcome: known.upheld ? "upheld" : "dismissed" }))
  return file.entries.some((one) => one.entry === entry)
    ? Result.succeed([{ _tag: "EntryAppealed", ...onMonth(command), entry, by, because }])
    : Result.fail(new NoSuchEntry({ entry }))
}

const decideAppeal = (command: Ask<"DecideAppeal">, file: MonthFile.State): Answer => {
  const { entry: id, by, upheld } = command
  const entry = file.entries.find((one) => one.entry === id)
  if (entry === undefined) return Result.fail(new NoSuchEntry({ entry: id }))
  const known = file.appeals[id]
  if (known === undefined) return Result.fail(new NotAppealed({ entry: id }))
  if (known.upheld !== null) return known.upheld === upheld ? nothing : Result.fail(new AlreadyDecided({ outcome: known.upheld ? "upheld" : "dismissed" }))
  const { rule, subject, effect } = entry
  const members = subject._tag === "Staff" ? [subject.staff] : file.settled?.rules.groups.find((group) => group.id === subject.group)?.advisors ?? []
  if ([...entry.by, known.by, ...members].includes(by)) return Result.fail(new NotImpartial({ staff: by }))
  return Result.succeed([upheld ? { _tag: "AppealUpheld", ...onMonth(command), entry: id, rule, subject, effect, by } : { _tag: "AppealDismissed", ...onMonth(command), entry: id, by }])
}

const proposeGate = (command: Ask<"ProposeGate">, file: MonthFile.State, document: Document, today: LocalDate): Answer => {
  const { proposal, advisor, since, rests, month } = command
  const about: MonthFile.About = { _tag: "Reception", advisor, since }
  const known = file.proposals.find(({ id }) => id === proposal)
  if (known !== undefined) return Equal.equals(known.about, about) ? nothing : Result.fail(new ProposalTaken({ proposal }))
  const of = document.advisors.find(({ id }) => id === advisor)
  if (of === undefined) return Result.fail(new NoSuchAdvisor({ advisor, advisors: document.advisors.map(({ id }) => id) }))
  if (monthOf(today) !== month) return Result.fail(new OtherMonth({ date: today, month, today }))
  const isSo = since === null ? of.assignableSince === null : of.assignableSince !== null && (of.assignableSince ?? since) <= since
  return isSo ? nothing : Result.succeed([{ _tag: "ProposalMade", ...onMonth(command), proposal, about, rests }])
}

const decideProposal = (command: Ask<"DecideProposal">, state: State, file: MonthFile.State): Answer => {
  const { proposal: id, by, accepted } = command
  const known = file.proposals.find((one) => one.id === id)
  if (known === undefined) return Result.fail(new UnknownProposal({ proposal: id }))
  const { about } = known
  if (known.accepted !== null) return known.accepted === accepted ? nothing : Result.fail(new AlreadyDecided({ outcome: known.accepted ? "accepted" : "declined" }))
  const concerned: string = about._tag === "Demotion" ? about.staff : about.advisor
  if (concerned === by) return Result.fail(new NotImpartial({ staff: by }))
  if (accepted && about._tag === "Demotion") {
    const months = about.months.filter((month) => !MonthFile.missedBy(fileOf(state, month)).includes(about.staff))
    if (months.length > 0) return Result.fail(new ProposalGroundless({ months }))
  }
  return Result.succeed([{ _tag: accepted ? "ProposalAccepted" : "ProposalDeclined", ...onMonth(command), proposal: id, about, by }])
}

// Streams

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "incentives",
  Command,
  Event: Schema.Union([...Site.events, ...MonthFile.events]),
  initial: { site: Site.initial, months: {} },
  decide,
  evolve: (state, event) => isSite(event)
    ? { ...state, site: Site.evolve(state.site, event) }
    : { ...state, months: { ...state.months, [event.month]: MonthFile.evolve(fileOf(state, event.month), event) } },
  isTerminal: () => false,
  // What concerns two months running is asked of the months beside.
  reads: ({ _tag, site, month }) => [
    Site.stream(site),
    ...(_tag === "SettleMonth" || _tag === "DecideProposal" ? [beside(month, -1), month, beside(month, 1)] : [month]).map((one) => MonthFile.stream(site, one))
  ],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : MonthFile.stream(event.site, event.month)
}
