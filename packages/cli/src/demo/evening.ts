/** What the evening before has left the desk with: a car that is not ready, parts that come late, somebody ill, and two who wait for a place. */
import { AbsenceId, AppointmentId, Booking, CustomerId, Instant, JobCode, LocalDate, LotId, PartNo, Parts, Site, type SiteId, TechnicianId, Waitlist, Zone } from "@servicelane/core"
import { CommandHandler, daySheet } from "@servicelane/runtime"
import { Effect } from "effect"
import type { Services } from "./traffic.ts"

interface Evening {
  readonly site: SiteId
  readonly zone: Zone.Zone
  readonly tomorrow: LocalDate.LocalDate
  readonly moment: Instant.Instant
}

export const evening = ({ site, zone, tomorrow, moment }: Evening): Effect.Effect<void, unknown, Services> =>
  Effect.gen(function*() {
    const handler = yield* CommandHandler.CommandHandler
    const ago = (minutes: number): Instant.Instant => Instant.addMinutes(moment, -minutes)
    const day = {
      from: Instant.fromMillis(Zone.dayStart(zone, tomorrow)),
      to: Instant.fromMillis(Zone.dayStart(zone, LocalDate.addDays(tomorrow, 1)))
    }

    const { lines } = yield* daySheet(site, LocalDate.addDays(tomorrow, -1), moment)
    const unfinished = lines.findLast(({ state, plan }) => state === "Arrived" && plan.transport === "drop" && plan.promisedAt < moment)
    if (unfinished !== undefined) {
      const command = { _tag: "CarryOver", site, id: AppointmentId.make(unfinished.id), at: ago(35), date: tomorrow, leftMin: 60 } as const
      yield* handler.handle(Booking.aggregate, { commandId: "demo-carry-over", actor: "demo", command })
    }

    const pads = { site, part: PartNo.make("brake-pads") }
    const lot = { ...pads, lot: LotId.make("pads-38") }
    const parts: ReadonlyArray<Parts.Command> = [
      { _tag: "Order", ...lot, qty: 24, eta: Instant.addMinutes(day.from, 7 * 60), at: ago(1_500) },
      { _tag: "Count", ...pads, onHand: 0, at: ago(60) },
      { _tag: "MoveLot", ...lot, eta: Instant.addMinutes(day.to, 10 * 60), at: ago(30) }
    ]
    for (const command of parts) yield* handler.handle(Parts.aggregate, { commandId: `demo-parts-${command._tag}`, actor: "demo", command })

    const absence = { id: AbsenceId.make("ma-0918"), of: { technician: TechnicianId.make("ma") }, ...day }
    yield* handler.handle(Site.aggregate, { commandId: "demo-absence", actor: "demo", command: { _tag: "RecordAbsence", site, at: ago(20), absence } })

    const waits = [
      { id: "wait-1", customer: "customer-wait-1", priority: "booked", contact: { name: "Sun 孙", plate: "沪B·20881" } },
      { id: "wait-2", customer: "customer-wait-2", priority: "comeback", contact: { name: "Zhu 朱", plate: "沪K·71304" } }
    ] as const
    for (const [i, { id, customer, priority, contact }] of waits.entries()) {
      const command = {
        _tag: "Join", site, at: ago(15 - i * 5), id: AppointmentId.make(id), customer: CustomerId.make(customer), jobs: [JobCode.make("service-5000")],
        transport: "wait", windows: [day], priority, contact
      } as const
      yield* handler.handle(Waitlist.aggregate, { commandId: `demo-${id}`, actor: "demo", command })
    }
  })
