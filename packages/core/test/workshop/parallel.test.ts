import { assert, describe, it } from "@effect/vitest"
import { Day, Daybook, Request, Roster, Site, Slots } from "@servicelane/core"
import { Result, Schema } from "effect"
import { type Change, dayBefore, job, lifts, mechanic, monday, roomy, skill, skilled, stage, technicians, week } from "./shop.ts"

/** A long service, and a cabin filter that is done beside it. */
const both = (people: Change, filter: ReadonlyArray<Change> = [stage("filter", 60, mechanic)], ...changes: ReadonlyArray<Change>): Site.Document => {
  const onLift = { ...mechanic, bay: "lift" }
  const service = job("service", stage("drain", 60, onLift), stage("fill", 60, onLift))
  return roomy(people, lifts(1), { jobs: [service, { ...job("filter", ...filter), parallel: true }] }, ...changes)
}

const two = technicians(2)

const plans = (document: Site.Document, transport: "wait" | "drop" = "wait", jobs: ReadonlyArray<string> = ["filter", "service"], book = Daybook.initial) => {
  const day = Day.dayOf(Roster.rosterOf(document, monday), book, dayBefore)
  return Result.getOrThrow(Slots.slots([day], () => [], Schema.decodeUnknownSync(Request.Request)({ jobs, transport }))).offers
}

const clock = (instant: string | undefined): string | undefined => instant?.slice(11, 16)

describe("a job that is done beside another", () => {
  it("shortens the visit: two technicians, one car", () => {
    const [first] = plans(both(two))
    assert.deepStrictEqual(first?.stages.map(({ name, start, technician, bay }) => [name, clock(start), technician, bay].map(String)), [
      ["drain", "08:00", "tom-1", "lift-0"], ["fill", "09:00", "tom-1", "lift-0"], ["filter", "08:00", "tom-0", "undefined"]
    ])
    assert.strictEqual(clock(first?.promisedAt), "10:00")
  })

  it("needs a technician of its own", () => assert.isEmpty(plans(both(technicians(1)))))

  it("is done alone when nothing else is asked for", () => assert.strictEqual(clock(plans(both(technicians(1)), "wait", ["filter"])[0]?.promisedAt), "09:00"))

  it("is done by as many as it takes when it is alone, and another beside it", () => {
    const filter = [stage("open", 30, mechanic), stage("test", 30, skill("electrical"))]
    assert.strictEqual(clock(plans(both(skilled([{ mechanical: 1 }, { electrical: 1 }]), filter), "wait", ["filter"])[0]?.promisedAt), "09:00")
    assert.strictEqual(clock(plans(both(two), "wait", ["filter", "filter"])[0]?.promisedAt), "09:00")
  })

  it("needs as many technicians as there are lines", () => {
    const three = ["filter", "filter", "service"]
    assert.isEmpty(plans(both(two), "wait", three))
    assert.sameMembers((plans(both(technicians(3)), "wait", three)[0]?.stages ?? []).map(({ technician }) => String(technician)), ["tom-0", "tom-1", "tom-2", "tom-2"])
  })

  it("is not counted among the work of later hours", () => {
    const document = both(technicians(2, { hours: week("08:00", "10:00") }))
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
    const [first] = plans(both(two, [stage("one", 90, mechanic), stage("two", 90, mechanic)]))
    assert.deepStrictEqual([first?.stages.length, clock(first?.promisedAt)], [4, "11:00"])
    assert.deepStrictEqual(first?.stages.slice(2).map(({ technician }) => String(technician)), ["tom-0", "tom-0"])
  })

  it("takes its hours from the day like any other, and shortens a drop-off too", () => {
    const [first] = plans(both(two), "drop")
    assert.strictEqual(clock(first?.promisedAt), "10:00")
    assert.strictEqual(first?.stages.reduce((sum, { flagMin }) => sum + flagMin, 0), 180)
  })

  it("takes no bay", () => {
    const { jobs, ...rest } = both(two)
    const wrong = { ...rest, jobs: jobs.map((job) => job.parallel === true ? { ...job, stages: jobs[0]?.stages ?? [] } : job) }
    const refused = Result.getOrThrow(Result.flip(Site.aggregate.decide(Site.apply(wrong, dayBefore), Site.initial)))
    assert.match(refused.message, /jobs\[1\]\.stages\[0\]\.bay: expected no bay: a parallel job is done where the car stands/u)
  })
})
