/** Small workshops and what may happen in them, drawn at random: for laws that hold in every workshop. */
import { Booking, BookingCommand, fold, Instant, LocalDate, Roster, Site, Zone } from "@servicelane/core"
import { Result, Schema } from "effect"
import fc from "fast-check"

/** A workshop, the date that is looked at, and the moment at which it is looked at. */
export interface World {
  readonly document: Site.Document
  readonly date: LocalDate.LocalDate
  readonly now: Instant.Instant
  /** The shelf before anybody has booked; empty when left out. */
  readonly stock?: Booking.State["stock"]
}

/** The one part that jobs take. */
const pads = "pads"

/** Ordinary days, and the nights on which clocks change by an hour or by half of one. */
const days = [
  ["Asia/Shanghai", "2026-09-18"], ["Asia/Kolkata", "2026-09-18"], ["Europe/Berlin", "2026-03-29"], ["Europe/Berlin", "2026-10-25"],
  ["America/New_York", "2026-03-08"], ["America/New_York", "2026-11-01"], ["Australia/Lord_Howe", "2026-04-05"], ["Africa/Cairo", "2026-04-24"]
] as const

const clock = (tens: number): string => `${String(Math.floor(tens / 6)).padStart(2, "0")}:${tens % 6}0`

/** From `least` to `most` in tens of minutes, so that a slow oracle needs to look at every tenth minute only. */
const tens = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most }).map((n) => n * 10)

const weekly = (from: number, to: number) =>
  Object.fromEntries(LocalDate.Weekday.literals.map((day) => [day, [{ from: clock(from), to: clock(to) }]]))

const stage = (skills: ReadonlyArray<string>, bays: ReadonlyArray<string>) =>
  fc.record({
    name: fc.constantFrom("first", "second"),
    flagMin: tens(0, 6),
    elapsedP50: tens(1, 6),
    slower: tens(0, 2),
    skill: fc.option(fc.record({ id: fc.constantFrom(...skills), level: fc.constant(1) }), { nil: undefined, freq: 5 }),
    bay: bays.length === 0 ? fc.constant(undefined) : fc.option(fc.constantFrom(...bays), { nil: undefined, freq: 3 }),
    pausable: fc.constantFrom(false, false, true),
    gapAfter: fc.option(fc.record({ min: tens(0, 2), more: tens(0, 3) }).map(({ min, more }) => ({ min, max: min + more })), { nil: undefined })
  }).map(({ slower, skill, bay, gapAfter, pausable, ...one }) => ({
    ...one,
    ...(pausable ? { pausable } : {}),
    elapsedP80: one.elapsedP50 + slower,
    ...(skill === undefined ? {} : { skill }),
    ...(bay === undefined ? {} : { bay }),
    ...(gapAfter === undefined ? {} : { gapAfter })
  }))

