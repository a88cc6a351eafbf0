/** How an appointment ended, as the KPIs count it. */
import type { Event } from "../appointments/Appointment.ts"
import type { Due } from "../appointments/Due.ts"
import type { Instant } from "../calendar/Instant.ts"

export type Ending =
  | { readonly _tag: "Arrived"; readonly arrivedAt: Instant | null; readonly punctuality: "early" | "on-time" | "late" | null }
  | { readonly _tag: "NoShow" }
  | { readonly _tag: "Cancelled"; readonly by: "customer" | "site"; readonly late: boolean; readonly cancelledAt: Instant | null }

/** `sign` is 1 when an appointment ended so, -1 when that is taken back; `due` is the arrival it counts under. */
export interface Count {
  readonly sign: 1 | -1
  readonly due: Due
  readonly ending: Ending
}

const noShow: Ending = { _tag: "NoShow" }

/** Undefined for an event that ends nothing and takes nothing back. */
export const countOf = (event: Event): Count | undefined => {
  switch (event._tag) {
    case "AppointmentArrived":
      return { sign: 1, due: event.due, ending: { _tag: "Arrived", arrivedAt: event.arrivedAt, punctuality: event.punctuality } }
    case "ArrivalCorrected":
      return { sign: -1, due: event.due, ending: { _tag: "Arrived", arrivedAt: event.was, punctuality: event.punctualityWas } }
    case "NoShowRecorded":
      return { sign: 1, due: event.due, ending: noShow }
    case "NoShowReversed":
      return { sign: -1, due: event.due, ending: noShow }
    case "AppointmentCancelled":
      return { sign: 1, due: event.due, ending: { _tag: "Cancelled", by: event.by, late: event.late, cancelledAt: event.cancelledAt } }
    case "CancellationReversed":
      return { sign: -1, due: event.due, ending: { _tag: "Cancelled", by: event.by, late: event.late, cancelledAt: event.cancelledAt } }
    default:
      return undefined
  }
}
