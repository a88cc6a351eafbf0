/** Walks through a script: given the answers so far, what is said, and what comes next. Pure, and never longer than the script. */
import type { Answers, Outcome } from "./Callback.ts"
import type { Choice, Count, Script, State, Text } from "./Script.ts"

/** One line that was said, and what was answered to it. */
export interface Line {
  readonly state: string
  readonly say: Text
  /** Null where nothing was asked, or nothing has been answered yet. */
  readonly answer: Answers[string] | null
}

type End = Extract<State, { readonly _tag: "End" }>
type CallAgain = Extract<State, { readonly _tag: "CallAgain" }>

export type Next =
  /** The question that is open. */
  | { readonly _tag: "Asks"; readonly question: string; readonly choices: ReadonlyArray<Choice>; readonly count: Count | null }
  | { readonly _tag: "Ends"; readonly outcomes: End["outcomes"]; readonly detail: string | null }
  /** Nothing has come of it yet: somebody else answered, or it does not suit now. */
  | { readonly _tag: "CallsAgain"; readonly because: CallAgain["because"] }
  /** The question takes other answers. */
  | { readonly _tag: "NotAccepted"; readonly question: string; readonly accepted: ReadonlyArray<string> }
  /** This talk does not come to that question; `open` is the one it has come to, null when it is over. */
  | { readonly _tag: "NotAsked"; readonly question: string; readonly open: string | null }
  /** The script leads nowhere from here; `problems` says where. */
  | { readonly _tag: "Broken"; readonly state: string }

export interface Talk {
  readonly lines: ReadonlyArray<Line>
  readonly next: Next
}

/** The answers that a question takes: its codes, and a stretch of numbers such as `0..999999`. */
export const acceptedBy = ({ choices, count }: { readonly choices: ReadonlyArray<Choice>; readonly count?: Count | null }): ReadonlyArray<string> =>
  [...choices.map(({ code }) => code), ...(count === undefined || count === null ? [] : [`${count.least}..${count.most}`])]

const led = (choices: ReadonlyArray<Choice>, count: Count | undefined, answer: Answers[string]): string | undefined => {
  if (typeof answer === "string") return choices.find(({ code }) => code === answer)?.next
  return count !== undefined && answer >= count.least && answer <= count.most ? count.next : undefined
}

/** Each question is asked once, so that the order of the answers is the script's. */
export const run = ({ start, states }: Script, answers: Answers): Talk => {
  const byId = new Map<string, State>(states.map((state) => [state.id, state]))
  const open = new Set(Object.keys(answers))
  const lines: Array<Line> = []
  const answered = (next: Next): Talk => {
    const [stray] = open
    return { lines, next: stray === undefined ? next : { _tag: "NotAsked", question: stray, open: next._tag === "Asks" ? next.question : null } }
  }
  let id = start
  // No talk has more lines than the script has states, unless it goes in a circle.
  for (let n = 0; n <= states.length; n++) {
    const state = byId.get(id)
    if (state === undefined) break
    const { say } = state
    switch (state._tag) {
      case "Say":
        lines.push({ state: id, say, answer: null })
        id = state.next
        break
      case "Ask": {
        const { choices, count } = state
        const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
        lines.push({ state: id, say, answer: answer ?? null })
        if (answer === undefined) return answered({ _tag: "Asks", question: id, choices, count: count ?? null })
        const next = led(choices, count, answer)
        if (next === undefined) return { lines, next: { _tag: "NotAccepted", question: id, accepted: acceptedBy(state) } }
        open.delete(id)
        id = next
        break
      }
      case "End":
        lines.push({ state: id, say, answer: null })
        return answered({ _tag: "Ends", outcomes: state.outcomes, detail: state.detail ?? null })
      case "CallAgain":
        lines.push({ state: id, say, answer: null })
        return answered({ _tag: "CallsAgain", because: state.because })
    }
  }
  return { lines, next: { _tag: "Broken", state: id } }
}

/** The word that tells one outcome from another of its kind, where there is one. */
const detailOf = (outcome: Outcome): string | undefined => {
  switch (outcome._tag) {
    case "Declined":
      return outcome.reason
    case "Complained":
      return outcome.category
    case "CarGone":
      return outcome.gone
    default:
      return undefined
  }
}

/** Whether an end allows the outcome, and the outcome says what was answered. */
export const allows = ({ outcomes, detail }: Extract<Next, { readonly _tag: "Ends" }>, outcome: Outcome, answers: Answers): boolean => {
  if (!outcomes.includes(outcome._tag)) return false
  const told = detailOf(outcome)
  return told === undefined || detail === null || !Object.hasOwn(answers, detail) || answers[detail] === told
}
