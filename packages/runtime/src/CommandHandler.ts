import type { EventUnion, Streamed } from "@servicelane/core"
import { Array, Clock, Context, Duration, Effect, Layer, Random, Stream } from "effect"
import { type Codec, codecOf, type CorruptEvent, type UnknownEvent } from "./Codec.ts"
import { batchOf, CommandId, type Envelope, recordedOf } from "./Envelope.ts"
import { type Appended, CommandReused, type Conflict, EventStore, type Loaded, type StoreUnavailable } from "./EventStore.ts"
import { fingerprint } from "./Fingerprint.ts"
import { FoldCache, type Known } from "./FoldCache.ts"
import { Busy, type Handled } from "./Handled.ts"
import { decoded, type InvalidInput } from "./InvalidInput.ts"
import { makeLanes } from "./Lanes.ts"
import { positionOf, type Recorded, versionOf } from "./Recorded.ts"
import { StreamCache } from "./StreamCache.ts"

export interface Policy {
  /** How long a command is decided again because others wrote first. */
  readonly conflictPatience: Duration.Duration
}

export const standard: Policy = { conflictPatience: Duration.seconds(2) }

/** What can go wrong with any command, whatever it asks. */
export type Failure = InvalidInput | CommandReused | Busy | StoreUnavailable | UnknownEvent | CorruptEvent

/** Load, fold, decide, append: the one way by which facts come into the log. */
export class CommandHandler extends Context.Service<CommandHandler, {
  /** Answers with the facts, or with the decider's rejection. A rejection records nothing: the same id is decided afresh. */
  handle<Command extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection>(
    aggregate: Streamed<Command, State, Event, Rejection>,
    envelope: Envelope<Command>
  ): Effect.Effect<Handled, Rejection | Failure>
}>()("@servicelane/runtime/CommandHandler") {}

/** One codec and one cache for all commands of an aggregate. */
const makeReaders = () => {
  const readers = new WeakMap<object, unknown>()
  const folders = new WeakMap<object, unknown>()
  return {
    readerFor: <Event extends { readonly _tag: string }>(union: EventUnion<Event>) => {
      const found = readers.get(union) as { readonly codec: Codec<Event>; readonly cache: StreamCache<Event> } | undefined
      if (found !== undefined) return found
      const reader = { codec: codecOf(union), cache: new StreamCache<Event>() }
      readers.set(union, reader)
      return reader
    },
    foldsFor: <Command, State, Event, Rejection>(aggregate: Streamed<Command, State, Event, Rejection>) => {
      const found = folders.get(aggregate) as FoldCache<State, Event> | undefined
      if (found !== undefined) return found
      const folds = new FoldCache<State, Event>(aggregate)
      folders.set(aggregate, folds)
      return folds
    }
  }
}

/** The events that were known of a stream, and those that came since. */
const readOn = function*<Event>(codec: Codec<Event>, known: ReadonlyArray<Event>, events: ReadonlyArray<Recorded>) {
  if (events.length === 0) return known
  const whole = [...known]
  for (const event of events) whole.push(yield* Effect.fromResult(codec.decode(event)))
  return whole
}

