import { assert, describe, it } from "@effect/vitest"
import { StreamId } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import fc from "fast-check"
import { FoldCache, type Known } from "../src/FoldCache.ts"
import { type Read, StreamCache } from "../src/StreamCache.ts"
import { versionOf } from "../src/Recorded.ts"

/** What stands on the shelves, in the order in which it was put there: the order of folding is seen. */
type State = ReadonlyArray<string>

const shelf = { initial: [] as State, evolve: (state: State, put: string): State => [...state, put] }

const name = (n: number): StreamId => StreamId.make(`shelf/s-${n}`)

const readOf = (events: ReadonlyArray<string>): Read<string> => ({ version: versionOf(events.length), events })

/** Folded from the beginning, stream after stream, each once. */
const anew = (named: ReadonlyArray<StreamId>, read: ReadonlyMap<StreamId, Read<string>>): State =>
  [...new Set([...named, ...read.keys()])].flatMap((stream) => read.get(stream)?.events ?? [])

const many = 200

/** Streams grow, by whomever; then somebody asks about some of them, in some order, perhaps knowing less than the last who asked. */
const story = fc.array(fc.record({
  grows: fc.array(fc.record({ stream: fc.nat(4), put: fc.constantFrom("cup", "plate", "bowl") }), { maxLength: 3 }),
  behind: fc.nat(2),
  asked: fc.array(fc.nat(4), { maxLength: 6 }),
  beside: fc.array(fc.nat(4), { maxLength: 2 }),
  /** Somebody asks about so many others then that all of these give way. */
  isCrowded: fc.integer({ min: 0, max: 9 }).map((n) => n === 0)
}), { maxLength: 12 })

const crowd = new Map(Array.from({ length: many }, (_, n) => [name(many + n), readOf(["glass"])]))

describe("a cache of folds", () => {
  const answersTruly = (make = () => new FoldCache<State, string>(shelf)): void =>
    fc.assert(fc.property(story, (steps) => {
      const cache = make()
      const kept = new Map<StreamId, ReadonlyArray<string>>()
      for (const { grows, asked, beside, behind, isCrowded } of steps) {
        for (const { stream, put } of grows) kept.set(name(stream), [...kept.get(name(stream)) ?? [], put])
        const named = asked.map(name)
        // What is read comes in any order, and what is named first may not be read yet.
        const read = new Map([...beside.map(name), ...named.slice(1).toReversed()].map((stream) => {
          const events = kept.get(stream) ?? []
          return [stream, readOf(events.slice(0, Math.max(0, events.length - behind)))]
        }))
        const { state, streams } = cache.known(named, read)
        assert.deepStrictEqual(state, anew(named, read))
        assert.deepStrictEqual([...streams.keys()], [...new Set([...named, ...read.keys()])].filter((stream) => read.has(stream)))
        assert.deepStrictEqual(new Map(streams), read)
        if (isCrowded) assert.lengthOf(cache.known([], crowd).state, many)
      }
    }))

  it("answers what folding all events anew answers, however streams grow and whatever is asked before", () => answersTruly())

  it("and the law notices one that carries on from another beginning", () =>
    noticed(() => answersTruly(() => {
      const honest = new FoldCache<State, string>(shelf)
      const seen = new Map<StreamId, State>()
      return Object.assign(Object.create(honest) as FoldCache<State, string>, {
        known: (named: ReadonlyArray<StreamId>, read: ReadonlyMap<StreamId, Read<string>>) => {
          const { state, streams } = honest.known(named, read)
          const [first] = named
          const before = first === undefined ? undefined : seen.get(first)
          if (first !== undefined) seen.set(first, state)
          return { state: before ?? state, streams }
        }
      })
    })))

  const counting = () => {
    let evolved = 0
    const cache = new FoldCache<State, string>({ ...shelf, evolve: (state, put) => { evolved++; return shelf.evolve(state, put) } })
    return { cache, evolved: () => evolved }
  }

  it("evolves only what came since, where many commands read the same", () => {
    const { cache, evolved } = counting()
    const site = readOf(["cup", "plate"])
    cache.known([name(0), name(1)], new Map([[name(0), site], [name(1), readOf(["bowl"])]]))
    assert.strictEqual(evolved(), 3)
    cache.known([name(0), name(1)], new Map([[name(0), site], [name(1), readOf(["bowl", "cup"])]]))
    assert.strictEqual(evolved(), 4)
  })

  it("keeps no place for streams in which nothing has happened", () => {
    const { cache, evolved } = counting()
    const used = new Map([[name(0), readOf(["cup"])]])
    cache.known([], new Map([...used, ...Array.from({ length: many }, (_, n) => [name(n + 1), readOf([])] as const)]))
    assert.deepStrictEqual(cache.known([], used).state, ["cup"])
    assert.strictEqual(evolved(), 1)
  })

  it("forgets what was not asked for the longest, which costs work and changes nothing", () => {
    const { cache, evolved } = counting()
    const ask = (n: number) => cache.known([name(n)], new Map([[name(n), readOf([`cup-${n}`])]])).state
    for (let n = 0; n < many; n++) assert.deepStrictEqual(ask(n), [`cup-${n}`])
    assert.deepStrictEqual(ask(many - 1), [`cup-${many - 1}`])
    assert.strictEqual(evolved(), many)
    assert.deepStrictEqual(ask(0), ["cup-0"])
    assert.strictEqual(evolved(), many + 1)
    // What is asked for again and again stays.
    for (let n = 1; n < many; n++) ask(n % 100 === 0 ? 0 : n + many)
    ask(0)
    assert.strictEqual(evolved(), many + 1 + many - 2)
  })
})

