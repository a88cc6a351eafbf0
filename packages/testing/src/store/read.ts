/** Reading: what was written, all of it, in order, and nobody can change it. */
import { deepStrictEqual as same, ok, strictEqual as is } from "node:assert/strict"
import { EventStore, type NewEvent, type Recorded } from "@servicelane/runtime"
import { Array, Effect, Stream } from "effect"
import fc from "fast-check"
import type { Case } from "./Case.ts"
import { a, all, append, appendTo, b, c, event, idsOf, load, p, positionsOf, upTo, v, write } from "./desk.ts"

const awkward: NewEvent["data"] = {
  zero: 0, empty: "", no: false, nothing: null, object: {}, list: [], emoji: "🚗 沪A·12345", separators: "\u2028\u2029", quotes: "\"'\\",
  large: 1e308, small: 5e-324, safe: 9_007_199_254_740_991, nested: { deep: [[[{ x: 1 }]]] }
}

/** What a reader without respect for the types does to an event. */
const scribble = ({ data, personal }: Recorded): void => {
  for (const part of [data, data.driver, personal]) {
    if (typeof part === "object" && part !== null) Reflect.set(part, "name", "changed by a reader")
  }
}

/** Six kinds of events, so that a filter always leaves something out. */
const mixed = (n: number): NewEvent => ({ ...event(String(n)), type: n % 2 === 0 ? "Even" : "Odd", site: [null, "site-1", "site-2"][n % 3] ?? null })

const filters = fc.record({ types: fc.subarray(["Even", "Odd", "Never"]), site: fc.constantFrom("site-1", "site-2", "site-3") }, { requiredKeys: [] })

