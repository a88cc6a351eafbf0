/** What people complain about in other schedulers, each as a sentence that is true here: places, people and work. */
import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, Instant } from "@servicelane/core"
import { Worlds } from "@servicelane/testing"
import { Result } from "effect"
import fc from "fast-check"
import { after, ask, book, hold, leaving, planned, times } from "./asked.ts"
import { advisor, at, calendar, friday, job, lifts, mechanic, monday, openFrom, policy, service, shop, stage, technicians, tuesday, week } from "./shop.ts"

describe("one place and many who want it", () => {
  it("of two customers who want the last place, the second is told that it is taken (cal.com #5820)", () => {
    const { message } = after(shop(), book("a1", at("08:00"))).asks(book("a2", at("08:00"))).thenRejected("SlotTaken")
    assert.include(message, "every advisor already receives another car then")
  })

  it("whatever a decision writes to it has read, so that of two desks at once one must decide again (cal.com #13397)", () =>
    fc.assert(fc.property(Worlds.movingWorld, ({ world, commands }) =>
      void Worlds.after(world, commands, (command, state) => {
        const answer = Booking.aggregate.decide(command, state)
        const read = Booking.aggregate.reads(command, state)
        for (const fact of Result.getOrElse(answer, () => [])) assert.include(read, Booking.aggregate.streamOf(fact))
        return answer
      }))))

  it("a place somebody is thinking about is offered to nobody else until the hold runs out (cal.com #10789)", () => {
    const held = after(shop(), hold("a1", at("08:00")))
    assert.notInclude(times(held.offers(monday, {}, Instant.addMinutes(friday, 4))), "08:00")
    assert.include(times(held.offers(monday, {}, Instant.addMinutes(friday, 5))), "08:00")
  })

  it("a booking is looked at once more when it is confirmed (cal.com #29958)", () => {
    const closed = shop(calendar({ exceptions: [{ kind: "close", date: monday, reason: "stocktaking" }] }))
    const confirm = ask("Confirm", "a1", { how: "call" })
    after(shop(), book("a1", at("08:00"))).asks(confirm).thenEvents("AppointmentConfirmed")
    after(shop(), book("a1", at("08:00"))).asks(confirm, closed).thenRejected("PlanNoLongerFits")
  })

  it("an advisor who receives two cars at once receives two and not three (cal.com #13360)", () => {
    const one = after(shop(advisor(30, 2)), book("a1", at("08:00"), leaving))
    one.asks(book("a2", at("08:00"), leaving)).thenEvents("CapacityTaken", "AppointmentBooked")
    after(shop(advisor(30, 2)), book("a1", at("08:00"), leaving), book("a2", at("08:00"), leaving)).asks(book("a3", at("08:00"), leaving)).thenRejected("SlotTaken")
  })

  it("a place that was reserved and then booked is counted once (cal.com #23988)", () => {
    const twoHours = openFrom("UTC", "08:00", "10:00")
    const { asks } = after(twoHours, hold("a1", at("08:00"), leaving), book("a1", at("08:00"), leaving))
    asks(book("a2", at("08:30"), leaving)).thenEvents("CapacityTaken", "AppointmentBooked")
  })

  it("of any number of customers as many win as there are places, whoever comes first (LibreBooking #147)", () =>
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.uniqueArray(fc.integer({ min: 1, max: 9 })), (places, customers) => {
      const world = { document: shop(advisor(240, places)), date: monday, now: friday }
      const { days } = Worlds.after(world, customers.map((one) => book(`a${one}`, at("08:00"), leaving)))
      assert.sameMembers(Object.keys(days[monday]?.entries ?? {}), customers.slice(0, places).map((one) => `a${one}`))
    })))
})

