/** A set of minutes of one day, a bit for each: plain numbers, since to make a typed array costs more than to fill it. */
export type Bits = ReadonlyArray<number>

/** An empty set for minutes 0 to `minutes` - 1. */
export const none = (minutes: number): Array<number> => new Array<number>((minutes + 31) >>> 5).fill(0)

/** Adds the minutes from `from` up to, not including, `to`. */
export const fill = (bits: Array<number>, from: number, to: number): void => {
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

/** What is in both of them. */
export const both = (a: Bits, b: Bits): Bits => {
  const result = new Array<number>(a.length)
  for (let i = 0; i < a.length; i++) result[i] = (a[i] ?? 0) & (b[i] ?? 0)
  return result
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
  const result = new Array<number>(bits.length).fill(0)
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
