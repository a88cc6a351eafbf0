/** Why a visit cannot go on as somebody asked: what is true, and what would be accepted. */
import { Schema } from "effect"
import type { Rejection as Desk } from "../appointments/Rejection.ts"
import { Instant } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AdvisorId, JobCode, LineId, SiteId, TechnicianId, VisitId } from "../Ids.ts"
import { Money } from "../Money.ts"
import type { DateToCome } from "../vehicles/Vehicle.ts"
import { Queue } from "./Floor.ts"

/** Nobody has told of this visit. */
export class UnknownVisit extends Schema.TaggedError<UnknownVisit>()("UnknownVisit", { id: VisitId }) {
  override get message() {
    return `There is no visit ${this.id}. Await or receive the car when it has arrived.`
  }
}

/** A visit takes place at one site. */
export class VisitElsewhere extends Schema.TaggedError<VisitElsewhere>()("VisitElsewhere", { site: SiteId }) {
  override get message() {
    return `This visit takes place at the site ${this.site}.`
  }
}

/** The appointment of this visit says that the car is not here. */
export class CarNotHere extends Schema.TaggedError<CarNotHere>()("CarNotHere", { appointment: Schema.String }) {
  override get message() {
    return `The car is not here: its appointment is ${this.appointment}. Record its arrival, or that it walked in, first.`
  }
}

/** Told by another system after its time: whether the car is here, only somebody who sees it can say. */
export class ArrivalTold extends Schema.TaggedError<ArrivalTold>()("ArrivalTold", { id: VisitId }) {
  override get message() {
    return `The arrival of ${this.id} was told by another system, without a plan. Receive the car if it is here.`
  }
}

/** It is over. */
export class VisitOver extends Schema.TaggedError<VisitOver>()("VisitOver", { by: Schema.Literals(["delivered", "abandoned", "imported"]) }) {
  override get message() {
    const how = { delivered: "the car was handed over", abandoned: "the customer left again", imported: "another system told of it" }
    return `The visit is over: ${how[this.by]}. ${this.by === "abandoned" ? "Receive the car if it is back." : "A car that comes again comes with another appointment."}`
  }
}

/** What is told lies before something that is known of the visit already. */
export class VisitFurtherOn extends Schema.TaggedError<VisitFurtherOn>()("VisitFurtherOn", { at: Instant, last: Instant }) {
  override get message() {
    return `This is told of ${this.at}, but the visit went on at ${this.last}. Tell it of a moment from then on.`
  }
}

/** Another step comes first. */
export class NotItsStep extends Schema.TaggedError<NotItsStep>()("NotItsStep", { asked: Schema.String, step: Schema.String, next: Schema.Array(Schema.String) }) {
  override get message() {
    return `${this.asked} does not come now: the car is at ${this.step}. Next comes ${this.next.join(" or ")}.`
  }
}

/** Others come before this car. */
export class OthersFirst extends Schema.TaggedError<OthersFirst>()("OthersFirst", { queue: Queue, ahead: Schema.Array(VisitId) }) {
  override get message() {
    return `Others come first at ${this.queue}: ${this.ahead.join(", ")}. Serve them, or say what speaks for this car.`
  }
}

export class UnknownAdvisor extends Schema.TaggedError<UnknownAdvisor>()("UnknownAdvisor", { advisor: AdvisorId, known: Schema.Array(AdvisorId) }) {
  override get message() {
    return `${this.advisor} is no advisor of this site. Those are: ${this.known.join(", ") || "none"}.`
  }
}

/** Receives no cars until the audit of the reception has been passed (S3-15). */
export class AdvisorNotAssignable extends Schema.TaggedError<AdvisorNotAssignable>()("AdvisorNotAssignable", { advisor: AdvisorId, since: Schema.NullOr(LocalDate) }) {
  override get message() {
    return `${this.advisor} receives no cars ${this.since === null ? "until the audit is passed" : `before ${this.since}`}. Let another advisor receive the car.`
  }
}

export class AlreadyReceived extends Schema.TaggedError<AlreadyReceived>()("AlreadyReceived", { advisor: AdvisorId, at: Instant }) {
  override get message() {
    return `The car was received by ${this.advisor} at ${this.at}.`
  }
}

/** Nobody has waited too long, as yet or at all. */
export class WaitedShort extends Schema.TaggedError<WaitedShort>()("WaitedShort", { waitMin: Schema.Int, from: Schema.NullOr(Instant) }) {
  override get message() {
    return this.from === null
      ? `The car was received within ${this.waitMin} minutes.`
      : `Nobody has waited for more than ${this.waitMin} minutes. That is so from ${this.from} on, if the car is not received before.`
  }
}

/** A fault comes back after a visit of the same car that is over. */
export class NoEarlierVisit extends Schema.TaggedError<NoEarlierVisit>()("NoEarlierVisit", { earlier: VisitId, because: Schema.Literals(["unknown", "not-over", "other-vehicle", "same", "later"]) }) {
  override get message() {
    const why = {
      unknown: "there is no such visit", "not-over": "it is not over", "other-vehicle": "it was another car", same: "it is this visit itself", later: "it was not earlier"
    }
    return `The fault cannot come back from ${this.earlier}: ${why[this.because]}. Name an earlier visit of this car.`
  }
}

