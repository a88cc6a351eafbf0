/** What the work of the staff is measured by, month by month, and what that earns or costs (S0-26 … S0-35, S3-13 … S3-19). */
import { Schema } from "effect"
import { type LocalDate, Month } from "../calendar/LocalDate.ts"
import { GroupId, StaffId } from "../Ids.ts"
import { Money } from "../Money.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

const people = Schema.Array(StaffId).check(Schema.isMaxLength(200))

/** Advisors whose work is counted together (S0-28). */
export const Group = Schema.Struct({ id: GroupId, advisors: people })
export type Group = typeof Group.Type

/** What an advisor is to reach in a month (S3-18): minor units, pieces or policies, as the measure says. */
export const Measure = Schema.Literals(["revenue", "accessories", "kpi-parts", "insurance"])
export type Measure = typeof Measure.Type

/** Left out, `advisor` is everybody's who is in a group; one's own goes before. */
export const Target = Schema.Struct({ measure: Measure, least: between(0, 1_000_000_000_000), advisor: Schema.optionalKey(StaffId) })
export type Target = typeof Target.Type

/** What somebody's conduct earns or costs each time (S3-13, S3-14, S3-16, S3-17). */
const Conduct = Schema.Struct({ praised: Money, badMood: Money, slackReception: Money, complaint: Money, smsMissing: Money })

/** The rules of the months from one on, until others begin. Money is given as its amount; what is a cost is taken away. */
export const Rules = Schema.Struct({
  from: Month,
  groups: Schema.Array(Group).check(
    Schema.isMaxLength(50),
    Schema.makeFilter((groups) => new Set(groups.map(({ id }) => id)).size === groups.length || "expected groups with ids that differ"),
    Schema.makeFilter((groups) => new Set(groups.flatMap(({ advisors }) => advisors)).size === groups.flatMap(({ advisors }) => advisors).length || "expected advisors who are in one group each")
  ),
  /** Whoever receives customers first, each with a scorecard. */
  receptionists: people,
  /** Reception, assistants and callback staff, who have a bonus when every group has reached its target (S0-32). */
  supporters: people,
  /** A scorecard begins the month with so many points. */
  startPoints: between(0, 10_000),
  /** A group hands out so many flyers a day; each that is missing costs so many points (S0-29). */
  flyers: Schema.Struct({ perDay: between(0, 1_000), points: between(0, 1_000) }),
  /** Each customer who was not asked whether they had booked costs so many points (S0-30). */
  unaskedPoints: between(0, 1_000),
  /** Fewer than so many of a hundred callbacks say that booking was recommended: so many points (S0-35). */
  recommendation: Schema.Struct({ leastPct: between(0, 100), points: between(0, 1_000) }),
  /** So many of a hundred visits come by appointment (S0-27). */
  appointmentPct: between(0, 100),
  /** For a group that reaches it; null: the amount is not decided (S0-28). */
  groupReward: Schema.NullOr(Money),
  /** For each supporter, when every group reaches it (S0-32). */
  bonus: Money,
  conduct: Conduct,
  /** Below so many KPI parts for a hundred maintenance units, the commission of the month is less by so many per cent (S3-18). */
  kpiParts: Schema.Struct({ leastPct: between(0, 1_000), commissionPct: between(0, 100) }),
  targets: Schema.Array(Target).check(Schema.isMaxLength(500))
})
export type Rules = typeof Rules.Type

/** The rules of a site, for the months they hold for. */
export const Timeline = Schema.Array(Rules).check(
  Schema.isMinLength(1),
  Schema.isMaxLength(240),
  Schema.makeFilter((all) => new Set(all.map(({ from }) => from)).size === all.length || "expected rules that begin in months that differ")
)

const yuan = (amount: number): Money => ({ minor: amount * 100, currency: "CNY" })

/** Those of the sources; they begin the month with 100 points because nobody says with how many. */
export const standard: Rules = {
  from: Month.make("2000-01"),
  groups: [],
  receptionists: [],
  supporters: [],
  startPoints: 100,
  flyers: { perDay: 5, points: 2 },
  unaskedPoints: 1,
  recommendation: { leastPct: 50, points: 5 },
  appointmentPct: 50,
  groupReward: null,
  bonus: yuan(600),
  conduct: { praised: yuan(50), badMood: yuan(50), slackReception: yuan(50), complaint: yuan(50), smsMissing: yuan(50) },
  kpiParts: { leastPct: 20, commissionPct: 10 },
  targets: []
}

/** The rules of a month: the latest that have begun, or the standard. */
export const rulesIn = (all: ReadonlyArray<Rules>, month: Month): Rules => {
  let inForce: Rules | undefined
  for (const rules of all) if (rules.from <= month && (inForce === undefined || rules.from > inForce.from)) inForce = rules
  return inForce ?? standard
}

/** What an advisor is to reach: their own targets, and those of everybody for what they have none of their own. */
export const targetsOf = ({ targets }: Rules, advisor: StaffId): ReadonlyArray<Target> => {
  const own = targets.filter((target) => target.advisor === advisor)
  return [...own, ...targets.filter((target) => target.advisor === undefined && !own.some(({ measure }) => measure === target.measure))]
}

/** A date lies in a month. */
export const isIn = (month: Month, date: LocalDate): boolean => date.slice(0, 7) === month
