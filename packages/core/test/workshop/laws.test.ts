import { assert, describe, it } from "@effect/vitest"
import { Appointment, AppointmentId, Booking, type BookingCommand, CustomerId, Day, Daybook, fits, fold, Instant, JobCode, LocalDate, planOf, Request, Roster, Search, Supply, Zone } from "@servicelane/core"
import { noticed, Oracle, Worlds } from "@servicelane/testing"
import { Result } from "effect"
import fc from "fast-check"

type Searching = typeof Search.search

/** The date that is looked at, and those on which work that was begun may go on. */
interface Dates {
  readonly day: Day.Day
  readonly later: ReadonlyArray<Day.Day>
  readonly supplyFor: (request: Request.Request) => Supply.Supply
}

const datesAfter = (world: Worlds.World, { days, stock }: Pick<Booking.State, "days" | "stock">): Dates => {
  const on = (n: number): Day.Day => {
    const date = LocalDate.addDays(world.date, n)
    return Day.dayOf(Roster.rosterOf(world.document, date), days[date] ?? Daybook.initial, world.now)
  }
  const jobs = new Map(world.document.jobs.map((job) => [job.code, job]))
  return {
    day: on(0), later: [1, 2, 3, 4].map(on),
    supplyFor: (request) => Supply.supplyOf(world.document, stock, Supply.partsOf(jobs, request.jobs), world.now)
  }
}

/** Each job by itself, and two short ones of which one is done beside the other. */
const requests = ({ document: { jobs } }: Worlds.World): ReadonlyArray<Request.Request> => {
  const both = jobs.some(({ parallel }) => parallel) && jobs.every(({ stages }) => stages.length === 1) ? [jobs.map(({ code }) => code)] : []
  return [...jobs.map(({ code }) => [code]), ...both].flatMap((codes) => (["wait", "drop", "loaner"] as const).map((transport) => ({ jobs: codes, transport })))
}

const stepsOf = (day: Day.Day, request: Request.Request): ReadonlyArray<Request.Step> => Result.getOrThrow(Request.stepsOf(day.roster.jobs, request))

const slotsOf = ({ day, later, supplyFor }: Dates, request: Request.Request, search: Searching = Search.search): ReadonlyArray<Search.Slot> =>
  search([day], request, stepsOf(day, request), later, supplyFor(request)).slots

/** Every arrival that is offered, with everyone who could receive the car: the whole set, before any choice. */
const offered = (dates: Dates, request: Request.Request, search: Searching = Search.search): ReadonlySet<string> =>
  new Set(slotsOf(dates, request, search).flatMap(({ day, minute }) => {
    const arrival = day.roster.arrivals.find((one) => one.minute === minute)
    return Search.receivers(day, minute, arrival?.advisors ?? []).map((advisor) => `${minute} ${advisor}`)
  }))

const bookingOf = (world: Worlds.World, id: string, slot: Search.Slot, request: Request.Request): BookingCommand.Command => {
  const plan = planOf(slot, request, stepsOf(slot.day, request))
  return {
    _tag: "Book", id: AppointmentId.make(id), site: world.document.site, at: world.now, customer: CustomerId.make("customer-9"), jobs: request.jobs,
    transport: request.transport, arriveAt: plan.arriveAt, ...(plan.advisor === null ? {} : { advisor: plan.advisor })
  }
}

const holds = (law: (world: Worlds.World, busy: Worlds.Busy) => void, times = 1): void =>
  fc.assert(fc.property(Worlds.busyWorld, ({ world, commands }) => law(world, Worlds.after(world, commands))), {
    numRuns: (fc.readConfigureGlobal().numRuns ?? 100) * times
  })

