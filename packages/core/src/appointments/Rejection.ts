/** Why an appointment cannot be what somebody asked: what is true, and what would be accepted. */
import { Schema } from "effect"
import { AmbiguousLocalTime, NonexistentLocalTime, OffsetNotInForce } from "../calendar/Zone.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LoanerId, SiteId } from "../Ids.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { Reason, sentence } from "../workshop/Reason.ts"
import { UnknownJob } from "../workshop/Request.ts"

export { AmbiguousLocalTime, NonexistentLocalTime, OffsetNotInForce, UnknownJob, UnknownSite }

/** An appointment belongs to one site for life. */
export class OtherSite extends Schema.TaggedError<OtherSite>()("OtherSite", { site: SiteId }) {
  override get message() {
    return `This appointment belongs to the site ${this.site}.`
  }
}

/** Somebody else has the capacity. */
export class SlotTaken extends Schema.TaggedError<SlotTaken>()("SlotTaken", { arriveAt: Instant, reasons: Schema.Array(Reason) }) {
  override get message() {
    return `That time is taken: ${this.reasons.map(sentence).join("; ")}. Ask for slots and choose another.`
  }
}

/** Nothing is ever offered then: the site is closed, nobody receives cars, or the work would not end. */
export class SlotNotOffered extends Schema.TaggedError<SlotNotOffered>()("SlotNotOffered", {
  arriveAt: Instant,
  reasons: Schema.Array(Reason)
}) {
  override get message() {
    return `That time is not offered: ${this.reasons.map(sentence).join("; ")}. Ask for slots and choose another.`
  }
}

export class NoticeTooShort extends Schema.TaggedError<NoticeTooShort>()("NoticeTooShort", { arriveAt: Instant, earliest: Instant }) {
  override get message() {
    return `That is too soon to prepare. The earliest arrival that can be booked now is ${this.earliest}.`
  }
}

/** What was booked no longer fits, for instance because a technician left. */
export class PlanNoLongerFits extends Schema.TaggedError<PlanNoLongerFits>()("PlanNoLongerFits", { reasons: Schema.Array(Reason) }) {
  override get message() {
    return `The booking no longer fits: ${this.reasons.map(sentence).join("; ")}. Reschedule it.`
  }
}

/** The appointment was booked differently; it can be rescheduled or cancelled. */
export class AlreadyBooked extends Schema.TaggedError<AlreadyBooked>()("AlreadyBooked", { date: LocalDate, time: Schema.NullOr(Instant) }) {
  override get message() {
    return `This appointment is booked for ${this.time ?? this.date} already. Reschedule it, or book under another id.`
  }
}

/** The appointment is not in a state in which this can be asked. */
export class NotPossibleNow extends Schema.TaggedError<NotPossibleNow>()("NotPossibleNow", {
  asked: Schema.String,
  state: Schema.String,
  possibleIn: Schema.Array(Schema.String)
}) {
  override get message() {
    return `${this.asked} is not possible: the appointment is ${this.state}. It must be ${this.possibleIn.join(" or ")}.`
  }
}

/** The car comes on another date than agreed. */
export class NotDueToday extends Schema.TaggedError<NotDueToday>()("NotDueToday", { due: LocalDate, arrived: LocalDate }) {
  override get message() {
    return `The appointment is for ${this.due}, the car came on ${this.arrived}. Reschedule it to the day it came.`
  }
}

/** The car the customer drives meanwhile is promised to the next. */
export class LoanerLent extends Schema.TaggedError<LoanerLent>()("LoanerLent", { loaner: LoanerId }) {
  override get message() {
    return `The loaner ${this.loaner} is lent to the next customer by then. Promise an earlier time, or reschedule that customer first.`
  }
}

/** Work is carried over to a date after the one it was booked for. */
export class NotALaterDate extends Schema.TaggedError<NotALaterDate>()("NotALaterDate", { date: LocalDate, after: LocalDate }) {
  override get message() {
    return `${this.date} is over, or not later than the work was begun. Choose a date after ${this.after}.`
  }
}

/** The additional work has no place while the car is here. */
export class WorkDoesNotFit extends Schema.TaggedError<WorkDoesNotFit>()("WorkDoesNotFit", { reasons: Schema.Array(Reason) }) {
  override get message() {
    return `The additional work does not fit: ${this.reasons.map(sentence).join("; ")}. Book it for another day, or say why it is done all the same.`
  }
}

/** Nobody is promised a time that is over. */
export class PromiseOver extends Schema.TaggedError<PromiseOver>()("PromiseOver", { promisedAt: Instant, now: Instant }) {
  override get message() {
    return `${this.promisedAt} is over; it is ${this.now}. Promise a later time.`
  }
}

/** A fact cannot lie in the future. */
export class NotYet extends Schema.TaggedError<NotYet>()("NotYet", { at: Instant, now: Instant }) {
  override get message() {
    return `${this.at} has not come yet; it is ${this.now}.`
  }
}

export class TooSoonForNoShow extends Schema.TaggedError<TooSoonForNoShow>()("TooSoonForNoShow", { from: Instant }) {
  override get message() {
    return `The car may still come. A no-show can be recorded from ${this.from} on.`
  }
}

export type Rejection =
  | UnknownSite
  | OtherSite
  | UnknownJob
  | NonexistentLocalTime
  | AmbiguousLocalTime
  | OffsetNotInForce
  | SlotTaken
  | SlotNotOffered
  | NoticeTooShort
  | PlanNoLongerFits
  | AlreadyBooked
  | NotPossibleNow
  | NotDueToday
  | NotALaterDate
  | WorkDoesNotFit
  | PromiseOver
  | LoanerLent
  | NotYet
  | TooSoonForNoShow
