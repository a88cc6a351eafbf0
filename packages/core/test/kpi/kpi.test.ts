import { assert, describe, it } from "@effect/vitest"
import { Appointment, type Booking, type BookingCommand, Instant, Kpi, KpiMembers, KpiTally, project } from "@servicelane/core"
import { halvesMerge, noticed, Worlds } from "@servicelane/testing"
import fc from "fast-check"
import { ask, book, friday10, history, instant, monday9 } from "../appointments/corner.ts"

const isAppointment = (event: Booking.Event): event is Appointment.Event => Appointment.tags.has(event._tag)

const rowsOf = (tally: KpiTally.Tally, site = "corner", month = "2026-09") =>
  Kpi.report(tally, { sites: [site], months: [month], endOf: () => instant("2026-09-30T22:00:00.000Z"), asOf: instant("2026-10-01T00:00:00.000Z") })

const measured = (...commands: ReadonlyArray<BookingCommand.Command>): Record<string, string> => {
  const rows = rowsOf(project(KpiTally.tally, history(...commands).filter(isAppointment)))
  return Object.fromEntries(rows.map(({ measure, num, den, excluded: [left] }) => [measure, `${num}/${den}${left === undefined ? "" : ` ${left.reason}`}`]))
}

const tuesday9 = instant("2026-09-22T07:00:00.000Z")
const sunday = instant("2026-09-20T08:00:00.000Z")

describe("K-02, K-03 and K-04 count as they are defined", () => {
  it.each([
    ["a car on time", [book(), ask("Arrive", monday9)], { "on-time": "1/1", show: "1/1", "no-show": "0/1" }],
    ["a car that is early is a show, and not on time", [book(), ask("Arrive", instant("2026-09-21T06:00:00.000Z"))], { "on-time": "0/1", show: "1/1" }],
    ["a car that is late", [book(), ask("Arrive", instant("2026-09-21T07:40:00.000Z"))], { "on-time": "0/1", show: "1/1" }],
    ["a car that does not come", [book(), ask("RecordNoShow", tuesday9)], { "on-time": "0/1", "no-show": "1/1", show: "0/1" }],
    ["a call in time leaves the denominator", [book(), ask("Cancel", friday10, { by: "customer" })], { "on-time": "0/0 cancelled-in-time", show: "0/0 cancelled-in-time" }],
    ["a call too late stays in it", [book(), ask("Cancel", instant("2026-09-21T06:00:00.000Z"), { by: "customer" })], { "on-time": "0/1", "late-cancel": "1/1" }],
    ["the site's own call never counts against the customer", [book(), ask("Cancel", instant("2026-09-21T06:00:00.000Z"), { by: "site" })], { show: "0/0 cancelled-by-site" }],
    ["no outcome yet", [book()], { "on-time": "0/0 open", show: "0/0 open", confirmation: "0/0 open" }],
    ["moved in time, measured by the new time", [book(), ask("Reschedule", friday10, { by: "customer", arriveAt: tuesday9 }), ask("Arrive", tuesday9)], { "on-time": "1/1", show: "1/1" }],
    [
      "moved too late, measured by the old time",
      [book(), ask("Reschedule", instant("2026-09-21T06:00:00.000Z"), { by: "customer", arriveAt: instant("2026-09-21T09:00:00.000Z") }), ask("Arrive", instant("2026-09-21T09:00:00.000Z"))],
      { "on-time": "0/1", show: "1/1" }
    ],
    ["a no-show taken back", [book(), ask("RecordNoShow", instant("2026-09-21T08:00:00.000Z")), ask("Arrive", instant("2026-09-21T09:00:00.000Z"))], { "no-show": "0/1", show: "1/1" }],
    ["an arrival taken back", [book(), ask("Arrive", monday9), ask("CorrectArrival", tuesday9, { arrivedAt: null, why: "another car" })], { show: "0/0 open" }],
    ["confirmed a day ahead", [book(), ask("Confirm", sunday, { how: "call" }), ask("Arrive", monday9)], { confirmation: "1/1" }],
    ["confirmed less than two hours before", [book(), ask("Confirm", instant("2026-09-21T05:00:00.000Z"), { how: "call" }), ask("Arrive", monday9)], { confirmation: "0/1" }],
    ["booked less than a day before is not asked", [book(instant("2026-09-20T07:00:00.001Z")), ask("Arrive", monday9)], { confirmation: "0/0 not-live-24h-before" }],
    ["booked a day before to the minute is", [book(instant("2026-09-20T07:00:00.000Z")), ask("Arrive", monday9)], { confirmation: "0/1" }],
    ["called off within the day before, still asked", [book(), ask("Cancel", sunday, { by: "customer" })], { confirmation: "0/1" }]
  ] as const)("%s", (_, commands, expected) => assert.deepInclude(measured(...commands), expected))

  it("a month is the month on the site's wall", () => {
    const lastDay = instant("2026-09-30T12:00:00.000Z")
    const tally = project(KpiTally.tally, history(book(friday10, { arriveAt: lastDay, transport: "drop" })).filter(isAppointment))
    assert.strictEqual(tally.get("corner")?.get("2026-09")?.open ?? 0, 1)
  })
})

