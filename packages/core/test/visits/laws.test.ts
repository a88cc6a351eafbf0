import { assert, describe, it } from "@effect/vitest"
import { type BookingCommand, Domain, fold, Instant, Reception, type VisitCommand, Zone } from "@servicelane/core"
import { evolveIsTotal, histories, noticed, roundTrips, saidOnce, terminalStays } from "@servicelane/testing"
import { Result } from "effect"
import fc from "fast-check"
import { ask, corner, instant } from "../appointments/corner.ts"
import { after, applied, came, decided, here, type House, monday, opened, say, seenBy, through, walkedIn, yuan } from "./house.ts"

const rule: ReadonlyArray<string> = ["safety", "comeback", "warranty-case", "booked", "late-booked", "walk-in"]

/** Everything that can be said of a visit, beside its id and its moment. */
const said: fc.Arbitrary<readonly [string, Readonly<Record<string, unknown>>]> = (() => {
  const why = fc.option(fc.constantFrom("promise", "other"), { nil: undefined, freq: 2 }).map((one) => one === undefined ? {} : { why: one })
  const words = fc.constantFrom({ text: null }, { text: "it squeaks" })
  const line = fc.constantFrom("l1", "l2")
  const technician = fc.constantFrom("tom", "eve", "nobody")
  const job = fc.constantFrom("service", "brakes", "rocket")
  const one = (tag: string, more: fc.Arbitrary<object> = fc.constant({})) => more.map((fields) => [tag, { ...fields }] as const)
  const turn = (fields: fc.Arbitrary<object>) => fc.tuple(why, fields).map(([a, b]) => ({ ...a, ...b }))
  return fc.oneof(
    one("Await"), one("NoteWait"), one("FinishWork", why), one("FinishWork", fc.constant({ why: "other" })),
    one("Receive", turn(fc.record({ advisor: fc.constantFrom("anna", "ben", "carl", "nobody"), km: fc.constantFrom(10, 5_000) }))),
    one("Receive", turn(fc.constant({ advisor: "anna" }))),
    one("Consult", fc.record({ symptoms: fc.constantFrom([], ["brakes-noise"]), findings: words })),
    one("NoteComeback", fc.record({ earlier: fc.constantFrom("a1", "dms-0"), symptom: fc.constant("brakes-noise") })),
    one("Estimate", fc.constantFrom("brakes", "service").map((of) => ({ lines: [{ line: "e1", work: "repair", job: of, price: yuan(1) }] }))),
    one("AgreeEstimate", fc.constant({ lines: ["e1"] })),
    one("CheckParts", fc.constantFrom({ missing: [] }, { missing: ["pads"] })),
    one("OpenOrder", fc.constantFrom({ order: "WIP-1", work: ["repair"] }, { order: "WIP-1", work: ["warranty"] }, { order: "WIP-2", work: ["body"] })),
    one("ClockOn", turn(fc.record({ technician, job }))), one("ClockOff", fc.record({ technician, job })),
    one("ClockOn", fc.constant({ technician: "tom", job: "service", why: "other" })), one("ClockOff", fc.constant({ technician: "tom", job: "service" })),
    one("ProposeWork", fc.record({ line, work: fc.constant("repair"), jobs: fc.constantFrom([], ["brakes"], ["service"]), price: fc.constantFrom(yuan(1), yuan(2)), symptom: fc.constant(null), why: words })),
    one("AgreeWork", line.map((l) => ({ line: l }))), one("DeclineWork", line.map((l) => ({ line: l, reason: "price" }))),
    one("Inspect", turn(fc.record({ by: fc.constant("wu"), passed: fc.boolean() }))), one("Wash", turn(fc.record({ washed: fc.boolean() }))),
    one("Settle", turn(fc.constantFrom({ paid: yuan(0) }, { paid: yuan(5) }))), one("Deliver", fc.constantFrom({ parts: [] }, { parts: [], km: 5_100 })),
    one("Abandon", words.map((text) => ({ why: text }))),
    one("Import", fc.constantFrom(10, 20).map((km) => ({
      external: { system: "dms", id: "1" }, customer: "li", vehicle: "car-a1", advisor: null, work: ["repair"], km, date: "2026-09-18", arrivedAt: null, deliveredAt: null
    })))
  )
})()

/** A visit of long ago, of the car that comes as `a2`. */
const imported = after(opened(), say("Import", monday("08:00"), {
  external: { system: "dms", id: "0" }, customer: "li", vehicle: "car-a1", advisor: null, work: ["repair"], km: null, date: "2026-09-01", arrivedAt: null, deliveredAt: null
}, "dms-0"))

