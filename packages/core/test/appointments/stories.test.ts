import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, fold, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result } from "effect"
import { ask, book, corner, forAnother, friday10, history, instant, monday9, open, says, wish } from "./corner.ts"

const after = (...commands: ReadonlyArray<BookingCommand.Command>) => given(Booking.aggregate, history(...commands), open)

/** A story may end in whatever its last line answers. */
const story = (title: string, body: () => unknown): void => it(title, () => void body())

describe("a hold", () => {
  story("keeps the slot for its holder, and is booked as it was held", () => {
    const booked = after(ask("Hold", friday10, wish)).when(book(instant("2026-09-18T08:04:00.000Z"))).thenEvents("CapacityTaken", "AppointmentBooked")
    says(booked[0], { date: "2026-09-21", holder: "a1" })
  })

  story("keeps others out while it lives, and lets them in from the instant it runs out", () => {
    const held = forAnother(history(ask("Hold", friday10, wish)))
    given(Booking.aggregate, [], held).when(book(instant("2026-09-18T08:04:59.999Z"), {}, "a2")).thenRejected("SlotTaken")
    given(Booking.aggregate, [], held).when(book(instant("2026-09-18T08:05:00.000Z"), {}, "a2")).thenEvents("CapacityTaken", "AppointmentBooked")
  })

  story("does not stand in its own holder's way", () =>
    after(ask("Hold", friday10, wish)).when(ask("Hold", friday10, { ...wish, transport: "drop" })).thenEvents("CapacityHeld", "AppointmentHeld"))

  story("that ran out and was taken by somebody else is refused, not half taken", () => {
    const late = instant("2026-09-18T08:10:00.000Z")
    const held = history(ask("Hold", friday10, wish))
    const rival = Result.getOrThrow(Booking.aggregate.decide(book(late, {}, "a2"), forAnother(held))).filter(({ _tag }) => _tag === "CapacityTaken")
    given(Booking.aggregate, [...held, ...rival], open).when(book(late)).thenRejected("SlotTaken")
  })

  story("asked for again while it lives is the same hold; once it has run out, it is a new one", () => {
    after(ask("Hold", friday10, wish)).when(ask("Hold", instant("2026-09-18T08:04:00.000Z"), wish)).thenNothing()
    after(ask("Hold", friday10, wish)).when(ask("Hold", instant("2026-09-18T08:05:00.000Z"), wish)).thenEvents("CapacityHeld", "AppointmentHeld")
  })

  story("can be given back", () => {
    after(ask("Hold", friday10, wish)).when(ask("ReleaseHold", friday10)).thenEvents("CapacityReleased", "HoldReleased")
    after().when(ask("ReleaseHold", friday10)).thenNothing()
  })
})

describe("a booking", () => {
  story("said twice is said once", () => after(book()).when(book()).thenNothing())

  story("of something else under the same id is refused, not silently ignored", () =>
    after(book()).when(book(friday10, { jobs: ["service"], transport: "drop" })).thenRejected("AlreadyBooked"))

  story("needs the notice the site asks for", () =>
    after().when(book(instant("2026-09-21T06:00:00.001Z"))).thenRejected("NoticeTooShort"))

  story("with exactly that notice is taken", () => after().when(book(instant("2026-09-21T06:00:00.000Z"))).thenEvents("CapacityTaken", "AppointmentBooked"))

  it.each([
    ["on a day when the site is closed", "2026-09-20T07:00:00.000Z", "SlotNotOffered"],
    ["between two ticks of the advisor", "2026-09-21T07:10:00.000Z", "SlotNotOffered"],
    ["so late that the work would not end", "2026-09-21T14:30:00.000Z", "SlotNotOffered"]
  ])("%s is refused", (_, arriveAt, tag) => void after().when(book(friday10, { arriveAt })).thenRejected(tag))

  story("of a job nobody knows names those that are offered", () => {
    const refusal = after().when(book(friday10, { jobs: ["tuning"] })).thenRejected("UnknownJob")
    says(refusal, { offered: ["service"] })
  })

  story("by a wall-clock time that the clock skips or shows twice is asked back", () => {
    after().when(book(friday10, { arriveAt: { date: "2027-03-28", time: "02:30" } })).thenRejected("NonexistentLocalTime")
    const twice = after().when(book(friday10, { arriveAt: { date: "2026-10-25", time: "02:30" } })).thenRejected("AmbiguousLocalTime")
    says(twice, { offsets: ["+02:00", "+01:00"] })
  })

  story("touching the one before it does not overlap it", () => {
    const first = forAnother(history(book()))
    const [second] = given(Booking.aggregate, [], first).when(book(friday10, { arriveAt: "2026-09-21T07:30:00.000Z" }, "a2")).thenEvents("CapacityTaken", "AppointmentBooked")
    // Tom is busy until five past ten; the second car is taken up that very minute.
    if (second?._tag !== "CapacityTaken") assert.fail("nothing was taken")
    assert.strictEqual(second.use.stages[0]?.start, "2026-09-21T08:05:00.000Z")
  })

  story("at a site that was never opened is refused", () =>
    given(Booking.aggregate, []).when(book()).thenRejected("UnknownSite"))

  story("is confirmed once, by whatever way", () => {
    after(book()).when(ask("Confirm", friday10, { how: "call" })).thenEvents("AppointmentConfirmed")
    after(book(), ask("Confirm", friday10, { how: "call" })).when(ask("Confirm", friday10, { how: "reply" })).thenNothing()
  })

  story("cannot be confirmed once the technician has left: it no longer fits", () => {
    const without = Site.aggregate.decide(Site.apply({ ...corner, technicians: [], jobs: [] }, friday10), { _tag: "Open", document: corner })
    const state = fold(Booking.aggregate, Result.getOrThrow(without), fold(Booking.aggregate, history(book()), open))
    given(Booking.aggregate, [], state).when(ask("Confirm", friday10, { how: "call" })).thenRejected("PlanNoLongerFits")
  })
})

