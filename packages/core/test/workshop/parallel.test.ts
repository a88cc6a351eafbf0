import { assert, describe, it } from "@effect/vitest"
import { Day, Daybook, LocalDate, Request, Roster, Site, Slots } from "@servicelane/core"
import { Result, Schema } from "effect"
import { dayBefore, many, monday, shop, type Shop } from "./shop.ts"

const stage = (name: string, minutes: number, more: Record<string, unknown> = {}) =>
  ({ name, flagMin: minutes, elapsedP50: minutes, elapsedP80: minutes, skill: { id: "mechanical", level: 1 }, ...more })

/** A long service, and a cabin filter that is done beside it. */
const both = (technicians: number, change: Shop = {}, filter: ReadonlyArray<unknown> = [stage("filter", 60)]): Site.Document => ({
  ...shop({ technicians: many(technicians, () => ({ mechanical: 1 })), bays: ["lift"], ...change }),
  jobs: Schema.decodeUnknownSync(Site.Document.fields.jobs)([
    { code: "service", name: "Service", stages: [stage("drain", 60, { bay: "lift" }), stage("fill", 60, { bay: "lift" })] },
    { code: "filter", name: "Cabin filter", parallel: true, stages: filter }
  ])
})

const plans = (document: Site.Document, transport: "wait" | "drop" = "wait", jobs: ReadonlyArray<string> = ["filter", "service"], book = Daybook.initial) => {
  const day = Day.dayOf(Roster.rosterOf(document, monday), book, dayBefore)
  return Result.getOrThrow(Slots.slots([day], () => [], Schema.decodeUnknownSync(Request.Request)({ jobs, transport }))).offers
}

const clock = (instant: string | undefined): string | undefined => instant?.slice(11, 16)

describe("a job that is done beside another", () => {
  it("shortens the visit: two technicians, one car", () => {
    const [first] = plans(both(2))
    assert.deepStrictEqual(first?.stages.map(({ name, start, technician, bay }) => [name, clock(start), technician, bay].map(String)), [
      ["drain", "08:00", "t1", "b0"], ["fill", "09:00", "t1", "b0"], ["filter", "08:00", "t0", "undefined"]
    ])
    assert.strictEqual(clock(first?.promisedAt), "10:00")
  })

  it("needs a technician of its own", () => assert.isEmpty(plans(both(1))))

  it("is done alone when nothing else is asked for", () => assert.strictEqual(clock(plans(both(1), "wait", ["filter"])[0]?.promisedAt), "09:00"))

  it("is done by as many as it takes when it is alone, and another beside it", () => {
    const skills = [{ mechanical: 1 }, { electrical: 1 }]
    const filter = [stage("open", 30), stage("test", 30, { skill: { id: "electrical", level: 1 } })]
    assert.strictEqual(clock(plans(both(2, { technicians: skills }, filter), "wait", ["filter"])[0]?.promisedAt), "09:00")
    assert.strictEqual(clock(plans(both(2), "wait", ["filter", "filter"])[0]?.promisedAt), "09:00")
  })

  it("needs as many technicians as there are lines", () => {
    const three = ["filter", "filter", "service"]
    assert.isEmpty(plans(both(2), "wait", three))
    assert.sameMembers((plans(both(3), "wait", three)[0]?.stages ?? []).map(({ technician }) => String(technician)), ["t0", "t1", "t2", "t2"])
  })

  it("is not counted among the work of later hours", () => {
    const early = { from: "08:00", to: "10:00" }
    const document = both(2, { technicianHours: Object.fromEntries(LocalDate.Weekday.literals.map((day) => [day, [early]])) })
    // From nine on there are two hours, and one of them is asked for already.
    const book = Daybook.evolve(Daybook.initial, Schema.decodeUnknownSync(Daybook.Event)({
      _tag: "CapacityTaken", site: "shop", date: monday, holder: "other", at: dayBefore, use: {
        arriveAt: `${monday}T09:00:00.000Z`, advisor: "anna",
        stages: [{ name: "work", start: `${monday}T09:00:00.000Z`, end: `${monday}T10:00:00.000Z`, skill: { id: "mechanical", level: 1 }, flagMin: 60, elapsedMin: 60 }]
      }
    }))
    assert.strictEqual(clock(plans(document, "wait", undefined, book)[0]?.arriveAt), "08:00")
  })

  it("is as long as the longer of both", () => {
    const [first] = plans(both(2, {}, [stage("one", 90), stage("two", 90)]))
    assert.deepStrictEqual([first?.stages.length, clock(first?.promisedAt)], [4, "11:00"])
    assert.deepStrictEqual(first?.stages.slice(2).map(({ technician }) => String(technician)), ["t0", "t0"])
  })

  it("takes its hours from the day like any other, and shortens a drop-off too", () => {
    const [first] = plans(both(2, { policy: { dropOffReadyAt: "08:00" } }), "drop")
    assert.strictEqual(clock(first?.promisedAt), "10:00")
    assert.strictEqual(first?.stages.reduce((sum, { flagMin }) => sum + flagMin, 0), 180)
  })

  it("takes no bay", () => {
    const { jobs, ...rest } = both(2)
    const wrong = { ...rest, jobs: jobs.map((job) => job.parallel === true ? { ...job, stages: jobs[0]?.stages ?? [] } : job) }
    const refused = Result.getOrThrow(Result.flip(Site.aggregate.decide(Site.apply(wrong, dayBefore), Site.initial)))
    assert.match(refused.message, /jobs\[1\]\.stages\[0\]\.bay: expected no bay: a parallel job is done where the car stands/u)
  })
})
