/** How a month stands: points by subject, the money apart from them, and who is first (K-25). */
import type { GroupId, StaffId } from "../Ids.ts"
import type { Money } from "../Money.ts"
import type { Entry, Subject } from "./drawUp.ts"
import type { Figures } from "./Evidence.ts"
import type { Rules } from "./Rules.ts"

export interface Scorecard {
  readonly subject: Subject
  /** From where the month began, less what was lost; it may be less than nothing. */
  readonly points: number
  /** Those that moved the points. */
  readonly entries: ReadonlyArray<Entry>
}

/** What one person or group has in a month beside their pay. */
export interface Account {
  readonly subject: Subject
  /** By currency, in minor units. */
  readonly sums: ReadonlyArray<Money>
  /** Per cent of this month's commission; nought when nothing is taken. */
  readonly commissionPct: number
  /** Money, commission, warnings, criticism, targets missed. */
  readonly entries: ReadonlyArray<Entry>
}

export interface Rank {
  readonly group: GroupId
  /** Groups with the same rate have the same rank; null without visits. */
  readonly rank: number | null
  readonly num: number
  readonly den: number
}

export const keyOf = (subject: Subject): string => subject._tag === "Group" ? `group ${subject.group}` : `staff ${subject.staff}`

const grouped = (entries: ReadonlyArray<Entry>): ReadonlyMap<string, ReadonlyArray<Entry>> => {
  const by = new Map<string, Array<Entry>>()
  for (const entry of entries) {
    const key = keyOf(entry.subject)
    const known = by.get(key)
    if (known === undefined) by.set(key, [entry])
    else known.push(entry)
  }
  return by
}

/** A card for each group and receptionist, and for whoever else has lost points. */
export const scorecards = ({ groups, receptionists, startPoints }: Rules, entries: ReadonlyArray<Entry>): ReadonlyArray<Scorecard> => {
  const moving = grouped(entries.filter(({ effect }) => effect._tag === "Points"))
  const subjects = new Map<string, Subject>([
    ...groups.map(({ id }): Subject => ({ _tag: "Group", group: id })),
    ...receptionists.map((staff: StaffId): Subject => ({ _tag: "Staff", staff })),
    ...[...moving.values()].flatMap(([first]) => first === undefined ? [] : [first.subject])
  ].map((subject) => [keyOf(subject), subject] as const))
  return [...subjects].sort(([a], [b]) => a < b ? -1 : 1).map(([key, subject]) => {
    const own = moving.get(key) ?? []
    return { subject, points: own.reduce((sum, { effect }) => effect._tag === "Points" ? sum + effect.points : sum, startPoints), entries: own }
  })
}

/** Everything but points, by whom it is about. */
export const accounts = (entries: ReadonlyArray<Entry>): ReadonlyArray<Account> =>
  [...grouped(entries.filter(({ effect }) => effect._tag !== "Points"))].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([, own]) => {
    const [first] = own
    if (first === undefined) return []
    const sums = new Map<string, number>()
    let commissionPct = 0
    for (const { effect } of own) {
      if (effect._tag === "Pay") sums.set(effect.amount.currency, (sums.get(effect.amount.currency) ?? 0) + effect.amount.minor)
      if (effect._tag === "Commission") commissionPct = effect.pct
    }
    return [{ subject: first.subject, sums: [...sums].sort(([a], [b]) => a < b ? -1 : 1).map(([currency, minor]) => ({ currency, minor })), commissionPct, entries: own }]
  })

/** By appointment rate, the best first (S0-27). */
export const ranking = ({ appointments }: Pick<Figures, "appointments">): ReadonlyArray<Rank> => {
  const better = (a: Omit<Rank, "rank">, b: Omit<Rank, "rank">): number => b.num * a.den - a.num * b.den
  const counted = appointments.filter(({ den }) => den > 0)
  return [
    ...counted.map(({ group, num, den }): Rank => ({ group, num, den, rank: 1 + counted.filter((other) => better(other, { group, num, den }) < 0).length }))
      .sort((a, b) => better(a, b) || (a.group < b.group ? -1 : 1)),
    ...appointments.filter(({ den }) => den === 0).map(({ group, num, den }) => ({ group, num, den, rank: null }))
  ]
}
