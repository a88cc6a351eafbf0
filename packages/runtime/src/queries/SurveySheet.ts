/** What customers and the manufacturer say of a site in a month, and how its advisors were audited. */
import {
  type AdvisorId, Audit, type BookingRejection, LocalDate, Results, Satisfaction, type Site, type SiteId, SurveyAnswers, SurveyResponse
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { eachFact } from "./facts.ts"
import { readSite, type Unreadable } from "./read.ts"

export interface SurveySheet {
  readonly document: Site.Document
  readonly month: LocalDate.Month
  /** One for each survey and way of asking with any answers; of all ways together where `how` is null. */
  readonly satisfaction: ReadonlyArray<Satisfaction.Reading & { readonly survey: SurveyAnswers.Survey; readonly how: SurveyResponse.How | null }>
  /** Of periods that hold the month, as they stand. */
  readonly results: ReadonlyArray<{ readonly survey: SurveyAnswers.Survey; readonly period: Results.Period; readonly figures: Results.Figures }>
  /** The last audit of each advisor by the end of the month, and from when on they receive cars because of it. */
  readonly audits: ReadonlyArray<{ readonly advisor: AdvisorId; readonly audit: Audit.Audit; readonly assignableSince: LocalDate.LocalDate | null }>
}

/** Whether a period of the manufacturer's holds a month. */
const holds = (period: string, month: string): boolean => {
  const [year = "", part = ""] = period.split("-")
  if (!month.startsWith(year)) return false
  const n = Number(month.slice(5))
  if (part === "") return true
  if (part.startsWith("Q")) return Math.ceil(n / 3) === Number(part.slice(1))
  return part.startsWith("H") ? Math.ceil(n / 6) === Number(part.slice(1)) : Number(part) === n
}

export const surveySheet = (site: SiteId, month: LocalDate.Month): Effect.Effect<SurveySheet, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const document = yield* readSite(site)
    const tally = Satisfaction.satisfaction.initial()
    yield* eachFact<SurveyResponse.Event>(site, [...SurveyResponse.tags], (event) => void Satisfaction.satisfaction.evolve(tally, event))
    const results = new Map<string, SurveySheet["results"][number]>()
    yield* eachFact<Results.Event>(site, [...Results.tags], ({ survey, period, figures }) => void results.set(`${survey} ${period}`, { survey, period, figures }))
    const audits = new Map<AdvisorId, Audit.State>()
    const next = LocalDate.addMonths(LocalDate.firstDay(month), 1)
    yield* eachFact<Audit.Event>(site, [...Audit.tags], (event) => {
      if (event.date < next) audits.set(event.advisor, Audit.evolve(audits.get(event.advisor) ?? Audit.initial, event))
    })
    return {
      document,
      month,
      satisfaction: SurveyAnswers.Survey.literals.flatMap((survey) => {
        const ways = SurveyResponse.How.literals.flatMap((how) => {
          const counts = tally.get(Satisfaction.keyOf(site, month, survey, how))
          return counts === undefined ? [] : [{ how, counts }]
        })
        const all = ways.length < 2 ? [] : [{ how: null, counts: ways.map(({ counts }) => counts).reduce(Satisfaction.plus) }]
        return [...ways, ...all].map(({ how, counts }) => ({ survey, how, ...Satisfaction.readingOf(counts) }))
      }),
      results: [...results.values()].filter(({ period }) => holds(period, month)),
      audits: [...audits].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([advisor, state]) => {
        const audit = state.at(-1)
        return audit === undefined ? [] : [{ advisor, audit, assignableSince: Audit.assignableSince(state) ?? null }]
      })
    }
  })
