/**
 * A car has come: it waits to be received (S2-02, step 3). It was not this car, or it left: nobody waits for it any more.
 * What is still here in the morning waits again, before those who come that day.
 */
import type { Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type * as Domain from "../Domain.ts"
import { type AppointmentId, type SiteId, VisitId } from "../Ids.ts"
import type { Due, Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"
import { dateAt, documentOf, noted, type Sites } from "./Sites.ts"

interface Here {
  readonly site: SiteId
  /** When it last stood in a queue, or came. */
  readonly date: LocalDate
}

interface State {
  readonly sites: Sites
  /** Appointments that were made here; whether the car of another system's is here, only somebody who sees it can say. */
  readonly booked: Set<AppointmentId>
  readonly here: Map<VisitId, Here>
}

interface Told {
  readonly id: AppointmentId
  readonly site: SiteId
  readonly at: Instant
}

const awaited = ({ id, site, at }: Told): Ask => ({ aggregate: "visit", command: { _tag: "Await", id: VisitId.make(id), site, at } })

const gone = ({ id, site, at }: Told, why: string): Ask => ({ aggregate: "visit", command: { _tag: "Abandon", id: VisitId.make(id), site, at, why: { text: why } } })

const overNight = (id: VisitId, { site, date }: Here, sites: Sites, now: Instant): ReadonlyArray<Due<Ask>> => {
  const document = documentOf(sites, site)
  const today = document && dateAt(document, now)
  if (today === undefined || today <= date) return []
  return [{ key: `${id} ${today}`, command: { aggregate: "visit", command: { _tag: "Await", id, site, at: now } } }]
}

export const arrivals: Process<State, Domain.Event, Ask> = {
  name: "arrivals",
  initial: () => ({ sites: new Map(), booked: new Set(), here: new Map() }),
  evolve: (state, event) => {
    const { sites, booked, here } = state
    noted(sites, event)
    switch (event._tag) {
      case "AppointmentBooked":
        if (event.imported !== true) booked.add(event.id)
        break
      case "AppointmentCancelled":
        booked.delete(event.id)
        break
      case "VisitOpened": {
        const document = documentOf(sites, event.site)
        if (document !== undefined) here.set(event.id, { site: event.site, date: dateAt(document, event.at) })
        break
      }
      case "QueueJoined":
        if (here.has(event.visit)) here.set(event.visit, { site: event.site, date: event.date })
        break
      case "VisitReady":
      case "VisitAbandoned":
        here.delete(event.id)
    }
    return state
  },
  react: (event, { booked, here }) => {
    switch (event._tag) {
      case "WalkedIn":
        return [awaited(event)]
      case "AppointmentArrived":
        return booked.has(event.id) && event.arrivedAt !== null && !here.has(VisitId.make(event.id)) ? [awaited(event)] : []
      case "WalkInLeft":
        return [gone(event, event.why)]
      case "ArrivalCorrected":
        return event.came === true ? [awaited(event)] : [gone(event, event.why)]
      default:
        return []
    }
  },
  due: ({ sites, here }, now) => [...here].flatMap(([id, one]) => overNight(id, one, sites, now))
}
