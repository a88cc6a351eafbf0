/** A small dealership in Shanghai and everybody who speaks in it: what they say goes through the command path, and processes answer. */
import { type Callback, CallTalk, Care, Instant, processes, scriptFor, Site } from "@servicelane/core"
import { type Checkpoints, CommandHandler, EventStore, Position, Reactor, type Submission, submit, vocabulary } from "@servicelane/runtime"
import { MemoryCheckpoints, MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect, Layer, Schema, Stream } from "effect"

const days = ["mon", "tue", "wed", "thu", "fri", "sat"]
const week = Object.fromEntries(days.map((day) => [day, [{ from: "09:00", to: "18:00" }]]))

export const document = Schema.decodeUnknownSync(Site.Document)({
  site: "pudong", name: "Pudong service",
  calendar: { zone: "Asia/Shanghai", weekly: week, holidays: "open", makeup: "own-weekday", exceptions: [], blocks: [] },
  advisors: [{ id: "anna", hours: week, breaks: [], tickMinutes: 15, perTick: 1 }],
  technicians: [{ id: "tom", hours: week, breaks: [], skills: { mechanical: 1 }, efficiencyPct: 100 }],
  bays: [{ id: "lift-1", type: "lift" }, { id: "lift-2", type: "lift" }],
  jobs: ["service", "wipers"].map((code) => ({
    code, name: code, stages: [{ name: code, flagMin: 30, elapsedP50: 30, elapsedP80: 40, skill: { id: "mechanical", level: 1 }, bay: "lift" }]
  })),
  policies: [],
  care: { schedules: [{ first: { km: 5_000, months: 2 }, every: { km: 5_000, months: 3 } }], hotline: "+86 21 5555 0100" }
})

/** A moment by the wall clock of Shanghai: `07-14 09:30` of 2026. */
export const at = (wall: string): Instant.Instant => Instant.addMinutes(Instant.Instant.make(`2026-${wall.slice(0, 5)}T${wall.slice(6)}:00.000Z`), -8 * 60)

type Services = EventStore | CommandHandler.CommandHandler | Checkpoints

/** On an empty log that knows the site. */
export const inHouse = <A, E>(story: Effect.Effect<A, E, Services>): Promise<A> =>
  Effect.runPromise(Effect.provide(
    Effect.andThen(say("06-01 00:00", "site", "Apply", "pudong", { document }), story),
    CommandHandler.layer().pipe(Layer.provideMerge(Layer.merge(MemoryEventStore.layer, MemoryCheckpoints.layer)))
  ))

/** Somebody says something at a moment; answers with the kinds of facts that came of it. */
export const say = (wall: string, aggregate: Submission["aggregate"], _tag: string, id: string, more: Record<string, Schema.Json> = {}) =>
  Effect.map(
    submit({ commandId: `${wall} ${aggregate} ${_tag} ${id}`, site: "pudong", aggregate, id, command: { _tag, at: at(wall), ...more } }, "test"),
    ({ events }) => events.map(({ type }) => type)
  )

/** The answers of a whole talk: the first of each question's, but for those that are given. */
export const talk = (kind: Callback.Kind, given: Callback.Answers = {}): Callback.Answers => {
  const script = scriptFor(Care.whole(document.care).scripts, kind)
  const answers: Record<string, string | number> = {}
  for (;;) {
    const { next } = CallTalk.run(script, answers)
    if (next._tag !== "Asks") return answers
    const { question, choices, count } = next
    answers[question] = given[question] ?? choices[0]?.code ?? count?.least ?? ""
  }
}

/** All that was kept, as the domain knows it. */
export const facts = Effect.flatMap(EventStore, (store) =>
  Stream.runCollect(Stream.mapEffect(store.readAll(Position.make(0)), (recorded) => Effect.fromResult(vocabulary.decode(recorded)))))

/** A reactor of all processes. */
export const house = Reactor.make(processes)
