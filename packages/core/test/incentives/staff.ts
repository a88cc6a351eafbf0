/** Two groups of advisors, a receptionist, and what is seen of their work in September. */
import { Evidence, Incentives, IncentiveRules, Instant, Site } from "@servicelane/core"
import { Result, Schema } from "effect"
import { corner } from "../appointments/corner.ts"

export const yuan = (amount: number) => ({ minor: amount * 100, currency: "CNY" })

export const rules = (more: Record<string, unknown> = {}): IncentiveRules.Rules => Schema.decodeUnknownSync(IncentiveRules.Rules)({
  ...IncentiveRules.standard, from: "2026-08", groups: [{ id: "red", advisors: ["anna", "ben"] }, { id: "blue", advisors: ["cleo"] }], receptionists: ["rosa"], supporters: ["rosa", "tina"],
  targets: [{ measure: "revenue", least: 1_000 }, { measure: "revenue", least: 500, advisor: "ben" }, { measure: "insurance", least: 3 }], ...more
})

export const shop = (...incentives: ReadonlyArray<IncentiveRules.Rules>): ReadonlyArray<Incentives.Event> => {
  const document = Schema.decodeUnknownSync(Site.Document)({ ...corner, care: { schedules: [], incentives: incentives.length === 0 ? [rules()] : incentives } })
  return Result.getOrThrow(Site.aggregate.decide(Site.apply(document, Instant.Instant.make("2026-07-01T00:00:00.000Z")), Site.initial))
}

export const say = (_tag: string, on: string, more: Record<string, unknown> = {}, month = "2026-09"): Incentives.Command =>
  Schema.decodeUnknownSync(Incentives.Command)({ _tag, site: "corner", month, at: `${on}T16:00:00.000Z`, ...more })

/** Seen on a day, entered by the clerk, with the boss as witness. */
export const saw = (evidence: string, date: string, seen: Record<string, unknown>, more: Record<string, unknown> = {}, month = "2026-09"): Incentives.Command =>
  say("RecordEvidence", date, { evidence, date, seen, by: "clerk", witness: "boss", rests: [`log-${evidence}`], ...more }, month)

export const flyers = (group: string, count: number) => ({ _tag: "FlyersHandedOut", group, count })
export const notAsked = (customer: string | null = null, staff = "rosa") => ({ _tag: "NotAsked", staff, customer })
export const slack = (staff = "anna") => ({ _tag: "SlackReception", staff, customer: null })

const rests = ["kpi"]

export const figures = (more: Record<string, unknown> = {}): Evidence.Figures => Schema.decodeUnknownSync(Evidence.Figures)({ appointments: [], recommendations: [], kpiParts: [], results: [], ...more })

export const rate = (group: string, num: number, den: number) => ({ group, num, den, rests })
export const parts = (advisor: string, num: number, den: number) => ({ advisor, num, den, rests })
export const result = (advisor: string, measure: string, actual: number) => ({ advisor, measure, actual, rests })

export const settle = (more: Record<string, unknown> = {}, month = "2026-09", on = "2026-10-01"): Incentives.Command => say("SettleMonth", on, { by: "boss", figures: figures(more) }, month)
