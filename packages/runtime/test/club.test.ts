import { assert, describe, it } from "@effect/vitest"
import { Instant } from "@servicelane/core"
import { CommandHandler, EventStore, Position, submit } from "@servicelane/runtime"
import { MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect, Layer, Stream } from "effect"

const calendar = { zone: "Asia/Shanghai", weekly: {}, holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [] }
const document = { site: "corner", name: "Corner", calendar, advisors: [], technicians: [], bays: [], jobs: [], policies: [] }

const send = (aggregate: string, id: string, command: Record<string, unknown>) =>
  submit({ commandId: `${aggregate}-${id}`, site: "corner", aggregate, id, command: { at: Instant.Instant.make("2026-09-17T10:00:00.000Z"), ...command } }, "test")

describe("customers who join the club at the same moment", () => {
  it("have a number each, from 000001 on, without a gap, whichever process takes them in", () =>
    Effect.runPromise(Effect.provide(
      Effect.gen(function*() {
        yield* send("site", "corner", { _tag: "Apply", document })
        // Two processes share the store, so that one does not know what the other is about to write.
        const join = (n: number) => Effect.provide(send("club", `customer-${n}`, { _tag: "JoinClub", type: "club", paidBy: "fee" }), CommandHandler.layer(), { local: true })
        yield* Effect.forEach(Array.from({ length: 12 }, (_, n) => n), join, { concurrency: "unbounded" })
        const store = yield* EventStore
        const log = yield* Stream.runCollect(store.readAll(Position.make(0)))
        const serials = log.filter(({ type }) => type === "CardNumbered").map(({ data }) => data.serial)
        assert.deepStrictEqual(serials, Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(6, "0")))
        assert.strictEqual(new Set(log.filter(({ type }) => type === "MemberJoined").map(({ data }) => data.serial)).size, 12)
      }),
      CommandHandler.layer().pipe(Layer.provideMerge(MemoryEventStore.layer))
    )))
})
