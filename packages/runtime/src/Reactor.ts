/**
 * Facts become commands: reads on from the checkpoint, hands each event to the processes, and sends what they ask for.
 *
 * At least once: a crash repeats the events since the last checkpoint, and the commands bear the same ids again. What
 * happened before the reactor first runs is answered too, unless `beginHere` says that it is history.
 */
import {
  type Ask, Booking, Calling, Campaign, Club, Customer, type Domain, Gifts, type Instant, Message, Reception, Redress, type Running, Site, Vehicle
} from "@servicelane/core"
import { Effect, Result, Schema, Stream } from "effect"
import { Checkpoints } from "./Checkpoints.ts"
import { CommandHandler, type Failure } from "./CommandHandler.ts"
import type { CorruptEvent, UnknownEvent } from "./Codec.ts"
import type { Envelope } from "./Envelope.ts"
import { EventStore, type StoreUnavailable } from "./EventStore.ts"
import { fingerprint } from "./Fingerprint.ts"
import type { Busy, Handled } from "./Handled.ts"
import { positionOf, type Position, type Recorded } from "./Recorded.ts"
import { type Refusal, refusalOf } from "./rejection.ts"
import { vocabulary } from "./Vocabulary.ts"

/** Under this name the reactor's position is kept. */
const reader = "reactor"

/** Events between two checkpoints on which nobody asks for anything. */
const checkpointEvery = 1_000

/** Answers to answers to answers: no chain of the domain is nearly as long. */
const mostRounds = 100

/** Processes keep answering one another; what was asked so far is kept. */
export class ReactorRunsOn extends Schema.TaggedError<ReactorRunsOn>()("ReactorRunsOn", { rounds: Schema.Int, position: Schema.Int }) {
  override get message() {
    return `Processes have answered one another ${this.rounds} times up to position ${this.position} and still go on. Nothing more is asked before somebody has looked.`
  }
}

/** A command of a process that was refused: an answer too, and nobody else would see it. */
export interface Unheard {
  readonly process: string
  readonly aggregate: Ask.Ask["aggregate"]
  readonly refusal: Refusal
}

export interface Answered {
  /** The last position that was looked at. */
  readonly position: Position
  /** Commands that brought about something. */
  readonly asked: number
  readonly refused: ReadonlyArray<Unheard>
}

/** What stops a reactor; it goes on from the checkpoint when it is called again. */
export type Stopped = StoreUnavailable | Busy | UnknownEvent | CorruptEvent | ReactorRunsOn

export interface Reactor {
  /** Answers all that has happened since last time, and what follows from that, until nothing new happens. */
  readonly catchUp: Effect.Effect<Answered, Stopped>
  /**
   * Then asks for what has fallen due by `now`, and answers what follows from that, until nothing else is due by then: a
   * second tick of the same moment finds nothing to do.
   */
  readonly tick: (now: Instant.Instant) => Effect.Effect<Answered, Stopped>
}

type Begin = () => Running<Domain.Event, Ask.Ask>

const stops = (failure: Failure | { readonly _tag: string; readonly message: string }): failure is Exclude<Stopped, ReactorRunsOn> =>
  ["StoreUnavailable", "Busy", "UnknownEvent", "CorruptEvent"].includes(failure._tag)

const send = (handler: CommandHandler["Service"], ask: Ask.Ask, envelope: Omit<Envelope<never>, "command">): Effect.Effect<Handled, Failure | { readonly _tag: string; readonly message: string }> => {
  switch (ask.aggregate) {
    case "appointment":
      return handler.handle(Booking.aggregate, { ...envelope, command: ask.command })
    case "callback":
      return handler.handle(Calling.aggregate, { ...envelope, command: ask.command })
    case "campaign":
      return handler.handle(Campaign.aggregate, { ...envelope, command: ask.command })
    case "club":
      return handler.handle(Club.aggregate, { ...envelope, command: ask.command })
    case "complaint":
      return handler.handle(Redress.aggregate, { ...envelope, command: ask.command })
    case "customer":
      return handler.handle(Customer.aggregate, { ...envelope, command: ask.command })
    case "gifts":
      return handler.handle(Gifts.aggregate, { ...envelope, command: ask.command })
    case "message":
      return handler.handle(Message.aggregate, { ...envelope, command: ask.command })
    case "site":
      return handler.handle(Site.aggregate, { ...envelope, command: ask.command })
    case "vehicle":
      return handler.handle(Vehicle.aggregate, { ...envelope, command: ask.command })
    case "visit":
      return handler.handle(Reception.aggregate, { ...envelope, command: ask.command })
  }
}

