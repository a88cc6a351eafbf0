import { assert, describe, it } from "@effect/vitest"
import { AppointmentId, Instant, KpiTally, LocalDate, type Projection, SiteId, StreamId } from "@servicelane/core"
import { EventStore, type NewEvent, Position, Projector, replay, Version, vocabulary } from "@servicelane/runtime"
import { MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect } from "effect"

const at = Instant.Instant.make("2026-09-17T10:00:00.000Z")

const stream = StreamId.make("appointment/a")

const missed = (n: number): NewEvent => ({
  id: `e${n}`,
  ...vocabulary.encode({
    _tag: "NoShowRecorded", id: AppointmentId.make("a"), site: SiteId.make("s"), at, due: { date: LocalDate.LocalDate.make("2026-09-17"), time: at, bookedAt: at, confirmedAt: null }
  }),
  occurredAt: at, actor: "test", site: "s", subject: null, correlation: null, causation: null, traceparent: null
})

const append = (n: number, event: NewEvent = missed(n)) =>
  Effect.flatMap(EventStore, (store) => store.append({ writes: [{ stream, expected: Version.make(n - 1), events: [event] }] }))

const counted: Projection<{ seen: number }, unknown> = { name: "counted", version: 1, initial: () => ({ seen: 0 }), evolve: (state) => Object.assign(state, { seen: state.seen + 1 }) }

const run = <A, E>(effect: Effect.Effect<A, E, EventStore>) => Effect.runPromise(Effect.provide(effect, MemoryEventStore.layer))

const poison: NewEvent = { ...missed(2), type: "WrittenByALaterVersion" }

describe("a projection", () => {
  it("counts what was there, then what comes, and a writer can wait for its own event", () =>
    run(Effect.scoped(Effect.gen(function*() {
      yield* append(1)
      const running = yield* Projector.run(counted, Projector.everyEvent)
      yield* running.waitFor(Position.make(1), "30 seconds")
      const { to } = yield* append(2)
      yield* running.waitFor(to, "30 seconds")
      assert.deepStrictEqual(yield* running.read(({ seen }) => seen), { value: 2, position: Position.make(2) })
    }))))

  it("says so when it has not got that far in time", () =>
    run(Effect.scoped(Effect.gen(function*() {
      const running = yield* Projector.run(counted, Projector.everyEvent)
      const error = yield* Effect.flip(running.waitFor(Position.make(9), "10 millis"))
      assert.deepInclude({ ...error }, { _tag: "ProjectionBehind", wanted: 9 })
    }))))

  it("halts visibly at an event it cannot read, and says nothing old as if it were new", () =>
    run(Effect.scoped(Effect.gen(function*() {
      yield* append(1)
      yield* append(2, poison)
      const running = yield* Projector.run(counted, Projector.everyEvent)
      const error = yield* Effect.flip(running.waitFor(Position.make(2), "30 seconds"))
      assert.deepInclude({ ...error }, { _tag: "ProjectionHalted", position: 1 })
      assert.strictEqual((yield* Effect.flip(running.read(({ seen }) => seen)))._tag, "ProjectionHalted")
    }))))

  it("replayed up to a position or an instant sees no further", () =>
    run(Effect.gen(function*() {
      for (const n of [1, 2, 3]) yield* append(n)
      const upTo = (until: Parameters<typeof replay>[2]) => Effect.map(replay(counted, Projector.everyEvent, until), ({ state, position }) => [state.seen, position])
      assert.deepStrictEqual(yield* upTo({ position: Position.make(2) }), [2, 2])
      assert.deepStrictEqual(yield* upTo({ instant: Instant.Instant.make("2000-01-01T00:00:00.000Z") }), [0, 0])
      assert.deepStrictEqual(yield* upTo({}), [3, 3])
    })))

  it("that is replayed over an event nobody can read fails, and does not leave it out", () =>
    run(Effect.gen(function*() {
      yield* append(1)
      yield* append(2, poison)
      assert.strictEqual((yield* Effect.flip(replay(KpiTally.tally, () => undefined)))._tag, "UnknownEvent")
    })))
})
