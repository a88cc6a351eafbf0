/** New times to propose to customers whose bookings no longer fit, when the desk calls them. */
import type { Instant } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import { toMinutes } from "../calendar/LocalTime.ts"
import type { PartNo } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import { maxDaysOf, policyOn } from "../sites/Policy.ts"
import type { Candidate } from "../workshop/choose.ts"
import type { Plan } from "../workshop/Plan.ts"
import { dayFor, planBest, taken } from "./agree.ts"
import type { Visit } from "./Appointment.ts"
import * as Books from "./Books.ts"
import type { Desk } from "./desk.ts"
import { jobsAsked } from "./reserve.ts"
import { partsAsked } from "./shelf.ts"

/** On so many dates a new time is sought. */
const datesAhead = 7

const datesFrom = (date: LocalDate, count: number): ReadonlyArray<LocalDate> => Array.from({ length: count }, (_, i) => addDays(date, i))

/** What the books must hold for proposals from a date on. */
export const proposalNeeds = (
  document: Document,
  bookings: ReadonlyArray<Visit>,
  from: LocalDate
): { readonly dates: ReadonlyArray<LocalDate>; readonly parts: ReadonlyArray<PartNo> } => ({
  dates: datesFrom(from, datesAhead - 1 + maxDaysOf(policyOn(document.policies, from))),
  parts: [...new Set(bookings.flatMap(({ plan }) => plan === null ? [] : partsAsked(document, jobsAsked(plan))))]
})

/**
 * By appointment, on the first date on which there is a time the one nearest to the time of day that was agreed. Each is
 * found beside those before it, so that all can be offered; where there is none, the week is full.
 */
export const proposals = (books: Books.Books, bookings: ReadonlyArray<Visit>, from: LocalDate, at: Instant): ReadonlyMap<string, Plan> => {
  const found = new Map<string, Plan>()
  if (books.site._tag === "Unopened") return found
  const { document } = books.site
  let known = books
  for (const visit of bookings) {
    const { days, stock } = known
    const desk: Desk = { document, days, stock, appointment: { _tag: "Booked", visit }, id: visit.id, at }
    const plan = visit.plan === null ? undefined : firstOf(desk, visit.plan, from)
    if (plan === undefined) continue
    found.set(visit.id, plan)
    known = taken(desk, plan).reduce(Books.evolve, known)
  }
  return found
}

const firstOf = (desk: Desk, was: Plan, from: LocalDate): Plan | undefined => {
  const { transport, channel, advisor } = was
  const request = { jobs: jobsAsked(was), transport, ...(channel === undefined ? {} : { channel }), ...(advisor === null ? {} : { prefer: advisor }) }
  const agreed = toMinutes(was.localTime)
  for (const date of datesFrom(from, datesAhead)) {
    const plan = planBest(desk, dayFor(desk, date), request, (all) => nearest(all, agreed))
    if (plan !== undefined) return plan
  }
  return undefined
}

const nearest = (all: ReadonlyArray<Candidate>, minute: number): Candidate | undefined =>
  all.toSorted((a, b) => Math.abs(a.slot.minute - minute) - Math.abs(b.slot.minute - minute))[0]
