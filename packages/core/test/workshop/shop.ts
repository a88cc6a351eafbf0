/** A small workshop that can be changed in every part. */
import { Instant, LocalDate, Site } from "@servicelane/core"
import { Schema } from "effect"

export type Change = Readonly<Record<string, unknown>>

export const monday = LocalDate.LocalDate.make("2026-09-21")
export const tuesday = LocalDate.addDays(monday, 1)
export const sunday = LocalDate.addDays(monday, -1)

export const at = (time: string, date: string = monday): Instant.Instant => Instant.Instant.make(`${date}T${time}:00.000Z`)

export const friday = at("12:00", "2026-09-18")
export const dayBefore = at("00:00", sunday)

export const many = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> => Array.from({ length: count }, (_, i) => make(i))

export const week = (from: string, to: string, days: ReadonlyArray<string> = LocalDate.Weekday.literals): Change =>
  Object.fromEntries(days.map((day) => [day, [{ from, to }]]))

export const workdays = LocalDate.Weekday.literals.slice(0, 5)
export const daytime = week("08:00", "16:00")

export const skill = (id: string): Change => ({ skill: { id, level: 1 } })
export const mechanic = skill("mechanical")

export const stage = (name: string, minutes: number, needs: Change = {}): Change => ({ name, flagMin: minutes, elapsedP50: minutes, elapsedP80: minutes, ...needs })

export const job = (code: string, ...stages: ReadonlyArray<Change>) => ({ code, name: code, stages })

export const service = job("service", stage("oil", 60, { ...mechanic, bay: "lift" }))

/** A job for one skill, by its name, in one piece. */
export const trade = (id: string, minutes = 60, needs: Change = {}) => job(id, stage("work", minutes, { ...skill(id), ...needs }))

/** One technician for each of these sets of skills. */
export const skilled = (skills: ReadonlyArray<Change>, more: Change = {}): Change =>
  ({ technicians: skills.map((one, i) => ({ id: `tom-${i}`, hours: daytime, breaks: [], skills: one, efficiencyPct: 100, ...more })) })

export const technicians = (count: number, more: Change = {}): Change => skilled(many(count, () => ({ mechanical: 1 })), more)

export const lifts = (count: number): Change => ({ bays: many(count, (i) => ({ id: `lift-${i}`, type: "lift" })) })

export const advisor = (tickMinutes: number, perTick: number, more: Change = {}): Change =>
  ({ advisors: [{ id: "anna", hours: daytime, breaks: [], tickMinutes, perTick, ...more }] })

export const policy = (change: Change): Change => ({
  policies: [{
    from: "2020-01-01", minNoticeMin: 0, loadPct: 100, walkInReservePct: 0, reserveReleaseAt: "10:00", writeUpMin: 0, inspectionMin: 0, washMin: 0,
    cashierMin: 0, maxWaitMin: 600, dropOffReadyAt: "08:00", holdMin: 5, cutOffMin: 120, earlyMin: 30, lateMin: 15, noShowMin: 60, ...change
  }]
})

export const calendar = (change: Change): Change =>
  ({ calendar: { zone: "UTC", weekly: week("08:00", "16:00", workdays), holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [], ...change } })

/** Open in these hours of the week, in which everybody is there. */
export const during = (weekly: Change, tickMinutes: number, perTick: number, more: Change = {}): Change =>
  ({ ...calendar({ weekly, ...more }), ...advisor(tickMinutes, perTick, { hours: weekly }), ...technicians(1, { hours: weekly }) })

/** One of everything, open on workdays; its people could work on Sundays too. */
export const shop = (...changes: ReadonlyArray<Change>): Site.Document =>
  Schema.decodeUnknownSync(Site.Document)(Object.assign(
    { site: "shop", name: "A shop", jobs: [service] }, calendar({}), advisor(30, 1), technicians(1), lifts(1), policy({}), ...changes
  ))

/** A shop in which everybody is there from one wall-clock time to another, in a zone. */
export const openFrom = (zone: string, from: string, to: string, ...changes: ReadonlyArray<Change>): Site.Document =>
  shop(during(week(from, to), 30, 1, { zone }), ...changes)

/** Open every day, with work that needs no bay and receptions for all who come: only the technician's hours are few. */
export const roomy = (...changes: ReadonlyArray<Change>): Site.Document =>
  shop(during(daytime, 60, 20), lifts(0), { jobs: [trade("mechanical")] }, ...changes)
