/** The documents of the sites, as far as a process has heard of them. */
import type * as Domain from "../Domain.ts"
import type { Instant } from "../calendar/Instant.ts"
import { toMillis } from "../calendar/Instant.ts"
import { type LocalDate, toDays } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import type { SiteId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"

export type Sites = Map<SiteId, Site.State>

const isSite = (event: Domain.Event): event is Site.Event => Site.tags.has(event._tag)

/** Changes the map it is given, when the event is of a site. */
export const noted = (sites: Sites, event: Domain.Event): void => {
  if (isSite(event)) sites.set(event.site, Site.evolve(sites.get(event.site) ?? Site.initial, event))
}

/** Undefined for a site that was never opened. */
export const documentOf = (sites: Sites, site: SiteId): Document | undefined => {
  const state = sites.get(site)
  return state?._tag === "Open" ? state.document : undefined
}

/** The date on the site's wall. */
export const dateAt = ({ calendar: { zone } }: Document, at: Instant): LocalDate => localOf(zone, toMillis(at)).date

/** Whether what happened on a date became known so late, at `at`, that nobody is called about it any more. */
export const isHistory = (document: Document, date: LocalDate, at: Instant): boolean =>
  toDays(dateAt(document, at)) - toDays(date) > whole(document.care).calls.historyDays
