/** What goes to the terminal, and in which language. */
import type { Refusal } from "@servicelane/runtime"
import { refusalOf } from "@servicelane/runtime"

export type Language = "zh-CN" | "en"

export interface Output {
  readonly json: boolean
  readonly language: Language
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Waits while the reader of a pipe is slower than we are, so that an export of any size needs little memory. */
export const sayWhole = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${text}\n`) ? resolve() : process.stdout.once("drain", resolve))

/** A line that is written over, on a terminal; nothing in a pipe. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
}

/** How much of something long is done, from 0 to 1. */
export const bar = (share: number): void => progress(`  ${"█".repeat(Math.round(share * 30)).padEnd(30, "·")} ${Math.round(share * 100)} %`)

const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined

export const bold = (text: string): string => coloured ? `\u001b[1m${text}\u001b[22m` : text
export const dim = (text: string): string => coloured ? `\u001b[2m${text}\u001b[22m` : text

/** RFC 9457, with the refusal's code and facts beside it. */
export const problemOf = ({ code, message, ...facts }: Refusal) => ({
  type: `urn:servicelane:problem:${code}`,
  title: code.replaceAll("_", " "),
  detail: message,
  code,
  ...facts
})

export const complain = ({ json }: Output, error: { readonly _tag: string; readonly message: string }): void => {
  const refusal = refusalOf(error)
  process.stderr.write(`${json ? JSON.stringify(problemOf(refusal)) : refusal.message}\n`)
}

/** Chinese characters are two columns wide. */
const width = (text: string): number => {
  let columns = 0
  for (const char of text) columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(char) ? 2 : 1
  return columns
}

const padded = (text: string, columns: number, right: boolean): string => {
  const gap = " ".repeat(Math.max(0, columns - width(text)))
  return right ? gap + text : text + gap
}

/** Columns as wide as their widest cell; a heading that begins with ">" stands right. */
export const table = (headings: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const right = headings.map((heading) => heading.startsWith(">"))
  const names = headings.map((heading) => heading.replace(/^>/, ""))
  const widths = names.map((name, i) => Math.max(width(name), ...rows.map((row) => width(row[i] ?? ""))))
  const line = (cells: ReadonlyArray<string>): string =>
    names.map((_, i) => padded(cells[i] ?? "", widths[i] ?? 0, right[i] ?? false)).join("  ").trimEnd()
  return [bold(line(names)), ...rows.map(line)].map((text) => `  ${text}`).join("\n")
}
