/** The campaign for a month, as it stands at a moment. */
import {
  type BookingRejection, CampaignDays, CampaignRejection, CampaignSheet, Care, Coming, DueList, Instant, type LocalDate, Site, type SiteId, Zone
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { eachFact } from "./facts.ts"
import { documentOf, folded, readStreams, type Unreadable } from "./read.ts"

export interface Campaign extends CampaignSheet.Sheet {
  readonly document: Site.Document
  readonly today: LocalDate.LocalDate
}

export const campaignSheet = (
  site: SiteId,
  month: CampaignDays.ListMonth,
  now: Instant.Instant
): Effect.Effect<Campaign, Unreadable | BookingRejection.UnknownSite | CampaignRejection.NeverOpen, EventStore> =>
  Effect.gen(function*() {
    const [events = [], list = []] = yield* readStreams([Site.stream(site), DueList.stream(site, month)])
    const document = yield* documentOf(site, events)
    const state = folded<DueList.State, DueList.Event>(list, DueList.tags, DueList.evolve, DueList.initial)
    const days = CampaignDays.deadlines(document.calendar, month, Care.whole(document.care).campaigns)
    if (days === undefined) return yield* new CampaignRejection.NeverOpen({ site, month })
    const today = Zone.localOf(document.calendar.zone, Instant.toMillis(now)).date
    // A draft has nobody who came: what is counted begins with the lock.
    const locked = DueList.lockedOf(state)
    const projection = Coming.coming({ site, month, at: locked?.at ?? now, date: locked?.date ?? today, lines: DueList.listOf(state)?.lines ?? {} })
    const coming = projection.initial()
    yield* eachFact<Coming.Event>(site, locked === undefined ? Coming.types.filter((type) => type !== "VehicleServiced" && type !== "ServiceWithdrawn") : Coming.types, (event) => void projection.evolve(coming, event))
    return { ...CampaignSheet.sheet(document, days, month, state, coming, today), document, today }
  })