describe("what is offered and what is booked", () => {
  const busy = (): ReturnType<typeof after> =>
    after(shop(technicians(2), policy({ writeUpMin: 15, maxWaitMin: 120 })), book("a1", at("09:00")), book("a2", at("09:30"), leaving), hold("a3", at("13:00")))

  it.each(["wait", "drop"])("every time offered to those who %s can be booked, by the same advisor and for the same promise (cal.com #29532)", (transport) => {
    const { offers, asks } = busy()
    assert.isAbove(offers(monday, { transport }).length, 7)
    for (const offer of offers(monday, { transport })) {
      assert.deepStrictEqual(planned(asks(book("a9", offer.arriveAt, { transport })).thenEvents("CapacityTaken", "AppointmentBooked")), offer)
    }
  })

  it("a time the list leaves out cannot be had by naming it (cal.com #14868)", () => {
    const { offers, asks } = busy()
    const offered = new Set<string>(offers().map(({ arriveAt }) => arriveAt))
    for (let minute = 0; minute < 1_440; minute += 5) {
      const time = Instant.addMinutes(at("00:00"), minute)
      assert.strictEqual(Result.isSuccess(asks(book("a9", time)).answer), offered.has(time), time)
    }
  })

  it("a time that somebody has moved away from can be reserved by the next (cal.com #21589)", () => {
    const moved = after(shop(), book("a1", at("08:00")), ask("Reschedule", "a1", { by: "customer", arriveAt: at("08:00", tuesday) }))
    assert.include(times(moved.offers()), "08:00")
    moved.asks(hold("a2", at("08:00"))).thenEvents("CapacityHeld", "AppointmentHeld")
  })

  it("hours replaced on one date hold at the desk as well (cal.com #6482)", () => {
    const { asks } = after(shop(calendar({ exceptions: [{ kind: "replace", date: monday, reason: "training", hours: [{ from: "12:00", to: "14:00" }] }] })))
    asks(book("a1", at("09:00"))).thenRejected("SlotNotOffered")
    asks(book("a1", at("12:00"))).thenEvents("CapacityTaken", "AppointmentBooked")
  })
})

describe("room around the work", () => {
  it("five minutes to clear the lift after twenty of work are nobody's (cal.com #24253)", () => {
    const jobs = [job("service", stage("check", 20, { ...mechanic, bay: "lift", gapAfter: { min: 0, max: 0 } }), stage("clear", 5, { bay: "lift" }))]
    const unwilling = shop({ jobs }, advisor(5, 1), technicians(2), policy({ maxWaitMin: 25 }))
    const free = times(after(unwilling, book("a1", at("08:00")), book("a2", at("09:00"))).offers())
    assert.deepStrictEqual(free.slice(0, 4), ["08:25", "08:30", "08:35", "09:25"])
  })

  it("while one car soaks for an hour, its technician works on another (easyappointments #351)", () => {
    const wash = job("wash", stage("foam", 30, { ...mechanic, gapAfter: { min: 60, max: 60 } }), stage("rinse", 20, mechanic))
    const quick = (minutes: number) => job(`quick-${minutes}`, stage("quick", minutes, mechanic))
    const soaking = after(shop({ jobs: [wash, quick(60), quick(61)] }, policy({ maxWaitMin: 110 })), book("a1", at("08:00"), { jobs: ["wash"] }))
    const starts = (job: string) => soaking.offers(monday, { jobs: [job] }).slice(0, 1).flatMap(({ stages }) => stages.map(({ start }) => start))
    assert.deepStrictEqual([starts("quick-60"), starts("quick-61"), starts("wash")], [[at("08:30")], [at("09:50")], [at("08:30"), at("10:00")]])
  })

  it("no work begins before the order is written up (odoo #158337)", () => {
    const [first] = after(shop(policy({ writeUpMin: 15 }))).offers()
    assert.deepStrictEqual([first?.arriveAt, first?.stages[0]?.start], [at("08:00"), at("08:15")])
  })

  it("what is promised is when the keys are handed out, not when the work may end (RepairDesk #855)", () => {
    const slow = { ...service, stages: [{ ...service.stages[0], elapsedP80: 80 }] }
    const { offers } = after(shop({ jobs: [slow] }, policy({ writeUpMin: 15, inspectionMin: 10, washMin: 15, cashierMin: 5 })))
    assert.strictEqual(offers()[0]?.promisedAt, at("10:05"))
    // Ready at 16:20 and later, when nobody is there any more: the next morning.
    assert.strictEqual(offers(monday, leaving).at(-1)?.promisedAt, at("08:00", tuesday))
  })
})

