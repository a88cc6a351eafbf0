/** A site, cars that are due in November or are not, and what is asked of their list. */
import { assert } from "@effect/vitest"
import { Campaign, CampaignCommand, DueList, fold, Site, Vehicle, VehicleCommand, type VehicleFile } from "@servicelane/core"
import { Result, Schema } from "effect"
import { corner as closedOnWeekends } from "../appointments/corner.ts"

export const corner: Site.Document = Schema.decodeUnknownSync(Site.Document)({
  ...closedOnWeekends, calendar: { ...closedOnWeekends.calendar, weekly: Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [{ from: "08:00", to: "17:00" }]])) }
})

const tell = (id: string, _tag: string, on: string, more: Record<string, unknown> = {}): VehicleCommand.Command =>
  Schema.decodeUnknownSync(VehicleCommand.Command)({ _tag, id, site: "corner", at: `${on}T12:00:00.000Z`, ...more })

/** What is told of a car, one command after the other. */
export const file = (id: string, ...told: ReadonlyArray<readonly [tag: string, on: string, more?: Record<string, unknown>]>): ReadonlyArray<VehicleFile.Event> => {
  let state: Vehicle.State = { ...Vehicle.aggregate.initial, site: { _tag: "Open", document: corner } }
  return [["Describe", "2026-01-01", { brand: "Toyota", model: "Camry", plates: { plate: `B ${id}` } }] as const, ...told].flatMap(([tag, on, more]) => {
    const facts = Result.getOrThrow(Vehicle.aggregate.decide(tell(id, tag, on, more), state))
    state = fold(Vehicle.aggregate, facts, state)
    return facts.filter((fact): fact is VehicleFile.Event => !Site.tags.has(fact._tag))
  })
}

export const roles = { owner: "li" }
export const sold = (on: string, more: Record<string, unknown> = {}) => ["HandOver", on, { date: on, km: 10, roles, ...more }] as const
export const maintained = (on: string, more: Record<string, unknown> = {}) => ["RecordService", on, { date: on, work: "maintenance", km: null, elsewhere: false, parts: [], ...more }] as const

/** Due by months: the first service six months after the hand-over, then every three months. */
export const cars: Readonly<Record<string, ReadonlyArray<VehicleFile.Event>>> = {
  november: file("november", sold("2026-02-01", { roles: { owner: "li", driver: "li-junior" } }), maintained("2026-08-10")),
  first: file("first", sold("2026-05-20", { roles: { owner: "wu" } })),
  overdue: file("overdue", sold("2026-02-01"), maintained("2026-06-20")),
  december: file("december", sold("2026-02-01"), maintained("2026-09-10")),
  gone: file("gone", sold("2026-02-01"), maintained("2026-08-10"), ["CloseFile", "2026-09-01", { gone: "exported", date: "2026-09-01" }]),
  nobody: file("nobody", maintained("2026-08-10")),
  lost: file("lost", sold("2024-02-01"), maintained("2025-06-01")),
  unheard: file("unheard")
}

export const open: Campaign.State = Object.values(cars).flat().reduce(Campaign.aggregate.evolve, { ...Campaign.aggregate.initial, site: { _tag: "Open", document: corner } })

export const ask = (_tag: string, on: string, more: Record<string, unknown> = {}): CampaignCommand.Command =>
  Schema.decodeUnknownSync(CampaignCommand.Command)({ _tag, site: "corner", month: "2026-11", at: `${on}T12:00:00.000Z`, ...more })

export const build = (on: string, vehicles: ReadonlyArray<string> = Object.keys(cars), more: Record<string, unknown> = {}) => ask("Build", on, { vehicles, ...more })
export const lock = ask("Lock", "2026-10-07")
export const print = (date: string, on = date) => ask("PrintInvitations", on, { date })
export const mail = (date: string, on = date) => ask("MailInvitations", on, { date })

export const after = (...commands: ReadonlyArray<CampaignCommand.Command>): Campaign.State =>
  commands.reduce((state, command) => fold(Campaign.aggregate, Result.getOrThrow(Campaign.aggregate.decide(command, state)), state), open)

export const listOf = ({ lists }: Campaign.State, month = "2026-11"): DueList.State => lists[month] ?? DueList.initial

export const lockedOf = (state: Campaign.State): DueList.Locked => DueList.lockedOf(listOf(state)) ?? assert.fail("not locked")

export const drafted = after(build("2026-10-01"))
export const locked = after(build("2026-10-01"), lock)
export const mailed = after(build("2026-10-01"), lock, print("2026-10-08"), mail("2026-10-16"))
