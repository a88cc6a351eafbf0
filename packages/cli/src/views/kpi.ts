import type { KpiAnswer, KpiRow } from "@servicelane/runtime"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { type Words, wordsOf } from "./words.ts"

const percent = ({ value }: KpiRow): string => value === null ? "–" : `${(value * 100).toFixed(1)} %`

const word = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key

const left = (words: Words, { excluded }: KpiRow): string => excluded.map(({ reason, n }) => `${n} ${word(words.exclusions, reason)}`).join(", ")

const members = (words: Words, { members = [] }: KpiRow): ReadonlyArray<string> =>
  members.map(({ id, part, reason, positions }) =>
    dim(`      ${part.padEnd(8)} ${id}${reason === undefined ? "" : ` (${word(words.exclusions, reason)})`}  events ${positions.join(" ")}`))

const cells = (words: Words, row: KpiRow): ReadonlyArray<string> => [
  row.period, row.kpi, word(words.measures, row.measure), percent(row), `${row.num} / ${row.den}`, row.matured ? words.matured : words.open, left(words, row)
]

export const kpiText = ({ asOf, rows }: KpiAnswer, language: Language): string => {
  const words = wordsOf(language)
  const columns = [words.month, "KPI", words.measure, `>${words.value}`, `>${words.of}`, "", words.leftOut]
  const sites = [...new Set(rows.map(({ site }) => site))]
  const parts = sites.map((site) => {
    const own = rows.filter((row) => row.site === site)
    const explained = own.some((row) => row.members !== undefined)
    const body = explained
      ? own.flatMap((row) => [table(columns, [cells(words, row)]), ...members(words, row)]).join("\n")
      : table(columns, own.map((row) => cells(words, row)))
    return `${bold(site)}\n\n${body}`
  })
  return [...parts, dim(`  as of event ${asOf.position}, ${asOf.instant}`)].join("\n\n")
}