describe("people and places", () => {
  const waiting = (cars: number): ReadonlyArray<BookingCommand.Command> => Array.from({ length: cars }, (_, i) => book(`a${i}`, at("08:00")))

  it("three technicians with one lift take one car at a time (Crocoblock #5457)", () => {
    const oneLift = openFrom("UTC", "08:00", "11:00", technicians(3), advisor(30, 9, { hours: week("08:00", "11:00") }))
    const full = after(oneLift, ...waiting(3))
    const spans = full.uses().flatMap(({ stages }) => stages.map(({ bay, start, end }) => `${bay} ${start.slice(11, 16)}-${end.slice(11, 16)}`))
    assert.deepStrictEqual(spans, ["lift-0 08:00-09:00", "lift-0 09:00-10:00", "lift-0 10:00-11:00"])
    assert.include(full.asks(book("a9", at("08:00"))).thenRejected("SlotTaken").message, "the bays' hours that are left do not suffice")
  })

  it("five technicians with two lifts take two cars at a time, and no technician two (Crocoblock #2434)", () => {
    const twoLifts = shop(technicians(5), lifts(2), advisor(30, 9), policy({ maxWaitMin: 60 }))
    const full = after(twoLifts, ...waiting(2))
    assert.strictEqual(new Set(full.uses().flatMap(({ stages }) => stages.map(({ technician }) => technician))).size, 2)
    assert.strictEqual(times(full.offers())[0], "09:00")
  })

  it("which of two like lifts is free nobody needs to ask (easyappointments #87)", () => {
    const twoLifts = shop(technicians(2), lifts(2), advisor(30, 9), policy({ maxWaitMin: 60 }))
    const bays = after(twoLifts, ...waiting(2)).uses().flatMap(({ stages }) => stages.map(({ bay }) => bay))
    assert.sameMembers(bays, ["lift-0", "lift-1"])
  })

  it("a lift that is inspected all morning keeps its own hours (cal.com #13745)", () => {
    const { offers } = after(shop({ bays: [{ id: "lift-0", type: "lift", hours: week("12:00", "16:00") }] }, policy({ maxWaitMin: 60 })))
    assert.strictEqual(times(offers())[0], "12:00")
  })

  it("a shop that takes three cars an hour offers each hour three times (Dolibarr #19312)", () => {
    const hourly = shop(advisor(60, 3), technicians(9), lifts(9))
    const cars = ["a1", "a2", "a3"].map((id) => book(id, at("08:00"), leaving))
    const first = [0, 1, 2, 3].map((taken) => times(after(hourly, ...cars.slice(0, taken)).offers(monday, leaving))[0])
    assert.deepStrictEqual(first, ["08:00", "08:00", "08:00", "09:00"])
  })
})

describe("work that comes another way", () => {
  const row = (id: string, time: string): BookingCommand.Command =>
    ask("Import", id, {
      external: { system: "other", id }, customer: "customer-2", vehicle: null, job: "service", advisor: null, channel: "telephone",
      date: monday, time: at(time), bookedAt: friday, outcome: { _tag: "Booked" }, contact: {}
    })

  it("what another system has promised is not offered once more (RepairDesk #952)", () => {
    const twoHours = openFrom("UTC", "08:00", "10:00", lifts(2))
    const { none } = after(twoHours, row("a1", "08:00"), book("a2", at("08:30"), leaving))
    assert.strictEqual(none(leaving)?.reasons.find(({ code }) => code === "hours_full")?.n, 2)
  })

  it("a car squeezed in where none fits is in the book with the reason, and opens the door to no other (cal.com #7594)", () => {
    const full = after(shop(), book("a1", at("08:00")))
    const [override] = full.asks(row("a2", "08:00")).thenEvents("CapacityOverridden", "AppointmentBooked")
    assert.deepInclude({ ...override }, { holder: "a2", reason: "imported: every advisor already receives another car then" })
    after(shop(), book("a1", at("08:00")), row("a2", "08:00")).asks(book("a3", at("08:00"))).thenRejected("SlotTaken")
  })
})

describe("no time at all", () => {
  it("an empty list says what stands in the way, and how often (cal.com #19829)", () => {
    const short = openFrom("UTC", "08:00", "10:00", policy({ minNoticeMin: 60 }))
    const none = after(short, book("a1", at("09:00"), leaving)).none({}, at("07:45"))
    assert.deepStrictEqual(none?.reasons, [{ code: "notice_too_short", n: 2 }, { code: "advisor_busy", n: 1 }, { code: "too_late_today", n: 1 }])
    assert.strictEqual(none?.binding.message, "it is too soon to prepare")
  })

  it("and the desk refuses each of these times for the reason that was counted (cal.com #19829)", () => {
    const { asks } = after(openFrom("UTC", "08:00", "10:00"), book("a1", at("09:00"), leaving))
    assert.include(asks(book("a2", at("09:00"))).thenRejected("SlotTaken").message, "every advisor already receives another car then")
    assert.include(asks(book("a2", at("09:30"))).thenRejected("SlotNotOffered").message, "the work would not be finished that day")
  })
})
