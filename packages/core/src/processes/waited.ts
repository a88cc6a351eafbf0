/**
 * Somebody waits too long to be received: it is noted while they still wait, the house apologises, and the supervisor
 * calls on the next open day (S3-22).
 */
import { addMinutes, fromMillis, type Instant } from "../calendar/Instant.ts"
import { addDays } from "../calendar/LocalDate.ts"
import { dayStart } from "../calendar/Zone.ts"
import { derivedId } from "../derivedId.ts"
import type * as Domain from "../Domain.ts"
import { MessageId, type SiteId, type VisitId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import { whole } from "../sites/Care.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { dateAt, documentOf, noted, type Sites } from "./Sites.ts"

interface State {
  readonly sites: Sites
  /** Who is here, has not been received, and has not been looked after. */
  readonly waiting: Map<VisitId, { readonly site: SiteId; readonly since: Instant }>
}

export const waited: Process<State, Domain.Event, Ask> = {
  name: "waited",
  initial: () => ({ sites: new Map(), waiting: new Map() }),
  evolve: (state, event) => {
    noted(state.sites, event)
    if (event._tag === "VisitOpened") state.waiting.set(event.id, { site: event.site, since: event.arrivedAt })
    else if (event._tag === "VisitReceived" || event._tag === "VisitAbandoned" || event._tag === "WaitNoted") state.waiting.delete(event.id)
    return state
  },
  react: (event, { sites }) => {
    if (event._tag !== "WaitNoted") return []
    const { id: visit, site, customer, vehicle, at } = event
    const document = documentOf(sites, site)
    if (document === undefined) return []
    const until = fromMillis(dayStart(document.calendar.zone, addDays(dateAt(document, at), 1)))
    return [
      { aggregate: "message", command: { _tag: "Request", id: MessageId.make(derivedId("apology", visit)), site, at, kind: "apology", customer, vehicle, visit, from: at, until } },
      callAsked({ document, kind: "waited", because: [visit], about: { customer, vehicle, visit }, since: at, at })
    ]
  },
  due: ({ sites, waiting }, now) => [...waiting].flatMap(([id, { site, since }]) => {
    const document = documentOf(sites, site)
    if (document === undefined || now <= addMinutes(since, whole(document.care).waitMin)) return []
    return [{ key: id, command: { aggregate: "visit" as const, command: { _tag: "NoteWait" as const, id, site, at: now } } }]
  })
}
