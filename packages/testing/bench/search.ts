/** Slot search beside the least that any search must do. */
import { Day, Daybook, Search } from "@servicelane/core"
import { booked, drop, now, rosters, stepsOf, wait } from "./shop.ts"
import { times, type Times } from "./timing.ts"

/** A line of the table: what was measured, and the two figures. */
export interface Line {
  readonly what: string
  readonly figure: string
  readonly floor: string
}

const micros = ({ median, p95 }: Times): string => `${median.toFixed(0)} µs, p95 ${p95.toFixed(0)} µs`

/**
 * The floor: one bit a minute, the free starts of all technicians and bays already united, one job of one stage. It asks
 * each arrival minute of 14 days whether some start follows. No promise, no reason, no advisor, no day's hours.
 */
const bare = (days: ReadonlyArray<Day.Day>, minutes: number): () => number => {
  const prepared = days.map(({ roster, technicians, bays }) => {
    const starts = (all: ReadonlyArray<{ readonly free: ReadonlyArray<{ readonly from: number; readonly to: number }> }>): Uint32Array => {
      const bits = new Uint32Array(46)
      for (const { free } of all) for (const { from, to } of free) for (let m = from; m <= to - minutes; m++) bits[m >> 5] = (bits[m >> 5] ?? 0) | (1 << (m & 31))
      return bits
    }
    return { ticks: roster.arrivals.map(({ minute }) => minute), technicians: starts(technicians), bays: starts(bays.filter(({ of }) => of.type === "lift")) }
  })
  return () => {
    let found = 0
    for (const { ticks, technicians, bays } of prepared) {
      for (const tick of ticks) {
        for (let word = (tick + 15) >> 5; word < 46; word++) {
          if (((technicians[word] ?? 0) & (bays[word] ?? 0)) !== 0) {
            found++
            break
          }
        }
      }
    }
    return found
  }
}

/** The floor of making the bits: bookings given as numbers, a bit taken away for each busy minute, starts united by shifting. */
const bareBuild = (days: ReadonlyArray<Day.Day>, books: ReturnType<typeof booked>, minutes: number): () => number => {
  const given = days.map(({ roster }, i) => {
    const place = new Map<string, number>([...roster.technicians, ...roster.bays].map(({ id }, at) => [id, at]))
    const busy = Object.values(books[i]?.entries ?? {}).flatMap(({ use }) => use.stages.flatMap((stage) =>
      [stage.technician, stage.bay].flatMap((id) => id === undefined ? [] : [[place.get(id) ?? 0, Day.minuteOf(roster, stage.start), Day.minuteOf(roster, stage.end)] as const])))
    return { hours: [...roster.technicians, ...roster.bays].map(({ hours }) => hours), busy, ticks: roster.arrivals.map(({ minute }) => minute) }
  })
  return () => {
    let found = 0
    for (const { hours, busy, ticks } of given) {
      const free = hours.map((list) => {
        const bits = new Uint8Array(1_440)
        for (const { from, to } of list) bits.fill(1, from, to)
        return bits
      })
      for (const [at, from, to] of busy) free[at]?.fill(0, from, to)
      const starts = new Uint8Array(1_440)
      for (const bits of free) {
        let run = 0
        for (let m = 1_439; m >= 0; m--) {
          run = bits[m] === 1 ? run + 1 : 0
          if (run >= minutes) starts[m] = 1
        }
      }
      for (const tick of ticks) if (starts.indexOf(1, tick + 15) >= 0) found++
    }
    return found
  }
}

export const searchLines = (): ReadonlyArray<Line> => {
  const books = booked(2_000)
  const cars = books.reduce((sum, { entries }) => sum + Object.keys(entries).length, 0)
  const daysOf = (): ReadonlyArray<Day.Day> => rosters.map((roster, i) => Day.dayOf(roster, books[i] ?? Daybook.initial, now))
  const days = daysOf()
  const floor = `${times(2_000, bare(days, 50)).median.toFixed(1)} µs (bits made beforehand)`
  const built = `${times(500, bareBuild(days, books, 50)).median.toFixed(0)} µs (a byte a minute, bookings given as numbers)`
  const ask = (request: ReturnType<typeof wait>, given?: ReadonlyArray<Day.Day>): { readonly times: Times; readonly offers: number } => {
    const steps = stepsOf(request)
    return { times: times(1_000, () => Search.search(given ?? daysOf(), request, steps)), offers: Search.search(days, request, steps).slots.length }
  }
  const line = (what: string, { times: taken, offers }: ReturnType<typeof ask>, beside: string): Line => ({ what: `${what}: ${offers} offers`, figure: micros(taken), floor: beside })
  return [
    line(`search, 14 days × 20 advisors × 30 technicians × 30 bays × ${cars} bookings, wait, one stage`, ask(wait("service"), days), floor),
    line("the same, two stages with a bounded gap", ask(wait("brakes"), days), floor),
    line("the same, drop-off by the day's hours", ask(drop("service"), days), floor),
    line("wait, one stage, days made from the daybooks first", ask(wait("service")), built)
  ]
}
