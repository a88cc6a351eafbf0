import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, type Books, Cars, fold, Instant, Parts, Site } from "@servicelane/core"
import { noticed } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { ask, book, corner, friday10, monday9 } from "./corner.ts"

const no = "oil-filter"

const document = Schema.decodeUnknownSync(Site.Document)({
  ...corner, parts: [{ no, name: "Oil filter", leadMin: 4_320 }],
  jobs: corner.jobs.flatMap((job) => [{ ...job, parts: [{ part: no, qty: 1 }] }, { ...job, code: "double", parts: [{ part: no, qty: 2 }] }, { ...job, code: "look" }])
})

const empty: Cars.State = { ...Cars.aggregate.initial, site: { _tag: "Open", document } }

const id = fc.constantFrom("a1", "a2")
const jobs = fc.constantFrom(["service"], ["double"], ["look"], ["service", "double"])
const arriveAt = fc.integer({ min: 0, max: 12 }).map((tick) => Instant.addMinutes(monday9, tick * 30))
const tell = (_tag: string, more: Record<string, fc.Arbitrary<unknown>> = {}) => fc.record({ _tag: fc.constant(_tag), id, ...more })
const why = fc.constant("it was another car")

/** What is told to the desk … */
const toDesk = fc.oneof(
  tell("Book", { jobs, arriveAt }),
  tell("Book", { jobs, arriveAt, override: why }),
  tell("Reschedule", { arriveAt, by: fc.constant("customer") }),
  tell("Arrive"),
  tell("RecordNoShow"),
  tell("ReverseNoShow", { why }),
  tell("CorrectArrival", { arrivedAt: fc.constant(null), why }),
  tell("Cancel", { by: fc.constant("customer") }),
  tell("AddWork", { jobs })
)

/** … and to the parts department. */
const toShelf = fc.record({ _tag: fc.constantFrom("Issue", "Return", "Spare"), holder: id })

interface Step {
  readonly now: Instant.Instant
  readonly said: Readonly<Record<string, unknown>>
}

/** Two cars are booked, and the rest is said on their day. */
const history = fc.array(fc.oneof(toDesk, toShelf), { maxLength: 20 }).map((all): ReadonlyArray<Step> => [
  { now: friday10, said: { _tag: "Count", onHand: 5 } },
  { now: friday10, said: { _tag: "Book", id: "a1", jobs: ["service"], arriveAt: monday9 } },
  { now: friday10, said: { _tag: "Book", id: "a2", jobs: ["double"], arriveAt: Instant.addMinutes(monday9, 120) } },
  ...all.map((said, i) => ({ now: Instant.addMinutes(monday9, i * 20), said }))
])

interface Desks {
  readonly desk: (command: BookingCommand.Command, state: Booking.State) => Result.Result<ReadonlyArray<Books.Event>, unknown>
  readonly shelf: (command: Parts.Command, state: Parts.State) => Result.Result<ReadonlyArray<Books.Event>, unknown>
}

const real: Desks = { desk: Booking.aggregate.decide, shelf: Parts.aggregate.decide }

/** What has been decided after each of these. */
const states = (all: ReadonlyArray<Step>, { desk, shelf }: Desks): ReadonlyArray<Cars.State> => {
  let state = empty
  return all.map(({ now, said: { _tag, ...said } }) => {
    const car = String(said["id"] ?? said["holder"])
    const seen: Booking.State = { ...state, appointment: state.appointments[car] ?? Booking.aggregate.initial.appointment }
    const facts = "id" in said
      ? desk(_tag === "Book" ? book(now, said, car) : ask(String(_tag), now, said, car), seen)
      : shelf(Schema.decodeUnknownSync(Parts.Command)({ _tag, ...said, site: "corner", part: no, at: now }), seen)
    state = fold(Cars.aggregate, Result.getOrElse(facts, () => []), state)
    return state
  })
}

const qtyIn = (lines: ReadonlyArray<{ readonly part: string; readonly qty: number }> = []): number => lines.find(({ part }) => part === no)?.qty ?? 0

describe("whatever becomes of the cars", () => {
  const keptOnce = (desks = real): void =>
    fc.assert(fc.property(history, (all) => {
      for (const { appointments, stock } of states(all, desks)) {
        for (const [car, appointment] of Object.entries(appointments)) {
          if (!("visit" in appointment)) continue
          const kept = stock[no]?.kept[car]?.qty ?? 0
          const { plan, drawn } = appointment.visit
          const isExpected = appointment._tag === "Booked" || appointment._tag === "Arrived"
          assert.strictEqual(kept, isExpected ? qtyIn(plan?.parts) - qtyIn(drawn) : 0, `${car} ${appointment._tag}`)
        }
      }
    }))

  it("what a car needs is in the workshop or kept on the shelf, once", () => keptOnce())
  it("and the law notices a desk that does not know what was handed out", () =>
    noticed(() => keptOnce({ ...real, desk: (command, { appointment, ...books }) =>
      real.desk(command, { ...books, appointment: "visit" in appointment ? { ...appointment, visit: { ...appointment.visit, drawn: [] } } : appointment }) })))

  const nothingLost = (desks = real): void =>
    fc.assert(fc.property(history, (all) => {
      let before = 0
      states(all, desks).forEach(({ appointments, stock }, i) => {
        const drawn = Object.values(appointments).reduce((sum, appointment) => sum + ("visit" in appointment ? qtyIn(appointment.visit.drawn) : 0), 0)
        const after = (stock[no]?.onHand ?? 0) + drawn
        if (all[i]?.said["_tag"] !== "Count") assert.strictEqual(after, before)
        before = after
      })
    }))

  it("every piece is on the shelf or in the workshop", () => nothingLost())
  it("and the law notices a department that forgets who it came back from", () =>
    noticed(() => nothingLost({ ...real, shelf: (command, state) =>
      Result.map(real.shelf(command, state), (facts) => command._tag === "Return" ? facts.filter(({ _tag }) => _tag !== "PartsDrawn") : facts) })))
})
