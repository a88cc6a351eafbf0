/** How a wish becomes a plan, and a plan becomes capacity facts. */
import { Result } from "effect"
import { addMinutes, fromMillis, type Instant, minutesBetween, toMillis } from "../calendar/Instant.ts"
import { addDays, type LocalDate } from "../calendar/LocalDate.ts"
import { localOf, requested, type Zone } from "../calendar/Zone.ts"
import type { AdvisorId, PartNo } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import { maxDaysOf, noticeMinOf, type Policy, policyOn } from "../sites/Policy.ts"
import * as Daybook from "../workshop/Daybook.ts"
import { type Candidate, candidate, choose } from "../workshop/choose.ts"
import { type Day, millisOf } from "../workshop/Day.ts"
import { dayAt, rosterFor } from "../workshop/dayAt.ts"
import { fits, loan, room } from "../workshop/fits.ts"
import { datesOf, type Plan, useOf } from "../workshop/Plan.ts"
import { planOf } from "../workshop/planOf.ts"
import type { Reason, ReasonCode } from "../workshop/Reason.ts"
import { bookable, type Request, stepsOf, type Window } from "../workshop/Request.ts"
import { isTooSoon, search, staysOvernight } from "../workshop/Search.ts"
import { atOnce, type Supply } from "../workshop/supply.ts"
import type { Arrival, Ask, Command } from "./Command.ts"
import { type Capacity, dateOf, type Desk } from "./desk.ts"
import { NoticeTooShort, type Rejection, SlotNotOffered, SlotTaken, type UnknownJob } from "./Rejection.ts"
import { kept, lacking, needed, partsAsked, supplyFor } from "./shelf.ts"

/** The instant that is meant, or what must be asked back. */
export const instantOf = (zone: Zone, arrival: Arrival): Result.Result<Instant, Rejection> =>
  typeof arrival === "string" ? Result.succeed(arrival) : requested(zone, arrival.date, arrival.time, arrival.offset)

const localDate = (zone: Zone, instant: Instant): LocalDate => localOf(zone, toMillis(instant)).date

/** The date in whose daybook a command asks for room, or writes. */
export const arrivalDate = (command: Command, zone: Zone): LocalDate | undefined => {
  if (command._tag === "Import") return isPast(zone, command) ? undefined : command.date
  if (command._tag === "CarryOver") return command.date
  if (command._tag === "WalkIn") return localDate(zone, command.at)
  if (!("arriveAt" in command)) return undefined
  return typeof command.arriveAt === "string" ? localDate(zone, command.arriveAt) : command.arriveAt.date
}

/** A row of another system whose day, or time, is over: a fact that takes no capacity. */
export const isPast = (zone: Zone, { at, date, time }: Ask<"Import">): boolean =>
  time === null ? localDate(zone, at) > date : at >= time

/** The day as it would be without the asker: nobody stands in his own way. */
export const dayFor = ({ document, days, id, at }: Desk, date: LocalDate): Day =>
  dayAt(rosterFor(document, date), Daybook.without(days[date] ?? Daybook.initial, id), at)

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
    if (isTooSoon(day, arriveAt, wish.channel)) {
      return yield* Result.fail(new NoticeTooShort({ arriveAt, earliest: addMinutes(desk.at, noticeMinOf(day.roster.policy, wish.channel)) }))
    }
    return yield* planOn(desk, day, wish, exactly(arriveAt))
  })
}

/** The day with the asker's own work in it. */
export const dayWith = (desk: Desk, date: LocalDate): Day => dayAt(rosterFor(desk.document, date), desk.days[date] ?? Daybook.initial, desk.at)

/** A date and those after it on which a car that is here then may stay. */
export const stayDates = ({ policies }: Document, date: LocalDate): readonly [LocalDate, ...ReadonlyArray<LocalDate>] =>
  [date, ...Array.from({ length: maxDaysOf(policyOn(policies, date)) - 1 }, (_, i) => addDays(date, i + 1))]

