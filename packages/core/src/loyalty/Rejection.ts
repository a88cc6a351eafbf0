/** Why a gift cannot be handed over: what is true, and what would be accepted. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { AppointmentId, GiftCode } from "../Ids.ts"
import { Because } from "./GiftFile.ts"

/** Nobody has booked under this id, and no car has come under it. */
export class UnknownAppointment extends Schema.TaggedError<UnknownAppointment>()("UnknownAppointment", { id: AppointmentId }) {
  override get message() {
    return `There is no appointment ${this.id}. Give the id of a booking or of a walk-in.`
  }
}

/** The site does not hand this out. */
export class GiftNotOffered extends Schema.TaggedError<GiftNotOffered>()("GiftNotOffered", { gifts: Schema.Array(Schema.String) }) {
  override get message() {
    return `That is not among the gifts of this site (${this.gifts.join(", ") || "it has none"}). Choose one of them, or list it in the site's document.`
  }
}

/** The customer is not here to take it. */
export class NobodyToTakeIt extends Schema.TaggedError<NobodyToTakeIt>()("NobodyToTakeIt", { state: Schema.String }) {
  override get message() {
    return `The appointment is ${this.state}: a gift is handed to somebody who has come. Record the arrival first.`
  }
}

/** The appointment, or the run of punctual arrivals, does not earn it. */
export class GiftNotEarned extends Schema.TaggedError<GiftNotEarned>()("GiftNotEarned", {
  attendance: Schema.String, run: Schema.Int, every: Schema.Int, upgraded: Schema.Boolean
}) {
  override get message() {
    const why = this.upgraded ? `this is number ${this.run} of a run in which every number ${this.every} earns it` : `the car came as ${this.attendance}`
    return `That is not earned: ${why}. Whoever gives it all the same answers for it, with a reason (${Because.literals.join(", ")}).`
  }
}

/** The car has been handed back. */
export class GiftTooLate extends Schema.TaggedError<GiftTooLate>()("GiftTooLate", { deliveredAt: Instant }) {
  override get message() {
    return `The car was handed back at ${this.deliveredAt}, and gifts are given before. Whoever gives it all the same answers for it, with a reason (${Because.literals.join(", ")}).`
  }
}

/** There is one gift for an appointment. */
export class GiftAlreadyGiven extends Schema.TaggedError<GiftAlreadyGiven>()("GiftAlreadyGiven", { what: Schema.String }) {
  override get message() {
    return `The customer has picked already (${this.what}). Take it back first if it is to be another.`
  }
}

/** Nothing was given for this appointment. */
export class NoGiftGiven extends Schema.TaggedError<NoGiftGiven>()("NoGiftGiven", { appointment: AppointmentId }) {
  override get message() {
    return `Nothing was given for ${this.appointment}, so nothing can come back.`
  }
}

/** The last one is gone. */
export class OutOfGifts extends Schema.TaggedError<OutOfGifts>()("OutOfGifts", { gift: GiftCode }) {
  override get message() {
    return `There is no ${this.gift} left. Choose another gift, or count them anew.`
  }
}
