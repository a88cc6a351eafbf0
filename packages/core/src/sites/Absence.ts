/** Somebody or something that is not there for a while: leave, illness, a lift under repair. The reason is nobody's business here. */
import { Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { AbsenceId, AdvisorId, BayId, LoanerId, TechnicianId } from "../Ids.ts"

export const Absence = Schema.Struct({
  id: AbsenceId,
  of: Schema.Union([
    Schema.Struct({ advisor: AdvisorId }),
    Schema.Struct({ technician: TechnicianId }),
    Schema.Struct({ bay: BayId }),
    Schema.Struct({ loaner: LoanerId })
  ]),
  from: Instant,
  /** The first instant of being back. */
  to: Instant
}).check(Schema.makeFilter(({ from, to }) => from < to || "expected an absence that ends after it begins"))
export type Absence = typeof Absence.Type

/** Who or what is absent, as one word: `technician gao`. */
export const subjectOf = ({ of }: Absence): string => {
  if ("advisor" in of) return `advisor ${of.advisor}`
  if ("technician" in of) return `technician ${of.technician}`
  return "bay" in of ? `bay ${of.bay}` : `loaner ${of.loaner}`
}
