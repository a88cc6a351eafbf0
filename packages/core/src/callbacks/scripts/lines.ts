/** Lines of a script, written down in few words. */
import type { Choice, Count, State, Text } from "../Script.ts"

export const text = (en: string, zh: string): Text => ({ en, "zh-CN": zh })

export const choice = (code: string, label: Text, next: string): Choice => ({ code, label, next })

export const yes = (next: string, label: Text = text("yes", "是")): Choice => choice("yes", label, next)
export const no = (next: string, label: Text = text("no", "否")): Choice => choice("no", label, next)

export const say = (id: string, words: Text, next: string): State => ({ _tag: "Say", id, say: words, next })

export const ask = (id: string, words: Text, ...choices: ReadonlyArray<Choice>): State => ({ _tag: "Ask", id, say: words, choices })

export const count = (id: string, words: Text, range: Count, ...choices: ReadonlyArray<Choice>): State => ({ _tag: "Ask", id, say: words, choices, count: range })

type Outcomes = Extract<State, { readonly _tag: "End" }>["outcomes"]

export const end = (id: string, words: Text, ...outcomes: Outcomes): State => ({ _tag: "End", id, say: words, outcomes })

/** An end whose outcome has the reason that was answered to the question `detail`. */
export const endWith = (id: string, words: Text, detail: string, ...outcomes: Outcomes): State => ({ _tag: "End", id, say: words, outcomes, detail })
