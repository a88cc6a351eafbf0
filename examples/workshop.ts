/** The smallest workshop there is: one advisor, one technician, one bay, one job. */
import { Site } from "@servicelane/core"
import { Schema } from "effect"

const hours = Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [{ from: "08:00", to: "17:00" }]]))

export const workshop = Schema.decodeUnknownSync(Site.Document)({
  site: "corner",
  name: "The corner workshop",
  calendar: { zone: "Asia/Shanghai", weekly: hours, holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [] },
  advisors: [{ id: "anna", hours, breaks: [], tickMinutes: 30, perTick: 1 }],
  technicians: [{ id: "tom", hours, breaks: [{ from: "12:00", to: "12:30" }], skills: { mechanical: 1 }, efficiencyPct: 100 }],
  bays: [{ id: "lift-1", type: "lift" }],
  jobs: [{
    code: "service",
    name: "Periodic service",
    stages: [{ name: "oil and filter", flagMin: 60, elapsedP50: 50, elapsedP80: 65, skill: { id: "mechanical", level: 1 }, bay: "lift" }]
  }],
  policies: []
})
