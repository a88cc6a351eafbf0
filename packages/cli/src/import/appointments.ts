/** Appointments of another system. */
import { AdvisorId, Booking, type BookingCommand, type BookingRejection, Channel, Instant, JobCode, Zone } from "@servicelane/core"
import { instantOf } from "../instant.ts"
import { type Cells, dateOf, externalIdOf, idOf, oneOf } from "./cells.ts"
import { appointmentId, bookerId } from "./ids.ts"
import type { Kind, Origin, Row } from "./Kind.ts"
import { importMap } from "./Map.ts"

/** Everything a file may know of an appointment. */
const appointmentFields = [
  "externalId", "bookedAt", "startsAt", "date", "arrivedAt", "cancelledAt", "outcome", "job", "advisor", "customer", "phone", "plate", "channel"
] as const
type Field = (typeof appointmentFields)[number]

type Import = BookingCommand.Ask<"Import">

const outcomes = ["booked", "arrived", "no-show", "cancelled-by-customer", "cancelled-by-site"] as const

const rowOf = ({ site, map, at }: Origin<Field>, cells: Cells<Field>): Row<Import> | undefined => {
  const { text, read, missing, bad } = cells
  const instant = (given: string) => instantOf(given, map.timeZone)
  const externalId = externalIdOf(cells, "externalId")
  const time = read("startsAt", instant)
  const date = time === null ? read("date", dateOf) : Zone.localOf(map.timeZone, Instant.toMillis(time)).date
  const bookedAt = read("bookedAt", instant)
  const arrivedAt = read("arrivedAt", instant)
  const cancelledAt = read("cancelledAt", instant)
  const told = read("outcome", oneOf("outcome", outcomes))
  const job = read("job", idOf(JobCode, "a job's code"))
  const advisor = read("advisor", idOf(AdvisorId, "an advisor's id"))
  const customer = text("customer")
  const channel = read("channel", oneOf("channel", Channel.Channel.literals))
  const phone = text("phone")
  const plate = text("plate")
  if (date === null && bad.length === 0) missing(map.columns.startsAt === undefined ? "date" : "startsAt")
  if (externalId === undefined || date === null || bad.length > 0) return undefined
  const outcome = told ?? (arrivedAt !== null ? "arrived" : cancelledAt !== null ? "cancelled-by-customer" : "booked")
  const id = appointmentId(site, map.source, externalId)
  return {
    externalId,
    about: id,
    wish: {
      _tag: "Import",
      id,
      site,
      at,
      external: { system: map.source, id: externalId },
      customer: bookerId(site, map.source, externalId),
      vehicle: null,
      job,
      advisor,
      date,
      time,
      channel: channel ?? "import",
      bookedAt: bookedAt ?? time ?? Instant.fromMillis(Zone.dayStart(map.timeZone, date)),
      outcome: outcome === "booked" ? { _tag: "Booked" }
        : outcome === "arrived" ? { _tag: "Arrived", arrivedAt }
        : outcome === "no-show" ? { _tag: "NoShow" }
        : { _tag: "Cancelled", by: outcome === "cancelled-by-site" ? "site" : "customer", cancelledAt },
      contact: {
        ...(customer === undefined ? {} : { name: customer }),
        ...(phone === undefined ? {} : { phone }),
        ...(plate === undefined ? {} : { plate })
      }
    }
  }
}

export const appointments: Kind<Field, BookingCommand.Command, Booking.State, Booking.Event, BookingRejection.Rejection> = {
  name: "appointments",
  description: "bookings, past and to come",
  fields: appointmentFields,
  ImportMap: importMap(appointmentFields, [["externalId"], ["startsAt", "date"]]),
  rowOf,
  lands: Booking.aggregate,
  blames: { duplicate_id: "externalId" }
}
