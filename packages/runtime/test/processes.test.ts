import { assert, describe, it } from "@effect/vitest"
import { CommandHandler, EventStore, Position, StoreUnavailable, type Submission } from "@servicelane/runtime"
import { MemoryCheckpoints } from "@servicelane/runtime/memory"
import { Effect, Layer, type Schema, Stream } from "effect"
import fc from "fast-check"
import { at, facts, house, inHouse, say, talk } from "./house.ts"

type Step = readonly [wall: string, room: Submission["aggregate"], tag: string, id: string, more?: Record<string, Schema.Json>]

const wish = { jobs: ["service"], transport: "wait", customer: "li", vehicle: "car-1" }

/** What may be said of one car and its customer in a few weeks; whatever does not fit is refused. */
const steps: ReadonlyArray<Step> = [
  ["06-01 15:00", "vehicle", "Describe", "car-1", { brand: "Toyota", model: "Camry", plates: {} }],
  ["06-01 15:01", "vehicle", "HandOver", "car-1", { date: "2026-06-01", km: 12, roles: { owner: "li", driver: "zhao" } }],
  ["06-02 14:00", "callback", "Conclude", "sale:car-1", { outcome: { _tag: "Done" }, answers: talk("sale") }],
  ["07-02 09:00", "vehicle", "Review", "car-1"],
  ["07-03 10:00", "appointment", "Book", "a1", { ...wish, channel: "advisor", arriveAt: at("07-08 10:00") }],
  ["07-03 10:20", "callback", "Conclude", "verify-booking:a1", { outcome: { _tag: "Denied" }, answers: talk("verify-booking", { verify: "unknown" }) }],
  ["07-04 10:00", "appointment", "Confirm", "a1", { how: "call" }],
  ["07-08 10:05", "appointment", "Arrive", "a1"],
  ["07-08 11:05", "appointment", "RecordNoShow", "a1"],
  ["07-08 11:30", "appointment", "ReverseNoShow", "a1", { why: "was here" }],
  ["07-08 11:31", "appointment", "Arrive", "a1"],
  ["07-08 11:40", "visit", "Receive", "a1", { advisor: "anna", km: 4_800 }],
  ["07-08 11:41", "visit", "OpenOrder", "a1", { order: "WIP-1", work: ["maintenance", "body"] }],
  ["07-08 11:42", "appointment", "CorrectArrival", "a1", { arrivedAt: null, why: "another car" }],
  ["07-08 11:50", "visit", "ClockOn", "a1", { technician: "tom", job: "service" }],
  ["07-08 12:20", "visit", "ClockOff", "a1", { technician: "tom", job: "service" }],
  ["07-08 12:21", "visit", "FinishWork", "a1"],
  ["07-08 12:22", "visit", "Inspect", "a1", { by: "ning", passed: true }],
  ["07-08 12:30", "visit", "Wash", "a1", { washed: true }],
  ["07-08 12:40", "visit", "Settle", "a1", { paid: { minor: 50_000, currency: "CNY" } }],
  ["07-08 12:45", "visit", "Deliver", "a1", { parts: [] }],
  ["07-09 10:00", "complaint", "Receive", "k1", { customer: "li", source: "on-site", category: "price" }],
  ["07-09 15:00", "complaint", "OfferSolution", "k1", { by: "fan", solution: "a discount" }],
  ["07-10 10:00", "complaint", "AcceptSolution", "k1"],
  ["07-11 10:00", "vehicle", "CloseFile", "car-1", { gone: "exported", date: "2026-07-11" }]
]

/** The first half is answered as it happens; what comes of the second is open. */
const told = Effect.fnUntraced(function*(history: ReadonlyArray<Step>) {
  const { catchUp } = yield* house
  for (const [i, step] of history.entries()) {
    yield* Effect.ignore(say(...step))
    if (i * 2 < history.length) yield* catchUp
  }
})

