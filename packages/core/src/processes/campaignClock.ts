/**
 * Week by week the next due list is built, locked and worked off; what a call or a car's file says of a car on it is written
 * there.
 */
import { Equal } from "effect"
import { opening } from "../calendar/Calendar.ts"
import { type Instant, toMillis } from "../calendar/Instant.ts"
import { addMonths, firstDay, monthOf } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import type { Event as CallbackEvent, Outcome } from "../callbacks/Callback.ts"
import { monthsBefore } from "../campaigns/Campaign.ts"
import { deadlines, type Deadlines, type ListMonth, type StepName } from "../campaigns/clock.ts"
import { type Command, maxCars } from "../campaigns/Command.ts"
import * as DueList from "../campaigns/DueList.ts"
import { type Left, listing } from "../campaigns/listing.ts"
import { derivedId } from "../derivedId.ts"
import type { CallbackId, CustomerId, SiteId, VehicleId } from "../Ids.ts"
import type { Due, Process } from "../Process.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"
import * as VehicleFile from "../vehicles/VehicleFile.ts"

/** It grows with the cars in care and with what was done to them, and with the lists of a year. */
export interface State {
  readonly sites: Map<SiteId, Site.State>
  readonly files: Map<VehicleId, VehicleFile.State>
  /** By site, then by month. */
  readonly lists: Map<SiteId, Map<ListMonth, DueList.State>>
  /** How often a list has been drafted, by its stream, until it is locked. */
  readonly drafts: Map<string, number>
}

export type Event = Site.Event | VehicleFile.Event | DueList.Event | CallbackEvent

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)
const isFile = (event: Event): event is VehicleFile.Event => VehicleFile.tags.has(event._tag)
const isList = (event: Event): event is DueList.Event => DueList.tags.has(event._tag)

/** No list needs what names a car to people. */
const nameless = (state: VehicleFile.State): VehicleFile.State => state._tag === "None" ? state : { _tag: "Open", file: { ...state.file, plates: {} } }

const evolve = (state: State, event: Event): State => {
  if (isSite(event)) state.sites.set(event.site, Site.evolve(state.sites.get(event.site) ?? Site.initial, event))
  else if (isFile(event)) state.files.set(event.id, nameless(VehicleFile.evolve(state.files.get(event.id) ?? VehicleFile.initial, event)))
  else if (isList(event)) {
    const months = state.lists.get(event.site) ?? new Map<ListMonth, DueList.State>()
    state.lists.set(event.site, months)
    months.set(event.month, DueList.evolve(months.get(event.month) ?? DueList.initial, event))
    const stream = DueList.stream(event.site, event.month)
    if (event._tag === "DueListDrafted") state.drafts.set(stream, (state.drafts.get(stream) ?? 0) + 1)
    if (event._tag === "DueListLocked") state.drafts.delete(stream)
    // A year back no list is asked about any more: cars are left alone for twelve months at most.
    if (event._tag === "DueListLocked") for (const month of months.keys()) if (month < monthOf(addMonths(firstDay(event.month), -13))) months.delete(month)
  }
  return state
}

// What follows from an event

/** The lists of a site on which a car is still invited, latest first. */
const inviting = ({ lists }: State, site: SiteId, vehicle: VehicleId): ReadonlyArray<readonly [ListMonth, DueList.State, DueList.Line]> =>
  [...lists.get(site) ?? []].flatMap(([month, state]) => {
    const list = DueList.lockedOf(state)
    const line = list?.lines[vehicle]
    return line === undefined || list?.trims[vehicle] !== undefined ? [] : [[month, state, line] as const]
  }).sort(([a], [b]) => a > b ? -1 : 1)

const whyNot = (outcome: Outcome): DueList.WhyNot | undefined => {
  if (outcome._tag === "Declined") return outcome.reason
  return outcome._tag === "ServicedElsewhere" ? "does-it-elsewhere" : undefined
}

const trims = (state: State, site: SiteId, at: Instant, vehicle: VehicleId, because: DueList.TrimReason): ReadonlyArray<Command> =>
  inviting(state, site, vehicle).filter(([month]) => month >= at.slice(0, 7)).map(([month]) => ({ _tag: "Trim", site, month, at, vehicle, because, by: null }))

const reasonOf = (state: State, site: SiteId, at: Instant, vehicle: VehicleId, reason: DueList.WhyNot, spoken: CustomerId | null, callback: CallbackId): ReadonlyArray<Command> =>
  inviting(state, site, vehicle).filter(([, { _tag }]) => _tag === "Mailed").slice(0, 1).map(([month, , { owner, customer }]) => ({
    _tag: "RecordReason", site, month, at, vehicle, reason, by: null, callback,
    spokeWith: spoken === null ? "nobody" : spoken === owner ? "owner" : spoken === customer ? "driver" : "somebody-else"
  }))

