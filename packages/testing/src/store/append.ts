/** Appending: versions, conflicts, and batches over several streams. */
import { deepStrictEqual as same, ok, strictEqual as is } from "node:assert/strict"
import { StreamId } from "@servicelane/core"
import { EventStore } from "@servicelane/runtime"
import { Array, Effect, Result } from "effect"
import type { Case } from "./Case.ts"
import { a, all, append, appendTo, b, c, event, idsOf, load, p, positionsOf, upTo, v, write } from "./desk.ts"

const conflictOf = <A, E extends { readonly _tag: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Effect.flip(effect), (error) => {
    if (error._tag !== "Conflict" || !("violations" in error)) return Effect.die(error)
    return Effect.succeed((error.violations as ReadonlyArray<{ stream: string; expected: number; actual: number; events: Parameters<typeof idsOf>[0] }>)
      .map(({ stream, expected, actual, events }) => ({ stream, expected, actual, since: idsOf(events) })))
  })

export const appending: ReadonlyArray<Case> = [
  ["a new stream takes its events as versions 1, 2, 3", Effect.gen(function*() {
    const { from, to, versions, duplicate } = yield* appendTo(a, 0, "1", "2", "3")
    same({ from, to, versions, duplicate }, { from: 1, to: 3, versions: { [a]: 3 }, duplicate: false })
    const { streams: [stream] } = yield* load(a)
    same(stream?.events.map(({ version }) => version), [1, 2, 3])
  })],
  ["a stream that exists is not created again, and nothing of the attempt is kept", Effect.gen(function*() {
    yield* appendTo(a, 0, "1", "2", "3")
    same(yield* conflictOf(appendTo(a, 0, "x")), [{ stream: a, expected: 0, actual: 3, since: ["1", "2", "3"] }])
    same(idsOf(yield* all()), ["1", "2", "3"])
  })],
  ["any version but the stream's own is refused, and its own is accepted", Effect.gen(function*() {
    yield* appendTo(a, 0, "1", "2", "3")
    for (const wrong of [1, 2, 4]) {
      const [violation] = yield* conflictOf(appendTo(a, wrong, "x"))
      same([violation?.expected, violation?.actual], [wrong, 3])
    }
    yield* appendTo(a, 3, "4")
    same(idsOf(yield* all()), ["1", "2", "3", "4"])
  })],
  ["a conflict names the true version and hands over the events after the expected one", Effect.gen(function*() {
    yield* appendTo(a, 0, "1", "2", "3")
    same(yield* conflictOf(appendTo(a, 1, "x")), [{ stream: a, expected: 1, actual: 3, since: ["2", "3"] }])
  })],
  ["a stream has no holes: a version ahead of an unknown stream is refused", Effect.gen(function*() {
    same(yield* conflictOf(appendTo(a, 5, "x")), [{ stream: a, expected: 5, actual: 0, since: [] }])
  })],
  ["of several writers at one version exactly one wins", Effect.gen(function*() {
    for (let round = 0; round < 20; round++) {
      const rivals = yield* Effect.all(upTo(4).map((n) => Effect.result(appendTo(a, round, `${round}-${n}`))), { concurrency: "unbounded" })
      is(rivals.filter(Result.isSuccess).length, 1)
    }
    same(positionsOf(yield* all()), upTo(20))
  })],
  ["of two who would create one stream at once, one does, every time", Effect.gen(function*() {
    for (let round = 0; round < 50; round++) {
      const stream = StreamId.make(`appointment/${round}`)
      const rivals = yield* Effect.all([1, 2].map((n) => Effect.result(appendTo(stream, 0, `${round}-${n}`))), { concurrency: "unbounded" })
      is(rivals.filter(Result.isSuccess).length, 1)
    }
    is((yield* all()).length, 50)
  })],
  ["thousands of events in one append are all stored, in order", Effect.gen(function*() {
    const ids = Array.makeBy(8_001, String)
    yield* append({ writes: [{ stream: a, expected: v(0), events: Array.map(ids, (id) => event(id)) }] })
    same(idsOf(yield* all()), ids)
  })],
  ["a batch is kept whole or not at all", Effect.gen(function*() {
    yield* appendTo(a, 0, "a1")
    same(yield* conflictOf(append({ writes: [write(a, 1, "a2"), write(b, 1, "b1")] })), [{ stream: b, expected: 1, actual: 0, since: [] }])
    same(idsOf(yield* all()), ["a1"])
    const { from } = yield* appendTo(a, 1, "a3")
    is(from, 2)
  })],
  ["writes to one stream in one batch apply in order, the second on top of the first", Effect.gen(function*() {
    const { versions, to } = yield* append({ writes: [write(a, 0, "1"), write(b, 0, "2"), write(a, 1, "3")] })
    same([versions, to], [{ [a]: 2, [b]: 1 }, 3])
    same(idsOf(yield* all()), ["1", "2", "3"])
  })],
  ["a second write to a stream in one batch must expect what the first one leaves", Effect.gen(function*() {
    for (const wrong of [0, 2]) {
      same((yield* conflictOf(append({ writes: [write(a, 0, "1"), write(a, wrong, "2")] }))).map(({ stream }) => stream), [a])
    }
    same(yield* all(), [])
  })],
  ["a check refuses the batch when its stream has moved, and adds nothing to it when it has not", Effect.gen(function*() {
    yield* appendTo(c, 0, "c1", "c2", "c3")
    same(yield* conflictOf(append({ writes: [write(a, 0, "a1")], checks: [{ stream: c, expected: v(2) }] })), [{ stream: c, expected: 2, actual: 3, since: ["c3"] }])
    yield* append({ writes: [write(a, 0, "a1")], checks: [{ stream: c, expected: v(3) }] })
    const { streams: [stream] } = yield* load(c)
    is(stream?.version, 3)
  })],
  ["every stream that has moved is listed", Effect.gen(function*() {
    yield* append({ writes: [write(a, 0, "a1"), write(b, 0, "b1")] })
    const found = yield* conflictOf(append({ writes: [write(c, 0, "c1")], checks: [{ stream: a, expected: v(0) }, { stream: c, expected: v(0) }, { stream: b, expected: v(5) }] }))
    same(found.map(({ stream }) => stream).sort(), [a, b])
  })],
  ["batches that take two streams in opposite orders both go through in the end", Effect.gen(function*() {
    const store = yield* EventStore
    const both = (first: typeof a, second: typeof a, id: string) =>
      Effect.gen(function*() {
        const { streams: [x, y] } = yield* store.load([{ stream: first }, { stream: second }])
        yield* store.append({ writes: [write(first, x?.version ?? 0, `${id}-1`), write(second, y?.version ?? 0, `${id}-2`)] })
      }).pipe(Effect.retry({ times: 200, while: ({ _tag }) => _tag === "Conflict" }))
    yield* Effect.all(upTo(16).map((n) => n % 2 === 0 ? both(a, b, `${n}`) : both(b, a, `${n}`)), { concurrency: "unbounded" })
    same(positionsOf(yield* all()), upTo(32))
  })],
  ["two resources are taken together or not at all, however many ask", Effect.gen(function*() {
    const rivals = yield* Effect.all(upTo(24).map((n) => Effect.result(append({ writes: [write(a, 0, `${n}-bay`), write(b, 0, `${n}-technician`)] }))), { concurrency: "unbounded" })
    is(rivals.filter(Result.isSuccess).length, 1)
    const ids = idsOf(yield* all())
    is(ids.length, 2)
    is(ids[0]?.split("-")[0], ids[1]?.split("-")[0])
  })],
  ["a batch is recorded at one instant, which the writer is told", Effect.gen(function*() {
    const { recordedAt } = yield* append({ writes: [write(a, 0, "1", "2"), write(b, 0, "3")] })
    same((yield* all()).map((one) => one.recordedAt), [recordedAt, recordedAt, recordedAt])
  })],
  ["the same command again answers with the first result and stores nothing", Effect.gen(function*() {
    const batch = { writes: [write(a, 0, "1", "2")] as const, command: { id: "book-1", fingerprint: "f" } }
    const first = yield* append(batch)
    same(yield* append(batch), { ...first, duplicate: true })
    // The streams have moved on; what was answered then is still the answer.
    yield* appendTo(a, 2, "3")
    same(yield* append(batch), { ...first, duplicate: true })
    is((yield* all()).length, 3)
  })],
  ["the same command from many sides at once is done once, and all get one answer", Effect.gen(function*() {
    const batch = { writes: [write(a, 0, "1")] as const, command: { id: "book-1", fingerprint: "f" } }
    const answers = yield* Effect.all(upTo(16).map(() => append(batch)), { concurrency: "unbounded" })
    is(answers.filter(({ duplicate }) => !duplicate).length, 1)
    same(new Set(answers.map(({ from, to }) => `${from}-${to}`)), new Set(["1-1"]))
  })],
  ["a command's id cannot be used for another command", Effect.gen(function*() {
    yield* append({ writes: [write(a, 0, "1")], command: { id: "book-1", fingerprint: "f" } })
    const error = yield* Effect.flip(append({ writes: [write(b, 0, "2")], command: { id: "book-1", fingerprint: "g" } }))
    is(error._tag, "CommandReused")
    is((yield* all()).length, 1)
  })],
  ["an event's id is used once in a log, and a batch that uses one again is not kept", Effect.gen(function*() {
    yield* appendTo(a, 0, "1")
    for (const batch of [[write(b, 0, "2", "1")], [write(b, 0, "3"), write(c, 0, "3")]] as const) {
      is((yield* Effect.flip(append({ writes: batch })))._tag, "StoreUnavailable")
    }
    same(idsOf(yield* all()), ["1"])
  })],
  ["a refused command leaves its id free", Effect.gen(function*() {
    const command = { id: "book-1", fingerprint: "f" }
    yield* conflictOf(append({ writes: [write(a, 3, "1")], command }))
    const { duplicate } = yield* append({ writes: [write(a, 0, "1")], command })
    ok(!duplicate)
  })],
  ["load tells whether a command is recorded, with its fingerprint and first result", Effect.gen(function*() {
    const store = yield* EventStore
    const first = yield* append({ writes: [write(a, 0, "1")], command: { id: "book-1", fingerprint: "f" } })
    same((yield* store.load([{ stream: b }], "book-1")).recorded, { fingerprint: "f", appended: first })
    is((yield* store.load([{ stream: b }], "book-2")).recorded, undefined)
    is(yield* store.head, p(1))
  })]
]
