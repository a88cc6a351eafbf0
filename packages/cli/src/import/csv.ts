/** A CSV file as rows with their line numbers, read as it streams by. */
import { InvalidInput } from "@servicelane/runtime"
import { CsvError, parse } from "csv-parse"
import { Effect, Stream } from "effect"
import { closeSync, createReadStream, openSync, readSync } from "node:fs"
import { unreadable } from "../input.ts"
import type { FileUnreadable } from "../Refused.ts"

/** A row by column name, and the line of the file on which it begins; or why it is none. */
export type CsvRow =
  | { readonly _tag: "Row"; readonly line: number; readonly cells: Readonly<Record<string, string>> }
  | { readonly _tag: "Broken"; readonly line: number; readonly code: string; readonly message: string }

const invalid = (file: string, message: string): InvalidInput => new InvalidInput({ what: `The file ${file}`, problems: [{ path: "", message }] })

/** Two bytes tell UTF-16 from everything else that has a header. */
const checkEncoding = (file: string): Effect.Effect<void, FileUnreadable | InvalidInput> =>
  Effect.gen(function*() {
    const start = yield* Effect.try({
      try: () => {
        const descriptor = openSync(file, "r")
        const bytes = Buffer.alloc(2)
        const count = readSync(descriptor, bytes)
        closeSync(descriptor)
        return bytes.subarray(0, count)
      },
      catch: (cause) => unreadable(file, cause)
    })
    if (start.length === 0) return yield* invalid(file, "expected a header line, the file is empty")
    if (start.includes(0) || start.equals(Buffer.from([0xff, 0xfe])) || start.equals(Buffer.from([0xfe, 0xff]))) {
      return yield* invalid(file, "expected UTF-8, this is UTF-16; save the file as UTF-8")
    }
  })

/** A record longer than this is a quote that nobody closed. */
const longestRecord = 1 << 20

const messages: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: "expected as many cells as the header has",
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: "expected as many cells as the header has",
  CSV_INVALID_CLOSING_QUOTE: "expected a comma or the end of the line after a closing quote",
  INVALID_OPENING_QUOTE: "expected a quote only at the beginning of a cell",
  CSV_QUOTE_NOT_CLOSED: "expected a closing quote before the end of the file",
  CSV_MAX_RECORD_SIZE: "expected a closing quote: the cell goes on for more than a megabyte"
}

/**
 * The rows of a file; `needed` are the columns that must be in its header. Broken rows are told apart and the rest goes
 * on, except after an unclosed quote, which swallows what follows.
 */
export const csvRows = (file: string, needed: ReadonlyArray<string>): Stream.Stream<CsvRow, FileUnreadable | InvalidInput> =>
  Stream.unwrap(Effect.gen(function*() {
    yield* checkEncoding(file)
    const broken: Array<CsvRow> = []
    let header: InvalidInput | undefined
    const parser = parse({
      bom: true,
      info: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: longestRecord,
      on_skip: (error) => {
        if (error instanceof CsvError) {
          const line = typeof error.lines === "number" ? error.lines : 0
          broken.push({ _tag: "Broken", line, code: error.code.toLowerCase().replace(/^csv_/, ""), message: messages[error.code] ?? "expected a row of comma-separated values" })
        }
      },
      columns: (names: ReadonlyArray<string>) => {
        const trimmed = names.map((name) => name.trim())
        const missing = needed.filter((name) => !trimmed.includes(name))
        if (missing.length > 0) {
          header = invalid(file, `expected the columns ${missing.join(", ")}; the file has ${trimmed.join(", ")}`)
          throw header
        }
        return trimmed
      }
    })
    const source = createReadStream(file)
    source.once("error", (cause) => parser.destroy(cause))
    const rows = Stream.fromAsyncIterable(
      source.pipe(parser) as AsyncIterable<{ readonly record: Record<string, string>; readonly info: { readonly lines: number } }>,
      (cause) => header ?? (cause instanceof CsvError ? invalid(file, `line ${String(cause.lines)}: ${messages[cause.code] ?? cause.code}`) : unreadable(file, cause))
    )
    const taken = (): ReadonlyArray<CsvRow> => broken.splice(0)
    return Stream.concat(
      Stream.flatMap(rows, ({ record, info }) =>
        Stream.fromIterable<CsvRow>([...taken(), { _tag: "Row", line: info.lines, cells: record }])),
      Stream.suspend(() => Stream.fromIterable(taken()))
    )
  }))
