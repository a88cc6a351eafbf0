/** Reads the whole log again and says what is wrong with it, down to the row. */
import type { StoreUnavailable } from "@servicelane/runtime"
import { Effect, Option, Stream } from "effect"
import { Reactivity } from "effect/reactivity"
import { genesis } from "./hash.ts"
import { digest, type Row } from "./Row.ts"
import { check } from "./Sqlite.ts"
import * as Client from "./SqliteClient.ts"
import { unavailable } from "./unavailable.ts"

export interface Finding {
  /** Null when it concerns the log or the file as a whole. */
  readonly position: number | null
  readonly reason: string
}

const pageSize = 1_000

interface Walk {
  readonly position: number
  readonly hash: Uint8Array
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const decoder = new TextDecoder()

/** Each row is held against the row before it; after a broken one the chain goes on from what that row says. */
const lookAt = (row: Row, before: Walk, versions: Map<string, number>): ReadonlyArray<Finding> => {
  const { position, stream, version } = row
  const expected = (versions.get(stream) ?? 0) + 1
  versions.set(stream, version)
  const findings: Array<string> = []
  if (position !== before.position + 1) findings.push(`expected position ${before.position + 1}: ${position - before.position - 1} events are missing before this one`)
  if (version !== expected) findings.push(`expected version ${expected} of the stream, found ${version}`)
  if (!same(digest(before.hash, row), row.hash)) findings.push("the row is not what was written: its hash does not follow from the row before it")
  if (!isJson(row.data)) findings.push("the data is not JSON")
  if (row.personal !== null && !isJson(decoder.decode(row.personal))) findings.push("the personal data is not JSON")
  return findings.map((reason) => ({ position, reason }))
}

/** The findings about a log in the order of their positions; none when all is well. Memory grows with streams, not with events. */
export const verify = (file: string, log = "main"): Stream.Stream<Finding, StoreUnavailable> =>
  Stream.unwrap(Effect.gen(function*() {
    yield* check(file)
    const sql = yield* Effect.mapError(Client.make({ file, readOnly: true }), unavailable(file))
    const versions = new Map<string, number>()
    const integrity = Stream.fromIterableEffect(Effect.map(
      sql<{ integrity_check: string }>`PRAGMA integrity_check`,
      (rows) => rows.filter(({ integrity_check }) => integrity_check !== "ok").map(({ integrity_check }): Finding => ({ position: null, reason: integrity_check }))
    ))
    const page = (from: Walk) => Effect.gen(function*() {
      const rows = yield* sql<Row>`SELECT * FROM events WHERE log = ${log} AND position > ${from.position} ORDER BY position LIMIT ${pageSize}`
      let before = from
      const findings = rows.flatMap((row) => {
        const found = lookAt(row, before, versions)
        before = row
        return found
      })
      if (rows.length === pageSize) return [findings, Option.some(before)] as const
      const ends = yield* sql<{ head: number; hash: Uint8Array }>`SELECT head, hash FROM log WHERE log = ${log}`
      const end = ends[0] ?? { head: 0, hash: genesis }
      const agrees = end.head === before.position && same(end.hash, before.hash)
      const cut: ReadonlyArray<Finding> = agrees ? [] : [{ position: null, reason: `the log says it ends at position ${end.head}, its last event is at ${before.position}` }]
      return [[...findings, ...cut], Option.none<Walk>()] as const
    })
    const walk = Stream.paginate({ position: 0, hash: genesis }, page)
    return Stream.mapError(Stream.concat(integrity, walk), unavailable(file))
  }).pipe(Effect.provide(Reactivity.layer)))
