/** From when on a car that has not come is a no-show. */
import { opening } from "../calendar/Calendar.ts"
import { addMinutes, fromMillis, type Instant, toMillis } from "../calendar/Instant.ts"
import { addDays } from "../calendar/LocalDate.ts"
import { dayStart } from "../calendar/Zone.ts"
import { policyOn } from "../sites/Policy.ts"
import type { Desk } from "./desk.ts"

/** A no-show from so long after the agreed arrival, or from closing time; without an agreed time, from closing time. */
export const noShowFrom = ({ appointment, document: { calendar, policies } }: Desk): Instant | undefined => {
  if (appointment._tag !== "Booked") return undefined
  const { due, plan } = appointment.visit
  const date = plan?.localDate ?? due.date
  const closing = opening(calendar, date).at(-1)?.to ?? dayStart(calendar.zone, addDays(date, 1))
  const time = due.time === null ? null : plan?.arriveAt ?? due.time
  if (time === null) return fromMillis(closing)
  const grace = addMinutes(time, policyOn(policies, date).noShowMin)
  return toMillis(grace) < closing || closing <= toMillis(time) ? grace : fromMillis(closing)
}

/** The car should have been here by now: calling it off or moving it does not undo that (K-03). */
export const isMissed = (desk: Desk): boolean => {
  const from = noShowFrom(desk)
  return from !== undefined && desk.at >= from
}
