/** The figures of some months, with what each leaves out and whether it can still change. */
import type { Instant } from "../calendar/Instant.ts"
import { type Cell, empty, measures, plus, type Tally } from "./Tally.ts"

/** One measure of one month. A value is an unrounded ratio, and null when nothing is counted: 0 of 0 is not zero per cent. */
export interface Row {
  readonly site: string
  readonly kpi: string
  readonly measure: string
  readonly period: string
  readonly num: number
  readonly den: number
  readonly value: number | null
  readonly excluded: ReadonlyArray<{ readonly reason: string; readonly n: number }>
  /** The month is over and every appointment in it has an outcome. */
  readonly matured: boolean
  readonly defVersion: number
}

export interface Question {
  readonly sites: ReadonlyArray<string>
  /** Such as `2026-09`, ascending. */
  readonly months: ReadonlyArray<string>
  /** KPI numbers; all of them when left out. */
  readonly kpis?: ReadonlyArray<string>
  /** The first instant after a month at a site: when the month is over. */
  readonly endOf: (site: string, month: string) => Instant
  readonly asOf: Instant
}

/** The row in which several sites are added up. */
export const group = "group"

/** Rows by site, then by month, then in the order of the measures; several sites end with their group. */
export const report = (tally: Tally, { sites, months, kpis, endOf, asOf }: Question): ReadonlyArray<Row> => {
  const cell = (site: string, month: string): Cell => tally.get(site)?.get(month) ?? empty()
  const over = (month: string, of: ReadonlyArray<string>): boolean => of.every((site) => endOf(site, month) <= asOf)
  const one = sites.flatMap((site) => months.flatMap((month) => rows(site, month, cell(site, month), over(month, [site]))))
  const all = sites.length < 2 ? [] : months.flatMap((month) =>
    rows(group, month, sites.map((site) => cell(site, month)).reduce(plus, empty()), over(month, sites))
  )
  return [...one, ...all].filter(({ kpi }) => kpis === undefined || kpis.includes(kpi))
}

const rows = (site: string, period: string, cell: Cell, over: boolean): ReadonlyArray<Row> =>
  measures.map(({ kpi, name, defVersion }, i) => {
    const { num = 0, den = 0, excluded = new Map<string, number>() } = cell.shares[i] ?? {}
    const left = [...excluded, ["open", cell.open] as const].filter(([, n]) => n !== 0).sort(([a], [b]) => a < b ? -1 : 1)
    return {
      site,
      kpi,
      measure: name,
      period,
      num,
      den,
      value: den === 0 ? null : num / den,
      excluded: left.map(([reason, n]) => ({ reason, n })),
      matured: over && cell.open === 0,
      defVersion
    }
  })
