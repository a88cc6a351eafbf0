/** The campaign for one month: whom it invites, and what is done by when. Late is a fact that shows, not a refusal. */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { toMillis } from "../calendar/Instant.ts"
import { addMonths, firstDay, type LocalDate, monthOf } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import type { StreamId, VehicleId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { DateToCome, UnknownVehicle } from "../vehicles/Vehicle.ts"
import * as VehicleFile from "../vehicles/VehicleFile.ts"
import { deadlines, type Deadlines, lastDay, type ListMonth, type StepName } from "./clock.ts"
import { type Ask, Command } from "./Command.ts"
import * as DueList from "./DueList.ts"
import { listing } from "./listing.ts"
import {
  BeforeStep, CarIsTrimmed, ListFixed, ListMonthOver, NeverOpen, NotOnList, type Rejection, StepDone, StepMissing, StepTooEarly
} from "./Rejection.ts"

// State

/** What one decision knows: the site, the lists of some months, and the files of the cars it judges. */
export interface State {
  readonly site: Site.State
  readonly lists: Readonly<Record<string, DueList.State>>
  readonly files: Readonly<Record<string, VehicleFile.State>>
}

export type Event = Site.Event | DueList.Event | VehicleFile.Event

// Decide

type Answer = Result.Result<ReadonlyArray<DueList.Event>, Rejection>

const nothing: Answer = Result.succeed([])

/** What every command finds. */
interface Desk {
  readonly document: Document
  readonly days: Deadlines
  readonly today: LocalDate
  readonly month: ListMonth
  readonly list: DueList.State
}

const decide = (command: Command, state: State): Answer => {
  const { site, month } = command
  if (state.site._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
  const { document } = state.site
  const days = deadlines(document.calendar, month, whole(document.care).campaigns)
  if (days === undefined) return Result.fail(new NeverOpen({ site, month }))
  const today = localOf(document.calendar.zone, toMillis(command.at)).date
  const desk: Desk = { document, days, today, month, list: state.lists[month] ?? DueList.initial }
  return Command.match(command, {
    Build: (c) => build(desk, c, state),
    Lock: (c) => lock(desk, c),
    Trim: (c) => trim(desk, c),
    Restore: (c) => restore(desk, c),
    VerifyRecord: (c) => check(desk, c, []),
    CorrectRecord: (c) => check(desk, c, c.fields),
    PrintInvitations: (c) => print(desk, c),
    MailInvitations: (c) => mail(desk, c),
    RecordReason: (c) => reason(desk, c),
    SubmitPlan: (c) => plan(desk, c),
    Remind: (c) => remind(desk, c)
  })
}

/** What every fact about the list begins with. */
const on = ({ site, month, at }: Command) => ({ site, month, at })

/** Lists are built from week 1 of the month before until their month is over. */
const untimely = ({ days, today, month }: Desk): Rejection | undefined => {
  if (today < days.lock.aim) return new StepTooEarly({ month, step: "lock", from: days.lock.aim })
  return today > lastDay(month) ? new ListMonthOver({ month }) : undefined
}

const build = (desk: Desk, command: Ask<"Build">, { lists, files }: State): Answer => {
  const { document, month, today, list } = desk
  const locked = DueList.lockedOf(list)
  if (locked !== undefined) return Result.fail(new ListFixed({ month, lockedOn: locked.date }))
  const wrong = untimely(desk)
  if (wrong !== undefined) return Result.fail(wrong)
  const before = monthsBefore(document, month).map((one) => lists[one] ?? DueList.initial)
  const draft = DueList.listOf(list)
  const lines: Array<DueList.Line> = []
  const left: Array<{ readonly vehicle: VehicleId; readonly because: DueList.Because }> = []
  for (const vehicle of new Set(command.vehicles)) {
    const state = files[vehicle]
    if (state?._tag !== "Open") return Result.fail(new UnknownVehicle({ id: vehicle }))
    const judged = listing(state.file, { document, month, today, before })
    if (judged._tag === "Listed" && !Equal.equals(draft?.lines[vehicle], judged.line)) lines.push(judged.line)
    if (judged._tag === "Left" && draft?.left[vehicle] !== judged.because) left.push({ vehicle, because: judged.because })
  }
  return list._tag === "Draft" && lines.length + left.length === 0 ? nothing : Result.succeed([{ _tag: "DueListDrafted", ...on(command), lines, left }])
}

/** The months whose lists say that a car was invited not long ago. */
export const monthsBefore = ({ care }: Pick<Document, "care">, month: ListMonth): ReadonlyArray<ListMonth> =>
  Array.from({ length: whole(care).campaigns.promptMonths - 1 }, (_, i) => monthOf(addMonths(firstDay(month), -i - 1)))

const lock = (desk: Desk, command: Ask<"Lock">): Answer => {
  const { list, days, today, month } = desk
  if (list._tag === "None") return Result.fail(new StepMissing({ month, missing: "build" }))
  if (list._tag !== "Draft") return nothing
  const wrong = untimely(desk)
  if (wrong !== undefined) return Result.fail(wrong)
  const lines = Object.values(list.list.lines)
  const reasons = Object.values(list.list.left)
  return Result.succeed([{
    _tag: "DueListLocked", ...on(command), date: today, deadline: days.lock.by,
    cars: lines.map(({ vehicle, customer, due }) => ({ vehicle, customer, due: due.on })),
    excluded: [...new Set(reasons)].sort().map((because) => ({ because, cars: reasons.filter((one) => one === because).length })),
    checked: lines.filter(({ vehicle }) => list.list.checks[vehicle] !== undefined).length
  }])
}

/** A locked list and one of its cars. */
const lineOf = ({ list, month }: Desk, vehicle: VehicleId): Result.Result<{ readonly list: DueList.Locked; readonly line: DueList.Line }, Rejection> => {
  const locked = DueList.lockedOf(list)
  if (locked === undefined) return Result.fail(new StepMissing({ month, missing: "lock" }))
  const line = locked.lines[vehicle]
  return line === undefined ? Result.fail(new NotOnList({ month, vehicle })) : Result.succeed({ list: locked, line })
}

const trim = (desk: Desk, command: Ask<"Trim">): Answer => {
  const { vehicle, because, by } = command
  return Result.flatMap(lineOf(desk, vehicle), ({ list, line }): Answer => {
    const before = list.trims[vehicle]
    if (before !== undefined) return before.because === because ? nothing : Result.fail(new CarIsTrimmed({ vehicle, because: before.because }))
    return Result.succeed([{ _tag: "CarTrimmed", ...on(command), vehicle, customer: line.customer, because, by }])
  })
}

const restore = (desk: Desk, command: Ask<"Restore">): Answer => {
  const { vehicle, by } = command
  return Result.flatMap(lineOf(desk, vehicle), ({ list, line }): Answer => {
    const before = list.trims[vehicle]
    return before === undefined ? nothing : Result.succeed([{ _tag: "CarRestored", ...on(command), vehicle, customer: line.customer, was: before.because, by }])
  })
}

const check = (desk: Desk, command: Ask<"VerifyRecord"> | Ask<"CorrectRecord">, fields: ReadonlyArray<DueList.RecordField>): Answer => {
  const { list, month } = desk
  const { vehicle, by } = command
  const known = DueList.listOf(list)
  if (known === undefined) return Result.fail(new StepMissing({ month, missing: "build" }))
  const line = known.lines[vehicle]
  if (line === undefined) return Result.fail(new NotOnList({ month, vehicle }))
  const before = known.checks[vehicle]
  const more = [...new Set(fields)].filter((field) => before?.includes(field) !== true)
  if (before !== undefined && more.length === 0) return nothing
  const fact = { ...on(command), vehicle, customer: line.customer, by, locked: DueList.lockedOf(list) !== undefined, again: before !== undefined }
  return Result.succeed([more.length === 0 ? { _tag: "RecordVerified", ...fact } : { _tag: "RecordCorrected", ...fact, fields: more }])
}

/** What is told has happened by today, and not before what it rests on. */
const misdated = ({ today }: Desk, date: LocalDate, step: StepName, done: LocalDate): Rejection | undefined => {
  if (date > today) return new DateToCome({ date, today })
  return date < done ? new BeforeStep({ date, step, done }) : undefined
}

const print = (desk: Desk, command: Ask<"PrintInvitations">): Answer => {
  const { list, days, month } = desk
  const { date } = command
  if (list._tag === "None" || list._tag === "Draft") return Result.fail(new StepMissing({ month, missing: "lock" }))
  if (list._tag !== "Locked") return list.printed === date ? nothing : Result.fail(new StepDone({ step: "print", date: list.printed }))
  const wrong = misdated(desk, date, "lock", list.list.date)
  return wrong !== undefined ? Result.fail(wrong)
    : Result.succeed([{ _tag: "InvitationsPrinted", ...on(command), date, deadline: days.print.by, letters: DueList.kept(list.list).length }])
}

const mail = (desk: Desk, command: Ask<"MailInvitations">): Answer => {
  const { list, days, month } = desk
  const { date } = command
  if (list._tag === "Mailed") return list.mailed === date ? nothing : Result.fail(new StepDone({ step: "mail", date: list.mailed }))
  if (list._tag !== "Printed") return Result.fail(new StepMissing({ month, missing: list._tag === "Locked" ? "print" : "lock" }))
  const wrong = misdated(desk, date, "print", list.printed)
  return wrong !== undefined ? Result.fail(wrong)
    : Result.succeed([{ _tag: "InvitationsMailed", ...on(command), date, deadline: days.mail.by, letters: DueList.kept(list.list).length }])
}

const reason = (desk: Desk, command: Ask<"RecordReason">): Answer => {
  const { list, month } = desk
  const { vehicle, reason: why, spokeWith, by, callback } = command
  return Result.flatMap(lineOf(desk, vehicle), ({ list: { trims }, line }): Answer => {
    if (list._tag !== "Mailed") return Result.fail(new StepMissing({ month, missing: "mail" }))
    const trimmed = trims[vehicle]
    if (trimmed !== undefined) return Result.fail(new CarIsTrimmed({ vehicle, because: trimmed.because }))
    const before = list.reasons[vehicle]
    if (before?.reason === why && before.spokeWith === spokeWith) return nothing
    return Result.succeed([{ _tag: "ReasonRecorded", ...on(command), vehicle, customer: line.customer, reason: why, was: before?.reason ?? null, spokeWith, by, callback }])
  })
}

const plan = (desk: Desk, command: Ask<"SubmitPlan">): Answer => {
  const { list, days, today, month } = desk
  const { by, measures } = command
  if (list._tag !== "Mailed") return Result.fail(new StepMissing({ month, missing: "mail" }))
  if (list.plan !== null && list.plan.by === by && Equal.equals(list.plan.measures, measures)) return nothing
  return Result.succeed([{ _tag: "PlanSubmitted", ...on(command), date: today, deadline: days.plan.by, by, measures, revision: (list.plan?.revision ?? 0) + 1 }])
}

const isDone = (list: DueList.State, step: StepName): boolean => {
  if (step === "lock") return true
  if (list._tag === "Printed") return step === "print"
  return list._tag === "Mailed" && (step !== "plan" || list.plan !== null)
}

const remind = (desk: Desk, command: Ask<"Remind">): Answer => {
  const { list, days, today, month } = desk
  const { step } = command
  const locked = DueList.lockedOf(list)
  if (locked === undefined) return Result.fail(new StepMissing({ month, missing: "lock" }))
  const { aim, by } = days[step]
  const missed = today > by
  if (isDone(list, step) || locked.reminded.includes(`${step}:${missed ? "missed" : "asked"}`)) return nothing
  if (today < aim) return Result.fail(new StepTooEarly({ month, step, from: aim }))
  return Result.succeed([{ _tag: "CampaignReminded", ...on(command), step, deadline: by, missed }])
}

// Streams

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)
const isList = (event: Event): event is DueList.Event => DueList.tags.has(event._tag)

const evolve = (state: State, event: Event): State => {
  if (isSite(event)) return { ...state, site: Site.evolve(state.site, event) }
  if (isList(event)) return { ...state, lists: { ...state.lists, [event.month]: DueList.evolve(state.lists[event.month] ?? DueList.initial, event) } }
  return { ...state, files: { ...state.files, [event.id]: VehicleFile.evolve(state.files[event.id] ?? VehicleFile.initial, event) } }
}

const reads = (command: Command, { site }: State): ReadonlyArray<StreamId> => {
  const own = [Site.stream(command.site), DueList.stream(command.site, command.month)]
  if (command._tag !== "Build" || site._tag === "Unopened") return own
  return [...own, ...monthsBefore(site.document, command.month).map((month) => DueList.stream(command.site, month)), ...new Set(command.vehicles.map(VehicleFile.stream))]
}

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "campaign",
  Command,
  Event: Schema.Union([...Site.events, ...DueList.events, ...VehicleFile.events]),
  initial: { site: Site.initial, lists: {}, files: {} },
  decide,
  evolve,
  isTerminal: () => false,
  reads,
  streamOf: (event) => {
    if (isSite(event)) return Site.stream(event.site)
    return isList(event) ? DueList.stream(event.site, event.month) : VehicleFile.stream(event.id)
  }
}
