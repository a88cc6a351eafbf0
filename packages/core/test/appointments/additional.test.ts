import { assert, describe, it } from "@effect/vitest"
import { type Appointment, Booking, type BookingCommand, fold, LocalDate, type Plan, Policy, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, book, corner, friday10, instant, monday9, says } from "./corner.ts"

const tuesday = LocalDate.LocalDate.make("2026-09-22")

const stage = (minutes: number, more: Record<string, unknown> = {}) =>
  ({ name: "work", flagMin: minutes, elapsedP50: minutes, elapsedP80: minutes, skill: { id: "mechanical", level: 1 }, bay: "lift", ...more })

/** The corner workshop, which also does brakes, engines and body work. */
const shop = (more: Record<string, unknown> = {}): Site.Document =>
  Schema.decodeUnknownSync(Site.Document)({
    ...corner, ...more,
    jobs: [
      ...corner.jobs,
      { code: "brakes", name: "Brakes", stages: [stage(60)], ...(more["parts"] === undefined ? {} : { parts: [{ part: "pads", qty: 2 }] }) },
      { code: "engine", name: "Engine", stages: [stage(300)] },
      { code: "body", name: "Body", stages: [stage(480, { pausable: true })] }
    ]
  })

const opened = (document = shop()): Booking.State => ({ ...Booking.aggregate.initial, site: { _tag: "Open", document } })

const after = (state: Booking.State, ...commands: ReadonlyArray<BookingCommand.Command>): Booking.State =>
  commands.reduce((known, command) => fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, known)), known), state)

const forNext = (state: Booking.State): Booking.State => ({ ...state, appointment: Booking.aggregate.initial.appointment })

const here = (more: Record<string, unknown> = {}, document = shop()): Booking.State => after(opened(document), book(friday10, more), ask("Arrive", monday9))

/** Whose customers wait as long as it takes. */
const patient = shop({ policies: [{ ...Policy.standard, maxWaitMin: 600 }] })

const ten = instant("2026-09-21T08:00:00.000Z")

const add = (job: string | ReadonlyArray<string>, more: Record<string, unknown> = {}) => ask("AddWork", ten, { jobs: [job].flat(), ...more })

const desk = (state: Booking.State) => given(Booking.aggregate, [], state)

const visitOf = ({ appointment }: Booking.State): Appointment.Visit => "visit" in appointment ? appointment.visit : assert.fail("no visit")

const planOf = (state: Booking.State): Plan.Plan => visitOf(state).plan ?? assert.fail("no plan")

const spans = ({ stages }: Plan.Plan) => stages.map(({ start, end }) => [start.slice(11, 16), end.slice(11, 16)])