describe("what a cache of folds foresees", () => {
  const shelves = 6

  /** Some things stand there to say that another shelf is to be looked at: what is named depends on what was found. */
  const reads = (state: State): ReadonlyArray<StreamId> => [0, ...state.flatMap((put) => put.startsWith("see ") ? Number(put.slice(4)) : [])].map(name)

  const put = fc.oneof(fc.constant("cup"), fc.integer({ min: 1, max: shelves - 1 }).map((n) => `see ${n}`))

  /** Shelves, and how much of each is not known here. */
  const kitchen = fc.array(fc.record({ events: fc.array(put, { maxLength: 4 }), behind: fc.nat(3) }), { minLength: shelves, maxLength: shelves }).map((all) => ({
    now: new Map(all.map(({ events }, n) => [name(n), readOf(events)])),
    lastRead: new Map(all.map(({ events, behind }, n) => [name(n), readOf(events.slice(0, Math.max(0, events.length - behind)))]))
  }))

  const unread = readOf([])
  const from = (streams: ReadonlyMap<StreamId, Read<string>>) => (stream: StreamId): Read<string> => streams.get(stream) ?? unread

  const nothing: Known<State, string> = { state: shelf.initial, streams: new Map() }

  /** One load after the other, until nothing is named that was not read. */
  const looked = (start: Known<State, string>, read: (stream: StreamId) => Read<string>, loads = Infinity) => {
    let { state, streams } = start
    for (let load = 0;; load++) {
      const named = reads(state)
      const missing = named.filter((stream) => !streams.has(stream))
      if (missing.length === 0 || load === loads) return { named, state, streams }
      streams = new Map([...streams, ...missing.map((stream) => [stream, read(stream)] as const)])
      state = anew(named, streams)
    }
  }

  it("is what would be read if nothing had been written since, however much was read already", () =>
    fc.assert(fc.property(kitchen, fc.nat(3), ({ now, lastRead }, loads) => {
      const start = looked(nothing, from(now), loads)
      const before = new Map(start.streams)
      const { named, state } = looked(start, from(lastRead))
      assert.deepStrictEqual(new FoldCache<State, string>(shelf).foreseen(start, reads, from(lastRead)), { named, state })
      assert.deepStrictEqual(new Map(start.streams), before)
    })))

  it("is, once it is read, the very same state, so that nobody need ask what else is named", () =>
    fc.assert(fc.property(kitchen, ({ now }) => {
      const cache = new FoldCache<State, string>(shelf)
      const { named, state } = cache.foreseen(nothing, reads, from(now))
      assert.strictEqual(cache.known(named, new Map(named.map((stream) => [stream, from(now)(stream)]))).state, state)
    })))

  it("is another state than what is read where anything was written since: a wrong guess is noticed", () =>
    fc.assert(fc.property(kitchen, put, fc.nat(), ({ now }, more, any) => {
      const cache = new FoldCache<State, string>(shelf)
      const { named, state } = cache.foreseen(nothing, reads, from(now))
      const grown = named[any % named.length] ?? name(0)
      const read = new Map(named.map((stream) => [stream, readOf([...from(now)(stream).events, ...stream === grown ? [more] : []])]))
      const { state: found } = cache.known(named, read)
      assert.notStrictEqual(found, state)
      assert.deepStrictEqual(found, anew(named, read))
    })))

  it("ends where a stream was never read: that is named, and nothing is known of it", () => {
    const cache = new FoldCache<State, string>(shelf)
    const last = new StreamCache<string>()
    const guess = () => cache.foreseen(nothing, reads, (stream) => last.get(stream))
    assert.deepStrictEqual(guess(), { named: [name(0)], state: [] })
    last.put(name(0), readOf(["cup", "see 1"]))
    assert.deepStrictEqual(guess(), { named: [name(0), name(1)], state: ["cup", "see 1"] })
    last.put(name(1), readOf(["see 2"]))
    assert.deepStrictEqual(guess(), { named: [name(0), name(1), name(2)], state: ["cup", "see 1", "see 2"] })
  })
})
