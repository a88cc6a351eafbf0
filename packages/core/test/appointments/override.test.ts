import { assert, describe, it } from "@effect/vitest"
import { affected, Appointment, Booking, type BookingCommand, Day, Daybook, fold, LocalDate, LocalTime, Request, Roster, Site, Slots } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { monday, roomy, technicians, trade, tuesday } from "../workshop/shop.ts"
import { ask, book, corner, forAnother, friday10, history, instant, monday9, open, says, wish } from "./corner.ts"

describe("a car that does not fit", () => {
  const taken = forAnother(history(book()))

  it("is taken by somebody who says why, and the reason stays with it", () => {
    given(Booking.aggregate, [], taken).when(book(friday10, {}, "a2")).thenRejected("SlotTaken")
    const [overridden, booked] = given(Booking.aggregate, [], taken).when(book(friday10, { override: "the owner's wife" }, "a2")).thenEvents("CapacityOverridden", "AppointmentBooked")
    says(overridden, { reason: "the owner's wife", date: monday })
    if (booked?._tag !== "AppointmentBooked") assert.fail("not booked")
    says(booked.plan, { arriveAt: monday9, advisor: "anna", jobs: wish.jobs })
  })

  it("takes its hours, so that nobody else is promised them", () => {
    const squeezed = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(book(friday10, { override: "the owner's wife" }, "a2"), taken)), taken)
    const flag = (days: Booking.State["days"]) => days[monday]?.demand.flagMin.get("mechanical:1")
    assert.deepStrictEqual([flag(taken.days), flag(squeezed.days)], [60, 120])
  })

  it("needs no override where it fits: none is recorded", () =>
    given(Booking.aggregate, [], open).when(book(friday10, { override: "to be on the safe side" })).thenEvents("CapacityTaken", "AppointmentBooked"))

  it("is still refused for a job that nobody does", () =>
    given(Booking.aggregate, [], open).when(book(friday10, { jobs: ["rocket"], override: "please" })).thenRejected("UnknownJob"))

  it("and is not asked again when it is confirmed", () => {
    const squeezed = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(book(friday10, { override: "the owner's wife" }, "a2"), taken)), taken)
    given(Booking.aggregate, [], squeezed).when(ask("Confirm", friday10, { how: "call" }, "a2")).thenEvents("AppointmentConfirmed")
  })
})

