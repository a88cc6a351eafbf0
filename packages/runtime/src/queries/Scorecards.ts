/** A month of the incentives: how it stands or was settled, or what it would be by other rules. */
import {
  type BookingRejection, Care, drawUp, type Entry, Evidence, IncentiveRules, Instant, type LocalDate, MonthFile, Scorecard, type SiteId, Site, type Uncounted, uncounted, Zone
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { documentOf, folded, readStreams, type Unreadable } from "./read.ts"

export interface Scorecards {
  readonly site: SiteId
  readonly month: LocalDate.Month
  /** Still open, and without the figures of the whole month; settled; or tried by rules that do not hold. */
  readonly state: "open" | "settled" | "tried"
  readonly cards: ReadonlyArray<Scorecard.Scorecard>
  readonly accounts: ReadonlyArray<Scorecard.Account>
  readonly ranking: ReadonlyArray<Scorecard.Rank>
  /** By entry. */
  readonly appeals: MonthFile.State["appeals"]
  readonly proposals: ReadonlyArray<MonthFile.Proposal>
  /** Days on which nobody counted flyers. */
  readonly uncounted: ReadonlyArray<Uncounted>
}

/** With `rules`: what the month would be by them, from the same evidence and the figures it was settled with. */
export const scorecards = (
  site: SiteId,
  month: LocalDate.Month,
  now: Instant.Instant,
  rules?: IncentiveRules.Rules
): Effect.Effect<Scorecards, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const [ofSite = [], ofMonth = []] = yield* readStreams([Site.stream(site), MonthFile.stream(site, month)])
    const document = yield* documentOf(site, ofSite)
    const file = folded<MonthFile.State, MonthFile.Event>(ofMonth, MonthFile.tags, MonthFile.evolve, MonthFile.initial)
    const { settled, evidence, appeals, proposals } = file
    const by = rules ?? settled?.rules ?? IncentiveRules.rulesIn(Care.whole(document.care).incentives, month)
    const figures = settled?.figures ?? Evidence.noFigures
    const entries: ReadonlyArray<Entry> = rules === undefined && settled !== null ? MonthFile.standing(file) : drawUp(by, evidence, figures)
    const today = Zone.localOf(document.calendar.zone, Instant.toMillis(now)).date
    return {
      site,
      month,
      state: rules !== undefined ? "tried" : settled === null ? "open" : "settled",
      cards: Scorecard.scorecards(by, entries),
      accounts: Scorecard.accounts(entries),
      ranking: Scorecard.ranking(figures),
      appeals,
      proposals,
      uncounted: uncounted(by, evidence, document, month, today)
    }
  })
