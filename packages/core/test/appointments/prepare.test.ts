import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, fold } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { ask, book, friday10, history, monday9, open } from "./corner.ts"

const after = (...commands: ReadonlyArray<BookingCommand.Command>) => given(Booking.aggregate, history(...commands), open)

const visitAfter = (...commands: ReadonlyArray<BookingCommand.Command>) => {
  const { appointment } = fold(Booking.aggregate, history(...commands), open)
  return "visit" in appointment ? appointment.visit : assert.fail("not booked")
}

const prepare = (item: string, done = true) => ask("Prepare", friday10, { item, done })

describe("a booking made with an advisor", () => {
  const direct = book(friday10, { channel: "advisor" })
  const verify = ask("Verify", friday10)

  it("is not registered until the desk has spoken with the customer", () => {
    assert.isFalse(visitAfter(direct).registered)
    after(direct).when(verify).thenEvents("AppointmentVerified")
    assert.isTrue(visitAfter(direct, verify).registered)
    after(direct, verify).when(verify).thenNothing()
  })

  it("is registered when the customer has confirmed it", () =>
    assert.isTrue(visitAfter(direct, ask("Confirm", friday10, { how: "call" })).registered))

  it("is the only kind that needs it", () => {
    assert.isTrue(visitAfter(book()).registered)
    after(book()).when(verify).thenNothing()
  })

  it("is not verified when it was called off", () =>
    after(direct, ask("Cancel", friday10, { by: "customer" })).when(verify).thenRejected("NotPossibleNow"))
})

describe("the preparation of a car", () => {
  it("is noted once for each thing, and taken back", () => {
    after(book()).when(prepare("work-order")).thenEvents("AppointmentPrepared")
    after(book(), prepare("work-order")).when(prepare("work-order")).thenNothing()
    after(book(), prepare("work-order")).when(prepare("work-order", false)).thenEvents("PreparationUndone")
    after(book()).when(prepare("work-order", false)).thenNothing()
    assert.deepStrictEqual(visitAfter(book(), prepare("work-order"), prepare("bay"), prepare("work-order", false)).prepared, ["bay"])
  })

  it("keeps with a new time what does not hang on it", () => {
    const moved = ask("Reschedule", friday10, { by: "customer", arriveAt: "2026-09-22T07:00:00.000Z" })
    const all = ["history-read", "work-order", "parts", "advisor-told", "bay"].map((item) => prepare(item))
    assert.deepStrictEqual(visitAfter(book(), ...all, moved).prepared, ["history-read", "work-order"])
  })

  it("is over when the car is here", () => after(book(), ask("Arrive", monday9)).when(prepare("bay")).thenRejected("NotPossibleNow"))
})
