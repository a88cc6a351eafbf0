/** The arrival an appointment is measured by: not always the last one agreed. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"

/**
 * A customer who moves an appointment after the cut-off is still measured by the time agreed before it (K-02); one who
 * moves it in time, or whom the site moves, is measured by the new time.
 */
export const Due = Schema.Struct({
  /** The date on the site's wall. */
  date: LocalDate,
  /** The instant; null when only the date was agreed. */
  time: Schema.NullOr(Instant),
  bookedAt: Instant,
  /** When the customer said yes in person, by reply or by click; a message delivered says nothing. */
  confirmedAt: Schema.NullOr(Instant)
})
export type Due = typeof Due.Type