describe("work that was not finished", () => {
  const arrived = fold(Booking.aggregate, history(book(), ask("Arrive", monday9)), open)
  const carry = (date: LocalDate.LocalDate, leftMin: number) => ask("CarryOver", instant("2026-09-21T15:00:00.000Z"), { date, leftMin })

  it("takes the hours of the next day, and needs nobody to receive the car", () => {
    const [carried] = given(Booking.aggregate, [], arrived).when(carry(tuesday, 25)).thenEvents("CapacityCarriedOver", "WorkCarriedOver")
    if (carried?._tag !== "CapacityCarriedOver") assert.fail("nothing was carried over")
    assert.deepStrictEqual([carried.use.advisor, carried.use.stages.map(({ elapsedMin, flagMin }) => [elapsedMin, flagMin])], [null, [[25, 30]]])
    const state = fold(Booking.aggregate, [carried], arrived)
    const day = Day.dayOf(Roster.rosterOf(corner, tuesday), state.days[tuesday] ?? Daybook.initial, friday10)
    assert.deepStrictEqual([day.load, day.demand.flagMin.get("mechanical:1")], [[0], 30])
    given(Booking.aggregate, [], state).when(carry(tuesday, 25)).thenNothing()
    given(Booking.aggregate, [], state).when(carry(tuesday, 40)).thenEvents("CapacityCarriedOver", "WorkCarriedOver")
  })

  describe("of a car whose plan has something on that date already", () => {
    const document = Schema.decodeUnknownSync(Site.Document)({
      ...corner, loaners: [{ id: "red", turnaroundMin: 60 }],
      jobs: [{ code: "service", name: "Body", stages: [{ name: "work", flagMin: 600, elapsedP50: 600, elapsedP80: 600, skill: { id: "mechanical", level: 1 }, pausable: true }] }]
    })
    const told = (state: Booking.State, command: BookingCommand.Command) => fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, state)), state)
    const lent = told(told({ ...open, site: { _tag: "Open", document } }, book(friday10, { transport: "loaner" })), ask("Arrive", monday9))
    const entry = ({ days }: Booking.State) => days[tuesday]?.entries["a1"]
    const carried = fold(Booking.aggregate, given(Booking.aggregate, [], lent).when(carry(tuesday, 30)).thenEvents("CapacityCarriedOver", "WorkCarriedOver"), lent)

    it("is done beside that, and the loaner stays out", () => {
      assert.deepStrictEqual(entry(carried)?.use.stages.map(({ elapsedMin }) => elapsedMin), [30, ...entry(lent)?.use.stages.map(({ elapsedMin }) => elapsedMin) ?? []])
      assert.deepStrictEqual(entry(carried)?.use.loaner, entry(lent)?.use.loaner)
    })

    it("takes nothing with it that the plan has, when it goes elsewhere or the car was not here after all", () => {
      const wednesday = LocalDate.addDays(tuesday, 1)
      const later = fold(Booking.aggregate, given(Booking.aggregate, [], carried).when(carry(wednesday, 30)).thenEvents("CapacityTaken", "CapacityCarriedOver", "WorkCarriedOver"), carried)
      assert.deepStrictEqual(entry(later)?.use, entry(lent)?.use)
      const corrected = given(Booking.aggregate, [], carried).when(ask("CorrectArrival", friday10, { arrivedAt: null, why: "another car" })).thenEvents("CapacityTaken", "ArrivalCorrected")
      assert.deepStrictEqual(entry(fold(Booking.aggregate, corrected, carried))?.use, entry(lent)?.use)
    })

    it("is not carried to the day on which it is begun, be it the day after the arrival", () => {
      says(given(Booking.aggregate, [], lent).when(carry(monday, 30)).thenRejected("NotALaterDate"), { after: monday })
      const mornings = { ...document, technicians: document.technicians.map((tom) => ({ ...tom, breaks: [{ from: LocalTime.LocalTime.make("12:00"), to: LocalTime.LocalTime.make("17:00") }] })) }
      const next = told(told({ ...open, site: { _tag: "Open", document: mornings } }, book(friday10, { transport: "drop", arriveAt: "2026-09-21T12:00:00.000Z" })), { ...ask("Arrive", monday9), at: instant("2026-09-21T12:00:00.000Z") })
      says(given(Booking.aggregate, [], next).when(carry(tuesday, 30)).thenRejected("NotALaterDate"), { after: tuesday })
    })
  })

  it("leaves nothing behind when it goes to another date, or the car was not here after all", () => {
    const carried = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(carry(tuesday, 25), arrived)), arrived)
    const wednesday = LocalDate.addDays(tuesday, 1)
    const later = fold(Booking.aggregate, given(Booking.aggregate, [], carried).when(carry(wednesday, 25)).thenEvents("CapacityReleased", "CapacityCarriedOver", "WorkCarriedOver"), carried)
    const holders = ({ days }: Booking.State): ReadonlyArray<string> => Object.entries(days).flatMap(([date, { entries }]) => Object.keys(entries).map(() => date)).sort()
    assert.deepStrictEqual(holders(later), [monday, wednesday])
    const mistaken = ask("CorrectArrival", instant("2026-09-21T15:10:00.000Z"), { arrivedAt: null, why: "another car" })
    assert.include([...Booking.aggregate.reads(mistaken, later)].map(String), `daybook/corner/${wednesday}`)
    const corrected = fold(Booking.aggregate, given(Booking.aggregate, [], later).when(mistaken).thenEvents("CapacityReleased", "ArrivalCorrected"), later)
    assert.deepStrictEqual(holders(corrected), [monday])
    assert.deepStrictEqual(Appointment.daybookDates(corrected.appointment), [monday])
  })

  it("may be more than was planned", () => {
    const [carried] = given(Booking.aggregate, [], arrived).when(carry(tuesday, 100)).thenEvents("CapacityCarriedOver", "WorkCarriedOver")
    says(carried?._tag === "CapacityCarriedOver" ? carried.use.stages[0] : undefined, { elapsedMin: 100, flagMin: 120 })
  })

  it("is only of a car that is here, and goes to a later date", () => {
    given(Booking.aggregate, history(book()), open).when(carry(tuesday, 25)).thenRejected("NotPossibleNow")
    given(Booking.aggregate, [], arrived).when(carry(monday, 25)).thenRejected("NotALaterDate")
    assert.include([...Booking.aggregate.reads(carry(tuesday, 25), arrived)].map(String), `daybook/corner/${tuesday}`)
  })

  it("comes before what is booked: the last ones to book are affected", () => {
    const document = { ...corner, technicians: corner.technicians.map((one) => ({ ...one, hours: { tue: [{ from: LocalTime.LocalTime.make("08:00"), to: LocalTime.LocalTime.make("10:00") }] } })) }
    const facts = Result.getOrThrow(Booking.aggregate.decide(carry(tuesday, 50), arrived))
    const { days } = fold(Booking.aggregate, facts, arrived)
    const other = Object.values(history(book(friday10, { arriveAt: "2026-09-22T06:00:00.000Z" }, "a2"))).find(({ _tag }) => _tag === "CapacityTaken")
    const book2 = other?._tag === "CapacityTaken" ? Daybook.evolve(days[tuesday] ?? Daybook.initial, other) : assert.fail("nothing was taken")
    assert.deepStrictEqual(affected(Roster.rosterOf(document, tuesday), book2).map(({ holder }) => String(holder)), ["a2"])
  })

  it("leaves thirty-eight of eighty hours when ten are carried over and thirty-two are booked", () => {
    const entry = (holder: string, hours: number) => ({
      _tag: "CapacityCarriedOver", site: "shop", date: monday, holder, at: friday10,
      use: { arriveAt: friday10, advisor: null, stages: [{ name: "work", start: "2026-09-21T08:00:00.000Z", end: "2026-09-21T09:00:00.000Z", skill: { id: "mechanical", level: 1 }, flagMin: hours * 60, elapsedMin: 60 }] }
    })
    const state = [entry("carried", 10), entry("booked-1", 15.5), entry("booked-2", 8), entry("booked-3", 8.5)]
      .reduce((day, one) => Daybook.evolve(day, Schema.decodeUnknownSync(Daybook.Event)(one)), Daybook.initial)
    // A car with two such jobs.
    const fit = (flagMin: number) => {
      const roster = Roster.rosterOf(roomy(technicians(10), { jobs: [trade("mechanical", 60, { flagMin })] }), monday)
      const request = Schema.decodeUnknownSync(Request.Request)({ jobs: ["mechanical", "mechanical"], transport: "drop" })
      return Result.getOrThrow(Slots.slots([Day.dayOf(roster, state, friday10)], () => [], request)).offers.length > 0
    }
    assert.deepStrictEqual([fit(19 * 60), fit(19 * 60 + 1)], [true, false])
  })
})
