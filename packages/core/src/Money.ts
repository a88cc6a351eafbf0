import { Schema } from "effect"

/** Money in whole minor units of its currency: 12.50 in `CNY` is 1,250. */
export const Money = Schema.Struct({
  minor: Schema.Int.check(Schema.isBetween({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 })),
  currency: Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/u, { message: "expected a currency of ISO 4217 such as CNY" }))
})
export type Money = typeof Money.Type
