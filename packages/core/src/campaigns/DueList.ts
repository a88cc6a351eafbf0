/** The cars of a site that are due for maintenance in a month: drafted, locked, and from then on what they are (S1-03). */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { Declined } from "../callbacks/Callback.ts"
import { CallbackId, CustomerId, SiteId, StaffId, type StreamId, streamId, VehicleId } from "../Ids.ts"
import { Due } from "../vehicles/due.ts"
import { Gone } from "../vehicles/VehicleFile.ts"
import { ListMonth, StepName } from "./clock.ts"

// Vocabulary

/** A car on the list, and what that rests on. */
export const Line = Schema.Struct({
  vehicle: VehicleId,
  /** Who is invited: whoever drives it, or whose it is. */
  customer: CustomerId,
  owner: CustomerId,
  /** When the interval began: with the maintenance before, or with the hand-over. */
  since: LocalDate,
  due: Due
})
export type Line = typeof Line.Type

/**
 * Why a car is not on the list: another site looks after it; it is gone; nobody knows whose it is, or when it is due; it is
 * lost, and called for that; it is due later; it was on an earlier list for the same maintenance.
 */
export const Because = Schema.Literals(["other-site", "gone", "no-owner", "no-basis", "lost", "not-due", "prompted"])
export type Because = typeof Because.Type

/** Why a car is taken off a locked list. It stays in what is counted. */
export const TrimReason = Schema.Literals([...Gone.literals, "duplicate", "not-ours", "not-due", "no-contact-wanted"])
export type TrimReason = typeof TrimReason.Type

/** Why somebody who was invited does not come (S2-07, S2-08). */
export const WhyNot = Schema.Literals([...Declined.literals, "not-reached"])
export type WhyNot = typeof WhyNot.Type

/** With whom the reason was spoken about (S2-07); a script may reach somebody else, or nobody. */
export const SpokeWith = Schema.Literals(["owner", "driver", "somebody-else", "nobody"])
export type SpokeWith = typeof SpokeWith.Type

/** What of a customer's data was wrong (S1-05). */
export const RecordField = Schema.Literals(["name", "phone", "address", "owner", "driver", "plate", "odometer"])
export type RecordField = typeof RecordField.Type

/** What is done about a reason (S2-09). */
export const Measure = Schema.Literals([
  "price-offer", "longer-hours", "pick-up", "mobile-service", "win-back-call", "training", "earlier-reminder", "data-check", "complaint-handling", "other"
])

export const Measures = Schema.Array(Schema.Struct({ reason: WhyNot, measure: Measure })).check(Schema.isMinLength(1), Schema.isMaxLength(30))
export type Measures = typeof Measures.Type

// State

export interface Trim {
  readonly because: TrimReason
  /** Null for what followed from the file of the car. */
  readonly by: StaffId | null
  readonly at: Instant
}

export interface Reason {
  readonly reason: WhyNot
  readonly spokeWith: SpokeWith
}

export interface Plan {
  readonly by: StaffId
  readonly measures: Measures
  /** When there first was one, and how often it was changed since, from 1. */
  readonly date: LocalDate
  readonly revision: number
}

/** Fields by car that were corrected; none for a record that was verified as it is. */
export type Checks = Readonly<Record<string, ReadonlyArray<RecordField>>>

export interface Draft {
  readonly lines: Readonly<Record<string, Line>>
  readonly left: Readonly<Record<string, Because>>
  readonly checks: Checks
}

/** `lines` never change any more. */
export interface Locked extends Draft {
  readonly at: Instant
  readonly date: LocalDate
  readonly trims: Readonly<Record<string, Trim>>
  /** Steps that were asked for, and those that were missed. */
  readonly reminded: ReadonlyArray<`${StepName}:${"asked" | "missed"}`>
}

export type State =
  | { readonly _tag: "None" }
  | { readonly _tag: "Draft"; readonly list: Draft }
  | { readonly _tag: "Locked"; readonly list: Locked }
  | { readonly _tag: "Printed"; readonly list: Locked; readonly printed: LocalDate }
  | {
    readonly _tag: "Mailed"
    readonly list: Locked
    readonly printed: LocalDate
    readonly mailed: LocalDate
    readonly reasons: Readonly<Record<string, Reason>>
    readonly plan: Plan | null
  }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.
// Each step carries the day it was done and the day by which it was to be, so that late is read off one event.

const on = { site: SiteId, month: ListMonth, at: Instant }
const done = { ...on, date: LocalDate, deadline: LocalDate }
const about = { ...on, vehicle: VehicleId, customer: CustomerId }