describe("what is offered", () => {
  const canBeBooked = (decide = Booking.aggregate.decide): void =>
    holds((world, busy) => {
      const dates = datesAfter(world, busy)
      for (const request of requests(world)) {
        for (const slot of slotsOf(dates, request)) {
          const answer = decide(bookingOf(world, "appointment-9", slot, request), Worlds.seenBy(world, busy, "appointment-9"))
          assert.isTrue(Result.isSuccess(answer), Result.isFailure(answer) ? answer.failure.message : "")
        }
      }
    })

  it("can be booked against the same state", () => canBeBooked())
  it("and the law notices a desk that closes an hour early", () =>
    noticed(() => canBeBooked((command, state) => command._tag === "Book" && typeof command.arriveAt === "string" && command.arriveAt.slice(14, 16) === "30" ? Result.fail(Result.getOrThrow(Result.flip(Booking.aggregate.decide({ ...command, jobs: [JobCode.make("none")] }, state)))) : Booking.aggregate.decide(command, state))))

  const comesBack = (decide = Booking.aggregate.decide): void =>
    holds((world, busy) => {
      const dates = datesAfter(world, busy)
      for (const request of requests(world)) {
        const slot = slotsOf(dates, request)[0]
        if (slot === undefined) continue
        const book = bookingOf(world, "appointment-9", slot, request)
        const cancel = { _tag: "Cancel", id: book.id, site: book.site, at: book.at, by: "customer" } as const
        let state = Worlds.seenBy(world, busy, "appointment-9")
        for (const command of [book, cancel]) state = fold(Booking.aggregate, Result.getOrThrow(decide(command, state)), state)
        for (const one of requests(world)) assert.deepStrictEqual(offered(datesAfter(world, state), one), offered(dates, one))
      }
    })

  it("comes back when it is booked and then called off", () => comesBack())
  it("and the law notices a desk that keeps what was called off", () =>
    noticed(() => comesBack((command, state) => Result.map(Booking.aggregate.decide(command, state), (facts) => facts.filter(({ _tag }) => _tag !== "CapacityReleased")))))

  const never = (search: Searching): void =>
    holds((world, busy) => {
      const dates = datesAfter(world, busy)
      for (const request of requests(world)) {
        const slot = slotsOf(dates, request)[0]
        if (slot === undefined) continue
        const state = Worlds.seenBy(world, busy, "appointment-9")
        const booked = fold(Booking.aggregate, Result.getOrThrow(Booking.aggregate.decide(bookingOf(world, "appointment-9", slot, request), state)), state)
        for (const one of requests(world)) {
          const before = offered(dates, one, search)
          for (const more of offered(datesAfter(world, booked), one, search)) assert.isTrue(before.has(more))
        }
      }
    })

  it("never becomes more by a booking", () => never(Search.search))
  it("and the law notices a search that looks away when there is little to do", () =>
    noticed(() => never((days, request, ...rest) => Search.search(days.filter(({ load }) => load.some((cars) => cars > 0)), request, ...rest))))

  const refusedWhenStale = (decide = Booking.aggregate.decide): void =>
    fc.assert(fc.property(Worlds.busyWorld, fc.nat(), ({ world, commands }, cut) => {
      const before = Worlds.after(world, commands.slice(0, cut % (commands.length + 1)))
      const busy = Worlds.after(world, commands)
      for (const request of requests(world)) {
        const now = offered(datesAfter(world, busy), request)
        for (const slot of slotsOf(datesAfter(world, before), request)) {
          const book = bookingOf(world, "appointment-9", slot, request)
          assert.strictEqual(Result.isFailure(decide(book, Worlds.seenBy(world, busy, "appointment-9"))), !now.has(`${slot.minute} ${slot.advisor}`))
        }
      }
    }))

  it("is refused once it has become stale, and only then", () => refusedWhenStale())
  it("and the law notices a desk that trusts an old list", () =>
    noticed(() => refusedWhenStale((command, state) => Booking.aggregate.decide(command, { ...state, days: {}, stock: {} }))))

  const theOracles = (search: Searching): void =>
    holds((world, busy) => {
      const dates = datesAfter(world, busy)
      for (const request of requests(world)) {
        const { day, later } = dates
        const steps = stepsOf(day, request)
        const fast = new Map(slotsOf(dates, request, search).map(({ minute, promisedAt }) => [minute, promisedAt]))
        const slow = request.transport === "wait" ? Oracle.waitingSlots(day, request, steps) : Oracle.droppingSlots(day, request, steps, later)
        assert.deepStrictEqual([...fast], [...slow].filter(([minute]) => Oracle.hasParts(world, busy.stock, request, minute)))
      }
    }, 2)

  it("is what a search finds that tries everything, promised times included", () => theOracles(Search.search))
  it("and the law notices a search that takes each stage at its earliest alone", () =>
    noticed(() => theOracles((days, request, steps, ...rest) => Search.search(days, request, steps.map((step) => ({ ...step, gap: { min: 0, max: 1_440 } })), ...rest))))
  it("and the law notices a search by which nobody waits over lunch", () =>
    noticed(() => theOracles((days, request, steps, ...rest) =>
      Search.search(days, request, request.transport === "wait" ? steps.map((step) => ({ ...step, pausable: false })) : steps, ...rest))))

  const unmoved = (search: Searching): void =>
    fc.assert(fc.property(Worlds.busyWorld, fc.integer(), ({ world, commands }, seed) => {
      const { days, stock } = Worlds.after(world, commands)
      const shuffled = <A>(list: ReadonlyArray<A>): ReadonlyArray<A> => fc.sample(fc.shuffledSubarray([...list], { minLength: list.length }), { numRuns: 1, seed })[0] ?? []
      const { document } = world
      const other: Worlds.World = {
        ...world,
        document: {
          ...document, advisors: shuffled(document.advisors), technicians: shuffled(document.technicians), bays: shuffled(document.bays), jobs: shuffled(document.jobs)
        }
      }
      const book = days[world.date] ?? Daybook.initial
      const entries: Daybook.State["entries"] = Object.fromEntries(shuffled(Object.entries(book.entries)))
      for (const request of requests(world)) {
        const plans = (dates: Dates) => slotsOf(dates, request, search).map((slot) => planOf(slot, request, stepsOf(slot.day, request)))
        assert.deepStrictEqual(plans(datesAfter(other, { days: { ...days, [world.date]: { ...book, entries } }, stock })), plans(datesAfter(world, { days, stock })))
      }
    }))

  it("stays the same when the document and the daybook are shuffled", () => unmoved(Search.search))
  it("and the law notices a search that goes by the order of the document", () =>
    noticed(() => unmoved((days, ...asked) => {
      const { slots, ...rest } = Search.search(days, ...asked)
      return { ...rest, slots: slots.map((slot) => ({ ...slot, promisedAt: slot.promisedAt + [...slot.day.roster.jobs.keys()].indexOf("job-1") })) }
    })))

  const sameInstant = (show = Zone.isoWithOffset): void =>
    holds((world, busy) => {
      const dates = datesAfter(world, busy)
      for (const request of requests(world)) {
        for (const slot of slotsOf(dates, request)) {
          const { arriveAt } = planOf(slot, request, stepsOf(slot.day, request))
          for (const zone of ["Asia/Tokyo", "America/St_Johns", "UTC"]) {
            const shown = show(Zone.Zone.make(zone), Instant.toMillis(arriveAt))
            assert.strictEqual(Date.parse(shown), Instant.toMillis(arriveAt))
          }
        }
      }
    })

  it("is the same instant in whatever zone a viewer reads it", () => sameInstant())
  it("and the law notices a clock that rounds its offset to hours", () =>
    noticed(() => sameInstant((zone, millis) => Zone.isoWithOffset(zone, millis).replace(/:30$/, ":00"))))
})

