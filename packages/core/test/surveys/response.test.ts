import { assert, describe, it } from "@effect/vitest"
import { Domain, fold, project, Satisfaction, SurveyAnswers, SurveyResponse } from "@servicelane/core"
import { evolveIsTotal, given, halvesMerge, histories, noticed, roundTrips, saidOnce, terminalStays } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { corner, says } from "../appointments/corner.ts"

const { aggregate } = SurveyResponse

const open: SurveyResponse.Known = { ...aggregate.initial, site: { _tag: "Open", document: corner } }

const say = (_tag: string, on: string, more: Record<string, unknown> = {}): SurveyResponse.Command =>
  Schema.decodeUnknownSync(SurveyResponse.Command)({ _tag, id: "s-1", site: "corner", at: `${on}T12:00:00.000Z`, ...more })

const csi = (all: number, more: Record<string, number> = {}, recommends: number | null = null) =>
  ({ survey: "csi", scores: { ...Object.fromEntries(SurveyAnswers.factors.csi.map((factor) => [factor, all])), ...more }, recommends })
const ssi = (all: number) => ({ survey: "ssi", scores: Object.fromEntries(SurveyAnswers.factors.ssi.map((factor) => [factor, all])), recommends: null })

const answer = (answers: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  say("Answer", "2026-09-18", { customer: "li", vehicle: "car-1", visit: "v-1", advisor: "anna", consultant: null, date: "2026-09-17", how: "telephone", answers, coached: false, ...more })
const coached = say("ReportCoaching", "2026-09-20", { by: "cr-1" })

const told = (state: SurveyResponse.Known, command: SurveyResponse.Command) => given(aggregate, [], state).when(command)
const after = (...commands: ReadonlyArray<SurveyResponse.Command>): SurveyResponse.Known =>
  commands.reduce((state, command) => fold(aggregate, Result.getOrThrow(aggregate.decide(command, state)), state), open)

describe("the answers of a customer", () => {
  it("are kept as they were given, with whom and what they are about", () => {
    says(told(open, answer(csi(9))).thenEvents("SurveyAnswered")[0], { customer: "li", visit: "v-1", advisor: "anna", date: "2026-09-17", how: "telephone", coached: false })
    told(after(answer(csi(9))), answer(csi(9))).thenNothing()
    says(told(after(answer(csi(9))), answer(csi(10))).thenRejected("SurveyTaken"), { date: "2026-09-17" })
  })

  it("are of all five factors, from 1 to 10", () => {
    assert.strictEqual(SurveyAnswers.factors.csi.length, 5)
    assert.strictEqual(SurveyAnswers.factors.ssi.length, 5)
    for (const wrong of [csi(0), csi(11), csi(9.5), csi(9, { quality: 0 }), { ...csi(9), scores: { advisor: 9 } }, csi(9, {}, 11), { ...csi(9), survey: "ssi" }]) {
      assert.throws(() => answer(wrong))
    }
  })

  it("are of a day that has been, at a site that there is", () => {
    says(told(open, answer(csi(9), { date: "2026-09-19" })).thenRejected("DateToCome"), { today: "2026-09-18" })
    told(aggregate.initial, answer(csi(9))).thenRejected("UnknownSite")
  })

  it("stay when it turns out that the customer was coached, and count no more", () => {
    says(told(after(answer(csi(10))), coached).thenEvents("CoachingFound")[0], { by: "cr-1", customer: "li", date: "2026-09-17" })
    told(after(answer(csi(10)), coached), coached).thenNothing()
    told(after(answer(csi(10), { coached: true })), coached).thenNothing()
    says(told(open, coached).thenRejected("UnknownSurvey"), { id: "s-1" })
  })
})

const reading = (...events: ReadonlyArray<SurveyResponse.Event>) =>
  Satisfaction.readingOf([...project(Satisfaction.satisfaction, events).values()].reduce(Satisfaction.plus, Satisfaction.empty()))
const facts = (...commands: ReadonlyArray<SurveyResponse.Command>) => {
  let state = open
  return commands.flatMap((command) => {
    const known: SurveyResponse.Known = command._tag === "Answer" ? open : state
    const events = Result.getOrThrow(aggregate.decide(command, known))
    state = fold(aggregate, events, known)
    return events.filter((event): event is SurveyResponse.Event => SurveyResponse.tags.has(event._tag))
  })
}

describe("how satisfied customers are", () => {
  it("is the mean of the five factors times ten, the share of tens, and who recommends less who does not", () => {
    const { n, index, topBox, nps, factors } = reading(...facts(answer(csi(10, {}, 10)), answer(csi(8, { quality: 9 }, 9)), answer(csi(6, {}, 6)), answer(csi(8, {}, 7))))
    assert.strictEqual(n, 4)
    // Four factors have 32 of 40 points, the fifth 33.
    assert.closeTo(index ?? 0, (8 * 4 + 8.25) / 5 * 10, 1e-9)
    assert.closeTo(topBox ?? 0, 0.25, 1e-9)
    assert.closeTo(nps ?? 0, 25, 1e-9)
    assert.deepStrictEqual(factors.map(({ factor, mean }) => [factor, mean]), [["initiation", 8], ["advisor", 8], ["facility", 8], ["pick-up", 8], ["quality", 8.25]])
  })

  it("is not known where nobody was asked", () => {
    assert.deepStrictEqual(reading(), { n: 0, coached: 0, index: null, topBox: null, nps: null, factors: [] })
    assert.isNull(reading(...facts(answer(ssi(9)))).nps)
  })

  it("leaves out and counts those who were coached, also when that turns out later", () => {
    const honest = facts(answer(csi(7)))
    assert.deepStrictEqual(reading(...honest, ...facts(answer(csi(10), { coached: true }))), { ...reading(...honest), coached: 1 })
    const { n, coached: found, index } = reading(...honest, ...facts(answer(csi(10, {}, 10)), coached))
    assert.deepStrictEqual([n, found, index], [1, 1, 70])
    assert.isNull(reading(...facts(answer(csi(10, {}, 10)), coached)).index)
  })

  it("is counted by month, survey and way of asking", () =>
    assert.deepStrictEqual([...project(Satisfaction.satisfaction, facts(answer(csi(9)), answer(ssi(9)), answer(csi(9), { how: "face-to-face", date: "2026-08-31" }))).keys()], [
      "corner|2026-09|csi|telephone", "corner|2026-09|ssi|telephone", "corner|2026-08|csi|face-to-face"
    ]))
})

describe("surveys keep the laws", () => {
  const score = fc.integer({ min: 1, max: 10 })
  const answers = fc.oneof(fc.record({ all: score, recommends: fc.option(fc.nat(10)) }).map(({ all, recommends }) => csi(all, {}, recommends)), score.map(ssi))
  const command = fc.oneof(
    fc.tuple(answers, fc.boolean(), fc.constantFrom("telephone", "face-to-face"), fc.constantFrom("2026-08-31", "2026-09-17")).map(([one, isCoached, how, date]) => answer(one, { coached: isCoached, how, date })),
    fc.constant(coached)
  )
  const isOwn = (event: SurveyResponse.Event | { readonly _tag: string }): event is SurveyResponse.Event => SurveyResponse.tags.has(event._tag)
  const own = histories(aggregate, command, open).map((events) => events.filter(isOwn))
  const event = own.filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))
  const many = fc.array(own, { maxLength: 6 }).map((all) => all.flat())

  it("said twice is said once", () => saidOnce(aggregate, command, open))
  it("history cannot be refused", () => evolveIsTotal(aggregate, event, open))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
  it("what is over stays over", () => terminalStays(aggregate, command, open))
  it("two halves of the log are counted apart and merged", () =>
    halvesMerge(Satisfaction.satisfaction, many, (tally) => [...tally].map(([key, counts]) => [key, Satisfaction.readingOf(counts)]).sort()))

  const neverCounts = (satisfaction = Satisfaction.satisfaction): void =>
    fc.assert(fc.property(many, (events) => {
      const honest = new Map<SurveyResponse.Event, boolean>()
      // Each history is of one customer: the answers come first, and perhaps that they were coached.
      events.forEach((one, i) => {
        if (one._tag === "SurveyAnswered") honest.set(one, !one.coached && events[i + 1]?._tag !== "CoachingFound")
      })
      const counts = project(satisfaction, events)
      const kept = [...honest].flatMap(([one, isHonest]) => isHonest ? [one] : [])
      const read = (tally: typeof counts) => [...tally].flatMap(([key, one]) => one.n === 0 ? [] : [[key, { ...Satisfaction.readingOf(one), coached: 0 }] as const]).sort(([one], [other]) => one < other ? -1 : 1)
      assert.deepStrictEqual(read(counts), read(project(Satisfaction.satisfaction, kept)))
      assert.strictEqual([...counts.values()].reduce((sum, one) => sum + one.coached, 0), honest.size - kept.length)
    }))
  it("coached answers never count, however late that is found", () => neverCounts())
  it("and the law notices who forgets to take them back", () =>
    noticed(() => neverCounts({ ...Satisfaction.satisfaction, evolve: (tally, one) => one._tag === "CoachingFound" ? tally : Satisfaction.satisfaction.evolve(tally, one) })))
})
