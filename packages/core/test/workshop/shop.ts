/** A small workshop, as a few words describe it, and cars to fill it with. */
import { Day, Daybook, Instant, Plan, planOf, Request, Roster, Search, type Site } from "@servicelane/core"
import { Result, Schema } from "effect"
import { calendar, monday, policy, shop as anyShop, week } from "./anyShop.ts"

export { monday }

export const many = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> => Array.from({ length: count }, (_, i) => make(i))

export const dayBefore = Instant.Instant.make("2026-09-20T00:00:00.000Z")

export interface Shop {
  readonly zone?: string
  readonly hours?: readonly [string, string]
  readonly weekly?: unknown
  readonly dayClasses?: unknown
  readonly holidays?: string
  readonly tickMinutes?: number
  readonly perTick?: number
  readonly technicians?: ReadonlyArray<Record<string, number>>
  readonly bays?: ReadonlyArray<string>
  readonly stage?: Record<string, unknown>
  readonly stages?: ReadonlyArray<unknown>
  readonly policy?: Record<string, unknown>
  readonly technicianHours?: Record<string, unknown>
  readonly technicianBreaks?: ReadonlyArray<unknown>
  readonly advisorHours?: Record<string, unknown>
  readonly advisors?: Record<string, unknown>
  readonly group?: string
  readonly otherGroup?: string
  readonly loaners?: ReadonlyArray<unknown>
  readonly quotas?: ReadonlyArray<unknown>
  readonly absences?: ReadonlyArray<unknown>
  readonly exceptions?: ReadonlyArray<unknown>
}

const groupOf = (job: string, { group, otherGroup }: Shop) => {
  const own = job === "mechanical" ? group : otherGroup
  return own === undefined ? {} : { group: own }
}

export const shop = (change: Shop): Site.Document => {
  const { zone = "UTC", hours = ["08:00", "16:00"], technicians = [{ mechanical: 1 }], bays = [], stage = {} } = change
  const weekly = change.weekly ?? week(hours[0], hours[1])
  return anyShop(
    calendar({ zone, weekly, holidays: change.holidays ?? "open", exceptions: change.exceptions ?? [], ...(change.dayClasses === undefined ? {} : { dayClasses: change.dayClasses }) }),
    policy({ dropOffReadyAt: "12:00", ...change.policy }),
    {
      advisors: [{ id: "anna", hours: change.advisorHours ?? weekly, breaks: [], tickMinutes: change.tickMinutes ?? 60, perTick: change.perTick ?? 20, ...change.advisors }],
      technicians: technicians.map((skills, i) => ({
        id: `t${i}`, hours: change.technicianHours ?? weekly, breaks: change.technicianBreaks ?? [], skills, efficiencyPct: 100
      })),
      bays: bays.map((type, i) => ({ id: `b${i}`, type })),
      jobs: ["mechanical", "electrical"].filter((skill) => technicians.some((skills) => skill in skills)).map((id) => ({
        code: id, name: id, ...groupOf(id, change), stages: change.stages ?? [{ name: "work", flagMin: 60, elapsedP50: 60, elapsedP80: 60, skill: { id, level: 1 }, ...stage }]
      })),
      loaners: change.loaners ?? [], quotas: change.quotas ?? [], absences: change.absences ?? []
    }
  )
}

export const ask = (job: string, transport: Request.Request["transport"] = "drop"): Request.Request => Schema.decodeUnknownSync(Request.Request)({ jobs: [job], transport })

/** How many such cars fit on one day, each taken as it is offered. */
export const fill = (document: Site.Document, jobs: (car: number) => string, now = dayBefore, transport: "wait" | "drop" = "drop", before = Daybook.initial) => {
  const roster = Roster.rosterOf(document, monday)
  let book = before
  for (let car = 0;; car++) {
    const request = ask(jobs(car), transport)
    const steps = Result.getOrThrow(Request.stepsOf(roster.jobs, request))
    const { slots: [slot], reasons } = Search.search([Day.dayOf(roster, book, now)], request, steps)
    if (slot === undefined) return { cars: car, reasons: [...reasons.keys()], book, roster }
    const plan = planOf(slot, request, steps)
    book = Daybook.evolve(book, Schema.decodeUnknownSync(Daybook.Event)({
      _tag: "CapacityTaken", site: "shop", date: monday, holder: `car-${car}`, at: now, use: Plan.useOf(plan)
    }))
  }
}
