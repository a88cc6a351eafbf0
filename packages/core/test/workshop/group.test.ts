import { assert, describe, it } from "@effect/vitest"
import { Day, Daybook, Instant, Request, Roster, Site, SiteId, Slots } from "@servicelane/core"
import { noticed, Worlds } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { dayBefore, monday, week } from "./shop.ts"

/** Two sites of a group, and what somebody asks of both. */
const group = fc.tuple(Worlds.busyWorld, Worlds.busyWorld, fc.constantFrom("wait", "drop")).map(([north, south, transport]) => ({
  sides: ([["north", north], ["south", south]] as const).map(([name, { world, commands }]): Slots.Side => {
    const busy = Worlds.after(world, commands)
    const document = { ...world.document, site: SiteId.make(name) }
    const days = [Day.dayOf(Roster.rosterOf(document, world.date), busy.days[world.date] ?? Daybook.initial, world.now)]
    return { site: document.site, days, later: () => [], supplyFor: () => ({ from: -Infinity, last: undefined }) }
  }),
  request: Schema.decodeUnknownSync(Request.Request)({ jobs: ["job-0"], transport })
}))

const ask = (sides: ReadonlyArray<Slots.Side>, request: Request.Request, pick?: Slots.Pick): Slots.GroupSlots => Result.getOrThrow(Slots.slotsOfGroup(sides, request, pick))

type Asking = typeof ask

const told = ({ offers }: Slots.GroupSlots): ReadonlyArray<string> => offers.map(({ site, plan }) => `${plan.arriveAt} ${site} ${plan.advisor}`)

describe("the slots of a group", () => {
  const together = (asking: Asking): void =>
    fc.assert(fc.property(group, ({ sides, request }) => {
      const alone = sides.flatMap((side) => told(ask([side], request)))
      assert.deepStrictEqual(told(asking(sides, request)), alone.toSorted())
      assert.strictEqual(asking(sides, request).none === null, alone.length > 0)
    }))

  it("are those of its sites, in the order of time", () => together(ask))
  it("and the law notices a group that forgets a site", () => noticed(() => together((sides, request) => ask(sides.slice(0, 1), request))))

  it("are the same in whatever order the sites are asked", () =>
    fc.assert(fc.property(group, fc.constantFrom<Slots.Pick | undefined>(undefined, { best: 3 }, "two-times"), ({ sides, request }, pick) =>
      assert.deepStrictEqual(ask(sides.toReversed(), request, pick), ask(sides, request, pick)))))

  it("are the best of all sites together: more of them only add to fewer", () =>
    fc.assert(fc.property(group, fc.integer({ min: 1, max: 5 }), ({ sides, request }, best) => {
      const few = told(ask(sides, request, { best }))
      const more = told(ask(sides, request, { best: best + 1 }))
      assert.includeMembers([...more], [...few])
      assert.includeMembers([...told(ask(sides, request))], [...more])
    })))

  const corner = (site: string, more: Record<string, unknown> = {}): Slots.Side => {
    const hours = week("09:00", "11:00")
    const document = Schema.decodeUnknownSync(Site.Document)({
      site, name: site, calendar: { zone: "UTC", weekly: hours, holidays: "open", makeup: "own-weekday", exceptions: [], blocks: [] },
      advisors: [{ id: "anna", hours, breaks: [], tickMinutes: 60, perTick: 1 }], technicians: [], bays: [],
      jobs: [{ code: "wash", name: "Wash", stages: [{ name: "wash", flagMin: 0, elapsedP50: 20, elapsedP80: 20 }] }], policies: [], ...more
    })
    const days = [Day.dayOf(Roster.rosterOf(document, monday), Daybook.initial, dayBefore)]
    return { site: document.site, days, later: () => [], supplyFor: () => ({ from: -Infinity, last: undefined }) }
  }
  const wash = Schema.decodeUnknownSync(Request.Request)({ jobs: ["wash"], transport: "drop" })

  it("come from the sites that do the job; the others say that they do not", () => {
    const polish = corner("polish", { jobs: [{ code: "polish", name: "Polish", stages: [{ name: "polish", flagMin: 0, elapsedP50: 20, elapsedP80: 20 }] }] })
    assert.deepStrictEqual(told(ask([polish, corner("east")], wash)), ["2026-09-21T09:00:00.000Z east anna", "2026-09-21T10:00:00.000Z east anna"])
    const shut = corner("shut", { advisors: [] })
    assert.deepStrictEqual(ask([polish, shut], wash).none?.map(({ site, none }) => [String(site), none.binding.code]), [["polish", "job_not_offered"], ["shut", "advisor_away"]])
    assert.strictEqual(Result.getOrThrow(Result.flip(Slots.slotsOfGroup([polish], wash)))._tag, "UnknownJob")
  })

  it("of two equal times are those of the first site by id", () =>
    assert.deepStrictEqual(told(ask([corner("west"), corner("east")], wash, { best: 1 })), ["2026-09-21T09:00:00.000Z east anna"]))

  it("of a time that is over say so", () => {
    const [first] = corner("east").days
    const later = { ...corner("east"), days: first === undefined ? [] : [{ ...first, now: Instant.Instant.make("2026-09-21T12:00:00.000Z") }] }
    assert.deepStrictEqual(ask([later], wash).none?.[0]?.none.binding, { code: "past", message: "that time is over" })
  })
})