const ids = ["a1", "a2", "w1", "dms-1"]

/** So many minutes after nine on Monday; work goes on into the next days. */
const minute = (n: number): Instant.Instant => Instant.addMinutes(monday("09:00"), n)

const command = fc.tuple(said, fc.integer({ min: -30, max: 3_000 })).map(([[tag, more], at]) => say(tag, minute(at), more))

/** What a workshop says at a step, when nothing is unusual. */
const usual = (tag: VisitCommand.Command["_tag"]): Readonly<Record<string, unknown>> => {
  const why = "other"
  switch (tag) {
    case "Receive":
      return { advisor: "anna", why }
    case "OpenOrder":
      return { order: "WIP-9", work: ["maintenance"] }
    case "ClockOn":
      return { technician: "tom", job: "service", why }
    case "ClockOff":
      return { technician: "tom", job: "service" }
    case "FinishWork":
      return { why }
    case "Inspect":
      return { by: "wu", passed: true, why }
    case "Wash":
      return { washed: true, why }
    case "Settle":
      return { paid: yuan(5), why }
    case "Deliver":
      return { parts: [] }
    default:
      return {}
  }
}

/** What gets a car one step further, whoever waits before it and however far it is. */
const next = (visits: House["visits"], id: string, at: Instant.Instant): VisitCommand.Command | undefined => {
  const visit = visits[id]
  if (visit === undefined) return say("Await", at, {}, id)
  if (visit._tag !== "Here") return undefined
  const { step, atWork: [working], proposals } = visit.car
  const further = (tag: VisitCommand.Command["_tag"], more: Readonly<Record<string, unknown>> = usual(tag)) => say(tag, at, more, id)
  if (step === "reception") return further("Receive")
  if (step === "write-up") return further("OpenOrder", { ...usual("OpenOrder"), order: "WIP-last" })
  if (step === "repair") return further("FinishWork")
  if (step === "work") return working === undefined ? further("FinishWork") : further("ClockOff", { technician: working.technician, job: working.job })
  const open = proposals.find(({ answer }) => answer === "open")
  if (step === "cashier" && open !== undefined) return further("DeclineWork", { line: open.line, reason: "no-reason" })
  return further(step === "inspection" ? "Inspect" : step === "wash" ? "Wash" : step === "cashier" ? "Settle" : "Deliver")
}

describe("visits keep the laws of deciders", () => {
  const from = seenBy(here, "a1")
  // What comes next, or anything at all, at moments that follow one another.
  const told = fc.array(fc.tuple(fc.option(said), fc.integer({ min: 0, max: 400 })), { maxLength: 24, size: "medium" }).map((all) => {
    const history: Array<Reception.Event> = []
    let state = from
    let n = 0
    for (const [other, later] of all) {
      n += later
      const asked = other === null ? next(state.visits, "a1", minute(n)) : say(other[0], minute(n), other[1])
      if (asked === undefined) break
      const facts = Result.getOrElse(Reception.aggregate.decide(asked, state), (): ReadonlyArray<Reception.Event> => [])
      history.push(...facts)
      state = fold(Reception.aggregate, facts, state)
    }
    return history
  })
  const event = fc.oneof(told, histories(Reception.aggregate, command, from)).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

  it("said twice is said once", () => saidOnce(Reception.aggregate, command, from))
  it("said twice is said once, however far the visit is", () => {
    fc.assert(fc.property(told, said, fc.nat(500), (history, [tag, more], later) => {
      const state = fold(Reception.aggregate, history, from)
      const last = history.map((fact) => "at" in fact ? fact.at : minute(0)).at(-1) ?? minute(0)
      const one = say(tag, Instant.addMinutes(last, later), more)
      const facts = Result.getOrElse(Reception.aggregate.decide(one, state), (): ReadonlyArray<Reception.Event> => [])
      if (facts.length > 0) assert.deepStrictEqual(Reception.aggregate.decide(one, fold(Reception.aggregate, facts, state)), Result.succeed([]))
    }))
  })
  it("history cannot be refused", () => evolveIsTotal(Reception.aggregate, event, from))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
  it("what is over stays over", () => {
    const delivered = through(9)
    const over = seenBy({ ...delivered, visits: { a1: Object.values(delivered.visits)[0] ?? { _tag: "None" } } }, "a1")
    assert.isTrue(Reception.aggregate.isTerminal(over))
    terminalStays(Reception.aggregate, command, over)
  })
  it("and the laws notice who says a thing twice", () =>
    noticed(() => saidOnce({ ...Reception.aggregate, decide: (one, state) => Reception.aggregate.decide(one, one._tag === "Receive" ? from : state) }, command, from)))
})

