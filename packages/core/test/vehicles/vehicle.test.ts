import { assert, describe, it } from "@effect/vitest"
import { Domain, fold, Site, Vehicle, VehicleCommand, type VehicleFile } from "@servicelane/core"
import { evolveIsTotal, given, histories, noticed, roundTrips, saidOnce } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { corner, says } from "../appointments/corner.ts"

const open: Vehicle.State = { ...Vehicle.aggregate.initial, site: { _tag: "Open", document: corner } }

const say = (_tag: string, on: string, more: Record<string, unknown> = {}): VehicleCommand.Command =>
  Schema.decodeUnknownSync(VehicleCommand.Command)({ _tag, id: "car-1", site: "corner", at: `${on}T12:00:00.000Z`, ...more })

const describeIt = say("Describe", "2026-01-01", { brand: "Toyota", model: "Camry", plates: { vin: "1HGCM82633A004352", plate: "沪A·12345" } })
const handOver = (on: string, more: Record<string, unknown> = {}) => say("HandOver", on, { date: on, km: 12, roles: { owner: "li" }, consultant: "wang", referrer: "zhao", ...more })
const read = (on: string, km: number, more: Record<string, unknown> = {}) => say("TakeReading", on, { date: on, km, source: "customer", ...more })
const serviced = (on: string, km: number | null, more: Record<string, unknown> = {}) => say("RecordService", on, { date: on, work: "maintenance", km, elsewhere: false, parts: [], ...more })
const review = (on: string) => say("Review", on)

const after = (...commands: ReadonlyArray<VehicleCommand.Command>): Vehicle.State =>
  commands.reduce((state, command) => fold(Vehicle.aggregate, Result.getOrThrow(Vehicle.aggregate.decide(command, state)), state), open)

const told = (state: Vehicle.State, command: VehicleCommand.Command) => given(Vehicle.aggregate, [], state).when(command)

const fileOf = ({ vehicle }: Vehicle.State): VehicleFile.File => vehicle._tag === "Open" ? vehicle.file : assert.fail("no file")

const sold = after(describeIt, handOver("2026-01-10"))

describe("the file of a vehicle", () => {
  it("is opened once, and says better what the car is when that is known better", () => {
    told(open, describeIt).thenEvents("VehicleFileOpened")
    told(sold, describeIt).thenNothing()
    told(sold, say("Describe", "2026-02-01", { brand: "Toyota", model: "Camry Hybrid", plates: {} })).thenEvents("VehicleDescribed")
    told(open, read("2026-02-01", 100)).thenRejected("UnknownVehicle")
    told(Vehicle.aggregate.initial, describeIt).thenRejected("UnknownSite")
  })

  it("knows who sold it, who sent the buyer, and from when on the first service is awaited", () => {
    const [handed, , moved] = told(after(describeIt), handOver("2026-01-10")).thenEvents("VehicleHandedOver", "ReadingTaken", "LifecycleMoved")
    says(handed, { consultant: "wang", referrer: "zhao" })
    says(moved, { from: null, to: "awaiting-first-service", seen: "2026-01-10" })
    told(sold, handOver("2026-01-10")).thenNothing()
    says(told(sold, handOver("2026-03-01")).thenRejected("AlreadyHandedOver"), { date: "2026-01-10" })
  })

  it("corrects the day of the hand-over, and who had a part in it", () => {
    const correct = say("CorrectHandOver", "2026-02-01", { date: "2025-07-20", consultant: "wang", referrer: null })
    const [corrected, moved] = told(sold, correct).thenEvents("HandOverCorrected", "LifecycleMoved")
    says(corrected, { was: "2026-01-10", date: "2025-07-20", referrer: null })
    says(moved, { from: "awaiting-first-service", to: "due", seen: "2025-07-20" })
    told(after(describeIt, handOver("2026-01-10"), correct), correct).thenNothing()
    told(after(describeIt), correct).thenRejected("NotHandedOver")
  })

  it("takes a hand-over of which nobody knows the kilometres", () => {
    const unread = say("HandOver", "2026-01-10", { date: "2026-01-10", roles: { owner: "li" } })
    told(after(describeIt), unread).thenEvents("VehicleHandedOver", "LifecycleMoved")
  })

  it("knows the owner, the driver and who pays", () => {
    const roles = { owner: "li", driver: "li-junior", payer: "the-company" }
    told(sold, say("SetRoles", "2026-02-01", { roles })).thenEvents("VehicleRolesSet")
    told(after(describeIt, handOver("2026-01-10"), say("SetRoles", "2026-02-01", { roles })), say("SetRoles", "2026-03-01", { roles })).thenNothing()
  })

  it("takes no plate or number into an id, and no vehicle number with letters that look like digits", () => {
    assert.throws(() => say("Describe", "2026-01-01", { brand: "Toyota", model: "Camry", plates: { vin: "1HGCM82633A00435O" } }), /without I, O and Q/u)
  })

  it("keeps insurance and inspection dates, also those to come", () => {
    const insured = say("SetDeadline", "2026-02-01", { deadline: "insurance", date: "2027-01-10" })
    told(sold, insured).thenEvents("VehicleDeadlineSet")
    told(after(describeIt, handOver("2026-01-10"), insured), insured).thenNothing()
  })

  it("is not told what has not happened yet", () =>
    says(told(sold, read("2026-02-01", 100, { date: "2026-02-02" })).thenRejected("DateToCome"), { date: "2026-02-02", today: "2026-02-01" }))
})

