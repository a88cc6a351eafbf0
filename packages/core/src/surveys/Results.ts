/** What the manufacturer publishes of a period: how many answers were valid, the site's score, its region's, and its rank (S3-02). */
import { Equal, Result, Schema } from "effect"
import { type Aggregate, tagsOf } from "../Aggregate.ts"
import { Instant } from "../calendar/Instant.ts"
import { SiteId, type StreamId, streamId } from "../Ids.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { Survey } from "./Answers.ts"

// Vocabulary

/** A month, a quarter, a half or a year, as the manufacturer counts. */
export const Period = Schema.String.check(
  Schema.isPattern(/^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/u, { message: "expected a period such as 2026-09, 2026-Q3, 2026-H2 or 2026" })
).pipe(Schema.brand("Period"))
export type Period = typeof Period.Type

/** In the manufacturer's own points, of 100 or of 1,000. */
const Points = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1_000 }))

export const Figures = Schema.Struct({
  /** Interviews that count. */
  samples: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  store: Points,
  region: Points,
  /** 1 is the best of the country; `of` so many, where that is told. */
  nationalRank: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 }))),
  of: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 })))
}).check(Schema.makeFilter(({ nationalRank, of }) => of === null || (nationalRank !== null && nationalRank <= of) || "expected a rank among those who were ranked"))
export type Figures = typeof Figures.Type

// State

export type State = { readonly _tag: "None" } | { readonly _tag: "Published"; readonly figures: Figures }

export const initial: State = { _tag: "None" }

// Events: tags and fields are the stored format. Add, never rename.

const on = { site: SiteId, survey: Survey, period: Period, at: Instant }

export const events = [
  Schema.TaggedStruct("ResultsPublished", { ...on, figures: Figures }),
  /** The manufacturer, or whoever typed them in, was wrong. */
  Schema.TaggedStruct("ResultsCorrected", { ...on, was: Figures, figures: Figures })
] as const

export const Event = Schema.Union(events).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const tags = tagsOf(events)

// Commands

export const Command = Schema.Union([
  Schema.TaggedStruct("Publish", { ...on, figures: Figures }),
  Schema.TaggedStruct("CorrectResults", { ...on, figures: Figures })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

// Rejections

/** There are figures of this period already. */
export class ResultsKnown extends Schema.TaggedError<ResultsKnown>()("ResultsKnown", { period: Period, figures: Figures }) {
  override get message() {
    return `The results of ${this.period} are known, and are other ones (${this.figures.store} points, ${this.figures.samples} samples). Correct them if they were wrong.`
  }
}

export class NoResults extends Schema.TaggedError<NoResults>()("NoResults", { period: Period }) {
  override get message() {
    return `No results of ${this.period} are known that could be corrected. Publish them.`
  }
}

export type Rejection = UnknownSite | ResultsKnown | NoResults

// Decide

type Answer = Result.Result<ReadonlyArray<Event>, Rejection>

const nothing: Answer = Result.succeed([])

/** What one decision knows: the site, and the figures of the period. */
export interface Known {
  readonly site: Site.State
  readonly results: State
}

const decide = (command: Command, { site: known, results }: Known): Answer => {
  const { site, survey, period, at, figures } = command
  if (known._tag === "Unopened") return Result.fail(new UnknownSite({ site }))
  if (results._tag === "None") {
    return command._tag === "Publish" ? Result.succeed([{ _tag: "ResultsPublished", site, survey, period, at, figures }]) : Result.fail(new NoResults({ period }))
  }
  if (Equal.equals(results.figures, figures)) return nothing
  return command._tag === "Publish" ? Result.fail(new ResultsKnown({ period, figures: results.figures }))
    : Result.succeed([{ _tag: "ResultsCorrected", site, survey, period, at, was: results.figures, figures }])
}

// Evolve

export const evolve = (_: State, event: Event): State =>
  Event.match(event, {
    ResultsPublished: ({ figures }): State => ({ _tag: "Published", figures }),
    ResultsCorrected: ({ figures }): State => ({ _tag: "Published", figures })
  })

/** The stream of a period's results: `results/{site}/{survey}:{period}`. */
export const stream = (site: SiteId, survey: Survey, period: Period): StreamId => streamId("results", site, `${survey}:${period}`)

const isSite = (event: Site.Event | Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, Known, Site.Event | Event, Rejection> = {
  name: "results",
  Command,
  Event: Schema.Union([...Site.events, ...events]),
  initial: { site: Site.initial, results: initial },
  decide,
  evolve: (state, event) => isSite(event) ? { ...state, site: Site.evolve(state.site, event) } : { ...state, results: evolve(state.results, event) },
  isTerminal: () => false,
  reads: ({ site, survey, period }) => [Site.stream(site), stream(site, survey, period)],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : stream(event.site, event.survey, event.period)
}
