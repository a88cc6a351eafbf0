/** What has happened, told to a process. */
import { assert } from "@effect/vitest"
import { type Ask, begin, Domain, Instant, type Process, Site } from "@servicelane/core"
import { Result, Schema } from "effect"
import { corner } from "../appointments/corner.ts"

/** Thursday noon in summer time. */
export const thursday = "2026-09-17T10:00:00.000Z"
export const friday = "2026-09-18T10:00:00.000Z"

export const fact = (_tag: string, at: string, more: Record<string, unknown> = {}): Domain.Event =>
  Schema.decodeUnknownSync(Domain.Event)({ _tag, site: "corner", at, ...more })

const opened = (document: Site.Document): ReadonlyArray<Domain.Event> =>
  Result.getOrThrow(Site.aggregate.decide(Site.apply(document, Instant.Instant.make("2026-09-01T00:00:00.000Z")), Site.initial))

/** A process that knows the site, and all this of it. */
export const after = <State>(process: Process<State, Domain.Event, Ask.Ask>, ...events: ReadonlyArray<Domain.Event>) => {
  const running = begin(process)()
  for (const event of [...opened(corner), ...events]) running.take(event)
  return {
    /** What follows from this. */
    asks: (event: Domain.Event): ReadonlyArray<Ask.Ask> => running.react(event),
    /** What has fallen due by then. */
    due: (now: string): ReadonlyArray<Ask.Ask> => running.due(Instant.Instant.make(now)).map(({ command }) => command),
    keys: (now: string): ReadonlyArray<string> => running.due(Instant.Instant.make(now)).map(({ key }) => key)
  }
}

/** `callback Request`, `vehicle Review`. */
export const named = (asks: ReadonlyArray<Ask.Ask>): ReadonlyArray<string> => asks.map(({ aggregate, command }) => `${aggregate} ${command._tag}`)

const booking = {
  jobs: ["service"], transport: "wait", arriveAt: "2026-09-21T07:00:00.000Z", localDate: "2026-09-21", localTime: "09:00", zone: "Europe/Berlin", advisor: "anna", stages: [],
  promisedAt: "2026-09-21T09:00:00.000Z", provisional: false
}
export const due = { date: "2026-09-21", time: "2026-09-21T07:00:00.000Z", bookedAt: thursday, confirmedAt: null }

export const booked = (id: string, at: string, more: Record<string, unknown> = {}): Domain.Event =>
  fact("AppointmentBooked", at, { id, customer: "li", vehicle: "car-1", channel: "telephone", plan: booking, due, external: null, contact: { name: "Li", phone: "138 0013 8000" }, ...more })

export const about = { customer: "li", vehicle: "car-1", appointment: null, visit: null, complaint: null }

export const requested = (id: string, kind: string, more: Record<string, unknown> = {}): Domain.Event =>
  fact("CallbackRequested", thursday, { id, kind, about: { ...about, ...more }, window: { from: thursday, by: friday }, after: null })

export const concluded = (id: string, kind: string, outcome: Record<string, unknown>, more: Record<string, unknown> = {}): Domain.Event =>
  fact("CallbackConcluded", friday, { id, kind, customer: "li", about, due: friday, outcome, answers: {}, said: { text: null }, ...more })

export const moved = (to: string, more: Record<string, unknown> = {}): Domain.Event =>
  fact("LifecycleMoved", thursday, { id: "car-1", from: "active", to, date: "2026-09-17", seen: "2026-06-10", due: null, ...more })

export const handedOver = (date: string, at = thursday): Domain.Event =>
  fact("VehicleHandedOver", at, { id: "car-1", date, roles: { owner: "li" }, consultant: null, referrer: null })

/** What is asked for says at least this. */
export const says = (asked: Ask.Ask | undefined, expected: Readonly<Record<string, unknown>>): void =>
  assert.deepInclude({ ...asked?.command } as Readonly<Record<string, unknown>>, expected)
