import { assert, describe, it } from "@effect/vitest"
import { AppointmentId, Booking, Daybook, fold, Instant, LocalDate, Priority, SiteId, Waitlist, WaitingList } from "@servicelane/core"
import { given, noticed } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { ask, book, corner, friday10, history, instant, monday9, open, says, wish } from "./corner.ts"

const monday = LocalDate.LocalDate.make("2026-09-21")
const mondayAllDay = { from: "2026-09-20T22:00:00.000Z", to: "2026-09-21T22:00:00.000Z" }

const command = (_tag: string, at: Instant.Instant, more: Record<string, unknown> = {}): Waitlist.Command =>
  Schema.decodeUnknownSync(Waitlist.Command)({ _tag, site: "corner", at, ...more })

const join = (id: string, at = friday10, more: Record<string, unknown> = {}) =>
  command("Join", at, { id, customer: `customer-${id}`, jobs: ["service"], transport: "wait", windows: [mondayAllDay], priority: "booked", contact: {}, ...more })

const offerPlace = (at: Instant.Instant) => command("OfferPlace", at, { date: monday })

const empty: Waitlist.State = { ...Waitlist.aggregate.initial, site: { _tag: "Open", document: corner } }

const after = (state: Waitlist.State, ...commands: ReadonlyArray<Waitlist.Command>): Waitlist.State =>
  commands.reduce<Waitlist.State>((known, one) => fold(Waitlist.aggregate, Result.getOrThrow(Waitlist.aggregate.decide(one, known)), known), state)

const story = (state: Waitlist.State) => given(Waitlist.aggregate, [], state)

/** Monday with one car at each half hour that can be taken, and then one place given back. */
const oneFree = (): Waitlist.State => {
  let days: Booking.State["days"] = {}
  for (let tick = 0; tick < 18; tick++) {
    const car = book(friday10, { transport: "drop", arriveAt: Instant.addMinutes(monday9, tick * 30 - 60) }, `car-${tick}`)
    const facts = Result.getOrElse(Booking.aggregate.decide(car, { ...open, days }), (): ReadonlyArray<Booking.Event> => [])
    days = fold(Booking.aggregate, facts, { ...open, days }).days
  }
  const full = days[monday] ?? Daybook.initial
  const [first] = Object.values(full.entries)
  return { ...empty, days: { [monday]: first === undefined ? full : Daybook.without(full, first.holder) } }
}

