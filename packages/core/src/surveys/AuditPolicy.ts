/** How the service process is audited (S3-15). */
import { Schema } from "effect"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

export const AuditPolicy = Schema.Struct({
  /** Items of the process; some are worth more than one point. */
  items: between(1, 500),
  /** The marks when nothing fails. */
  full: between(1, 1_000),
  /** With so many marks or more the audit is passed. */
  pass: between(0, 1_000)
}).check(Schema.makeFilter(({ items, full, pass }) => (pass <= full && items <= full) || "expected no more items, and no more marks to pass, than there are marks"))
export type AuditPolicy = typeof AuditPolicy.Type

export const standard: AuditPolicy = { items: 68, full: 73, pass: 70 }
