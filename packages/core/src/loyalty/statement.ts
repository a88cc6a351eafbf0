/** A card's statement: what moved its points and its credit, with the balance after each, from the events alone. */
import type { Instant } from "../calendar/Instant.ts"
import type { EntryId } from "../Ids.ts"
import type { Money } from "../Money.ts"
import type { Event } from "./ClubFile.ts"

export interface Line {
  readonly at: Instant
  readonly what: "joined" | "renewed" | "earned" | "redeemed" | "expired" | "spent" | "reversed"
  readonly entry: EntryId | null
  /** The activity or the reward, if it is one. */
  readonly of: string | null
  /** Added, or negative: taken. */
  readonly points: number
  readonly balance: number
  readonly amount: Money | null
}

const signed = (amount: Money | null, sign: 1 | -1): Money | null => amount === null ? null : { ...amount, minor: sign * amount.minor }

/** What one event moves. */
const movedBy = (event: Event): Omit<Line, "at" | "balance"> => {
  switch (event._tag) {
    case "MemberJoined":
    case "MembershipRenewed":
      return { what: event._tag === "MemberJoined" ? "joined" : "renewed", entry: null, of: event.type, points: 0, amount: event.paidBy === "prepayment" ? event.paid : null }
    case "PointsEarned":
      return { what: "earned", entry: event.entry, of: event.activity, points: event.points, amount: null }
    case "PointsRedeemed":
      return { what: "redeemed", entry: event.entry, of: event.reward, points: -event.points, amount: null }
    case "PointsExpired":
      return { what: "expired", entry: event.entry, of: null, points: -event.points, amount: null }
    case "CreditSpent":
      return { what: "spent", entry: event.entry, of: null, points: 0, amount: signed(event.amount, -1) }
    case "EntryReversed":
      return { what: "reversed", entry: event.entry, of: null, points: event.points, amount: event.amount }
  }
}

/** Oldest first. */
export const statementOf = (events: ReadonlyArray<Event>): ReadonlyArray<Line> => {
  let balance = 0
  return events.map((event) => {
    const moved = movedBy(event)
    balance += moved.points
    return { at: event.at, ...moved, balance }
  })
}
