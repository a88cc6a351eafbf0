import { assert, describe, it } from "@effect/vitest"
import { Instant } from "@servicelane/core"
import { codecOf, CommandHandler, EventStore, fingerprint, Position, type Recorded, Version } from "@servicelane/runtime"
import { MemoryEventStore } from "@servicelane/runtime/memory"
import { Duration, Effect, Layer, Random, Result, Stream } from "effect"
import { type Command, cupboard, driverStream, Event, hookStream, house } from "./cupboard.ts"

const at = Instant.Instant.make("2026-09-17T10:00:00.000Z")

const take = (hook: string, driver: string): Command => ({ _tag: "Take", hook, driver, at })

const send = (commandId: string, command: Command) =>
  Effect.flatMap(CommandHandler.CommandHandler, (handler) => handler.handle(cupboard, { commandId, command, actor: "test" }))

const log = Effect.flatMap(EventStore, (store) => Stream.runCollect(store.readAll(Position.make(0))))

const codec = codecOf(Event)

/** The store with rivals: before an append somebody else may write to the same hook. Dice with a seed. */
const contended = (rate: number) =>
  Layer.effect(EventStore, Effect.map(EventStore, (store) => {
    let rivals = 0
    return EventStore.of({
      ...store,
      append: (batch) => Effect.gen(function*() {
        if (batch.command !== undefined && (yield* Random.next) < rate) {
          const { streams: [hook] } = yield* store.load([{ stream: batch.writes[0].stream }])
          const returned = codec.encode({ _tag: "KeyReturned", hook: "h", driver: "nobody", at })
          yield* Effect.ignore(store.append({
            writes: [{
              stream: batch.writes[0].stream, expected: hook?.version ?? batch.writes[0].expected,
              events: [{ id: `rival-${rivals++}`, ...returned, occurredAt: at, actor: "rival", site: null, subject: null, correlation: null, causation: null, traceparent: null }]
            }]
          }))
        }
        return yield* store.append(batch)
      })
    })
  })).pipe(Layer.provide(MemoryEventStore.layer))

const run = <A, E>(effect: Effect.Effect<A, E, CommandHandler.CommandHandler | EventStore>, store: Layer.Layer<EventStore> = MemoryEventStore.layer, policy?: CommandHandler.Policy) =>
  Effect.runPromise(Effect.provide(Random.withSeed(effect, "rivals"), CommandHandler.layer(policy).pipe(Layer.provideMerge(store))))

const types = (events: ReadonlyArray<Recorded>): ReadonlyArray<string> => events.map(({ type, stream }) => `${stream} ${type}`)

describe("a command", () => {
  it("writes all its streams in one batch, and checks those it only read", () =>
    run(Effect.gen(function*() {
      const { events } = yield* send("c1", take("h", "d"))
      assert.deepStrictEqual(types(events), ["hook/h KeyTaken", "driver/d DriverNoted"])
      assert.deepStrictEqual(yield* log, events)
    })))

  it("relies on what it read: when that moves, it is decided again and not waved through", () =>
    run(Effect.gen(function*() {
      const store = yield* EventStore
      let batches = 0
      const watched = EventStore.of({
        ...store,
        append: (batch) => Effect.suspend(() => {
          batches++
          assert.deepStrictEqual(batch.checks?.map(({ stream }) => stream), [house])
          const moved = batches === 1
            ? store.append({ writes: [{ stream: house, expected: batch.checks?.[0]?.expected ?? batch.writes[0].expected, events: [{ ...batch.writes[0].events[0], id: "house-moved", ...codec.encode({ _tag: "KeyReturned", hook: "other", driver: "x", at }) }] }] })
            : Effect.void
          return Effect.andThen(Effect.orDie(moved), store.append(batch))
        })
      })
      yield* send("c1", take("h", "d")).pipe(Effect.provide(CommandHandler.layer().pipe(Layer.provide(Layer.succeed(EventStore, watched)))))
      assert.strictEqual(batches, 2)
    })))

  it("that says nothing new appends nothing", () =>
    run(Effect.gen(function*() {
      yield* send("c1", take("h", "d"))
      assert.deepStrictEqual(yield* send("c2", take("h", "d")), { events: [], duplicate: false })
      assert.strictEqual((yield* log).length, 2)
    })))

  it("sent again answers with the first result, and its id serves no other command", () =>
    run(Effect.gen(function*() {
      const first = yield* send("c1", take("h", "d"))
      yield* send("c2", { ...take("h", "d"), _tag: "Return" })
      assert.deepStrictEqual(yield* send("c1", take("h", "d")), { events: first.events, duplicate: true })
      assert.strictEqual((yield* Effect.flip(send("c1", take("h", "other"))))._tag, "CommandReused")
    })))

  it("that another process recorded a moment ago answers with what that one decided", () =>
    run(Effect.gen(function*() {
      const store = yield* EventStore
      // Whoever looks sees an empty log; by the time he appends, the same command has been recorded elsewhere, for another hook.
      const blind = EventStore.of({ ...store, load: (streams) => Effect.succeed({ streams: streams.map(({ stream }) => ({ stream, version: Version.make(0), events: [] })), recorded: undefined }) })
      const through = (one: EventStore["Service"], command: Command) =>
        Effect.provide(Effect.flatMap(CommandHandler.CommandHandler, (handler) => handler.handle(cupboard, { commandId: "c1", command, asked: "the same", actor: "test" })), CommandHandler.layer().pipe(Layer.provide(Layer.succeed(EventStore, one))))
      const first = yield* through(store, take("h", "d"))
      assert.deepStrictEqual(yield* through(blind, take("other", "d")), { events: first.events, duplicate: true })
    })))

  it.each(["", "x".repeat(256), "half \ud800", "nul \u0000"])("under an id that not every store can keep is refused: %j", (id) =>
    run(Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(send(id, take("h", "d"))))._tag, "InvalidInput")
      assert.strictEqual((yield* log).length, 0)
    })))

  it("that is refused records nothing: the same id is decided afresh", () =>
    run(Effect.gen(function*() {
      yield* send("c1", take("h", "d"))
      assert.strictEqual((yield* Effect.flip(send("c2", take("h", "late"))))._tag, "KeyGone")
      yield* send("c3", { ...take("h", "d"), _tag: "Return" })
      assert.strictEqual((yield* send("c2", take("h", "late"))).events.length, 2)
    })))

  it("keeps personal fields apart from the facts, under whom they concern", () =>
    run(Effect.gen(function*() {
      const { events: [taken, noted] } = yield* send("c1", take("h", "d"))
      assert.deepStrictEqual(taken?.personal, { note: { text: "taken for the 1. time" } })
      assert.notProperty(taken?.data, "note")
      assert.deepStrictEqual([taken?.subject, noted?.subject], ["owner-of-h", null])
    })))
})