export const world: fc.Arbitrary<World> = fc.record({
  day: fc.constantFrom(...days),
  opens: fc.integer({ min: 0, max: 60 }),
  open: fc.integer({ min: 12, max: 26 }),
  advisors: fc.array(fc.record({
    tickMinutes: fc.constantFrom(20, 30, 60), perTick: fc.integer({ min: 1, max: 2 }), maxPerDay: fc.constantFrom(2, 40),
    since: fc.constantFrom(undefined, undefined, undefined, "2026-01-01", null)
  }), { minLength: 1, maxLength: 2 }),
  technicians: fc.array(
    fc.record({ skills: fc.constantFrom({ mechanical: 1 }, { electrical: 1 }, { mechanical: 2, electrical: 1 }), efficiencyPct: fc.constantFrom(80, 100, 120), pause: fc.integer({ min: 0, max: 20 }) }),
    { minLength: 1, maxLength: 3 }
  ),
  bays: fc.array(fc.constantFrom("lift", "express"), { maxLength: 2 }),
  policy: fc.record({
    minNoticeMin: fc.constantFrom(0, 60), loadPct: fc.constantFrom(60, 80, 100), walkInReservePct: fc.constantFrom(0, 20), writeUpMin: tens(0, 2),
    maxWaitMin: fc.constantFrom(60, 120, 600), maxDays: fc.constantFrom(undefined, 2), dropOffReady: fc.integer({ min: 60, max: 120 }), released: fc.integer({ min: 0, max: 120 })
  }),
  loaners: fc.array(fc.constantFrom(0, 30, 240), { maxLength: 2 }),
  quotas: fc.array(fc.record({
    of: fc.constantFrom({ transport: "drop" }, { transport: "wait" }, { group: "quick" }, { channel: "telephone" }),
    perDay: fc.integer({ min: 0, max: 3 }),
    until: fc.option(fc.integer({ min: 1, max: 143 }), { nil: undefined }),
    release: fc.option(fc.record({ daysBefore: fc.integer({ min: 0, max: 1 }), at: fc.integer({ min: 0, max: 143 }).map(clock) }), { nil: undefined })
  }), { maxLength: 2 }),
  away: fc.option(fc.record({ from: fc.integer({ min: 0, max: 120 }), for: fc.integer({ min: 1, max: 40 }), what: fc.constantFrom("bay", "loaner", "technician") }), { nil: undefined, freq: 2 }),
  part: fc.option(fc.record({
    leadMin: fc.option(tens(0, 200), { nil: undefined }), onHand: fc.integer({ min: 0, max: 2 }),
    lots: fc.array(fc.record({ qty: fc.integer({ min: 1, max: 2 }), eta: fc.integer({ min: -20, max: 170 }) }), { maxLength: 2 })
  }), { nil: undefined, freq: 2 }),
  parallel: fc.boolean(),
  ahead: fc.integer({ min: -12, max: 144 })
}).chain(({ day: [zone, text], opens, open, advisors, technicians, bays, policy, loaners, quotas, away, part, parallel, ahead }) => {
  const skills = [...new Set(technicians.flatMap((one) => Object.keys(one.skills)))]
  const hours = weekly(opens, opens + open)
  const date = LocalDate.LocalDate.make(text)
  const dayStart = Zone.dayStart(Zone.Zone.make(zone), date)
  const job = fc.array(stage(skills, bays), { minLength: 1, maxLength: 2 }).map((stages) =>
    // How work over night keeps a longest gap is told by the stories.
    stages.some((one) => "pausable" in one) ? stages.map((one) => "gapAfter" in one ? { ...one, gapAfter: { min: one.gapAfter?.min ?? 0 } } : one) : stages)
  return fc.array(job, { minLength: 1, maxLength: 2 }).map((jobs): World => ({
    date,
    // From two hours after the date has begun to a day before it.
    now: Instant.fromMillis(dayStart - ahead * 10 * 60_000),
    stock: part === undefined ? {} : { [pads]: {
      onHand: part.onHand, kept: {},
      lots: Object.fromEntries(part.lots.map(({ qty, eta }, i) => [`lot-${i}`, { qty, eta: Instant.fromMillis(dayStart + eta * 600_000) }]))
    } },
    document: Schema.decodeUnknownSync(Site.Document)({
      site: "world",
      name: "A workshop that might be",
      calendar: { zone, weekly: hours, holidays: "open", makeup: "own-weekday", exceptions: [], blocks: [] },
      advisors: advisors.map(({ since, ...one }, i) => ({
        id: `advisor-${i}`, hours, breaks: [], ...one, ...(since === undefined ? {} : { assignableSince: since })
      })),
      technicians: technicians.map(({ pause, ...one }, i) => ({
        id: `technician-${i}`, hours, breaks: [{ from: clock(opens + pause), to: clock(opens + pause + 2) }], ...one
      })),
      bays: bays.map((type, i) => ({ id: `bay-${i}`, type })),
      jobs: jobs.map((stages, i) => ({ code: `job-${i}`, name: `Job ${i}`, stages, ...(i === 0 ? { group: "quick" } : {}),
        // Beside another job only what needs no bay, and what is not shared out over days.
        ...(parallel && i === 1 && stages.every((one) => !("bay" in one) && !("pausable" in one)) ? { parallel } : {}),
        ...(part === undefined ? {} : { parts: [{ part: pads, qty: i + 1 }] })
      })),
      parts: part === undefined ? [] : [{ no: pads, name: "Pads", ...(part.leadMin === undefined ? {} : { leadMin: part.leadMin }) }],
      loaners: loaners.map((turnaroundMin, i) => ({ id: `loaner-${i}`, turnaroundMin })),
      quotas: quotas.map(({ until, release, ...one }, i) => ({
        id: `quota-${i}`, ...one,
        ...(until === undefined ? {} : { between: { from: "00:00", to: clock(until) } }), ...(release === undefined ? {} : { release })
      })),
      absences: away === undefined ? [] : [{
        id: "absence", of: away.what === "bay" && bays.length > 0 ? { bay: "bay-0" } : away.what === "loaner" && loaners.length > 0 ? { loaner: "loaner-0" } : { technician: "technician-0" },
        from: Instant.fromMillis(dayStart + away.from * 600_000), to: Instant.fromMillis(dayStart + (away.from + away.for) * 600_000)
      }],
      policies: [{
        from: "2020-01-01", minNoticeMin: policy.minNoticeMin, loadPct: policy.loadPct, walkInReservePct: policy.walkInReservePct,
        reserveReleaseAt: clock(policy.released), writeUpMin: policy.writeUpMin, inspectionMin: 10, washMin: 0, cashierMin: 10,
        maxWaitMin: policy.maxWaitMin, ...(policy.maxDays === undefined ? {} : { maxDays: policy.maxDays }), partsMin: 20, dropOffReadyAt: clock(policy.dropOffReady), holdMin: 5, cutOffMin: 120, earlyMin: 30, lateMin: 15, noShowMin: 60
      }]
    })
  }))
})