export const events = [
  /** Some cars as they are judged now; what was said of them before is over. */
  Schema.TaggedStruct("DueListDrafted", { ...on, lines: Schema.Array(Line), left: Schema.Array(Schema.Struct({ vehicle: VehicleId, because: Because })) }),
  /** The denominator of K-07, once and for all; `checked` records had been verified or corrected by then (K-26). */
  Schema.TaggedStruct("DueListLocked", {
    ...done,
    cars: Schema.Array(Schema.Struct({ vehicle: VehicleId, customer: CustomerId, due: LocalDate })),
    excluded: Schema.Array(Schema.Struct({ because: Because, cars: Schema.Int })),
    checked: Schema.Int
  }),
  /** The record is right; `again`: it had been checked before, and counts once. */
  Schema.TaggedStruct("RecordVerified", { ...about, by: StaffId, locked: Schema.Boolean, again: Schema.Boolean }),
  Schema.TaggedStruct("RecordCorrected", { ...about, by: StaffId, fields: Schema.Array(RecordField), locked: Schema.Boolean, again: Schema.Boolean }),
  /** Nobody invites it any more; it stays in what is counted. */
  Schema.TaggedStruct("CarTrimmed", { ...about, because: TrimReason, by: Schema.NullOr(StaffId) }),
  Schema.TaggedStruct("CarRestored", { ...about, was: TrimReason, by: StaffId }),
  Schema.TaggedStruct("InvitationsPrinted", { ...done, letters: Schema.Int }),
  Schema.TaggedStruct("InvitationsMailed", { ...done, letters: Schema.Int }),
  /** `was`: the reason that was written down before, and counts no more. */
  Schema.TaggedStruct("ReasonRecorded", {
    ...about, reason: WhyNot, was: Schema.NullOr(WhyNot), spokeWith: SpokeWith, by: Schema.NullOr(StaffId), callback: Schema.NullOr(CallbackId)
  }),
  /** `revision` counts from 1; the first is the one that is late or not. */
  Schema.TaggedStruct("PlanSubmitted", { ...done, by: StaffId, measures: Measures, revision: Schema.Int }),
  /** A step is asked for; `missed`: it should have been done by now. */
  Schema.TaggedStruct("CampaignReminded", { ...on, step: StepName, deadline: LocalDate, missed: Schema.Boolean })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const nobody: Draft = { lines: {}, left: {}, checks: {} }

/** The list once it is locked; undefined before. */
export const lockedOf = (state: State): Locked | undefined => state._tag === "None" || state._tag === "Draft" ? undefined : state.list

/** The list, drafted or locked. */
export const listOf = (state: State): Draft | undefined => state._tag === "None" ? undefined : state.list

/** What is told of a locked list; nothing changes its lines. */
const noted = (state: State, change: (list: Locked) => Partial<Omit<Locked, "lines" | "left">>): State =>
  state._tag === "None" || state._tag === "Draft" ? state : { ...state, list: { ...state.list, ...change(state.list) } }

const checked = (state: State, vehicle: VehicleId, fields: ReadonlyArray<RecordField>): State => {
  const list = listOf(state)
  if (list === undefined || list.lines[vehicle] === undefined) return state
  const checks = { ...list.checks, [vehicle]: [...list.checks[vehicle] ?? [], ...fields] }
  return state._tag === "Draft" ? { _tag: "Draft", list: { ...state.list, checks } } : noted(state, () => ({ checks }))
}

const without = <A>(record: Readonly<Record<string, A>>, key: string): Readonly<Record<string, A>> => {
  const { [key]: _gone, ...rest } = record
  return rest
}

const drafted = (list: Draft, { lines, left }: Extract<Event, { readonly _tag: "DueListDrafted" }>): Draft => {
  const on: Record<string, Line> = { ...list.lines }
  const off: Record<string, Because> = { ...list.left }
  for (const line of lines) {
    on[line.vehicle] = line
    delete off[line.vehicle]
  }
  for (const { vehicle, because } of left) {
    off[vehicle] = because
    delete on[vehicle]
  }
  return { ...list, lines: on, left: off }
}

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    DueListDrafted: (facts): State => lockedOf(state) === undefined ? { _tag: "Draft", list: drafted(listOf(state) ?? nobody, facts) } : state,
    DueListLocked: ({ at, date }): State =>
      lockedOf(state) === undefined ? { _tag: "Locked", list: { ...listOf(state) ?? nobody, at, date, trims: {}, reminded: [] } } : state,
    RecordVerified: ({ vehicle }) => checked(state, vehicle, []),
    RecordCorrected: ({ vehicle, fields }) => checked(state, vehicle, fields),
    CarTrimmed: ({ vehicle, because, by, at }) => noted(state, ({ lines, trims }) => lines[vehicle] === undefined ? {} : { trims: { ...trims, [vehicle]: { because, by, at } } }),
    CarRestored: ({ vehicle }) => noted(state, ({ trims }) => ({ trims: without(trims, vehicle) })),
    InvitationsPrinted: ({ date }): State => state._tag === "Locked" ? { _tag: "Printed", list: state.list, printed: date } : state,
    InvitationsMailed: ({ date }): State => state._tag === "Printed" ? { ...state, _tag: "Mailed", mailed: date, reasons: {}, plan: null } : state,
    ReasonRecorded: ({ vehicle, reason, spokeWith }): State =>
      state._tag === "Mailed" && state.list.lines[vehicle] !== undefined ? { ...state, reasons: { ...state.reasons, [vehicle]: { reason, spokeWith } } } : state,
    PlanSubmitted: ({ by, measures, date, revision }): State => state._tag === "Mailed" ? { ...state, plan: { by, measures, date: state.plan?.date ?? date, revision } } : state,
    CampaignReminded: ({ step, missed }) => noted(state, ({ reminded }) => ({ reminded: [...reminded, `${step}:${missed ? "missed" : "asked"}`] }))
  })

/** Those that are still invited. With the trims they are the list. */
export const kept = ({ lines, trims }: Locked): ReadonlyArray<Line> => Object.values(lines).filter(({ vehicle }) => trims[vehicle] === undefined)

/** The stream of a month's list: `duelist/{site}/{month}`. */
export const stream = (site: SiteId, month: ListMonth): StreamId => streamId("duelist", site, month)