describe("many commands at once", () => {
  it("for one key: one driver gets it, and every loser is told", () =>
    run(Effect.gen(function*() {
      const answers = yield* Effect.all(Array.from({ length: 20 }, (_, i) => Effect.result(send(`c${i}`, take("h", `d${i}`)))), { concurrency: "unbounded" })
      assert.strictEqual(answers.filter(Result.isSuccess).length, 1)
      assert.isTrue(answers.filter(Result.isFailure).every(({ failure }) => failure._tag === "KeyGone"))
    })))

  it("for twenty keys of one driver: all are kept, without a hole", () =>
    run(Effect.gen(function*() {
      yield* Effect.all(Array.from({ length: 20 }, (_, i) => send(`c${i}`, take(`h${i}`, "d"))), { concurrency: "unbounded" })
      const store = yield* EventStore
      const { streams: [driver] } = yield* store.load([{ stream: driverStream("d") }])
      assert.deepStrictEqual(driver?.events.map(({ version }) => version), Array.from({ length: 20 }, (_, i) => i + 1))
    })))

  it("against rivals are decided again on what they missed", () =>
    run(Effect.gen(function*() {
      for (let i = 0; i < 20; i++) {
        yield* send(`take-${i}`, take("h", `d${i}`))
        yield* send(`back-${i}`, { ...take("h", `d${i}`), _tag: "Return" })
      }
      const store = yield* EventStore
      const { streams: [hook] } = yield* store.load([{ stream: hookStream("h") }])
      const own = hook?.events.filter(({ actor }) => actor === "test").map(({ type }) => type) ?? []
      assert.isAbove((hook?.events.length ?? 0) - own.length, 5)
      assert.strictEqual(own.filter((type) => type === "KeyTaken").length, 20)
    }), contended(0.5)))

  it("that never come through give up when patience ends, and say for how long they tried", () =>
    run(Effect.gen(function*() {
      const busy = yield* Effect.flip(send("c1", take("h", "d")))
      assert.strictEqual(busy._tag, "Busy")
    }), contended(1), { conflictPatience: Duration.millis(30) }))
})

describe("fingerprints", () => {
  it("are of what was asked, whatever the order of its fields", () => {
    assert.strictEqual(fingerprint({ a: 1, b: { c: [1, 2], d: null } }), fingerprint({ b: { d: null, c: [1, 2] }, a: 1 }))
    assert.notStrictEqual(fingerprint({ a: [1, 2] }), fingerprint({ a: [2, 1] }))
  })
})

describe("the codec", () => {
  const recorded: Recorded = {
    position: Position.make(7), stream: hookStream("h"), version: Version.make(1), id: "e", type: "KeyReturned", schema: 1, occurredAt: at, recordedAt: at,
    actor: "test", site: null, subject: null, commandId: null, correlation: null, causation: null, traceparent: null,
    data: { hook: "h", driver: "d", at }, personal: null
  }

  it.each([
    ["of a type nobody knows", { type: "Repainted" }, "UnknownEvent"],
    ["of a later format", { schema: 2 }, "UnknownEvent"],
    ["with a field missing", { data: { hook: "h" } }, "CorruptEvent"],
    ["with a field of another kind", { data: { hook: 1, driver: "Zhang San", at } }, "CorruptEvent"]
  ])("answers for an event %s with its position, and never with its content", (_, change, tag) => {
    const answer = codec.decode({ ...recorded, ...change })
    if (Result.isSuccess(answer)) assert.fail("was read")
    assert.strictEqual(answer.failure._tag, tag)
    assert.include(answer.failure.message, "position 7")
    assert.notInclude(answer.failure.message, "Zhang")
  })
})