/** A reactor of these processes, which have counted along all that happened before they answer anything. */
export const make = (processes: ReadonlyArray<Begin>): Effect.Effect<Reactor, StoreUnavailable, EventStore | CommandHandler | Checkpoints> =>
  Effect.gen(function*() {
    const store = yield* EventStore
    const handler = yield* CommandHandler
    const checkpoints = yield* Checkpoints
    const running = processes.map((begin) => begin())
    const answeredBefore = yield* checkpoints.load(reader)
    let seen = positionOf(0)
    let saved = answeredBefore

    const save = (position: Position) => {
      if (position <= saved) return Effect.void
      saved = position
      return checkpoints.save(reader, position)
    }

    const ask = Effect.fnUntraced(function*(process: string, one: Ask.Ask, because: string, more: Pick<Envelope<never>, "asked" | "causation" | "correlation">, into: Tally) {
      const envelope = { ...more, commandId: `${process}/${fingerprint(because).slice(0, 32)}`, actor: `process:${process}` }
      const handled = yield* Effect.result(send(handler, one, envelope))
      if (Result.isSuccess(handled)) {
        if (handled.success.events.length > 0 && !handled.success.duplicate) into.asked++
        return
      }
      if (stops(handled.failure)) return yield* Effect.fail(handled.failure)
      into.refused.push({ process, aggregate: one.aggregate, refusal: refusalOf(handled.failure) })
    })

    /** What an event leads to is asked for before the process knows it, so that a crash in between repeats the whole. */
    const answer = Effect.fnUntraced(function*(recorded: Recorded, into: Tally) {
      const event = yield* Effect.fromResult(vocabulary.decode(recorded))
      const { id: causation, correlation, commandId, position } = recorded
      for (const process of running) {
        for (const [i, one] of (position <= answeredBefore ? [] : process.react(event)).entries()) {
          yield* ask(process.name, one, `${recorded.id} ${i}`, { causation, correlation: correlation ?? commandId ?? causation }, into)
        }
        process.take(event)
      }
      seen = position
      if (seen - saved >= checkpointEvery) yield* save(seen)
    })

    const settle = Effect.fnUntraced(function*(into: Tally) {
      for (let round = 0; round < mostRounds; round++) {
        const from = seen
        yield* Stream.runForEach(store.readAll(from), (recorded) => answer(recorded, into))
        if (seen === from) return yield* save(seen)
      }
      yield* save(seen)
      return yield* new ReactorRunsOn({ rounds: mostRounds, position: seen })
    })

    const catchUp = Effect.gen(function*() {
      const into: Tally = { asked: 0, refused: [] }
      yield* settle(into)
      return { position: seen, ...into }
    })

    const tick = Effect.fnUntraced(function*(now: Instant.Instant) {
      const into: Tally = { asked: 0, refused: [] }
      yield* settle(into)
      const put = new Set<string>()
      for (let round = 0; round < mostRounds; round++) {
        const [from, before] = [seen, put.size]
        for (const process of running) {
          for (const { key, command } of process.due(now)) {
            const once = `${process.name} ${key}`
            if (put.has(once)) continue
            put.add(once)
            // The moment at which something is found due is chance; what is due is not.
            yield* ask(process.name, command, `due ${key}`, { asked: { due: key } }, into)
          }
        }
        yield* settle(into)
        // What came of it may have made something else due by the same moment.
        if (seen === from || put.size === before) return { position: seen, ...into }
      }
      return yield* new ReactorRunsOn({ rounds: mostRounds, position: seen })
    })

    return { catchUp, tick }
  })

/** What has happened so far is history: nobody is called about it. */
export const beginHere: Effect.Effect<Position, StoreUnavailable, EventStore | Checkpoints> = Effect.gen(function*() {
  const head = yield* (yield* EventStore).head
  yield* (yield* Checkpoints).save(reader, head)
  return head
})

interface Tally {
  asked: number
  readonly refused: Array<Unheard>
}
