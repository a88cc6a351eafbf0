/** A set of minutes of one day, a bit for each. */
export type Bits = Uint32Array

/** An empty set for minutes 0 to `minutes` - 1. */
export const none = (minutes: number): Bits => new Uint32Array((minutes + 31) >>> 5)

/** Adds the minutes from `from` up to, not including, `to`. */
export const fill = (bits: Bits, from: number, to: number): void => {
  const end = Math.min(to, bits.length << 5)
  let minute = Math.max(from, 0)
  while (minute < end) {
    const word = minute >>> 5
    const low = minute & 31
    const high = Math.min(32, low + end - minute)
    const mask = high - low === 32 ? 0xffff_ffff : ((1 << (high - low)) - 1) << low
    bits[word] = (bits[word] ?? 0) | mask
    minute += high - low
  }
}

/** Keeps in `bits` only what is in `other` too. */
export const keep = (bits: Bits, other: Bits): void => {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) & (other[i] ?? 0)
}

/** The first minute of the set at or after `from`; -1 when there is none. */
export const next = (bits: Bits, from: number): number => {
  if (from < 0) return next(bits, 0)
  let i = from >>> 5
  let word = (bits[i] ?? 0) & (0xffff_ffff << (from & 31))
  while (word === 0) {
    if (++i >= bits.length) return -1
    word = bits[i] ?? 0
  }
  return (i << 5) + 31 - Math.clz32(word & -word)
}

/** The minutes m for which the set has some minute in m + `least` … m + `most`, both included. */
export const reachable = (bits: Bits, least: number, most: number): Bits => {
  const result = new Uint32Array(bits.length)
  for (let start = next(bits, 0); start >= 0;) {
    const end = gapAfter(bits, start)
    fill(result, start - most, end - least)
    start = next(bits, end)
  }
  return result
}

/** The first minute at or after `from` that is not in the set. */
const gapAfter = (bits: Bits, from: number): number => {
  let i = from >>> 5
  let word = ~(bits[i] ?? 0) & (0xffff_ffff << (from & 31))
  while (word === 0) {
    if (++i >= bits.length) return bits.length << 5
    word = ~(bits[i] ?? 0)
  }
  return (i << 5) + 31 - Math.clz32(word & -word)
}