const make = (policy: Policy) => Effect.gen(function*() {
  const store = yield* EventStore
  const inLanes = makeLanes()
  const { readerFor, foldsFor } = makeReaders()

  const readBack = ({ from, to }: Appended) => Stream.runCollect(Stream.take(store.readAll(positionOf(from - 1)), to - from + 1))

  /** The events of a command that was handled before; undefined for a new one. */
  const before = function*({ recorded }: Loaded, id: string, print: string) {
    if (recorded === undefined) return undefined
    return recorded.fingerprint === print ? yield* readBack(recorded.appended) : yield* new CommandReused({ commandId: id })
  }

  const handle = Effect.fnUntraced(function*<
    Command extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection
  >(aggregate: Streamed<Command, State, Event, Rejection>, envelope: Envelope<Command>) {
    const { command } = envelope
    const commandId = yield* Effect.fromResult(decoded("The command id", CommandId, envelope.commandId))
    const { codec, cache } = readerFor(aggregate.Event)
    const folds = foldsFor(aggregate)
    const print = fingerprint(envelope.asked ?? command)

    /** Reads what the command needs, and again what that turns out to need. */
    const complete = function*(soFar: Known<State, Event>) {
      let current = soFar
      const guess = folds.foreseen(soFar, (state) => aggregate.reads(command, state), (stream) => cache.get(stream))
      let hint = guess.named
      for (;;) {
        const named = aggregate.reads(command, current.state)
        const missing = [...new Set([...hint, ...named])].filter((stream) => !current.streams.has(stream))
        if (!Array.isReadonlyArrayNonEmpty(missing)) return { current, first: undefined }
        const cached = missing.map((stream) => cache.get(stream))
        const loaded = yield* store.load(Array.map(missing, (stream, i) => ({ stream, after: cached[i]?.version ?? versionOf(0) })), commandId)
        const first = yield* before(loaded, commandId, print)
        if (first !== undefined) return { current, first }
        const streams = new Map(current.streams)
        for (const [i, { stream, version, events }] of loaded.streams.entries()) {
          const whole = { version, events: yield* readOn(codec, cached[i]?.events ?? [], events) }
          cache.put(stream, whole)
          streams.set(stream, whole)
        }
        current = folds.known(hint.length === 0 ? named : hint, streams)
        // All was as foreseen, so that nothing else is named.
        if (current.state === guess.state) return { current, first: undefined }
        hint = []
      }
    }

    /** What is known after what others have written meanwhile. */
    const caughtUp = function*({ state, streams }: Known<State, Event>, { violations }: Conflict) {
      const moved = new Map(streams)
      for (const { stream, actual, events } of violations) {
        const whole = yield* readOn(codec, streams.get(stream)?.events ?? [], events)
        cache.put(stream, { version: actual, events: whole })
        moved.set(stream, { version: actual, events: whole })
      }
      return folds.known(aggregate.reads(command, state), moved)
    }

    const attempt = function*({ state, streams }: Known<State, Event>) {
      const events = yield* Effect.fromResult(aggregate.decide(command, state))
      const batch = batchOf(events, aggregate.streamOf, codec, envelope, streams, print)
      if (batch === undefined) return { events: [], duplicate: false }
      const appended = yield* Effect.catchTag(store.append(batch), "Conflict", Effect.succeed)
      if ("violations" in appended) return appended
      // Somebody else was first with this very command: what counts is what he recorded, not what was decided here.
      if (appended.duplicate) return { events: yield* readBack(appended), duplicate: true }
      for (const [stream, own] of Map.groupBy(events, aggregate.streamOf)) cache.append(stream, streams.get(stream), own)
      return { events: recordedOf(batch, appended), duplicate: false }
    }

    const decideAndAppend = function*(start: Known<State, Event>) {
      let current = start
      let began: number | undefined
      for (let tries = 0;; tries++) {
        const outcome = yield* attempt(current)
        if (!("violations" in outcome)) return outcome
        const now = yield* Clock.currentTimeMillis
        began ??= now
        if (now - began >= Duration.toMillis(policy.conflictPatience)) return yield* new Busy({ triedMs: now - began })
        if (tries > 0) yield* Effect.sleep(Duration.millis((yield* Random.next) * Math.min(100, 2 ** tries)))
        const next = yield* complete(yield* caughtUp(current, outcome))
        if (next.first !== undefined) return { events: next.first, duplicate: true }
        current = next.current
      }
    }

    const { current, first } = yield* complete(folds.known([], new Map()))
    if (first !== undefined) return { events: first, duplicate: true }
    // A site is relied on by every booking and written by none, so that nobody need wait for it.
    const lanes = [...current.streams.keys()].filter((stream) => !stream.startsWith("site/"))
    return yield* inLanes(lanes, Effect.gen(() => decideAndAppend(current)))
  }, Effect.withSpan("CommandHandler.handle", {}, { captureStackTrace: false }))

  return CommandHandler.of({ handle })
})

export const layer = (policy: Policy = standard): Layer.Layer<CommandHandler, never, EventStore> => Layer.effect(CommandHandler, make(policy))
