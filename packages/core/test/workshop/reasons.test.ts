import { assert, describe, it } from "@effect/vitest"
import { type Calendar, Day, Daybook, Instant, LocalDate, Policy, type Reason, Request, Roster, Search, Slots, Supply } from "@servicelane/core"
import { noticed, Oracle, Without, Worlds } from "@servicelane/testing"
import { Result } from "effect"
import fc from "fast-check"

type Asked = Without.Asked
type Searching = typeof Search.search

/** The date that is asked for, those on which work that was begun may go on, and the work. */
interface Scene {
  readonly asked: Asked
  readonly day: Day.Day
  readonly later: ReadonlyArray<Day.Day>
  readonly steps: ReadonlyArray<Request.Step>
  readonly supply: Supply.Supply
}

const sceneOf = (asked: Asked): Scene => {
  const { world, days, stock, request } = asked
  const on = (n: number): Day.Day => {
    const date = LocalDate.addDays(world.date, n)
    return Day.dayOf(Roster.rosterOf(world.document, date), days[date] ?? Daybook.initial, world.now)
  }
  const day = on(0)
  const later = Array.from({ length: Policy.maxDaysOf(day.roster.policy) - 1 }, (_, i) => on(i + 1))
  const supply = Supply.supplyOf(world.document, stock, Supply.partsOf(day.roster.jobs, request.jobs), world.now)
  return { asked, day, later, steps: Result.getOrThrow(Request.stepsOf(day.roster.jobs, request)), supply }
}

/** What search says of one minute: a slot, or the one reason why there is none. */
const answer = ({ asked: { request }, day, later, steps, supply }: Scene, minute: number, search: Searching): Search.Slot | Reason.ReasonCode => {
  const arrivals = day.roster.arrivals.filter((one) => one.minute === minute)
  const { slots, reasons } = search([{ ...day, roster: { ...day.roster, arrivals } }], request, steps, later, supply)
  const [said, ...more] = [...slots, ...[...reasons].flatMap(([code, n]) => Array.from({ length: n }, () => code))]
  if (said === undefined || more.length > 0) throw new Error("expected one answer for one minute")
  return said
}

/** Whether a search that tries everything finds a slot at this minute, with work on none but the first dates. */
const oracleFinds = ({ asked: { world, stock, request }, day, later, steps }: Scene, minute: number, dates: number): boolean => {
  if (!Oracle.hasParts(world, stock, request, minute)) return false
  const { roster } = day
  const at = Instant.fromMillis(Day.millisOf(roster, minute))
  const isAskedFor = request.windows === undefined || request.windows.some(({ from, to }) => from <= at && at < to)
  const advisors = roster.advisors.map((advisor) => ({
    ...advisor,
    ticks: advisor.ticks.filter((tick) => tick === minute && isAskedFor && (request.advisor === undefined || request.advisor === advisor.id))
  }))
  const one = { ...day, roster: { ...roster, advisors } }
  return (request.transport === "wait" ? Oracle.waitingSlots(one, request, steps) : Oracle.droppingSlots(one, request, steps, later.slice(0, dates - 1))).size > 0
}

/** How many dates a slot touches: no more need be tried in order to find it again. */
const datesOf = ({ day, later }: Scene, { promisedAt, loan }: Search.Slot): number =>
  [day, ...later].filter(({ roster }) => roster.start < Math.max(promisedAt, loan?.to ?? 0)).length

interface Wish extends Asked {
  /** The minutes at which a car could be received if nothing stood in the way, of every tick of anybody. */
  readonly minutes: ReadonlyArray<number>
}

/** One customer in a busy workshop, which may be closed; some ask for a part of the day, or for an advisor. */
const wishes: fc.Arbitrary<Wish> = fc.tuple(
  Worlds.busyWorld,
  fc.record({
    job: fc.nat(), transport: fc.constantFrom("wait", "drop", "loaner"), advisor: fc.option(fc.nat(), { nil: undefined, freq: 3 }),
    channel: fc.constantFrom(undefined, "counter" as const), isEarly: fc.constantFrom(true, false, false, false), isClosed: fc.integer({ min: 0, max: 19 }).map((n) => n === 0)
  })
).map(([{ world: open, commands }, { job, transport, advisor, channel, isEarly, isClosed }]) => {
  const { document, date } = open
  const exceptions: ReadonlyArray<Calendar.Exception> = isClosed ? [{ kind: "close", date, reason: "stocktaking" }] : []
  const world = { ...open, document: { ...document, calendar: { ...document.calendar, exceptions } } }
  const roster = Roster.rosterOf(document, date)
  const from = roster.opening[0]?.from ?? 0
  const at = (minute: number): Instant.Instant => Instant.fromMillis(Day.millisOf(roster, minute))
  const only = advisor === undefined ? undefined : document.advisors[advisor % document.advisors.length]
  const { days, stock } = Worlds.after(world, commands)
  return {
    world,
    days,
    stock,
    minutes: [...new Set([from, ...roster.arrivals.map(({ minute }) => minute)])],
    request: {
      jobs: document.jobs.slice(job % document.jobs.length).slice(0, 1).map(({ code }) => code),
      transport,
      ...(channel === undefined ? {} : { channel }),
      ...(isEarly ? { windows: [{ from: at(from), to: at(from + 60) }] } : {}),
      ...(only === undefined ? {} : { advisor: only.id })
    }
  }
})

