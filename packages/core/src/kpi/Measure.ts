/** One ratio over the appointments due in a month, and who is in it. */
import type { Due } from "../appointments/Due.ts"
import type { Ending } from "./Ending.ts"

/** Why an appointment is left out of a ratio. */
export type Exclusion =
  | "open"
  | "cancelled-by-site"
  | "cancelled-in-time"
  | "no-cancel-time"
  | "no-time"
  | "no-arrival-time"
  | "not-live-24h-before"

/** In numerator and denominator, in the denominator only, or left out. */
export type Verdict = "num" | "den" | Exclusion

export interface Measure {
  /** The KPI's number, such as `K-02`. */
  readonly kpi: string
  readonly name: string
  /** Raised when the definition changes, so that two figures can be told apart. */
  readonly defVersion: number
  readonly judge: (ending: Ending, due: Due) => Verdict
}

/**
 * The appointments that count at all: due, less those the site called off and those the customer called off in time.
 * K-02 and K-03 share it, so that show, no-show and late cancel add up to one.
 */
export const leftOut = (ending: Ending): Exclusion | undefined => {
  if (ending._tag !== "Cancelled") return undefined
  if (ending.by === "site") return "cancelled-by-site"
  if (ending.late) return undefined
  return ending.cancelledAt === null ? "no-cancel-time" : "cancelled-in-time"
}