describe("the waiting list", () => {
  it("is joined once", () => {
    story(empty).when(join("a1")).thenEvents("WaitingListJoined", "AppointmentRequested")
    story(after(empty, join("a1"))).when(join("a1", instant("2026-09-18T09:00:00.000Z"))).thenNothing()
  })

  it("is not joined twice with different wishes under one id", () =>
    story(after(empty, join("a1"))).when(join("a1", friday10, { transport: "drop" })).thenRejected("AlreadyWaiting"))

  it("is not joined for a time that is over, for a job nobody does, or at a site nobody knows", () => {
    story(empty).when(join("a1", instant("2026-09-21T22:00:00.000Z"))).thenRejected("WindowsOver")
    story(empty).when(join("a1", friday10, { jobs: ["rocket"] })).thenRejected("UnknownJob")
    story(Waitlist.aggregate.initial).when(join("a1")).thenRejected("UnknownSite")
  })

  it("holds the place it offers, in the same batch", () => {
    const [, , offered] = story(after(empty, join("a1"))).when(offerPlace(friday10)).thenEvents("CapacityHeld", "AppointmentHeld", "PlaceOffered")
    says(offered, { id: "a1", until: "2026-09-18T08:15:00.000Z", date: monday })
  })

  it("offers nothing when nobody waits for that date, or nothing is free", () => {
    story(empty).when(offerPlace(friday10)).thenNothing()
    story(after(empty, join("a1", friday10, { windows: [{ from: "2026-09-22T00:00:00.000Z", to: "2026-09-23T00:00:00.000Z" }] }))).when(offerPlace(friday10)).thenNothing()
    const closed = { ...corner, calendar: { ...corner.calendar, exceptions: [{ kind: "close" as const, date: monday, reason: "stocktaking" }] } }
    story({ ...after(empty, join("a1")), site: { _tag: "Open", document: closed } }).when(offerPlace(friday10)).thenNothing()
  })

  it("offers the one place to one after the other", () => {
    const waiting = after(oneFree(), join("a1"), join("a2", instant("2026-09-18T08:01:00.000Z")))
    const offered = after(waiting, offerPlace(instant("2026-09-18T08:02:00.000Z")))
    assert.deepStrictEqual(offered.list["a1"]?.offer?.date, monday)
    story(offered).when(offerPlace(instant("2026-09-18T08:16:59.999Z"))).thenNothing()
    const [, , next] = story(offered).when(offerPlace(instant("2026-09-18T08:17:00.000Z"))).thenEvents("CapacityHeld", "AppointmentHeld", "PlaceOffered")
    says(next, { id: "a2" })
  })

  it("goes on to the next when an offer is declined, and does not ask the same again for that date", () => {
    const waiting = after(oneFree(), join("a1"), join("a2", instant("2026-09-18T08:01:00.000Z")), offerPlace(instant("2026-09-18T08:02:00.000Z")))
    const decline = command("Decline", instant("2026-09-18T08:03:00.000Z"), { id: "a1" })
    story(waiting).when(decline).thenEvents("CapacityReleased", "HoldReleased", "PlaceDeclined")
    const declined = after(waiting, decline)
    const next = after(declined, offerPlace(instant("2026-09-18T08:04:00.000Z")))
    assert.isNotNull(next.list["a2"]?.offer)
    const none = after(next, command("Decline", instant("2026-09-18T08:05:00.000Z"), { id: "a2" }))
    story(none).when(offerPlace(instant("2026-09-18T08:06:00.000Z"))).thenNothing()
  })

  it("lets nobody decline what is not offered any more", () => {
    story(after(empty, join("a1"))).when(command("Decline", friday10, { id: "a1" })).thenRejected("NothingOffered")
    story(after(empty, join("a1"), offerPlace(friday10))).when(command("Decline", instant("2026-09-18T08:15:00.000Z"), { id: "a1" })).thenRejected("NothingOffered")
  })

  it("gives back what is held for somebody who leaves", () => {
    story(after(empty, join("a1"), offerPlace(friday10))).when(command("Leave", friday10, { id: "a1" })).thenEvents("CapacityReleased", "HoldReleased", "RequestWithdrawn", "WaitingListLeft")
    story(after(empty, join("a1"))).when(command("Leave", friday10, { id: "a1" })).thenEvents("RequestWithdrawn", "WaitingListLeft")
    story(empty).when(command("Leave", friday10, { id: "a1" })).thenNothing()
  })

  it("disturbs nobody at night, by the wall clock of the site", () => {
    const waiting = after(empty, join("a1"))
    says(story(waiting).when(offerPlace(instant("2026-09-18T19:00:00.000Z"))).thenRejected("QuietHours"), { until: "2026-09-19T06:00:00.000Z" })
    says(story(waiting).when(offerPlace(instant("2026-09-19T05:59:59.000Z"))).thenRejected("QuietHours"), { until: "2026-09-19T06:00:00.000Z" })
    story(waiting).when(offerPlace(instant("2026-09-18T18:59:00.000Z"))).thenEvents("CapacityHeld", "AppointmentHeld", "PlaceOffered")
    story(waiting).when(offerPlace(instant("2026-09-19T06:00:00.000Z"))).thenEvents("CapacityHeld", "AppointmentHeld", "PlaceOffered")
  })

  it("announces a place to all who could come, and holds it for none of them", () => {
    const waiting = after(empty, join("a1"), join("a2", friday10, { windows: [{ from: "2026-09-22T00:00:00.000Z", to: "2026-09-23T00:00:00.000Z" }] }), join("a3"))
    const [announced] = story(waiting).when(command("AnnouncePlace", friday10, { date: monday })).thenEvents("PlaceAnnounced")
    says(announced, { to: ["a1", "a3"] })
  })

  describe("has ended, in the same batch,", () => {
    const joined = fold(Booking.aggregate, Result.getOrThrow(Waitlist.aggregate.decide(join("a1"), empty)), open)
    const ends = (state: Booking.State, more: Record<string, unknown> = {}) => {
      const command = book(friday10, more)
      assert.include([...Booking.aggregate.reads(command, state)].map(String), "waitlist/corner")
      const facts = given(Booking.aggregate, [], state).when(command).thenEvents("CapacityTaken", "AppointmentBooked", "WaitingEnded")
      assert.deepStrictEqual(fold(Booking.aggregate, facts, state).list, {})
    }
    const holding = (state: Booking.State) => fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(ask("Hold", friday10, { ...wish, arriveAt: "2026-09-21T08:00:00.000Z" }), state)), state)

    it("for whoever books what was offered", () => {
      const state = fold(Booking.aggregate, Result.getOrThrow(Waitlist.aggregate.decide(offerPlace(friday10), after(empty, join("a1")))), joined)
      const plan = state.appointment._tag === "Held" ? state.appointment.plan : assert.fail("nothing is held")
      ends(state, { arriveAt: plan.arriveAt })
    })

    it("for whoever books at once, or holds another place first", () => {
      ends(joined)
      ends(holding(joined), { arriveAt: "2026-09-21T08:00:00.000Z" })
    })

    it("for whoever joined while a place was held, and let go of it", () => {
      const waiting = { ...empty, days: holding(open).days, appointments: { a1: holding(open).appointment } }
      const state = fold(Booking.aggregate, Result.getOrThrow(Waitlist.aggregate.decide(join("a1"), waiting)), holding(open))
      const released = fold(Booking.aggregate, given(Booking.aggregate, [], state).when(ask("ReleaseHold", friday10)).thenEvents("CapacityReleased", "HoldReleased"), state)
      assert.strictEqual(released.appointment._tag, "Waiting")
      ends(released)
    })
  })

  it("is not for those who have a booking, nor for a booking of another site", () => {
    const booked = fold(Booking.aggregate, history(book()), open).appointment
    says(story({ ...empty, appointments: { a1: booked } }).when(join("a1")).thenRejected("NotPossibleNow"), { state: "Booked" })
    const elsewhere = { _tag: "Held" as const, site: SiteId.make("other"), plan: "visit" in booked && booked.visit.plan !== null ? booked.visit.plan : assert.fail("no plan"), releaseAt: monday9, waits: false }
    story({ ...empty, appointments: { a1: elsewhere } }).when(join("a1")).thenRejected("OtherSite")
  })
})

