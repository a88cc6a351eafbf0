import { createHash } from "node:crypto"

/** The hash before the first event. */
export const genesis = new Uint8Array(32)

/**
 * SHA-256 over the hash of the event before and every column of this one, in this order: position, stream, version, id,
 * type, schema, occurred_at, recorded_at, actor, site, subject, command_id, correlation, causation, traceparent, data,
 * personal. Each is its UTF-8 text (a number in decimal, `personal` its bytes) after its length in bytes as four bytes,
 * big end first; null is the length ffffffff alone. So whoever has the rows can compute the chain anew.
 */
export const hashOf = (before: Uint8Array, columns: ReadonlyArray<string | number | Uint8Array | null>): Uint8Array => {
  const hash = createHash("sha256").update(before)
  const length = Buffer.alloc(4)
  for (const column of columns) {
    if (column === null) hash.update("\xff\xff\xff\xff", "latin1")
    else {
      const bytes = column instanceof Uint8Array ? column : Buffer.from(String(column), "utf8")
      length.writeUInt32BE(bytes.length)
      hash.update(length).update(bytes)
    }
  }
  return hash.digest()
}
