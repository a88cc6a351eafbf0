import type { Instant } from "./calendar/Instant.ts"

/**
 * When this happens, then that is asked for. Pure: a runner sends the commands.
 * A command's id derives from the fact it answers, so that a repeat asks for the same thing.
 */
export interface Process<in Event, in State, out Command> {
  readonly name: string
  readonly react: (event: Event, state: State) => ReadonlyArray<Command>
  /** What has fallen due at `now` without any event to say so. */
  readonly due: (state: State, now: Instant) => ReadonlyArray<Command>
}
