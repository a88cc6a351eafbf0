import type { Entry, Scorecard } from "@servicelane/core"
import type { Scorecards } from "@servicelane/runtime"
import { bold, type Language, table } from "../Terminal.ts"
import { loyaltyWordsOf } from "./loyaltyWords.ts"
import { moneyText } from "./money.ts"

const whose = (subject: Scorecard.Scorecard["subject"]): string => subject._tag === "Group" ? subject.group : subject.staff

export const scorecardsText = (sheet: Scorecards, language: Language): string => {
  const words = loyaltyWordsOf(language)
  const { site, month, state, cards, accounts, ranking, appeals, proposals, uncounted } = sheet
  const effectOf = ({ effect }: Entry): string => {
    switch (effect._tag) {
      case "Points":
        return String(effect.points)
      case "Pay":
        return moneyText(effect.amount)
      case "Commission":
        return words.commission(effect.pct)
      case "Warning":
        return words.warning
      case "Criticism":
        return words.criticism
      case "Missed":
        return words.missed(words.measures[effect.measure], effect.actual, effect.least)
    }
  }
  const why = (entry: Entry): string => `${words.rules[entry.rule]} (${entry.entry})`
  const block = (title: string, headings: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> =>
    rows.length === 0 ? [] : [`${bold(title)}\n${table(headings, rows)}`]
  const settled = (decided: boolean | null, yes: string, no: string): string => decided === null ? words.undecided : decided ? yes : no
  return [
    bold(`${site} · ${month} · ${words.states[state]}`),
    ...block(words.scorecards, [words.subject, `>${words.points}`, "", words.why], cards.flatMap(({ subject, points, entries }) => [
      [whose(subject), String(points), "", ""], ...entries.map((entry) => ["", "", effectOf(entry), why(entry)])
    ])),
    ...block(words.money, [words.subject, `>${words.amount}`, "", words.why], accounts.flatMap(({ subject, sums, entries }) => [
      [whose(subject), sums.map(moneyText).join(", ") || words.nothing, "", ""], ...entries.map((entry) => ["", "", effectOf(entry), why(entry)])
    ])),
    ...block(words.ranking, [`>${words.rank}`, words.group, `>${words.visits}`], ranking.map(({ rank, group, num, den }) => [rank === null ? "–" : String(rank), group, `${num} / ${den}`])),
    ...block(words.appeals, [words.what, "", ""], Object.entries(appeals).map(([entry, { by, upheld }]) => [entry, words.appealed(by), settled(upheld, words.upheld, words.dismissed)])),
    ...block(words.proposals, [words.what, ""], proposals.map(({ about, accepted }) => [
      about._tag === "Demotion" ? words.demotion(about.staff, about.months.join(", ")) : words.reception(about.advisor, about.since), settled(accepted, words.accepted, words.declined)
    ])),
    ...block(words.uncounted, [words.group, words.date], uncounted.map(({ group, dates }) => [group, dates.map((date) => date.slice(8)).join(" ")]))
  ].join("\n\n")
}
