/** Who is to be called today, in which order, and whom it is better to leave alone for now. */
import { addMinutes, fromMillis, type Instant, toMillis } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import { toMinutes } from "../calendar/LocalTime.ts"
import { dayStart, localOf } from "../calendar/Zone.ts"
import type { Projection } from "../Projection.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Callback from "./Callback.ts"
import { guardedUntil } from "./collision.ts"
import { purposeOf, urgencyOf } from "./Kind.ts"
import * as Person from "./Person.ts"

/** By call, what has happened to it; of a stretch of history without its beginning, what is to be added to it. */
type Open = Map<string, ReadonlyArray<Callback.Event>>

const closing: ReadonlySet<string> = new Set<Callback.Event["_tag"]>(["CallbackConcluded", "CallbackGivenUp", "CallbackWithdrawn"])

const added = (open: Open, event: Callback.Event): Open => {
  const facts = [...open.get(event.id) ?? [], event]
  if (closing.has(event._tag) && facts[0]?._tag === "CallbackRequested") open.delete(event.id)
  else open.set(event.id, facts)
  return open
}

/** The calls that are still to be made. */
export const openCalls: Projection<Open, Callback.Event> = {
  name: "open-calls",
  version: 1,
  initial: () => new Map(),
  evolve: added,
  merge: (a, b) => [...b.values()].flat().reduce(added, a)
}

export const callsOf = (open: Open): ReadonlyArray<Callback.Call> => [...open.values()].flatMap((facts) => {
  const state = facts.reduce(Callback.evolve, Callback.initial)
  return state._tag === "Open" || state._tag === "Reached" ? [state.call] : []
})

export interface Line {
  readonly call: Callback.Call
  readonly overdue: boolean
  /** The next attempt is not made before. */
  readonly from: Instant
  /** Colleagues have just spoken with them: call from then on, or say why it cannot wait (S3-08). */
  readonly guardedUntil: Instant | null
  /** The customer does not want to be called for this. */
  readonly unwanted: boolean
  /** When they like to be called, and whether that is now. */
  readonly preferred: (NonNullable<Person.Person["preferred"]> & { readonly now: boolean }) | null
  readonly name: string | null
  readonly phones: ReadonlyArray<string>
}

const inOrder = (a: Line, b: Line): number => {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1
  const byUrgency = urgencyOf(a.call.kind) - urgencyOf(b.call.kind)
  if (byUrgency !== 0) return byUrgency
  if (a.call.window.by !== b.call.window.by) return a.call.window.by < b.call.window.by ? -1 : 1
  return a.call.id < b.call.id ? -1 : 1
}

/**
 * The calls of a date: those that are overdue first, then by their urgency, then by when they are due. As it stands at `now`, or
 * as a date to come will begin.
 */
export const callList = (calls: ReadonlyArray<Callback.Call>, people: Person.People, document: Document, date: LocalDate, now: Instant): ReadonlyArray<Line> => {
  const { zone } = document.calendar
  const { calls: policy } = whole(document.care)
  const begins = fromMillis(dayStart(zone, date))
  const moment = now < begins ? begins : now
  const over = fromMillis(dayStart(zone, addDays(date, 1)))
  const { minutes } = localOf(zone, toMillis(moment))
  return calls.filter(({ window }) => window.from < over).map((call): Line => {
    const { name, phones, preferred, unwanted, spoken } = Person.personOf(people, Person.currentOf(people, call.about.customer))
    const last = call.attempts.at(-1)
    const next = last === undefined || last.met === "right-person" ? call.window.from : addMinutes(last.at, policy.retryMin)
    return {
      call, name, phones,
      overdue: call.window.by <= moment,
      from: next < call.window.from ? call.window.from : next,
      guardedUntil: guardedUntil(call, spoken, policy, moment),
      unwanted: unwanted.includes(purposeOf(call.kind)),
      preferred: preferred && { ...preferred, now: minutes >= toMinutes(preferred.from) && minutes < toMinutes(preferred.to) }
    }
  }).sort(inOrder)
}