export const reading: ReadonlyArray<Case> = [
  ["a stream that nobody has written is empty and at version 0", Effect.gen(function*() {
    same((yield* load(a)).streams, [{ stream: a, version: 0, events: [] }])
    const store = yield* EventStore
    is(yield* store.head, 0)
    same(yield* all(), [])
  })],
  ["what is read is what was written, whatever it contains", Effect.gen(function*() {
    const personal = { contact: { name: "Zhang San", phone: "13800138000" } }
    const million = "x".repeat(1_000_000)
    yield* append({ writes: [{ stream: a, expected: v(0), events: [event("1", awkward, personal), event("2", { million })] }] })
    const [first, second] = yield* all()
    same(first?.data, awkward)
    same(first?.personal, personal)
    is(second?.data.million, million)
    is(second?.personal, null)
  })],
  ["every recorded event says where it stands, when and from whom it came", Effect.gen(function*() {
    const full = { ...event("1", {}, { name: "x" }), correlation: "k", causation: "w", traceparent: "00-1-2-01" }
    yield* append({ writes: [{ stream: a, expected: v(0), events: [full] }], command: { id: "book-1", fingerprint: "f" } })
    const [{ recordedAt, ...rest } = { recordedAt: "" }] = yield* all()
    same(rest, { ...full, position: 1, stream: a, version: 1, commandId: "book-1" })
    ok(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(recordedAt))
  })],
  ["`after` is left out, and `after` the end there is nothing", Effect.gen(function*() {
    yield* appendTo(a, 0, "1", "2", "3", "4", "5")
    const store = yield* EventStore
    const whole = yield* all()
    for (const after of [0, 1, 3, 5, 9]) {
      same(yield* all(after), whole.slice(after))
      const { streams: [stream] } = yield* store.load([{ stream: a, after: v(after) }])
      same([stream?.version, stream?.events], [5, whole.slice(after)])
    }
  })],
  ["from any position and with any filter, what is read is that part of the whole", Effect.gen(function*() {
    const store = yield* EventStore
    yield* append({ writes: [{ stream: a, expected: v(0), events: Array.map(Array.range(1, 2_100), mixed) }] })
    const whole = yield* all()
    // Around round numbers, where a store that reads page by page turns the page.
    const position = fc.oneof(fc.nat(2_200), fc.tuple(fc.constantFrom(0, 100, 128, 256, 500, 512, 1_000, 1_024, 2_000, 2_048), fc.nat(2)).map(([n, more]) => n + more))
    for (const [after, filter] of fc.sample(fc.tuple(position, filters), 60)) {
      const part = whole.slice(after).filter(({ type, site }) => (filter.types?.includes(type) ?? true) && (filter.site === undefined || filter.site === site))
      const read = yield* Stream.runCollect(store.readAll(p(after), filter))
      same({ after, filter, positions: positionsOf(read) }, { after, filter, positions: positionsOf(part) })
      same(read, part)
    }
  })],
  ["reading ends at the present, though the reader writes on", Effect.gen(function*() {
    const store = yield* EventStore
    yield* appendTo(a, 0, "1", "2")
    const read = yield* store.readAll(p(0)).pipe(
      Stream.tap(({ version }) => version > 9 ? Effect.void : appendTo(a, version + 1, String(version + 2))),
      Stream.take(10),
      Stream.runCollect
    )
    same(positionsOf(read), [1, 2])
  })],
  ["the head is the position of the newest event", Effect.gen(function*() {
    const store = yield* EventStore
    yield* append({ writes: [write(a, 0, "1", "2"), write(b, 0, "3")] })
    is(yield* store.head, 3)
    yield* Effect.ignore(appendTo(a, 0, "x"))
    yield* appendTo(c, 0, "4")
    is(yield* store.head, 4)
  })],
  ["several streams are read as they were at one moment, in the order asked for", Effect.gen(function*() {
    yield* append({ writes: [write(a, 0, "a1"), write(b, 0, "b1"), write(a, 1, "a2")] })
    const { streams } = yield* load(b, c, a)
    same(streams.map(({ stream, version, events }) => [stream, version, idsOf(events)]), [[b, 1, ["b1"]], [c, 0, []], [a, 2, ["a1", "a2"]]])
  })],
  ["a reader who asks for some types or one site gets those, with their true positions", Effect.gen(function*() {
    const store = yield* EventStore
    const events = Array.map(Array.range(1, 6), (n) => ({ ...event(String(n)), type: n % 2 === 0 ? "Even" : "Odd", site: n > 3 ? "site-2" : "site-1" }))
    yield* append({ writes: [{ stream: a, expected: v(0), events }] })
    same(positionsOf(yield* Stream.runCollect(store.readAll(p(1), { types: ["Even"] }))), [2, 4, 6])
    same(positionsOf(yield* Stream.runCollect(store.readAll(p(0), { site: "site-2", types: ["Even"] }))), [4, 6])
  })],
  ["nobody can change what has happened through what was handed out or handed in", Effect.gen(function*() {
    const data: Record<string, string> = { plate: "true" }
    yield* append({ writes: [{ stream: a, expected: v(0), events: [event("1", data)] }] })
    data.plate = "changed by the writer"
    const [read] = yield* all()
    yield* Effect.ignore(Effect.try(() => Reflect.set(read?.data ?? {}, "plate", "changed by a reader")))
    same((yield* all())[0]?.data, { plate: "true" })
  })],
  ["nor through what a load, a conflict or a follower handed out, however deep", Effect.gen(function*() {
    const store = yield* EventStore
    const command = { id: "book-1", fingerprint: "f" }
    const personal: Record<string, string> = { name: "true" }
    yield* append({ writes: [{ stream: a, expected: v(0), events: [event("1", { driver: { name: "true" } }, personal)] }], command })
    personal.name = "changed by the writer"
    const loaded = yield* store.load([{ stream: a }], command.id)
    const conflict = yield* Effect.flip(appendTo(a, 0, "x"))
    const followed = yield* Stream.runCollect(Stream.take(store.changes(p(0)), 1))
    const refused = conflict._tag === "Conflict" ? conflict.violations.flatMap(({ events }) => events) : []
    for (const one of [...loaded.streams.flatMap(({ events }) => events), ...refused, ...followed]) yield* Effect.ignore(Effect.try(() => scribble(one)))
    yield* Effect.ignore(Effect.try(() => Reflect.set(loaded.recorded ?? {}, "fingerprint", "changed by a reader")))
    const again = yield* store.load([{ stream: a }], command.id)
    for (const one of [...yield* all(), ...again.streams.flatMap(({ events }) => events), ...yield* Stream.runCollect(Stream.take(store.changes(p(0)), 1))]) {
      same([one.data, one.personal], [{ driver: { name: "true" } }, { name: "true" }])
    }
    is(again.recorded?.fingerprint, "f")
  })],
  ["recording times never run backwards, though the clock does, and ids are unique", Effect.gen(function*() {
    for (let n = 0; n < 20; n++) yield* appendTo(a, n, String(n))
    const events = yield* all()
    const times = events.map(({ recordedAt }) => recordedAt)
    same(times, [...times].sort())
    is(new Set(idsOf(events)).size, 20)
  })],
  ["positions are 1, 2, 3 … without a hole, whoever writes and whatever is refused", Effect.gen(function*() {
    const rival = (n: number) => Effect.ignore(appendTo(n % 3 === 0 ? a : b, Math.floor(n / 4), `${n}`))
    yield* Effect.all(upTo(40).map(rival), { concurrency: "unbounded" })
    const events = yield* all()
    same(positionsOf(events), upTo(events.length))
    for (const stream of [a, b]) {
      const own = events.filter((one) => one.stream === stream)
      same(own.map(({ version }) => version), upTo(own.length))
    }
  })]
]
