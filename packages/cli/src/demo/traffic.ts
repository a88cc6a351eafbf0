/** Some weeks at the service desk, thrown with dice: calls, bookings, second thoughts, arrivals, and cars that never come. */
import { AppointmentId, Booking, type BookingCommand, CustomerId, Instant, JobCode, LocalDate, Parts, type Plan, type SiteId, Zone } from "@servicelane/core"
import { CommandHandler, slots } from "@servicelane/runtime"
import { Effect } from "effect"
import type { Dice } from "./random.ts"

type Command = BookingCommand.Command

/** Something that happens at a moment, and what follows from it. */
interface Happening {
  readonly at: number
  readonly order: number
  readonly run: Effect.Effect<void, unknown, Services>
}

export type Services = Effect.Services<ReturnType<typeof slots>> | CommandHandler.CommandHandler

export interface Weeks {
  readonly site: SiteId
  readonly zone: Zone.Zone
  readonly first: LocalDate.LocalDate
  /** What happens after this moment has not happened yet. */
  readonly until: Instant.Instant
  readonly actor: string
}

const jobs = ["service-5000", "service-5000", "first-service", "service-40000", "brakes", "diagnosis"] as const
const surnames = ["Wang 王", "Li 李", "Zhang 张", "Liu 刘", "Chen 陈", "Yang 杨", "Huang 黄", "Zhao 赵", "Wu 吴", "Zhou 周"] as const
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
const minute = 60_000

const plate = ({ below }: Dice): string => `沪${letters[below(24)] ?? "A"}·${String(10_000 + below(90_000))}`

/** Weekends bring more calls. */
const callsOn = (date: LocalDate.LocalDate, { below }: Dice): number => (["sat", "sun"].includes(LocalDate.weekdayOf(date)) ? 16 : 11) + below(6)

/** Runs the weeks through the real command path, in the order of time. Answers with the number of commands. */
export const traffic = ({ site, zone, first, until, actor }: Weeks, chance: Dice, progress: (share: number) => void) =>
  Effect.gen(function*() {
    const handler = yield* CommandHandler.CommandHandler
    const agenda: Array<Happening> = []
    let order = 0
    let sent = 0
    const end = Instant.toMillis(until)
    const begin = Zone.dayStart(zone, first)
    const later = (at: number, run: Happening["run"]): void => {
      if (at > end) return
      const happening = { at, order: order++, run }
      const index = agenda.findLastIndex((other) => other.at <= at)
      agenda.splice(index + 1, 0, happening)
    }
    const send = (command: Command) => {
      sent++
      return handler.handle(Booking.aggregate, { commandId: `demo-${String(sent).padStart(5, "0")}`, command, actor })
    }
    const on = (id: AppointmentId, at: number) => ({ id, site, at: Instant.fromMillis(at) })

    /** The parts department hands out what is kept for the car. */
    const issue = (holder: AppointmentId, { parts = [] }: Plan.Plan, at: number) =>
      Effect.forEach(parts, ({ part }) =>
        handler.handle(Parts.aggregate, { commandId: `demo-issue-${holder}`, actor, command: { _tag: "Issue", site, part, holder, at: Instant.fromMillis(at) } }), { discard: true })

    /** What comes of a booking, up to the day the car arrives or does not. */
    const afterwards = (id: AppointmentId, plan: Plan.Plan, booked: number): void => {
      const due = Instant.toMillis(plan.arriveAt)
      const dayBefore = due - 24 * 60 * minute
      const fate = chance.next()
      if (fate < 0.05) later(booked + chance.below(Math.max(1, due - booked - 180 * minute)), send({ _tag: "Cancel", by: "customer", ...on(id, booked + minute) }).pipe(Effect.asVoid))
      else {
        if (dayBefore > booked && chance.chance(0.72)) {
          const called = dayBefore + chance.below(8 * 60) * minute
          later(called, Effect.asVoid(send({ _tag: "Confirm", how: chance.chance(0.6) ? "call" : "reply", ...on(id, called) })))
        }
        if (fate < 0.08) {
          const late = due - (20 + chance.below(80)) * minute
          later(late, Effect.asVoid(send({ _tag: "Cancel", by: "customer", ...on(id, late) })))
        } else if (fate < 0.17) {
          const closing = due + 70 * minute
          later(closing, Effect.asVoid(send({ _tag: "RecordNoShow", ...on(id, closing) })))
        } else {
          const arrival = due + (chance.chance(0.84) ? chance.below(38) - 25 : 18 + chance.below(35)) * minute
          later(arrival, send({ _tag: "Arrive", ...on(id, arrival) }).pipe(Effect.andThen(issue(id, plan, arrival))))
        }
      }
    }

    /** A customer rings, and takes one of the times that are offered. */
    const call = (at: number, number: number) =>
      Effect.gen(function*() {
        const now = Instant.fromMillis(at)
        const wait = chance.chance(0.55)
        const job = chance.pick(jobs)
        const ahead = 1 + chance.below(5)
        const from = LocalDate.addDays(Zone.localOf(zone, at).date, ahead)
        const request = { jobs: [JobCode.make(job)], transport: wait ? "wait" as const : "drop" as const }
        const { offers } = yield* slots({ site, from, days: 1, request, now })
        const offer = offers[Math.floor(chance.next() ** 1.4 * offers.length)]
        if (offer === undefined) return
        const id = AppointmentId.make(`demo-${String(number).padStart(4, "0")}`)
        yield* send({
          _tag: "Book", ...on(id, at), ...request, arriveAt: offer.arriveAt, customer: CustomerId.make(`customer-${number}`),
          channel: chance.chance(0.7) ? "telephone" : "web",
          contact: { name: chance.pick(surnames), plate: plate(chance), phone: `138${String(chance.below(100_000_000)).padStart(8, "0")}` },
          ...(offer.advisor === null ? {} : { advisor: offer.advisor })
        })
        afterwards(id, offer, at)
      })

    /** A customer comes without having rung, and stays where there is room. */
    const comeBy = (at: number, number: number) => {
      const id = AppointmentId.make(`demo-walk-in-${number}`)
      const command: Command = {
        _tag: "WalkIn", ...on(id, at), jobs: [JobCode.make(chance.pick(["service-5000", "diagnosis"]))], transport: "drop", customer: CustomerId.make(`customer-walk-in-${number}`),
        contact: { name: chance.pick(surnames), plate: plate(chance) }
      }
      const nothing = () => Effect.void
      return send(command).pipe(Effect.catchTags({ SlotTaken: nothing, SlotNotOffered: nothing }))
    }

    let number = 0
    for (let date = first; Zone.dayStart(zone, date) <= end; date = LocalDate.addDays(date, 1)) {
      const opens = Zone.instantOf(zone, date, 8 * 60 + 40)
      for (let calls = callsOn(date, chance); calls > 0; calls--) {
        const own = ++number
        const at = opens + chance.below(8 * 60) * minute
        later(at, call(at, own))
      }
      const comesAt = opens + chance.below(5 * 60) * minute
      const own = ++number
      later(comesAt, Effect.suspend(() => Effect.asVoid(comeBy(comesAt, own))))
    }
    for (let next = agenda.shift(); next !== undefined; next = agenda.shift()) {
      yield* next.run
      progress((next.at - begin) / (end - begin))
    }
    return sent
  })
