import { hash } from "node:crypto"

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => a < b ? -1 : 1).map(([k, v]) => [k, canonical(v)]))
}

/** A hash of a command as it was asked, whatever the order of its fields. Nothing can be read back from it. */
export const fingerprint = (asked: unknown): string => hash("sha256", JSON.stringify(canonical(asked)))
