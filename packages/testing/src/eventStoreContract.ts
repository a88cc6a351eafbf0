/** What every event store promises, each promise as a test: the whole test file of an adapter is a call of this. */
import { EventStore } from "@servicelane/runtime"
import { Context, Effect, Layer } from "effect"
import { deepStrictEqual as same } from "node:assert/strict"
import { appending } from "./store/append.ts"
import { following } from "./store/changes.ts"
import { type Case, provenOn } from "./store/Case.ts"
import { a, all, appendTo, idsOf } from "./store/desk.ts"
import { reading } from "./store/read.ts"

/** The two functions of a test runner that a contract needs, as vitest, node:test and others have them. */
export interface Runner {
  readonly describe: (title: string, body: () => void) => void
  readonly it: (title: string, body: () => Promise<void>) => void
}

export const eventStoreCases: ReadonlyArray<Case> = [...appending, ...reading, ...following]

export { provenOn } from "./store/Case.ts"

/** The same streams, versions and command ids in two logs are not the same. */
const apart = (fresh: () => Layer.Layer<EventStore, unknown>): Effect.Effect<void, unknown> =>
  Effect.scoped(Effect.gen(function*() {
    const north = Context.get(yield* Layer.build(Layer.fresh(fresh())), EventStore)
    const south = Context.get(yield* Layer.build(Layer.fresh(fresh())), EventStore)
    const within = <A, E>(log: EventStore["Service"], effect: Effect.Effect<A, E, EventStore>) => Effect.provideService(effect, EventStore, log)
    yield* within(north, appendTo(a, 0, "n1", "n2"))
    same({ ...yield* within(south, appendTo(a, 0, "s1")) }.from, 1)
    same([idsOf(yield* within(north, all())), idsOf(yield* within(south, all()))], [["n1", "n2"], ["s1"]])
  }))

/** `fresh` makes the layer of an empty log, anew for each promise. */
export const eventStoreContract = ({ describe, it }: Runner, name: string, fresh: () => Layer.Layer<EventStore, unknown>): void => {
  describe(`${name} keeps the promises of an event store`, () => {
    for (const [promise, proof] of eventStoreCases) it(promise, () => Effect.runPromise(provenOn(proof, fresh())))
    it("two logs never meet, though their streams bear the same names", () => Effect.runPromise(apart(fresh)))
  })
}
