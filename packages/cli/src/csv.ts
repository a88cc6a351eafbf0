/** Tables for other programs and for spreadsheets, as RFC 4180 has them. */

/** A cell that begins so would be worked out by a spreadsheet, be it a telephone number or somebody's malice. */
const formula = /^[=+\-@\t\r]/u

/** Whatever is in a cell stands there as text; one that would be a formula has an apostrophe before it. */
const cell = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe
}

/** One record, with its line end. */
export const record = (cells: ReadonlyArray<string>): string => `${cells.map(cell).join(",")}\r\n`
