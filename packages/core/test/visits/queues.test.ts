import { assert, describe, it } from "@effect/vitest"
import { ask, says } from "../appointments/corner.ts"
import {
  after, came, clockOff, clockOn, deliver, finish, type House, inspect, monday, opened, order, queue, receive, say, settle, through, tuesday, walkedIn, wash, when
} from "./house.ts"

const wait = (at: string, id: string) => say("Await", monday(at), {}, id)

/** A walk-in that came first, and two booked cars after it. */
const three = after(came(came(walkedIn(opened(), "w1", "08:50"), "a1", "09:00"), "a2", "09:30"), wait("08:50", "w1"), wait("09:00", "a1"), wait("09:30", "a2"))

/** All of them received and written up, each as it came. */
const written = after(
  three, receive(monday("09:31")), order(monday("09:32")), receive(monday("09:33"), {}, "a2"), order(monday("09:34"), "a2"), receive(monday("09:35"), {}, "w1"), order(monday("09:36"), "w1")
)

const finished = (known: House, id: string, at: string): House => after(known, finish(monday(at), id, { why: "short-job" }))

describe("the queues", () => {
  it("are in the order of priority, then of waiting", () => {
    assert.deepStrictEqual(queue(three, "reception"), ["a1", "a2", "w1"])
    assert.deepStrictEqual(queue(written, "repair"), ["a1", "a2", "w1"])
  })

  it("let nobody before others, at any of the five steps", () => {
    says(when(three, receive(monday("09:31"), {}, "w1")).thenRejected("OthersFirst"), { queue: "reception", ahead: ["a1", "a2"] })
    says(when(written, clockOn(monday("09:40"), {}, "a2")).thenRejected("OthersFirst"), { queue: "repair", ahead: ["a1"] })
    const inspected = finished(finished(written, "w1", "10:00"), "a1", "10:01")
    says(when(inspected, inspect(monday("10:10"), {}, "w1")).thenRejected("OthersFirst"), { queue: "inspection", ahead: ["a1"] })
    const washing = after(inspected, inspect(monday("10:10")), inspect(monday("10:11"), {}, "w1"))
    says(when(washing, wash(monday("10:20"), {}, "w1")).thenRejected("OthersFirst"), { queue: "wash", ahead: ["a1"] })
    const paying = after(washing, wash(monday("10:20")), wash(monday("10:21"), {}, "w1"))
    says(when(paying, settle(monday("10:30"), {}, "w1")).thenRejected("OthersFirst"), { queue: "cashier", ahead: ["a1"] })
    when(after(paying, settle(monday("10:30"))), settle(monday("10:31"), {}, "w1")).thenEvents("VisitSettled", "QueueServed")
  })

  it("write down who was overtaken and what spoke for it, where somebody says so", () => {
    const [, served] = when(three, receive(monday("09:31"), { why: "short-job" }, "w1")).thenEvents("VisitReceived", "QueueServed")
    says(served, { overtook: ["a1", "a2"], why: "short-job" })
    // Where nobody was before it, nothing needs to speak for it.
    says(when(three, receive(monday("09:31"), { why: "promise" })).thenEvents("VisitReceived", "QueueServed")[1], { overtook: [], why: null })
  })

  it("hold for a workshop that does not clock, too", () =>
    says(when(written, finish(monday("10:00"), "w1")).thenRejected("OthersFirst"), { queue: "repair", ahead: ["a1", "a2"] }))

  it("let a car pass that is not washed", () => {
    const washing = after(finished(finished(written, "a1", "10:00"), "w1", "10:01"), inspect(monday("10:10")), inspect(monday("10:11"), {}, "w1"))
    when(washing, wash(monday("10:20"), { washed: false }, "w1")).thenEvents("CarWashed", "VisitReady", "QueueLeft", "QueueJoined")
  })

  it("are not held up by a car whose parts are missing", () => {
    const lacking = after(written, say("CheckParts", monday("09:50"), { missing: ["pads"] }))
    when(lacking, clockOn(monday("09:51"), {}, "a2")).thenEvents("ClockedOn", "QueueServed")
    // Work that needs none of them may begin all the same, in its turn.
    when(lacking, clockOn(monday("09:51"), { technician: "eve" })).thenEvents("ClockedOn", "QueueJoined", "QueueServed")
  })

  it("are joined again by a repair that did not hold, before whoever just booked", () => {
    const earlier = through(9, came(opened(), "a1", "09:00"))
    const back = after(came(came(earlier, "a2", "13:00"), "a3", "13:30", { vehicle: "car-a1" }), receive(monday("13:31"), { advisor: "ben" }, "a2"), order(monday("13:32"), "a2"), receive(monday("13:33"), {}, "a3"), order(monday("13:34"), "a3"))
    assert.deepStrictEqual(queue(back, "repair"), ["a2", "a3"])
    const noted = after(back, say("NoteComeback", monday("13:40"), { earlier: "a1", symptom: "brakes-noise" }, "a3"))
    assert.deepStrictEqual(queue(noted, "repair"), ["a3", "a2"])
  })

  it("know no more of a car that has left", () =>
    assert.deepStrictEqual(queue(after(three, say("Abandon", monday("09:40"), { why: { text: null } })), "reception"), ["a2", "w1"]))
})

describe("a car that waits over night", () => {
  const overnight = finished(written, "a1", "17:00")

  it("keeps its turn, and holds nobody up before it is spoken of again", () => {
    assert.deepStrictEqual(queue(overnight, "inspection", "2026-09-22"), [])
    const [joined] = when(overnight, say("Await", tuesday("08:00"))).thenEvents("QueueJoined")
    says(joined, { date: "2026-09-22", queue: "inspection", since: monday("17:00") })
    const morning = after(overnight, say("Await", tuesday("08:00")))
    when(morning, say("Await", tuesday("08:01"))).thenNothing()
    when(after(morning, finish(tuesday("08:10"), "w1", { why: "other" })), inspect(tuesday("08:20"), {}, "w1")).thenRejected("OthersFirst")
  })

  it("goes on with any next step", () => {
    when(overnight, inspect(tuesday("08:00"))).thenEvents("InspectionPassed", "QueueJoined", "QueueServed", "QueueJoined")
    when(written, clockOn(tuesday("08:00"))).thenEvents("ClockedOn", "QueueJoined", "QueueServed")
    when(three, receive(tuesday("08:00"), {}, "w1")).thenEvents("VisitReceived", "QueueJoined", "QueueServed")
    when(written, finish(tuesday("08:00"))).thenEvents("WorkFinished", "QueueJoined", "QueueServed", "QueueJoined")
    const rest = after(overnight, inspect(tuesday("08:00")), wash(tuesday("08:10")), settle(tuesday("08:20")), deliver(tuesday("08:30")))
    assert.deepStrictEqual(queue(rest, "cashier", "2026-09-22"), [])
  })

  it("is in no queue while somebody works on it, or its parts are on their way", () => {
    when(after(written, clockOn(monday("16:00"))), say("Await", tuesday("08:00"))).thenNothing()
    when(after(written, say("CheckParts", monday("16:00"), { missing: ["pads"] })), say("Await", tuesday("08:00"))).thenNothing()
    when(after(written, clockOn(monday("16:00")), clockOff(tuesday("08:10"))), say("Await", tuesday("08:00"))).thenNothing()
  })

  it("is still here when its rest of work has another date", () =>
    void when(after(written, ask("CarryOver", monday("16:00"), { date: "2026-09-22", leftMin: 30 })), clockOn(tuesday("08:00"))).thenEvents("ClockedOn", "QueueJoined", "QueueServed"))
})
