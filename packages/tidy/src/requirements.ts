/** The table of requirements: every number once, and nothing named that does not exist. */
import type { Finding, Source } from "./Source.ts"

export interface Requirement {
  readonly line: number
  readonly no: string
  readonly kind: string
  readonly asks: string
  /** A path, or `–` where nothing is built. */
  readonly module: string
  /** `path › title`, or why there is no test. */
  readonly shown: string
}

const columns = 5

/** The rows whose first cell is a number such as S0-01. */
export const requirementsOf = (text: string): ReadonlyArray<Requirement> =>
  text.split("\n").flatMap((row, i) => {
    const cells = row.split("|").slice(1, -1).map((cell) => cell.trim())
    const [no = "", kind = "", asks = "", module = "", shown = ""] = cells
    return cells.length === columns && /^S\d-\d\d$/u.test(no) ? [{ line: i + 1, no, kind, asks, module, shown }] : []
  })

/** From the first to the last of a document, such as S0-01 … S0-40. */
export const numbered = (document: string, last: number): ReadonlyArray<string> =>
  Array.from({ length: last }, (_, i) => `${document}-${String(i + 1).padStart(2, "0")}`)

const kinds = new Set(["APT", "LIF", "CBK", "CMP", "LOY", "MSG", "KPI", "WFL"])

const reason = /^(?:later|out): .{3,}$/u

/** The title stands where a test or a group of tests has it: first in a call. */
const hasTitle = (text: string, title: string): boolean =>
  text.split(JSON.stringify(title)).slice(0, -1).some((before) => /\(\s*$/u.test(before))

const shownBy = (shown: string, files: ReadonlyMap<string, string>): string | undefined => {
  if (reason.test(shown)) return undefined
  const [path = "", title] = shown.split(" › ")
  if (title === undefined) return "expected `path › title` of a test, or a reason that begins with `later: ` or `out: `"
  const text = files.get(path)
  if (text === undefined) return `expected a test file; there is no ${path}`
  return hasTitle(text, title) ? undefined : `expected a test of that title; ${path} has no "${title}"`
}

/** What is wrong with the table in `page`, given the numbers it must have and the files there are. */
export const unmet = (page: Source, numbers: ReadonlyArray<string>, files: ReadonlyArray<Source>): ReadonlyArray<Finding> => {
  const rows = requirementsOf(page.text)
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const isThere = (module: string): boolean => files.some(({ path }) => path === module || path.startsWith(`${module}/`))
  const { path } = page
  const missing = numbers.filter((number) => !rows.some(({ no }) => no === number)).map((number): Finding => ({ path, line: 1, message: `expected a row for ${number}` }))
  const wrong = rows.flatMap(({ line, no, kind, asks, module, shown }, i): ReadonlyArray<Finding> => {
    const why = shownBy(shown, texts)
    return [
      ...(numbers.includes(no) ? [] : [`expected one of the known numbers, not ${no}`]),
      ...(rows.findIndex((other) => other.no === no) < i ? [`expected one row for ${no}`] : []),
      ...((rows[i - 1]?.no ?? "") > no ? [`expected ${no} before ${rows[i - 1]?.no}`] : []),
      ...(kinds.has(kind) ? [] : [`expected one of ${[...kinds].join(", ")}, not ${kind}`]),
      ...(asks === "" ? ["expected what it asks"] : []),
      ...(module === "–" ? (reason.test(shown) ? [] : ["expected a module for what a test shows"]) : isThere(module) ? [] : [`expected a module; there is no ${module}`]),
      ...(why === undefined ? [] : [why])
    ].map((message) => ({ path, line, message }))
  })
  return [...missing, ...wrong]
}
