/** Whether a car is here, where that counts for how many more are booked. */
import { overbookingOf, policyOn } from "../sites/Policy.ts"
import type * as Daybook from "../workshop/Daybook.ts"
import { datesOf, type Plan } from "../workshop/Plan.ts"
import type { Desk } from "./desk.ts"

/** Who is here comes for sure: where more is booked than there is room for, that counts. */
export const presence = (desk: Desk, plan: Plan | null, here: boolean): ReadonlyArray<Daybook.Event> => {
  const { document: { site, policies }, days, id: holder, at } = desk
  if (plan === null || overbookingOf(policyOn(policies, plan.localDate)).riskPct === 0) return []
  return datesOf(plan).filter((date) => (days[date]?.entries[holder]?.here ?? false) !== here).map((date) => ({ _tag: "PresenceNoted", site, date, holder, here, at }))
}
