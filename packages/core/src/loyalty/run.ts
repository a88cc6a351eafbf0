/** Punctual arrivals in a row, recomputed from how each appointment turned out, so that a correction leaves no wrong run behind. */
import { Schema } from "effect"
import type { Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type { AppointmentId } from "../Ids.ts"
import { isWalkIn, type State } from "../appointments/Appointment.ts"

/** How a booked car came; `untimed`: nobody knows when, or when it was to come. */
export const Attendance = Schema.Literals(["punctual", "late", "untimed", "missed"])
export type Attendance = typeof Attendance.Type

/** Early is punctual here. Undefined while it is open, for a booking that was called off, and for a car that came without one. */
export const attendanceOf = (appointment: State): Attendance | undefined => {
  if (appointment._tag === "NoShow") return "missed"
  if (appointment._tag !== "Arrived" || isWalkIn(appointment.visit)) return undefined
  if (appointment.punctuality === null) return "untimed"
  return appointment.punctuality === "late" ? "late" : "punctual"
}

/** An appointment that is over, by when it was due. */
export interface Attended {
  readonly appointment: AppointmentId
  readonly date: LocalDate
  readonly time: Instant | null
  readonly attendance: Attendance
}

export interface Run {
  /** Punctual arrivals since the last late or missed one. */
  readonly length: number
  /** How often a run has earned an upgrade, in all: at 4, 8, 12 … */
  readonly upgrades: number
}

const before = (a: Attended, b: Attended): number =>
  a.date !== b.date ? (a.date < b.date ? -1 : 1) : (a.time ?? "") !== (b.time ?? "") ? ((a.time ?? "") < (b.time ?? "") ? -1 : 1) : a.appointment < b.appointment ? -1 : 1

/** In the order in which they were due, in whatever order they are told. One whose punctuality nobody knows neither counts nor breaks the run. */
export const runOf = (attended: ReadonlyArray<Attended>, every: number): Run => {
  let length = 0
  let upgrades = 0
  for (const { attendance } of [...attended].sort(before)) {
    if (attendance === "untimed") continue
    length = attendance === "punctual" ? length + 1 : 0
    if (length > 0 && length % every === 0) upgrades++
  }
  return { length, upgrades }
}
