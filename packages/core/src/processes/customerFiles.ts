/** Whoever books, comes by or buys has a file from then on, with what they gave (S0-12, S0-21, S1-09). */
import type * as Appointment from "../appointments/Appointment.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { Details } from "../customers/CustomerFile.ts"
import type * as Domain from "../Domain.ts"
import type { CustomerId, SiteId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"

/** Those who have one, and whether anything is known of them. */
type State = Map<CustomerId, boolean>

const isPhone = /^[+0-9][0-9 ()-]{2,24}$/u

const detailsOf = ({ name, phone }: Appointment.Contact): Details => ({
  ...(name === undefined ? {} : { name }),
  ...(phone !== undefined && isPhone.test(phone) ? { phones: [phone] } : {})
})

const opened = (id: CustomerId, site: SiteId, at: Instant, details: Details): Ask => ({ aggregate: "customer", command: { _tag: "Register", id, site, at, details } })

export const customerFiles: Process<State, Domain.Event, Ask> = {
  name: "customer-files",
  initial: () => new Map(),
  evolve: (known, event) => {
    if (event._tag === "CustomerRegistered" || event._tag === "CustomerDescribed") known.set(event.id, Object.keys(event.details).length > 0)
    else if (event._tag === "DataRefused" || event._tag === "CustomerMerged") known.set(event.id, true)
    return known
  },
  react: (event, known) => {
    switch (event._tag) {
      case "AppointmentBooked":
      case "WalkedIn":
      case "AppointmentImported":
      case "ContactCorrected": {
        const { customer: id, site, at } = event
        const details = detailsOf(event.contact)
        const isKnown = known.get(id)
        if (isKnown === undefined) return [opened(id, site, at, details)]
        return isKnown || Object.keys(details).length === 0 ? [] : [{ aggregate: "customer", command: { _tag: "Describe", id, site, at, details } }]
      }
      case "VehicleHandedOver":
      case "VehicleRolesSet": {
        const { owner, driver, payer } = event.roles
        const people = new Set([owner, driver, payer])
        return [...people].flatMap((id) => id === undefined || known.has(id) ? [] : [opened(id, event.site, event.at, {})])
      }
      default:
        return []
    }
  },
  due: () => []
}
