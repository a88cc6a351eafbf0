/** A log in memory, for aggregates that read several streams: each command meets what was written before. */
import type { Aggregate, StreamId } from "@servicelane/core"
import { fold } from "@servicelane/core"
import { given, type Outcome } from "@servicelane/testing"
import { Result } from "effect"

interface Tagged {
  readonly _tag: string
}

/** What a command finds in a log: the streams it reads, each folded once, until it asks for no other. */
export const found = <Command, State, Event extends Tagged, Rejection>(
  aggregate: Aggregate<Command, State, Event, Rejection>,
  log: ReadonlyArray<Event>,
  command: Command
): State => {
  let state = aggregate.initial
  const read = new Set<StreamId>()
  for (;;) {
    const missing = aggregate.reads(command, state).filter((stream) => !read.has(stream))
    if (missing.length === 0) return state
    for (const stream of missing) {
      read.add(stream)
      state = fold(aggregate, log.filter((event) => aggregate.streamOf(event) === stream), state)
    }
  }
}

/** What comes of a command, given this log. */
export const asked = <Command, State, Event extends Tagged, Rejection extends Tagged>(
  aggregate: Aggregate<Command, State, Event, Rejection>,
  log: ReadonlyArray<Event>,
  command: Command
): Outcome<Event, Rejection> => given(aggregate, [], found(aggregate, log, command)).when(command)

/** The log after all of these, none of which was refused. */
export const written = <Command, State, Event extends Tagged, Rejection>(
  aggregate: Aggregate<Command, State, Event, Rejection>,
  log: ReadonlyArray<Event>,
  ...commands: ReadonlyArray<Command>
): ReadonlyArray<Event> => told(aggregate, log, commands, Result.getOrThrow)

/** The log after all of these; what is refused leaves nothing. */
export const tried = <Command, State, Event extends Tagged, Rejection>(
  aggregate: Aggregate<Command, State, Event, Rejection>,
  log: ReadonlyArray<Event>,
  commands: ReadonlyArray<Command>
): ReadonlyArray<Event> => told(aggregate, log, commands, Result.getOrElse((): ReadonlyArray<Event> => []))

const told = <Command, State, Event extends Tagged, Rejection>(
  aggregate: Aggregate<Command, State, Event, Rejection>,
  log: ReadonlyArray<Event>,
  commands: ReadonlyArray<Command>,
  facts: (answer: Result.Result<ReadonlyArray<Event>, Rejection>) => ReadonlyArray<Event>
): ReadonlyArray<Event> => {
  const known = [...log]
  for (const command of commands) known.push(...facts(aggregate.decide(command, found(aggregate, known, command))))
  return known
}
