/** What a conversation leads to: a complaint, a time for a repair, a file that is right again, calls that end (S4-07, S4-08, S2-07). */
import type * as Callback from "../callbacks/Callback.ts"
import type * as Domain from "../Domain.ts"
import { derivedId } from "../derivedId.ts"
import { ComplaintId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import { Km } from "../vehicles/Reading.ts"
import { Schema } from "effect"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { dateAt, documentOf, noted, type Sites } from "./Sites.ts"

type Concluded = Extract<Callback.Event, { readonly _tag: "CallbackConcluded" }>

const isKm = Schema.is(Km)

/** What the customer said of the odometer is a reading. */
const reading = ({ answers: { km }, about: { vehicle: id }, site, at }: Concluded, sites: Sites): ReadonlyArray<Ask> => {
  const document = documentOf(sites, site)
  if (id === null || document === undefined || !isKm(km)) return []
  return [{ aggregate: "vehicle", command: { _tag: "TakeReading", id, site, at, date: dateAt(document, at), km, source: "customer" } }]
}

const followed = (event: Concluded, sites: Sites): ReadonlyArray<Ask> => {
  // The file that is theirs now, which may not be the one that was called about.
  const { id: callback, site, at, customer, outcome, about: { vehicle, visit }, said, answers } = event
  const document = documentOf(sites, site)
  if (document === undefined) return []
  const date = dateAt(document, at)
  switch (outcome._tag) {
    case "Complained":
      return [{
        aggregate: "complaint",
        command: {
          _tag: "Receive", id: ComplaintId.make(derivedId("complaint", callback)), site, at, customer, callback, source: "callback", category: outcome.category,
          ...(vehicle === null ? {} : { vehicle }), ...(visit === null ? {} : { visit }), ...(said.text === null ? {} : { what: said.text })
        }
      }]
    case "RepairWanted":
      return [callAsked({ document, kind: "repair-booking", because: [callback], about: { customer, vehicle, visit }, since: date, after: callback, at })]
    case "ServicedElsewhere":
      return vehicle === null ? [] : [{
        aggregate: "vehicle",
        command: { _tag: "RecordService", id: vehicle, site, at, date, work: "maintenance", km: isKm(answers.km) ? answers.km : null, elsewhere: true, parts: [] }
      }]
    case "CarGone":
      return vehicle === null ? [] : [{ aggregate: "vehicle", command: { _tag: "CloseFile", id: vehicle, site, at, gone: outcome.gone, date } }]
    case "NoMoreCalls":
      return [{ aggregate: "customer", command: { _tag: "WithdrawConsent", id: customer, site, at, purpose: "commercial", means: "phone" } }]
    default:
      return []
  }
}

export const afterCall: Process<Sites, Domain.Event, Ask> = {
  name: "after-call",
  initial: () => new Map(),
  evolve: (sites, event) => {
    noted(sites, event)
    return sites
  },
  react: (event, sites) => {
    if (event._tag !== "CallbackConcluded") return []
    const read = event.outcome._tag === "ServicedElsewhere" || event.outcome._tag === "CarGone" ? [] : reading(event, sites)
    return [...read, ...followed(event, sites)]
  },
  due: () => []
}
