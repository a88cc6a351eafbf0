/** A workshop through which several cars go at once. */
import { assert } from "@effect/vitest"
import { Booking, type BookingCommand, Books, Cars, Floor, type Instant, Reception, Site, type Visit, VisitCommand } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, book, corner, friday10, instant } from "../appointments/corner.ts"
import { mechanic, stage } from "../workshop/shop.ts"

const [anna] = corner.advisors
const [tom] = corner.technicians

/** The corner workshop with two more of each, which also does brakes. */
export const house = Schema.decodeUnknownSync(Site.Document)({
  ...corner,
  advisors: [anna, { ...anna, id: "ben", tickMinutes: 15 }, { ...anna, id: "carl", assignableSince: null }],
  technicians: [tom, { ...tom, id: "eve" }],
  bays: [...corner.bays, { id: "lift-2", type: "lift" }],
  jobs: [...corner.jobs, { code: "brakes", name: "Brakes", stages: [stage("pads", 60, { ...mechanic, bay: "lift" })] }, { code: "engine", name: "Engine", stages: [stage("engine", 300, { ...mechanic, bay: "lift" })] }]
})

/** Everything that the commands of several cars have left. */
export interface House extends Cars.State {
  readonly visits: Reception.State["visits"]
  readonly floors: Reception.State["floors"]
}

export const opened = (document = house): House => ({ ...Cars.aggregate.initial, site: { _tag: "Open", document }, visits: {}, floors: {} })

/** What a command about one of them meets. */
export const seenBy = ({ appointments, ...known }: House, id: string): Reception.State => ({ ...known, appointment: appointments[id] ?? Booking.aggregate.initial.appointment })

const isBooks = (event: Reception.Event): event is Books.Event => Books.tags.has(event._tag)

const withOne = (known: House, fact: Reception.Event): House => {
  if (isBooks(fact)) return Books.evolveAll(known, fact)
  const { visits, floors } = Reception.aggregate.evolve(seenBy(known, ""), fact)
  return { ...known, visits, floors }
}

export const applied = (known: House, facts: ReadonlyArray<Reception.Event>): House => facts.reduce(withOne, known)

const isVisit = Schema.is(VisitCommand.Command)

/** What comes of a command of the desk or of a visit. */
export const decided = (known: House, command: BookingCommand.Command | VisitCommand.Command): Result.Result<ReadonlyArray<Reception.Event>, { readonly _tag: string }> => {
  const state = seenBy(known, command.id)
  return isVisit(command) ? Reception.aggregate.decide(command, state) : Booking.aggregate.decide(command, state)
}

/** After all of these, none of which was refused. */
export const after = (known: House, ...commands: ReadonlyArray<BookingCommand.Command | VisitCommand.Command>): House =>
  commands.reduce((house, command) => applied(house, Result.getOrThrow(decided(house, command))), known)

export const when = (known: House, command: VisitCommand.Command) => given(Reception.aggregate, [], seenBy(known, command.id)).when(command)

/** On Monday, by the clock of the workshop: nine is 07:00Z. */
export const monday = (time: string): Instant.Instant => {
  const [hour = 0, minute = 0] = time.split(":").map(Number)
  return instant(`2026-09-21T${String(hour - 2).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00.000Z`)
}

export const tuesday = (time: string): Instant.Instant => instant(monday(time).replace("21T", "22T"))

export const say = (_tag: string, at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1"): VisitCommand.Command =>
  Schema.decodeUnknownSync(VisitCommand.Command)({ _tag, id, site: "corner", at, ...more })

/** A car that was booked for a time and has come then. */
export const came = (known: House, id: string, time: string, more: Record<string, unknown> = {}): House =>
  after(known, book(friday10, { transport: "drop", arriveAt: monday(time), vehicle: `car-${id}`, customer: `customer-${id}`, ...more }, id), ask("Arrive", monday(time), {}, id))

/** A car that was not booked. */
export const walkedIn = (known: House, id: string, time: string): House =>
  after(known, ask("WalkIn", monday(time), { jobs: ["service"], transport: "drop", customer: `customer-${id}`, override: "it is here" }, id))

export const here = came(opened(), "a1", "09:00")

export const yuan = (minor: number) => ({ minor, currency: "CNY" })

export const receive = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") => say("Receive", at, { advisor: "anna", ...more }, id)
export const order = (at: Instant.Instant, id = "a1", more: Record<string, unknown> = {}) => say("OpenOrder", at, { order: `WIP-${id}`, work: ["maintenance"], ...more }, id)
export const clockOn = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") => say("ClockOn", at, { technician: "tom", job: "service", ...more }, id)
export const clockOff = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") => say("ClockOff", at, { technician: "tom", job: "service", ...more }, id)
export const finish = (at: Instant.Instant, id = "a1", more: Record<string, unknown> = {}) => say("FinishWork", at, more, id)
export const inspect = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") => say("Inspect", at, { by: "wu", passed: true, ...more }, id)
export const wash = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") => say("Wash", at, { washed: true, ...more }, id)
export const settle = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") => say("Settle", at, { paid: yuan(88_000), ...more }, id)
export const deliver = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") => say("Deliver", at, { parts: [], ...more }, id)
export const propose = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "a1") =>
  say("ProposeWork", at, { line: "line-1", work: "repair", jobs: ["brakes"], price: yuan(120_000), symptom: "brakes-noise", why: { text: "the pads are thin" }, ...more }, id)

/** Each step, ten minutes apart, from the reception to the keys. */
export const steps: ReadonlyArray<VisitCommand.Command> = [
  receive(monday("09:05")), order(monday("09:20")), clockOn(monday("09:30")), clockOff(monday("10:30")), finish(monday("10:40")), inspect(monday("10:50")), wash(monday("11:00")),
  settle(monday("11:10")), deliver(monday("11:20"))
]

/** So many of these steps. */
export const through = (count: number, known = here): House => after(known, ...steps.slice(0, count))

export const carOf = ({ visits }: House, id = "a1"): Visit.Car => {
  const visit = visits[id]
  return visit !== undefined && "car" in visit ? visit.car : assert.fail(`no car ${id}`)
}

/** Who stands in a queue on a date, in turn. */
export const queue = ({ floors }: House, name: Floor.Queue, date = "2026-09-21"): ReadonlyArray<string> =>
  Object.values(floors[date] ?? {}).filter((place) => place.queue === name).sort(Floor.inOrder).map(({ visit }) => visit)