/** The estimate was agreed to; what else is found is proposed. */
export class EstimateSettled extends Schema.TaggedError<EstimateSettled>()("EstimateSettled", { lines: Schema.Array(LineId) }) {
  override get message() {
    return `The customer has agreed to ${this.lines.join(", ")}. Propose what is to be done beyond that.`
  }
}

/** Nothing of this name was estimated or proposed. */
export class UnknownLine extends Schema.TaggedError<UnknownLine>()("UnknownLine", { line: LineId, known: Schema.Array(LineId) }) {
  override get message() {
    return `There is no line ${this.line}. Known are: ${this.known.join(", ") || "none"}.`
  }
}

/** A line says one thing. */
export class LineTaken extends Schema.TaggedError<LineTaken>()("LineTaken", { line: LineId }) {
  override get message() {
    return `The line ${this.line} says something else already. Give this one an id of its own.`
  }
}

/** The customer has answered. */
export class LineAnswered extends Schema.TaggedError<LineAnswered>()("LineAnswered", { line: LineId, answer: Schema.Literals(["agreed", "declined"]) }) {
  override get message() {
    return `The customer has ${this.answer} ${this.line}. Propose it anew, as a line of its own, if that has changed.`
  }
}

/** The customer is asked before the bill is made. */
export class ProposalsOpen extends Schema.TaggedError<ProposalsOpen>()("ProposalsOpen", { lines: Schema.Array(LineId) }) {
  override get message() {
    return `The customer has not answered to ${this.lines.join(", ")}. Agree to them or decline them first.`
  }
}

/** A repair order is opened once. */
export class OrderTaken extends Schema.TaggedError<OrderTaken>()("OrderTaken", { order: Schema.String, work: Schema.Array(Schema.String) }) {
  override get message() {
    return `The order ${this.order} is open for ${this.work.join(", ")}. Open another for other work.`
  }
}

export class UnknownTechnician extends Schema.TaggedError<UnknownTechnician>()("UnknownTechnician", { technician: TechnicianId, known: Schema.Array(TechnicianId) }) {
  override get message() {
    return `${this.technician} is no technician of this site. Those are: ${this.known.join(", ") || "none"}.`
  }
}

/** A technician does one thing at a time. */
export class StillClockedOn extends Schema.TaggedError<StillClockedOn>()("StillClockedOn", { technician: TechnicianId, job: JobCode, since: Instant }) {
  override get message() {
    return `${this.technician} is clocked on ${this.job} since ${this.since}. Clock off there first.`
  }
}

export class NotClockedOn extends Schema.TaggedError<NotClockedOn>()("NotClockedOn", { technician: TechnicianId, job: JobCode }) {
  override get message() {
    return `${this.technician} is not clocked on ${this.job} of this car.`
  }
}

/** Somebody works on the car. */
export class StillAtWork extends Schema.TaggedError<StillAtWork>()("StillAtWork", { technicians: Schema.Array(TechnicianId) }) {
  override get message() {
    return `${this.technicians.join(", ")} ${this.technicians.length === 1 ? "is" : "are"} at work on the car. Clock off first.`
  }
}

/** Something has been done on the car: it is handed over, not given up. */
export class WorkBegun extends Schema.TaggedError<WorkBegun>()("WorkBegun", { at: Instant }) {
  override get message() {
    return `Work on the car began at ${this.at}. Finish it, and hand the car over.`
  }
}

export class AlreadySettled extends Schema.TaggedError<AlreadySettled>()("AlreadySettled", { paid: Money }) {
  override get message() {
    return `The bill is paid: ${this.paid.minor} minor units of ${this.paid.currency}.`
  }
}

/** The id belongs to an appointment or a visit of this dealership. */
export class VisitTaken extends Schema.TaggedError<VisitTaken>()("VisitTaken", { id: VisitId }) {
  override get message() {
    return `${this.id} is an appointment or a visit of ours. Import the other system's visit under an id of its own.`
  }
}

/** These times cannot all be true. */
export class TimesContradict extends Schema.TaggedError<TimesContradict>()("TimesContradict", { date: LocalDate, arrivedAt: Schema.NullOr(Instant), deliveredAt: Schema.NullOr(Instant) }) {
  override get message() {
    return `A car that came at ${this.arrivedAt ?? "a time unknown"} and was fetched at ${this.deliveredAt ?? "a time unknown"} was not here on ${this.date}.`
  }
}

export type Rejection =
  | Desk
  | DateToCome
  | UnknownVisit
  | VisitElsewhere
  | CarNotHere
  | ArrivalTold
  | VisitOver
  | VisitFurtherOn
  | NotItsStep
  | OthersFirst
  | UnknownAdvisor
  | AdvisorNotAssignable
  | AlreadyReceived
  | WaitedShort
  | NoEarlierVisit
  | EstimateSettled
  | UnknownLine
  | LineTaken
  | LineAnswered
  | ProposalsOpen
  | OrderTaken
  | UnknownTechnician
  | StillClockedOn
  | NotClockedOn
  | StillAtWork
  | WorkBegun
  | AlreadySettled
  | VisitTaken
  | TimesContradict
