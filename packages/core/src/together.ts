/** Several commands as one: all of them land in one batch, or none does. */
import { Result } from "effect"
import { type EventUnion, type Streamed, tagsOf } from "./Aggregate.ts"
import { fold } from "./Decider.ts"

/** A wish that an aggregate grants step by step: each step asks with what those before it have changed. No commands: it is so already. */
export const inTurn = <Wish, Command, State, Event, Rejection>(
  aggregate: Streamed<Command, State, Event, Rejection>,
  steps: ReadonlyArray<(wish: Wish, state: State) => ReadonlyArray<Command>>
): Streamed<Wish, State, Event, Rejection> => ({
  ...aggregate,
  decide: (wish, state) => {
    let current = state
    const facts: Array<Event> = []
    for (const step of steps) {
      for (const command of step(wish, current)) {
        const answer = aggregate.decide(command, current)
        if (Result.isFailure(answer)) return answer
        facts.push(...answer.success)
        current = fold(aggregate, answer.success, current)
      }
    }
    return Result.succeed(facts)
  },
  reads: (wish, state) => steps.flatMap((step) => step(wish, state)).flatMap((command) => aggregate.reads(command, state))
})

/** What two aggregates know. */
export interface Both<First, Second> {
  readonly first: First
  readonly second: Second
}

const isOf = <Event extends { readonly _tag: string }, Own extends Event>({ members }: EventUnion<Own>) => {
  const tags = tagsOf(members)
  return (event: Event): event is Own => tags.has(event._tag)
}

/**
 * A wish that concerns two aggregates. What is asked of the second may rest on what the first then knows; undefined:
 * nothing. `Event` has all that both keep.
 */
export const together = <
  Wish, Command, First, Second, Event extends { readonly _tag: string }, One extends Event, Other extends Event, Rejection, Refusal
>(
  Event: EventUnion<Event>,
  one: Streamed<Wish, First, One, Rejection>,
  other: Streamed<Command, Second, Other, Refusal>,
  ask: (wish: Wish, first: First) => Command | undefined
): Streamed<Wish, Both<First, Second>, Event, Rejection | Refusal> => {
  const isOne = isOf<Event, One>(one.Event)
  const isOther = isOf<Event, Other>(other.Event)
  return {
    Event,
    initial: { first: one.initial, second: other.initial },
    decide: (wish, { first, second }) => {
      const answer = one.decide(wish, first)
      if (Result.isFailure(answer)) return Result.fail(answer.failure)
      const command = ask(wish, fold(one, answer.success, first))
      if (command === undefined) return answer
      return Result.map(other.decide(command, second), (facts): ReadonlyArray<Event> => [...answer.success, ...facts])
    },
    evolve: ({ first, second }, event) => ({
      first: isOne(event) ? one.evolve(first, event) : first,
      second: isOther(event) ? other.evolve(second, event) : second
    }),
    isTerminal: ({ first, second }) => one.isTerminal(first) && other.isTerminal(second),
    reads: (wish, { first, second }) => {
      const command = ask(wish, first)
      return [...one.reads(wish, first), ...(command === undefined ? [] : other.reads(command, second))]
    },
    streamOf: (event) => isOne(event) ? one.streamOf(event) : other.streamOf(event as Other)
  }
}