const holds = (law: (wish: Wish) => void, times: number): void =>
  fc.assert(fc.property(wishes, law), { numRuns: (fc.readConfigureGlobal().numRuns ?? 100) * times })

/** The same without what the reason speaks of. */
const removed = (code: Reason.ReasonCode, asked: Asked): Asked => {
  const without = Without.without(code, asked)
  if (without === undefined) throw new Error(`search speaks of ${code}, which it does not look for`)
  return without
}

/** Takes away one reason after the other until there is a slot; says of it what the oracle says. */
const isTrue = (first: Scene, minute: number, code: Reason.ReasonCode, search: Searching): void => {
  assert.isFalse(oracleFinds(first, minute, 5), `${code}, where there is a slot`)
  let said: Search.Slot | Reason.ReasonCode = code
  let scene = first
  const gone: Array<Reason.ReasonCode> = []
  while (typeof said === "string") {
    assert.notInclude(gone, said, `${said} again, after ${gone.join(", ")} were taken away`)
    gone.push(said)
    scene = sceneOf(removed(said, scene.asked))
    said = answer(scene, minute, search)
  }
  assert.isTrue(oracleFinds(scene, minute, datesOf(scene, said)), `a slot after ${gone.join(", ")} were taken away, where there is none`)
}

/** A search that says one thing where it means another. */
const saying = (instead: (code: Reason.ReasonCode) => Reason.ReasonCode): Searching => (...asked) => {
  const { reasons, ...rest } = Search.search(...asked)
  const other = new Map<Reason.ReasonCode, number>()
  for (const [code, n] of reasons) other.set(instead(code), (other.get(instead(code)) ?? 0) + n)
  return { ...rest, reasons: other }
}

describe("a reason why a car cannot come at a time", () => {
  const areTrue = (search: Searching): void =>
    holds((wish) => {
      const scene = sceneOf(wish)
      const seen = new Set<Reason.ReasonCode>()
      for (const minute of wish.minutes) {
        const said = answer(scene, minute, search)
        // The first minute of each reason is enough for the oracle, which is slow.
        if (typeof said !== "string" || seen.has(said)) continue
        seen.add(said)
        isTrue(scene, minute, said, search)
      }
    }, 1.5)

  it("is true: without it there is another reason, and in the end a slot that the oracle finds too", () => areTrue(Search.search))
  it("and the law notices a search that calls a day booked out when it is nearly over", () =>
    noticed(() => areTrue(saying((code) => code === "too_late_today" ? "hours_full" : code))))
  it("and the law notices a search that has a reason where there is a slot", () =>
    noticed(() => areTrue((...asked) => {
      const { slots, reasons, ...rest } = Search.search(...asked)
      return { ...rest, slots: [], reasons: slots.length === 0 ? reasons : new Map([["too_late_today", 1]]) }
    })))
})

describe("the reason that binds a whole day", () => {
  const binds = (said: (code: Reason.ReasonCode) => Reason.ReasonCode): void =>
    holds((asked) => {
      const whyNone = (one: Asked): Slots.None | null => {
        const { day, later, supply } = sceneOf(one)
        return Result.getOrThrow(Slots.slots([day], () => later, one.request, undefined, () => supply)).none
      }
      const none = whyNone(asked)
      if (none === null) return
      const code = said(none.binding.code)
      const after = whyNone(removed(code, asked))?.reasons ?? []
      assert.notInclude(after.map((one) => one.code), code)
      assert.notDeepEqual(after, none.reasons)
    }, 3)

  it("excludes no time any more when it is taken away", () => binds((code) => code))
  it("and the law notices a day that is said to be too short when it is the wait that is too long", () =>
    noticed(() => binds((code) => code === "wait_too_long" ? "too_late_today" : code)))
})
