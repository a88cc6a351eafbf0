/** How a wish becomes a plan, and a plan becomes capacity facts. */
import { Result } from "effect"
import { addMinutes, fromMillis, type Instant, toMillis } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import { localOf, requested, type Zone } from "../calendar/Zone.ts"
import type { AdvisorId, AppointmentId } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import { maxDaysOf, policyOn } from "../sites/Policy.ts"
import * as Daybook from "../workshop/Daybook.ts"
import { choose } from "../workshop/choose.ts"
import { type Day, dayOf } from "../workshop/Day.ts"
import { fits } from "../workshop/fits.ts"
import { datesOf, type Plan, useOf } from "../workshop/Plan.ts"
import { planOf } from "../workshop/planOf.ts"
import type { Reason, ReasonCode } from "../workshop/Reason.ts"
import { type Request, stepsOf } from "../workshop/Request.ts"
import { type Roster, rosterOf } from "../workshop/Roster.ts"
import { isTooSoon, search, staysOvernight } from "../workshop/Search.ts"
import type { Event, State } from "./Appointment.ts"
import type * as WaitingList from "./WaitingList.ts"
import type { Arrival, Ask, Command } from "./Command.ts"
import {
  NoticeTooShort,
  type Rejection,
  SlotNotOffered,
  SlotTaken,
  type UnknownJob
} from "./Rejection.ts"

/** What a decision at the desk rests on. */
export interface Desk {
  readonly document: Document
  readonly days: Readonly<Record<string, Daybook.State>>
  readonly appointment: State
  readonly id: AppointmentId
  readonly at: Instant
}

export type Answer = Result.Result<ReadonlyArray<Event | Daybook.Event | WaitingList.Event>, Rejection>

/** What every fact about the appointment begins with. */
export const on = ({ id, at, document: { site } }: Desk) => ({ id, site, at })

/** Said already: nothing new comes of it. */
export const nothing: Answer = Result.succeed([])

/** The instant that is meant, or what must be asked back. */
export const instantOf = (zone: Zone, arrival: Arrival): Result.Result<Instant, Rejection> =>
  typeof arrival === "string" ? Result.succeed(arrival) : requested(zone, arrival.date, arrival.time, arrival.offset)

const localDate = (zone: Zone, instant: Instant): LocalDate => localOf(zone, toMillis(instant)).date

/** The date in whose daybook a command asks for room, or writes. */
export const arrivalDate = (command: Command, zone: Zone): LocalDate | undefined => {
  if (command._tag === "Import") return isPast(zone, command) ? undefined : command.date
  if (command._tag === "CarryOver") return command.date
  if (!("arriveAt" in command)) return undefined
  return typeof command.arriveAt === "string" ? localDate(zone, command.arriveAt) : command.arriveAt.date
}

/** A row of another system whose day, or time, is over: a fact that takes no capacity. */
export const isPast = (zone: Zone, { at, date, time }: Ask<"Import">): boolean =>
  time === null ? localDate(zone, at) > date : at >= time

/** The day as it would be without the asker: nobody stands in his own way. */
export const dayFor = ({ document, days, id, at }: Desk, date: LocalDate): Day => {
  const roster = rosterFor(document, date)
  const book = Daybook.without(days[date] ?? Daybook.initial, id)
  const known = lastDays.get(book)
  if (known?.roster === roster && known.now === at) return known
  const day = dayOf(roster, book, at)
  lastDays.set(book, day)
  return day
}

/** One decision asks for the same day many times. It is the last of its daybook, kept while that is. */
const lastDays = new WeakMap<Daybook.State, Day>()

/** Rosters kept of a document: two months and what is asked beside them. */
const keptDates = 92

/** A document never changes: another one is another object. */
const rosters = new WeakMap<Document, Map<LocalDate, Roster>>()

const rosterFor = (document: Document, date: LocalDate): Roster => {
  const known = rosters.get(document) ?? new Map<LocalDate, Roster>()
  rosters.set(document, known)
  const roster = known.get(date) ?? rosterOf(document, date)
  known.set(date, roster)
  const oldest = known.keys().next().value
  if (known.size > keptDates && oldest !== undefined) known.delete(oldest)
  return roster
}

interface Wish {
  readonly jobs: Request["jobs"]
  readonly transport: Request["transport"]
  readonly arriveAt: Arrival
  readonly channel?: Request["channel"]
  readonly advisor?: AdvisorId
}

/** The plan for a wish, or why there is none. */
export const planFor = (desk: Desk, wish: Wish): Result.Result<Plan, Rejection> => {
  const { zone } = desk.document.calendar
  return Result.gen(function*() {
    const arriveAt = yield* instantOf(zone, wish.arriveAt)
    const date = localDate(zone, arriveAt)
    const day = dayFor(desk, date)
    if (isTooSoon(day, arriveAt)) {
      return yield* Result.fail(new NoticeTooShort({ arriveAt, earliest: addMinutes(desk.at, day.roster.policy.minNoticeMin) }))
    }
    return yield* planOn(desk, day, wish, arriveAt)
  })
}

