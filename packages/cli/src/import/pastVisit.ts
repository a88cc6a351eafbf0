/** What an import says of a visit that is over: it lands as it was, and what was told wrongly is told again. */
import { type Streamed, Visit } from "@servicelane/core"
import { Equal, Result, Schema } from "effect"

export type PastVisit = Extract<Visit.Event, { readonly _tag: "VisitImported" }>

/** The command has the fields of the fact. */
export type Import = Omit<PastVisit, "_tag"> & { readonly _tag: "Import" }

const content = ({ at: _at, _tag, ...rest }: PastVisit | Import) => rest

/** Of a visit, as much as an import touches. */
export const pastVisits: Streamed<Import, PastVisit | undefined, Visit.Event, never> = {
  Event: Schema.Union(Visit.events),
  initial: undefined,
  decide: (command, known) =>
    Result.succeed(known !== undefined && Equal.equals(content(known), content(command)) ? [] : [{ ...command, _tag: "VisitImported" }]),
  evolve: (known, event) => event._tag === "VisitImported" ? event : known,
  isTerminal: () => false,
  reads: ({ id }) => [Visit.stream(id)],
  streamOf: ({ id }) => Visit.stream(id)
}