/** What stands in the log, whoever came first. */
const kept = Effect.flatMap(EventStore, (store) =>
  Effect.map(Stream.runCollect(store.readAll(Position.make(0))), (all) => all.map(({ stream, type, data }) => `${stream} ${type} ${JSON.stringify(data)}`).sort()))

/** The calls that are still to be made, by what they are about. */
const owed = Effect.map(facts, (all) => {
  const open = new Map<string, string>()
  for (const event of all) {
    if (event._tag === "CallbackRequested") open.set(event.id, `${event.kind} ${JSON.stringify(event.about)}`)
    if (event._tag === "CallbackConcluded" || event._tag === "CallbackWithdrawn" || event._tag === "CallbackGivenUp") open.delete(event.id)
  }
  return [...open.values()].sort()
})

const end = at("07-20 12:00")

/** A reactor of its own checkpoints, as another process would have. */
const alone = Effect.provide(Effect.flatMap(house, ({ tick }) => tick(end)), Layer.fresh(MemoryCheckpoints.layer))

const afterwards = (history: ReadonlyArray<Step>, react: Effect.Effect<unknown, unknown, Effect.Services<typeof alone>>) =>
  inHouse(Effect.andThen(told(history), Effect.andThen(react, kept)))

/** The store takes so many batches, and then no more. */
const failingAfter = (batches: number) =>
  CommandHandler.layer().pipe(Layer.provideMerge(Layer.effect(EventStore, Effect.map(EventStore, (store) => {
    let left = batches
    return EventStore.of({ ...store, append: (batch) => --left < 0 ? Effect.fail(new StoreUnavailable({ reason: "The power is gone." })) : store.append(batch) })
  }))))

const histories = fc.subarray([...steps], { minLength: 4 })

describe("the processes of a dealership", () => {
  it("ask for the same, however many reactors answer the same facts at once", () =>
    fc.assert(fc.asyncProperty(histories, async (history) => {
      const one = await afterwards(history, alone)
      assert.deepStrictEqual(await afterwards(history, Effect.all([alone, alone, alone], { concurrency: "unbounded" })), one)
      assert.deepStrictEqual(await afterwards(history, Effect.andThen(alone, alone)), one)
    }), { numRuns: 40 }))

  it("lose nothing and ask for nothing twice when the power goes at any moment", () =>
    fc.assert(fc.asyncProperty(histories, fc.nat({ max: 25 }), async (history, batches) => {
      const cut = Effect.ignore(Effect.provide(alone, failingAfter(batches)))
      assert.deepStrictEqual(await afterwards(history, Effect.andThen(cut, alone)), await afterwards(history, alone))
    }), { numRuns: 40 }))

  it("leave the same calls owed, whether they answer at once or late", () =>
    fc.assert(fc.asyncProperty(histories, async (all) => {
      // What is corrected before anybody answered leaves another visit, and rightly so.
      const history = all.filter(([, room, tag]) => room !== "callback" && tag !== "CorrectArrival")
      const prompt = Effect.gen(function*() {
        const { catchUp } = yield* house
        for (const step of history) {
          yield* Effect.ignore(say(...step))
          yield* catchUp
        }
      })
      const late = Effect.andThen(Effect.forEach(history, (step) => Effect.ignore(say(...step))), Effect.flatMap(house, ({ catchUp }) => catchUp))
      assert.deepStrictEqual(await inHouse(Effect.andThen(late, owed)), await inHouse(Effect.andThen(prompt, owed)))
    }), { numRuns: 60 }))

  it("have much to do in such a history", () =>
    afterwards(steps.filter(([, , tag, id]) => tag !== "CorrectArrival" && id !== "verify-booking:a1"), alone).then((all) => {
      for (const type of ["CustomerRegistered", "CallbackRequested", "CallbackConcluded", "CallbackWithdrawn", "VisitOpened", "VehicleServiced", "MessageRequested", "ComplaintSettled"]) {
        assert.isTrue(all.some((line) => line.includes(` ${type} `)), type)
      }
    }))
})
