import { assert, describe, it } from "@effect/vitest"
import { type Instant, LocalDate, project, type Reception, SiteId, Visit, WorkshopBoard } from "@servicelane/core"
import { Result } from "effect"
import { ask, book, friday10, says } from "../appointments/corner.ts"
import {
  after, applied, came, clockOn, decided, finish, type House, house, inspect, monday, opened, order, propose, receive, say, settle, steps, through, tuesday, walkedIn, wash, yuan
} from "./house.ts"

const corner = SiteId.make("corner")
const monday21 = LocalDate.LocalDate.make("2026-09-21")

/** What stands on the board at a moment. */
const board = (known: House, now: Instant.Instant): WorkshopBoard.Board =>
  WorkshopBoard.boardOf(new Map(Object.entries(known.visits)), new Map(Object.entries(known.appointments)), house, now)

const carAt = (known: House, now: Instant.Instant, id = "a1"): WorkshopBoard.Car =>
  board(known, now).here.find(({ visit }) => visit === id) ?? assert.fail(`${id} is not on the board`)

const waits = after(opened(), book(friday10, { customer: "customer-a1", vehicle: "car-a1", contact: { plate: "B-XY 123" } }), ask("Arrive", monday("09:00")), say("Await", monday("09:00")))

describe("the workshop board", () => {
  it("shows every car that is here, at its step, in turn", () => {
    const three = after(came(came(walkedIn(opened(), "w1", "08:50"), "a1", "09:00"), "a2", "09:30"), say("Await", monday("08:50"), {}, "w1"), say("Await", monday("09:00")), receive(monday("09:31"), { why: "customer-waits" }, "a2"))
    const { here } = board(three, monday("09:40"))
    assert.deepStrictEqual(here.map(({ visit, step, queue, advisor }) => [String(visit), step, queue?.name, queue?.place, advisor]), [
      ["a1", "reception", "reception", 1, null], ["w1", "reception", "reception", 2, null], ["a2", "write-up", undefined, undefined, "anna"]
    ])
    says(here[0], { customer: "customer-a1", vehicle: "car-a1", walkIn: false, since: monday("09:00") })
  })

  it("shows who works on a car, what is missing and what the customer has not answered to", () => {
    const known = after(through(3), say("CheckParts", monday("09:35"), { missing: ["pads"] }), propose(monday("09:40")))
    const car = carAt(known, monday("09:50"))
    says(car, { queue: null, atWork: [{ technician: "tom", job: "service", since: monday("09:30") }], missing: ["pads"], orders: [{ order: "WIP-a1", work: ["maintenance"] }] })
    assert.deepStrictEqual(car.proposals.map(({ line, price }) => [String(line), price]), [["line-1", yuan(120_000)]])
    assert.lengthOf(carAt(after(known, say("DeclineWork", monday("09:55"), { line: "line-1", reason: "price" })), monday("10:00")).proposals, 0)
  })

  it("counts what is left: the work that is planned, then inspection, wash and cashier", () => {
    // Fifty minutes of work, ten of inspection, fifteen of wash and ten at the cashier; before that a quarter of an hour of writing.
    assert.strictEqual(carAt(waits, monday("09:00")).leftMin, 100)
    assert.strictEqual(carAt(through(2), monday("09:25")).leftMin, 85)
    assert.strictEqual(carAt(through(3), monday("09:50")).leftMin, 65)
    assert.strictEqual(carAt(through(4), monday("11:00")).leftMin, 35)
    assert.strictEqual(carAt(through(5), monday("11:00")).leftMin, 35)
    assert.strictEqual(carAt(through(6), monday("11:00")).leftMin, 25)
    assert.strictEqual(carAt(through(7), monday("11:00")).leftMin, 0)
  })

  it("says when a promise is at risk, before it is broken and after", () => {
    says(carAt(waits, monday("09:10")), { atRisk: false, firstPromise: monday("10:50"), promise: monday("10:50") })
    says(carAt(waits, monday("09:11")), { atRisk: true })
    const done = after(waits, receive(monday("09:11")), order(monday("09:12")), finish(monday("10:15")))
    says(carAt(done, monday("10:15")), { atRisk: false })
    says(carAt(done, monday("10:16")), { atRisk: true })
    says(carAt(done, tuesday("08:00")), { atRisk: true })
    const later = after(done, ask("Promise", monday("10:16"), { promisedAt: monday("12:00"), why: "the bay was taken" }))
    says(carAt(later, monday("10:16")), { atRisk: false, firstPromise: monday("10:50"), promise: monday("12:00") })
  })

  it("calls a promise kept once the car could be fetched in time, however long it stands", () => {
    const clean = (at: string) => after(waits, receive(monday("09:11")), order(monday("09:12")), finish(monday("10:15")), inspect(monday("10:20")), wash(monday(at)))
    says(carAt(clean("10:50"), monday("16:00")), { atRisk: false })
    says(carAt(clean("10:51"), monday("16:00")), { atRisk: true })
    // More to do: it is not ready after all.
    const back = after(clean("10:40"), propose(monday("10:41"), { jobs: [] }), say("AgreeWork", monday("10:42"), { line: "line-1" }))
    says(carAt(back, monday("10:42")), { step: "repair", atRisk: true })
  })

  it("of a car whose appointment has no plan counts what the site's own minutes say", () => {
    const told = after(opened(), ask("Import", friday10, {
      external: { system: "dms", id: "7" }, customer: "li", vehicle: null, job: null, advisor: null, date: "2026-09-17", time: "2026-09-17T07:00:00.000Z", bookedAt: "2026-09-16T07:00:00.000Z",
      channel: "import", outcome: { _tag: "Arrived", arrivedAt: null }, contact: {}
    }), receive(monday("09:00")))
    says(carAt(told, monday("09:00")), { leftMin: 50, promise: null, atRisk: false })
  })

  it("shows a car that stands over night where it waits", () => {
    const known = through(5, came(opened(), "a1", "09:00"))
    says(carAt(known, tuesday("08:00")), { step: "inspection", queue: { name: "inspection", place: 1 }, since: monday("10:40") })
  })

  it("lists what was handed over on the date, and forgets the days before", () => {
    const facts: Array<Visit.Event> = []
    let known = came(came(opened(), "a1", "09:00"), "a2", "14:00")
    const isVisit = (fact: Reception.Event): fact is Visit.Event => Visit.tags.has(fact._tag)
    const past = { external: { system: "dms", id: "7" }, customer: "li", vehicle: "car-a1", advisor: null, work: ["repair"], km: null, date: "2026-09-18", arrivedAt: null, deliveredAt: null }
    for (const command of [say("Import", monday("08:00"), past, "dms-7"), ...steps, receive(monday("14:05"), {}, "a2")]) {
      const found = Result.getOrThrow(decided(known, command))
      facts.push(...found.filter(isVisit))
      known = applied(known, found)
    }
    const on = (date: LocalDate.LocalDate, site = corner) => WorkshopBoard.boardOf(project(WorkshopBoard.visitsOf(site, date), facts), new Map(Object.entries(known.appointments)), house, monday("15:00"))
    const { here, delivered } = on(monday21)
    assert.deepStrictEqual(here.map(({ visit }) => String(visit)), ["a2"])
    says(delivered[0], { visit: "a1", advisor: "anna", readyAt: monday("11:00"), deliveredAt: monday("11:20"), promise: monday("16:30") })
    assert.deepStrictEqual(on(LocalDate.addDays(monday21, 1)).delivered, [])
    assert.deepStrictEqual(on(monday21, SiteId.make("other")), { here: [], delivered: [] })
  })

  it("shows whoever pays no longer than until the keys are handed over", () => {
    assert.strictEqual(carAt(after(through(7), settle(monday("11:10"))), monday("11:15")).step, "delivery")
    assert.deepStrictEqual(board(through(9), monday("12:00")).here, [])
    assert.deepStrictEqual(board(after(waits, say("Abandon", monday("09:30"), { why: { text: null } })), monday("10:00")).here, [])
    assert.deepStrictEqual(carAt(after(through(2), clockOn(monday("09:30"))), monday("09:30")).contact, {})
    assert.deepStrictEqual(carAt(waits, monday("09:30")).contact, { plate: "B-XY 123" })
  })
})
