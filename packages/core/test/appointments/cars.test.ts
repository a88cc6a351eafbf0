import { assert, describe, it } from "@effect/vitest"
import { AppointmentId, Booking, Cars, fold, Instant, JobCode, LocalDate, Policy, Site, Stock } from "@servicelane/core"
import { given, noticed } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { book, corner, friday10, history, instant, open, says } from "./corner.ts"

const monday = LocalDate.LocalDate.make("2026-09-21")

const say = (_tag: string, more: Record<string, unknown>): Cars.Command => Schema.decodeUnknownSync(Cars.Command)({ _tag, site: "corner", at: friday10, ...more })

const fleet = (count: number, more: Record<string, unknown> = {}) => say("BookFleet", {
  date: monday, customer: "fleet-1", transport: "drop",
  cars: Array.from({ length: count }, (_, i) => ({ id: `van-${i}`, vehicle: `vehicle-${i}`, jobs: ["service"] })), ...more
})

const empty: Cars.State = { ...Cars.aggregate.initial, site: { _tag: "Open", document: corner } }

const asked = (state: Cars.State, command: Cars.Command) => given(Cars.aggregate, [], state).when(command)

/** The workshop after one more booking, if it fits. */
const booked = (state: Cars.State, command: ReturnType<typeof book>): Cars.State =>
  fold(Cars.aggregate, Result.getOrElse(Booking.aggregate.decide(command, { ...state, appointment: open.appointment }), () => []), state)

/** The workshop after some bookings, each appointment by its id. */
const after = (...bookings: ReadonlyArray<ReturnType<typeof book>>): Cars.State => bookings.reduce(booked, empty)

const plans = (state: Cars.State) => Object.values(state.appointments).flatMap((one) => "visit" in one && one.visit.plan !== null ? [one.visit.plan] : [])

describe("a fleet", () => {
  it("is booked in one batch, each car at a time of its own", () => {
    const facts = Result.getOrThrow(asked(empty, fleet(3)).answer)
    const times = plans(fold(Cars.aggregate, facts, empty)).map(({ arriveAt }) => arriveAt)
    assert.strictEqual(new Set(times).size, 3)
    asked(fold(Cars.aggregate, facts, empty), fleet(3)).thenNothing()
    // Also with a diagnosis, which is booked alone.
    const diagnosis = { ...empty, site: { _tag: "Open" as const, document: { ...corner, jobs: [...corner.jobs, ...corner.jobs.map((job) => ({ ...job, code: JobCode.make("noise"), diagnosis: true }))] } } }
    const noisy = fleet(1, { cars: [{ id: "van-0", vehicle: "v", jobs: ["service", "noise"] }] })
    asked(fold(Cars.aggregate, Result.getOrThrow(asked(diagnosis, noisy).answer), diagnosis), { ...noisy, at: instant("2026-09-21T10:00:00.000Z") }).thenNothing()
    // Also when the best times of the day are over.
    asked(fold(Cars.aggregate, facts, empty), { ...fleet(3), at: instant("2026-09-21T10:00:00.000Z") }).thenNothing()
  })

  it("is booked whole or not at all, and the desk hears which car does not fit and why", () => {
    // Nine hours, of which eighty in a hundred are planned, less the walk-in reserve: six cars of an hour each.
    asked(empty, fleet(6)).thenEvents(...Array.from({ length: 6 }, () => ["CapacityTaken", "AppointmentBooked"]).flat())
    const refused = asked(empty, fleet(7)).thenRejected("CarRefused")
    says(refused, { id: "van-6" })
    assert.match((refused as Cars.CarRefused).message, /^van-6 cannot be booked, so no car is: That time is taken: .*the hours left that day are kept for walk-ins/u)
    says(asked(empty, fleet(1, { cars: [{ id: "van-0", vehicle: "v", jobs: ["rocket"] }] })).thenRejected("CarRefused"), { because: "There is no job rocket here. Offered are: service." })
    asked(Cars.aggregate.initial, fleet(1)).thenRejected("UnknownSite")
  })

  it("reads every appointment and the daybook", () =>
    assert.includeMembers(Cars.aggregate.reads(fleet(2), empty).map(String), ["site/corner", `daybook/corner/${monday}`, "appointment/van-0", "appointment/van-1"]))

  const wholeOrNone = (decide: typeof Cars.aggregate.decide): void =>
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.uniqueArray(fc.integer({ min: 0, max: 17 }), { maxLength: 6 }), (count, ticks) => {
      const busy = after(...ticks.map((tick) => book(friday10, { transport: "drop", arriveAt: Instant.addMinutes(instant("2026-09-21T06:00:00.000Z"), tick * 30) }, `a${tick}`)))
      const facts = Result.getOrElse(decide(fleet(count), busy), () => [])
      assert.include([0, count], facts.filter(({ _tag }) => _tag === "AppointmentBooked").length)
    }))

  it("is never booked in part", () => wholeOrNone(Cars.aggregate.decide))
  it("and the law notices a desk that books what it can", () =>
    noticed(() => wholeOrNone((command, state) => {
      if (command._tag !== "BookFleet") return Cars.aggregate.decide(command, state)
      let known = state
      const facts = command.cars.flatMap((car) => {
        const some = Result.getOrElse(Cars.aggregate.decide({ ...command, cars: [car] }, known), () => [])
        known = fold(Cars.aggregate, some, known)
        return some
      })
      return Result.succeed(facts)
    })))
})

