/** The customer relations centre: calls that are owed are made, script in hand. */
import { AppointmentId, Callback, Calling, CallTalk, Care, derivedId, Instant, scriptFor } from "@servicelane/core"
import { Effect, Option, Schema } from "effect"
import type { Answer, Services } from "../run.ts"
import { booked } from "./desk.ts"
import { type Driver, kmOf } from "./people.ts"
import type { Owed } from "./watch.ts"
import { dateOf, hour, minute, on, orElse, type World } from "./World.ts"

/** Answers question after question until the talk is over; the first answer of a question is the usual one. */
const talked = (world: World, { kind }: Owed, who: Driver, at: number) => {
  const { chance, document } = world
  const script = scriptFor(Care.whole(document.care).scripts, kind)
  const answers: Record<string, string | number> = {}
  for (;;) {
    const { next } = CallTalk.run(script, answers)
    if (next._tag !== "Asks") return { answers, next }
    const { question, choices, count } = next
    const [usual] = choices
    if (count !== null && (usual === undefined || chance.chance(0.9))) {
      answers[question] = count.unit === "km" ? kmOf(who, dateOf(world, at)) : count.most - chance.below(3)
    } else answers[question] = ((chance.chance(0.82) ? usual : choices[chance.below(choices.length)]) ?? usual)?.code ?? ""
  }
}

const outcome = Schema.decodeUnknownOption(Callback.Outcome)

/** What the talk ends with; an appointment is made first. */
const agreed = (world: World, call: Owed, who: Driver, name: string, detail: Callback.Answers[string] | undefined, at: number): Effect.Effect<Option.Option<Callback.Outcome>, Answer, Services> => {
  if (name !== "Booked") return Effect.succeed(outcome({ _tag: name, reason: detail, category: detail, gone: detail }))
  const id = AppointmentId.make(derivedId("called", call.id))
  return Effect.map(booked(world, id, who, at, 1 + world.chance.below(4), "telephone"), (appointment) => outcome({ _tag: "Booked", appointment }))
}

/** The right person is on the line. */
const conversation = (world: World, call: Owed, who: Driver, at: number): Effect.Effect<unknown, Answer, Services> =>
  Effect.gen(function*() {
    const about = on(world, call.id, at)
    const { answers, next } = talked(world, call, who, at)
    if (next._tag === "CallsAgain") {
      const { because } = next
      if (because !== "another-time") return yield* world.send(Calling.aggregate, { _tag: "Attempt", ...about, met: because })
      yield* world.send(Calling.aggregate, { _tag: "Attempt", ...about, met: "right-person" })
      const window = { from: Instant.fromMillis(at + 24 * hour), by: Instant.fromMillis(at + 30 * hour) }
      return yield* world.send(Calling.aggregate, { _tag: "Postpone", ...on(world, call.id, at + minute), window })
    }
    if (next._tag !== "Ends") return
    const told = yield* agreed(world, call, who, next.outcomes[world.chance.below(next.outcomes.length)] ?? "Done", next.detail === null ? undefined : answers[next.detail], at)
    if (Option.isSome(told)) yield* world.send(Calling.aggregate, { _tag: "Conclude", ...about, outcome: told.value, answers })
  })

/** Two of three are reached. */
const rung = (world: World, call: Owed, at: number): Effect.Effect<unknown, Answer, Services> => {
  const { chance, drivers, send } = world
  const who = drivers.find(({ customer }) => customer === call.about.customer)
  const fate = chance.next()
  if (who !== undefined && fate < 0.68) return conversation(world, call, who, at)
  const met = fate < 0.9 ? "no-answer" : fate < 0.95 ? "busy" : fate < 0.985 ? "third-person" : "wrong-number"
  return send(Calling.aggregate, { _tag: "Attempt", ...on(world, call.id, at), met })
}

/** Somebody takes the call that is due next, if there is one. */
export const calls = (world: World, at: number): void =>
  world.agenda.later(at, Effect.suspend(() => {
    const now = Instant.fromMillis(at)
    const owed = [...world.watch.calls.values()].filter(({ notBefore }) => notBefore <= now).sort((a, b) => a.window.by < b.window.by ? -1 : a.window.by > b.window.by ? 1 : a.id < b.id ? -1 : 1)
    const [call] = owed
    if (call === undefined) return Effect.void
    // Whatever comes of it, others are called first.
    world.watch.calls.set(call.id, { ...call, notBefore: Instant.fromMillis(at + 3 * hour) })
    return orElse(rung(world, call, at), Effect.void)
  }))
