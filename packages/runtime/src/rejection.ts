/** A refusal as other programs read it: a stable code, a sentence, and the facts. */
export interface Refusal {
  /** The refusal's tag in snake case, unique across the domain: `SlotTaken` is `slot_taken`. */
  readonly code: string
  readonly message: string
  readonly [fact: string]: unknown
}

/** `SlotTaken` → `slot_taken`. */
export const codeOf = (tag: string): string => tag.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()

/** The facts of a refusal; never its stack or cause. */
export const refusalOf = (error: { readonly _tag: string; readonly message: string }): Refusal => {
  const facts = Object.entries(error).filter(([name]) => !["_tag", "message", "stack", "cause", "name"].includes(name))
  return { code: codeOf(error._tag), message: error.message, ...Object.fromEntries(facts) }
}
