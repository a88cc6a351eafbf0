/** The workshop floor: a car that has come is received, worked on, looked at, washed, paid for and handed back. */
import {
  AppointmentId, Instant, type JobCode, LineId, LocalDate, type Money, Reception, type Resources, type Site, StaffId, Symptom, type TechnicianId, Vehicle, type Visit,
  type VisitCommand, Zone
} from "@servicelane/core"
import { Effect } from "effect"
import { brand, type Driver, kmOf } from "./people.ts"
import { dateOf, minute, on, orElse, wall, type World } from "./World.ts"

type Opened = Extract<Visit.Event, { readonly _tag: "VisitOpened" }>

const opens = 8 * 60 + 40
const closes = 17 * 60 + 15

/** The moment, or the next morning when the house is closed then. */
const whenOpen = (world: World, at: number): number => {
  const { date, minutes } = Zone.localOf(world.zone, at)
  if (minutes >= closes) return wall(world, LocalDate.addDays(date, 1), opens)
  return minutes < opens ? wall(world, date, opens) : at
}

const isMaintenance = (job: string): boolean => job.includes("service")

const worthOf = ({ jobs }: Site.Document, codes: ReadonlyArray<JobCode>): Money => {
  const flagMin = jobs.filter(({ code }) => codes.includes(code)).flatMap(({ stages }) => stages).reduce((sum, stage) => sum + stage.flagMin, 0)
  return { minor: 12_000 + flagMin * 900, currency: "CNY" }
}

/** Whoever knows the trade, the planned technician first. */
const handsFor = ({ document: { technicians }, chance }: World, { technician, skill }: { readonly technician?: TechnicianId; readonly skill?: Resources.Stage["skill"] }): TechnicianId | undefined => {
  if (technician !== undefined) return technician
  const able = technicians.filter(({ skills }) => skill === undefined || (skills[skill.id] ?? 0) >= skill.level)
  return able[chance.below(Math.max(1, able.length))]?.id
}

type Turn = Extract<VisitCommand.Command, { readonly _tag: "Receive" | "ClockOn" | "Inspect" | "Wash" | "Settle" }>

const isTurn = (command: VisitCommand.Command): command is Turn => ["Receive", "ClockOn", "Inspect", "Wash", "Settle"].includes(command._tag)

/** Something of the visit is told at its time; where others come first, it is said what speaks for this car. */
const tell = (world: World, command: VisitCommand.Command): void =>
  world.agenda.later(Instant.toMillis(command.at), orElse(
    world.send(Reception.aggregate, command),
    isTurn(command) ? orElse(world.send(Reception.aggregate, { ...command, why: command._tag === "Receive" ? "customer-waits" : "technician-free" }), Effect.void) : Effect.void
  ))

/** The file of the car that came, for whoever was never here before (S2-11). */
const filed = (world: World, { customer, vehicle, plates, model }: Driver, at: number): void => {
  const about = on(world, vehicle, at)
  world.agenda.later(at, orElse(Effect.andThen(
    world.send(Vehicle.aggregate, { _tag: "Describe", ...about, brand, model, plates }),
    world.send(Vehicle.aggregate, { _tag: "SetRoles", ...about, roles: { owner: customer } })
  ), Effect.void))
}

/** More work is found in one car of six; most customers agree. */
const found = (world: World, visit: Opened, at: number): void => {
  const { chance, document } = world
  const job = document.jobs.find(({ code }) => code === "brakes")?.code
  if (job === undefined || !chance.chance(0.16)) return
  const about = (when: number) => on(world, visit.id, when)
  const line = LineId.make("brakes")
  tell(world, { _tag: "ProposeWork", ...about(at), line, work: "repair", jobs: [job], price: worthOf(document, [job]), symptom: Symptom.make("brakes-worn"), why: { text: "Pads below 3 mm 刹车片过薄" } })
  const answered = at + (8 + chance.below(15)) * minute
  if (chance.chance(0.6)) tell(world, { _tag: "AgreeWork", ...about(answered), line })
  // What does not fit today is put off, so that nobody waits for an answer.
  tell(world, { _tag: "DeclineWork", ...about(answered + minute), line, reason: chance.chance(0.5) ? "later" : "price" })
}