describe("what is taken", () => {
  const withinCapacity = (decide = Booking.aggregate.decide): void =>
    fc.assert(fc.property(Worlds.busyWorld, ({ world, commands }) => {
      const { days } = Worlds.after(world, commands, decide)
      const entries = Object.values(days[world.date]?.entries ?? {}).filter((entry) => Daybook.isLive(entry, world.now))
      const roster = Roster.rosterOf(world.document, world.date)
      const stages = entries.flatMap(({ use }) => use.stages)
      for (const key of ["technician", "bay"] as const) {
        for (const one of stages) {
          const rivals = stages.filter((other) => other !== one && one[key] !== undefined && other[key] === one[key])
          for (const other of rivals) assert.isTrue(other.end <= one.start || one.end <= other.start, `${key} ${String(one[key])} twice at once`)
        }
      }
      // A loaner that is out over night stands in several daybooks.
      const loans = [...new Map(Object.values(days).flatMap((day) => Object.values(day.entries)).filter((entry) => Daybook.isLive(entry, world.now))
        .flatMap(({ holder, use }) => use.loaner === undefined ? [] : [[holder, use.loaner]])).values()]
      for (const one of loans) {
        const rivals = loans.filter((other) => other !== one && other.id === one.id)
        for (const other of rivals) assert.isTrue(other.to <= one.from || one.to <= other.from, `loaner ${one.id} twice at once`)
      }
      for (const { id, perTick } of roster.advisors) {
        const arrivals = entries.filter(({ use }) => use.advisor === id).map(({ use }) => use.arriveAt)
        for (const arrival of arrivals) assert.isAtMost(arrivals.filter((one) => one === arrival).length, perTick)
      }
      for (const type of new Set(roster.bays.map((bay) => bay.type))) {
        const used = stages.filter(({ bayType }) => bayType === type).reduce((sum, { elapsedMin }) => sum + elapsedMin, 0)
        const open = roster.bays.filter((bay) => bay.type === type).flatMap(({ hours }) => hours).reduce((sum, { from, to }) => sum + to - from, 0)
        assert.isAtMost(used, open * roster.policy.loadPct / 100)
      }
      for (const skill of ["mechanical", "electrical"]) {
        const asked = stages.filter((stage) => stage.skill?.id === skill).reduce((sum, { flagMin }) => sum + flagMin, 0)
        const able = roster.technicians.filter(({ skills }) => (skills[skill] ?? 0) > 0)
        assert.isAtMost(asked, able.reduce((sum, { hours: own, efficiencyPct }) => sum + own.reduce((t, { from, to }) => t + to - from, 0) * efficiencyPct, 0) / 100 * roster.policy.loadPct / 100)
      }
      // The hours of all technicians together, at the share that may be planned.
      const flag = stages.filter(({ skill }) => skill !== undefined).reduce((sum, { flagMin }) => sum + flagMin, 0)
      const hours = roster.technicians.reduce((sum, { hours: own, efficiencyPct }) => sum + own.reduce((t, { from, to }) => t + to - from, 0) * efficiencyPct, 0)
      assert.isAtMost(flag, (hours / 100) * roster.policy.loadPct / 100)
    }))

  it("never exceeds what there is, at any instant", () => withinCapacity())
  it("and the law notices a desk that does not look at the daybook", () =>
    noticed(() => withinCapacity((command, state) => Booking.aggregate.decide(command, { ...state, days: {} }))))

  it("fits, every single booking of it, when all others are looked at", () =>
    holds((world, { days }) => {
      const book = days[world.date] ?? Daybook.initial
      for (const entry of Object.values(book.entries).filter((one) => Daybook.isLive(one, world.now))) {
        const day = Day.dayOf(Roster.rosterOf(world.document, world.date), Daybook.without(book, entry.holder), world.now)
        assert.deepStrictEqual(fits(day, entry.use), [])
      }
    }))

  const where = ({ days }: Worlds.Busy, id: string): ReadonlyArray<string> =>
    Object.entries(days).flatMap(([date, { entries }]) => entries[id] === undefined ? [] : [date]).sort()

  const inItsPlace = (decide = Booking.aggregate.decide): void =>
    fc.assert(fc.property(Worlds.movingWorld, ({ world, commands }) => {
      const busy = Worlds.after(world, commands, decide)
      for (const [id, appointment] of busy.appointments) {
        const live = appointment._tag === "Held" || appointment._tag === "Booked" || appointment._tag === "Arrived"
        // Of a no-show only the reception stays, on its day.
        const missed = appointment._tag === "NoShow" && appointment.visit.plan !== null ? [appointment.visit.plan.localDate] : []
        assert.deepStrictEqual(where(busy, id), live ? [...Appointment.daybookDates(appointment)] : missed, `${id} ${appointment._tag}`)
        const parts = Object.entries(busy.stock).flatMap(([part, { kept }]) => kept[id] === undefined ? [] : [part])
        assert.deepStrictEqual(parts, live ? [...Appointment.parts(appointment)] : [], `${id} ${appointment._tag}`)
      }
    }))

  it("stands where its plan says and nowhere else, however often it moves: never two live bookings, and never none", () => inItsPlace())
  it("and the law notices a desk that takes the new place and keeps the old", () =>
    noticed(() => inItsPlace((command, state) => Result.map(Booking.aggregate.decide(command, state), (facts) =>
      command._tag === "Reschedule" || command._tag === "Cancel" ? facts.filter(({ _tag }) => _tag !== "CapacityReleased") : facts))))

  const nobodyLacks = (decide = Booking.aggregate.decide): void =>
    fc.assert(fc.property(Worlds.busyWorld, ({ world, commands }) => {
      for (const [part, stock] of Object.entries(Worlds.after(world, commands, decide).stock)) {
        const lead = world.document.parts?.find(({ no }) => no === part)?.leadMin
        assert.isEmpty(Supply.missing(stock, world.now, lead))
      }
    }))

  it("never takes a part from whoever it is kept for", () => nobodyLacks())
  it("and the law notices a desk that does not look at the shelf", () =>
    noticed(() => nobodyLacks((command, state) => Booking.aggregate.decide(command, { ...state, stock: Object.fromEntries(Object.entries(state.stock).map(([part, one]) => [part, { ...one, kept: {} }])) }))))

  const replays = (evolve = Booking.aggregate.evolve): void =>
    holds((world, busy) => {
      const site = Worlds.opened(world)
      const daybook = busy.events.filter((event): event is Daybook.Event => Daybook.tags.has(event._tag))
      assert.deepStrictEqual(fold({ ...Booking.aggregate, evolve }, daybook, site).days, busy.days)
    })

  it("is the same whether it is replayed at once or event by event", () => replays())
  it("and the law notices a replay that forgets what was given back", () =>
    noticed(() => replays((state, event) => event._tag === "CapacityReleased" ? state : Booking.aggregate.evolve(state, event))))
})
