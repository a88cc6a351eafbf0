/** Why something cannot be done with a due list, and what would be accepted. */
import { Schema } from "effect"
import { LocalDate } from "../calendar/LocalDate.ts"
import { SiteId, VehicleId } from "../Ids.ts"
import type { UnknownSite } from "../sites/UnknownSite.ts"
import type { DateToCome, UnknownVehicle } from "../vehicles/Vehicle.ts"
import { ListMonth, StepName } from "./clock.ts"
import { TrimReason } from "./DueList.ts"

/** A deadline is an open day, and the site has none. */
export class NeverOpen extends Schema.TaggedError<NeverOpen>()("NeverOpen", { site: SiteId, month: ListMonth }) {
  override get message() {
    return `${this.site} is not open on any day of the year before ${this.month}. Set its opening hours first.`
  }
}

/** The list is not begun, or not as far as it would have to be. */
export class StepMissing extends Schema.TaggedError<StepMissing>()("StepMissing", { month: ListMonth, missing: Schema.Literals(["build", ...StepName.literals]) }) {
  override get message() {
    return `The due list of ${this.month} is not that far: ${this.missing} comes first.`
  }
}

/** A locked list never changes. */
export class ListFixed extends Schema.TaggedError<ListFixed>()("ListFixed", { month: ListMonth, lockedOn: LocalDate }) {
  override get message() {
    return `The due list of ${this.month} was locked on ${this.lockedOn} and stays as it is. Trim a car that is not to be invited; others are on the next list.`
  }
}

/** What is counted from the lock on may not be locked months before. */
export class StepTooEarly extends Schema.TaggedError<StepTooEarly>()("StepTooEarly", { month: ListMonth, step: StepName, from: LocalDate }) {
  override get message() {
    return `It is too early for the campaign of ${this.month}: this step (${this.step}) begins on ${this.from}.`
  }
}

/** Who would have had to come is not decided afterwards. */
export class ListMonthOver extends Schema.TaggedError<ListMonthOver>()("ListMonthOver", { month: ListMonth }) {
  override get message() {
    return `${this.month} is over: its due list can no longer be built or locked. Build the one of a month to come.`
  }
}

export class NotOnList extends Schema.TaggedError<NotOnList>()("NotOnList", { month: ListMonth, vehicle: VehicleId }) {
  override get message() {
    return `${this.vehicle} is not on the due list of ${this.month}.`
  }
}

/** It is off the list for a reason. */
export class CarIsTrimmed extends Schema.TaggedError<CarIsTrimmed>()("CarIsTrimmed", { vehicle: VehicleId, because: TrimReason }) {
  override get message() {
    return `${this.vehicle} was trimmed from the list (${this.because}). Restore it first.`
  }
}

/** It was done on another day. */
export class StepDone extends Schema.TaggedError<StepDone>()("StepDone", { step: StepName, date: LocalDate }) {
  override get message() {
    return `That was done on ${this.date} already (${this.step}), and is done once.`
  }
}

/** One thing comes after the other. */
export class BeforeStep extends Schema.TaggedError<BeforeStep>()("BeforeStep", { date: LocalDate, step: StepName, done: LocalDate }) {
  override get message() {
    return `It cannot have been done on ${this.date}: what comes before it (${this.step}) was done on ${this.done}.`
  }
}

export type Rejection =
  | UnknownSite | UnknownVehicle | DateToCome | NeverOpen | StepMissing | ListFixed | StepTooEarly | ListMonthOver | NotOnList | CarIsTrimmed | StepDone | BeforeStep
