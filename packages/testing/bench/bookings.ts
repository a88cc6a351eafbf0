/** Bookings through the whole way of a command, in memory, beside the same rows kept by hand. */
import { AppointmentId, Booking, type BookingCommand, CustomerId, LocalTime, Site } from "@servicelane/core"
import { CommandHandler, EventStore, type Recorded } from "@servicelane/runtime"
import { MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect, Layer, Stream } from "effect"
import type { Line } from "./search.ts"
import { busyShop, dateOf, drop, now, ordinaryShop, type Shop, wait } from "./shop.ts"
import { rate, rateAsync } from "./timing.ts"

const dates = 60

/** Arrivals all over the mornings and early afternoons of two months, every other one with an advisor of the customer's choice. */
const commandsFor = ({ document: { site, advisors } }: Shop, aDate: number) => Array.from({ length: dates * aDate }, (_, i): BookingCommand.Command => {
  const nth = Math.floor(i / dates)
  const quarter = nth * 7 % 24
  const { jobs, transport } = nth % 4 === 0 ? wait("service") : nth % 12 === 1 ? wait("brakes") : drop("service")
  const advisor = advisors[(nth * 3 + 1) % advisors.length]
  return {
    _tag: "Book", id: AppointmentId.make(`a-${i}`), site, at: now, customer: CustomerId.make(`c-${i}`), jobs, transport,
    arriveAt: { date: dateOf(i % dates), time: LocalTime.fromMinutes((quarter < 16 ? 480 : 600) + quarter * 15) },
    channel: nth % 3 === 0 ? "telephone" : "counter",
    ...(i % 2 === 0 || advisor === undefined ? {} : { advisor: advisor.id })
  }
})

interface Run {
  readonly perSecond: number
  readonly recorded: ReadonlyArray<Recorded>
}

/** Books all of them on an empty log that knows the site. */
const run = ({ document }: Shop, commands: ReadonlyArray<BookingCommand.Command>, concurrency: number): Promise<Run> =>
  Effect.runPromise(Effect.provide(Effect.gen(function*() {
    const handler = yield* CommandHandler.CommandHandler
    const store = yield* EventStore
    yield* handler.handle(Site.aggregate, { commandId: "site", actor: "bench", command: Site.apply(document, now) })
    const opened = yield* store.head
    const book = (command: BookingCommand.Command) => handler.handle(Booking.aggregate, { commandId: command.id, actor: "bench", command })
    const perSecond = yield* Effect.promise(() =>
      rateAsync(commands.length, () => Effect.runPromise(Effect.forEach(commands, book, { concurrency, discard: true })))
    )
    return { perSecond, recorded: yield* Stream.runCollect(store.readAll(opened)) }
  }), CommandHandler.layer().pipe(Layer.provideMerge(MemoryEventStore.layer))))

/** Whether the minute is free is looked up in a set, each row is copied and put into its stream and the log. No plan, no rule. */
const byHand = (recorded: ReadonlyArray<Recorded>): number => {
  const log: Array<unknown> = []
  const streams = new Map<string, Array<unknown>>()
  const taken = new Set<string>()
  for (const row of recorded) {
    const key = `${row.stream}/${row.version}`
    if (taken.has(key)) continue
    taken.add(key)
    const kept: unknown = JSON.parse(JSON.stringify(row))
    const stream = streams.get(row.stream) ?? []
    streams.set(row.stream, stream)
    stream.push(kept)
    log.push(kept)
  }
  return log.length
}

const perSecond = (n: number): string => `${Math.round(n).toLocaleString("en")} bookings/s`

export const bookingLines = async (): Promise<ReadonlyArray<Line>> => {
  const best = async (shop: Shop, aDate: number, concurrency: number, what: string): Promise<Line> => {
    const commands = commandsFor(shop, aDate)
    let found = await run(shop, commands, concurrency)
    for (let round = 1; round < 8; round++) {
      const again = await run(shop, commands, concurrency)
      if (again.perSecond > found.perSecond) found = again
    }
    return {
      what: `bookings in memory, ${what}, ${commands.length} over ${dates} dates`,
      figure: perSecond(found.perSecond),
      floor: `${perSecond(rate(commands.length, 5, () => byHand(found.recorded)))} copied and kept by hand`
    }
  }
  return [
    await best(busyShop, 60, 1, "the large site, one after the other"),
    await best(busyShop, 60, 64, "the same, 64 in flight"),
    await best(ordinaryShop, 12, 1, "4 advisors, 8 technicians, one after the other"),
    await best(ordinaryShop, 12, 64, "the same, 64 in flight")
  ]
}