describe("work that the customer agrees to while the car is here", () => {
  it("is done after what was planned, by name for who waits, and moves the promise", () => {
    const [, approved, changed] = desk(here()).when(add("brakes")).thenEvents("CapacityTaken", "AdditionalWorkApproved", "PromiseChanged")
    if (approved?._tag !== "AdditionalWorkApproved") assert.fail("not approved")
    assert.deepStrictEqual(spans(approved.plan), [["07:15", "08:05"], ["08:05", "09:05"]])
    assert.deepStrictEqual(approved.plan.stages.map(({ technician, bay }) => [technician, bay].map(String)), [["tom", "lift-1"], ["tom", "lift-1"]])
    // Ten minutes that four of five services take longer, and the hour of the brakes, inspection, wash and cashier.
    says(changed, { was: "2026-09-21T08:50:00.000Z", promisedAt: "2026-09-21T09:50:00.000Z", why: "additional work" })
  })

  it("begins when it was agreed, if the car is done by then", () => {
    const late = { ...add("brakes"), at: instant("2026-09-21T08:30:20.000Z") }
    assert.deepStrictEqual(spans(planOf(after(here({}, patient), late))).at(-1), ["08:31", "09:31"])
  })

  it("keeps the promise that was given for later", () => {
    const state = here({ transport: "drop" })
    desk(state).when(add("brakes")).thenEvents("CapacityTaken", "AdditionalWorkApproved")
  })

  it("keeps a promise that was made for later by hand", () => {
    const later = after(here(), ask("Promise", ten, { promisedAt: "2026-09-21T12:00:00.000Z", why: "the customer comes at two" }))
    desk(later).when(add("brakes")).thenEvents("CapacityTaken", "AdditionalWorkApproved")
  })

  it("goes on over night for who left the car, in each date's daybook", () => {
    const left = here({ transport: "drop" })
    assert.include([...Booking.aggregate.reads(add("body"), left)].map(String), `daybook/corner/${tuesday}`)
    desk(left).when(add("body")).thenEvents("CapacityTaken", "CapacityTaken", "AdditionalWorkApproved", "PromiseChanged")
    assert.deepStrictEqual(planOf(after(left, add("body"))).dates?.map(String), ["2026-09-21", String(tuesday)])
  })

  it("is not done by who is busy, nor for who would wait too long, nor after closing", () => {
    const rival = book(friday10, { arriveAt: "2026-09-21T08:00:00.000Z" }, "a2")
    const busy = here({}, patient)
    const both = { ...after(forNext(busy), rival), appointment: busy.appointment }
    assert.deepStrictEqual(spans(planOf(after(both, add("brakes")))).at(-1), ["09:05", "10:05"])
    says(desk(here()).when(add("engine")).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "wait_too_long" }] })
    const evening = instant("2026-09-21T14:30:00.000Z")
    says(desk(here()).when({ ...add("brakes"), at: evening }).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "too_late_today" }] })
    const absent = shop({ absences: [{ id: "leave", of: { bay: "lift-1" }, from: "2026-09-21T08:30:00.000Z", to: "2026-09-22T00:00:00.000Z" }] })
    says(desk({ ...busy, site: { _tag: "Open", document: absent } }).when(add("brakes")).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "too_late_today" }] })
  })

  it("is done all the same where somebody answers for it", () => {
    const [taken, approved] = desk(here()).when(add("engine", { override: "the customer comes from far" })).thenEvents("CapacityOverridden", "AdditionalWorkApproved", "PromiseChanged")
    says(taken, { reason: "the customer comes from far" })
    assert.deepStrictEqual(approved?._tag === "AdditionalWorkApproved" ? spans(approved.plan).at(-1) : [], ["08:05", "13:05"])
    desk(here()).when(add("brakes", { override: "needless" })).thenEvents("CapacityTaken", "AdditionalWorkApproved", "PromiseChanged")
  })

  it("takes its parts from the shelf at once, or is refused", () => {
    const document = shop({ parts: [{ no: "pads", name: "Pads", leadMin: 60 }] })
    const state = here({}, document)
    says(desk(state).when(add("brakes")).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "parts_missing", about: "pads" }] })
    desk({ ...state, stock: { pads: { onHand: 2, lots: {}, kept: {} } } }).when(add("brakes")).thenEvents("CapacityTaken", "PartKept", "AdditionalWorkApproved", "PromiseChanged")
  })

  it("begins when all that is done at the same time is done, and is itself done by somebody, one after the other", () => {
    const tom = corner.technicians[0]
    const document = Schema.decodeUnknownSync(Site.Document)({
      ...corner, policies: patient.policies, technicians: [tom, { ...tom, id: "eve", skills: { electrical: 1 } }], bays: [...corner.bays, { id: "box-1", type: "box" }],
      jobs: [...corner.jobs, { code: "battery", name: "Battery", parallel: true, stages: [stage(20, { skill: { id: "electrical", level: 1 }, bay: "box" })] }]
    })
    const soon = { at: instant("2026-09-21T07:20:00.000Z") }
    assert.deepStrictEqual(spans(planOf(after(here({ jobs: ["service", "battery"], transport: "drop" }, document), { ...add("service"), ...soon }))).map(([start]) => start), ["07:15", "07:15", "08:05"])
    const waits = planOf(after(here({ jobs: ["service", "battery"] }, document), { ...add(["battery", "service"]), ...soon }))
    assert.deepStrictEqual(waits.stages.map(({ technician }) => String(technician)), ["tom", "eve", "tom", "eve"])
    assert.deepStrictEqual(spans(waits).slice(2), [["08:05", "08:55"], ["08:55", "09:15"]])
  })

  it("is judged alone: what stood against the car before does not stand against more work", () => {
    const document = shop({ parts: [{ no: "pads", name: "Pads" }] })
    const first = after(opened(document), book(friday10, {}, "a2"))
    const squeezed = after(forNext(first), book(friday10, { override: "the owner's wife", jobs: ["brakes"], transport: "drop" }), ask("Arrive", monday9))
    says(desk(squeezed).when(add("service")).thenEvents("CapacityOverridden", "PartKept", "AdditionalWorkApproved")[0], { reason: "the owner's wife" })
    says(desk(squeezed).when(add("brakes")).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "parts_missing", about: "pads" }] })
  })

  it("asks for its own hours where the day is full", () => {
    const rivals = [6, 7, 8, 9, 10].map((hour) => book(friday10, { transport: "drop", arriveAt: `2026-09-21T${String(hour).padStart(2, "0")}:30:00.000Z` }, `r${hour}`))
    const full = { ...rivals.reduce((state, rival) => after(forNext(state), rival), opened(patient)), appointment: Booking.aggregate.initial.appointment }
    const waits = after(full, book(), ask("Arrive", monday9))
    says(desk(waits).when(add(["brakes", "brakes"])).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "hours_full", about: "mechanical:1", freeMin: 72 }] })
  })

  it("keeps the loaner for as long", () => {
    const document = shop({ loaners: [{ id: "red", turnaroundMin: 60 }] })
    const state = here({ transport: "loaner" }, document)
    const longer = planOf(after(state, add("body")))
    assert.deepStrictEqual([longer.loaner?.to, longer.promisedAt], ["2026-09-22T15:30:00.000Z", "2026-09-22T14:30:00.000Z"])
  })

  it("does not keep a loaner that the next customer has", () => {
    const document = shop({ loaners: [{ id: "red", turnaroundMin: 60 }] })
    const tomorrow = after(opened(document), book(friday10, { transport: "loaner", arriveAt: "2026-09-22T07:00:00.000Z" }, "a2"))
    const car = after(forNext(tomorrow), book(friday10, { transport: "loaner" }), ask("Arrive", monday9))
    says(desk(car).when(add("body")).thenRejected("WorkDoesNotFit"), { reasons: [{ code: "loaners_out", about: "red" }] })
  })

  it("stands in the daybook of every date on which the loaner is out", () => {
    const state = here({ transport: "loaner" }, shop({ loaners: [{ id: "red", turnaroundMin: 440 }] }))
    assert.isUndefined(planOf(state).dates)
    const longer = planOf(after(state, { ...add("engine"), at: instant("2026-09-21T09:10:00.000Z") }))
    assert.deepStrictEqual([longer.loaner?.to, longer.dates?.map(String)], ["2026-09-21T22:15:00.000Z", ["2026-09-21", String(tuesday)]])
  })

  it("is only for a car that is here", () => {
    desk(after(opened(), book())).when(add("brakes")).thenRejected("NotPossibleNow")
    desk(here()).when(add("rocket")).thenRejected("UnknownJob")
  })
})

