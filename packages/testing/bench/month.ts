/** A month for everybody who waits, beside bits that were made beforehand. */
import { AppointmentId, CustomerId, Instant, type LocalDate, type Request, Waitlist, WaitingList } from "@servicelane/core"
import { Result } from "effect"
import { bare, prepared } from "./floor.ts"
import { daysOf, type Line } from "./search.ts"
import { booked, busyShop, dateOf, drop, now, stepsOf, wait } from "./shop.ts"
import { rate } from "./timing.ts"

const requests = [wait("service"), drop("service"), wait("brakes"), wait("overhaul")]

/** A third would come at any time, a third within some days, a third in the mornings or afternoons of a fortnight. */
const windowsOf = (i: number): Request.Request["windows"] & {} => {
  const at = (day: number, hours: number): Instant.Instant => Instant.Instant.make(`${dateOf(day)}T${String(hours).padStart(2, "0")}:00:00.000Z`)
  if (i % 3 === 0) return [{ from: at(0, 0), to: at(31, 0) }]
  if (i % 3 === 1) return [{ from: at(i % 20, 0), to: at(i % 20 + 10, 12) }]
  const from = i % 2 === 0 ? 0 : 5
  return Array.from({ length: 14 }, (_, day) => ({ from: at(i % 16 + day, from), to: at(i % 16 + day, from + 4) }))
}

const waiting = Array.from({ length: 500 }, (_, i) => ({
  id: AppointmentId.make(`waits-${i}`), request: { ...requests[i % 4] ?? wait("service"), windows: windowsOf(i) }
}))

const list = waiting.reduce((state, { id, request: { jobs, transport, windows } }) => WaitingList.evolve(state, {
  _tag: "WaitingListJoined", site: busyShop.document.site, at: now, id, customer: CustomerId.make("c"), jobs, transport, windows, priority: "booked", contact: {}
}), WaitingList.initial)

/** For every date of the month, everybody for whom there is a place, each with the best plan of that date. */
export const monthLines = (): ReadonlyArray<Line> => {
  const { document } = busyShop
  const books = booked(busyShop, 4_400)
  const days = Object.fromEntries(books.map((book, i) => [dateOf(i), book]))
  const state: Waitlist.State = { ...Waitlist.aggregate.initial, site: { _tag: "Open", document }, days, list }
  const announced = (date: LocalDate.LocalDate): number => {
    const answer = Waitlist.aggregate.decide({ _tag: "AnnouncePlace", site: document.site, at: now, date }, state)
    return Result.getOrThrow(answer).reduce((sum, event) => sum + (event._tag === "PlaceAnnounced" ? event.to.length : 0), 0)
  }
  const month = (): number => books.reduce((sum, _, i) => sum + announced(dateOf(i)), 0)
  const places = month()
  const ready = daysOf(busyShop, books)
  const bits = new Map(requests.map((request) => [request, ready.map((day) => prepared(day, stepsOf(busyShop, request)))]))
  const asked = waiting.map(({ request: { windows } }, i) => ({
    days: bits.get(requests[i % 4] ?? wait("service")) ?? [],
    windows: ready.map(({ roster: { start } }) => windows.map(({ from, to }) => [(Instant.toMillis(from) - start) / 60_000, (Instant.toMillis(to) - start) / 60_000] as const))
  }))
  const floor = (): number => {
    let found = 0
    for (const one of asked) {
      for (const [i, day] of one.days.entries()) for (const [from, to] of one.windows[i] ?? []) if (to > 0 && from < 1_440) found += bare([day], from, to)
    }
    return found
  }
  const millis = (work: () => number): string => `${(1_000 / rate(1, 5, work)).toFixed(0)} ms`
  return [{
    what: `a month's places for a waiting list of ${waiting.length}, ${books.reduce((sum, { entries }) => sum + Object.keys(entries).length, 0)} bookings: ${places} plans`,
    figure: millis(month), floor: `${millis(floor)} (bits made beforehand)`
  }]
}