describe("a reading", () => {
  it("is taken once, and kept apart when it falls", () => {
    const read900 = read("2026-03-01", 900)
    told(sold, read900).thenEvents("ReadingTaken")
    const known = after(describeIt, handOver("2026-01-10"), read900)
    told(known, read900).thenNothing()
    says(told(known, read("2026-04-01", 800)).thenEvents("ReadingDoubted")[0], { doubt: "falling" })
    says(told(known, read("2026-03-02", 5_000)).thenEvents("ReadingDoubted")[0], { doubt: "absurd" })
  })

  it("that was wrong is taken back, and is not believed when it is told again", () => {
    const wrong = after(describeIt, handOver("2026-01-10"), read("2026-03-01", 9_000), read("2026-04-01", 1_500))
    assert.deepStrictEqual(fileOf(wrong).doubted.map(({ km }) => km), [1_500])
    const correct = say("CorrectReading", "2026-04-02", { date: "2026-03-01", was: 9_000, km: 900, source: "workshop" })
    // With nine thousand kilometres its first service was overdue.
    says(told(wrong, correct).thenEvents("ReadingCorrected", "ReadingTaken", "LifecycleMoved")[2], { from: "overdue", to: "awaiting-first-service" })
    const right = after(describeIt, handOver("2026-01-10"), read("2026-03-01", 9_000), read("2026-04-01", 1_500), correct)
    told(right, correct).thenNothing()
    told(right, read("2026-03-01", 9_000)).thenNothing()
    assert.deepStrictEqual(fileOf(right).readings.map(({ km }) => km), [12, 900])
    const gone = say("CorrectReading", "2026-04-02", { date: "2026-03-01", was: 9_000, km: null, source: "workshop" })
    told(wrong, gone).thenEvents("ReadingCorrected", "LifecycleMoved")
    says(told(sold, gone).thenRejected("NoSuchReading"), { readings: [{ on: "2026-01-10", km: 12 }] })
  })

  it("taken at a service does not decide when the next is due while it is doubted", () => {
    const doubted = after(describeIt, handOver("2026-01-10"), read("2026-03-01", 9_000), serviced("2026-04-01", 5_000))
    assert.deepStrictEqual([fileOf(doubted).maintained?.on, fileOf(doubted).maintained?.km], ["2026-04-01", null])
    const corrected = fold(Vehicle.aggregate, told(doubted, say("CorrectReading", "2026-04-02", { date: "2026-04-01", was: 5_000, km: 9_500, source: "workshop" })).thenEvents("ReadingCorrected", "ReadingTaken"), doubted)
    assert.strictEqual(fileOf(corrected).maintained?.km, 9_500)
    const taken = after(describeIt, handOver("2026-01-10"), serviced("2026-04-01", 5_000), say("CorrectReading", "2026-04-02", { date: "2026-04-01", was: 5_000, km: null, source: "workshop" }))
    assert.isNull(fileOf(taken).maintained?.km)
  })
})