describe("more work on a car of whose work some is left over", () => {
  const leftOver = (more: Record<string, unknown> = {}, document = shop()) => after(here(more, document), ask("CarryOver", ten, { date: tuesday, leftMin: 30 }))
  const onTuesday = (state: Booking.State) => state.days[tuesday]?.entries["a1"] ?? assert.fail("nothing on Tuesday")

  it("is done after the rest, beside it in the daybook of that date", () => {
    const car = leftOver({ transport: "drop" })
    desk(car).when(add("brakes")).thenEvents("CapacityCarriedOver", "AdditionalWorkApproved", "PromiseChanged")
    const longer = after(car, add("brakes"))
    assert.deepStrictEqual(onTuesday(longer).use.stages.map(({ start, end, elapsedMin }) => [start.slice(11, 16), end.slice(11, 16), elapsedMin]), [["06:00", "06:30", 30], ["06:30", "07:30", 60]])
    assert.isTrue(onTuesday(longer).carried)
    assert.deepStrictEqual([planOf(longer).dates?.map(String), visitOf(longer).carried.map(String)], [["2026-09-21", String(tuesday)], [String(tuesday)]])
    assert.deepStrictEqual(longer.days["2026-09-21"], car.days["2026-09-21"])
  })

  it("has nobody waiting for it, whoever waited the day before", () => {
    const [brakes] = planOf(after(leftOver(), add("brakes"))).stages.slice(-1)
    assert.deepStrictEqual([brakes?.start, brakes?.technician], ["2026-09-22T06:30:00.000Z", undefined])
  })

  it("goes on over night from there", () => {
    const longer = after(leftOver({ transport: "drop" }), add("body"))
    assert.deepStrictEqual(planOf(longer).dates?.map(String), ["2026-09-21", String(tuesday), "2026-09-23"])
    assert.include([...Booking.aggregate.reads(add("body"), leftOver({ transport: "drop" }))].map(String), "daybook/corner/2026-09-23")
  })

  it("is taken against the rule only by somebody who answers for it", () => {
    const closed = shop({ absences: [{ id: "leave", of: { bay: "lift-1" }, from: "2026-09-22T00:00:00.000Z", to: "2026-10-22T00:00:00.000Z" }] })
    const car = { ...leftOver({ transport: "drop" }), site: { _tag: "Open" as const, document: closed } }
    desk(car).when(add("brakes")).thenRejected("WorkDoesNotFit")
    const [taken] = desk(car).when(add("brakes", { override: "the customer agreed" })).thenEvents("CapacityOverridden", "AdditionalWorkApproved", "PromiseChanged")
    assert.strictEqual(taken?._tag === "CapacityOverridden" ? taken.use.stages.length : 0, 2)
  })

  it("keeps the loaner for as long on each date", () => {
    const car = leftOver({ transport: "loaner" }, shop({ loaners: [{ id: "red", turnaroundMin: 60 }] }))
    const longer = after(car, add("brakes"))
    const until = planOf(longer).loaner?.to
    assert.isTrue(String(until) > String(onTuesday(car).use.loaner?.to))
    assert.deepStrictEqual(Object.values(longer.days).map(({ entries }) => entries["a1"]?.use.loaner?.to), [until, until])
  })

  it("leaves what is left over as it was when the arrival is taken back", () => {
    const taken = ask("CorrectArrival", ten, { arrivedAt: null, why: "another car" })
    const back = after(leftOver({ transport: "drop" }), add("brakes"), taken)
    assert.deepStrictEqual([onTuesday(back).carried, onTuesday(back).use.stages.length], [false, 1])
  })
})