describe("figures", () => {
  const busy = Worlds.movingWorld.map(({ world, commands }) => ({ world, events: Worlds.after(world, commands).events.filter(isAppointment) }))
  const flat = (tally: KpiTally.Tally): unknown =>
    [...tally].flatMap(([site, months]) => [...months].map(([month, { open, shares }]) => [
      site, month, open, shares.map(({ num, den, excluded }) => [num, den, [...excluded].filter(([, n]) => n !== 0).sort()])
    ]).filter(([, , open, shares]) => open !== 0 || JSON.stringify(shares) !== JSON.stringify(KpiTally.measures.map(() => [0, 0, []])))).sort()

  it("of two halves are the figures of the whole", () => halvesMerge(KpiTally.tally, busy.map(({ events }) => events), flat))
  it("and the law notices a merge that forgets a half", () =>
    noticed(() => halvesMerge({ ...KpiTally.tally, merge: (a) => a }, busy.map(({ events }) => events), flat)))

  const oneTogether = (shown = (rows: ReturnType<typeof rowsOf>) => rows): void =>
    fc.assert(fc.property(busy, ({ world: { document, date }, events }) => {
      const rows = shown(rowsOf(project(KpiTally.tally, events), document.site, date.slice(0, 7)))
      const value = (measure: string) => rows.find((row) => row.measure === measure)
      const [show, missed, late] = ["show", "no-show", "late-cancel"].map(value)
      assert.strictEqual((show?.num ?? 0) + (missed?.num ?? 0) + (late?.num ?? 0), show?.den)
      for (const { den, value: ratio } of rows) assert.strictEqual(ratio === null, den === 0)
    }))

  it("show, no-show and late cancellation are one together, and nothing counted is not nothing per cent", () => oneTogether())
  it("and the law notices a show rate that forgives late cancellations", () =>
    noticed(() => oneTogether((rows) => {
      const late = rows.find(({ measure }) => measure === "late-cancel")?.num ?? 0
      return rows.map((row) => row.measure === "show" ? { ...row, den: row.den - late } : row)
    })))
  it("and one that calls nothing nothing per cent", () =>
    noticed(() => oneTogether((rows) => rows.map((row) => ({ ...row, value: row.value ?? 0 })))))

  const asCounted = (of = KpiMembers.members): void =>
    fc.assert(fc.property(busy, ({ world: { document, date }, events }) => {
      const facts = events.map((event, i) => ({ event, position: i + 1 }))
      const units = project(KpiMembers.units, facts)
      for (const { kpi, measure, num, den, excluded } of rowsOf(project(KpiTally.tally, events), document.site, date.slice(0, 7))) {
        const all = of(units, [document.site], date.slice(0, 7), kpi, measure)
        const count = (part: string, reason?: string) => all.filter((one) => one.part === part && (reason === undefined || one.reason === reason)).length
        assert.deepStrictEqual([count("num"), count("num") + count("den")], [num, den])
        for (const { reason, n } of excluded) assert.strictEqual(count("excluded", reason), n)
      }
    }))

  it("list as members exactly those they count", () => asCounted())
  it("and the law notices a list that leaves out who was cancelled", () =>
    noticed(() => asCounted((...asked) => KpiMembers.members(...asked).filter(({ reason }) => reason === undefined || !reason.startsWith("cancelled")))))

  it("are final when the month is over and everybody has an outcome", () => {
    const done = project(KpiTally.tally, history(book(), ask("Arrive", monday9)).filter(isAppointment))
    assert.isTrue(rowsOf(done).every(({ matured }) => matured))
    const early = Kpi.report(done, { sites: ["corner"], months: ["2026-09"], endOf: () => instant("2026-09-30T22:00:00.000Z"), asOf: Instant.addMinutes(instant("2026-09-30T22:00:00.000Z"), -1) })
    assert.isTrue(early.every(({ matured }) => !matured))
    assert.isTrue(rowsOf(project(KpiTally.tally, history(book()).filter(isAppointment))).every(({ matured }) => !matured))
  })

  it("of several sites are added up in the group's rows", () => {
    const events = history(book(), ask("Arrive", monday9)).filter(isAppointment)
    const tally = project(KpiTally.tally, [...events, ...events.map((event) => ({ ...event, site: "other" }) as typeof event)])
    const rows = Kpi.report(tally, { sites: ["corner", "other"], months: ["2026-09"], endOf: () => monday9, asOf: tuesday9, kpis: ["K-02"] })
    assert.deepStrictEqual(rows.map(({ site, num, den }) => [site, num, den]), [["corner", 1, 1], ["other", 1, 1], ["group", 2, 2]])
  })
})
