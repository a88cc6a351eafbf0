/** A workshop without one of the things that keep a car out: for asking whether a reason that was given is true. */
import {
  type Absence, BayId, type Booking, type Calendar, Instant, LoanerId, LocalDate, LocalTime, type Policy, type Reason, type Request, type Resources, Roster, type Site, TechnicianId
} from "@servicelane/core"
import type { World } from "./worlds.ts"

/** Somebody asks for a time in a workshop in which others have booked. */
export interface Asked {
  readonly world: World
  readonly days: Booking.State["days"]
  readonly stock: Booking.State["stock"]
  readonly request: Request.Request
}

const always: Resources.Advisor["hours"] = Object.fromEntries(
  LocalDate.Weekday.literals.map((day) => [day, [{ from: LocalTime.LocalTime.make("00:00"), to: LocalTime.LocalTime.make("24:00") }]]))

const changed = (asked: Asked, document: Partial<Site.Document>): Asked =>
  ({ ...asked, world: { ...asked.world, document: { ...asked.world.document, ...document } } })

const policies = (asked: Asked, policy: Partial<Policy.Policy>): Asked =>
  changed(asked, { policies: asked.world.document.policies.map((one) => ({ ...one, ...policy })) })

const stagesOf = ({ jobs }: Site.Document): ReadonlyArray<Resources.Stage> => jobs.flatMap(({ stages }) => stages)

/** Somebody who has learnt everything that is done here. */
const allRounder = (document: Site.Document, more: Pick<Resources.Technician, "hours" | "efficiencyPct">): Resources.Technician => ({
  id: TechnicianId.make(`spare-${document.technicians.length}`),
  breaks: [],
  skills: Object.fromEntries(stagesOf(document).flatMap(({ skill }) => skill === undefined ? [] : [[skill.id, 5]])),
  ...more
})

/** So many more bays of each type. */
const moreBays = (document: Site.Document, many: number, hours = always): ReadonlyArray<Resources.Bay> =>
  [...new Set(stagesOf(document).flatMap(({ bay }) => bay ?? []))].flatMap((type) =>
    Array.from({ length: many }, (_, i) => ({ id: BayId.make(`spare-${document.bays.length}-${type}-${i}`), type, hours })))

const present = ({ absences = [] }: Site.Document, who: "advisor" | "technician" | "bay"): ReadonlyArray<Absence.Absence> =>
  absences.filter(({ of }) => !(who in of))

/** The same bookings, of which none keeps a technician, or a bay, to itself. */
const shared = (asked: Asked, what: "technicians" | "bays"): Asked => ({
  ...asked,
  days: Object.fromEntries(Object.entries(asked.days).map(([date, book]) => [date, {
    ...book,
    entries: Object.fromEntries(Object.entries(book.entries).map(([holder, entry]) => [holder, { ...entry, load: { ...entry.load, [what]: [] } }]))
  }]))
})

/** Open until midnight, and in the added hours somebody who can do everything, with a bay of each type. */
const openLate = (asked: Asked): Asked => {
  const { calendar, ...document } = asked.world.document
  const midnight = LocalTime.LocalTime.make("24:00")
  const each = (of: (hours: Calendar.Hours) => Calendar.Hours): Calendar.Weekly =>
    Object.fromEntries(Object.entries(calendar.weekly).map(([day, hours]) => [day, (hours ?? []).map(of)]))
  const late = each(({ to }) => ({ from: to, to: midnight }))
  const open = changed(asked, { calendar: { ...calendar, weekly: each(({ from }) => ({ from, to: midnight })) } })
  return changed(open, {
    technicians: [...document.technicians, allRounder(asked.world.document, { hours: late, efficiencyPct: 100 })],
    bays: [...document.bays, ...moreBays(asked.world.document, 1, late)]
  })
}

const advisors = (asked: Asked, change: (advisor: Resources.Advisor) => Resources.Advisor): Asked =>
  changed(asked, { advisors: asked.world.document.advisors.map(change) })

/** Asked when the date begins, and no earlier: at another time other things are true, such as a quota not yet released. */
const earlier = (asked: Asked): Asked => {
  const { document, date, now } = asked.world
  const first = Instant.fromMillis(Roster.rosterOf(document, date).start)
  return { ...asked, world: { ...asked.world, now: now < first ? now : first } }
}

/** By each reason that search can give, the same without what it speaks of, and with everything else as it was. */
const removals: { readonly [Code in Reason.ReasonCode]?: (asked: Asked) => Asked } = {
  closed: (asked) => changed(asked, { calendar: { ...asked.world.document.calendar, exceptions: [] } }),
  notice_too_short: (asked) => earlier(policies(asked, { minNoticeMin: 0, counterMin: 0 })),
  past: (asked) => earlier(asked),
  outside_window: ({ request: { windows: _windows, ...request }, ...asked }) => ({ ...asked, request }),
  parts_missing: (asked) => changed(asked, { jobs: asked.world.document.jobs.map(({ parts: _parts, ...job }) => job) }),
  advisor_away: (asked) => advisors(changed(asked, { absences: present(asked.world.document, "advisor") }), (advisor) =>
    ({ ...advisor, assignableSince: asked.world.date, hours: always, breaks: [], tickMinutes: 10 })),
  advisor_busy: (asked) => advisors(asked, (advisor) => ({ ...advisor, perTick: 1_000 })),
  advisor_full: (asked) => advisors(asked, (advisor) => ({ ...advisor, maxPerDay: 1_000 })),
  quota_full: (asked) => changed(asked, { quotas: [] }),
  hours_full: (asked) => {
    const { document } = asked.world
    return changed(asked, { technicians: [...document.technicians, allRounder(document, { hours: always, efficiencyPct: 100_000 })] })
  },
  // Of a bay's hours three fifths of four fifths may be planned: three more have room for any job of a day.
  bays_full: (asked) => changed(asked, { bays: [...asked.world.document.bays, ...moreBays(asked.world.document, 3)] }),
  reserved_for_walk_ins: (asked) => policies(asked, { walkInReservePct: 0 }),
  loaners_out: (asked) => changed(asked, { loaners: [...asked.world.document.loaners ?? [], { id: LoanerId.make("spare"), turnaroundMin: 0 }] }),
  technician_away: (asked) => changed(asked, {
    technicians: asked.world.document.technicians.map((one) => ({ ...one, hours: always, breaks: [] })),
    absences: present(asked.world.document, "technician")
  }),
  technician_busy: (asked) => shared(asked, "technicians"),
  bay_away: (asked) => changed(asked, {
    bays: asked.world.document.bays.map(({ id, type }) => ({ id, type })),
    absences: present(asked.world.document, "bay")
  }),
  bay_busy: (asked) => shared(asked, "bays"),
  wait_too_long: (asked) => policies(asked, { maxWaitMin: 10_080 }),
  too_late_today: openLate,
  takes_too_long: (asked) => policies(asked, { maxDays: 10 })
}

/** Undefined for a reason that speaks of nothing that search could have met. */
export const without = (code: Reason.ReasonCode, asked: Asked): Asked | undefined => removals[code]?.(asked)