type Asked = BookingCommand.Command | VisitCommand.Command

/** What is asked, as the house stands then, and how many minutes later. */
type One = readonly [(at: Instant.Instant, house: House) => Asked | undefined, number]

/** Three cars in the house, of which two were booked, and what is said of them and of a visit elsewhere. */
const full = walkedIn(came(came(imported, "a1", "09:00"), "a2", "09:15", { vehicle: "car-a1", priority: "warranty-case" }), "w1", "09:20")
const desk: fc.Arbitrary<(id: string) => One[0]> = fc.constantFrom(
  (id) => (at) => ask("CorrectArrival", at, { arrivedAt: null, why: "it was another car" }, id),
  (id) => (at) => ask("Promise", at, { promisedAt: "2026-09-24T10:00:00.000Z", why: "the part is late" }, id),
  (id) => (at) => ask("CarryOver", at, { date: "2026-09-23", leftMin: 30 }, id)
)
/** What is often said beside. */
const talk = fc.constantFrom<readonly [string, Readonly<Record<string, unknown>>]>(
  ["Estimate", { lines: [{ line: "e1", work: "repair", job: "service", price: yuan(1) }] }], ["AgreeEstimate", { lines: ["e1"] }],
  ["ProposeWork", { line: "l1", work: "repair", jobs: [], price: yuan(1), symptom: null, why: { text: null } }], ["AgreeWork", { line: "l1" }],
  ["DeclineWork", { line: "l1", reason: "price" }], ["NoteComeback", { earlier: "dms-0", symptom: "brakes-noise" }], ["NoteWait", {}], ["CheckParts", { missing: [] }],
  ["Inspect", { by: "wu", passed: false, why: "other" }]
)
const one: fc.Arbitrary<One> = fc.tuple(fc.constantFrom(...ids), fc.oneof(
  { weight: 10, arbitrary: said.map(([tag, more]) => (id: string): One[0] => (at) => say(tag, at, more, id)) },
  { weight: 24, arbitrary: fc.boolean().map((isPatient) => (id: string): One[0] => (at, { visits }) => {
    const asked = next(visits, id, at)
    if (asked === undefined || !isPatient || !("why" in asked) || asked._tag === "ProposeWork" || asked._tag === "Abandon") return asked
    const { why: _why, ...more } = asked
    return more
  }) },
  { weight: 6, arbitrary: talk.map(([tag, more]) => (id: string): One[0] => (at) => say(tag, at, more, id)) },
  { weight: 1, arbitrary: desk }
), fc.constantFrom(0, 1, 5, 20, 20, 600)).map(([id, make, later]): One => [make(id), later])
const traffic = fc.array(one, { minLength: 10, maxLength: 60, size: "medium" })

interface Run {
  readonly house: House
  readonly facts: ReadonlyArray<Reception.Event>
  readonly at: Instant.Instant
}

const run = (all: ReadonlyArray<One>, decide: typeof decided = decided): Run => {
  const facts: Array<Reception.Event> = []
  let house = full
  let at = minute(20)
  for (const [make, later] of all) {
    at = Instant.addMinutes(at, later)
    const asked = make(at, house)
    if (asked === undefined) continue
    const found = Result.getOrElse(decide(house, asked), (): ReadonlyArray<Reception.Event> => [])
    facts.push(...found)
    house = applied(house, found)
  }
  return { house, facts, at }
}

