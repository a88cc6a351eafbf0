/** An id that follows from a fact, so that whoever meets the fact again asks for the same thing. */

/** As long as an id may be. */
const longest = 64

/** FNV-1a with a seed: the same text gives the same number on every machine and in every version. */
const mixed = (text: string, seed: number): string => {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash.toString(36).padStart(7, "0")
}

/** `no-show:appointment-7`; what would be longer than an id keeps its beginning and ends in 128 bits of the whole. */
export const derivedId = (kind: string, ...parts: ReadonlyArray<string>): string => {
  const whole = [kind, ...parts].join(":")
  if (whole.length <= longest) return whole
  const end = [0, 1, 2, 3].map((seed) => mixed(whole, seed)).join("")
  return `${whole.slice(0, longest - end.length - 1)}.${end}`
}
