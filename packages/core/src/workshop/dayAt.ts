/** Rosters and days, remembered: one decision asks for the same ones many times, and so does the next. */
import type { Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type { Document } from "../sites/Document.ts"
import { type Day, dayOf } from "./Day.ts"
import type { State } from "./Daybook.ts"
import { type Roster, rosterOf } from "./Roster.ts"

/** Rosters kept of a document: two months and what is asked beside them. */
const keptDates = 92

/** A document never changes: another one is another object. */
const rosters = new WeakMap<Document, Map<LocalDate, Roster>>()

export const rosterFor = (document: Document, date: LocalDate): Roster => {
  const known = rosters.get(document)
  const found = known?.get(date)
  if (found !== undefined) return found
  const roster = rosterOf(document, date)
  if (known === undefined) rosters.set(document, new Map([[date, roster]]))
  else {
    known.set(date, roster)
    const oldest = known.keys().next().value
    if (known.size > keptDates && oldest !== undefined) known.delete(oldest)
  }
  return roster
}

/** The last day that was made of a roster: mostly the next one has the same entries, or one more. */
const lastDays = new WeakMap<Roster, { readonly book: State; readonly day: Day }>()

export const dayAt = (roster: Roster, book: State, now: Instant): Day => {
  const last = lastDays.get(roster)
  if (last?.book === book && last.day.now === now) return last.day
  const day = dayOf(roster, book, now, last?.day)
  lastDays.set(roster, { book, day })
  return day
}
