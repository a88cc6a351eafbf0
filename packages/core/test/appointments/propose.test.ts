import { assert, describe, it } from "@effect/vitest"
import { type Appointment, Booking, type BookingCommand, Books, Cars, fold, LocalDate, proposalNeeds, proposals, Site, Stock } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { ask, book, corner, friday10, instant, monday9, says } from "./corner.ts"

const monday = LocalDate.LocalDate.make("2026-09-21")

const [tom] = corner.technicians

/** Two technicians, of whom one may be away. */
const shop = (more: Record<string, unknown> = {}): Site.Document => Schema.decodeUnknownSync(Site.Document)({
  ...corner, technicians: [tom, { ...tom, id: "uwe" }], bays: [...corner.bays, { id: "lift-2", type: "lift" }],
  advisors: corner.advisors.map((advisor) => ({ ...advisor, perTick: 3 })), parts: [{ no: "filter", name: "Filter" }],
  jobs: [...corner.jobs, { ...corner.jobs[0], code: "filter", parts: [{ part: "filter", qty: 1 }] }], ...more
})

const away = (id: string, date = "2026-09-21") => ({ id: `${id}-${date}`, of: { technician: id }, from: `${date}T00:00:00.000Z`, to: `${date}T20:00:00.000Z` })

const under = (document: Site.Document, state: Cars.State): Cars.State => ({ ...state, site: { _tag: "Open", document } })

const seenBy = (state: Cars.State, { id }: BookingCommand.Command): Booking.State =>
  ({ ...state, appointment: state.appointments[id] ?? Booking.aggregate.initial.appointment })

const after = (document: Site.Document, ...commands: ReadonlyArray<BookingCommand.Command>): Cars.State =>
  commands.reduce((known, command) => fold(Cars.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, seenBy(known, command))), known), under(document, Cars.aggregate.initial))

const visits = ({ appointments }: Cars.State): ReadonlyArray<Appointment.Visit> => Object.values(appointments).flatMap((one) => one._tag === "Booked" ? [one.visit] : [])

const proposed = (state: Cars.State, at = friday10) =>
  [...proposals(state, visits(state), monday, at)].map(([id, { arriveAt, stages: [first] }]) => [id, arriveAt.slice(0, 16), String(first?.technician)])

describe("a booking that no longer fits", () => {
  const one = after(shop(), book())

  it("is done by somebody else at the same time, where there is somebody", () => {
    const ill = under(shop({ absences: [away("tom")] }), one)
    assert.deepStrictEqual(proposed(ill), [["a1", "2026-09-21T07:00", "uwe"]])
    const [, moved] = given(Booking.aggregate, [], seenBy(ill, book())).when(ask("Reschedule", friday10, { by: "site", arriveAt: monday9 })).thenEvents("CapacityTaken", "AppointmentRescheduled")
    says(moved, { late: false })
  })

  it("is confirmed still when it is done by somebody else, and is not moved while it fits", () => {
    const confirm = ask("Confirm", friday10, { how: "call" })
    const again = ask("Reschedule", instant("2026-09-21T06:30:00.000Z"), { by: "customer", arriveAt: monday9 })
    const ill = under(shop({ absences: [away("tom")] }), after(shop({ policies: [] }), book(), confirm))
    const soon = { ...again, at: instant("2026-09-21T05:30:00.000Z") }
    const [, moved] = given(Booking.aggregate, [], seenBy(ill, soon)).when(soon).thenEvents("CapacityTaken", "AppointmentRescheduled")
    says(moved, { late: false, due: { date: monday, time: monday9, bookedAt: friday10, confirmedAt: friday10 } })
    given(Booking.aggregate, [], seenBy(one, again)).when(ask("Reschedule", friday10, { by: "site", arriveAt: monday9 })).thenNothing()
  })

  it("goes to the next date that has a time, the one nearest to what was agreed", () => {
    const bothIll = under(shop({ absences: [away("tom"), away("uwe")] }), one)
    assert.deepStrictEqual(proposed(bothIll), [["a1", "2026-09-22T07:00", "tom"]])
    const noFilter = after(shop(), book(friday10, { jobs: ["filter"], override: "the customer brings it" }))
    assert.deepStrictEqual(proposed(noFilter), [])
    const late = { ...noFilter, stock: { filter: { ...noFilter.stock["filter"] ?? Stock.initial, lots: { lot: { qty: 1, eta: instant("2026-09-23T06:30:00.000Z") } } } } }
    assert.deepStrictEqual(proposed(late), [["a1", "2026-09-23T07:30", "tom"]])
  })

  it("is not offered the time that another is offered", () => {
    const two = after(shop(), book(), book(friday10, {}, "a2"))
    const times = proposed(under(shop({ absences: [away("tom"), away("uwe")] }), two))
    assert.deepStrictEqual(times, [["a1", "2026-09-22T07:00", "tom"], ["a2", "2026-09-22T07:00", "uwe"]])
    const alone = under(shop({ absences: [away("tom"), away("uwe"), away("uwe", "2026-09-22")] }), two)
    const begins = [...proposals(alone, visits(alone), monday, friday10).values()].map(({ stages: [first] }) => first?.start.slice(0, 16))
    assert.deepStrictEqual(begins, ["2026-09-22T07:15", "2026-09-22T08:05"])
  })

  it("is not offered a time that is over", () => {
    const ill = under(shop({ absences: [away("tom"), away("uwe")] }), one)
    assert.deepStrictEqual(proposed(ill, instant("2026-09-22T09:00:00.000Z")).map(([, arriveAt]) => arriveAt), ["2026-09-22T10:00"])
  })

  it("needs the books of a week, and of as many days more as a visit may last", () => {
    const { dates, parts } = proposalNeeds(shop(), visits(after(shop(), book(friday10, { jobs: ["filter"], override: "the customer brings it" }))), monday)
    assert.deepStrictEqual([dates[0], dates.length, parts].map(String), [String(monday), "11", "filter"])
    assert.strictEqual(proposals(Books.initial, [], monday, friday10).size, 0)
  })
})