describe("a diagnosis", () => {
  const unclear = shop()
  const document = { ...unclear, jobs: unclear.jobs.map((job) => job.code === "service" ? { ...job, diagnosis: true } : job) }
  const both = { jobs: ["brakes", "service"] }
  const booked = after(opened(document), book(friday10, both))

  it("is booked alone; what it may lead to is planned when the customer agrees", () => {
    const { jobs, onApproval, stages } = planOf(booked)
    assert.deepStrictEqual([jobs, onApproval, stages.length].map(String), ["service", "brakes", "1"])
    const done = planOf(after(booked, ask("Arrive", monday9), add("brakes")))
    assert.deepStrictEqual([done.jobs.map(String), done.onApproval, done.stages.length], [["service", "brakes"], undefined, 2])
  })

  it("is the same wish when it is said again, and stays so when it moves", () => {
    desk(booked).when(book(friday10, both)).thenNothing()
    desk(booked).when(book(friday10)).thenRejected("AlreadyBooked")
    const moved = planOf(after(booked, ask("Reschedule", friday10, { by: "customer", arriveAt: "2026-09-21T08:00:00.000Z" })))
    assert.deepStrictEqual([moved.jobs, moved.onApproval].map(String), ["service", "brakes"])
  })

  it("agreed to with other work reads the parts of both", () => {
    const withParts = { ...shop({ parts: [{ no: "pads", name: "Pads" }] }) }
    const state = here({}, { ...withParts, jobs: withParts.jobs.map((job) => job.code === "engine" ? { ...job, diagnosis: true } : job) })
    const reads = Booking.aggregate.reads(add(["engine", "brakes"]), state)
    assert.include([...reads].map(String), "part/corner/pads")
  })

  it("does not hide a job that nobody does", () => desk(opened(document)).when(book(friday10, { jobs: ["service", "rocket"] })).thenRejected("UnknownJob"))
})

describe("a promise", () => {
  const later = ask("Promise", ten, { promisedAt: "2026-09-22T15:00:00.000Z", why: "the alternator comes tomorrow" })

  it("keeps its history", () => {
    const moved = after(opened(), book(), ask("Reschedule", friday10, { by: "customer", arriveAt: "2026-09-21T07:30:00.000Z" }), ask("Arrive", monday9), add("brakes"), later)
    assert.deepStrictEqual(visitOf(moved).promises.map(({ promisedAt, why }) => [promisedAt, why]), [
      ["2026-09-21T08:50:00.000Z", null], ["2026-09-21T09:20:00.000Z", "rescheduled"], ["2026-09-21T10:20:00.000Z", "additional work"],
      ["2026-09-22T15:00:00.000Z", "the alternator comes tomorrow"]
    ])
  })

  it("is said once, of a time to come, for a car that is expected or here", () => {
    desk(after(here(), later)).when(later).thenNothing()
    says(desk(here()).when(ask("Promise", ten, { promisedAt: ten, why: "now" })).thenRejected("PromiseOver"), { now: ten })
    desk(opened()).when(later).thenRejected("NotPossibleNow")
  })
})
