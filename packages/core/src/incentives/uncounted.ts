/** The days on which nobody counted a group's flyers: they cost nothing, and are not hidden. */
import { opening } from "../calendar/Calendar.ts"
import { addDays, addMonths, firstDay, type LocalDate, type Month } from "../calendar/LocalDate.ts"
import type { GroupId } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import type { Evidence } from "./Evidence.ts"
import type { Rules } from "./Rules.ts"

export interface Uncounted {
  readonly group: GroupId
  readonly dates: ReadonlyArray<LocalDate>
}

/** Open days of the month that are past. */
export const uncounted = ({ groups }: Rules, evidence: ReadonlyArray<Evidence>, { calendar }: Document, month: Month, today: LocalDate): ReadonlyArray<Uncounted> => {
  const counted = new Set(evidence.flatMap(({ seen, date }) => seen._tag === "FlyersHandedOut" ? [`${seen.group} ${date}`] : []))
  const open: Array<LocalDate> = []
  const end = addMonths(firstDay(month), 1)
  for (let date = firstDay(month); date < end && date < today; date = addDays(date, 1)) if (opening(calendar, date).length > 0) open.push(date)
  return groups.map(({ id }) => ({ group: id, dates: open.filter((date) => !counted.has(`${id} ${date}`)) })).filter(({ dates }) => dates.length > 0)
}
