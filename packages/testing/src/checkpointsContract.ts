/** What every keeper of checkpoints promises. */
import { Checkpoints, Position, type StoreUnavailable } from "@servicelane/runtime"
import { Effect, type Layer } from "effect"
import { deepStrictEqual as same } from "node:assert/strict"
import type { Runner } from "./eventStoreContract.ts"

type Case = readonly [promise: string, proof: Effect.Effect<void, StoreUnavailable, Checkpoints>]

const save = (reader: string, position: number) => Effect.flatMap(Checkpoints, (kept) => kept.save(reader, Position.make(position)))
const load = (reader: string) => Effect.flatMap(Checkpoints, (kept) => kept.load(reader))

const cases: ReadonlyArray<Case> = [
  ["a reader that has never begun is at 0", Effect.map(load("calls"), (position) => same(position, 0))],
  ["a reader goes on from where it was", Effect.gen(function*() {
    yield* save("calls", 7)
    same(yield* load("calls"), 7)
    yield* save("calls", 9)
    same(yield* load("calls"), 9)
  })],
  ["a reader never goes back", Effect.gen(function*() {
    yield* save("calls", 9)
    yield* save("calls", 7)
    same(yield* load("calls"), 9)
  })],
  ["one reader's position is not another's", Effect.gen(function*() {
    yield* save("calls", 9)
    same(yield* load("letters"), 0)
  })]
]

/** `fresh` makes the layer of a keeper that knows nobody, anew for each promise. */
export const checkpointsContract = ({ describe, it }: Runner, name: string, fresh: () => Layer.Layer<Checkpoints, unknown>): void =>
  describe(`${name} keeps the promises of checkpoints`, () => {
    for (const [promise, proof] of cases) it(promise, () => Effect.runPromise(Effect.provide(proof, fresh())))
  })
