import { assert, describe, it } from "@effect/vitest"
import { Callback, CallbackCommand, Calling, CallList, CallPolicy, CallTalk, Domain, fold, Instant, project, Site, standardScripts } from "@servicelane/core"
import { evolveIsTotal, halvesMerge, histories, noticed, roundTrips, saidOnce, terminalStays } from "@servicelane/testing"
import { Schema } from "effect"
import fc from "fast-check"
import { corner } from "../appointments/corner.ts"

const document: Site.Document = Schema.decodeUnknownSync(Site.Document)(corner)

/** The same where nobody is left in peace. */
const restless: Site.Document = { ...document, care: { schedules: [], calls: { ...CallPolicy.standard, retryMin: 1, attempts: 20 } } }

/** On two days and nights, to the half hour: some of it outside calling hours. */
const at = fc.integer({ min: 0, max: 96 }).map((n) => Instant.addMinutes(Instant.Instant.make("2026-09-18T06:00:00.000Z"), n * 30))
const window = fc.tuple(at, fc.integer({ min: 1, max: 40 })).map(([from, halves]) => ({ from, by: Instant.addMinutes(from, halves * 30) }))
const about = { customer: "li", vehicle: "car-1", appointment: null, visit: null, complaint: null }
const ended = [
  { outcome: { _tag: "Verified" }, answers: { greet: "yes", convenient: "yes", verify: "yes", work: "yes" } },
  { outcome: { _tag: "Denied" }, answers: { greet: "yes", convenient: "yes", verify: "unknown" } },
  { outcome: { _tag: "NotDue" }, answers: { greet: "yes", convenient: "yes", condition: "fine", km: 4_000, status: "not-due" } },
  { outcome: { _tag: "Declined", reason: "later" }, answers: { greet: "yes", convenient: "yes", condition: "fine", km: "unknown", status: "due", booking: "no", "why-not": "later" } },
  { outcome: { _tag: "Done" }, answers: { greet: "third-person" } }
]
const override = fc.constantFrom({}, { override: "safety" })
const more = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom("maintenance", "verify-booking"), window).map(([kind, one]) => ({ _tag: "Request", kind, about, window: one })) },
  { weight: 1, arbitrary: fc.constantFrom("chen", "wang").map((to) => ({ _tag: "Assign", to })) },
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...Callback.Met.literals), override).map(([met, but]) => ({ _tag: "Attempt", met, ...but })) },
  { weight: 2, arbitrary: window.map((one) => ({ _tag: "Postpone", window: one })) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...ended), override).map(([end, but]) => ({ _tag: "Conclude", ...end, ...but })) },
  { weight: 1, arbitrary: fc.constantFrom("came", "mistake").map((because) => ({ _tag: "Withdraw", because })) }
)
const commandOn = (id: fc.Arbitrary<string>) => fc.tuple(id, at, more).map(([one, moment, rest]) =>
  Schema.decodeUnknownSync(CallbackCommand.Command)({ id: one, site: "corner", at: moment, ...rest }))
const command = commandOn(fc.constant("call-1"))

const open: Calling.State = { ...Calling.aggregate.initial, site: { _tag: "Open", document } }
const requested = Schema.decodeUnknownSync(Callback.Event)({
  _tag: "CallbackRequested", id: "call-1", site: "corner", at: "2026-09-18T06:00:00.000Z", kind: "maintenance", about, after: null,
  window: { from: "2026-09-18T06:00:00.000Z", by: "2026-09-25T06:00:00.000Z" }
})
/** A call that is owed, so that most of what is asked makes sense. */
const from = fold(Calling.aggregate, [requested], open)
const event = histories(Calling.aggregate, command, from).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

