/** A site as one document. */
import { Schema } from "effect"
import { Calendar } from "../calendar/Calendar.ts"
import { SiteId } from "../Ids.ts"
import { Care } from "./Care.ts"
import { Absence } from "./Absence.ts"
import { Policy } from "./Policy.ts"
import { Quota } from "./Quota.ts"
import { Advisor, Bay, Job, Loaner, Part, Technician } from "./Resources.ts"

const many = <S extends Schema.Top>(schema: S) => Schema.Array(schema).check(Schema.isMaxLength(500))

/** A site as one document: what `site apply` reads and `site show` prints. */
export const Document = Schema.Struct({
  site: SiteId,
  name: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(120)),
  calendar: Calendar,
  advisors: many(Advisor),
  technicians: many(Technician),
  bays: many(Bay),
  jobs: many(Job),
  policies: many(Policy),
  loaners: Schema.optionalKey(many(Loaner)),
  quotas: Schema.optionalKey(many(Quota)),
  parts: Schema.optionalKey(many(Part)),
  absences: Schema.optionalKey(many(Absence)),
  /** Of cars; left out, the standard. */
  care: Schema.optionalKey(Care)
})
export type Document = typeof Document.Type
