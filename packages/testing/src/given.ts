/** Stories about a decider: given what has happened, when this is asked, then that comes of it. */
import { type Decider, fold } from "@servicelane/core"
import { Result } from "effect"
import { deepStrictEqual, fail } from "node:assert/strict"

interface Tagged {
  readonly _tag: string
}

export interface Outcome<Event, Rejection> {
  /** The decision itself, to look at more closely. */
  readonly answer: Result.Result<ReadonlyArray<Event>, Rejection>
  /** These kinds of facts, in this order. */
  readonly thenEvents: (...tags: ReadonlyArray<string>) => ReadonlyArray<Event>
  /** It had been said before. */
  readonly thenNothing: () => void
  readonly thenRejected: (tag: string) => Rejection
}

/** `events` are folded from the decider's beginning, or from `from`. */
export const given = <Command, State, Event extends Tagged, Rejection extends Tagged>(
  decider: Decider<Command, State, Event, Rejection>,
  events: ReadonlyArray<Event>,
  from: State = decider.initial
) => ({
  when: (command: Command): Outcome<Event, Rejection> => {
    const answer = decider.decide(command, fold(decider, events, from))
    const thenEvents = (...tags: ReadonlyArray<string>): ReadonlyArray<Event> => {
      if (Result.isFailure(answer)) fail(`expected ${tags.join(", ") || "nothing"}, was rejected with ${answer.failure._tag}`)
      deepStrictEqual(answer.success.map(({ _tag }) => _tag), tags)
      return answer.success
    }
    return {
      answer,
      thenEvents,
      thenNothing: () => void thenEvents(),
      thenRejected: (tag) => {
        if (Result.isSuccess(answer)) fail(`expected ${tag}, decided ${answer.success.map(({ _tag }) => _tag).join(", ") || "nothing"}`)
        deepStrictEqual(answer.failure._tag, tag)
        return answer.failure
      }
    }
  }
})
