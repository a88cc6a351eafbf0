/** "When can I come?", asked of the log. */
import {
  type BookingRejection, Day, Daybook, type Instant, LocalDate, Request, Roster, Site, type SiteId, Slots, Stock, Supply
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { documentOf, folded, readStreams, type Unreadable } from "./read.ts"

export interface SlotQuestion {
  readonly site: SiteId
  /** The first local date of the site, and how many dates are looked at: at most `maxDays`. */
  readonly from: LocalDate.LocalDate
  readonly days: number
  readonly request: Request.Request
  /** All slots when left out. */
  readonly pick?: Slots.Pick
  /** The moment at which the customer asks. */
  readonly now: Instant.Instant
}

/** The same of several sites at once. */
export interface GroupSlotQuestion extends Omit<SlotQuestion, "site"> {
  readonly sites: ReadonlyArray<SiteId>
}

export const maxDays = 62

/** Where there is no slot on the dates asked for, or work goes on over night, so many later ones are looked at. */
const laterDays = 14

const lookUp = Effect.fnUntraced(function*(site: SiteId, { now }: GroupSlotQuestion, from: LocalDate.LocalDate, count: number) {
  const dates = Array.from({ length: Math.min(count, maxDays) }, (_, i) => LocalDate.addDays(from, i))
  const [events = [], ...books] = yield* readStreams([Site.stream(site), ...dates.map((date) => Daybook.stream(site, date))])
  const document = yield* documentOf(site, events)
  const days = dates.map((date, i) => {
    const book = folded<Daybook.State, Daybook.Event>(books[i] ?? [], Daybook.tags, Daybook.evolve, Daybook.initial)
    return Day.dayOf(Roster.rosterOf(document, date), book, now)
  })
  return { document, days }
})

/** When the parts of some of the jobs asked for are here. */
const suppliesOf = Effect.fnUntraced(function*(document: Site.Document, { now, request }: GroupSlotQuestion) {
  const jobs = new Map(document.jobs.map((job) => [job.code, job]))
  const parts = Supply.partsOf(jobs, Request.bookable(jobs, request).jobs).map(({ part }) => part)
  const streams = yield* readStreams(parts.map((part) => Stock.stream(document.site, part)))
  const shelf = Object.fromEntries(parts.map((part, i) => [part, folded<Stock.State, Stock.Event>(streams[i] ?? [], Stock.tags, Stock.evolve, Stock.initial)]))
  return (codes: Request.Request["jobs"]) => Supply.supplyOf(document, shelf, Supply.partsOf(jobs, codes), now)
})

/** Offers, or why there are none. */
export const slots = (
  { site, ...question }: SlotQuestion
): Effect.Effect<Slots.Slots, Unreadable | BookingRejection.UnknownSite | Request.UnknownJob, EventStore> =>
  Effect.map(slotsOfGroup({ ...question, sites: [site] }), ({ offers, none }) => ({ offers: offers.map(({ plan }) => plan), none: none?.[0]?.none ?? null }))

/** Offers of all sites together, or why there are none; later dates are read only when they matter. */
export const slotsOfGroup = (
  question: GroupSlotQuestion
): Effect.Effect<Slots.GroupSlots, Unreadable | BookingRejection.UnknownSite | Request.UnknownJob, EventStore> =>
  Effect.gen(function*() {
    const { sites, from, request, pick } = question
    const needLater = new Set<SiteId>()
    const sides = yield* Effect.forEach([...new Set(sites)], Effect.fnUntraced(function*(site) {
      const { document, days } = yield* lookUp(site, question, from, question.days)
      return {
        site,
        days,
        later: (): ReadonlyArray<Day.Day> => {
          needLater.add(site)
          return []
        },
        supplyFor: yield* suppliesOf(document, question)
      }
    }))
    const answer = yield* Effect.fromResult(Slots.slotsOfGroup(sides, request, pick))
    if (needLater.size === 0) return answer
    const again = yield* Effect.forEach(sides, Effect.fnUntraced(function*(side) {
      if (!needLater.has(side.site)) return side
      const { days } = yield* lookUp(side.site, question, LocalDate.addDays(from, question.days), laterDays)
      return { ...side, later: () => days }
    }))
    return yield* Effect.fromResult(Slots.slotsOfGroup(again, request, pick))
  })
