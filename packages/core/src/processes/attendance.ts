/** When it becomes known, or is corrected, how a booked car came, its customer's run of punctual arrivals is counted anew. */
import type { Event } from "../appointments/Appointment.ts"
import type * as Gifts from "../loyalty/Gifts.ts"
import type { Process } from "../Process.ts"

type Ask = Extract<Gifts.Command, { readonly _tag: "Attend" }>

/** After each of these an appointment may count otherwise than before; a repeat finds nothing to change. */
const telling: ReadonlySet<Event["_tag"]> = new Set([
  "AppointmentArrived", "NoShowRecorded", "NoShowReversed", "ArrivalCorrected", "ContactCorrected", "AppointmentCancelled"
])

export const attendance: Process<null, Event, Ask> = {
  name: "attendance",
  initial: () => null,
  evolve: (state) => state,
  react: ({ _tag, site, at, id }) => telling.has(_tag) ? [{ _tag: "Attend", site, at, appointment: id }] : [],
  due: () => []
}