/** The work, stage by stage; answers with the moment at which the last is done. */
const worked = (world: World, visit: Opened, jobs: ReadonlyArray<JobCode>, from: number): number => {
  const { chance, watch } = world
  const plan = watch.plans.get(AppointmentId.make(visit.id))
  let at = from
  for (const stage of plan?.stages ?? []) {
    const technician = handsFor(world, stage)
    const [job] = jobs
    if (technician === undefined || job === undefined) continue
    const begin = whenOpen(world, Math.max(at, stage.technician === undefined ? at : Instant.toMillis(stage.start)))
    const end = begin + Math.max(5, Math.round(stage.elapsedMin * (0.75 + chance.next() * 0.5))) * minute
    tell(world, { _tag: "ClockOn", ...on(world, visit.id, begin), technician, job })
    tell(world, { _tag: "ClockOff", ...on(world, visit.id, end), technician, job })
    at = end
  }
  return at
}

const inspector = StaffId.make("inspector-ning")

/** From the final inspection to the keys. */
const handedBack = (world: World, visit: Opened, jobs: ReadonlyArray<JobCode>, done: number, waits: boolean): void => {
  const { chance, document } = world
  const about = (at: number) => on(world, visit.id, at)
  tell(world, { _tag: "FinishWork", ...about(done + minute) })
  const looked = whenOpen(world, done + (4 + chance.below(8)) * minute)
  tell(world, { _tag: "Inspect", ...about(looked), by: inspector, passed: true })
  const washed = whenOpen(world, looked + (10 + chance.below(10)) * minute)
  tell(world, { _tag: "Wash", ...about(washed), washed: chance.chance(0.92) })
  const fetched = waits ? washed + (4 + chance.below(10)) * minute : Math.max(washed + 10 * minute, wall(world, dateOf(world, washed), 16 * 60 + chance.below(70)))
  const paid = whenOpen(world, fetched)
  tell(world, { _tag: "Settle", ...about(paid), paid: worthOf(document, jobs) })
  const fitted = document.jobs.filter(({ code }) => jobs.includes(code)).flatMap(({ parts = [] }) => parts)
  tell(world, { _tag: "Deliver", ...about(paid + (2 + chance.below(6)) * minute), parts: fitted.map((part) => ({ ...part, kpi: true })) })
}

/** A car stands at the door, and somebody sees it at `seen`. */
export const served = (world: World, visit: Opened, who: Driver | undefined, seen: number): void => {
  const { chance, document, watch } = world
  const plan = watch.plans.get(AppointmentId.make(visit.id))
  const advisor = plan?.advisor ?? document.advisors[0]?.id
  if (plan === undefined || advisor === undefined) return
  const about = (at: number) => on(world, visit.id, at)
  // Some wait too long: somebody is on the telephone, and two came at once.
  const received = Math.max(seen, Instant.toMillis(visit.at) + (chance.chance(0.05) ? 24 + chance.below(12) : 2 + chance.below(9)) * minute)
  const km = who === undefined ? {} : { km: kmOf(who, dateOf(world, received)) }
  if (who !== undefined) filed(world, who, received)
  tell(world, { _tag: "Receive", ...about(received), advisor, ...km, ...(who === undefined ? {} : { vehicle: who.vehicle }) })
  const { jobs } = plan
  const repair = jobs.filter((job) => !isMaintenance(job))
  if (repair.length > 0) tell(world, { _tag: "Consult", ...about(received + 3 * minute), symptoms: repair.map((job) => Symptom.make(job)), findings: { text: null } })
  const lines = jobs.map((job) => ({ line: LineId.make(job), work: isMaintenance(job) ? "maintenance" as const : "repair" as const, job, price: worthOf(document, [job]) }))
  tell(world, { _tag: "Estimate", ...about(received + 5 * minute), lines })
  tell(world, { _tag: "AgreeEstimate", ...about(received + 6 * minute), lines: lines.map(({ line }) => line) })
  tell(world, { _tag: "CheckParts", ...about(received + 7 * minute), missing: [] })
  tell(world, { _tag: "OpenOrder", ...about(received + 8 * minute), order: `WIP-${visit.id.slice(-5)}`, work: [...new Set(lines.map(({ work }) => work))] })
  const begin = received + 10 * minute
  found(world, visit, begin + 12 * minute)
  handedBack(world, visit, jobs, worked(world, visit, jobs, begin), plan.transport === "wait")
}
