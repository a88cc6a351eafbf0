/** Which texts have come by, in sixteen bytes each: a file of millions of rows is checked for repeats in little memory. */
import { createHash } from "node:crypto"

/** Two different texts are taken for one with a chance of one in 10¹⁸ per pair. */
export class Seen {
  #slots = new BigUint64Array(1 << 12)
  #count = 0

  /** True when the text has come by before. */
  add(text: string): boolean {
    const key = createHash("sha256").update(text).digest().readBigUInt64LE() | 1n
    if (this.#put(this.#slots, key)) return true
    if (++this.#count * 2 > this.#slots.length) this.#grow()
    return false
  }

  #put(slots: BigUint64Array, key: bigint): boolean {
    const mask = slots.length - 1
    let slot = Number((key >> 1n) & BigInt(mask))
    while (slots[slot] !== 0n) {
      if (slots[slot] === key) return true
      slot = (slot + 1) & mask
    }
    slots[slot] = key
    return false
  }

  #grow(): void {
    const larger = new BigUint64Array(this.#slots.length * 2)
    for (const key of this.#slots) if (key !== 0n) this.#put(larger, key)
    this.#slots = larger
  }
}
