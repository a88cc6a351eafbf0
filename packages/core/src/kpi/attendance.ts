import type { Ending } from "./Ending.ts"
import { leftOut, type Measure } from "./Measure.ts"

const share = (name: string, of: Ending["_tag"]): Measure => ({
  kpi: "K-03",
  name,
  defVersion: 1,
  judge: (ending) => leftOut(ending) ?? (ending._tag === of ? "num" : "den")
})

/**
 * K-03, attendance: no-shows, late cancellations and shows, each ÷ the denominator of K-02; together they are one.
 * Unlike the show rates of most vendors it leaves out what was cancelled in time.
 */
export const attendance: ReadonlyArray<Measure> = [
  share("no-show", "NoShow"),
  share("late-cancel", "Cancelled"),
  share("show", "Arrived")
]
