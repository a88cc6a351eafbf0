/** A car did not come: within one open day somebody calls (S0-08). It came after all, or is booked anew: nobody does. */
import type * as Domain from "../Domain.ts"
import type { AppointmentId, CustomerId, VehicleId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { counted, type OpenCall, type OpenCalls, withdrawn } from "./OpenCalls.ts"
import { documentOf, isHistory, noted, type Sites } from "./Sites.ts"

interface State {
  readonly sites: Sites
  readonly calls: OpenCalls
  /** Appointments that may still be missed; one that was made elsewhere and is long past is none. */
  readonly awaited: Map<AppointmentId, { readonly customer: CustomerId; readonly vehicle: VehicleId | null }>
}

const isOf = ({ kind, about }: OpenCall, { customer, vehicle }: { readonly customer: CustomerId; readonly vehicle: VehicleId | null }): boolean =>
  kind === "no-show" && about.customer === customer && about.vehicle === vehicle

const react = (event: Domain.Event, { sites, calls, awaited }: State): ReadonlyArray<Ask> => {
  switch (event._tag) {
    case "NoShowReversed":
      return withdrawn(calls, ({ kind, about }) => kind === "no-show" && about.appointment === event.id, "came", event.at)
    case "AppointmentBooked":
      return withdrawn(calls, (call) => isOf(call, event), "settled", event.at)
    case "NoShowRecorded": {
      const { id, site, due, at } = event
      const document = documentOf(sites, site)
      const whose = awaited.get(id)
      if (document === undefined || whose === undefined || isHistory(document, due.date, at)) return []
      return [callAsked({ document, kind: "no-show", because: [id, at], about: { ...whose, appointment: id }, since: at, at })]
    }
    default:
      return []
  }
}

export const noShowCall: Process<State, Domain.Event, Ask> = {
  name: "no-show-call",
  initial: () => ({ sites: new Map(), calls: new Map(), awaited: new Map() }),
  evolve: (state, event) => {
    const { sites, calls, awaited } = state
    counted(calls, event, react(event, state))
    noted(sites, event)
    if (event._tag === "AppointmentBooked" || (event._tag === "ContactCorrected" && awaited.has(event.id))) {
      awaited.set(event.id, { customer: event.customer, vehicle: event.vehicle })
    }
    if (event._tag === "AppointmentArrived" || event._tag === "AppointmentCancelled") awaited.delete(event.id)
    return state
  },
  react,
  due: () => []
}
