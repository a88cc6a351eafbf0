import type { Instant } from "./calendar/Instant.ts"

/**
 * When this happens, then that is asked for. Pure: a runner sends the commands, at least once, and the ids it gives them
 * derive from the fact or from the key, so that a repeat asks for the same thing.
 *
 * A process keeps nothing of its own: its state is counted along from the log, like that of a projection, and may be
 * changed by `evolve`. It holds what is still open, not what has been.
 */
export interface Process<State, in Event, out Command> {
  readonly name: string
  readonly initial: () => State
  readonly evolve: (state: State, event: Event) => State
  /** What follows from an event; `state` is what was open when it came. */
  readonly react: (event: Event, state: State) => ReadonlyArray<Command>
  /** What has fallen due by `now` without any event to say so. */
  readonly due: (state: State, now: Instant) => ReadonlyArray<Due<Command>>
}

/** The same key is never asked for twice, whenever it is found due. */
export interface Due<out Command> {
  readonly key: string
  readonly command: Command
}

/** A process with the state it has counted so far. */
export interface Running<in Event, out Command> {
  readonly name: string
  readonly take: (event: Event) => void
  readonly react: (event: Event) => ReadonlyArray<Command>
  readonly due: (now: Instant) => ReadonlyArray<Due<Command>>
}

/** Begins a process from nothing; processes with different states stand in one list so. */
export const begin = <State, Event, Command>({ name, initial, evolve, react, due }: Process<State, Event, Command>) => (): Running<Event, Command> => {
  let state = initial()
  return {
    name,
    take: (event) => {
      state = evolve(state, event)
    },
    react: (event) => react(event, state),
    due: (now) => due(state, now)
  }
}
