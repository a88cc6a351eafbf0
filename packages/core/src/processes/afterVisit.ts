/**
 * A car was handed back: its file says what was done, its customer is thanked the same day and called within three
 * (S3-17, S4-03, S2-11).
 */
import type * as Domain from "../Domain.ts"
import { dayStart } from "../calendar/Zone.ts"
import { fromMillis } from "../calendar/Instant.ts"
import { addDays } from "../calendar/LocalDate.ts"
import { derivedId } from "../derivedId.ts"
import { MessageId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type * as Visit from "../visits/Visit.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { documentOf, noted, type Sites } from "./Sites.ts"

type Delivered = Extract<Visit.Event, { readonly _tag: "VisitDelivered" }>

/** A line of the file for each kind of work; the parts stand with the first. */
const services = ({ id: visit, vehicle, site, at, date, work, km, parts }: Delivered): ReadonlyArray<Ask> =>
  vehicle === null ? [] : work.map((kind, i) => ({
    aggregate: "vehicle", command: { _tag: "RecordService", id: vehicle, site, at, date, work: kind, km, elsewhere: false, parts: i === 0 ? parts : [], visit }
  }))

export const afterVisit: Process<Sites, Domain.Event, Ask> = {
  name: "after-visit",
  initial: () => new Map(),
  evolve: (sites, event) => {
    noted(sites, event)
    return sites
  },
  react: (event, sites) => {
    if (event._tag !== "VisitDelivered") return []
    const { id, site, customer, vehicle, date, at, work } = event
    const document = documentOf(sites, site)
    if (document === undefined) return []
    const until = fromMillis(dayStart(document.calendar.zone, addDays(date, 1)))
    const kind = work.includes("body") ? "service-body" : "service-mechanical"
    return [
      ...services(event),
      { aggregate: "message", command: { _tag: "Request", id: MessageId.make(derivedId("thank-you", id)), site, at, kind: "thank-you", customer, vehicle, visit: id, from: at, until } },
      callAsked({ document, kind, because: [id], about: { customer, vehicle, visit: id }, since: date, at })
    ]
  },
  due: () => []
}