describe("a service", () => {
  it("begins the next interval and makes the car an active one, once", () => {
    const done = serviced("2026-05-01", 4_800, { parts: [{ part: "oil-filter", qty: 1, kpi: true }] })
    const [, , moved] = told(sold, done).thenEvents("ReadingTaken", "VehicleServiced", "LifecycleMoved")
    says(moved, { from: "awaiting-first-service", to: "active" })
    told(after(describeIt, handOver("2026-01-10"), done), done).thenNothing()
    assert.strictEqual(fileOf(after(describeIt, handOver("2026-01-10"), done)).services[0]?.parts[0]?.kpi, true)
  })

  it("elsewhere begins the next interval too, but the car was not seen here", () => {
    const state = after(describeIt, handOver("2026-01-10"), serviced("2026-05-01", 4_800, { elsewhere: true }))
    assert.deepStrictEqual([fileOf(state).maintained?.on, fileOf(state).seen?.last], ["2026-05-01", "2026-01-10"])
  })

  it("that is told late changes nothing of what came after it", () => {
    const state = after(describeIt, handOver("2026-01-10"), serviced("2026-08-01", 9_000), serviced("2026-05-01", 4_800))
    const { maintained, seen } = fileOf(state)
    assert.deepStrictEqual([maintained?.on, seen?.last, seen?.before].map(String), ["2026-08-01", "2026-08-01", "2026-05-01"])
    const first = after(describeIt, serviced("2026-08-01", null), serviced("2026-05-01", null))
    assert.deepStrictEqual([fileOf(first).seen?.last, fileOf(first).seen?.before].map(String), ["2026-08-01", "2026-05-01"])
  })
})

describe("a service that was not done", () => {
  const done = serviced("2026-05-01", 4_800, { visit: "visit-1" })
  const notDone = say("WithdrawService", "2026-06-01", { date: "2026-05-01", work: "maintenance", km: 4_800, elsewhere: false, parts: [], visit: "visit-1" })

  it("is withdrawn once, and the first service is due again", () => {
    const state = after(describeIt, handOver("2026-01-10"), done)
    says(told(state, notDone).thenEvents("ServiceWithdrawn", "LifecycleMoved")[1], { from: "active", to: "due", seen: "2026-01-10" })
    told(sold, notDone).thenNothing()
  })

  it("and of which no kilometres were read leaves the file as if it had never been told", () =>
    fc.assert(fc.property(
      fc.array(fc.record({ month: fc.integer({ min: 2, max: 9 }), work: fc.constantFrom("maintenance", "repair"), elsewhere: fc.boolean() }), { maxLength: 6 }),
      fc.integer({ min: 2, max: 9 }),
      (services, month) => {
        const dated = (month: number, more: Record<string, unknown>, _tag = "RecordService") =>
          say(_tag, "2026-10-01", { date: `2026-0${month}-15`, work: "maintenance", km: null, elsewhere: false, parts: [], ...more })
        const before = after(describeIt, handOver("2026-01-10"), ...services.map(({ month, ...more }) => dated(month, more)))
        const then = (...commands: ReadonlyArray<VehicleCommand.Command>) =>
          fileOf([...commands, review("2026-10-01")].reduce((state, command) => fold(Vehicle.aggregate, Result.getOrThrow(Vehicle.aggregate.decide(command, state)), state), before))
        assert.deepStrictEqual(then(dated(month, { visit: "wrong" }), dated(month, { visit: "wrong" }, "WithdrawService")), then())
      })))
})

describe("the lifecycle", () => {
  it("moves when it is looked at, each time with what that rests on", () => {
    const moves = ["2026-03-01", "2026-06-15", "2026-08-20", "2026-11-01", "2027-02-01"].reduce<ReadonlyArray<readonly [Vehicle.State, string]>>((steps, on) => {
      const [state] = steps.at(-1) ?? [sold]
      const facts = Result.getOrThrow(Vehicle.aggregate.decide(review(on), state))
      return steps.concat([[fold(Vehicle.aggregate, facts, state), facts.map((fact) => fact._tag === "LifecycleMoved" ? fact.to : "").join()]])
    }, [])
    assert.deepStrictEqual(moves.map(([, to]) => to), ["", "due", "overdue", "at-risk", "lost"])
  })

  it("of a lost car that comes back begins anew", () => {
    const lost = after(describeIt, handOver("2024-01-10"), serviced("2024-06-01", 4_000), review("2026-01-01"))
    assert.strictEqual(fileOf(lost).stage, "lost")
    says(told(lost, serviced("2026-02-01", 20_000)).thenEvents("ReadingTaken", "VehicleServiced", "LifecycleMoved")[2], { from: "lost", to: "reactivated" })
  })

  it("of a car that is gone stands still, until it is there after all", () => {
    const exported = say("CloseFile", "2026-02-01", { gone: "exported", date: "2026-01-20" })
    const gone = after(describeIt, handOver("2026-01-10"), exported)
    told(gone, exported).thenNothing()
    says(told(gone, review("2027-02-01")).thenRejected("FileClosed"), { gone: "exported" })
    told(gone, say("ReopenFile", "2026-03-01")).thenEvents("VehicleFileReopened")
    told(sold, say("ReopenFile", "2026-03-01")).thenNothing()
    told(gone, say("ReopenFile", "2027-02-01")).thenEvents("VehicleFileReopened", "LifecycleMoved")
  })

  it("of a car that is gone is still told what was before, and when it went", () => {
    const gone = after(describeIt, handOver("2026-01-10"), say("CloseFile", "2026-07-01", { gone: "exported", date: "2026-06-20" }))
    told(gone, serviced("2026-05-01", 4_800)).thenEvents("ReadingTaken", "VehicleServiced")
    told(gone, serviced("2026-06-21", 4_800)).thenRejected("FileClosed")
    told(gone, say("CloseFile", "2026-07-01", { gone: "exported", date: "2026-06-21" })).thenEvents("VehicleFileClosed")
  })

  it("goes by what the site that looks after the car says, wherever that is told", () => {
    const document: Site.Document = Schema.decodeUnknownSync(Site.Document)({ ...corner, care: { schedules: [{ brand: "Toyota", first: { km: 5_000, months: 2 }, every: { km: 5_000, months: 3 } }] } })
    const state = { ...sold, site: { _tag: "Open" as const, document } }
    says(told(state, review("2026-02-20")).thenEvents("LifecycleMoved")[0], { to: "due", due: { kind: "first", on: "2026-03-10", by: "months", km: 5_000, earliest: "2026-03-10", latest: "2026-03-10" } })
    assert.deepStrictEqual(Vehicle.aggregate.reads(say("Review", "2026-02-20", { site: "other" }), sold).map(String), ["vehicle/car-1", "site/corner"])
  })
})

