/** Some months at a dealership that sells, books, serves, calls and makes good, through the real command path. */
import { begin, Calendar, Instant, LocalDate, Message, processes, type Site, StaffId } from "@servicelane/core"
import { CommandHandler, Reactor } from "@servicelane/runtime"
import { Effect } from "effect"
import { Agenda } from "./Agenda.ts"
import { calls } from "./calls.ts"
import { redressed } from "./complaints.ts"
import { comesBy, rings } from "./desk.ts"
import { dice } from "./dice.ts"
import { served } from "./floor.ts"
import { ordered } from "./parts.ts"
import { known, sells } from "./showroom.ts"
import { nobody, watching } from "./watch.ts"
import { minute, on, orElse, wall, type World } from "./World.ts"

export interface Months {
  readonly document: Site.Document
  readonly first: LocalDate.LocalDate
  /** What happens after this moment has not happened yet. */
  readonly until: Instant.Instant
  readonly seed: number
  /** Cars the house has sold before. */
  readonly cars: number
}

export interface Simulated {
  /** What people said, and what processes asked for. */
  readonly commands: number
  readonly asked: number
}

/** How often the house looks at what follows and what has fallen due. */
const tickMin = 10

const opens = 8 * 60 + 40

/** What a day at an open house brings. */
const planned = (world: World, date: LocalDate.LocalDate, number: () => number): void => {
  const { chance } = world
  const morning = wall(world, date, opens)
  const within = (minutes: number): number => morning + chance.below(minutes) * minute
  const isWeekend = ["sat", "sun"].includes(LocalDate.weekdayOf(date))
  for (let n = (isWeekend ? 10 : 6) + chance.below(4); n > 0; n--) rings(world, within(8 * 60), number())
  for (let n = chance.below(3); n > 0; n--) comesBy(world, within(5 * 60), number())
  for (let n = chance.below(isWeekend ? 3 : 2); n > 0; n--) sells(world, within(7 * 60))
  if (LocalDate.weekdayOf(date) === "mon") ordered(world, date)
  for (const [from, to] of [[10 * 60, 12 * 60], [14 * 60 + 30, 17 * 60 + 30]] as const) for (let at = from; at < to; at += 6) calls(world, wall(world, date, at))
}

/** What people see since they last looked, and do something about. */
const noticed = (world: World, at: number): void => {
  const { agenda, chance, drivers, send, watch } = world
  for (const visit of watch.atTheDoor.splice(0)) served(world, visit, drivers.find(({ customer }) => customer === visit.customer), at)
  for (const complaint of watch.heard.splice(0)) redressed(world, complaint)
  for (const { id } of watch.toSend.splice(0)) {
    if (!chance.chance(0.9)) continue
    const sent = at + chance.below(60) * minute
    agenda.later(sent, orElse(send(Message.aggregate, { _tag: "MarkSent", ...on(world, id, sent), by: StaffId.make("clerk-lu") }), Effect.void))
  }
}

export const simulate = ({ document, first, until, seed, cars }: Months, progress: (share: number) => void) =>
  Effect.gen(function*() {
    const handler = yield* CommandHandler.CommandHandler
    const watch = nobody()
    let commands = 0
    const end = Instant.toMillis(until)
    const world: World = {
      document, site: document.site, zone: document.calendar.zone, tag: String(seed), chance: dice(seed), agenda: new Agenda(end), watch, drivers: [],
      send: (aggregate, command) => handler.handle(aggregate, { commandId: `simulated/${seed}/${++commands}`, actor: "simulation", command })
    }
    const { agenda } = world
    const start = wall(world, first, 0)
    yield* known(world, cars, start)
    yield* Reactor.beginHere
    const reactor = yield* Reactor.make([...processes, begin(watching(watch))])
    let asked = 0
    const tick = (at: number) => Effect.map(reactor.tick(Instant.fromMillis(at)), (answered) => {
      asked += answered.asked
      noticed(world, at)
      progress((at - start) / (end - start))
    })
    let n = 0
    for (let date = first; wall(world, date, 0) <= end; date = LocalDate.addDays(date, 1)) {
      if (Calendar.opening(document.calendar, date).length > 0) planned(world, date, () => ++n)
      for (let at = wall(world, date, opens - 10); at < wall(world, date, 18 * 60 + 30); at += tickMin * minute) agenda.later(at, tick(at))
      const tomorrow = wall(world, LocalDate.addDays(date, 1), 0)
      for (let next = agenda.next(tomorrow); next !== undefined; next = agenda.next(tomorrow)) yield* next.run
    }
    yield* tick(end)
    return { commands, asked } satisfies Simulated
  })
