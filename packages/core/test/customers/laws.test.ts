import { assert, describe, it } from "@effect/vitest"
import { Callback, cars, carsOf, Customer, type CustomerCommand, CustomerFile, CustomerId, Domain, fold, mayContact, owedCalls, VehicleFile } from "@servicelane/core"
import { evolveIsTotal, halvesMerge, histories, noticed, roundTrips, saidOnce, terminalStays } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { says } from "../appointments/corner.ts"
import { customerOf, details, fileOf, open, say } from "./telling.ts"

const ids = ["li", "li-2", "li-3"] as const
const id = fc.constantFrom(...ids)
const external = fc.record({ system: fc.constantFrom("dms", "crm"), id: fc.constantFrom("1", "2", "3") })
const consent = { purpose: fc.constantFrom(...CustomerFile.Purpose.literals), means: fc.constantFrom("phone", "sms") }
const told = fc.constantFrom({}, details, { name: "Li", phones: ["13900139000"] })

const statement = fc.oneof(
  fc.record({ _tag: fc.constant("Register"), details: fc.option(told), external: fc.array(external, { maxLength: 2 }) }),
  fc.record({ _tag: fc.constant("LinkExternal"), external }),
  fc.record({ _tag: fc.constantFrom("GiveConsent", "WithdrawConsent"), ...consent }),
  fc.record({ _tag: fc.constantFrom("GiveConsent", "WithdrawConsent"), ...consent }),
  fc.record({ _tag: fc.constant("Merge"), into: id })
)
const anything = fc.oneof(
  statement,
  fc.record({ _tag: fc.constant("Describe"), details: told, volunteered: fc.constant(true) }),
  fc.record({ _tag: fc.constant("Describe"), details: told }),
  fc.record({ _tag: fc.constant("RefuseData") }),
  fc.record({ _tag: fc.constant("PreferTime"), preferred: fc.constantFrom(null, { from: "09:00", to: "11:00" }) }),
  fc.record({ _tag: fc.constant("SetTier"), tier: fc.constantFrom(null, "gold", "silver") }),
  fc.record({ _tag: fc.constant("NoteHandling"), text: fc.constantFrom(null, "Likes it brief.") }),
  fc.record({ _tag: fc.constant("NoteContact"), means: fc.constantFrom("phone", "sms"), by: fc.constantFrom("wang", "zhao") }),
  fc.record({ _tag: fc.constant("MarkUnreachable"), because: fc.constantFrom("no-answer", "wrong-number") })
)
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, "0")}`)
const commands = (of: fc.Arbitrary<{ readonly _tag: string }>) => fc.tuple(day, id, of).map(([on, who, { _tag, ...more }]) => say(_tag, on, more, who))

const command = commands(anything)
const from: Customer.State = fold(Customer.aggregate, [], ["li", "li-2"].reduce((state, who) =>
  fold(Customer.aggregate, Result.getOrThrow(Customer.aggregate.decide(say("Register", "2026-01-05", { details }, who), state)), state), open))
const event = histories(Customer.aggregate, command, from).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

describe("customers keep the laws of deciders", () => {
  it("said twice is said once", () => saidOnce(Customer.aggregate, command, from))
  it("history cannot be refused", () => evolveIsTotal(Customer.aggregate, event, from))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
  it("what is merged stays as it is", () =>
    terminalStays({ ...Customer.aggregate, isTerminal: ({ files }) => files["li"]?._tag === "Merged" }, command.map((one) => ({ ...one, id: CustomerId.make("li") })), from))
})

type Decide = typeof Customer.aggregate.decide

/** The commands that were accepted, in their order, and what is known then. */
const played = (told: ReadonlyArray<CustomerCommand.Command>, decide: Decide) => {
  let state = from
  const accepted: Array<CustomerCommand.Command> = []
  for (const one of told) {
    const facts = Result.getOrElse(decide(one, state), () => undefined)
    if (facts === undefined) continue
    accepted.push(one)
    state = fold(Customer.aggregate, facts, state)
  }
  return { state, accepted }
}

/** Where what was said of a file is known after so many commands. */
const holder = (who: string, accepted: ReadonlyArray<CustomerCommand.Command>): string =>
  accepted.reduce((now, one) => one._tag === "Merge" && one.id === now ? one.into : now, who)

const story = fc.array(commands(statement), { maxLength: 24 })

/** With the absorbed facts told otherwise. */
const absorbing = (change: (event: Extract<CustomerFile.Event, { readonly _tag: "CustomerAbsorbed" }>) => Partial<typeof event>): Decide => (one, state) =>
  Result.map(Customer.aggregate.decide(one, state), (facts) => facts.map((fact) => fact._tag === "CustomerAbsorbed" ? { ...fact, ...change(fact) } : fact))

describe("a refusal always wins", () => {
  const wins = (decide: Decide = Customer.aggregate.decide): void =>
    fc.assert(fc.property(story, (told) => {
      const { state, accepted } = played(told, decide)
      for (const [i, refusal] of accepted.entries()) {
        if (refusal._tag !== "WithdrawConsent") continue
        const later = accepted.slice(i + 1)
        const wasTakenBack = later.some((one, j) =>
          one._tag === "GiveConsent" && one.purpose === refusal.purpose && one.means === refusal.means && one.id === holder(refusal.id, later.slice(0, j)))
        if (!wasTakenBack) assert.isFalse(mayContact(customerOf(state, holder(refusal.id, later)), refusal.purpose, refusal.means))
      }
    }))

  it("in whatever order files are merged, unless the customer says otherwise afterwards", () => wins())
  it("and the law notices a merge that forgets it", () => noticed(() => wins(absorbing(() => ({ withdrawn: [] })))))

  it("and without a word of the customer nothing is offered", () =>
    fc.assert(fc.property(story, (told) => {
      const { state, accepted } = played(told, Customer.aggregate.decide)
      for (const who of ids) {
        for (const means of CustomerFile.Means.literals) {
          const wasGiven = accepted.some((one) => one._tag === "GiveConsent" && one.purpose === "commercial" && one.means === means)
          if (!wasGiven) assert.isFalse(mayContact(customerOf(state, who), "commercial", means))
        }
      }
    })))
})

describe("a merge loses nothing", () => {
  const keeps = (decide: Decide = Customer.aggregate.decide): void =>
    fc.assert(fc.property(story, (told) => {
      const { state, accepted } = played(told, decide)
      for (const [i, one] of accepted.entries()) {
        const linked = one._tag === "LinkExternal" ? [one.external] : one._tag === "Register" ? one.external ?? [] : []
        const { external: kept } = linked.length === 0 ? { external: [] } : fileOf(state, holder(one.id, accepted.slice(i + 1)))
        for (const ref of linked) assert.isTrue(kept.some(({ system, id }) => system === ref.system && id === ref.id))
      }
    }))

  it("of what other systems call the customer", () => keeps())
  it("and the law notices a merge that does", () => noticed(() => keeps(absorbing(() => ({ external: [] })))))

  it("and ends in one file, however many there were", () =>
    fc.assert(fc.property(story, (told) => {
      const { state, accepted } = played(told, Customer.aggregate.decide)
      for (const who of ids) assert.notStrictEqual(customerOf(state, holder(who, accepted))._tag, "Merged")
    })))
})

describe("the cars of a customer", () => {
  const on = { site: "corner", at: "2026-02-01T12:00:00.000Z" }
  const roles = fc.record({ owner: id, driver: id, payer: id }, { requiredKeys: ["owner"] })
  const fact = (_tag: string, more: object): VehicleFile.Event => Schema.decodeUnknownSync(VehicleFile.Event)({ _tag, ...on, ...more })
  const vehicle = fc.constantFrom("car-1", "car-2")
  const facts = fc.array(fc.oneof(
    fc.record({ id: vehicle }).map((one) => fact("VehicleFileOpened", { ...one, brand: "Toyota", model: "Camry", plates: {}, external: null })),
    fc.record({ id: vehicle, model: fc.constantFrom("Camry", "Corolla") }).map((one) => fact("VehicleDescribed", { ...one, brand: "Toyota", plates: { plate: "B 12" } })),
    fc.record({ id: vehicle, roles }).map((one) => fact("VehicleHandedOver", { ...one, date: "2026-02-01", consultant: null, referrer: null })),
    fc.record({ id: vehicle, roles }).map((one) => fact("VehicleRolesSet", one)),
    fc.record({ id: vehicle }).map((one) => fact("VehicleFileClosed", { ...one, gone: "exported", date: "2026-02-01" })),
    fc.record({ id: vehicle }).map((one) => fact("VehicleFileReopened", one)),
    fc.record({ id: vehicle }).map((one) => fact("VehicleDeadlineSet", { ...one, deadline: "insurance", date: "2026-12-01" }))
  ))
  const li = new Set([CustomerId.make("li"), CustomerId.make("li-2")])

  it("are known from two stretches of history as from the whole", () => halvesMerge(cars, facts, (known) => carsOf(known, li)))

  it("are those they own, drive or pay for, under any of their files, until the roles change", () => {
    const opened = [fact("VehicleFileOpened", { id: "car-1", brand: "Toyota", model: "Camry", plates: {}, external: null }), fact("VehicleRolesSet", { id: "car-1", roles: { owner: "wu", driver: "li-2", payer: "li" } })]
    const known = opened.reduce(cars.evolve, cars.initial())
    assert.deepStrictEqual(carsOf(known, li).map(({ id, as, gone }) => [String(id), as.join(), gone]), [["car-1", "driver,payer", null]])
    const handed = [fact("VehicleFileOpened", { id: "car-2", brand: "Toyota", model: "Camry", plates: {}, external: null }), fact("VehicleHandedOver", { id: "car-2", roles: { owner: "li" }, date: "2026-02-01", consultant: null, referrer: null }), fact("VehicleFileClosed", { id: "car-2", gone: "exported", date: "2026-02-02" })]
    assert.deepStrictEqual(carsOf(handed.reduce(cars.evolve, cars.initial()), li).map(({ id, as, gone }) => [String(id), as.join(), gone]), [["car-2", "owner", "exported"]])
    const sold = [fact("VehicleRolesSet", { id: "car-1", roles: { owner: "wu" } })].reduce(cars.evolve, known)
    assert.deepStrictEqual(carsOf(sold, li), [])
  })
})

describe("the calls that are owed to a customer", () => {
  const on = { id: "k-1", site: "corner", at: "2026-02-01T12:00:00.000Z", kind: "complaint" }
  const about = { customer: "li", vehicle: null, appointment: null, visit: null, complaint: null }
  const tomorrow = { from: "2026-02-02T08:00:00.000Z", by: "2026-02-02T17:00:00.000Z" }
  const after = (...facts: ReadonlyArray<Record<string, unknown>>) =>
    [...facts.map((fact) => Schema.decodeUnknownSync(Callback.Event)({ ...on, ...fact })).reduce(owedCalls.evolve, owedCalls.initial()).values()]
  const requested = { _tag: "CallbackRequested", about, window: tomorrow, after: null }

  it("are those that are asked for and not over, at the time the customer asked for last", () => {
    const later = { from: "2026-02-03T08:00:00.000Z", by: "2026-02-03T17:00:00.000Z" }
    says(after(requested, { _tag: "CallbackAssigned", to: "wang" }, { _tag: "CallbackAttempted", met: "busy" })[0], { customer: "li", ...tomorrow })
    says(after(requested, { _tag: "CallbackPostponed", window: later })[0], later)
    for (const over of [
      { _tag: "CallbackConcluded", customer: "li", about, due: tomorrow.by, outcome: { _tag: "Done" }, answers: {}, said: { text: null } },
      { _tag: "CallbackGivenUp", about, due: tomorrow.by, because: "no-answer" },
      { _tag: "CallbackWithdrawn", because: "settled" }
    ]) assert.deepStrictEqual(after(requested, over, { _tag: "CallbackPostponed", window: later }), [])
  })
})
