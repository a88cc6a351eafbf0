import { hash } from "node:crypto"

const canonical = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(canonical)
  const sorted: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, name)
    if (field !== undefined) sorted[name] = canonical(field)
  }
  return sorted
}

/** A hash of a command as it was asked, whatever the order of its fields. Nothing can be read back from it. */
export const fingerprint = (asked: unknown): string => hash("sha256", JSON.stringify(canonical(asked)))
