/** The KPI fold beside the same counting written by hand over a Map. */
import { type Appointment, AppointmentId, CustomerId, type Due, Instant, JobCode, KpiTally, LocalDate, project, SiteId } from "@servicelane/core"
import type { Line } from "./search.ts"
import { rate } from "./timing.ts"

const site = SiteId.make("large")
const at = Instant.Instant.make("2026-09-01T01:00:00.000Z")

/** Booked, then arrived, missed or called off: two events an appointment, over a year. */
const history = (appointments: number): ReadonlyArray<Appointment.Event> => {
  const events: Array<Appointment.Event> = []
  for (let i = 0; i < appointments; i++) {
    const date = LocalDate.addDays(LocalDate.LocalDate.make("2026-01-01"), i % 365)
    const time = Instant.Instant.make(`${date}T02:00:00.000Z`)
    const due: Due.Due = { date, time, bookedAt: Instant.addMinutes(time, -2_880), confirmedAt: i % 3 === 0 ? Instant.addMinutes(time, -1_000) : null }
    const on = { id: AppointmentId.make(`a-${i}`), site, at }
    events.push({ _tag: "AppointmentImported", ...on, customer: CustomerId.make("c"), vehicle: null, channel: "import", job: JobCode.make("service"), due, external: { system: "x", id: String(i) }, contact: {} })
    events.push(
      i % 11 === 0 ? { _tag: "NoShowRecorded", ...on, due }
      : i % 13 === 0 ? { _tag: "AppointmentCancelled", ...on, by: "customer", late: i % 2 === 0, cancelledAt: Instant.addMinutes(time, -200), due }
      : { _tag: "AppointmentArrived", ...on, arrivedAt: time, punctuality: i % 5 === 0 ? "late" : "on-time", due }
    )
  }
  return events
}

interface Counts {
  open: number
  on: number
  show: number
  missed: number
  late: number
  den: number
  left: number
  confirmed: number
  asked: number
}

const minute = 60_000

/** The same five ratios, as somebody would write them who needs nothing else. */
const byHand = (events: ReadonlyArray<Appointment.Event>): Map<string, Counts> => {
  const months = new Map<string, Counts>()
  for (const event of events) {
    if (!("due" in event)) continue
    const { due } = event
    const month = due.date.slice(0, 7)
    let c = months.get(month)
    if (c === undefined) months.set(month, c = { open: 0, on: 0, show: 0, missed: 0, late: 0, den: 0, left: 0, confirmed: 0, asked: 0 })
    if (event._tag === "AppointmentImported") {
      c.open++
      continue
    }
    c.open--
    const cancelledAt = event._tag === "AppointmentCancelled" ? event.cancelledAt : null
    if (event._tag === "AppointmentCancelled" && !event.late) c.left++
    else {
      c.den++
      if (event._tag === "AppointmentArrived") {
        c.show++
        if (event.punctuality === "on-time") c.on++
      } else if (event._tag === "NoShowRecorded") c.missed++
      else c.late++
    }
    if (due.time !== null) {
      const time = Instant.toMillis(due.time)
      if (time - Instant.toMillis(due.bookedAt) >= 1_440 * minute && (cancelledAt === null || time - Instant.toMillis(cancelledAt) < 1_440 * minute)) {
        c.asked++
        if (due.confirmedAt !== null && time - Instant.toMillis(due.confirmedAt) > 120 * minute) c.confirmed++
      }
    }
  }
  return months
}

const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(1)} million events/s`

export const kpiLines = (): ReadonlyArray<Line> => {
  const events = history(250_000)
  for (const count of [() => project(KpiTally.tally, events), () => byHand(events)]) rate(events.length, 3, count)
  const ours = rate(events.length, 7, () => project(KpiTally.tally, events))
  const hand = rate(events.length, 7, () => byHand(events))
  return [{ what: `KPI fold, K-02 K-03 K-04 over ${events.length} events`, figure: `${millions(ours)} (${(ours / hand * 100).toFixed(0)} % of the floor)`, floor: `${millions(hand)} by hand over a Map` }]
}
