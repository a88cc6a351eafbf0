/** The appointment form a manufacturer asks for (S0-16), one appointment a record. */
import { Instant, Zone } from "@servicelane/core"
import { type AppointmentForm, dateOf } from "@servicelane/runtime"
import { record } from "../csv.ts"

/** Fixed names, whatever the language: another program reads them. */
const columns = [
  "appointment_id", "date", "time", "status", "customer_id", "customer_name", "phone", "plate", "vehicle_id", "job_codes", "jobs", "advisor", "transport", "channel", "booked_at", "confirmed_at", "promised_at"
] as const

export const appointmentFormCsv = ({ document, rows }: AppointmentForm): string => {
  const { zone } = document.calendar
  const names = new Map<string, string>(document.jobs.map(({ code, name }) => [code, name]))
  const local = (instant: Instant.Instant | null | undefined): string => instant === null || instant === undefined ? "" : Zone.isoWithOffset(zone, Instant.toMillis(instant))
  return record(columns) + rows.map(({ state, visit }) => {
    const { id, customer, vehicle, contact, plan, due, promises } = visit
    const time = plan?.localTime ?? local(due.time).slice(11, 16)
    const jobs = plan?.jobs ?? []
    return record([
      id, dateOf(visit), time, state, customer, contact.name ?? "", contact.phone ?? "", contact.plate ?? "", vehicle ?? "", jobs.join(" "), jobs.map((code) => names.get(code) ?? code).join("; "),
      plan?.advisor ?? "", plan?.transport ?? "", plan?.channel ?? "", local(due.bookedAt), local(due.confirmedAt), local(promises.at(-1)?.promisedAt)
    ])
  }).join("")
}
