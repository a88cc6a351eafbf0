/** The cells of a row as values, and every problem with them. */
import { type Instant, LocalDate, Reading } from "@servicelane/core"
import { Result, Schema } from "effect"
import { instantOf, type Unread } from "../instant.ts"
import type { ImportMap } from "./Map.ts"

/** A row, or a part of it, that cannot be taken: where, and what would be accepted. Never the content itself. */
export interface Bad {
  readonly line: number
  readonly column: string
  readonly code: string
  readonly message: string
}

export type Read<A> = Result.Result<A, Unread>

export interface Cells<Field extends string> {
  /** What a cell says; undefined when it is empty, or has no column. */
  readonly text: (field: Field) => string | undefined
  readonly read: <A>(field: Field, of: (text: string) => Read<A>) => A | null
  readonly refuse: (field: Field, problem: Unread) => void
  readonly missing: (field: Field) => void
  readonly bad: ReadonlyArray<Bad>
}

/** Longer texts are somebody's mistake with quotes. */
const longest = 200

const problemWith = (raw: string): Unread | undefined => {
  if (raw.includes("\ufffd")) return { code: "not_utf8", message: "expected UTF-8; save the file as UTF-8" }
  if (raw.includes("\u0000")) return { code: "bad_character", message: "expected text without NUL characters" }
  return raw.length > longest ? { code: "too_long", message: `expected at most ${longest} characters` } : undefined
}

export const cellsOf = <Field extends string>({ columns, values }: ImportMap<Field>, line: number, cells: Readonly<Record<string, string>>): Cells<Field> => {
  const bad: Array<Bad> = []
  const refuse = (field: Field, problem: Unread): void => void bad.push({ line, column: columns[field] ?? field, ...problem })
  const text = (field: Field): string | undefined => {
    const column = columns[field]
    const raw = column === undefined || !Object.hasOwn(cells, column) ? "" : cells[column]?.trim() ?? ""
    if (raw === "") return undefined
    const problem = problemWith(raw)
    if (problem !== undefined) refuse(field, problem)
    const meanings = values?.[field]
    const meant = meanings !== undefined && Object.hasOwn(meanings, raw) ? meanings[raw] : raw
    return meant === "" ? undefined : meant
  }
  return {
    text,
    read: (field, of) => {
      const given = text(field)
      if (given === undefined) return null
      const result = of(given)
      if (Result.isSuccess(result)) return result.success
      refuse(field, result.failure)
      return null
    },
    refuse,
    missing: (field) => refuse(field, { code: "missing", message: "expected a value" }),
    bad
  }
}

/** What a schema takes, or the problem. */
export const shaped = <A>(schema: Schema.Decoder<A>, problem: Unread) => (value: unknown): Read<A> =>
  Result.mapError(Schema.decodeUnknownResult(schema)(value), () => problem)

export const idOf = <A>(schema: Schema.Decoder<A>, what: string) =>
  shaped(schema, { code: "bad_id", message: `expected ${what}: 1 to 64 letters, digits, '.', '_', ':' or '-'; map other texts with values` })

/** One of some words, told apart by the code `unknown_…` when it is another. */
export const oneOf = <A extends string>(what: string, words: ReadonlyArray<A>) => (text: string): Read<A> => {
  const found = words.find((word) => word === text)
  return found === undefined
    ? Result.fail({ code: `unknown_${what}`, message: `expected one of ${words.join(", ")}; map other texts with values` })
    : Result.succeed(found)
}

/** The first ten characters, as they stand: a date is nowhere converted. */
export const dateOf = (text: string): Read<LocalDate.LocalDate> =>
  shaped(LocalDate.LocalDate, { code: "bad_date", message: "expected a calendar date such as 2026-09-18 in the first ten characters" })(text.slice(0, 10))

const toCome: Unread = { code: "date_to_come", message: "expected a day that is over, or today: what is to come is told when it has happened" }

/** A date on which something has happened already. */
export const pastDate = (today: LocalDate.LocalDate) => (text: string): Read<LocalDate.LocalDate> =>
  Result.flatMap(dateOf(text), (date) => date > today ? Result.fail(toCome) : Result.succeed(date))

/** An instant at which something has happened already. */
export const pastInstant = ({ at, map }: { readonly at: Instant.Instant; readonly map: ImportMap<string> }) => (text: string): Read<Instant.Instant> =>
  Result.flatMap(instantOf(text, map.timeZone), (instant) => instant > at ? Result.fail(toCome) : Result.succeed(instant))

/** Kilometres as digits alone: what a comma or a point between them means differs from place to place. */
export const kmOf = (text: string): Read<number> =>
  /^\d{1,7}$/u.test(text) && Schema.is(Reading.Km)(Number(text))
    ? Result.succeed(Number(text))
    : Result.fail({ code: "bad_km", message: "expected whole kilometres from 0 to 2000000, in digits alone" })

/** The id of a row in the other system. */
export const externalIdOf = <Field extends string>(cells: Cells<Field>, field: Field): string | undefined => {
  const id = cells.text(field)
  if (id === undefined) cells.missing(field)
  else if (id.length > 128) cells.refuse(field, { code: "too_long", message: "expected at most 128 characters" })
  return id
}
