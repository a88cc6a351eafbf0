/** How many cars of a kind a site takes on one date, so that no kind crowds out the others. */
import { Schema } from "effect"
import { Hours } from "../calendar/Hours.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { OpGroup, QuotaId } from "../Ids.ts"
import { Channel } from "./Channel.ts"
import { Transport } from "./Transport.ts"

export const Quota = Schema.Struct({
  id: QuotaId,
  /** Which cars count. */
  of: Schema.Union([
    Schema.Struct({ transport: Transport }),
    Schema.Struct({ group: OpGroup }),
    Schema.Struct({ channel: Channel })
  ]),
  /** Cars that arrive on one date. */
  perDay: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000 })),
  /** Only arrivals in these hours of the wall clock count and are limited, such as those before ten. */
  between: Schema.optionalKey(Hours),
  /** The limit is given up at this wall-clock time, so many days before the date. */
  release: Schema.optionalKey(Schema.Struct({
    daysBefore: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 })),
    at: LocalTime
  }))
})
export type Quota = typeof Quota.Type
