import type { Result } from "effect"

/**
 * A thing that makes up its mind: what is asked meets what is known, and becomes facts or a refusal.
 *
 * `decide` answers and never throws. The same thing said twice decides nothing (an empty list); a different request on a
 * taken thing is a rejection. `evolve` is total: history cannot be refused. Time and ids arrive in the command.
 */
export interface Decider<in Command, State, Event, out Rejection> {
  readonly initial: State
  readonly decide: (command: Command, state: State) => Result.Result<ReadonlyArray<Event>, Rejection>
  readonly evolve: (state: State, event: Event) => State
  /** True when no later event can change what this state answers. */
  readonly isTerminal: (state: State) => boolean
}

/** What is known after these events. */
export const fold = <Command, State, Event, Rejection>(
  decider: Decider<Command, State, Event, Rejection>,
  events: Iterable<Event>,
  from: State = decider.initial
): State => {
  let state = from
  for (const event of events) state = decider.evolve(state, event)
  return state
}
