import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, Cars, fold, Policy, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, book, corner, friday10, instant, monday9, says } from "./corner.ts"

/** A workshop that books twice as many as it can work on, because every other car does not come. */
const document = Schema.decodeUnknownSync(Site.Document)({
  ...corner, policies: [{ ...Policy.standard, walkInReservePct: 0, overbooking: { showPct: 50, riskPct: 50 } }]
})

const empty: Cars.State = { ...Cars.aggregate.initial, site: { _tag: "Open", document } }

const seenBy = (state: Cars.State, { id }: BookingCommand.Command): Booking.State =>
  ({ ...state, appointment: state.appointments[id] ?? Booking.aggregate.initial.appointment })

const after = (state: Cars.State, ...commands: ReadonlyArray<BookingCommand.Command>): Cars.State =>
  commands.reduce((known, command) => fold(Cars.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, seenBy(known, command))), known), state)

const ids = ["a1", "a2", "a3", "a4", "a5", "a6", "a7"]
const seven = after(empty, ...ids.map((id, i) => book(friday10, { transport: "drop", arriveAt: { date: "2026-09-21", time: `${String(8 + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 === 0 ? "00" : "30"}` } }, id)))

const eighth = book(instant("2026-09-21T06:05:00.000Z"), { transport: "drop", arriveAt: "2026-09-21T11:00:00.000Z" }, "a8")

const desk = (state: Cars.State, command: BookingCommand.Command) => given(Booking.aggregate, [], seenBy(state, command)).when(command)

describe("where more is booked than there is room for, because some will not come", () => {
  const early = instant("2026-09-21T06:00:00.000Z")
  const here = after(seven, ...ids.map((id) => ask("Arrive", early, {}, id)))

  it("a car that is here is counted on", () => {
    desk(seven, eighth).thenEvents("CapacityTaken", "AppointmentBooked")
    desk(seven, ask("Arrive", early)).thenEvents("PresenceNoted", "AppointmentArrived")
    says(desk(here, eighth).thenRejected("SlotTaken"), { reasons: [{ code: "hours_full" }] })
  })

  it("and one that was another car is not", () => {
    const wrong = ids.map((id) => ask("CorrectArrival", early, { arrivedAt: null, why: "another car" }, id))
    desk(after(here, ...wrong), eighth).thenEvents("CapacityTaken", "AppointmentBooked")
    desk(here, ask("CorrectArrival", monday9, { arrivedAt: "2026-09-21T06:30:00.000Z", why: "it came later" })).thenEvents("ArrivalCorrected", "AppointmentArrived")
  })

  it("also when it gets more work, and when some of it is left for another day", () => {
    const more = after(seven, ask("Arrive", early), ask("AddWork", early, { jobs: ["service"], override: "it is here" }))
    assert.isTrue(more.days["2026-09-21"]?.entries["a1"]?.here)
    desk(here, ask("Arrive", early)).thenNothing()
  })

  it("also when nobody expected it, so that no more walk-ins are taken than the hours bear", () => {
    const come = (i: number) => ask("WalkIn", instant(`2026-09-21T${String(6 + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 === 0 ? "00" : "30"}:00.000Z`), { jobs: ["service"], transport: "drop", customer: "c" }, `w${i}`)
    desk(empty, come(0)).thenEvents("CapacityTaken", "PresenceNoted", "WalkedIn")
    // Four hundred and thirty-two minutes are planned.
    const seven = after(empty, ...[0, 1, 2, 3, 4, 5, 6].map(come))
    desk(seven, come(7)).thenRejected("SlotTaken")
  })

  it("also on the later dates of more work, and no more when another system moves it", () => {
    const body = Schema.decodeUnknownSync(Site.Document)({ ...document, jobs: [...corner.jobs, { code: "body", name: "Body", stages: [{ name: "work", flagMin: 480, elapsedP50: 480, elapsedP80: 480, skill: { id: "mechanical", level: 1 }, pausable: true }] }] })
    const more = after({ ...empty, site: { _tag: "Open", document: body } }, book(friday10, { transport: "drop" }), ask("Arrive", monday9), ask("AddWork", monday9, { jobs: ["body"] }))
    assert.deepStrictEqual(Object.values(more.days).map(({ entries }) => entries["a1"]?.here), [true, true])
    const row = (time: string, at = friday10) => ask("Import", at, {
      external: { system: "other", id: "1" }, customer: "customer-1", vehicle: null, job: "service", advisor: null, channel: "import", date: "2026-09-21", time, bookedAt: friday10, outcome: { _tag: "Booked" }, contact: {}
    })
    const moved = after(empty, row(monday9), ask("Arrive", monday9), row("2026-09-21T09:00:00.000Z", instant("2026-09-21T07:30:00.000Z")))
    assert.isFalse(moved.days["2026-09-21"]?.entries["a1"]?.here)
  })

  it("also when it comes after it was given up", () => {
    const late = ids.flatMap((id) => [ask("RecordNoShow", instant("2026-09-21T12:00:00.000Z"), {}, id), ask("Arrive", instant("2026-09-21T12:05:00.000Z"), {}, id)])
    assert.isTrue(Object.values(after(seven, ...late).days).flatMap(({ entries }) => Object.values(entries)).every((entry) => entry.here))
  })

  it("also when another system says so", () => {
    const row = (outcome: Record<string, unknown>, at = friday10) => ask("Import", at, {
      external: { system: "other", id: "1" }, customer: "customer-1", vehicle: null, job: "service", advisor: null, channel: "import",
      date: "2026-09-21", time: monday9, bookedAt: friday10, outcome, contact: {}
    })
    const booked = after(empty, row({ _tag: "Booked" }))
    const came = row({ _tag: "Arrived", arrivedAt: early }, early)
    desk(booked, came).thenEvents("PresenceNoted", "AppointmentArrived")
    desk(after(booked, came), row({ _tag: "Booked" }, early)).thenEvents("PresenceNoted", "ArrivalCorrected")
  })

  it("and says nothing of presence where nobody overbooks", () => {
    const plain: Cars.State = { ...empty, site: { _tag: "Open", document: corner } }
    desk(after(plain, book()), ask("Arrive", monday9)).thenEvents("AppointmentArrived")
  })
})
