/**
 * A car has become due, overdue or lost: whoever drives it is called, unless it is booked already (S4-05, S4-06, S4-08,
 * S4-09). When it is booked, or gone, there is no reason to call any more.
 */
import type * as Callback from "../callbacks/Callback.ts"
import type * as Domain from "../Domain.ts"
import type { AppointmentId, CustomerId, VehicleId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Stage } from "../vehicles/lifecycle.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { counted, type OpenCalls, withdrawn } from "./OpenCalls.ts"
import { documentOf, noted, type Sites } from "./Sites.ts"

interface State {
  readonly sites: Sites
  readonly calls: OpenCalls
  /** Whom to call about a car: who drives it, or owns it. */
  readonly drivers: Map<VehicleId, CustomerId>
  /** Of appointments to come. */
  readonly booked: Map<AppointmentId, VehicleId>
}

const kinds: ReadonlySet<Callback.Kind> = new Set(["first-service", "maintenance", "booking", "lost-customer"])

const kindOf = (to: Stage, isFirst: boolean): Callback.Kind | undefined => {
  if (to === "due") return isFirst ? "first-service" : "maintenance"
  if (to === "overdue") return "booking"
  return to === "lost" ? "lost-customer" : undefined
}

export const reminders: Process<State, Domain.Event, Ask> = {
  name: "reminders",
  initial: () => ({ sites: new Map(), calls: new Map(), drivers: new Map(), booked: new Map() }),
  evolve: (state, event) => {
    const { sites, calls, drivers, booked } = state
    noted(sites, event)
    counted(calls, event)
    switch (event._tag) {
      case "VehicleHandedOver":
      case "VehicleRolesSet":
        drivers.set(event.id, event.roles.driver ?? event.roles.owner)
        break
      case "VehicleFileClosed":
        drivers.delete(event.id)
        break
      case "AppointmentBooked":
        if (event.vehicle !== null) booked.set(event.id, event.vehicle)
        break
      case "AppointmentArrived":
      case "AppointmentCancelled":
      case "NoShowRecorded":
        booked.delete(event.id)
    }
    return state
  },
  react: (event, { sites, calls, drivers, booked }) => {
    const ofCar = (vehicle: VehicleId) => (call: { readonly kind: Callback.Kind; readonly about: Callback.About }): boolean => call.about.vehicle === vehicle && kinds.has(call.kind)
    switch (event._tag) {
      case "LifecycleMoved": {
        const { id, site, to, due, date, at } = event
        const document = documentOf(sites, site)
        const customer = drivers.get(id)
        const kind = kindOf(to, due?.kind === "first")
        if (document === undefined || customer === undefined || kind === undefined || [...booked.values()].includes(id)) return []
        const earlier = withdrawn(calls, ofCar(id), "settled", at)
        return [...earlier, callAsked({ document, kind, because: [id, date], about: { customer, vehicle: id }, since: date, at })]
      }
      case "AppointmentBooked":
        return event.vehicle === null ? [] : withdrawn(calls, ofCar(event.vehicle), "settled", event.at)
      case "VehicleServiced":
        return event.service.work === "maintenance" ? withdrawn(calls, ofCar(event.id), "came", event.at) : []
      case "VehicleFileClosed":
        return withdrawn(calls, ({ about }) => about.vehicle === event.id, "car-gone", event.at)
      default:
        return []
    }
  },
  due: () => []
}
