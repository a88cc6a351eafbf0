/** What a decision at the desk rests on, and what it answers. */
import { Result } from "effect"
import { type Instant, toMillis } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import type { AppointmentId } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import type * as Daybook from "../workshop/Daybook.ts"
import type * as Stock from "../workshop/Stock.ts"
import type { Event, State } from "./Appointment.ts"
import type * as Books from "./Books.ts"
import type { Command } from "./Command.ts"
import { NotPossibleNow, type Rejection } from "./Rejection.ts"
import type * as WaitingList from "./WaitingList.ts"

export interface Desk {
  readonly document: Document
  readonly days: Books.Books["days"]
  readonly stock: Books.Books["stock"]
  readonly appointment: State
  readonly id: AppointmentId
  readonly at: Instant
}

/** A fact about what a visit takes from the site. */
export type Capacity = Daybook.Event | Stock.Event

export type Answer = Result.Result<ReadonlyArray<Event | Capacity | WaitingList.Event>, Rejection>

/** What every fact about the appointment begins with. */
export const on = ({ id, at, document: { site } }: Desk) => ({ id, site, at })

/** Said already: nothing new comes of it. */
export const nothing: Answer = Result.succeed([])

/** It cannot be asked of the appointment as it stands. */
export const notPossible = (desk: Desk, asked: Command["_tag"], ...possibleIn: ReadonlyArray<string>): Answer =>
  Result.fail(new NotPossibleNow({ asked, state: desk.appointment._tag, possibleIn }))

/** The date of an instant, at the site. */
export const dateOf = ({ document: { calendar: { zone } } }: Pick<Desk, "document">, instant: Instant): LocalDate =>
  localOf(zone, toMillis(instant)).date
