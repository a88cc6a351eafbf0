/**
 * A complaint's time is watched: what is not answered or closed in time is said to be overdue, a solution is asked about,
 * and what was accepted and left alone is settled (K-15, S3-06).
 */
import { fromMillis, type Instant } from "../calendar/Instant.ts"
import { addDays } from "../calendar/LocalDate.ts"
import { dayStart } from "../calendar/Zone.ts"
import * as Complaint from "../complaints/Complaint.ts"
import type * as Domain from "../Domain.ts"
import type { ComplaintId, CustomerId, SiteId, VehicleId } from "../Ids.ts"
import type { Due, Process } from "../Process.ts"
import { whole } from "../sites/Care.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { counted, type OpenCalls, withdrawn } from "./OpenCalls.ts"
import { dateAt, documentOf, noted, type Sites } from "./Sites.ts"

interface Watched {
  readonly site: SiteId
  readonly customer: CustomerId
  readonly vehicle: VehicleId | null
  /** Null when it is met, or when it was said that it is not. */
  readonly answerBy: Instant | null
  readonly closeBy: Instant | null
  /** The end of its time, for when it is opened again, and whether somebody said that it is over. */
  readonly deadline: Instant
  readonly isOverdue: boolean
  /** Since when it is closed; null while it is open. */
  readonly closedAt: Instant | null
}

interface State {
  readonly sites: Sites
  readonly calls: OpenCalls
  /** Those that are not settled. */
  readonly complaints: Map<ComplaintId, Watched>
}

const isComplaint = (event: Domain.Event): event is Complaint.Event => Complaint.tags.has(event._tag)

/** What an event changes of what is watched. */
const change = (event: Complaint.Event, { deadline, isOverdue }: Watched): Partial<Watched> => {
  switch (event._tag) {
    case "ComplaintAnswered":
    case "SolutionOffered":
      return { answerBy: null }
    case "SolutionAccepted":
      return { answerBy: null, closeBy: null, closedAt: event.at }
    case "ComplaintReopened":
      return { closeBy: isOverdue ? null : deadline, closedAt: null }
    case "ComplaintOverdue":
      return event.what === "answer" ? { answerBy: null } : { closeBy: null, isOverdue: true }
    default:
      return {}
  }
}

const watch = (complaints: State["complaints"], event: Complaint.Event): void => {
  const { id, site, customer } = event
  const before = complaints.get(id)
  if (event._tag === "ComplaintReceived") {
    const { vehicle, answerBy, closeBy } = event
    complaints.set(id, { site, customer, vehicle, answerBy, closeBy, deadline: closeBy, isOverdue: false, closedAt: null })
  } else if (event._tag === "ComplaintSettled") complaints.delete(id)
  else if (before !== undefined) complaints.set(id, { ...before, ...change(event, before) })
}

/** The first instant at which it cannot be opened again. */
const settledFrom = (sites: Sites, { site, closedAt }: Watched): Instant | undefined => {
  const document = documentOf(sites, site)
  if (document === undefined || closedAt === null) return undefined
  const last = addDays(dateAt(document, closedAt), whole(document.care).complaints.reopenDays)
  return fromMillis(dayStart(document.calendar.zone, addDays(last, 1)))
}

const fallenDue = (id: ComplaintId, watched: Watched, sites: Sites, now: Instant): ReadonlyArray<Due<Ask>> => {
  const { site, answerBy, closeBy, closedAt } = watched
  const over = (what: "answer" | "closure", by: Instant | null): ReadonlyArray<Due<Ask>> =>
    by === null || now < by ? [] : [{ key: `${id} ${what} ${by}`, command: { aggregate: "complaint", command: { _tag: "Escalate", id, site, at: now, what } } }]
  const from = settledFrom(sites, watched)
  return [
    ...over("answer", answerBy),
    ...over("closure", closeBy),
    ...(from === undefined || now < from ? [] : [{ key: `${id} settled ${closedAt}`, command: { aggregate: "complaint" as const, command: { _tag: "Settle" as const, id, site, at: now } } }])
  ]
}

const react = (event: Domain.Event, { sites, calls, complaints }: State): ReadonlyArray<Ask> => {
  switch (event._tag) {
    case "SolutionOffered": {
      const { id, site, customer, at } = event
      const document = documentOf(sites, site)
      if (document === undefined) return []
      const vehicle = complaints.get(id)?.vehicle ?? null
      const earlier = withdrawn(calls, ({ about }) => about.complaint === id, "settled", at)
      return [...earlier, callAsked({ document, kind: "complaint", because: [id, at], about: { customer, vehicle, complaint: id }, since: at, at })]
    }
    case "SolutionRefused":
    case "SolutionAccepted":
      return withdrawn(calls, ({ about }) => about.complaint === event.id, "settled", event.at)
    case "CallbackConcluded": {
      const { about: { complaint: id }, outcome, site, at } = event
      if (id === null || (outcome._tag !== "Accepted" && outcome._tag !== "NotAccepted")) return []
      return [{ aggregate: "complaint", command: { _tag: outcome._tag === "Accepted" ? "AcceptSolution" : "RefuseSolution", id, site, at } }]
    }
    default:
      return []
  }
}

export const complaintClock: Process<State, Domain.Event, Ask> = {
  name: "complaint-clock",
  initial: () => ({ sites: new Map(), calls: new Map(), complaints: new Map() }),
  evolve: (state, event) => {
    counted(state.calls, event, react(event, state))
    noted(state.sites, event)
    if (isComplaint(event)) watch(state.complaints, event)
    return state
  },
  react,
  due: ({ sites, complaints }, now) => [...complaints].flatMap(([id, watched]) => fallenDue(id, watched, sites, now))
}
