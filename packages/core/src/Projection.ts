/**
 * A question to the log, answered by counting along.
 *
 * `evolve` may change the state it is given and returns it: nobody keeps an older one. State holds tallies and open
 * units, never ratios. A projection that cannot `merge` leaves it out and says why.
 */
export interface Projection<State, Event> {
  readonly name: string
  /** Raised whenever the same events would give another state, so that kept states are rebuilt. */
  readonly version: number
  readonly initial: () => State
  readonly evolve: (state: State, event: Event) => State
  /** The state of two stretches of the log, from the states of each. */
  readonly merge?: (a: State, b: State) => State
}

/** The state after these events, counted from nothing. */
export const project = <State, Event>(projection: Projection<State, Event>, events: Iterable<Event>): State => {
  let state = projection.initial()
  for (const event of events) state = projection.evolve(state, event)
  return state
}
