/** Why somebody is called, and what follows from that alone. */
import { Schema } from "effect"

/** Why somebody is called. Each has a script of its own. */
export const Kind = Schema.Literals([
  "first-visit", "subscription", "sale", "service-mechanical", "service-body", "first-service", "maintenance", "booking", "repair-booking", "verify-booking", "no-show", "lost-customer", "waited", "complaint"
])
export type Kind = typeof Kind.Type

/**
 * What the customer must not have refused. Nothing has been ordered by a first-time visitor, and whoever is invited to the
 * workshop has not asked for it; the first service belongs to the car that was sold (S1-09, S4-05).
 */
export const purposeOf = (kind: Kind): "transactional" | "commercial" => commercial.has(kind) ? "commercial" : "transactional"

const commercial: ReadonlySet<Kind> = new Set<Kind>(["first-visit", "maintenance", "booking", "lost-customer"])

/**
 * Whether the call waits while others of the dealership have just spoken with the customer (S3-08). These do not: the customer
 * of a booking has of course just spoken with an advisor (S0-22), whoever wants a repair has just said so, a no-show and somebody who waited are owed a call on the next
 * open day (S0-08, S3-22), and a complaint's 48 hours run on (S3-06).
 */
export const mayWait = (kind: Kind): boolean => !urgent.has(kind)

const urgent: ReadonlySet<Kind> = new Set<Kind>(["verify-booking", "repair-booking", "no-show", "waited", "complaint"])

/** What is called first where several are due: whoever is angry or about to come before whoever is merely asked. */
export const urgencyOf = (kind: Kind): number => byUrgency.indexOf(kind)

const byUrgency: ReadonlyArray<Kind> = [
  "complaint", "verify-booking", "repair-booking", "no-show", "waited", "service-body", "service-mechanical", "sale", "first-visit", "subscription", "booking", "first-service", "maintenance", "lost-customer"
]
