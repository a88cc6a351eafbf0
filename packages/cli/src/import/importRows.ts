/** Reads a file, lands its rows and tells of those that cannot land. */
import { Instant, type SiteId, Zone } from "@servicelane/core"
import { CommandHandler, makeLanes, refusalOf } from "@servicelane/runtime"
import { Effect, Result, Stream } from "effect"
import { randomUUID } from "node:crypto"
import { progress } from "../Terminal.ts"
import { type Bad, cellsOf } from "./cells.ts"
import { csvRows, type CsvRow } from "./csv.ts"
import type { Kind, Origin } from "./Kind.ts"
import type { ImportMap } from "./Map.ts"
import { Seen } from "./Seen.ts"

/** Rows on their way at once: they share commits. */
const inFlight = 128

/** Problems listed; further ones are only counted, so that a file of nothing but problems needs little memory. */
export const listed = 10_000

export interface Totals {
  read: number
  landed: number
  unchanged: number
  badRows: number
  readonly bad: Array<Bad>
}

const note = (totals: Totals, problems: ReadonlyArray<Bad>): void => {
  totals.badRows++
  totals.bad.push(...problems.slice(0, listed - totals.bad.length))
}

const originOf = <Field extends string>(site: SiteId, map: ImportMap<Field>, at: Instant.Instant): Origin<Field> => {
  const seen = new Seen()
  return {
    site,
    map,
    at,
    today: Zone.localOf(map.timeZone, Instant.toMillis(at)).date,
    agrees: (thing, value) => {
      const isSame = seen.add(`${thing}\u0000${value}`)
      return seen.add(thing) ? isSame : true
    }
  }
}

interface Asked<Field extends string> {
  readonly site: SiteId
  readonly file: string
  readonly map: ImportMap<Field>
  readonly at: Instant.Instant
  readonly actor: string
}

export const importRows = Effect.fnUntraced(function*<
  Field extends string, Wish extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection extends { readonly _tag: string; readonly message: string }
>(kind: Kind<Field, Wish, State, Event, Rejection>, { site, file, map, at, actor }: Asked<Field>) {
  const handler = yield* CommandHandler.CommandHandler
  const totals: Totals = { read: 0, landed: 0, unchanged: 0, badRows: 0, bad: [] }
  const origin = originOf(site, map, at)
  const seen = new Seen()
  const inLanes = makeLanes()
  const runId = randomUUID()
  const columnFor = (code: string): string => {
    const field = Object.hasOwn(kind.blames, code) ? kind.blames[code] : undefined
    return field === undefined ? "" : map.columns[field] ?? ""
  }
  const refused = (line: number, refusal: Rejection | CommandHandler.Failure): void => {
    const { code, message } = refusalOf(refusal)
    note(totals, [{ line, column: columnFor(code), code, message }])
  }
  const land = Effect.fnUntraced(function*(csv: CsvRow) {
    if (++totals.read % 500 === 0) progress(`  ${totals.read} rows`)
    const { line } = csv
    if (csv._tag === "Broken") return note(totals, [{ line, column: "", code: csv.code, message: csv.message }])
    const cells = cellsOf(map, line, csv.cells)
    const row = kind.rowOf(origin, cells)
    if (row === undefined) return note(totals, cells.bad)
    if (seen.add(row.externalId)) {
      return note(totals, [{ line, column: columnFor("duplicate_id"), code: "duplicate_id", message: "expected each id once; this one stands further up" }])
    }
    const handled = yield* Effect.result(inLanes([row.about], handler.handle(kind.lands, { commandId: `import/${runId}/${line}`, actor, command: row.wish })))
    if (Result.isSuccess(handled)) totals[handled.success.events.length > 0 ? "landed" : "unchanged"]++
    else if (handled.failure._tag === "StoreUnavailable") return yield* Effect.fail(handled.failure)
    else refused(line, handled.failure)
  })
  yield* csvRows(file, kind.fields.flatMap((field) => map.columns[field] ?? [])).pipe(Stream.mapEffect(land, { concurrency: inFlight, unordered: true }), Stream.runDrain)
  progress("")
  totals.bad.sort((a, b) => a.line - b.line)
  return totals
})
