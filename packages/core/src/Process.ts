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
  /** What follows from an event; `state` knows the event already. */
  readonly react: (event: Event, state: State) => ReadonlyArray<Command>
  /** What has fallen due by `now` without any event to say so. */
  readonly due: (state: State, now: Instant) => ReadonlyArray<Due<Command>>
}

/** The same key is never asked for twice, whenever it is found due. */
export interface Due<out Command> {
  readonly key: string
  readonly command: Command
}
