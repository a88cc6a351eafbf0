/** What a customer answered in a survey: kept as it was said, and counted unless somebody had told them what to say (S3-01). */
import { Equal, Result, Schema } from "effect"
import { type Aggregate, tagsOf } from "../Aggregate.ts"
import { Instant, toMillis } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import { AdvisorId, CustomerId, SiteId, StaffId, type StreamId, streamId, SurveyId, VehicleId, VisitId } from "../Ids.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { DateToCome } from "../vehicles/Vehicle.ts"
import { Answers } from "./Answers.ts"

// Vocabulary

/** Who asked, and how. */
export const How = Schema.Literals(["face-to-face", "telephone", "manufacturer"])
export type How = typeof How.Type

/** Whom and what the answers are about; `date` is the day they were given. */
const given = {
  customer: CustomerId, vehicle: Schema.NullOr(VehicleId), visit: Schema.NullOr(VisitId), advisor: Schema.NullOr(AdvisorId), consultant: Schema.NullOr(StaffId),
  date: LocalDate, how: How, answers: Answers
}
const Given = Schema.Struct(given)

// State

export type State =
  | { readonly _tag: "None" }
  | { readonly _tag: "Answered"; readonly site: SiteId; readonly given: typeof Given.Type; readonly coached: boolean }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.
// Each carries all that is counted, so that it can be counted, or taken back, without the one before.

const on = { id: SurveyId, site: SiteId, at: Instant }

export const events = [
  Schema.TaggedStruct("SurveyAnswered", { ...on, ...given, coached: Schema.Boolean }),
  /** It turned out that somebody had told the customer what to say: the answers count no more. */
  Schema.TaggedStruct("CoachingFound", { ...on, ...given, by: StaffId })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Commands

export const Command = Schema.Union([
  /** `coached`: the customer was prepared for the survey by the dealership. */
  Schema.TaggedStruct("Answer", { ...on, ...given, coached: Schema.Boolean }),
  Schema.TaggedStruct("ReportCoaching", { ...on, by: StaffId })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

// Rejections

export class UnknownSurvey extends Schema.TaggedError<UnknownSurvey>()("UnknownSurvey", { id: SurveyId }) {
  override get message() {
    return `There are no answers ${this.id}. Record them first.`
  }
}

/** Answers are what was said; nobody says them anew. */
export class SurveyTaken extends Schema.TaggedError<SurveyTaken>()("SurveyTaken", { id: SurveyId, date: LocalDate }) {
  override get message() {
    return `${this.id} has other answers, given on ${this.date}. Give these an id of their own.`
  }
}

export type Rejection = UnknownSite | DateToCome | UnknownSurvey | SurveyTaken

// Decide

type Answer = Result.Result<ReadonlyArray<Event>, Rejection>

const nothing: Answer = Result.succeed([])

/** What one decision knows: the site, and the answers. */
export interface Known {
  readonly site: Site.State
  readonly response: State
}

const decide = (command: Command, { site, response }: Known): Answer => {
  if (site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { id, at } = command
  if (command._tag === "Answer") {
    const { _tag, id: _id, site: of, at: _at, coached, ...said } = command
    if (response._tag === "Answered") return response.coached === coached && Equal.equals(response.given, said) ? nothing : Result.fail(new SurveyTaken({ id, date: response.given.date }))
    const today = localOf(site.document.calendar.zone, toMillis(at)).date
    if (said.date > today) return Result.fail(new DateToCome({ date: said.date, today }))
    return Result.succeed([{ _tag: "SurveyAnswered", id, site: of, at, ...said, coached }])
  }
  if (response._tag === "None") return Result.fail(new UnknownSurvey({ id }))
  return response.coached ? nothing : Result.succeed([{ _tag: "CoachingFound", id, site: response.site, at, ...response.given, by: command.by }])
}

// Evolve

export const evolve = (state: State, event: Event): State =>
  Event.match(event, {
    SurveyAnswered: ({ _tag, id: _id, site, at: _at, coached, ...said }): State => ({ _tag: "Answered", site, given: said, coached }),
    CoachingFound: (): State => state._tag === "None" ? state : { ...state, coached: true }
  })

/** The stream of a customer's answers: `survey/{id}`. */
export const stream = (id: SurveyId): StreamId => streamId("survey", id)

const isSite = (event: Site.Event | Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, Known, Site.Event | Event, Rejection> = {
  name: "survey",
  Command,
  Event: Schema.Union([...Site.events, ...events]),
  initial: { site: Site.initial, response: initial },
  decide,
  evolve: (state, event) => isSite(event) ? { ...state, site: Site.evolve(state.site, event) } : { ...state, response: evolve(state.response, event) },
  // Answers that do not count can only be said again.
  isTerminal: ({ response }) => response._tag === "Answered" && response.coached,
  reads: ({ id, site }) => [Site.stream(site), stream(id)],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : stream(event.id)
}
