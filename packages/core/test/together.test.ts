import { assert, describe, it } from "@effect/vitest"
import { Booking, type BookingCommand, Domain, fold, inTurn, together, Vehicle, VehicleCommand, VehicleFile } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Schema } from "effect"
import { corner, open as desk, book, friday10 } from "./appointments/corner.ts"

interface Wish {
  readonly at: string
  readonly km: ReadonlyArray<number>
  readonly books: boolean
}

const say = (_tag: string, more: Record<string, unknown>): VehicleCommand.Command =>
  Schema.decodeUnknownSync(VehicleCommand.Command)({ _tag, id: "car-1", site: "corner", at: "2026-09-18T08:00:00.000Z", ...more })

const readings = inTurn<Wish, VehicleCommand.Command, Vehicle.State, Vehicle.Event, Vehicle.Rejection>(Vehicle.aggregate, [
  (_, { vehicle }) => vehicle._tag === "Open" ? [] : [say("Describe", { brand: "Toyota", model: "Camry", plates: {} })],
  // The second step is asked when the first is done.
  ({ km }, { vehicle }) => vehicle._tag === "None" ? [] : km.map((one) => say("TakeReading", { date: "2026-09-18", km: one, source: "import" }))
])

const open: Vehicle.State = { ...Vehicle.aggregate.initial, site: { _tag: "Open", document: corner } }

const wish = (...km: ReadonlyArray<number>): Wish => ({ at: "2026-09-18T08:00:00.000Z", km, books: true })

describe("several commands in turn", () => {
  it("are each decided on what those before them changed", () => {
    given(readings, [], open).when(wish(5_000, 4_000)).thenEvents("VehicleFileOpened", "ReadingTaken", "ReadingDoubted")
    const facts = given(readings, [], open).when(wish(5_000)).thenEvents("VehicleFileOpened", "ReadingTaken")
    given(readings, facts, open).when(wish(5_000)).thenNothing()
  })

  it("are refused together, and nothing of them is kept", () => {
    const gone = fold(Vehicle.aggregate, given(readings, [], open).when(wish(5_000)).thenEvents("VehicleFileOpened", "ReadingTaken"), open)
    const closed = fold(Vehicle.aggregate, given(Vehicle.aggregate, [], gone).when(say("CloseFile", { gone: "exported", date: "2026-09-17" })).thenEvents("VehicleFileClosed"), gone)
    given(readings, [], closed).when(wish(6_000)).thenRejected("FileClosed")
  })
})

describe("two aggregates in one batch", () => {
  const both = together(
    Domain.Event,
    readings,
    Booking.aggregate,
    ({ books }, { vehicle }): BookingCommand.Command | undefined => books && vehicle._tag === "Open" ? book(friday10) : undefined
  )
  const ready = { first: open, second: desk }

  it("are asked one after the other, and the second hears what the first knows then", () => {
    const facts = given(both, [], ready).when(wish(5_000)).thenEvents("VehicleFileOpened", "ReadingTaken", "CapacityTaken", "AppointmentBooked")
    assert.deepStrictEqual(facts.map(both.streamOf).map((stream) => stream.split("/")[0]), ["vehicle", "vehicle", "daybook", "appointment"])
    given(both, facts, ready).when(wish(5_000)).thenNothing()
    given(both, [], ready).when({ ...wish(5_000), books: false }).thenEvents("VehicleFileOpened", "ReadingTaken")
  })

  it("are refused together", () => {
    given(both, [], { first: open, second: Booking.aggregate.initial }).when(wish(5_000)).thenRejected("UnknownSite")
    given(both, [], { first: Vehicle.aggregate.initial, second: desk }).when(wish(5_000)).thenRejected("UnknownSite")
  })

  it("are read together, once it is known what is asked of the second", () => {
    const car = VehicleFile.stream(say("Describe", { brand: "Toyota", model: "Camry", plates: {} }).id as VehicleFile.File["id"])
    assert.include(both.reads(wish(), { first: open, second: desk }), car)
    const known = { first: fold(Vehicle.aggregate, given(readings, [], open).when(wish()).thenEvents("VehicleFileOpened"), open), second: desk }
    assert.isTrue(both.reads(wish(), known).some((stream) => stream.startsWith("appointment/")))
  })
})