/** The dates after the arrival on which work that begins then may go on. */
export const laterDates = (document: Document, wish: Pick<Request, "jobs" | "transport">, date: LocalDate): ReadonlyArray<LocalDate> => {
  if (wish.transport === "wait") return []
  const { jobs } = rosterFor(document, date)
  const stages = bookable(jobs, wish).jobs.flatMap((code) => jobs.get(code)?.stages ?? [])
  return staysOvernight(wish, stages) ? stayDates(document, date).slice(1) : []
}

/** What stands against the plan on any of its dates, one of which may be looked at otherwise. */
export const againstDays = (desk: Desk, plan: Plan, day?: Day): ReadonlyArray<Reason> =>
  datesOf(plan).flatMap((date) => fits(day?.roster.date === date ? day : dayFor(desk, date), useOf(plan, date)))

/** What stands against more work alone: what the car has already is not asked about again. */
export const againstMore = (desk: Desk, before: Plan, plan: Plan): ReadonlyArray<Reason> => {
  const stages = plan.stages.slice(before.stages.length)
  const parts = new Set<string>(partsAsked(desk.document, plan.jobs.slice(before.jobs.length)))
  return [
    ...[...new Set(stages.map(({ start }) => dateOf(desk, start)))].flatMap((date) => room(dayWith(desk, date), stages.filter(({ start }) => dateOf(desk, start) === date))),
    ...datesOf(plan).flatMap((date) => loan(dayFor(desk, date), plan)),
    ...lacking(desk, plan).filter(({ about = "" }) => parts.has(about))
  ]
}

/** What stands against it there and on the shelf. */
export const against = (desk: Desk, plan: Plan, day?: Day): ReadonlyArray<Reason> => [...againstDays(desk, plan, day), ...lacking(desk, plan)]

/** Reasons that pass when somebody else gives capacity back. */
const passing: ReadonlySet<ReasonCode> = new Set([
  "advisor_busy", "advisor_full", "quota_full", "hours_full", "loaners_out", "reserved_for_walk_ins", "bays_full", "technician_busy", "bay_busy"
])

const refusal = (arriveAt: Instant, reasons: ReadonlyArray<Reason>): SlotTaken | SlotNotOffered =>
  reasons.some(({ code }) => passing.has(code)) ? new SlotTaken({ arriveAt, reasons }) : new SlotNotOffered({ arriveAt, reasons })

/** No time but this. */
export const exactly = (arriveAt: Instant): Window => ({ from: arriveAt, to: fromMillis(toMillis(arriveAt) + 1) })

/** The plan for the first arrival on this day, or within a window of it, that fits. */
export const planOn = (
  desk: Desk,
  day: Day,
  wish: Omit<Wish, "arriveAt">,
  window: Window | null,
  supply?: Supply
): Result.Result<Plan, UnknownJob | SlotTaken | SlotNotOffered> =>
  Result.gen(function*() {
    // A job that is not offered is refused also where it would be planned later.
    const all = yield* stepsOf(day.roster.jobs, wish)
    const { jobs, onApproval } = bookable(day.roster.jobs, wish)
    const steps = onApproval === undefined ? all : yield* stepsOf(day.roster.jobs, { jobs, transport: wish.transport })
    const request = {
      jobs,
      ...(onApproval === undefined ? {} : { onApproval }),
      transport: wish.transport,
      ...(wish.channel === undefined ? {} : { channel: wish.channel }),
      ...(window === null ? {} : { windows: [window] }),
      ...(wish.advisor === undefined ? {} : { advisor: wish.advisor })
    }
    const later = laterDates(desk.document, wish, day.roster.date).map((date) => dayFor(desk, date))
    const { slots, reasons } = search([day], request, steps, later, supply ?? supplyFor(desk, jobs))
    const slot = slots[0]
    if (slot === undefined) {
      const asked = window?.from ?? fromMillis(day.roster.start)
      const codes = [...reasons.keys()].filter((code) => code !== "outside_window")
      const found = codes.length > 0 ? codes.map((code) => ({ code })) : fits(day, { arriveAt: asked, advisor: wish.advisor ?? null, stages: [] })
      return yield* Result.fail(refusal(asked, found))
    }
    const plan = planOf(slot, request, steps)
    const found = against(desk, plan, day)
    return found.length === 0 ? plan : yield* Result.fail(refusal(plan.arriveAt, found))
  })