/** A car that is gone is not invited any more; a customer who says no says why. */
const react = (event: Event, state: State): ReadonlyArray<Command> => {
  if (event._tag === "VehicleFileClosed") return trims(state, event.site, event.at, event.id, event.gone)
  if (event._tag !== "CallbackConcluded" && event._tag !== "CallbackGivenUp") return []
  const { kind, about: { vehicle }, site, at, id } = event
  if ((kind !== "maintenance" && kind !== "first-service") || vehicle === null) return []
  if (event._tag === "CallbackGivenUp") return reasonOf(state, site, at, vehicle, "not-reached", null, id)
  if (event.outcome._tag === "CarGone") return trims(state, site, at, vehicle, event.outcome.gone)
  const why = whyNot(event.outcome)
  return why === undefined ? [] : reasonOf(state, site, at, vehicle, why, event.customer, id)
}

// What falls due

const due = (state: State, now: Instant): ReadonlyArray<Due<Command>> =>
  [...state.sites].flatMap(([site, known]) => known._tag === "Open" ? dueAt(state, site, known.document, now) : [])

/** The list of next month, and where its first week is closed the one after that. */
const dueAt = (state: State, site: SiteId, document: Document, now: Instant): ReadonlyArray<Due<Command>> => {
  const today = localOf(document.calendar.zone, toMillis(now)).date
  return [0, 1, 2].flatMap((ahead) => {
    const month: ListMonth = monthOf(addMonths(firstDay(monthOf(today)), ahead))
    const days = deadlines(document.calendar, month, whole(document.care).campaigns)
    if (days === undefined || today < days.lock.aim) return []
    const list = state.lists.get(site)?.get(month) ?? DueList.initial
    if (DueList.lockedOf(list) !== undefined) return reminders(site, month, list, days, today, now)
    // Whose month has begun is no longer asked for; somebody may still lock it, late.
    return ahead === 0 ? [] : [...builds(state, { site, document, month, today }, now), ...(list._tag === "None" ? [] : locks(site, document, month, days, now))]
  })
}

interface Campaign {
  readonly site: SiteId
  readonly document: Document
  readonly month: ListMonth
  readonly today: Deadlines[StepName]["by"]
}

/** The cars whose files say something else than the draft. */
const builds = ({ files, lists, drafts }: State, { site, document, month, today }: Campaign, at: Instant): ReadonlyArray<Due<Command>> => {
  const months = lists.get(site)
  const draft = DueList.listOf(months?.get(month) ?? DueList.initial)
  const before = monthsBefore(document, month).map((one) => months?.get(one) ?? DueList.initial)
  const changed: Array<readonly [VehicleId, string]> = []
  for (const [id, state] of files) {
    if (state._tag === "None") continue
    const judged = listing(state.file, { document, month, today, before })
    if (judged._tag === "Listed") {
      if (!Equal.equals(draft?.lines[id], judged.line)) changed.push([id, JSON.stringify(judged.line)])
    } else if (isTold(judged, draft, id, month) && draft?.left[id] !== judged.because) changed.push([id, judged.because])
  }
  changed.sort(([a], [b]) => a < b ? -1 : 1)
  if (changed.length === 0 && draft !== undefined) return []
  // A car may be judged as it was before: what was asked for since then makes it another question.
  const asked = String(drafts.get(DueList.stream(site, month)) ?? 0)
  return Array.from({ length: Math.max(1, Math.ceil(changed.length / maxCars)) }, (_, i) => {
    const some = changed.slice(i * maxCars, (i + 1) * maxCars)
    return {
      key: derivedId("duelist-build", site, month, asked, ...some.map((one) => one.join("="))),
      command: { _tag: "Build", site, month, at, vehicles: some.map(([id]) => id) }
    }
  })
}

/** A car that was gone or lost long ago is not told of every month: only when it would have become due, or was judged before. */
const isTold = ({ because, due }: Left, draft: DueList.Draft | undefined, id: VehicleId, month: ListMonth): boolean => {
  if (draft?.lines[id] !== undefined || draft?.left[id] !== undefined) return true
  if (because === "gone" || because === "lost") return due !== null && monthOf(due) === month
  return because === "no-owner" || because === "prompted"
}

/** When the doors open on the last day for it, or as soon as somebody looks afterwards; once a day, should it be refused. */
const locks = (site: SiteId, { calendar }: Document, month: ListMonth, { lock }: Deadlines, at: Instant): ReadonlyArray<Due<Command>> => {
  const opens = opening(calendar, lock.by)[0]?.from
  return opens === undefined || toMillis(at) < opens ? [] : [{ key: derivedId("duelist-lock", site, month, at.slice(0, 10)), command: { _tag: "Lock", site, month, at } }]
}

const reminders = (site: SiteId, month: ListMonth, list: DueList.State, days: Deadlines, today: string, at: Instant): ReadonlyArray<Due<Command>> => {
  const next = list._tag === "Locked" ? "print" : list._tag === "Printed" ? "mail" : list._tag === "Mailed" && list.plan === null ? "plan" : undefined
  if (next === undefined || today < days[next].aim) return []
  const kind = today > days[next].by ? "missed" : "asked"
  if (DueList.lockedOf(list)?.reminded.includes(`${next}:${kind}`) === true) return []
  return [{ key: derivedId(`campaign-${kind}`, site, month, next), command: { _tag: "Remind", site, month, at, step: next } }]
}

export const campaignClock: Process<State, Event, Command> = {
  name: "campaign-clock",
  initial: () => ({ sites: new Map(), files: new Map(), lists: new Map(), drafts: new Map() }),
  evolve,
  react,
  due
}
