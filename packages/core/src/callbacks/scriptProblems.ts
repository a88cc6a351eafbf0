/** What a schema cannot see: the places where a script leads nowhere, in a circle, or says something in one language only. */
import { names, placeholders } from "./facts.ts"
import type { Script, State, Text } from "./Script.ts"

export interface Problem {
  /** Where in the script, such as `states[2].next`. */
  readonly path: string
  /** What is true, and what would be accepted. */
  readonly message: string
}

interface Exit {
  readonly path: string
  readonly to: string
}

/** Where a state leads. */
const exits = (state: State): ReadonlyArray<Exit> => {
  switch (state._tag) {
    case "Say":
      return [{ path: "next", to: state.next }]
    case "Ask":
      return [
        ...state.choices.map(({ next }, c) => ({ path: `choices[${c}].next`, to: next })),
        ...(state.count === undefined ? [] : [{ path: "count.next", to: state.count.next }])
      ]
    case "End":
    case "CallAgain":
      return []
  }
}

const languages = ["en", "zh-CN"] as const

const textProblems = (path: string, text: Text): ReadonlyArray<Problem> => languages.flatMap((language) => [
  ...(text[language].trim() === "" ? [{ path: `${path}.${language}`, message: `expected what is said in ${language}, it is blank` }] : []),
  ...placeholders(text[language]).flatMap((name) => names.includes(name) ? [] : [{
    path: `${path}.${language}`, message: `expected one of the facts ${names.join(", ")} in braces, not ${name}`
  }])
])

const questionProblems = (path: string, state: State): ReadonlyArray<Problem> => {
  if (state._tag !== "Ask") return []
  const { choices, count } = state
  const codes = choices.map(({ code }) => code)
  return [
    ...(choices.length === 0 && count === undefined ? [{ path, message: "expected a question that takes an answer: choices, a count, or both" }] : []),
    ...(count !== undefined && count.least > count.most ? [{ path: `${path}.count`, message: "expected a count that goes up from least to most" }] : []),
    ...codes.flatMap((code, c) => codes.indexOf(code) < c ? [{ path: `${path}.choices[${c}]`, message: `expected another code, ${code} is taken above` }] : []),
    ...choices.flatMap(({ label }, c) => textProblems(`${path}.choices[${c}].label`, label))
  ]
}

/** The states that can be come to, and those from which one can come back to them. */
const walked = (script: Script, byId: ReadonlyMap<string, State>): { readonly reached: ReadonlySet<string>; readonly circling: ReadonlySet<string> } => {
  const reached = new Set<string>()
  const circling = new Set<string>()
  const visit = (id: string, above: ReadonlySet<string>): void => {
    if (above.has(id)) circling.add(id)
    if (reached.has(id)) return
    const state = byId.get(id)
    if (state === undefined) return
    reached.add(id)
    for (const { to } of exits(state)) visit(to, new Set([...above, id]))
  }
  visit(script.start, new Set())
  return { reached, circling }
}

export const problems = (script: Script): ReadonlyArray<Problem> => {
  const { start, states } = script
  const ids = states.map(({ id }) => id)
  const byId = new Map<string, State>(states.map((state) => [state.id, state]))
  const { reached, circling } = walked(script, byId)
  return [
    ...(byId.has(start) ? [] : [{ path: "start", message: `expected one of the states, there is no ${start}` }]),
    ...states.flatMap((state, s): ReadonlyArray<Problem> => {
      const path = `states[${s}]`
      const { id } = state
      return [
        ...(ids.indexOf(id) < s ? [{ path, message: `expected another id, ${id} is taken above` }] : []),
        ...exits(state).flatMap(({ path: exit, to }) => byId.has(to) ? [] : [{ path: `${path}.${exit}`, message: `expected one of the states, there is no ${to}` }]),
        ...(reached.has(id) ? [] : [{ path, message: `expected a state that can be come to, nothing leads to ${id}` }]),
        ...(circling.has(id) ? [{ path, message: `expected a talk that comes to an end, it comes back to ${id}` }] : []),
        ...textProblems(`${path}.say`, state.say),
        ...questionProblems(path, state),
        ...(state._tag === "End" && state.detail !== undefined && byId.get(state.detail)?._tag !== "Ask"
          ? [{ path: `${path}.detail`, message: `expected one of the questions, ${state.detail} is none` }] : [])
      ]
    })
  ]
}
