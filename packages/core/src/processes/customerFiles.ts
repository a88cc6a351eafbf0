/** Whoever books, comes by or buys has a file from then on, with what they gave (S0-12, S0-21, S1-09). */
import type * as Appointment from "../appointments/Appointment.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { Details } from "../customers/CustomerFile.ts"
import type * as Domain from "../Domain.ts"
import type { CustomerId, SiteId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"

/** Those who have one. */
type State = Set<CustomerId>

const isPhone = /^[+0-9][0-9 ()-]{2,24}$/u

const detailsOf = ({ name, phone }: Appointment.Contact): Details => ({
  ...(name === undefined ? {} : { name }),
  ...(phone !== undefined && isPhone.test(phone) ? { phones: [phone] } : {})
})

const opened = (id: CustomerId, site: SiteId, at: Instant, details: Details): Ask => ({ aggregate: "customer", command: { _tag: "Register", id, site, at, details } })

export const customerFiles: Process<State, Domain.Event, Ask> = {
  name: "customer-files",
  initial: () => new Set(),
  evolve: (known, event) => event._tag === "CustomerRegistered" ? known.add(event.id) : known,
  react: (event, known) => {
    switch (event._tag) {
      case "AppointmentBooked":
      case "WalkedIn":
      case "AppointmentImported":
        return known.has(event.customer) ? [] : [opened(event.customer, event.site, event.at, detailsOf(event.contact))]
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