describe("a car that comes before another", () => {
  // Both customers wait; the one technician is busy with the first from 09:15 to 10:05.
  const busy = after(book())
  const booking = { id: "recall-1", customer: "customer-2", jobs: ["service"], transport: "wait", arriveAt: "2026-09-21T06:30:00.000Z", priority: "safety" }
  const overtake = (more: Record<string, unknown> = {}, other = "a1") => say("Overtake", { booking: { ...booking, ...more }, other, why: "brake recall" })

  it("has its place, and the other comes when it was to come and is worked on afterwards", () => {
    const facts = asked(busy, overtake()).thenEvents("CapacityTaken", "AppointmentBooked", "CapacityTaken", "AppointmentOvertaken")
    says(facts[3], { id: "a1", by: "recall-1", why: "brake recall" })
    const state = fold(Cars.aggregate, facts, busy)
    const spans = plans(state).map(({ arriveAt, stages, promisedAt }) => [arriveAt, stages[0]?.start, promisedAt].map((time) => time?.slice(11, 16)))
    assert.sameDeepMembers(spans, [["07:00", "07:35", "09:10"], ["06:30", "06:45", "08:20"]])
    const overtaken = state.appointments["a1"]
    assert.deepStrictEqual(overtaken !== undefined && "visit" in overtaken ? overtaken.visit.promises.map(({ promisedAt, why }) => [promisedAt.slice(11, 16), why]) : [], [
      ["08:50", null], ["09:10", "brake recall"]
    ])
    asked(state, overtake()).thenNothing()
  })

  it("is one of higher priority", () => {
    says(asked(busy, overtake({ priority: "late-booked" })).thenRejected("NotBefore"), { priority: "late-booked", other: "booked" })
    asked(after(book(friday10, { priority: "safety" })), overtake()).thenRejected("NotBefore")
    asked(after(book(friday10, { priority: "comeback" })), overtake()).thenEvents("CapacityTaken", "AppointmentBooked", "CapacityTaken", "AppointmentOvertaken")
  })

  it("overtakes nobody who would have no place left, nobody who is not expected, and is refused where it does not fit itself", () => {
    says(asked(busy, overtake({ arriveAt: "2026-09-21T07:00:00.000Z" })).thenRejected("NoPlaceForOther"), { id: AppointmentId.make("a1") })
    asked(empty, overtake()).thenRejected("NotPossibleNow")
    asked(busy, overtake({ jobs: ["rocket"] })).thenRejected("CarRefused")
  })

  it("reads both appointments", () =>
    assert.includeMembers(Cars.aggregate.reads(overtake(), busy).map(String), ["appointment/recall-1", "appointment/a1", `daybook/corner/${monday}`]))

  it("does not make the other book anew: it needs no notice, and its parts are being fetched", () => {
    const document = Schema.decodeUnknownSync(Site.Document)({
      ...corner, policies: [{ ...Policy.standard, maxWaitMin: 600 }], parts: [{ no: "filter", name: "Filter" }],
      jobs: corner.jobs.map((job) => ({ ...job, parts: [{ part: "filter", qty: 1 }] }))
    })
    const state = booked({ ...empty, site: { _tag: "Open", document }, stock: { filter: { onHand: 2, lots: {}, kept: {} } } }, book())
    const soon = { ...overtake({ arriveAt: "2026-09-21T07:30:00.000Z" }), at: instant("2026-09-21T06:20:00.000Z") }
    const facts = asked(state, soon).thenEvents("CapacityTaken", "PartKept", "AppointmentBooked", "CapacityTaken", "PartKept", "AppointmentOvertaken")
    assert.deepStrictEqual(plans(fold(Cars.aggregate, facts, state)).map(({ stages: [first] }) => first?.start.slice(11, 16)).sort(), ["07:45", "08:35"])
    const last = { ...state, stock: { filter: { ...state.stock["filter"] ?? Stock.initial, onHand: 1 } } }
    says(asked(last, soon).thenRejected("NoPlaceForOther"), { reasons: [{ code: "parts_missing", about: "filter" }] })
  })

  it("keeps its priority in the booking", () => {
    given(Booking.aggregate, history(book(friday10, { priority: "safety" })), open).when(book(friday10, { priority: "safety" })).thenNothing()
    given(Booking.aggregate, history(book(friday10, { priority: "safety" })), open).when(book()).thenRejected("AlreadyBooked")
  })
})

describe("a fleet of a site", () => {
  it("is not booked where the date is closed", () => {
    const closed: Site.Document = { ...corner, calendar: { ...corner.calendar, exceptions: [{ kind: "close", date: monday, reason: "stocktaking" }] } }
    says(asked({ ...empty, site: { _tag: "Open", document: closed } }, fleet(1)).thenRejected("CarRefused"), { id: "van-0" })
  })
})