describe("calls keep the laws of deciders", () => {
  it("said twice is said once", () => {
    saidOnce(Calling.aggregate, command, from)
    saidOnce(Calling.aggregate, command, open)
  })
  it("history cannot be refused", () => evolveIsTotal(Calling.aggregate, event, from))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
  it("what is over stays over", () => terminalStays(Calling.aggregate, command, from))

  const spoken = (decider = Calling.aggregate): void =>
    fc.assert(fc.property(histories(decider, command, from), (events) => {
      const reached = events.filter((one) => one._tag === "CallbackAttempted" && one.met === "right-person").length
      assert.strictEqual(events.filter(({ _tag }) => _tag === "ContactNoted").length, reached)
      const ends = events.filter(({ _tag }) => _tag === "CallbackConcluded" || _tag === "CallbackGivenUp" || _tag === "CallbackWithdrawn")
      // What was said while the reason was settled counts all the same.
      const [first, second] = ends
      const heard = first?._tag === "CallbackWithdrawn" && (first.because === "settled" || first.because === "came") && second?._tag === "CallbackConcluded"
      assert.isAtMost(ends.length, heard ? 2 : 1)
    }))
  it("each conversation is known to the others once, and a call ends once, or by its talk after its reason was settled", () => spoken())
  it("and the law notices a caller who tells nobody", () =>
    noticed(() => spoken({
      ...Calling.aggregate,
      decide: (one, state) => {
        const answer = Calling.aggregate.decide(one, state)
        return answer._tag === "Success" ? { ...answer, success: answer.success.filter(({ _tag }) => _tag !== "ContactNoted") } : answer
      }
    })))

  const spaced = (decider = Calling.aggregate): void =>
    fc.assert(fc.property(histories(decider, command, from), (events) => {
      const { callback } = fold(decider, events, from)
      if (callback._tag === "None") return
      const { attempts } = callback.call
      attempts.forEach((one, i) => {
        const before = attempts[i - 1]
        if (before !== undefined && before.met !== "right-person") assert.isTrue(Instant.minutesBetween(before.at, one.at) >= 120)
        assert.isTrue(one.at.slice(11, 16) >= "07:00" && one.at.slice(11, 16) < "18:00")
      })
      assert.isTrue(Callback.unanswered(callback.call) <= 3)
    }))
  it("nobody is rung in the evening, twice within two hours, or a fourth time in vain", () => spaced())
  it("and the law notices whoever rings whenever they like", () =>
    noticed(() => spaced({ ...Calling.aggregate, decide: (one, state) => Calling.aggregate.decide(one, { ...state, site: { _tag: "Open", document: restless } }) })))
})

describe("the list of open calls", () => {
  const isCall = (one: Calling.Event): one is Callback.Event => Callback.tags.has(one._tag)
  const history = fc.array(histories(Calling.aggregate, command, open), { minLength: 1, maxLength: 4 }).chain((several) =>
    fc.shuffledSubarray(several.flatMap((events, i) => events.filter(isCall).map((one) => ({ i, one }))).map(({ i }) => i)).map((turns) => {
      const left = several.map((events, i) => events.filter(isCall).map((one): Callback.Event => ({ ...one, id: Schema.decodeSync(Callback.Event.cases.CallbackRequested.fields.id)(`call-${i}`) })))
      return turns.flatMap((i) => left[i]?.shift() ?? [])
    }))
  const read = (state: ReturnType<typeof CallList.openCalls.initial>) => [...CallList.callsOf(state)].sort((a, b) => a.id < b.id ? -1 : 1)

  it("counted in two halves is the list counted at once", () => halvesMerge(CallList.openCalls, history, read))

  it("has exactly the calls that are neither over nor unknown", () =>
    fc.assert(fc.property(history, (events) => {
      const expected = [...Map.groupBy(events, ({ id }) => id)].flatMap(([, own]) => {
        const state = own.reduce(Callback.evolve, Callback.initial)
        return state._tag === "Open" || state._tag === "Reached" ? [state.call] : []
      }).sort((a, b) => a.id < b.id ? -1 : 1)
      assert.deepStrictEqual(read(project(CallList.openCalls, events)), expected)
    })))
})

describe("every script comes to an end", () => {
  const script = fc.constantFrom(...Object.values(standardScripts))

  it("on every sequence of answers", () =>
    fc.assert(fc.property(script, fc.infiniteStream(fc.nat(1_000)), (one, dice) => {
      const answers: Record<string, string | number> = {}
      for (let n = 0; n <= one.states.length; n++) {
        const { next, lines } = CallTalk.run(one, answers)
        assert.isTrue(lines.length <= one.states.length)
        if (next._tag !== "Asks") {
          assert.include(["Ends", "CallsAgain"], next._tag)
          return
        }
        const { choices, count, question } = next
        const pick = dice.next().value % (choices.length + (count === null ? 0 : 1))
        answers[question] = choices[pick]?.code ?? count?.least ?? 0
      }
      assert.fail("the talk went on")
    })))

  it("and answers whatever it is told, in whatever order, with what is open, over or wrong", () =>
    fc.assert(fc.property(script, fc.dictionary(fc.constantFrom("greet", "convenient", "condition", "km", "status", "constructor", "offer"), fc.oneof(fc.constantFrom("yes", "no", "fine", "due", "constructor"), fc.integer())), (one, answers) => {
      const { next } = CallTalk.run(one, answers)
      assert.include(["Asks", "Ends", "CallsAgain", "NotAccepted", "NotAsked"], next._tag)
      const turned = CallTalk.run(one, Object.fromEntries(Object.entries(answers).toReversed()))
      if (next._tag !== "NotAsked") assert.deepStrictEqual(turned.next, next)
    })))
})
