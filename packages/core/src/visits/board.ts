/** The workshop at a moment: every car that is here, what it waits for, and whether it will be ready as promised. */
import { type Contact, promisesOf, type State as Appointment } from "../appointments/Appointment.ts"
import { addMinutes, type Instant, minutesBetween } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type { AdvisorId, CustomerId, PartNo, SiteId, VehicleId, VisitId } from "../Ids.ts"
import type { Projection } from "../Projection.ts"
import type { Document } from "../sites/Document.ts"
import { type Policy, policyOn } from "../sites/Policy.ts"
import type { Plan } from "../workshop/Plan.ts"
import { inOrder, type Queue } from "./Floor.ts"
import { dateOf } from "./known.ts"
import { waitingAt } from "./queueing.ts"
import * as Visit from "./Visit.ts"

/** A car that is here. */
export interface Car {
  readonly visit: VisitId
  readonly customer: CustomerId
  readonly vehicle: VehicleId | null
  readonly contact: Contact
  readonly walkIn: boolean
  readonly priority: Visit.Car["priority"]
  readonly arrivedAt: Instant
  readonly advisor: AdvisorId | null
  readonly step: Visit.Step
  /** Since when it is at this step. */
  readonly since: Instant
  /** Where it waits, and as which; null when it does not, or waits for parts. */
  readonly queue: { readonly name: Queue; readonly place: number } | null
  readonly atWork: ReadonlyArray<Visit.AtWork>
  readonly orders: ReadonlyArray<Visit.Order>
  readonly missing: ReadonlyArray<PartNo>
  /** What the customer has not answered to. */
  readonly proposals: ReadonlyArray<Pick<Visit.Proposal, "line" | "work" | "jobs" | "price" | "at">>
  readonly firstPromise: Instant | null
  readonly promise: Instant | null
  /** When it could be fetched; null when it cannot yet, or not any more. */
  readonly readyAt: Instant | null
  /** Clock minutes until it can be fetched, by what is planned and the site's own minutes. */
  readonly leftMin: number
  /** It will not be ready when it was promised, or is not although it was. */
  readonly atRisk: boolean
}

/** A car that was handed over. */
export interface Delivered extends Pick<Visit.Delivery, "customer" | "vehicle" | "advisor" | "arrivedAt" | "readyAt" | "firstPromise" | "promise"> {
  readonly visit: VisitId
  readonly contact: Contact
  readonly deliveredAt: Instant
}

export interface Board {
  /** In the order of the steps; at each step, in turn. */
  readonly here: ReadonlyArray<Car>
  /** On the date, in the order of their leaving. */
  readonly delivered: ReadonlyArray<Delivered>
}

export type Visits = Map<string, Visit.State>

/**
 * The visits of a site that are under way, and those handed over on a date. Cannot merge: the second half of a visit says
 * nothing without its first.
 */
export const visitsOf = (site: SiteId, date: LocalDate): Projection<Visits, Visit.Event> => ({
  name: "workshop",
  version: 1,
  initial: () => new Map(),
  evolve: (visits, event) => {
    if (event.site !== site) return visits
    const next = Visit.evolve(visits.get(event.id) ?? Visit.initial, event)
    if (next._tag === "Imported" || (next._tag === "Delivered" && next.delivery.date !== date)) visits.delete(event.id)
    else visits.set(event.id, next)
    return visits
  }
})

/** What is done after the work, from a step on. */
const after = ({ writeUpMin, inspectionMin, washMin, cashierMin }: Policy, step: Visit.Step): number => {
  const finishing = inspectionMin + washMin + cashierMin
  switch (step) {
    case "reception":
    case "write-up":
      return writeUpMin + finishing
    case "repair":
    case "work":
    case "inspection":
      return finishing
    case "wash":
      return washMin + cashierMin
    case "cashier":
    case "delivery":
      return 0
  }
}

const hasWorkLeft: ReadonlySet<Visit.Step> = new Set(["reception", "write-up", "repair", "work"])

/** What is planned, less what has been worked. */
const workLeft = ({ step, workedMin, atWork }: Visit.Car, plan: Plan | null, now: Instant): number => {
  if (plan === null || !hasWorkLeft.has(step)) return 0
  const planned = plan.stages.reduce((sum, { elapsedMin }) => sum + elapsedMin, 0)
  const worked = atWork.reduce((sum, { since }) => sum + minutesBetween(since, now), workedMin)
  return Math.max(0, Math.ceil(planned - worked))
}

const order: ReadonlyArray<Visit.Step> = Visit.Step.literals

const visitIn = (appointments: ReadonlyMap<string, Appointment>, id: string) => {
  const appointment = appointments.get(id)
  return appointment !== undefined && "visit" in appointment ? appointment.visit : undefined
}

/** `appointments` by id, of these visits; one that is missing has promised nothing. */
export const boardOf = (visits: Visits, appointments: ReadonlyMap<string, Appointment>, document: Document, now: Instant): Board => {
  const policy = policyOn(document.policies, dateOf(document, now))
  const states = [...visits.values()]
  const places = states.flatMap((state) => waitingAt(state) ?? []).sort(inOrder)
  const here = states.flatMap((state): ReadonlyArray<Car> => {
    if (state._tag !== "Here") return []
    const { car } = state
    const { id: visit, arrivedAt, walkIn, priority, step, since, atWork, orders } = car
    const appointment = visitIn(appointments, visit)
    const { first = null, last = null } = appointment === undefined ? {} : promisesOf(appointment)
    const leftMin = workLeft(car, appointment?.plan ?? null, now) + after(policy, step)
    const queue = waitingAt(state)?.queue
    // A car that goes back to the workshop is not ready after all.
    const readyAt = order.indexOf(step) >= order.indexOf("cashier") ? car.readyAt : null
    const place = places.filter((one) => one.queue === queue).findIndex((one) => one.visit === visit) + 1
    return [{
      visit, customer: appointment?.customer ?? car.customer, vehicle: car.reception?.vehicle ?? appointment?.vehicle ?? car.vehicle, contact: appointment?.contact ?? {},
      walkIn, priority, arrivedAt, advisor: car.reception?.advisor ?? null, step, since, queue: queue === undefined ? null : { name: queue, place }, atWork, orders,
      missing: car.missing ?? [],
      proposals: car.proposals.filter(({ answer }) => answer === "open").map(({ line, work, jobs, price, at }) => ({ line, work, jobs, price, at })),
      firstPromise: first, promise: last, readyAt, leftMin,
      // A car that could be fetched in time keeps its promise, however long it stands.
      atRisk: last !== null && (readyAt ?? addMinutes(now, leftMin)) > last
    }]
  })
  const delivered = states.flatMap((state): ReadonlyArray<Delivered> => {
    if (state._tag !== "Delivered") return []
    const { id: visit, at: deliveredAt, customer, vehicle, advisor, arrivedAt, readyAt, firstPromise, promise } = state.delivery
    return [{ visit, customer, vehicle, advisor, contact: visitIn(appointments, visit)?.contact ?? {}, arrivedAt, readyAt, deliveredAt, firstPromise, promise }]
  })
  return {
    here: here.sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step) || inOrder(a, b)),
    delivered: delivered.sort((a, b) => a.deliveredAt < b.deliveredAt ? -1 : a.deliveredAt > b.deliveredAt ? 1 : a.visit < b.visit ? -1 : 1)
  }
}