describe("the queues are fair", () => {
  interface Waiting {
    readonly visit: string
    readonly rank: number
    readonly since: string
  }
  const isBefore = (a: Waiting, b: Waiting): boolean => a.rank < b.rank || (a.rank === b.rank && (a.since < b.since || (a.since === b.since && a.visit < b.visit)))

  /** Everybody who waits, by date and queue, as a list that is looked through anew each time. */
  const fair = (decide: typeof decided = decided): void =>
    fc.assert(fc.property(traffic, (all) => {
      const lists = new Map<string, Array<Waiting>>()
      for (const fact of run(all, decide).facts) {
        if (fact._tag !== "QueueJoined" && fact._tag !== "QueueServed" && fact._tag !== "QueueLeft") continue
        const { visit, date, queue, at } = fact
        const waiting = lists.get(`${date} ${queue}`) ?? []
        const others = waiting.filter((other) => other.visit !== visit)
        const own = waiting.find((other) => other.visit === visit)
        lists.set(`${date} ${queue}`, fact._tag === "QueueJoined" ? [...others, { visit, rank: rule.indexOf(fact.priority), since: fact.since ?? at }] : others)
        if (fact._tag === "QueueJoined") continue
        if (own === undefined) assert.fail(`${visit} did not wait`)
        if (fact._tag !== "QueueServed") continue
        const before = others.filter((other) => isBefore(other, own)).map((other) => other.visit)
        assert.sameMembers([...fact.overtook], before)
        assert.strictEqual(fact.why === null, before.length === 0, "whoever is overtaken is told why")
      }
    }))

  it("whoever is served without a reason has nobody of better rank, or longer waiting, before it", () => fair())
  it("and the law notices who does not look", () => noticed(() => fair((house, asked) => decided({ ...house, floors: {} }, asked))))

  it("nobody waits in two queues of a date, nor in one that its step is not at", () =>
    fc.assert(fc.property(traffic, (all) => {
      const { house, at } = run(all)
      const { date } = Zone.localOf(corner.calendar.zone, Instant.toMillis(at))
      for (const { visit, queue } of Object.values(house.floors[date] ?? {})) {
        const state = house.visits[visit]
        assert.deepStrictEqual([state?._tag, state?._tag === "Here" ? state.car.step : ""], ["Here", queue])
      }
    })))
})

describe("every visit can be brought to its end", () => {
  const ends = (decide: typeof decided = decided): void =>
    fc.assert(fc.property(traffic, fc.constantFrom(0, 1, 600, 4_000), (all, later) => {
      const { house, at } = run(all)
      for (const id of ids) {
        if (house.visits[id]?._tag !== "Here") continue
        let known = house
        let now = Instant.addMinutes(at, later)
        for (let step = 0; step < 15; step++) {
          const asked = next(known.visits, id, now)
          if (asked === undefined) break
          const answer = decide(known, asked)
          if (Result.isFailure(answer)) assert.fail(`${asked._tag}: ${answer.failure._tag}`)
          known = applied(known, answer.success)
          now = Instant.addMinutes(now, 7)
        }
        assert.strictEqual(known.visits[id]?._tag, "Delivered")
      }
    }))

  it("from wherever it is, on the same day or days later", () => ends())
  it("and the law notices a workshop that keeps a car for good", () =>
    noticed(() => ends((house, asked) => asked._tag === "Wash" ? Result.fail({ _tag: "Closed" }) : decided(house, asked))))
})

describe("a day of traffic", () => {
  it("reaches every event that a visit and its queues have", () => {
    const seen = new Set(fc.sample(traffic, { numRuns: 200, seed: 11 }).flatMap((all) => run(all).facts.map(({ _tag }) => _tag)))
    for (const tag of ["VisitOpened", "VisitReceived", "WaitNoted", "VisitConsulted", "ComebackNoted", "EstimateGiven", "EstimateAgreed", "PartsChecked", "OrderOpened", "ClockedOn", "ClockedOff", "WorkProposed", "WorkAgreed", "WorkDeclined", "WorkFinished", "InspectionPassed", "InspectionFailed", "CarWashed", "VisitReady", "VisitSettled", "VisitDelivered", "VisitAbandoned", "VisitImported", "QueueJoined", "QueueServed", "QueueLeft"] as const) {
      assert.isTrue(seen.has(tag), tag)
    }
  })

  it("says when a car is ready once for each time it comes back, and the first time counts", () =>
    fc.assert(fc.property(traffic, (all) => {
      const { facts } = run(all)
      for (const fact of facts) {
        if (fact._tag !== "VisitDelivered") continue
        const ready = facts.filter((other) => other._tag === "VisitReady" && other.id === fact.id && other.at <= fact.at).map((other) => "at" in other ? other.at : instant(""))
        assert.strictEqual(fact.readyAt, ready[0])
      }
    })))
})

describe("an earlier moment", () => {
  it("is refused whatever is told of it", () => {
    const known = after(here, say("Await", minute(10)), say("Receive", minute(20), { advisor: "anna" }))
    fc.assert(fc.property(said, fc.integer({ min: -9, max: 19 }), ([tag, more], at) => {
      const answer = decided(known, say(tag, minute(at), more))
      if (Result.isSuccess(answer)) assert.deepStrictEqual(answer.success, [])
    }))
  })
})
