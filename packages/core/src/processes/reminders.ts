/**
 * A car has become due, overdue or lost: whoever drives it is called, unless it is booked already or here (S4-05, S4-06, S4-08,
 * S4-09). When it is booked, has come or is gone, there is no reason to call any more; when the booking is called off, or the
 * visit was for something else, there is again.
 */
import type * as Callback from "../callbacks/Callback.ts"
import type * as Domain from "../Domain.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { CustomerId, SiteId, VehicleId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Stage } from "../vehicles/lifecycle.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { counted, type OpenCall, type OpenCalls, withdrawn } from "./OpenCalls.ts"
import { dateAt, documentOf, noted, type Sites } from "./Sites.ts"

interface State {
  readonly sites: Sites
  readonly calls: OpenCalls
  /** Whom to call about a car: who drives it, or owns it. */
  readonly drivers: Map<VehicleId, CustomerId>
  /** What a car is to be called about; none where it stands well. */
  readonly wanted: Map<VehicleId, Callback.Kind>
  /** Which car comes with an appointment, or is here with a visit of the same id. */
  readonly expected: Map<string, VehicleId>
}

const kinds: ReadonlySet<Callback.Kind> = new Set(["first-service", "maintenance", "booking", "lost-customer"])

const kindOf = (to: Stage, isFirst: boolean): Callback.Kind | undefined => {
  if (to === "due") return isFirst ? "first-service" : "maintenance"
  if (to === "overdue") return "booking"
  return to === "lost" ? "lost-customer" : undefined
}

const ofCar = (vehicle: VehicleId) => ({ kind, about }: OpenCall): boolean => about.vehicle === vehicle && kinds.has(kind)

/** Called for the stage it stands at, in place of an earlier call. */
const called = ({ sites, calls, drivers }: State, vehicle: VehicleId, site: SiteId, kind: Callback.Kind | undefined, at: Instant): ReadonlyArray<Ask> => {
  const document = documentOf(sites, site)
  const customer = drivers.get(vehicle)
  if (document === undefined || customer === undefined || kind === undefined) return []
  const earlier = withdrawn(calls, ofCar(vehicle), "settled", at)
  return [...earlier, callAsked({ document, kind, because: [vehicle, at], about: { customer, vehicle }, since: dateAt(document, at), at })]
}

/** Whether it comes, or is here, otherwise than by the appointment or visit that ends now. */
const isExpected = ({ expected }: State, vehicle: VehicleId, but?: string): boolean => [...expected].some(([id, car]) => car === vehicle && id !== but)

const react = (event: Domain.Event, state: State): ReadonlyArray<Ask> => {
  const { calls, wanted, expected } = state
  switch (event._tag) {
    case "LifecycleMoved": {
      const { id, site, from, to, due, at } = event
      if (to === "active" || to === "reactivated") return withdrawn(calls, ofCar(id), "came", at)
      // Where a file is judged for the first time, nothing has moved: a base that is imported starts no flood of calls.
      return from === null || isExpected(state, id) ? [] : called(state, id, site, kindOf(to, due?.kind === "first"), at)
    }
    case "AppointmentBooked":
      return event.vehicle === null ? [] : withdrawn(calls, ofCar(event.vehicle), "settled", event.at)
    case "AppointmentCancelled":
    case "VisitDelivered": {
      const { id, site, at } = event
      const vehicle = expected.get(id)
      const isDone = event._tag === "VisitDelivered" && event.work.includes("maintenance")
      return vehicle === undefined || isDone || isExpected(state, vehicle, id) ? [] : called(state, vehicle, site, wanted.get(vehicle), at)
    }
    case "VehicleFileClosed":
      return withdrawn(calls, ofCar(event.id), "car-gone", event.at)
    default:
      return []
  }
}

const follow = ({ drivers, wanted, expected }: State, event: Domain.Event): void => {
  switch (event._tag) {
    case "VehicleHandedOver":
    case "VehicleRolesSet":
      drivers.set(event.id, event.roles.driver ?? event.roles.owner)
      return
    case "LifecycleMoved": {
      const kind = kindOf(event.to, event.due?.kind === "first")
      if (kind === undefined) wanted.delete(event.id)
      else wanted.set(event.id, kind)
      return
    }
    case "AppointmentBooked":
    case "VisitOpened":
      if (event.vehicle !== null) expected.set(event.id, event.vehicle)
      return
    case "ContactCorrected":
      if (event.vehicle !== null && expected.has(event.id)) expected.set(event.id, event.vehicle)
      return
    case "AppointmentArrived":
    case "AppointmentCancelled":
    case "NoShowRecorded":
    case "VisitDelivered":
    case "VisitAbandoned":
      expected.delete(event.id)
  }
}

export const reminders: Process<State, Domain.Event, Ask> = {
  name: "reminders",
  initial: () => ({ sites: new Map(), calls: new Map(), drivers: new Map(), wanted: new Map(), expected: new Map() }),
  evolve: (state, event) => {
    counted(state.calls, event, react(event, state))
    noted(state.sites, event)
    follow(state, event)
    return state
  },
  react,
  due: () => []
}
