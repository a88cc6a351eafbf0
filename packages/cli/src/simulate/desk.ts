/** The booking desk: customers ring, come by, confirm, think again, arrive, or do not. */
import { AppointmentId, Booking, type BookingCommand, type Channel, Instant, JobCode, LocalDate, Parts, type Plan } from "@servicelane/core"
import { slots } from "@servicelane/runtime"
import { Effect } from "effect"
import type { Answer, Services } from "../run.ts"
import { driver, type Driver } from "./people.ts"
import { dateOf, hour, minute, on, orElse, type World } from "./World.ts"

/** What the demonstration's site offers; another site is asked for what it has. */
const favourites = ["service-5000", "service-5000", "first-service", "service-40000", "brakes", "diagnosis"]

export const jobFor = ({ document: { jobs }, chance }: World): JobCode => {
  const offered = favourites.flatMap((code) => jobs.find((job) => job.code === code)?.code ?? [])
  const codes = offered.length > 0 ? offered : jobs.map(({ code }) => code)
  return codes[chance.below(codes.length)] ?? JobCode.make("service")
}

/** Somebody the house knows, or, one time in five, somebody new. */
const caller = (world: World, at: number): Driver => {
  const { drivers, chance, tag } = world
  const known = drivers[chance.below(Math.max(1, drivers.length))]
  if (known !== undefined && chance.chance(0.8)) return known
  const stranger = driver(tag, drivers.length + 1, LocalDate.addDays(dateOf(world, at), -(100 + chance.below(1_500))), chance)
  drivers.push(stranger)
  return stranger
}

/** The parts department hands out what is kept for the car. */
const issued = (world: World, holder: AppointmentId, { parts = [] }: Plan.Plan, at: number) =>
  Effect.forEach(parts, ({ part }) => orElse(world.send(Parts.aggregate, { _tag: "Issue", site: world.site, part, holder, at: Instant.fromMillis(at) }), Effect.void), { discard: true })

/** What comes of a booking, up to the moment the car arrives or does not. */
const afterwards = (world: World, id: AppointmentId, plan: Plan.Plan, booked: number): void => {
  const { agenda, chance, send } = world
  const due = Instant.toMillis(plan.arriveAt)
  const say = (at: number, command: BookingCommand.Command): void =>
    agenda.later(at, orElse(send(Booking.aggregate, command), Effect.void))
  const fate = chance.next()
  if (fate < 0.05) {
    const at = booked + minute + chance.below(Math.max(1, due - booked - 3 * hour))
    return say(at, { _tag: "Cancel", by: "customer", ...on(world, id, at) })
  }
  const dayBefore = due - 24 * hour
  if (dayBefore > booked && chance.chance(0.72)) {
    const called = dayBefore + chance.below(8 * 60) * minute
    say(called, { _tag: "Confirm", how: chance.chance(0.6) ? "call" : "reply", ...on(world, id, called) })
  }
  if (fate < 0.08) {
    const late = due - (20 + chance.below(80)) * minute
    return say(late, { _tag: "Cancel", by: "customer", ...on(world, id, late) })
  }
  if (fate < 0.16) {
    const missed = due + 70 * minute
    return say(missed, { _tag: "RecordNoShow", ...on(world, id, missed) })
  }
  const arrival = due + (chance.chance(0.84) ? chance.below(38) - 25 : 18 + chance.below(35)) * minute
  agenda.later(arrival, orElse(Effect.andThen(send(Booking.aggregate, { _tag: "Arrive", ...on(world, id, arrival) }), issued(world, id, plan, arrival)), Effect.void))
}

/** Books a time within the next days, if there is one that suits; answers with the appointment. */
export const booked = (world: World, id: AppointmentId, who: Driver, at: number, ahead: number, channel: Channel.Channel): Effect.Effect<AppointmentId | undefined, Answer, Services> =>
  Effect.gen(function*() {
    const { chance, site, send } = world
    const request = { jobs: [jobFor(world)], transport: chance.chance(0.55) ? "wait" as const : "drop" as const }
    const from = LocalDate.addDays(dateOf(world, at), ahead)
    const { offers } = yield* slots({ site, from, days: 1, request, now: Instant.fromMillis(at) })
    const offer = offers[Math.floor(chance.next() ** 1.4 * offers.length)]
    if (offer === undefined) return undefined
    yield* send(Booking.aggregate, {
      _tag: "Book", ...on(world, id, at), ...request, arriveAt: offer.arriveAt, customer: who.customer, vehicle: who.vehicle, channel,
      contact: { name: who.name, plate: who.plates.plate, phone: who.phone },
      ...(offer.advisor === null ? {} : { advisor: offer.advisor })
    })
    afterwards(world, id, offer, at)
    return id
  })

/** A customer rings, or asks an advisor they know, and takes one of the times that are offered. */
export const rings = (world: World, at: number, number: number): void =>
  world.agenda.later(at, Effect.suspend(() => {
    const { chance } = world
    const id = AppointmentId.make(`booking-${world.tag}-${String(number).padStart(5, "0")}`)
    const channel = chance.chance(0.68) ? "telephone" : chance.chance(0.85) ? "web" : "advisor"
    return orElse(booked(world, id, caller(world, at), at, 1 + chance.below(5), channel), Effect.void)
  }))

/** A customer comes without having rung, and stays where there is room. */
export const comesBy = (world: World, at: number, number: number): void =>
  world.agenda.later(at, Effect.suspend(() => {
    const who = caller(world, at)
    return orElse(world.send(Booking.aggregate, {
      _tag: "WalkIn", ...on(world, AppointmentId.make(`walk-in-${world.tag}-${String(number).padStart(5, "0")}`), at), jobs: [jobFor(world)], transport: "drop", customer: who.customer,
      vehicle: who.vehicle, contact: { name: who.name, plate: who.plates.plate, phone: who.phone }
    }), Effect.void)
  }))
