/** One call, line by line: what is said, with the facts of this customer and car, and what is asked next. */
import {
  type BookingRejection, Callback, CalledPerson, type CallFacts, CallbackRejection, type CallbackId, type CallScript, CallTalk, Care, Instant, type JobCode, LocalDate, LocalTime,
  type Request, scriptFor, type Site, type SiteId, Vehicle, Zone
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { appointmentOf, readPeople, vehicleOf } from "./Calls.ts"
import { folded, readSite, readStreams, type Unreadable } from "./read.ts"
import { slots } from "./Slots.ts"

export interface TalkQuestion {
  readonly id: CallbackId
  readonly site: SiteId
  readonly answers: Callback.Answers
  /** What the caller knows better, or nobody else knows. */
  readonly facts: CallFacts.Facts
  /** What would be booked: two times for it are offered. None, and no times are looked for. */
  readonly jobs: ReadonlyArray<JobCode>
  readonly now: Instant.Instant
}

export interface CallSheet {
  readonly document: Site.Document
  readonly call: Callback.Call
  readonly script: CallScript.Script
  readonly talk: CallTalk.Talk
  readonly facts: CallFacts.Facts
}

/** Times are offered on so many dates from tomorrow on. */
const offerDays = 14

const offered = Effect.fnUntraced(function*(site: SiteId, { calendar: { zone } }: Site.Document, { jobs, now }: TalkQuestion) {
  if (jobs.length === 0) return {}
  const from = LocalDate.addDays(Zone.localOf(zone, Instant.toMillis(now)).date, 1)
  const { offers: [first, second] } = yield* slots({ site, from, days: offerDays, now, request: { jobs, transport: "drop" }, pick: "two-times" })
  const timeOf = (plan: NonNullable<typeof first>) => ({ date: plan.localDate, time: plan.localTime })
  return {
    ...(first === undefined ? {} : { "first-offer": timeOf(first), ...(first.advisor === null ? {} : { advisor: first.advisor }) }),
    ...(second === undefined ? {} : { "second-offer": timeOf(second) })
  }
})

/** What the log knows of what is spoken about. */
const known = Effect.fnUntraced(function*({ about, kind }: Callback.Call, document: Site.Document, { now }: TalkQuestion) {
  const { zone } = document.calendar
  const wall = (instant: Instant.Instant) => Zone.localOf(zone, Instant.toMillis(instant))
  const people = yield* readPeople([about.customer])
  const appointment = yield* appointmentOf(about)
  const visit = "visit" in appointment ? appointment.visit : undefined
  const file = yield* vehicleOf(about)
  const due = file === null || file.gone !== null ? undefined : Vehicle.standing(file, document, wall(now).date)?.due
  const customer = CalledPerson.personOf(people, CalledPerson.currentOf(people, about.customer)).name ?? visit?.contact.name
  const plate = file?.plates.plate ?? visit?.contact.plate
  const date = visit?.due.date ?? (kind === "sale" || kind === "first-service" ? file?.handedOver : file?.seen?.last)
  return {
    site: document.name,
    ...(customer === undefined ? {} : { customer }),
    ...(plate === undefined ? {} : { plate }),
    ...(date === undefined || date === null ? {} : { date }),
    ...(visit?.due.time === undefined || visit.due.time === null ? {} : { time: LocalTime.fromMinutes(wall(visit.due.time).minutes) }),
    ...(visit?.plan?.advisor === undefined || visit.plan.advisor === null ? {} : { advisor: visit.plan.advisor }),
    ...(due === undefined ? {} : { due: due.on, ...(due.km === null ? {} : { km: due.km }) }),
    ...(document.care?.hotline === undefined ? {} : { hotline: document.care.hotline })
  }
})

export const callTalk = (
  question: TalkQuestion
): Effect.Effect<CallSheet, Unreadable | BookingRejection.UnknownSite | CallbackRejection.UnknownCallback | CallbackRejection.CallbackOfOtherSite | Request.UnknownJob, EventStore> =>
  Effect.gen(function*() {
    const { id, site, answers } = question
    const document = yield* readSite(site)
    const [events = []] = yield* readStreams([Callback.stream(id)])
    const state = folded<Callback.State, Callback.Event>(events, Callback.tags, Callback.evolve, Callback.initial)
    if (state._tag === "None") return yield* new CallbackRejection.UnknownCallback({ id })
    const { call } = state
    if (call.site !== site) return yield* new CallbackRejection.CallbackOfOtherSite({ site: call.site })
    const script = scriptFor(Care.whole(document.care).scripts, call.kind)
    const facts = { ...yield* known(call, document, question), ...yield* offered(site, document, question), ...question.facts }
    return { document, call, script, talk: CallTalk.run(script, answers), facts }
  })