/** The instants at which cars can arrive, and now and then one at which none can. */
const arrivals = ({ document, date }: World): fc.Arbitrary<Instant.Instant> => {
  const roster = Roster.rosterOf(document, date)
  const at = (minute: number): Instant.Instant => Instant.fromMillis(roster.start + minute * 60_000)
  const anywhen = fc.integer({ min: 0, max: Math.floor(roster.minutes / 10) - 1 }).map((n) => at(n * 10))
  // Most people ask for a time at which somebody receives cars, and many for the same one.
  return roster.arrivals.length === 0 ? anywhen : fc.oneof(
    { weight: 1, arbitrary: anywhen },
    { weight: 6, arbitrary: fc.constantFrom(...roster.arrivals.map(({ minute }) => at(minute))) }
  )
}

/** Words that are said of one of six appointments. */
const saying = ({ document }: World, at: fc.Arbitrary<Instant.Instant>) => {
  const on = { site: fc.constant(document.site), at, id: fc.integer({ min: 1, max: 6 }).map((n) => `appointment-${n}`) }
  return (_tag: string, more: Record<string, fc.Arbitrary<unknown>> = {}) => fc.record({ _tag: fc.constant(_tag), ...on, ...more })
}

const asked = (world: World, at: fc.Arbitrary<Instant.Instant>): fc.Arbitrary<BookingCommand.Command> => {
  const { document } = world
  const arriveAt = arrivals(world)
  const wish = { jobs: jobsOf(document), transport: fc.constantFrom("wait", "drop", "loaner"), arriveAt }
  const by = fc.constantFrom("customer", "site")
  const ask = saying(world, at)
  return fc.oneof(
    { weight: 6, arbitrary: ask("Book", { customer: fc.constantFrom("customer-1", "customer-2"), ...wish }) },
    ask("Hold", wish),
    ask("ReleaseHold"),
    { weight: 2, arbitrary: ask("Confirm", { how: fc.constantFrom("call", "reply") }) },
    { weight: 2, arbitrary: ask("Reschedule", { by, arriveAt }) },
    ask("Cancel", { by }),
    { weight: 2, arbitrary: ask("Arrive") },
    { weight: 2, arbitrary: ask("RecordNoShow") },
    ask("ReverseNoShow", { why: fc.constant("she stood outside") }),
    ask("CorrectArrival", { arrivedAt: fc.constant(null), why: fc.constant("another car") })
  ).map(Schema.decodeUnknownSync(BookingCommand.Command))
}

/** Something that could be asked in this world at its moment, of one of six appointments. */
export const command = (world: World): fc.Arbitrary<BookingCommand.Command> => asked(world, fc.constant(world.now))

/** Cars that come by themselves, work that is not finished, and promises that are made anew. */
const unplanned = (world: World, at: fc.Arbitrary<Instant.Instant>): fc.Arbitrary<BookingCommand.Command> => {
  const { document, date } = world
  const say = saying(world, at)
  return fc.oneof(
    say("WalkIn", { jobs: jobsOf(document), transport: fc.constantFrom("wait", "drop"), customer: fc.constant("customer-3") }),
    say("Promise", { promisedAt: fc.integer({ min: 1, max: 72 }).map((hours) => Instant.addMinutes(world.now, hours * 60)), why: fc.constant("the part comes then") }),
    say("CarryOver", { date: fc.integer({ min: 0, max: 2 }).map((days) => LocalDate.addDays(date, days)), leftMin: fc.integer({ min: 1, max: 1_440 }) })
  ).map(Schema.decodeUnknownSync(BookingCommand.Command))
}

/** The customer of a car that is here agrees to more: said again, it is more again. */
const more = (world: World, at: fc.Arbitrary<Instant.Instant>): fc.Arbitrary<BookingCommand.Command> =>
  saying(world, at)("AddWork", { jobs: jobsOf(world.document), override: fc.constant("the customer agreed") }).map(Schema.decodeUnknownSync(BookingCommand.Command))

const jobsOf = ({ jobs }: Site.Document) => fc.constantFrom(...jobs).map(({ code }) => [code])

