/** Somebody booked with an advisor: the coordinator calls back at once and makes sure of it (S0-22). */
import type * as Domain from "../Domain.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { counted, type OpenCalls, withdrawn } from "./OpenCalls.ts"
import { documentOf, noted, type Sites } from "./Sites.ts"

interface State {
  readonly sites: Sites
  readonly calls: OpenCalls
}

const react = (event: Domain.Event, { sites, calls }: State): ReadonlyArray<Ask> => {
  const about = (because: "settled" | "came" | "called-off") =>
    "id" in event ? withdrawn(calls, (call) => call.kind === "verify-booking" && call.about.appointment === event.id, because, event.at) : []
  switch (event._tag) {
    case "AppointmentBooked": {
      const { id, site, channel, customer, vehicle, imported, at } = event
      const document = documentOf(sites, site)
      if (document === undefined || channel !== "advisor" || imported === true) return []
      return [callAsked({ document, kind: "verify-booking", because: [id], about: { customer, vehicle, appointment: id }, since: at, at })]
    }
    case "AppointmentVerified":
    case "AppointmentConfirmed":
      return about("settled")
    case "AppointmentArrived":
      return about("came")
    case "AppointmentCancelled":
    case "NoShowRecorded":
      return about("called-off")
    case "CallbackConcluded": {
      const { kind, outcome, site, at } = event
      const id = event.about.appointment
      if (kind !== "verify-booking" || id === null) return []
      if (outcome._tag === "Verified") return [{ aggregate: "appointment", command: { _tag: "Verify", id, site, at } }]
      // It was the house that wrote down what nobody had asked for.
      return outcome._tag === "Denied" ? [{ aggregate: "appointment", command: { _tag: "Cancel", id, site, at, by: "site" } }] : []
    }
    default:
      return []
  }
}

export const verifyCall: Process<State, Domain.Event, Ask> = {
  name: "verify-call",
  initial: () => ({ sites: new Map(), calls: new Map() }),
  evolve: (state, event) => {
    counted(state.calls, event, react(event, state))
    noted(state.sites, event)
    return state
  },
  react,
  due: () => []
}
