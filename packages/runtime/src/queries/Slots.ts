/** "When can I come?", asked of the log. */
import {
  type BookingRejection, Day, Daybook, type Instant, LocalDate, type Request, Roster, Site, type SiteId, Slots
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { documentOf, folded, readStreams, type Unreadable } from "./read.ts"

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

/** Offers, or why there are none; later dates are read only when they matter. */
export const slots = (
  question: SlotQuestion
): Effect.Effect<Slots.Slots, Unreadable | BookingRejection.UnknownSite | Request.UnknownJob, EventStore> =>
  Effect.gen(function*() {
    const days = yield* daysOf(question, question.from, question.days)
    let needsLater = false
    const answer = yield* Effect.fromResult(Slots.slots(days, () => {
      needsLater = true
      return []
    }, question.request, question.pick))
    if (!needsLater) return answer
    const later = yield* daysOf(question, LocalDate.addDays(question.from, question.days), laterDays)
    return yield* Effect.fromResult(Slots.slots(days, () => later, question.request, question.pick))
  })
