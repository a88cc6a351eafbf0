/** A large workshop, 20 advisors, 30 technicians, 30 bays; one with more trades, a long job, quotas and parts; and one of ordinary size. */
import { AppointmentId, Day, Daybook, Instant, JobCode, LocalDate, Plan, planOf, Policy, Request, Roster, Search, Site, type Stock } from "@servicelane/core"
import { Result, Schema } from "effect"

const week = Object.fromEntries(LocalDate.Weekday.literals.map((day) => [day, [{ from: "08:00", to: "18:00" }]]))
const many = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> => Array.from({ length: count }, (_, i) => make(i))
const id = (kind: string, i: number): string => `${kind}-${String(i).padStart(2, "0")}`

const level = (skill: string, at: number) => ({ id: skill, level: at })

const large = {
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
    { code: "service", name: "Service", stages: [{ name: "oil", flagMin: 60, elapsedP50: 50, elapsedP80: 65, skill: level("mechanical", 1), bay: "lift" }] },
    {
      code: "brakes", name: "Brakes and alignment",
      stages: [
        { name: "pads", flagMin: 60, elapsedP50: 55, elapsedP80: 70, skill: level("mechanical", 1), bay: "lift", gapAfter: { min: 0, max: 60 } },
        { name: "alignment", flagMin: 30, elapsedP50: 30, elapsedP80: 40, skill: level("mechanical", 2), bay: "alignment" }
      ]
    }
  ],
  policies: []
}

/** Five stages of five trades and levels; the paint must dry, and the wheels are set soon after. */
const overhaul = {
  code: "overhaul", name: "Overhaul", group: "long", parts: many(3, (i) => ({ part: id("part", i), qty: i + 1 })),
  stages: [
    { name: "diagnosis", flagMin: 20, elapsedP50: 15, elapsedP80: 20, skill: level("electrical", 1), bay: "express", gapAfter: { min: 5 } },
    { name: "suspension", flagMin: 30, elapsedP50: 25, elapsedP80: 30, skill: level("mechanical", 2), bay: "lift", gapAfter: { min: 0, max: 45 } },
    { name: "touch-up", flagMin: 15, elapsedP50: 15, elapsedP80: 15, skill: level("paint", 1), gapAfter: { min: 10 } },
    { name: "alignment", flagMin: 20, elapsedP50: 20, elapsedP80: 25, skill: level("mechanical", 1), bay: "alignment" },
    { name: "coding", flagMin: 10, elapsedP50: 10, elapsedP80: 15, skill: level("electrical", 2) }
  ]
}

const busy = {
  ...large,
  technicians: large.technicians.map((one, i) => ({
    ...one,
    skills: i % 3 === 0 ? { mechanical: 2, electrical: i % 6 === 0 ? 2 : 1 } : { mechanical: 1, ...(i % 3 === 1 ? { paint: 1 } : {}) }
  })),
  jobs: [...large.jobs, overhaul],
  parts: many(3, (i) => ({ no: id("part", i), name: "Part", leadMin: 2_880 })),
  policies: [{ ...Policy.standard, maxWaitMin: 300 }],
  quotas: [
    { id: "waiting", of: { transport: "wait" }, perDay: 60 },
    { id: "long", of: { group: "long" }, perDay: 20 },
    { id: "web", of: { channel: "web" }, perDay: 80, release: { daysBefore: 1, at: "12:00" } },
    { id: "telephone-early", of: { channel: "telephone" }, perDay: 40, between: { from: "08:00", to: "09:30" } }
  ]
}

/** A site and the rosters of some days from the first that is searched. */
export interface Shop {
  readonly document: Site.Document
  readonly rosters: ReadonlyArray<Roster.Roster>
}

export const dateOf = (day: number): LocalDate.LocalDate => LocalDate.addDays(LocalDate.LocalDate.make("2026-09-18"), day)

const shopOf = (site: unknown, days: number): Shop => {
  const document = Schema.decodeUnknownSync(Site.Document)(site)
  return { document, rosters: many(days, (i) => Roster.rosterOf(document, dateOf(i))) }
}

export const largeShop = shopOf(large, 14)
export const busyShop = shopOf(busy, 31)

/** Four advisors, eight technicians, nine bays. */
export const ordinaryShop = shopOf({
  ...large, advisors: large.advisors.slice(0, 4), technicians: large.technicians.slice(0, 8), bays: [...large.bays.slice(0, 6), ...large.bays.slice(18, 20), ...large.bays.slice(26, 27)]
}, 31)

export const now = Instant.Instant.make("2026-09-17T10:00:00.000Z")

export const wait = (job: string): Request.Request => ({ jobs: [JobCode.make(job)], transport: "wait" })
export const drop = (job: string): Request.Request => ({ jobs: [JobCode.make(job)], transport: "drop" })

export const stepsOf = ({ rosters }: Shop, request: Request.Request): ReadonlyArray<Request.Step> =>
  Result.getOrThrow(Request.stepsOf(rosters[0]?.jobs ?? new Map(), request))

let state = 42
const below = (n: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor(state / 4_294_967_296 * n)
}

/** The daybooks after so many bookings, each of a slot that was offered. */
export const booked = (shop: Shop, cars: number): ReadonlyArray<Daybook.State> => {
  const { rosters } = shop
  const books = rosters.map(() => Daybook.initial)
  for (let car = 0, tries = 0; car < cars && tries < cars * 20; tries++) {
    const date = below(rosters.length)
    const roster = rosters[date]
    const book = books[date]
    if (roster === undefined || book === undefined) continue
    const request = below(3) === 0 ? wait(below(2) === 0 ? "service" : "brakes") : drop("service")
    const steps = stepsOf(shop, request)
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

/** What is kept of each part for five hundred cars, as many on the shelf, and two lots on their way. */
export const shelf: Readonly<Record<string, Stock.State>> = Object.fromEntries(many(3, (part) => [id("part", part), {
  onHand: 600,
  lots: { "lot-1": { qty: 50, eta: Instant.addMinutes(now, 3_000) }, "lot-2": { qty: 50, eta: Instant.addMinutes(now, 9_000) } },
  kept: Object.fromEntries(many(500, (i) => [`car-${i}`, { holder: AppointmentId.make(`car-${i}`), qty: 1, by: Instant.addMinutes(now, i * 30), since: now, releaseAt: null, delayed: false }]))
}]))
