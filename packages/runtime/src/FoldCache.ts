import type { Decider, StreamId } from "@servicelane/core"
import type { Read } from "./StreamCache.ts"

/** A state and the streams it was folded from. */
export interface Known<State, Event> {
  readonly state: State
  readonly streams: ReadonlyMap<StreamId, Read<Event>>
}

/** What a stream made of a state, as far as it was read. */
interface Folded<State> {
  readonly before: State
  readonly version: number
  readonly after: State
}

/** Streams kept; the one that was not asked for the longest gives way. */
const kept = 128

/**
 * The states of one aggregate after the streams it reads most. A fold that begins at the very same state as the last one
 * of its stream is carried on from where that ended: the answer is that of folding all events anew.
 */
export class FoldCache<State, Event> {
  readonly #streams = new Map<StreamId, Folded<State>>()
  readonly #decider: Pick<Decider<never, State, Event, unknown>, "initial" | "evolve">

  constructor(decider: Pick<Decider<never, State, Event, unknown>, "initial" | "evolve">) {
    this.#decider = decider
  }

  /** In the order in which a command names them, so that what many commands read first is folded once for all. */
  known(named: ReadonlyArray<StreamId>, read: ReadonlyMap<StreamId, Read<Event>>): Known<State, Event> {
    const streams = new Map<StreamId, Read<Event>>()
    let state = this.#decider.initial
    for (const stream of [...named, ...read.keys()]) {
      const found = streams.has(stream) ? undefined : read.get(stream)
      if (found === undefined) continue
      streams.set(stream, found)
      state = this.#after(state, stream, found)
    }
    return { state, streams }
  }

  /**
   * What a command would read if nothing had been written since its streams were last read: mostly all it reads, so that
   * one load brings it. A guess that was wrong costs a load, or a check too many; it decides nothing.
   */
  foreseen(
    from: Known<State, Event>,
    reads: (state: State) => ReadonlyArray<StreamId>,
    lastRead: (stream: StreamId) => Read<Event>
  ): { readonly named: ReadonlyArray<StreamId>; readonly state: State } {
    let { state } = from
    const streams = new Map(from.streams)
    for (;;) {
      const named = reads(state)
      const more = named.filter((stream) => !streams.has(stream) && lastRead(stream).version > 0)
      if (more.length === 0) return { named, state }
      for (const stream of more) streams.set(stream, lastRead(stream))
      state = this.known(named, streams).state
    }
  }

  #after(before: State, stream: StreamId, { version, events }: Read<Event>): State {
    if (events.length === 0) return before
    const last = this.#streams.get(stream)
    const known = last !== undefined && last.before === before && last.version <= version ? last : { version: 0, after: before }
    let after = known.after
    for (let i = known.version; i < events.length; i++) {
      const event = events[i]
      if (event !== undefined) after = this.#decider.evolve(after, event)
    }
    this.#streams.delete(stream)
    this.#streams.set(stream, { before, version, after })
    const oldest = this.#streams.keys().next().value
    if (this.#streams.size > kept && oldest !== undefined) this.#streams.delete(oldest)
    return after
  }
}
