/** Five laws that every decider and projection keeps; each throws with a counterexample when it is broken. */
import { type Decider, type EventUnion, fold, project, type Projection } from "@servicelane/core"
import { codecOf, type Recorded } from "@servicelane/runtime"
import { Result } from "effect"
import fc from "fast-check"
import { deepStrictEqual } from "node:assert/strict"

/** Histories that could have happened: commands go in, whatever the decider allowed comes out. */
export const histories = <Command, State, Event, Rejection>(
  decider: Decider<Command, State, Event, Rejection>,
  command: fc.Arbitrary<Command>,
  from: State = decider.initial
): fc.Arbitrary<ReadonlyArray<Event>> =>
  fc.array(command, { maxLength: 12 }).map((commands) => {
    const history: Array<Event> = []
    let state = from
    for (const one of commands) {
      const events = Result.getOrElse(decider.decide(one, state), (): ReadonlyArray<Event> => [])
      history.push(...events)
      state = fold(decider, events, state)
    }
    return history
  })

/** Said twice is said once: the same command again decides nothing. */
export const saidOnce = <Command, State, Event, Rejection>(
  decider: Decider<Command, State, Event, Rejection>,
  command: fc.Arbitrary<Command>,
  from: State = decider.initial
): void =>
  fc.assert(fc.property(histories(decider, command, from), command, (history, one) => {
    const state = fold(decider, history, from)
    const events = Result.getOrElse(decider.decide(one, state), (): ReadonlyArray<Event> => [])
    if (events.length > 0) deepStrictEqual(decider.decide(one, fold(decider, events, state)), Result.succeed([]))
  }))

/** History cannot be refused: evolve takes any events in any order, and does not change the state it was given. */
export const evolveIsTotal = <State, Event>(
  { initial, evolve }: Pick<Decider<never, State, Event, unknown>, "initial" | "evolve">,
  event: fc.Arbitrary<Event>,
  from: State = initial
): void =>
  fc.assert(fc.property(fc.array(event, { maxLength: 20 }), (events) => {
    let state = from
    for (const one of events) {
      const before = JSON.stringify(state)
      const next = evolve(state, one)
      deepStrictEqual(JSON.stringify(state), before)
      state = next
    }
  }))

/** Every event is read from the log as it was written to it. */
export const roundTrips = <Event extends { readonly _tag: string }>(union: EventUnion<Event>, event: fc.Arbitrary<Event>): void => {
  const codec = codecOf(union)
  fc.assert(fc.property(event, (one) => {
    const { type, schema, data, personal } = codec.encode(one)
    const stored = JSON.parse(JSON.stringify({ type, schema, data, personal, position: 1 })) as Recorded
    deepStrictEqual(JSON.parse(JSON.stringify(Result.getOrThrow(codec.decode(stored)))), JSON.parse(JSON.stringify(one)))
  }))
}

/** Two stretches of history, counted apart and merged, are the whole counted at once. */
export const halvesMerge = <State, Event>(projection: Projection<State, Event>, history: fc.Arbitrary<ReadonlyArray<Event>>, read: (state: State) => unknown): void =>
  fc.assert(fc.property(history, fc.nat(), (events, cut) => {
    const middle = events.length === 0 ? 0 : cut % (events.length + 1)
    const merged = projection.merge?.(project(projection, events.slice(0, middle)), project(projection, events.slice(middle)))
    deepStrictEqual(merged === undefined ? "this projection does not merge" : read(merged), read(project(projection, events)))
  }))

/** What is over stays over: no command brings anything out of a terminal state. */
export const terminalStays = <Command, State, Event, Rejection>(
  decider: Decider<Command, State, Event, Rejection>,
  command: fc.Arbitrary<Command>,
  from: State = decider.initial
): void =>
  fc.assert(fc.property(histories(decider, command, from), command, (history, one) => {
    const state = fold(decider, history, from)
    if (!decider.isTerminal(state)) return
    const events = Result.getOrElse(decider.decide(one, state), (): ReadonlyArray<Event> => [])
    deepStrictEqual(events, [])
  }))
