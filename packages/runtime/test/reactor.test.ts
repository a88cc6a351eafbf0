import { assert, describe, it } from "@effect/vitest"
import { type Ask, begin, CustomerId, type Domain, Instant, Message, MessageId, type Process, SiteId } from "@servicelane/core"
import { type Checkpoints, CommandHandler, EventStore, Position, Reactor, StoreUnavailable } from "@servicelane/runtime"
import { MemoryCheckpoints, MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect, Layer, Stream } from "effect"

const noon = Instant.Instant.make("2026-09-17T04:00:00.000Z")
const evening = Instant.Instant.make("2026-09-17T10:00:00.000Z")
const site = SiteId.make("corner")

const request = (id: string, kind: Message.Kind = "thank-you"): Extract<Message.Command, { _tag: "Request" }> =>
  ({ _tag: "Request", id: MessageId.make(id), site, at: noon, kind, customer: CustomerId.make("li"), vehicle: null, visit: null, from: noon, until: evening })

/** Whoever is thanked gets a card too. */
const cards: Process<null, Domain.Event, Ask.Ask> = {
  name: "cards",
  initial: () => null,
  evolve: (state) => state,
  react: (event) => event._tag === "MessageRequested" && event.kind === "thank-you" ? [{ aggregate: "message", command: request(`card-${event.id}`, "lost-contact-card") }] : [],
  due: () => []
}

/** In the evening what was not sent is taken back. */
const tidying: Process<Set<MessageId>, Domain.Event, Ask.Ask> = {
  name: "tidying",
  initial: () => new Set(),
  evolve: (open, event) => event._tag === "MessageRequested" ? open.add(event.id) : open,
  react: () => [],
  due: (open, now) => now < evening ? [] : [...open].map((id) => ({ key: id, command: { aggregate: "message", command: { _tag: "Withdraw", id, site, at: now } } }))
}

/** Each answer asks for another. */
const endless: Process<{ n: number }, Domain.Event, Ask.Ask> = {
  name: "endless",
  initial: () => ({ n: 0 }),
  evolve: (state) => ({ n: state.n + 1 }),
  react: (_, { n }) => [{ aggregate: "message", command: request(`again-${n}`) }],
  due: () => []
}

/** In the evening so many are thanked, each once the one before is: what came of one makes the next due. */
const oneByOne = (most: number): Process<{ n: number }, Domain.Event, Ask.Ask> => ({
  name: "one-by-one",
  initial: () => ({ n: 0 }),
  evolve: (state) => ({ n: state.n + 1 }),
  react: () => [],
  due: ({ n }, now) => now < evening || n >= most ? [] : [{ key: `${n}`, command: { aggregate: "message", command: request(`next-${n}`) } }]
})

type Services = EventStore | CommandHandler.CommandHandler | Checkpoints

const run = <A, E>(effect: Effect.Effect<A, E, Services>) =>
  Effect.runPromise(Effect.provide(effect, CommandHandler.layer().pipe(Layer.provideMerge(Layer.merge(MemoryEventStore.layer, MemoryCheckpoints.layer)))))

const tell = (command: Message.Command) =>
  Effect.flatMap(CommandHandler.CommandHandler, (handler) => handler.handle(Message.aggregate, { commandId: `told-${command._tag}-${command.id}`, actor: "test", command }))

const head = Effect.flatMap(EventStore, (store) => store.head)

/** A reactor of one process. */
const reacting = <State>(process: Process<State, Domain.Event, Ask.Ask>) => Reactor.make([begin(process)])

