/** All that somebody tells of a vehicle at once: where it stands is said once, when the whole is known. */
import { Result } from "effect"
import type { Streamed } from "../Aggregate.ts"
import { inTurn } from "../together.ts"
import type { Command } from "./Command.ts"
import { aggregate, type Event, type Rejection, type State } from "./Vehicle.ts"

export const stepwise = <Wish>(steps: ReadonlyArray<(wish: Wish, state: State) => ReadonlyArray<Command>>): Streamed<Wish, State, Event, Rejection> => {
  const told = inTurn(aggregate, steps)
  return { ...told, decide: (wish, state) => Result.map(told.decide(wish, state), settled) }
}

/** What is passed through between two steps nobody has seen. */
const settled = (facts: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  const moves = facts.flatMap((fact) => fact._tag === "LifecycleMoved" ? [fact] : [])
  const [first] = moves
  const last = moves.at(-1)
  if (first === undefined || last === undefined) return facts
  const rest = facts.filter(({ _tag }) => _tag !== "LifecycleMoved")
  return first.from === last.to ? rest : [...rest, { ...last, from: first.from }]
}