describe("second thoughts", () => {
  const tuesday9 = instant("2026-09-22T07:00:00.000Z")

  story("in time move what the customer is measured by", () => {
    const [released, taken, moved] = after(book()).when(ask("Reschedule", friday10, { by: "customer", arriveAt: tuesday9 }))
      .thenEvents("CapacityReleased", "CapacityTaken", "AppointmentRescheduled")
    says(released, { date: "2026-09-21" })
    says(taken, { date: "2026-09-22" })
    says(moved, { late: false, due: { date: "2026-09-22", time: tuesday9, bookedAt: friday10, confirmedAt: null } })
  })

  story("after the cut-off leave it where it was", () => {
    const late = instant("2026-09-21T05:00:00.001Z")
    const [, , moved] = after(book()).when(ask("Reschedule", late, { by: "customer", arriveAt: tuesday9 })).thenEvents("CapacityReleased", "CapacityTaken", "AppointmentRescheduled")
    says(moved, { late: true, due: { date: "2026-09-21", time: monday9, bookedAt: friday10, confirmedAt: null } })
  })

  story("of the site are never the customer's lateness", () => {
    const [, , moved] = after(book()).when(ask("Reschedule", instant("2026-09-21T06:30:00.000Z"), { by: "site", arriveAt: tuesday9 }))
      .thenEvents("CapacityReleased", "CapacityTaken", "AppointmentRescheduled")
    says(moved, { late: false })
  })

  story("to a slot that overlaps one's own booking are no conflict", () =>
    after(book()).when(ask("Reschedule", friday10, { by: "customer", arriveAt: "2026-09-21T07:30:00.000Z" })).thenEvents("CapacityTaken", "AppointmentRescheduled"))

  story("to a slot that is taken leave the old booking standing", () => {
    const rival = history(book(friday10, { arriveAt: tuesday9 }, "a2")).filter(({ _tag }) => _tag === "CapacityTaken")
    given(Booking.aggregate, [...history(book()), ...rival], open).when(ask("Reschedule", friday10, { by: "customer", arriveAt: tuesday9 })).thenRejected("SlotTaken")
  })

  it.each([
    ["exactly at the cut-off is in time", "2026-09-21T05:00:00.000Z", "customer", false],
    ["a moment later is late", "2026-09-21T05:00:00.001Z", "customer", true],
    ["by the site is never late", "2026-09-21T06:59:00.000Z", "site", false]
  ])("calling off %s", (_, at, by, late) => {
    const [, cancelled] = after(book()).when(ask("Cancel", instant(at), { by })).thenEvents("CapacityReleased", "AppointmentCancelled")
    says(cancelled, { late })
  })

  story("called off, the slot is free for the next", () => {
    const state = forAnother(history(book(), ask("Cancel", friday10, { by: "customer" })))
    given(Booking.aggregate, [], state).when(book(friday10, {}, "a2")).thenEvents("CapacityTaken", "AppointmentBooked")
  })
})

