/** The showroom: cars are handed over with all that the house must know of them (S1-09). */
import { Customer, LocalDate, StaffId, Vehicle } from "@servicelane/core"
import { Effect } from "effect"
import type { Answer, Services } from "../run.ts"
import { brand, driver, type Driver, kmOf } from "./people.ts"
import { dateOf, on, type World } from "./World.ts"

const consultants = ["wang-fang", "xu-qiang", "shen-yi"] as const

/** Their file, and what they agreed to. */
const registered = (world: World, { customer, details }: Driver, at: number) => {
  const about = on(world, customer, at)
  const { chance, send } = world
  return Effect.gen(function*() {
    yield* send(Customer.aggregate, { _tag: "Register", ...about, details })
    for (const means of ["phone", "sms"] as const) if (chance.chance(0.85)) yield* send(Customer.aggregate, { _tag: "GiveConsent", ...about, purpose: "commercial", means })
  })
}

/** A new car and its owner, as they become known to the house at `at`. */
const handedOver = (world: World, who: Driver, at: number) => {
  const { chance, send } = world
  const { since: date } = who
  const years = Math.floor((LocalDate.toDays(dateOf(world, at)) - LocalDate.toDays(date)) / 365) + 1
  const about = on(world, who.vehicle, at)
  return Effect.gen(function*() {
    yield* registered(world, who, at)
    yield* send(Vehicle.aggregate, { _tag: "Describe", ...about, brand, model: who.model, plates: who.plates })
    yield* send(Vehicle.aggregate, { _tag: "HandOver", ...about, date, km: 8 + chance.below(30), roles: { owner: who.customer }, consultant: StaffId.make(chance.pick(consultants)) })
    yield* send(Vehicle.aggregate, { _tag: "SetDeadline", ...about, deadline: "insurance", date: LocalDate.addMonths(date, 12 * years) })
  })
}

/** A new car leaves the showroom. */
export const sells = (world: World, at: number): void =>
  world.agenda.later(at, Effect.suspend(() => {
    const who = driver(world.tag, world.drivers.length + 1, dateOf(world, at), world.chance)
    world.drivers.push(who)
    return handedOver(world, who, at)
  }))

/** The cars that were sold before: each with some of the services it should have had. */
export const known = (world: World, count: number, at: number): Effect.Effect<void, Answer, Services> =>
  Effect.forEach(Array.from({ length: count }), () =>
    Effect.gen(function*() {
      const { chance, drivers, send, tag } = world
      const today = dateOf(world, at)
      const who = driver(tag, drivers.length + 1, LocalDate.addDays(today, -(35 + chance.below(900))), chance)
      drivers.push(who)
      yield* handedOver(world, who, at)
      const loyal = chance.chance(0.8)
      for (let date = LocalDate.addDays(who.since, 120 + chance.below(60)); date < today; date = LocalDate.addDays(date, 80 + chance.below(45))) {
        if (!chance.chance(loyal ? 0.9 : 0.4)) continue
        yield* send(Vehicle.aggregate, { _tag: "RecordService", ...on(world, who.vehicle, at), date, work: "maintenance", km: kmOf(who, date), elsewhere: chance.chance(0.1), parts: [] })
      }
    }), { discard: true })