/** As another system tells of its appointments, of which it changes its mind. */
const told = (world: World, at: fc.Arbitrary<Instant.Instant>): fc.Arbitrary<BookingCommand.Command> => {
  const { document, date } = world
  const time = arrivals(world)
  return fc.record({
    _tag: fc.constant("Import"),
    site: fc.constant(document.site),
    at,
    number: fc.integer({ min: 1, max: 3 }),
    customer: fc.constantFrom("customer-1", "customer-2"),
    vehicle: fc.constant(null),
    job: fc.constantFrom(null, ...document.jobs.map(({ code }) => code)),
    advisor: fc.constant(null),
    day: fc.integer({ min: 0, max: 1 }),
    time: fc.option(time),
    bookedAt: fc.constant(world.now),
    channel: fc.constantFrom("import", "telephone"),
    outcome: fc.oneof(
      fc.constant({ _tag: "Booked" }),
      fc.option(time).map((arrivedAt) => ({ _tag: "Arrived", arrivedAt })),
      fc.constant({ _tag: "NoShow" }),
      fc.record({ _tag: fc.constant("Cancelled"), by: fc.constantFrom("customer", "site"), cancelledAt: fc.option(time) })
    ),
    contact: fc.constantFrom({}, { phone: "13800138000" })
  }).map(({ number, day, time: given, ...row }) => Schema.decodeUnknownSync(BookingCommand.Command)({
    ...row,
    id: `imported-${number}`,
    external: { system: "other", id: String(number) },
    time: given,
    date: given === null ? LocalDate.addDays(date, day) : date
  }))
}

/** Some moment while the days go by. */
const anyMoment = (world: World): fc.Arbitrary<Instant.Instant> => {
  const end = Roster.rosterOf(world.document, world.date).start + 2 * 86_400_000
  return fc.integer({ min: 0, max: Math.max(0, Math.floor((end - Instant.toMillis(world.now)) / 600_000)) }).map((n) => Instant.addMinutes(world.now, n * 10))
}

/** Something that could be asked while the days go by, or told by another system. */
export const moving = (world: World): fc.Arbitrary<BookingCommand.Command> => {
  const at = anyMoment(world)
  return fc.oneof({ weight: 6, arbitrary: asked(world, at) }, { weight: 2, arbitrary: told(world, at) }, { weight: 1, arbitrary: unplanned(world, at) })
}

/** What is known of a world before anybody has booked. */
export const opened = ({ document, now, stock = {} }: World): Booking.State =>
  ({ ...fold(Booking.aggregate, Result.getOrThrow(Site.aggregate.decide(Site.apply(document, now), Site.initial))), stock })

/** The state after some commands on several appointments: daybooks and shelf are shared, each appointment is its own. */
export interface Busy {
  readonly days: Booking.State["days"]
  readonly stock: Booking.State["stock"]
  readonly appointments: ReadonlyMap<string, Booking.State["appointment"]>
  readonly events: ReadonlyArray<Booking.Event>
}

/** What one command finds: the shared daybooks and shelf, and its own appointment. */
export const seenBy = (world: World, { days, stock, appointments }: Pick<Busy, "days" | "stock" | "appointments">, id: string): Booking.State => ({
  ...opened(world), days, stock, appointment: appointments.get(id) ?? Booking.aggregate.initial.appointment
})

/** Sends commands one after the other; refusals change nothing. */
export const after = (
  world: World,
  commands: ReadonlyArray<BookingCommand.Command>,
  decide: (command: BookingCommand.Command, state: Booking.State) => Result.Result<ReadonlyArray<Booking.Event>, unknown> = Booking.aggregate.decide
): Busy => {
  const site = opened(world)
  const appointments = new Map<string, Booking.State["appointment"]>()
  const events: Array<Booking.Event> = []
  let { days, stock } = site
  for (const one of commands) {
    const state: Booking.State = { ...site, days, stock, appointment: appointments.get(one.id) ?? site.appointment }
    const facts = Result.getOrElse(decide(one, state), (): ReadonlyArray<Booking.Event> => [])
    const next = fold(Booking.aggregate, facts, state)
    ;({ days, stock } = next)
    appointments.set(one.id, next.appointment)
    events.push(...facts)
  }
  return { days, stock, appointments, events }
}

/** A world and commands in it. */
export const busyWorld: fc.Arbitrary<{ readonly world: World; readonly commands: ReadonlyArray<BookingCommand.Command> }> = world.chain((one) =>
  fc.array(command(one), { maxLength: 16 }).map((commands) => ({ world: one, commands })))

/** A world and some days in it, in the order of time. */
export const movingWorld: typeof busyWorld = world.chain((one) =>
  fc.array(fc.oneof({ weight: 9, arbitrary: moving(one) }, { weight: 1, arbitrary: more(one, anyMoment(one)) }), { maxLength: 24 }).map((commands) => ({ world: one, commands: commands.sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0) })))
