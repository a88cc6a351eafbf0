import { describe, it } from "@effect/vitest"
import { says } from "../appointments/corner.ts"
import { after, here, monday, opened, receive, say, tuesday, when } from "./house.ts"

const row = {
  external: { system: "dms", id: "4711" }, customer: "li", vehicle: "car-7", advisor: "anna", work: ["maintenance"], km: 5_000, date: "2026-09-18",
  arrivedAt: "2026-09-18T07:00:00.000Z", deliveredAt: "2026-09-18T15:00:00.000Z"
}

const told = (more: Record<string, unknown> = {}, at = monday("09:00"), id = "dms-4711") => say("Import", at, { ...row, ...more }, id)

describe("a past visit of another system", () => {
  it("is told once, and the same again changes nothing", () => {
    says(when(opened(), told()).thenEvents("VisitImported")[0], { vehicle: "car-7", work: ["maintenance"], date: "2026-09-18" })
    when(after(opened(), told()), told({}, tuesday("09:00"))).thenNothing()
  })

  it("that is told otherwise is corrected, and what it was told to be before stands beside", () => {
    const otherwise = told({ km: 6_000, work: ["repair"] })
    const { external, customer, vehicle, advisor, date, arrivedAt, deliveredAt } = row
    const [corrected] = when(after(opened(), told()), otherwise).thenEvents("ImportedVisitCorrected")
    says(corrected, { km: 6_000, work: ["repair"], was: { customer, vehicle, advisor, work: ["maintenance"], km: 5_000, date, arrivedAt, deliveredAt, external } })
    when(after(opened(), told(), otherwise), otherwise).thenNothing()
    when(after(opened(), told()), told({ date: "2026-09-22", arrivedAt: null, deliveredAt: null })).thenRejected("DateToCome")
  })

  it("has an id of its own", () => {
    when(here, told({}, monday("09:00"), "a1")).thenRejected("VisitTaken")
    when(after(here, receive(monday("09:05"))), told({}, monday("09:10"), "a1")).thenRejected("VisitTaken")
    says(when(after(opened(), told()), receive(monday("09:05"), {}, "dms-4711")).thenRejected("VisitOver"), { by: "imported" })
    when(after(opened(), told()), say("Await", monday("09:05"), {}, "dms-4711")).thenNothing()
  })

  it("is past, and its times can all be true", () => {
    says(when(opened(), told({ date: "2026-09-22", arrivedAt: null, deliveredAt: null })).thenRejected("DateToCome"), { today: "2026-09-21" })
    when(opened(), told({ date: "2026-09-21", arrivedAt: null, deliveredAt: monday("10:00") })).thenRejected("NotYet")
    when(opened(), told({ arrivedAt: row.deliveredAt, deliveredAt: row.arrivedAt })).thenRejected("TimesContradict")
    when(opened(), told({ date: "2026-09-17" })).thenRejected("TimesContradict")
    when(opened(), told({ date: "2026-09-19" })).thenRejected("TimesContradict")
    when(opened(), told({ date: "2026-09-19", deliveredAt: null })).thenEvents("VisitImported")
    when(opened(), told({ arrivedAt: null, deliveredAt: null })).thenEvents("VisitImported")
  })
})
