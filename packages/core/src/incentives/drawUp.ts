/**
 * The entries of a month, from its rules, its evidence and its figures alone.
 *
 * The same function makes the entries that count and those of a dry run, so that rules can be tried over months that are
 * past before they hold for one that is to come. In whatever order the evidence came, the entries are the same.
 */
import { Schema } from "effect"
import { derivedId } from "../derivedId.ts"
import { EntryId, EvidenceId, GroupId, StaffId } from "../Ids.ts"
import { Money } from "../Money.ts"
import { type Evidence, type Figures, Rests, type Seen } from "./Evidence.ts"
import { Measure, type Rules, targetsOf } from "./Rules.ts"

export const Rule = Schema.Literals([
  "flyers", "unasked", "recommendation", "praise", "bad-mood", "slack-reception", "complaint", "sms", "group-target", "group-bonus", "kpi-parts", "target"
])
export type Rule = typeof Rule.Type

/** Whose it is: a group's or one person's. */
export const Subject = Schema.Union([Schema.TaggedStruct("Group", { group: GroupId }), Schema.TaggedStruct("Staff", { staff: StaffId })]).pipe(Schema.toTaggedUnion("_tag"))
export type Subject = typeof Subject.Type

/** What it does: to the points of the scorecard, or apart from it to the money of the month. */
export const Effect = Schema.Union([
  Schema.TaggedStruct("Points", { points: Schema.Int }),
  Schema.TaggedStruct("Pay", { amount: Money }),
  /** The commission of this month changes by so many per cent of what it would be; there is one such entry at most. */
  Schema.TaggedStruct("Commission", { pct: Schema.Int }),
  Schema.TaggedStruct("Warning", {}),
  /** Named criticism, without a deduction (S0-28). */
  Schema.TaggedStruct("Criticism", {}),
  Schema.TaggedStruct("Missed", { measure: Measure, actual: Schema.Int, least: Schema.Int })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Effect = typeof Effect.Type

export const Entry = Schema.Struct({
  /** Follows from what it is for, so that drawn up again it is the same. */
  entry: EntryId,
  rule: Rule,
  subject: Subject,
  effect: Effect,
  evidence: Schema.Array(EvidenceId),
  /** The events behind the evidence, or behind the figure. */
  rests: Rests,
  /** Who entered or witnessed what it rests on; nobody for a figure. */
  by: Schema.Array(StaffId)
})
export type Entry = typeof Entry.Type

const idOf = (rule: Rule, ...of: ReadonlyArray<string>): EntryId => EntryId.make(derivedId(rule, ...of), { disableChecks: true })

const byGroup = (group: GroupId): Subject => ({ _tag: "Group", group })
const byStaff = (staff: StaffId): Subject => ({ _tag: "Staff", staff })

const pay = (amount: Money, sign: 1 | -1): Effect => ({ _tag: "Pay", amount: { ...amount, minor: sign * amount.minor } })

/** Fewer than so many of a hundred; exactly as many is enough, and of none there are not too few. */
const isBelow = ({ num, den }: { readonly num: number; readonly den: number }, pct: number): boolean => den > 0 && num * 100 < pct * den

const inOrder = (a: Evidence, b: Evidence): number => a.date !== b.date ? (a.date < b.date ? -1 : 1) : a.evidence < b.evidence ? -1 : 1

const from = (...all: ReadonlyArray<Evidence>): Pick<Entry, "evidence" | "rests" | "by"> => ({
  evidence: all.map(({ evidence }) => evidence),
  rests: [...new Set(all.flatMap(({ rests }) => rests))].slice(0, 50),
  by: [...new Set(all.flatMap(({ by, witness }) => [by, witness]))].sort()
})

/** The days on which a group handed out fewer flyers than it should, as somebody counted; a day nobody counted costs nothing. */
const flyers = ({ flyers: { perDay, points } }: Rules, evidence: ReadonlyArray<Evidence>): ReadonlyArray<Entry> => {
  const days = new Map<string, { readonly group: GroupId; readonly date: string; count: number; readonly of: Array<Evidence> }>()
  for (const one of evidence) {
    if (one.seen._tag !== "FlyersHandedOut") continue
    const { group, count } = one.seen
    const key = `${group} ${one.date}`
    const day = days.get(key) ?? { group, date: one.date, count: 0, of: [] }
    days.set(key, day)
    day.count += count
    day.of.push(one)
  }
  return [...days.values()].filter(({ count }) => count < perDay).map(({ group, date, count, of }) => ({
    entry: idOf("flyers", group, date), rule: "flyers", subject: byGroup(group), effect: { _tag: "Points", points: -points * (perDay - count) }, ...from(...of)
  }))
}

/** What one piece of evidence alone earns or costs. */
const conductOf = ({ conduct, unaskedPoints }: Rules, seen: Seen, isFirst: boolean): { readonly rule: Rule; readonly effect: Effect } | undefined => {
  switch (seen._tag) {
    case "FlyersHandedOut":
      return undefined
    case "NotAsked":
      return { rule: "unasked", effect: { _tag: "Points", points: -unaskedPoints } }
    case "Praised":
      return { rule: "praise", effect: pay(conduct.praised, 1) }
    case "BadMood":
      return { rule: "bad-mood", effect: pay(conduct.badMood, -1) }
    case "SlackReception":
      return { rule: "slack-reception", effect: isFirst ? { _tag: "Warning" } : pay(conduct.slackReception, -1) }
    case "ComplainedAbout":
      return { rule: "complaint", effect: pay(conduct.complaint, -1) }
    case "SmsMissing":
      return { rule: "sms", effect: pay(conduct.smsMissing, -1) }
  }
}

const conduct = (rules: Rules, evidence: ReadonlyArray<Evidence>): ReadonlyArray<Entry> => {
  const slack = new Set<string>()
  return evidence.flatMap((one): ReadonlyArray<Entry> => {
    const { seen } = one
    if (seen._tag === "FlyersHandedOut") return []
    const isFirst = seen._tag === "SlackReception" && !slack.has(seen.staff)
    if (seen._tag === "SlackReception") slack.add(seen.staff)
    const what = conductOf(rules, seen, isFirst)
    return what === undefined ? [] : [{ entry: idOf(what.rule, one.evidence), ...what, subject: byStaff(seen.staff), ...from(one) }]
  })
}

const ofFigure = (rests: Entry["rests"]): Pick<Entry, "evidence" | "rests" | "by"> => ({ evidence: [], rests, by: [] })

const ofGroups = (rules: Rules, { appointments, recommendations }: Figures): ReadonlyArray<Entry> => {
  const { groups, recommendation, appointmentPct, groupReward } = rules
  return groups.flatMap(({ id }): ReadonlyArray<Entry> => {
    const subject = byGroup(id)
    const recommended = recommendations.find(({ group }) => group === id)
    const rate = appointments.find(({ group }) => group === id)
    const missed = rate !== undefined && isBelow(rate, appointmentPct)
    const reached = rate !== undefined && rate.den > 0 && !missed
    return [
      ...(recommended === undefined || !isBelow(recommended, recommendation.leastPct) ? [] : [{
        entry: idOf("recommendation", id), rule: "recommendation" as const, subject, effect: { _tag: "Points" as const, points: -recommendation.points }, ...ofFigure(recommended.rests)
      }]),
      ...(missed ? [{ entry: idOf("group-target", id), rule: "group-target" as const, subject, effect: { _tag: "Criticism" as const }, ...ofFigure(rate.rests) }] : []),
      ...(reached && groupReward !== null ? [{ entry: idOf("group-target", id), rule: "group-target" as const, subject, effect: pay(groupReward, 1), ...ofFigure(rate.rests) }] : [])
    ]
  })
}

/** Everybody who supports the groups has a bonus when every group has reached its target; one without visits does not stand in the way. */
const bonus = ({ groups, supporters, appointmentPct, bonus: amount }: Rules, { appointments }: Figures): ReadonlyArray<Entry> => {
  const rates = groups.map(({ id }) => appointments.find(({ group }) => group === id))
  const known = rates.flatMap((rate) => rate === undefined ? [] : [rate])
  const all = known.length === groups.length && known.some(({ den }) => den > 0) && !known.some((rate) => isBelow(rate, appointmentPct))
  const rests = [...new Set(known.flatMap((rate) => rate.rests))].slice(0, 50)
  return all ? [...new Set(supporters)].map((staff) => ({ entry: idOf("group-bonus", staff), rule: "group-bonus", subject: byStaff(staff), effect: pay(amount, 1), ...ofFigure(rests) })) : []
}

const ofAdvisors = (rules: Rules, { kpiParts, results }: Figures): ReadonlyArray<Entry> => [
  ...kpiParts.filter((share) => isBelow(share, rules.kpiParts.leastPct)).map(({ advisor, rests }): Entry => ({
    entry: idOf("kpi-parts", advisor), rule: "kpi-parts", subject: byStaff(advisor), effect: { _tag: "Commission", pct: -rules.kpiParts.commissionPct }, ...ofFigure(rests)
  })),
  ...results.flatMap(({ advisor, measure, actual, rests }): ReadonlyArray<Entry> => {
    const least = targetsOf(rules, advisor).find((target) => target.measure === measure)?.least
    return least === undefined || actual >= least ? [] : [{
      entry: idOf("target", advisor, measure), rule: "target", subject: byStaff(advisor), effect: { _tag: "Missed", measure, actual, least }, ...ofFigure(rests)
    }]
  })
]

/** Ordered by entry. */
export const drawUp = (rules: Rules, evidence: ReadonlyArray<Evidence>, figures: Figures): ReadonlyArray<Entry> => {
  const ordered = [...evidence].sort(inOrder)
  return [...flyers(rules, ordered), ...conduct(rules, ordered), ...ofGroups(rules, figures), ...bonus(rules, figures), ...ofAdvisors(rules, figures)]
    .sort((a, b) => a.entry < b.entry ? -1 : 1)
}
