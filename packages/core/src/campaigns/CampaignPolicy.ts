/** In which weeks of the month before the customers of a month are invited, and how many of them shall come. */
import { Schema } from "effect"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** The fifth week holds what four leave of a month. */
const week = between(1, 4)

export const CampaignPolicy = Schema.Struct({
  /** The due list is built and locked in this week of the month before (S1-03, S2-04). */
  lockWeek: week,
  /** The invitations are ready before this week begins, and no later than it ends (S2-05). */
  printWeek: week,
  /** The invitations are mailed in this week (S2-06). */
  mailWeek: week,
  /** A car that does not come is on a list again after so many months (S2-03). */
  promptMonths: between(1, 12),
  /** Of a hundred cars on the list fewer than so many came: an alarm (S1-06, S1-07). */
  comePct: between(0, 100)
}).check(Schema.makeFilter(({ lockWeek, printWeek, mailWeek }) => (lockWeek <= printWeek && printWeek <= mailWeek) || "expected to lock, print and mail in this order"))
export type CampaignPolicy = typeof CampaignPolicy.Type

/** All five numbers are the sources'. */
export const standard: CampaignPolicy = { lockWeek: 1, printWeek: 2, mailWeek: 3, promptMonths: 3, comePct: 40 }