describe("the day itself", () => {
  it.each([
    ["half an hour before is on time", "2026-09-21T06:30:00.000Z", "on-time"],
    ["earlier than that is early", "2026-09-21T06:29:59.999Z", "early"],
    ["a quarter of an hour after is on time", "2026-09-21T07:15:00.000Z", "on-time"],
    ["later than that is late", "2026-09-21T07:15:00.001Z", "late"]
  ])("arriving %s", (_, at, punctuality) => {
    const [arrived] = after(book()).when(ask("Arrive", instant(at))).thenEvents("AppointmentArrived")
    says(arrived, { punctuality })
  })

  story("a car that comes on another day is not this appointment yet", () =>
    after(book()).when(ask("Arrive", instant("2026-09-22T07:00:00.000Z"))).thenRejected("NotDueToday"))

  story("an arrival cannot lie in the future", () =>
    after(book()).when(ask("Arrive", monday9, { arrivedAt: "2026-09-21T07:00:00.001Z" })).thenRejected("NotYet"))

  story("nobody is a no-show before an hour has passed", () => {
    after(book()).when(ask("RecordNoShow", instant("2026-09-21T07:59:59.999Z"))).thenRejected("TooSoonForNoShow")
    after(book()).when(ask("RecordNoShow", instant("2026-09-21T08:00:00.000Z"))).thenEvents("CapacityTaken", "NoShowRecorded")
  })

  story("what a no-show leaves is there for others, and the car stays on the sheet of its day", () => {
    const gone = history(book(friday10, { arriveAt: "2026-09-21T06:00:00.000Z" }), ask("RecordNoShow", instant("2026-09-21T07:00:00.000Z")))
    const { days } = fold(Booking.aggregate, gone, open)
    const [entry] = Object.values(days["2026-09-21"]?.entries ?? {})
    assert.deepStrictEqual([entry?.use.stages, entry?.use.advisor], [[], "anna"])
    // Sold to somebody else meanwhile, it is taken against the rule when the car comes after all.
    const rival = book(friday10, { arriveAt: "2026-09-21T08:00:00.000Z" }, "a2")
    const late = book(friday10, { arriveAt: "2026-09-21T08:30:00.000Z" })
    const missed = fold(Booking.aggregate, history(late, ask("RecordNoShow", instant("2026-09-21T09:30:00.000Z"))), open)
    const sold = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(rival, { ...missed, appointment: open.appointment })), missed)
    assert.strictEqual(Object.keys(sold.days["2026-09-21"]?.entries ?? {}).length, 2)
    given(Booking.aggregate, [], { ...sold, appointment: missed.appointment }).when(ask("ReverseNoShow", instant("2026-09-21T10:00:00.000Z"), { why: "she stood outside" }))
      .thenEvents("CapacityOverridden", "NoShowReversed")
    given(Booking.aggregate, [], missed).when(ask("ReverseNoShow", instant("2026-09-21T10:00:00.000Z"), { why: "she stood outside" }))
      .thenEvents("CapacityTaken", "NoShowReversed")
  })

  story("a car that comes after all takes the no-show back, and was late", () => {
    const no = ask("RecordNoShow", instant("2026-09-21T08:00:00.000Z"))
    const [, , arrived] = after(book(), no).when(ask("Arrive", instant("2026-09-21T09:00:00.000Z"))).thenEvents("CapacityTaken", "NoShowReversed", "AppointmentArrived")
    says(arrived, { punctuality: "late" })
  })

  story("an arrival that was another car's is taken back, by whom it concerns with a reason", () => {
    const came = ask("Arrive", monday9)
    after(book(), came).when(ask("CorrectArrival", instant("2026-09-21T07:30:00.000Z"), { arrivedAt: null, why: "another car" })).thenEvents("ArrivalCorrected")
    after(book(), came).when(ask("CorrectArrival", instant("2026-09-21T08:30:00.000Z"), { arrivedAt: "2026-09-21T08:20:00.000Z", why: "typed wrong" }))
      .thenEvents("ArrivalCorrected", "AppointmentArrived")
  })

  story("a cancelled appointment does not arrive", () =>
    after(book(), ask("Cancel", friday10, { by: "customer" })).when(ask("Arrive", monday9)).thenRejected("NotPossibleNow"))
})
