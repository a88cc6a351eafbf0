/** What customers of a tier get (S3-11). */
import { Schema } from "effect"

export const TierName = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/u, { message: "expected 1 to 20 letters, digits or '-'" }))

/** How often somebody is in touch beside what their car asks for, by what means, and what a year holds for them. */
export const Tier = Schema.Struct({
  name: TierName,
  /** Months between two calls that only ask how things are; null: none. */
  callMonths: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 36 }))),
  gets: Schema.Array(Schema.Literals(["yearly-trip", "holiday-gift", "card"])).check(Schema.isMaxLength(3))
})
export type Tier = typeof Tier.Type

/** The yearly trip, the gifts and the cards are the source's (S3-11); it gives no months. */
export const standard: ReadonlyArray<Tier> = [
  { name: "gold", callMonths: 3, gets: ["yearly-trip", "holiday-gift", "card"] },
  { name: "silver", callMonths: 6, gets: ["holiday-gift", "card"] },
  { name: "member", callMonths: null, gets: ["card"] }
]
