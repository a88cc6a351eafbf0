/** A new car was handed over: within a week somebody asks how the purchase was (S4-02, S0-34). */
import type * as Domain from "../Domain.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"
import { callAsked } from "./callAsked.ts"
import { documentOf, isHistory, noted, type Sites } from "./Sites.ts"

export const saleCall: Process<Sites, Domain.Event, Ask> = {
  name: "sale-call",
  initial: () => new Map(),
  evolve: (sites, event) => {
    noted(sites, event)
    return sites
  },
  react: (event, sites) => {
    if (event._tag !== "VehicleHandedOver") return []
    const { id, site, date, roles, at } = event
    const document = documentOf(sites, site)
    if (document === undefined || isHistory(document, date, at)) return []
    return [callAsked({ document, kind: "sale", because: [id], about: { customer: roles.owner, vehicle: id }, since: date, at })]
  },
  due: () => []
}
