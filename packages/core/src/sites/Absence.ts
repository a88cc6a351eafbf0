/** Somebody or something that is not there for a while: leave, illness, a lift under repair. The reason is nobody's business here. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { AbsenceId, AdvisorId, BayId, TechnicianId } from "../Ids.ts"

export const Absence = Schema.Struct({
  id: AbsenceId,
  of: Schema.Union([
    Schema.Struct({ advisor: AdvisorId }),
    Schema.Struct({ technician: TechnicianId }),
    Schema.Struct({ bay: BayId })
  ]),
  from: Instant,
  /** The first instant of being back. */
  to: Instant
}).check(Schema.makeFilter(({ from, to }) => from < to || "expected an absence that ends after it begins"))
export type Absence = typeof Absence.Type

/** Who or what is absent, as one word: `technician gao`. */
export const subjectOf = ({ of }: Absence): string =>
  "advisor" in of ? `advisor ${of.advisor}` : "technician" in of ? `technician ${of.technician}` : `bay ${of.bay}`
