import type * as Domain from "../Domain.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"

/** A process that hears only some events and asks only one aggregate, as one that hears all and says whom it asks. */
export const toward = <State, Event extends Domain.Event, Command extends Ask["command"]>(
  tags: ReadonlyArray<ReadonlySet<string>>,
  narrow: Process<State, Event, Command>,
  asking: (command: Command) => Ask
): Process<State, Domain.Event, Ask> => {
  const isHeard = (event: Domain.Event): event is Event => tags.some((some) => some.has(event._tag))
  return {
    ...narrow,
    evolve: (state, event) => isHeard(event) ? narrow.evolve(state, event) : state,
    react: (event, state) => isHeard(event) ? narrow.react(event, state).map(asking) : [],
    due: (state, now) => narrow.due(state, now).map(({ key, command }) => ({ key, command: asking(command) }))
  }
}
