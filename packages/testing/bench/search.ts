/** Slot search beside the least that any search must do. */
import { Day, type Daybook, type Request, Search, Supply } from "@servicelane/core"
import { bare, bareBuild, prepared } from "./floor.ts"
import { booked, busyShop, drop, largeShop, now, shelf, type Shop, stepsOf, wait } from "./shop.ts"
import { times, type Times } from "./timing.ts"

/** A line of the table: what was measured, and the two figures. */
export interface Line {
  readonly what: string
  readonly figure: string
  readonly floor: string
}

const micros = ({ median, p95 }: Times): string => `${median.toFixed(0)} µs, p95 ${p95.toFixed(0)} µs`

export const daysOf = ({ rosters }: Shop, books: ReadonlyArray<Daybook.State>): ReadonlyArray<Day.Day> =>
  books.flatMap((book, i) => {
    const roster = rosters[i]
    return roster === undefined ? [] : [Day.dayOf(roster, book, now)]
  })

/** When the parts are here: asked anew with each search. */
const supplyFor = ({ document, rosters }: Shop, { jobs }: Request.Request): Supply.Supply =>
  Supply.supplyOf(document, shelf, Supply.partsOf(rosters[0]?.jobs ?? new Map(), jobs), now)

export const searchLines = (): ReadonlyArray<Line> => {
  const inTwoWeeks = (shop: Shop) => {
    const first = { ...shop, rosters: shop.rosters.slice(0, 14) }
    const books = booked(first, 2_000)
    const days = daysOf(first, books)
    const cars = books.reduce((sum, { entries }) => sum + Object.keys(entries).length, 0)
    const ask = (what: string, request: Request.Request): Line => {
      const steps = stepsOf(shop, request)
      const bits = days.map((day) => prepared(day, steps))
      const offers = Search.search(days, request, steps, [], supplyFor(shop, request)).slots.length
      return {
        what: `${what}: ${offers} offers`,
        figure: micros(times(2_000, () => Search.search(days, request, steps, [], supplyFor(shop, request)))),
        floor: `${times(4_000, () => bare(bits)).median.toFixed(1)} µs (bits made beforehand)`
      }
    }
    const askFirst = (what: string, request: Request.Request): Line => {
      const steps = stepsOf(shop, request)
      const bits = days.map((day) => prepared(day, steps))
      // What is left of the hours is known with the bookings; where work can begin beside them, and whose turn it is, is not.
      const unasked = Array.from({ length: 600 }, () => days.map((day) =>
        ({ ...day, technicians: [...day.technicians], bays: [...day.bays], load: [...day.load] })))
      let next = 0
      return {
        what,
        figure: micros(times(400, () => Search.search(unasked[next++ % unasked.length] ?? [], request, steps, [], supplyFor(shop, request)))),
        floor: `${times(4_000, () => bare(bits)).median.toFixed(1)} µs (bits made beforehand)`
      }
    }
    return { ask, askFirst, cars, books, fresh: () => daysOf(first, books) }
  }
  const large = inTwoWeeks(largeShop)
  const busy = inTwoWeeks(busyShop)
  const steps = stepsOf(largeShop, wait("service"))
  return [
    large.ask(`search, 14 days × 20 advisors × 30 technicians × 30 bays × ${large.cars} bookings, wait, one stage`, wait("service")),
    large.ask("the same, two stages with a bounded gap", wait("brakes")),
    large.ask("the same, drop-off by the day's hours", drop("service")),
    busy.ask(`the same with quotas, three parts and ${busy.cars} bookings, wait, five stages`, wait("overhaul")),
    busy.ask("the same, drop-off, five stages", drop("overhaul")),
    busy.askFirst("wait, five stages, days that nobody has searched before", wait("overhaul")),
    {
      what: "wait, one stage, days made from the daybooks first",
      figure: micros(times(1_000, () => Search.search(large.fresh(), wait("service"), steps))),
      floor: `${times(500, bareBuild(large.fresh(), large.books, 50)).median.toFixed(0)} µs (a byte a minute, bookings given as numbers)`
    }
  ]
}
