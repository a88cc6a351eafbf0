/** A past visit as another system tells it, and tells it again. */
import { Equal, Result } from "effect"
import { NotYet } from "../appointments/Rejection.ts"
import { DateToCome } from "../vehicles/Vehicle.ts"
import type { Ask } from "./Command.ts"
import { type Answer, dateOf, type Known, nothing, told } from "./known.ts"
import { TimesContradict, VisitTaken } from "./Rejection.ts"

export const importVisit = ({ visit, appointment, document, date: today, id, at }: Known, command: Ask<"Import">): Answer => {
  const { _tag, at: _at, ...row } = command
  if (visit._tag === "Imported" && Equal.equals(row, visit.visit)) return nothing
  if (visit._tag !== "Imported" && (visit._tag !== "None" || appointment._tag !== "Free")) return Result.fail(new VisitTaken({ id }))
  const { date, arrivedAt, deliveredAt } = row
  if (date > today) return Result.fail(new DateToCome({ date, today }))
  const last = [arrivedAt, deliveredAt].find((one) => one !== null && one > at)
  if (last !== null && last !== undefined) return Result.fail(new NotYet({ at: last, now: at }))
  const isWrong = (arrivedAt !== null && deliveredAt !== null && arrivedAt > deliveredAt) || (arrivedAt !== null && dateOf(document, arrivedAt) > date) ||
    (deliveredAt !== null && dateOf(document, deliveredAt) < date)
  if (isWrong) return Result.fail(new TimesContradict({ date, arrivedAt, deliveredAt }))
  if (visit._tag !== "Imported") return told({ _tag: "VisitImported", ...row, at })
  const { id: _id, site: _site, ...was } = visit.visit
  return told({ _tag: "ImportedVisitCorrected", ...row, at, was })
}
