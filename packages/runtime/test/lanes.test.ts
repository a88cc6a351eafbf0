import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import fc from "fast-check"
import { makeLanes } from "../src/Lanes.ts"

type Lanes = ReturnType<typeof makeLanes>

/** How many are in each lane at once at most, when so many come with these names, some of whom go away again while they wait. */
const crowd = (inLanes: Lanes, all: ReadonlyArray<{ readonly names: ReadonlyArray<string>; readonly stays: boolean }>) =>
  Effect.gen(function*() {
    const inside = new Map<string, number>()
    let most = 0
    let done = 0
    const enter = (names: ReadonlyArray<string>, by: number): void => {
      for (const name of new Set(names)) {
        inside.set(name, (inside.get(name) ?? 0) + by)
        most = Math.max(most, inside.get(name) ?? 0)
      }
    }
    const come = (names: ReadonlyArray<string>) => inLanes(names, Effect.ensuring(
      Effect.gen(function*() {
        enter(names, 1)
        yield* Effect.yieldNow
        yield* Effect.yieldNow
        done++
      }),
      Effect.sync(() => enter(names, -1))
    ))
    const fibers = yield* Effect.forEach(all, ({ names }) => Effect.forkChild(come(names)))
    yield* Effect.yieldNow
    for (const [i, fiber] of fibers.entries()) if (all[i]?.stays === false) yield* Fiber.interrupt(fiber)
    for (const [i, fiber] of fibers.entries()) if (all[i]?.stays === true) yield* Fiber.join(fiber)
    return { most, done, stayed: all.filter(({ stays }) => stays).length }
  })

describe("a lane", () => {
  const oneAtATime = (lanes: () => Lanes) =>
    fc.assert(fc.asyncProperty(
      fc.array(fc.record({ names: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }), stays: fc.boolean() }), { maxLength: 12 }),
      async (all) => {
        const { most, done, stayed } = await Effect.runPromise(crowd(lanes(), all))
        assert.isAtMost(most, 1)
        assert.isAtLeast(done, stayed)
      }
    ), { numRuns: 300 })

  it("has one in it at a time, and everybody who waits comes in", () => oneAtATime(makeLanes))

  it("is not opened by whoever goes away while the first is still in it", () =>
    Effect.runPromise(Effect.gen(function*() {
      const inLanes = makeLanes()
      const end = yield* Deferred.make<void>()
      let third = "waits"
      const first = yield* Effect.forkChild(inLanes(["a"], Deferred.await(end)))
      yield* Effect.yieldNow
      const second = yield* Effect.forkChild(inLanes(["a"], Effect.void))
      yield* Effect.yieldNow
      yield* Fiber.interrupt(second)
      const last = yield* Effect.forkChild(inLanes(["b", "a"], Effect.sync(() => { third = "came in" })))
      yield* Effect.yieldNow
      assert.strictEqual(third, "waits")
      yield* Deferred.succeed(end, undefined)
      yield* Fiber.join(first)
      yield* Fiber.join(last)
      assert.strictEqual(third, "came in")
    })))

  it("is free again after a failure", () =>
    Effect.runPromise(Effect.gen(function*() {
      const inLanes = makeLanes()
      assert.strictEqual(yield* Effect.flip(inLanes(["a", "b"], Effect.fail("broken"))), "broken")
      assert.strictEqual(yield* inLanes(["b", "a"], Effect.succeed("done")), "done")
    })))
})
