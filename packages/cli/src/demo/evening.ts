/** What the evening before has left the desk with: a car that is not ready, parts that come late, somebody ill, and two who wait for a place. */
import {
  AbsenceId, AdvisorId, AppointmentId, Booking, CustomerId, Instant, JobCode, LocalDate, LotId, PartNo, Parts, Reception, Site, type SiteId, TechnicianId, type VisitCommand, VisitId,
  Waitlist, Zone
} from "@servicelane/core"
import { CommandHandler, slots } from "@servicelane/runtime"
import { Effect } from "effect"
import type { Services } from "../run.ts"

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

    const late = { site, id: AppointmentId.make("late-1") }
    const visit = { site, id: VisitId.make("late-1") }
    const major = JobCode.make("service-40000")
    const walkIn = {
      _tag: "WalkIn", ...late, at: ago(420), jobs: [major], transport: "drop", customer: CustomerId.make("customer-late"), override: "from far away",
      contact: { name: "He 何", plate: "苏E·90317", phone: "+86 138 4410 7732" }
    } as const
    yield* handler.handle(Booking.aggregate, { commandId: "demo-late", actor: "demo", command: walkIn })
    const steps: ReadonlyArray<VisitCommand.Command> = [
      { _tag: "Receive", ...visit, at: ago(410), advisor: AdvisorId.make("li-na"), km: 40_120, why: "customer-waits" },
      { _tag: "OpenOrder", ...visit, at: ago(400), order: "WIP-2291", work: ["maintenance"] },
      { _tag: "ClockOn", ...visit, at: ago(130), technician: TechnicianId.make("gao"), job: major, why: "technician-free" },
      { _tag: "ClockOff", ...visit, at: ago(36), technician: TechnicianId.make("gao"), job: major }
    ]
    for (const command of steps) yield* handler.handle(Reception.aggregate, { commandId: `demo-late-${command._tag}`, actor: "demo", command })
    const rest = { _tag: "CarryOver", ...late, at: ago(35), date: tomorrow, leftMin: 60 } as const
    yield* handler.handle(Booking.aggregate, { commandId: "demo-carry-over", actor: "demo", command: rest })

    const brakes = { jobs: [JobCode.make("brakes")], transport: "drop" as const }
    const { offers: [place] } = yield* slots({ site, from: tomorrow, days: 1, request: brakes, pick: { best: 1 }, now: ago(120) })
    if (place !== undefined) {
      const command = {
        _tag: "Book", site, id: AppointmentId.make("brakes-1"), at: ago(120), ...brakes, arriveAt: place.arriveAt, customer: CustomerId.make("customer-brakes"),
        contact: { name: "Xu 徐", plate: "沪C·55170", phone: "+86 138 1022 6400" }
      } as const
      yield* handler.handle(Booking.aggregate, { commandId: "demo-brakes", actor: "demo", command })
    }

    const pads = { site, part: PartNo.make("brake-pads") }
    const lot = { ...pads, lot: LotId.make("pads-38") }
    const parts: ReadonlyArray<Parts.Command> = [
      { _tag: "Order", ...lot, qty: 24, eta: Instant.addMinutes(day.from, 7 * 60), at: ago(1_500) },
      { _tag: "Count", ...pads, onHand: 0, at: ago(60) },
      { _tag: "MoveLot", ...lot, eta: Instant.addMinutes(day.to, 10 * 60), at: ago(30) }
    ]
    for (const command of parts) yield* handler.handle(Parts.aggregate, { commandId: `demo-parts-${command._tag}`, actor: "demo", command })

    const absence = { id: AbsenceId.make("tang-0918"), of: { technician: TechnicianId.make("tang") }, ...day }
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
