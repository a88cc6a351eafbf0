import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, fold } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result } from "effect"
import { ask, book, forAnother, friday10, history, instant, monday9, open, says } from "./corner.ts"

const tuesday9 = instant("2026-09-22T07:00:00.000Z")

/** The appointment a1 as the other system tells of it. */
const row = (more: Record<string, unknown> = {}, at = friday10): BookingCommand.Command =>
  ask("Import", at, {
    external: { system: "other", id: "1" }, customer: "customer-1", vehicle: null, job: "service", advisor: null, channel: "import",
    date: "2026-09-21", time: monday9, bookedAt: friday10, outcome: { _tag: "Booked" }, contact: {}, ...more
  })

const cancelled = { _tag: "Cancelled", by: "customer", cancelledAt: null }

const after = (...commands: ReadonlyArray<BookingCommand.Command>) => given(Booking.aggregate, history(...commands), open)

const tags = (events: ReadonlyArray<{ readonly _tag: string }>): ReadonlyArray<string> => events.map(({ _tag }) => _tag)

describe("a row about a day to come", () => {
  it("takes its place in the daybook, and the same row again changes nothing", () => {
    after().when(row()).thenEvents("CapacityTaken", "AppointmentBooked")
    after(row()).when(row()).thenNothing()
  })

  it("that does not fit enters against the rule, and says why", () => {
    const [override] = given(Booking.aggregate, [], forAnother(history(book(friday10, {}, "a2")))).when(row()).thenEvents("CapacityOverridden", "AppointmentBooked")
    says(override, { reason: "imported: every advisor already receives another car then" })
  })

  it("called off there gives its place back; taken up again, it takes a place again", () => {
    after(row()).when(row({ outcome: cancelled })).thenEvents("CapacityReleased", "AppointmentCancelled")
    const back = history(row(), row({ outcome: cancelled }), row())
    assert.deepStrictEqual(tags(back.slice(-3)), ["CancellationReversed", "CapacityTaken", "AppointmentRescheduled"])
    given(Booking.aggregate, [], forAnother(back)).when(book(friday10, {}, "a2")).thenRejected("SlotTaken")
  })

  it("told with another job takes the hours of that job instead", () => {
    const [, moved] = after(row(), ask("Confirm", friday10, { how: "call" })).when(row({ job: null })).thenEvents("CapacityTaken", "AppointmentRescheduled")
    assert.deepStrictEqual(moved?._tag === "AppointmentRescheduled" ? [moved.plan?.jobs, moved.due.confirmedAt] : undefined, [[], friday10])
    after(row(), row({ job: null })).when(row({ job: null })).thenNothing()
    after(row(), row({ job: null })).when(row()).thenEvents("CapacityTaken", "AppointmentRescheduled")
    // Nobody here does that job, so that there is nothing to plan for it.
    after(row({ job: null })).when(row({ job: "rocket" })).thenNothing()
  })

  it("of a car that is here changes nothing of the work that is done", () => {
    const here = row({ outcome: { _tag: "Arrived", arrivedAt: null } })
    after(here).when(row({ outcome: { _tag: "Arrived", arrivedAt: null }, job: null })).thenNothing()
  })

  it("first told of as called off takes no place until it is taken up", () => {
    after().when(row({ outcome: cancelled })).thenEvents("AppointmentImported", "AppointmentCancelled")
    const back = history(row({ outcome: cancelled }), row())
    given(Booking.aggregate, [], forAnother(back)).when(book(friday10, {}, "a2")).thenRejected("SlotTaken")
  })

  it("moved and called off at once leaves no place taken on either day", () => {
    const gone = history(row(), row({ date: "2026-09-22", time: tuesday9, outcome: cancelled }))
    const { days } = fold(Booking.aggregate, gone, open)
    assert.deepStrictEqual(Object.values(days).flatMap(({ entries }) => Object.keys(entries)), [])
  })

  it("that knows only its date is not a no-show before the site closes", () => {
    const dateOnly = row({ time: null })
    const noon = instant("2026-09-21T10:00:00.000Z")
    says(after(dateOnly).when(ask("RecordNoShow", noon)).thenRejected("TooSoonForNoShow"), { from: "2026-09-21T15:00:00.000Z" })
    after(dateOnly).when(ask("RecordNoShow", instant("2026-09-21T15:00:00.000Z"))).thenEvents("CapacityTaken", "NoShowRecorded")
  })
})

describe("a row about a car that was a no-show here", () => {
  const missed = ask("RecordNoShow", instant("2026-09-21T08:00:00.000Z"))
  const later = instant("2026-09-21T09:00:00.000Z")

  it("that came after all has its hours again", () => {
    after(row(), missed).when(row({ outcome: { _tag: "Arrived", arrivedAt: "2026-09-21T08:30:00.000Z" } }, later)).thenEvents("CapacityTaken", "NoShowReversed", "AppointmentArrived")
  })

  it("that was called off keeps none", () => {
    const off = row({ outcome: { _tag: "Cancelled", by: "customer", cancelledAt: null } }, later)
    after(row(), missed).when(off).thenEvents("CapacityReleased", "NoShowReversed", "AppointmentCancelled")
  })
})

describe("a row about a day that is over", () => {
  const wednesday = instant("2026-09-23T08:00:00.000Z")

  it.each([
    ["on time", "2026-09-21T07:10:00.000Z", "on-time"],
    ["late", "2026-09-21T07:20:00.000Z", "late"]
  ])("lands with its outcome, outside capacity: %s", (_, arrivedAt, punctuality) => {
    const [, arrived] = after().when(row({ outcome: { _tag: "Arrived", arrivedAt } }, wednesday)).thenEvents("AppointmentImported", "AppointmentArrived")
    says(arrived, { punctuality })
  })

  it("whose outcome was told wrongly is corrected, and counts but once", () => {
    const arrived = row({ outcome: { _tag: "Arrived", arrivedAt: null } }, wednesday)
    after(arrived).when(row({ outcome: { _tag: "NoShow" } }, wednesday)).thenEvents("ArrivalCorrected", "NoShowRecorded")
    after(row({ outcome: { _tag: "NoShow" } }, wednesday)).when(arrived).thenEvents("NoShowReversed", "AppointmentArrived")
  })
})

describe("what is not the other system's", () => {
  it("an appointment made here cannot be changed from there", () => after(book()).when(row()).thenRejected("NotPossibleNow"))

  it("whom to reach, it may correct", () => {
    const [corrected] = after(row()).when(row({ contact: { phone: "13800138000" } })).thenEvents("ContactCorrected")
    says(corrected, { contact: { phone: "13800138000" } })
    after(row(), row({ contact: { phone: "13800138000" } })).when(row({ contact: { phone: "13800138000" } })).thenNothing()
  })

  it("nothing of a refused row is kept", () => {
    assert.isTrue(Result.isFailure(Booking.aggregate.decide(row(), fold(Booking.aggregate, history(ask("Hold", friday10, { jobs: ["service"], transport: "wait", arriveAt: monday9 })), open))))
  })
})

describe("a row that was called off", () => {
  it("and comes back when its day is over has no plan any more, for it stands in no daybook", () => {
    const over = row({ time: null }, instant("2026-09-22T08:00:00.000Z"))
    const [, moved] = after(row(), row({ outcome: cancelled }, monday9)).when(over).thenEvents("CancellationReversed", "AppointmentRescheduled")
    says(moved, { plan: null })
    after(row(), row({ outcome: cancelled }, monday9), over).when(over).thenNothing()
  })
})
