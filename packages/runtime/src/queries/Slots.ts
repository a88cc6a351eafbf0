/** "When can I come?", asked of the log. */
import {
  type BookingRejection, Day, Daybook, type Instant, LocalDate, Request, Roster, Site, type SiteId, Slots, Stock, Supply
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { documentOf, folded, readSite, readStreams, type Unreadable } from "./read.ts"

export interface SlotQuestion {
  readonly site: SiteId
  /** The first local date, and how many dates are looked at: at most `maxDays`. */
  readonly from: LocalDate.LocalDate
  readonly days: number
  readonly request: Request.Request
  /** All slots when left out. */
  readonly pick?: Slots.Pick
  /** The moment at which the customer asks. */
  readonly now: Instant.Instant
}

export const maxDays = 62

/** Where there is no slot on the dates asked for, or work goes on over night, so many later ones are looked at. */
const laterDays = 14

const daysOf = Effect.fnUntraced(function*({ site, now }: SlotQuestion, from: LocalDate.LocalDate, count: number) {
  const dates = Array.from({ length: Math.min(count, maxDays) }, (_, i) => LocalDate.addDays(from, i))
  const [events = [], ...books] = yield* readStreams([Site.stream(site), ...dates.map((date) => Daybook.stream(site, date))])
  const document = yield* documentOf(site, events)
  return dates.map((date, i) => {
    const book = folded<Daybook.State, Daybook.Event>(books[i] ?? [], Daybook.tags, Daybook.evolve, Daybook.initial)
    return Day.dayOf(Roster.rosterOf(document, date), book, now)
  })
})

/** When the parts of some of the jobs asked for are here. */
const suppliesOf = Effect.fnUntraced(function*({ site, now, request }: SlotQuestion) {
  const document = yield* readSite(site)
  const jobs = new Map(document.jobs.map((job) => [job.code, job]))
  const parts = Supply.partsOf(jobs, Request.bookable(jobs, request).jobs).map(({ part }) => part)
  const streams = yield* readStreams(parts.map((part) => Stock.stream(site, part)))
  const shelf = Object.fromEntries(parts.map((part, i) => [part, folded<Stock.State, Stock.Event>(streams[i] ?? [], Stock.tags, Stock.evolve, Stock.initial)]))
  return (codes: Request.Request["jobs"]) => Supply.supplyOf(document, shelf, Supply.partsOf(jobs, codes), now)
})

/** Offers, or why there are none; later dates are read only when they matter. */
export const slots = (
  question: SlotQuestion
): Effect.Effect<Slots.Slots, Unreadable | BookingRejection.UnknownSite | Request.UnknownJob, EventStore> =>
  Effect.gen(function*() {
    const days = yield* daysOf(question, question.from, question.days)
    const supplyFor = yield* suppliesOf(question)
    let needsLater = false
    const answer = yield* Effect.fromResult(Slots.slots(days, () => {
      needsLater = true
      return []
    }, question.request, question.pick, supplyFor))
    if (!needsLater) return answer
    const later = yield* daysOf(question, LocalDate.addDays(question.from, question.days), laterDays)
    return yield* Effect.fromResult(Slots.slots(days, () => later, question.request, question.pick, supplyFor))
  })
