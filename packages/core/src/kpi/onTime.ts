import { leftOut, type Measure } from "./Measure.ts"

/**
 * K-02, on-time arrival: cars that came within the site's on-time window (half an hour before to a quarter after, unless
 * its policy says otherwise) ÷ appointments due, less those called off by the site or in time by the customer. Measured
 * by the time agreed before the cut-off, by the month of its local date.
 */
export const onTime: Measure = {
  kpi: "K-02",
  name: "on-time",
  defVersion: 1,
  judge: (ending, due) => {
    if (due.time === null) return "no-time"
    const exclusion = leftOut(ending)
    if (exclusion !== undefined) return exclusion
    if (ending._tag !== "Arrived") return "den"
    if (ending.punctuality === null) return "no-arrival-time"
    return ending.punctuality === "on-time" ? "num" : "den"
  }
}