describe("whose turn it is", () => {
  const wait = fc.record({
    id: fc.integer({ min: 1, max: 12 }).map((n) => `a${n}`),
    minute: fc.integer({ min: 0, max: 30 }),
    priority: fc.constantFrom(...Priority.Priority.literals),
    day: fc.constantFrom(0, 0, 1)
  })

  const fair = (choose: (state: Waitlist.State) => string | undefined): void =>
    fc.assert(fc.property(fc.uniqueArray(wait, { selector: ({ id }) => id, minLength: 1, maxLength: 8 }), (waits) => {
      const window = (day: number) => ({ from: Instant.addMinutes(Instant.Instant.make(mondayAllDay.from), day * 1_440), to: Instant.addMinutes(Instant.Instant.make(mondayAllDay.to), day * 1_440) })
      const state = after(empty, ...waits.map(({ id, minute, priority, day }) => join(id, Instant.addMinutes(friday10, minute), { priority, windows: [window(day)] })))
      const [first] = waits.filter(({ day }) => day === 0).sort((a, b) =>
        Priority.rank(a.priority) - Priority.rank(b.priority) || a.minute - b.minute || (a.id < b.id ? -1 : 1))
      assert.strictEqual(choose(state), first?.id)
    }))

  const offered = (state: Waitlist.State): string | undefined =>
    Object.values(after(state, offerPlace(instant("2026-09-18T09:00:00.000Z"))).list).find(({ offer }) => offer !== null)?.id

  it("goes by priority, then by who joined first, then by id, among those who can come", () => fair(offered))
  it("and the law notices a list that goes by who joined first alone", () =>
    noticed(() => fair((state) => offered({ ...state, list: Object.fromEntries(Object.entries(state.list).map(([id, one]) => [id, { ...one, priority: "booked" as const }])) }))))

  it("is asked of the appointment too: whoever holds a place needs none now", () => {
    const waiting = after(empty, join("a1"), join("a2"))
    const streams = Waitlist.aggregate.reads(offerPlace(friday10), waiting)
    assert.includeMembers([...streams], ["site/corner", "waitlist/corner", `daybook/corner/${monday}`, "appointment/a1"])
    const held = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(ask("Hold", friday10, wish), open)), open).appointment
    const [, , offer] = story({ ...waiting, appointments: { ...waiting.appointments, a1: held } }).when(offerPlace(friday10)).thenEvents("CapacityHeld", "AppointmentHeld", "PlaceOffered")
    says(offer, { id: AppointmentId.make("a2") })
  })

  it("is in order of time of joining for equals", () =>
    assert.deepStrictEqual(WaitingList.inTurn(after(empty, join("b", instant("2026-09-18T08:01:00.000Z")), join("a", instant("2026-09-18T08:02:00.000Z")), join("c")).list).map(({ id }) => String(id)), ["c", "b", "a"]))
})