/** The plan once more for what was agreed: neither notice nor time to fetch the parts is asked for a second time. */
export const planAgain = (desk: Desk, { jobs, onApproval = [], transport, channel, advisor, localDate, arriveAt }: Plan): ReturnType<typeof planOn> => {
  const wish = { jobs: [...jobs, ...onApproval], transport, ...(channel === undefined ? {} : { channel }), ...(advisor === null ? {} : { advisor }) }
  return planOn(desk, eased(dayFor(desk, localDate), noNotice), wish, exactly(arriveAt), atOnce)
}

/** The first plan of the day for a car that is here, from what is kept back for such cars too, with the parts that are here. */
export const planNow = (desk: Desk, wish: Omit<Wish, "arriveAt" | "channel">): ReturnType<typeof planOn> => {
  const day = eased(dayFor(desk, dateOf(desk, desk.at)), { ...noNotice, walkInReservePct: 0 })
  const { minutes, policy: { maxWaitMin } } = day.roster
  const found = planOn(desk, day, { ...wish, channel: "counter" }, { from: desk.at, to: fromMillis(millisOf(day.roster, minutes)) }, atOnce)
  return Result.flatMap(found, (plan) =>
    wish.transport === "wait" && minutesBetween(desk.at, plan.promisedAt) > maxWaitMin
      ? Result.fail(new SlotNotOffered({ arriveAt: plan.arriveAt, reasons: [{ code: "wait_too_long" }] }))
      : Result.succeed({ ...plan, walkIn: true as const }))
}

const noNotice = { minNoticeMin: 0, counterMin: 0 }

/** The day under an easier policy. */
const eased = (day: Day, change: Partial<Policy>): Day => ({ ...day, roster: { ...day.roster, policy: { ...day.roster.policy, ...change } } })

/** The plan to offer first of all that fit a request on this day, or the one that is picked; undefined when none does. */
export const planBest = (
  desk: Desk,
  day: Day,
  asked: Request,
  pick = (all: ReadonlyArray<Candidate>): Candidate | undefined => choose(all, { best: 1 }, asked.prefer)[0]
): Plan | undefined => {
  const request = bookable(day.roster.jobs, asked)
  const steps = Result.getOrElse(stepsOf(day.roster.jobs, request), () => [])
  const later = laterDates(desk.document, request, day.roster.date).map((date) => dayFor(desk, date))
  const { slots } = search([day], request, steps, later, supplyFor(desk, request.jobs))
  const best = pick(slots.map((slot) => candidate(slot, request, steps)))
  const plan = best && planOf(best.slot, request, steps)
  return plan !== undefined && against(desk, plan).length === 0 ? plan : undefined
}

/** Gives back what stands in the daybooks and on the shelf, but for what the next plan puts in its place. */
export const released = (desk: Desk, next?: Plan): ReadonlyArray<Capacity> => {
  const { document: { site }, id: holder, at } = desk
  const dates = new Set<string>(next === undefined ? [] : datesOf(next))
  const parts = new Set<string>(next === undefined ? [] : needed(desk, next).map(({ part }) => part))
  return [
    ...Object.keys(desk.days).flatMap((date) => dates.has(date) ? [] : releasedOn(desk, date as LocalDate)),
    ...Object.entries(desk.stock).flatMap(([part, { kept }]) => kept[holder] === undefined || parts.has(part)
      ? [] : [{ _tag: "PartReleased" as const, site, part: part as PartNo, holder, at }])
  ]
}

/** Gives back what stands in the daybook of one date. */
export const releasedOn = ({ days, document: { site }, id: holder, at }: Desk, date: LocalDate): ReadonlyArray<Daybook.Event> =>
  days[date]?.entries[holder] === undefined ? [] : [{ _tag: "CapacityReleased", site, date, holder, at }]

/** Takes what the plan needs, and gives back what was held or taken before. */
export const taken = (desk: Desk, plan: Plan): ReadonlyArray<Capacity> => [
  ...released(desk, plan),
  ...datesOf(plan).map((date) => ({
    _tag: "CapacityTaken" as const, site: desk.document.site, date, holder: desk.id, use: useOf(plan, date), at: desk.at
  })),
  ...kept(desk, plan)
]
