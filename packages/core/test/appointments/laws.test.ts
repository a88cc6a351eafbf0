import { assert, describe, it } from "@effect/vitest"
import { Booking, Domain, fold, Plan, Site } from "@servicelane/core"
import { evolveIsTotal, histories, noticed, roundTrips, saidOnce, terminalStays, Worlds } from "@servicelane/testing"
import { Result } from "effect"
import fc from "fast-check"

/** One world is enough here: what varies is what is asked in it. */
const [world] = fc.sample(Worlds.world.filter(({ document: { advisors, jobs } }) => advisors.length > 0 && jobs.length > 0), { numRuns: 1, seed: 7 })

if (world === undefined) assert.fail("no world")

const open = Worlds.opened(world)
const command = Worlds.moving(world)
const event: fc.Arbitrary<Booking.Event> = histories(Booking.aggregate, command, open).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

const documents = Worlds.world.map(({ document }): Site.Document => ({ ...document, calendar: { ...document.calendar, zone: world.document.calendar.zone } }))
const apply = documents.map((document) => Site.apply(document, world.now))

describe("bookings keep the laws of deciders", () => {
  it("said twice is said once", () => saidOnce(Booking.aggregate, command, open))
  it("history cannot be refused", () => evolveIsTotal(Booking.aggregate, event, open))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
  it("what is over stays over", () => terminalStays(Booking.aggregate, command, open))

  it("in any workshop, over any days, and with another system talking in between", () =>
    fc.assert(fc.property(Worlds.movingWorld, ({ world: one, commands }) => {
      const site = Worlds.opened(one)
      const appointments = new Map<string, Booking.State["appointment"]>()
      let { days } = site
      for (const asked of commands) {
        const state: Booking.State = { ...site, days, appointment: appointments.get(asked.id) ?? site.appointment }
        const facts = Result.getOrElse(Booking.aggregate.decide(asked, state), (): ReadonlyArray<Booking.Event> => [])
        const next = fold(Booking.aggregate, facts, state)
        // More work said again is more work.
        if (facts.length > 0 && asked._tag !== "AddWork") assert.deepStrictEqual(Booking.aggregate.decide(asked, next), Result.succeed([]))
        days = next.days
        appointments.set(asked.id, next.appointment)
      }
      // Whoever is to come with a plan stands in the daybook of that date, once; whoever called off stands nowhere.
      for (const [id, appointment] of appointments) {
        const stands = Object.entries(days).filter(([, { entries }]) => entries[id] !== undefined).map(([date]) => date)
        if (appointment._tag === "Booked" && appointment.visit.plan !== null) assert.sameMembers(stands, [...Plan.datesOf(appointment.visit.plan)])
        if (appointment._tag === "Cancelled") assert.deepStrictEqual(stands, [])
      }
    })))
})

describe("sites keep the laws of deciders", () => {
  it("said twice is said once", () => saidOnce(Site.aggregate, apply))
  it("history cannot be refused", () => evolveIsTotal(Site.aggregate, histories(Site.aggregate, apply).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))))
  it("every event is read as it was written", () =>
    roundTrips(Site.Event, histories(Site.aggregate, apply).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))))
  it("a document applied is the document shown, whatever stood there before", () =>
    fc.assert(fc.property(histories(Site.aggregate, apply), documents, (history, document) => {
      const state = fold(Site.aggregate, history)
      const facts = Result.getOrThrow(Site.aggregate.decide(Site.apply(document, world.now), state))
      const shown = fold(Site.aggregate, facts, state)
      assert.isTrue(Result.isSuccess(Site.aggregate.decide(Site.apply(document, world.now), shown)))
      const nameOf = (one: { readonly id: string } | { readonly no: string }): string => "id" in one ? one.id : one.no
      const byId = (list: ReadonlyArray<Parameters<typeof nameOf>[0]>) => [...list].sort((a, b) => nameOf(a) < nameOf(b) ? -1 : 1)
      if (shown._tag !== "Open") assert.fail("not open")
      for (const key of ["technicians", "loaners", "quotas", "parts", "absences"] as const) assert.deepStrictEqual(byId(shown.document[key] ?? []), byId(document[key] ?? []))
      const bare = { technicians: [], advisors: [], bays: [], jobs: [], loaners: [], quotas: [], parts: [], absences: [] }
      assert.deepStrictEqual({ ...shown.document, ...bare }, { ...document, ...bare })
    })))
})

describe("the laws notice", () => {
  it("a decider that says a thing twice", () =>
    noticed(() => saidOnce({ ...Booking.aggregate, decide: (one, state) => Booking.aggregate.decide(one, one._tag === "Book" ? open : state) }, command, open)))
  it("an evolve that refuses history", () =>
    noticed(() => evolveIsTotal({ initial: open, evolve: (state: Booking.State, one: Booking.Event) => one._tag === "CapacityTaken" ? Result.getOrThrow(Result.fail("no")) : Booking.aggregate.evolve(state, one) }, event)))
  it("an evolve that changes the state it was given", () =>
    noticed(() => evolveIsTotal({ initial: { seen: 0 }, evolve: (state: { seen: number }) => Object.assign(state, { seen: state.seen + 1 }) }, event)))
  it("a codec that loses a field", () =>
    noticed(() => roundTrips(Domain.Event, event.map((one) => ({ ...one, lost: "x" })))))
  it("a terminal state that does not last", () =>
    noticed(() => terminalStays({ ...Booking.aggregate, isTerminal: () => true }, command, open)))
})