describe("a reactor", () => {
  it("asks for what follows from a fact, once, however often it begins again", () =>
    run(Effect.gen(function*() {
      yield* tell(request("one"))
      const answered = yield* (yield* reacting(cards)).catchUp
      assert.deepStrictEqual(answered, { position: yield* head, asked: 1, refused: [] })
      assert.strictEqual(yield* head, 2)
      assert.strictEqual((yield* (yield* reacting(cards)).catchUp).asked, 0)
      assert.strictEqual(yield* head, 2)
    })))

  it("goes on with what has happened meanwhile", () =>
    run(Effect.gen(function*() {
      const reactor = yield* reacting(cards)
      yield* reactor.catchUp
      yield* tell(request("one"))
      assert.strictEqual((yield* reactor.catchUp).asked, 1)
    })))

  it("that forgot where it was asks for the same again, and nothing comes of it", () =>
    run(Effect.gen(function*() {
      yield* tell(request("one"))
      yield* (yield* reacting(cards)).catchUp
      const again = Effect.flatMap(reacting(cards), ({ catchUp }) => catchUp)
      const { asked, refused } = yield* Effect.provide(again, Layer.fresh(MemoryCheckpoints.layer))
      assert.deepStrictEqual({ asked, refused, head: yield* head }, { asked: 0, refused: [], head: 2 })
    })))

  it("leaves history alone where somebody says that it is history, and still counts it along", () =>
    run(Effect.gen(function*() {
      yield* tell(request("one"))
      yield* Reactor.beginHere
      const reactor = yield* Reactor.make([begin(cards), begin(tidying)])
      assert.strictEqual((yield* reactor.catchUp).asked, 0)
      yield* tell(request("two"))
      assert.strictEqual((yield* reactor.tick(evening)).asked, 1 + 3)
    })))

  it("asks for what has fallen due once, at whatever moment it is found", () =>
    run(Effect.gen(function*() {
      yield* tell(request("one"))
      const reactor = yield* reacting(tidying)
      assert.strictEqual((yield* reactor.tick(noon)).asked, 0)
      assert.strictEqual((yield* reactor.tick(evening)).asked, 1)
      const later = yield* reactor.tick(Instant.addMinutes(evening, 5))
      assert.deepStrictEqual([later.asked, later.refused, yield* head], [0, [], 2])
    })))

  it("asks for all that is due by a moment, also for what only then has become due", () =>
    run(Effect.gen(function*() {
      const reactor = yield* reacting(oneByOne(3))
      assert.strictEqual((yield* reactor.tick(evening)).asked, 3)
      assert.strictEqual((yield* reactor.tick(evening)).asked, 0)
      assert.strictEqual(yield* head, 3)
    })))

  it("tells what was refused, and goes on", () =>
    run(Effect.gen(function*() {
      yield* tell(request("card-one"))
      yield* tell(request("one"))
      yield* tell(request("two"))
      const { asked, refused } = yield* (yield* reacting(cards)).catchUp
      assert.deepStrictEqual(refused.map(({ process, refusal: { code, id } }) => [process, code, id]), [["cards", "other_message", "card-one"]])
      assert.strictEqual(asked, 2)
    })))

  it("stops when the store does not answer, and has lost nothing when it does again", () =>
    run(Effect.gen(function*() {
      yield* tell(request("one"))
      const store = yield* EventStore
      let down = true
      const failing = Layer.succeed(EventStore, EventStore.of({
        ...store,
        append: (batch) => down ? Effect.fail(new StoreUnavailable({ reason: "The disk is full." })) : store.append(batch)
      }))
      yield* Effect.gen(function*() {
        const reactor = yield* reacting(cards)
        assert.strictEqual((yield* Effect.flip(reactor.catchUp))._tag, "StoreUnavailable")
        down = false
        assert.strictEqual((yield* reactor.catchUp).asked, 1)
      }).pipe(Effect.provide(CommandHandler.layer().pipe(Layer.provideMerge(failing))))
      assert.strictEqual(yield* head, 2)
    })))

  it("does not run on for ever", () =>
    run(Effect.gen(function*() {
      yield* tell(request("one"))
      const stopped = yield* Effect.flip((yield* reacting(endless)).catchUp)
      assert.strictEqual(stopped._tag, "ReactorRunsOn")
      assert.strictEqual((yield* Effect.flip((yield* reacting(oneByOne(Infinity))).tick(evening)))._tag, "ReactorRunsOn")
    })))

  it("says in the log who asked, and because of what", () =>
    run(Effect.gen(function*() {
      const { events: [told] } = yield* tell(request("one"))
      yield* (yield* reacting(cards)).catchUp
      const [card] = yield* Stream.runCollect((yield* EventStore).readAll(Position.make(1)))
      assert.deepStrictEqual([card?.actor, card?.causation, card?.correlation], ["process:cards", told?.id, told?.commandId])
    })))
})
