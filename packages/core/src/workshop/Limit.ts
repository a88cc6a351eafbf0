/** A quota on one date, in numbers. */
import type * as Intervals from "../calendar/Intervals.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { Quota } from "../sites/Quota.ts"
import type { Use } from "./Plan.ts"

export interface Limit {
  readonly id: string
  readonly of: Quota["of"]
  readonly perDay: number
  /** The minutes of the date whose arrivals count. */
  readonly hours: Intervals.Intervals
  /** From this instant on it no longer limits. */
  readonly releasedAt: Instant | undefined
}

/** What a car counts as. */
export type Kind = Pick<Use, "transport" | "channel" | "groups">

/** Whether it is about such cars. */
export const isOf = ({ of }: Limit, { transport, channel, groups }: Kind): boolean =>
  "transport" in of ? of.transport === transport : "channel" in of ? of.channel === channel : groups?.includes(of.group) === true

/** Whether a car that arrives at this minute counts. */
export const isWithin = ({ hours }: Limit, minute: number): boolean => hours.some(({ from, to }) => from <= minute && minute < to)
