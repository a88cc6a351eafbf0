import { assert, describe, it } from "@effect/vitest"
import { StreamId } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import fc from "fast-check"
import { FoldCache } from "../src/FoldCache.ts"
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

/** Streams grow, by whomever; then somebody asks about some of them, in some order, perhaps knowing less than the last who asked. */
const story = fc.array(fc.record({
  grows: fc.array(fc.record({ stream: fc.nat(4), put: fc.constantFrom("cup", "plate", "bowl") }), { maxLength: 3 }),
  behind: fc.nat(2),
  asked: fc.array(fc.nat(4), { maxLength: 6 }),
  beside: fc.array(fc.nat(4), { maxLength: 2 })
}), { maxLength: 12 })

const many = 200

describe("a cache of folds", () => {
  const answersTruly = (make = () => new FoldCache<State, string>(shelf)): void =>
    fc.assert(fc.property(story, (steps) => {
      const cache = make()
      const kept = new Map<StreamId, ReadonlyArray<string>>()
      for (const { grows, asked, beside, behind } of steps) {
        for (const { stream, put } of grows) kept.set(name(stream), [...kept.get(name(stream)) ?? [], put])
        const named = asked.map(name)
        const read = new Map([...named, ...beside.map(name)].map((stream) => [stream, readOf((kept.get(stream) ?? []).slice(0, Math.max(0, (kept.get(stream) ?? []).length - behind)))]))
        const { state, streams } = cache.known(named, read)
        assert.deepStrictEqual(state, anew(named, read))
        assert.deepStrictEqual(new Map(streams), read)
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

  it("evolves only what came since, where many commands read the same", () => {
    let evolved = 0
    const cache = new FoldCache<State, string>({ ...shelf, evolve: (state, put) => { evolved++; return [...state, put] } })
    const site = readOf(["cup", "plate"])
    cache.known([name(0), name(1)], new Map([[name(0), site], [name(1), readOf(["bowl"])]]))
    assert.strictEqual(evolved, 3)
    cache.known([name(0), name(1)], new Map([[name(0), site], [name(1), readOf(["bowl", "cup"])]]))
    assert.strictEqual(evolved, 4)
  })

  it("forgets what was not asked for the longest, which costs work and changes nothing", () => {
    let evolved = 0
    const cache = new FoldCache<State, string>({ ...shelf, evolve: (state, put) => { evolved++; return [...state, put] } })
    const ask = (n: number) => cache.known([name(n)], new Map([[name(n), readOf([`cup-${n}`])]])).state
    for (let n = 0; n < many; n++) assert.deepStrictEqual(ask(n), [`cup-${n}`])
    assert.deepStrictEqual(ask(many - 1), [`cup-${many - 1}`])
    assert.strictEqual(evolved, many)
    assert.deepStrictEqual(ask(0), ["cup-0"])
    assert.strictEqual(evolved, many + 1)
    // What is asked for again and again stays.
    for (let n = 1; n < many; n++) ask(n % 100 === 0 ? 0 : n + many)
    ask(0)
    assert.strictEqual(evolved, many + 1 + many - 2)
  })

  it("foresees what a command names, as far as its streams were ever read", () => {
    const cache = new FoldCache<State, string>(shelf)
    const last = new StreamCache<string>()
    const reads = (state: State): ReadonlyArray<StreamId> => [name(0), ...state.includes("cup") ? [name(1)] : [], ...state.includes("plate") ? [name(2)] : []]
    const nothing = cache.known([], new Map())
    assert.deepStrictEqual(cache.foreseen(nothing, reads, (stream) => last.get(stream)), { named: [name(0)], state: [] })
    last.put(name(0), readOf(["cup"]))
    last.put(name(1), readOf(["plate"]))
    assert.deepStrictEqual(cache.foreseen(nothing, reads, (stream) => last.get(stream)), { named: [name(0), name(1), name(2)], state: ["cup", "plate"] })
  })
})