/** The dates after the arrival on which work that begins then may go on. */
export const laterDates = (document: Document, wish: Pick<Request, "jobs" | "transport">, date: LocalDate): ReadonlyArray<LocalDate> => {
  const steps = stepsOf(rosterFor(document, date).jobs, wish)
  if (Result.isFailure(steps) || !staysOvernight(wish, steps.success)) return []
  return Array.from({ length: maxDaysOf(policyOn(document.policies, date)) - 1 }, (_, i) => addDays(date, i + 1))
}

/** What stands against the plan on any of its dates. */
export const against = (desk: Desk, plan: Plan): ReadonlyArray<Reason> =>
  datesOf(plan).flatMap((date) => fits(dayFor(desk, date), useOf(plan, date)))

/** Reasons that pass when somebody else gives capacity back. */
const passing: ReadonlySet<ReasonCode> = new Set([
  "advisor_busy", "advisor_full", "quota_full", "hours_full", "loaners_out", "reserved_for_walk_ins", "bays_full", "technician_busy", "bay_busy"
])

const refusal = (arriveAt: Instant, reasons: ReadonlyArray<Reason>): SlotTaken | SlotNotOffered =>
  reasons.some(({ code }) => passing.has(code)) ? new SlotTaken({ arriveAt, reasons }) : new SlotNotOffered({ arriveAt, reasons })

/** The plan for exactly this arrival on this day; without an arrival, for the first of the day that fits. */
export const planOn = (
  desk: Desk,
  day: Day,
  wish: Omit<Wish, "arriveAt">,
  arriveAt: Instant | null
): Result.Result<Plan, UnknownJob | SlotTaken | SlotNotOffered> =>
  Result.gen(function*() {
    const steps = yield* stepsOf(day.roster.jobs, wish)
    const request: Request = {
      jobs: wish.jobs,
      transport: wish.transport,
      ...(wish.channel === undefined ? {} : { channel: wish.channel }),
      ...(arriveAt === null ? {} : { windows: [{ from: arriveAt, to: fromMillis(toMillis(arriveAt) + 1) }] }),
      ...(wish.advisor === undefined ? {} : { advisor: wish.advisor })
    }
    const later = laterDates(desk.document, wish, day.roster.date).map((date) => dayFor(desk, date))
    const { slots, reasons } = search([day], request, steps, later)
    const slot = slots[0]
    if (slot === undefined) {
      const asked = arriveAt ?? fromMillis(day.roster.start)
      const codes = [...reasons.keys()].filter((code) => code !== "outside_window")
      const found = codes.length > 0 ? codes.map((code) => ({ code })) : fits(day, { arriveAt: asked, advisor: wish.advisor ?? null, stages: [] })
      return yield* Result.fail(refusal(asked, found))
    }
    const plan = planOf(slot, request, steps)
    const found = against(desk, plan)
    return found.length === 0 ? plan : yield* Result.fail(refusal(plan.arriveAt, found))
  })

/** The plan to offer first of all that fit a request on this day; undefined when none does. */
export const planBest = (desk: Desk, day: Day, request: Request): Plan | undefined => {
  const steps = Result.getOrElse(stepsOf(day.roster.jobs, request), () => [])
  const later = laterDates(desk.document, request, day.roster.date).map((date) => dayFor(desk, date))
  const [slot] = choose(search([day], request, steps, later).slots, { best: 1 }, request, steps)
  const plan = slot && planOf(slot, request, steps)
  return plan !== undefined && against(desk, plan).length === 0 ? plan : undefined
}

/** Gives back what stands in the daybooks, but for the dates on which it is replaced. */
export const released = (desk: Desk, unless: ReadonlyArray<LocalDate> = []): ReadonlyArray<Daybook.Event> => {
  const { document: { site }, id: holder, at } = desk
  return Object.entries(desk.days).flatMap(([date, day]) => {
    const entry = day.entries[holder]
    return entry === undefined || unless.some((kept) => kept === date) ? [] : [{ _tag: "CapacityReleased" as const, site, date: date as LocalDate, holder, at }]
  })
}

/** Takes what the plan needs, and gives back what was held or taken before. */
export const taken = (desk: Desk, plan: Plan): ReadonlyArray<Daybook.Event> => [
  ...released(desk, datesOf(plan)),
  ...datesOf(plan).map((date) => ({
    _tag: "CapacityTaken" as const, site: desk.document.site, date, holder: desk.id, use: useOf(plan, date), at: desk.at
  }))
]
