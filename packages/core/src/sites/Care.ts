/** How a site looks after the cars it sold or serves, and after their customers. */
import { Schema } from "effect"
import { CallPolicy, standard as standardCalls } from "../callbacks/CallPolicy.ts"
import { Script } from "../callbacks/Script.ts"
import { CampaignPolicy, standard as standardCampaigns } from "../campaigns/CampaignPolicy.ts"
import { ComplaintPolicy, standard as standardComplaints } from "../complaints/ComplaintPolicy.ts"
import { AuditPolicy, standard as standardAudits } from "../surveys/AuditPolicy.ts"
import { standard as standardTiers, Tier } from "../customers/Tier.ts"
import { standard as standardRules, Timeline } from "../incentives/Rules.ts"
import { LoyaltyPolicy, standard as standardLoyalty } from "../loyalty/LoyaltyPolicy.ts"
import { Patience, standard as standardPatience } from "../vehicles/lifecycle.ts"
import { Line } from "../Text.ts"
import { Schedule } from "../vehicles/Schedule.ts"
import { standard as standardWarranty, WarrantyTerms } from "../visits/warrantyWatch.ts"

export const Care = Schema.Struct({
  /** How often cars need maintenance; left out, all go by the standard. */
  schedules: Schema.Array(Schedule).check(Schema.isMaxLength(500)),
  patience: Schema.optionalKey(Patience),
  /** More than this in a day nobody drives; left out, 1,500 km (S1-04). */
  maxKmPerDay: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 100, maximum: 5_000 }))),
  calls: Schema.optionalKey(CallPolicy),
  /** Where a site says it in its own words; a kind of call left out has the standard script. */
  scripts: Schema.optionalKey(Schema.Array(Script).check(Schema.isMaxLength(40))),
  /** The telephone number under which customers book. */
  hotline: Schema.optionalKey(Line),
  complaints: Schema.optionalKey(ComplaintPolicy),
  tiers: Schema.optionalKey(Schema.Array(Tier).check(Schema.isMinLength(1), Schema.isMaxLength(20))),
  /** Whoever waits longer to be received is looked after; left out, 20 minutes (S3-22). */
  waitMin: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 240 }))),
  /** When a car that is repaired again and again may be given back; left out, by the law of 2022. */
  warranty: Schema.optionalKey(WarrantyTerms),
  /** Gifts for those who come on time, and the club; left out, the standard. */
  loyalty: Schema.optionalKey(LoyaltyPolicy),
  /** What the work of the staff earns and costs, by the months it holds for; left out, the standard, which knows nobody. */
  incentives: Schema.optionalKey(Timeline),
  campaigns: Schema.optionalKey(CampaignPolicy),
  audits: Schema.optionalKey(AuditPolicy)
})
export type Care = typeof Care.Type

/** With everything that was left out; nobody can make up a telephone number. */
export const whole = (
  {
    schedules, patience, maxKmPerDay, calls, scripts, complaints, tiers, waitMin, warranty, loyalty, incentives, campaigns, audits
  }: Care = { schedules: [] }
): Required<Omit<Care, "hotline">> => ({
  schedules,
  patience: patience ?? standardPatience,
  maxKmPerDay: maxKmPerDay ?? 1_500,
  calls: calls ?? standardCalls,
  scripts: scripts ?? [],
  complaints: complaints ?? standardComplaints,
  tiers: tiers ?? standardTiers,
  waitMin: waitMin ?? 20,
  warranty: warranty ?? standardWarranty,
  loyalty: loyalty ?? standardLoyalty,
  incentives: incentives ?? [standardRules],
  campaigns: campaigns ?? standardCampaigns,
  audits: audits ?? standardAudits
})
