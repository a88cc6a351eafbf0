import { assert, describe, it } from "@effect/vitest"
import { fold } from "@servicelane/core"
import { codecOf, CommandHandler, EventStore, Position, type Recorded, StoreUnavailable } from "@servicelane/runtime"
import { MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect, Layer, Result, Stream } from "effect"
import fc from "fast-check"
import { type Command, cupboard, driverStream, hookStream } from "./cupboard.ts"

/** Whoever wants a key that was out before looks for the spare one too: what is read depends on what was found. */
const doubled: typeof cupboard = {
  ...cupboard,
  reads: ({ hook, driver }, { taken }) => [hookStream(hook), driverStream(driver), ...taken > 0 ? [hookStream("spare")] : []]
}

const command: fc.Arbitrary<Command> = fc.record({
  _tag: fc.constantFrom("Take", "Return"), hook: fc.constantFrom("front", "front", "spare"), driver: fc.constantFrom("anna", "bert"), at: fc.constant("2026-09-17T10:00:00.000Z")
})

/** What becomes of an append: somebody else may write first, it may fail, and its answer may be lost. */
interface Fate {
  readonly rival: Command | undefined
  readonly ends: "answered" | "refused" | "lost"
}

const smooth: Fate = { rival: undefined, ends: "answered" }

/** A command that is sent to this process or to another one, perhaps twice. */
interface Step {
  readonly command: Command
  readonly isHere: boolean
  readonly again: boolean
  readonly fate: Fate
}

const step: fc.Arbitrary<Step> = fc.record({
  command, isHere: fc.boolean(), again: fc.boolean(),
  fate: fc.record({ rival: fc.option(command, { nil: undefined, freq: 2 }), ends: fc.constantFrom("answered", "answered", "refused", "lost") })
})

type Handler = CommandHandler.CommandHandler["Service"]

const handlerOn = (store: EventStore["Service"]): Effect.Effect<Handler> =>
  Effect.provide(CommandHandler.CommandHandler, CommandHandler.layer().pipe(Layer.provide(Layer.succeed(EventStore, store))))

const codec = codecOf(doubled.Event)

/** What is decided by somebody who has the whole log before him, and no store. */
const decided = (log: ReadonlyArray<Recorded>, one: Command) => {
  const after = (named: ReadonlyArray<string>) =>
    fold(doubled, [...new Set(named)].flatMap((stream) => log.filter((event) => event.stream === stream)).map((event) => Result.getOrThrow(codec.decode(event))))
  return Result.getOrThrow(doubled.decide(one, after(doubled.reads(one, after(doubled.reads(one, doubled.initial))))))
}

const facts = (events: ReadonlyArray<Recorded>) => events.map(({ position, stream, version, type, data, personal }) => ({ position, stream, version, type, data, personal }))

/** All that two processes answer, what was sent, and the log in the end. The handlers are kept, or made anew for each command. */
const answers = (steps: ReadonlyArray<Step>, isKept: boolean) =>
  Effect.gen(function*() {
    const store = yield* EventStore
    const elsewhere = yield* handlerOn(store)
    const sent = new Map<string | null, Command>()
    const tell = (handler: Handler, commandId: string, one: Command) => {
      sent.set(commandId, one)
      return handler.handle(doubled, { commandId, command: one, actor: "test" })
    }
    let fate = smooth
    const shaky = EventStore.of({
      ...store,
      append: (batch) => Effect.gen(function*() {
        const { rival, ends } = fate
        fate = { rival: undefined, ends }
        if (rival !== undefined) yield* Effect.ignore(tell(isKept ? elsewhere : yield* handlerOn(store), `before ${batch.command?.id}`, rival))
        if (ends === "refused") return yield* new StoreUnavailable({ reason: "the disk is full" })
        const appended = yield* store.append(batch)
        return ends === "lost" ? yield* new StoreUnavailable({ reason: "the line is dead" }) : appended
      })
    })
    const here = yield* handlerOn(shaky)
    const said: Array<unknown> = []
    for (const [i, { command: one, isHere, again, fate: first }] of steps.entries()) {
      for (const now of again ? [first, smooth] : [first]) {
        fate = now
        const handler = isKept ? isHere ? here : elsewhere : yield* handlerOn(isHere ? shaky : store)
        const answer = yield* Effect.result(tell(handler, `command-${i}`, one))
        said.push(Result.isFailure(answer) ? answer.failure._tag : { ...answer.success, events: facts(answer.success.events) })
      }
    }
    return { said, sent, log: yield* Stream.runCollect(store.readAll(Position.make(0))) }
  }).pipe(Effect.provide(MemoryEventStore.layer), Effect.runPromise)

describe("a process that remembers what it read", () => {
  const holds = (law: (steps: ReadonlyArray<Step>) => Promise<void>): Promise<void> =>
    fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 16 }), law), { numRuns: (fc.readConfigureGlobal().numRuns ?? 100) * 2 })

  it("answers as one that has just begun, whoever writes meanwhile and whatever becomes of its appends", () =>
    holds(async (steps) => {
      const [kept, begun] = [await answers(steps, true), await answers(steps, false)]
      assert.deepStrictEqual(kept.said, begun.said)
      assert.deepStrictEqual(facts(kept.log), facts(begun.log))
    }))

  it("writes what is decided on all that was written before", () =>
    holds(async (steps) => {
      const { sent, log } = await answers(steps, true)
      for (const [id, batch] of Map.groupBy(log, ({ commandId }) => commandId)) {
        const one = sent.get(id) ?? assert.fail("nobody sent that")
        const before = log.slice(0, log.findIndex(({ commandId }) => commandId === id))
        assert.deepStrictEqual(batch.map((event) => Result.getOrThrow(codec.decode(event))), [...decided(before, one)])
      }
    }))
})
