/** A large workshop with two weeks of bookings: 20 advisors, 30 technicians, 30 bays, 2,000 cars. */
import { AppointmentId, Day, Daybook, Instant, JobCode, LocalDate, Plan, planOf, Request, Roster, Search, Site } from "@servicelane/core"
import { Result, Schema } from "effect"

const week = Object.fromEntries(LocalDate.Weekday.literals.map((day) => [day, [{ from: "08:00", to: "18:00" }]]))
const many = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> => Array.from({ length: count }, (_, i) => make(i))
const id = (kind: string, i: number): string => `${kind}-${String(i).padStart(2, "0")}`
const mechanical = { id: "mechanical", level: 1 }

export const document = Schema.decodeUnknownSync(Site.Document)({
  site: "large",
  name: "A large workshop",
  calendar: { zone: "Asia/Shanghai", weekly: week, holidays: "open", makeup: "own-weekday", exceptions: [], blocks: [] },
  advisors: many(20, (i) => ({ id: id("advisor", i), hours: week, breaks: [{ from: i % 2 === 0 ? "12:00" : "13:00", to: i % 2 === 0 ? "13:00" : "14:00" }], tickMinutes: 15, perTick: 1 })),
  technicians: many(30, (i) => ({
    id: id("technician", i), hours: week, breaks: [{ from: i % 2 === 0 ? "11:30" : "12:30", to: i % 2 === 0 ? "12:30" : "13:30" }],
    skills: i % 3 === 0 ? { mechanical: 2, electrical: 1 } : { mechanical: 1 }, efficiencyPct: 100
  })),
  bays: many(30, (i) => ({ id: id("bay", i), type: i < 20 ? "lift" : i < 26 ? "express" : "alignment" })),
  jobs: [
    { code: "service", name: "Service", stages: [{ name: "oil", flagMin: 60, elapsedP50: 50, elapsedP80: 65, skill: mechanical, bay: "lift" }] },
    {
      code: "brakes", name: "Brakes and alignment",
      stages: [
        { name: "pads", flagMin: 60, elapsedP50: 55, elapsedP80: 70, skill: mechanical, bay: "lift", gapAfter: { min: 0, max: 60 } },
        { name: "alignment", flagMin: 30, elapsedP50: 30, elapsedP80: 40, skill: { id: "mechanical", level: 2 }, bay: "alignment" }
      ]
    }
  ],
  policies: []
})

export const now = Instant.Instant.make("2026-09-17T10:00:00.000Z")
export const rosters = many(14, (i) => Roster.rosterOf(document, LocalDate.addDays(LocalDate.LocalDate.make("2026-09-18"), i)))

export const wait = (job: string): Request.Request => ({ jobs: [JobCode.make(job)], transport: "wait" })
export const drop = (job: string): Request.Request => ({ jobs: [JobCode.make(job)], transport: "drop" })

export const stepsOf = (request: Request.Request): ReadonlyArray<Request.Step> =>
  Result.getOrThrow(Request.stepsOf(rosters[0]?.jobs ?? new Map(), request))

let state = 42
const below = (n: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor(state / 4_294_967_296 * n)
}

/** The daybooks after so many bookings, each of a slot that was offered. */
export const booked = (cars: number): ReadonlyArray<Daybook.State> => {
  const books = rosters.map(() => Daybook.initial)
  for (let car = 0, tries = 0; car < cars && tries < cars * 20; tries++) {
    const date = below(14)
    const roster = rosters[date]
    const book = books[date]
    if (roster === undefined || book === undefined) continue
    const request = below(3) === 0 ? wait(below(2) === 0 ? "service" : "brakes") : drop("service")
    const steps = stepsOf(request)
    const { slots } = Search.search([Day.dayOf(roster, book, now)], request, steps)
    const slot = slots[below(slots.length)]
    if (slot === undefined) continue
    const plan = planOf(slot, request, steps)
    const holder = AppointmentId.make(`car-${car}`)
    const taken = { _tag: "CapacityTaken", site: roster.site, date: roster.date, holder, at: now, use: Plan.useOf(plan) } as const
    books[date] = Daybook.evolve(book, taken)
    car++
  }
  return books
}