describe("vehicles keep the laws of deciders", () => {
  const on = fc.integer({ min: 20_454, max: 21_500 })
  const day = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10)
  const km = fc.constantFrom(10, 900, 5_000, 9_000, 15_000, 200_000)
  const command = fc.tuple(on, fc.nat(40), fc.oneof(
    fc.record({ _tag: fc.constant("Describe"), brand: fc.constantFrom("Toyota", "Audi"), model: fc.constant("A4"), plates: fc.constantFrom({}, { plate: "B 12" }) }),
    fc.record({ _tag: fc.constant("HandOver"), km, roles: fc.constantFrom({ owner: "li" }, { owner: "wu" }) }),
    fc.record({ _tag: fc.constant("TakeReading"), km, source: fc.constantFrom("customer", "import") }),
    fc.record({ _tag: fc.constant("CorrectReading"), was: km, km: fc.option(km), source: fc.constant("workshop") }),
    fc.record({ _tag: fc.constant("RecordService"), work: fc.constantFrom("maintenance", "repair"), km: fc.option(km), elsewhere: fc.boolean(), parts: fc.constant([]) }),
    fc.record({ _tag: fc.constant("WithdrawService"), work: fc.constantFrom("maintenance", "repair"), km: fc.option(km), elsewhere: fc.boolean(), parts: fc.constant([]) }),
    fc.record({ _tag: fc.constant("CorrectHandOver"), consultant: fc.constantFrom("wang", null), referrer: fc.constant(null) }),
    fc.record({ _tag: fc.constant("CloseFile"), gone: fc.constantFrom("scrapped", "moved") }),
    fc.record({ _tag: fc.constantFrom("ReopenFile", "Review") })
  )).map(([n, ago, more]) => say(String(more._tag), day(n), { ...more, ...(more._tag === "Review" || more._tag === "Describe" || more._tag === "ReopenFile" ? {} : { date: day(n - ago) }) }))
  const from = after(describeIt)
  const event = histories(Vehicle.aggregate, command, from).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

  it("said twice is said once", () => saidOnce(Vehicle.aggregate, command, from))
  it("history cannot be refused", () => evolveIsTotal(Vehicle.aggregate, event, from))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))

  const believes = (decide = Vehicle.aggregate.decide): void =>
    fc.assert(fc.property(histories({ ...Vehicle.aggregate, decide }, command, from), (events) => {
      const { readings } = fileOf(fold(Vehicle.aggregate, events, from))
      for (let i = 1; i < readings.length; i++) assert.isTrue((readings[i - 1]?.km ?? 0) <= (readings[i]?.km ?? 0) && (readings[i - 1]?.on ?? "") <= (readings[i]?.on ?? ""))
    }))
  it("no car drives backwards, however often readings are corrected", () => believes())
  it("and the law notices who believes everything", () =>
    noticed(() => believes((one, state) => Result.map(Vehicle.aggregate.decide(one, state), (facts) =>
      facts.map((fact) => fact._tag === "ReadingDoubted" ? { _tag: "ReadingTaken" as const, id: fact.id, site: fact.site, at: fact.at, reading: fact.reading } : fact)))))
})
