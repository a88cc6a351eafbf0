/** Following the log: caught up, then live, with nothing left out and nothing told twice. */
import { deepStrictEqual as same } from "node:assert/strict"
import { EventStore } from "@servicelane/runtime"
import { Array, Effect, Fiber, Stream } from "effect"
import type { Case } from "./Case.ts"
import { a, all, appendTo, b, event, p, positionsOf, upTo, v } from "./desk.ts"

const follow = (after: number, count: number) =>
  Effect.flatMap(EventStore, (store) => Stream.runCollect(Stream.take(store.changes(p(after)), count)))

const tenEach = (stream: typeof a, times: number) =>
  Effect.forEach(upTo(times), (n) => appendTo(stream, (n - 1) * 10, `${stream}-${n}-0`, ...upTo(9).map((i) => `${stream}-${n}-${i}`)), { discard: true })

export const following: ReadonlyArray<Case> = [
  ["a follower sees what was there before it came, then each new event", Effect.gen(function*() {
    yield* appendTo(a, 0, "1", "2")
    const seen = yield* Effect.forkChild(follow(0, 4))
    yield* Effect.yieldNow
    yield* appendTo(a, 2, "3")
    yield* appendTo(a, 3, "4")
    same(positionsOf(yield* Fiber.join(seen)), [1, 2, 3, 4])
  })],
  ["a follower begins after the position it names", Effect.gen(function*() {
    yield* appendTo(a, 0, "1", "2", "3")
    same(positionsOf(yield* follow(2, 1)), [3])
  })],
  ["followers that come while others write miss nothing and see nothing twice, in the order of the log", Effect.gen(function*() {
    const writers = yield* Effect.forkChild(Effect.all([tenEach(a, 20), tenEach(b, 20)], { concurrency: 2 }))
    const followers = yield* Effect.forkChild(Effect.all(upTo(3).map(() => Effect.andThen(Effect.yieldNow, follow(0, 400))), { concurrency: 3 }))
    yield* Fiber.join(writers)
    const log = positionsOf(yield* all())
    for (const seen of yield* Fiber.join(followers)) same(positionsOf(seen), log)
  })],
  ["a follower with a filter sees what it asked for, past long stretches of what it did not", Effect.gen(function*() {
    const store = yield* EventStore
    const rare = (n: number) => ({ ...event(`rare-${n}`), type: "Rare" })
    yield* store.append({ writes: [{ stream: a, expected: v(0), events: Array.append(Array.map(upTo(2_500), (n) => event(String(n))), rare(1)) }] })
    const seen = yield* Effect.forkChild(Stream.runCollect(Stream.take(store.changes(p(0), { types: ["Rare"] }), 2)))
    yield* Effect.yieldNow
    yield* store.append({ writes: [{ stream: b, expected: v(0), events: [event("x"), rare(2)] }] })
    same(positionsOf(yield* Fiber.join(seen)), [2_501, 2_503])
  })],
  ["a follower of one site is told of that site alone", Effect.gen(function*() {
    const store = yield* EventStore
    const at = (id: string, site: string | null) => ({ ...event(id), site })
    yield* store.append({ writes: [{ stream: a, expected: v(0), events: [at("1", "site-2"), at("2", "site-1"), at("3", null)] }] })
    const seen = yield* Effect.forkChild(Stream.runCollect(Stream.take(store.changes(p(0), { site: "site-1" }), 2)))
    yield* Effect.yieldNow
    yield* store.append({ writes: [{ stream: b, expected: v(0), events: [at("4", "site-2"), at("5", "site-1")] }] })
    same(positionsOf(yield* Fiber.join(seen)), [2, 5])
  })],
  ["nothing is lost of what is written at the very moment a follower has caught up", Effect.gen(function*() {
    const store = yield* EventStore
    yield* appendTo(a, 0, "1")
    // Each event it is told of makes the next: every one is written while it looks.
    const seen = yield* store.changes(p(0)).pipe(
      Stream.tap(({ version }) => version === 30 ? Effect.void : appendTo(a, version, String(version + 1))),
      Stream.take(30),
      Stream.runCollect
    )
    same(positionsOf(seen), upTo(30))
  })],
  ["whoever has been told of an event can read it", Effect.gen(function*() {
    const store = yield* EventStore
    const seen = yield* Effect.forkChild(store.changes(p(0)).pipe(
      Stream.take(10),
      Stream.mapEffect((told) => Effect.map(store.load([{ stream: told.stream }]), ({ streams: [stream] }) => (stream?.version ?? 0) >= told.version)),
      Stream.runCollect
    ))
    for (let n = 0; n < 10; n++) yield* appendTo(a, n, String(n))
    same(new Set(yield* Fiber.join(seen)), new Set([true]))
  })]
]
