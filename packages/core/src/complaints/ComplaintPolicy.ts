/** How quickly a complaint is answered and closed. */
import { Schema } from "effect"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

export const ComplaintPolicy = Schema.Struct({
  /** Elapsed minutes from receipt to the first response (K-15). */
  answerMin: between(1, 10_080),
  /** Elapsed hours, whatever the wall clock says, from receipt until the customer has accepted (S3-06, K-15). */
  closeHours: between(1, 2_160),
  /** Calendar days within which a closed complaint may be opened again. */
  reopenDays: between(0, 90)
})
export type ComplaintPolicy = typeof ComplaintPolicy.Type

/** 48 hours are those of S3-06, a property developer's scheme: an idea with a default, no manufacturer's rule. */
export const standard: ComplaintPolicy = { answerMin: 120, closeHours: 48, reopenDays: 7 }
