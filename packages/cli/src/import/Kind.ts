/** What can be imported: each kind has its fields and its row, and shares all else. */
import type { Instant, LocalDate, SiteId, Streamed } from "@servicelane/core"
import type { Schema } from "effect"
import type { Cells } from "./cells.ts"
import type { ImportMap } from "./Map.ts"

/** Where a row comes from, and where it goes. */
export interface Origin<Field extends string> {
  readonly site: SiteId
  readonly map: ImportMap<Field>
  readonly at: Instant.Instant
  /** The date on the site's wall. */
  readonly today: LocalDate.LocalDate
  /** False when an earlier row of the file has told something else of the same thing. */
  readonly agrees: (thing: string, value: string) => boolean
}

/** A row that was understood. */
export interface Row<Wish> {
  readonly externalId: string
  /** What it is about: rows about one thing land in the order of the file. */
  readonly about: string
  readonly wish: Wish
}

export interface Kind<Field extends string, Wish extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection> {
  readonly name: "appointments" | "vehicles" | "visits"
  readonly description: string
  readonly fields: ReadonlyArray<Field>
  readonly ImportMap: Schema.Decoder<ImportMap<Field>>
  /** Undefined for a row with problems; the cells know them. */
  readonly rowOf: (origin: Origin<Field>, cells: Cells<Field>) => Row<Wish> | undefined
  readonly lands: Streamed<Wish, State, Event, Rejection>
  /** Which cell a refusal is about, by its code. */
  readonly blames: Readonly<Record<string, Field>>
}
