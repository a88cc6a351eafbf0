/** A complaint, from the moment it is heard until the customer has accepted what was done. */
import { Schema } from "effect"
import { tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { CallbackId, ComplaintId, CustomerId, SiteId, StaffId, type StreamId, streamId, VehicleId, VisitId } from "../Ids.ts"
import { Personal } from "../Personal.ts"
import { Note } from "../Text.ts"

// Vocabulary

/** Where it was heard (S4-14). */
export const Source = Schema.Literals(["callback", "on-site", "manufacturer", "opinion-form"])
export type Source = typeof Source.Type

export const Category = Schema.Literals(["staff", "workmanship", "waiting", "price", "parts", "vehicle", "other"])
export type Category = typeof Category.Type

/** What somebody said, in their words. */
export const Words = Personal(Schema.Struct({ text: Note }))

/** What has a time by which it is to be done. */
export const Deadline = Schema.Literals(["answer", "closure"])
export type Deadline = typeof Deadline.Type

// State

/** What somebody proposed, and that the customer would not have it. */
export type Solution = { readonly _tag: "Offered" | "Refused"; readonly by: StaffId; readonly text: string; readonly at: Instant }

export interface Case {
  readonly id: ComplaintId
  /** The site that was complained of. */
  readonly site: SiteId
  readonly customer: CustomerId
  readonly vehicle: VehicleId | null
  readonly visit: VisitId | null
  readonly callback: CallbackId | null
  readonly source: Source
  readonly category: Category
  readonly what: string | null
  readonly receivedAt: Instant
  readonly answerBy: Instant
  readonly closeBy: Instant
  readonly owner: StaffId | null
  readonly answered: { readonly by: StaffId; readonly at: Instant } | null
  readonly solution: Solution | null
  /** The deadlines that somebody was told were missed. */
  readonly overdue: ReadonlyArray<Deadline>
  /** Why it was not over after all, each time. */
  readonly reopened: ReadonlyArray<string>
}

export type State =
  | { readonly _tag: "None" }
  | { readonly _tag: "Open"; readonly complaint: Case }
  /** The customer accepted what was done; it can still be opened again for a while. */
  | { readonly _tag: "Closed"; readonly complaint: Case; readonly at: Instant }
  | { readonly _tag: "Settled"; readonly complaint: Case; readonly at: Instant }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { id: ComplaintId, site: SiteId, at: Instant, customer: CustomerId }

export const events = [
  /** Answered before `answerBy` and closed before `closeBy`: elapsed time from its receipt at `at`. */
  Schema.TaggedStruct("ComplaintReceived", {
    ...on, vehicle: Schema.NullOr(VehicleId), visit: Schema.NullOr(VisitId), callback: Schema.NullOr(CallbackId),
    source: Source, category: Category, answerBy: Instant, closeBy: Instant, what: Personal(Schema.Struct({ text: Schema.NullOr(Note) }))
  }),
  /** From now on it is theirs. */
  Schema.TaggedStruct("ComplaintAssigned", { ...on, owner: StaffId }),
  /** The customer has had a first response. */
  Schema.TaggedStruct("ComplaintAnswered", { ...on, by: StaffId }),
  Schema.TaggedStruct("SolutionOffered", { ...on, by: StaffId, solution: Words }),
  /** The customer accepted what was done: closed. */
  Schema.TaggedStruct("SolutionAccepted", { ...on, receivedAt: Instant, closeBy: Instant }),
  Schema.TaggedStruct("SolutionRefused", on),
  /** It was not over after all; the clock goes on from where it began. */
  Schema.TaggedStruct("ComplaintReopened", { ...on, why: Words }),
  /** It cannot be opened again any more. */
  Schema.TaggedStruct("ComplaintSettled", on),
  /** Nobody has answered, or nothing is closed, and the time for it is over. */
  Schema.TaggedStruct("ComplaintOverdue", { ...on, what: Deadline, since: Instant })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Evolve

const noted = (state: State, change: (complaint: Case) => Partial<Case>): State =>
  state._tag === "None" ? state : { ...state, complaint: { ...state.complaint, ...change(state.complaint) } }

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    ComplaintReceived: ({ _tag, at, what, ...rest }): State => ({
      _tag: "Open", complaint: { ...rest, what: what.text, receivedAt: at, owner: null, answered: null, solution: null, overdue: [], reopened: [] }
    }),
    ComplaintAssigned: ({ owner }) => noted(state, () => ({ owner })),
    ComplaintAnswered: ({ by, at }) => noted(state, ({ answered }) => ({ answered: answered ?? { by, at } })),
    SolutionOffered: ({ by, solution, at }) => noted(state, () => ({ solution: { _tag: "Offered", by, text: solution.text, at } })),
    SolutionAccepted: ({ at }): State => state._tag === "Open" ? { _tag: "Closed", complaint: state.complaint, at } : state,
    SolutionRefused: () => noted(state, ({ solution }) => ({ solution: solution && { ...solution, _tag: "Refused" } })),
    ComplaintReopened: ({ why }): State =>
      state._tag === "Closed" ? noted({ _tag: "Open", complaint: state.complaint }, ({ reopened }) => ({ reopened: [...reopened, why.text], solution: null })) : state,
    ComplaintSettled: (): State => state._tag === "Closed" ? { ...state, _tag: "Settled" } : state,
    ComplaintOverdue: ({ what }) => noted(state, ({ overdue }) => ({ overdue: overdue.includes(what) ? overdue : [...overdue, what] }))
  })

/** The stream of a complaint: `complaint/{id}`. */
export const stream = (id: ComplaintId): StreamId => streamId("complaint", id)
