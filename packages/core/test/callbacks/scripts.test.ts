import { assert, describe, it } from "@effect/vitest"
import { Callback, CallFacts, CallScript, CallTalk, scriptFor, scriptProblems, Site, standardScripts } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { corner, instant, says } from "../appointments/corner.ts"

const facts: CallFacts.Facts = Schema.decodeUnknownSync(CallFacts.Facts)({
  site: "The corner workshop", customer: "Li", plate: "B-XY 123", date: "2026-09-15", time: "10:00", advisor: "anna",
  "first-offer": { date: "2026-09-22", time: "10:00" }, "second-offer": { date: "2026-09-23", time: "14:30" }, km: 15_000, due: "2026-10-01", hotline: "030 1234567"
})

const greeted = { greet: "yes", convenient: "yes" } as const
const fine = { ...greeted, condition: "fine" } as const

const talk = (kind: Callback.Kind, answers: Callback.Answers) => CallTalk.run(standardScripts[kind], answers)

/** How a talk goes on after these answers. */
const next = (kind: Callback.Kind, answers: Callback.Answers) => {
  const { next: one } = talk(kind, answers)
  switch (one._tag) {
    case "Asks":
      return one.question
    case "Ends":
      return one.outcomes.join(" or ")
    case "CallsAgain":
      return one.because
    default:
      return one._tag
  }
}

const last = (kind: Callback.Kind, answers: Callback.Answers, language: CallFacts.Language = "en"): string => {
  const line = talk(kind, answers).lines.at(-1)
  return line === undefined ? assert.fail("nothing is said") : Result.getOrThrow(CallFacts.filled(line.say, facts, language))
}

/** Every question that a talk asks where all is well, in order. */
const questions = (kind: Callback.Kind, answers: Callback.Answers) => talk(kind, answers).lines.flatMap(({ state, answer }) => answer === null ? [] : [state])

describe("the standard scripts", () => {
  it.each(Callback.Kind.literals)("lead somewhere, in both languages: %s", (kind) => {
    const script = standardScripts[kind]
    assert.strictEqual(script.kind, kind)
    assert.deepStrictEqual(scriptProblems(script), [])
    assert.deepStrictEqual(JSON.parse(JSON.stringify(Schema.decodeUnknownSync(CallScript.Script)(JSON.parse(JSON.stringify(script))))), JSON.parse(JSON.stringify(script)))
    for (const { say } of script.states) for (const language of ["en", "zh-CN"] as const) assert.isTrue(Result.isSuccess(CallFacts.filled(say, facts, language)))
  })

  it("name only outcomes that there are", () => {
    const names: ReadonlyArray<Callback.Outcome["_tag"]> = CallScript.OutcomeName.literals
    assert.deepStrictEqual([...names].sort(), Callback.Outcome.members.map(({ fields }) => fields._tag.schema.literal).sort())
    const used = new Set(Object.values(standardScripts).flatMap(({ states }) => states.flatMap((state) => state._tag === "End" ? state.outcomes : [])))
    assert.deepStrictEqual([...used].sort(), [...names].sort())
  })

  it.each(Callback.Kind.literals)("begin by asking who it is and whether it suits: %s", (kind) => {
    assert.strictEqual(next(kind, {}), "greet")
    assert.strictEqual(next(kind, { greet: "third-person" }), "third-person")
    assert.strictEqual(next(kind, { greet: "wrong-number" }), "wrong-number")
    assert.strictEqual(next(kind, { greet: "yes" }), "convenient")
    assert.strictEqual(next(kind, { greet: "yes", convenient: "no" }), "another-time")
  })
})

describe("the call about a new car", () => {
  const satisfied = {
    ...fine, overall: "yes", skill: "yes", "test-drive": "clean", honesty: "yes", equipment: "yes", contacted: "yes", promises: "kept", accessories: "none", recommended: "yes", address: "right", "put-right": "no"
  } as const

  it("asks eight questions, whether booking was recommended, and the address", () => {
    assert.deepStrictEqual(questions("sale", satisfied).slice(3, 11), ["overall", "skill", "test-drive", "honesty", "equipment", "contacted", "promises", "accessories"])
    assert.deepStrictEqual(questions("sale", satisfied).slice(11), ["recommended", "address", "put-right"])
  })

  it("ends with a reminder to book", () => {
    assert.strictEqual(next("sale", satisfied), "Done")
    assert.match(last("sale", satisfied), /please book under 030 1234567/u)
  })

  it("takes up what is wrong, at the beginning or at the end", () => {
    assert.strictEqual(next("sale", { ...greeted, condition: "problem" }), "problem")
    assert.strictEqual(next("sale", { ...satisfied, "put-right": "problem", problem: "complaint", category: "staff" }), "Complained")
  })
})

describe("the call after a visit to the workshop", () => {
  const rest = { clean: "yes", recommended: "no", overall: "fairly" } as const

  it("asks other questions after mechanical work than after body work", () => {
    assert.deepStrictEqual(questions("service-mechanical", { ...fine, fixed: "yes", explained: "yes", "in-time": "no", "old-parts": "none", ...rest }).slice(3), ["fixed", "explained", "in-time", "old-parts", "clean", "recommended", "overall"])
    assert.deepStrictEqual(questions("service-body", { ...fine, colour: "yes", fit: "yes", insurance: "none", "in-time": "yes", ...rest }).slice(3), ["colour", "fit", "insurance", "in-time", "clean", "recommended", "overall"])
  })

  it("asks whether the advisor recommended booking, and ends with a reminder", () => {
    assert.match(last("service-mechanical", { ...fine, fixed: "yes", explained: "yes", "in-time": "yes", "old-parts": "yes", clean: "yes" }), /advisor recommend that you book/u)
    assert.match(last("service-mechanical", { ...fine, fixed: "yes", explained: "yes", "in-time": "yes", "old-parts": "yes", ...rest }), /book beforehand under 030 1234567/u)
  })

  it("becomes a repair or a complaint when something was not put right", () => {
    const notFixed = { ...fine, fixed: "no" } as const
    assert.strictEqual(next("service-mechanical", { ...notFixed, problem: "repair", repair: "later" }), "RepairWanted")
    assert.strictEqual(next("service-mechanical", { ...notFixed, problem: "repair", repair: "now" }), "Booked")
    assert.strictEqual(next("service-mechanical", { ...notFixed, problem: "complaint", category: "workmanship" }), "Complained")
    assert.strictEqual(next("service-body", { ...fine, colour: "no", problem: "noted" }), "Done")
  })
})

describe("reminders", () => {
  it("of the first service say kilometres and date, whichever comes first, and ask the kilometres", () => {
    assert.strictEqual(next("first-service", fine), "km")
    const advice = talk("first-service", { ...fine, km: 4_200 }).lines.find(({ state }) => state === "advice")
    assert.match(advice === undefined ? "" : Result.getOrThrow(CallFacts.filled(advice.say, facts, "en")), /15,000 kilometres or on 2026-10-01, whichever comes first/u)
  })

  it("take for an answer that nobody knows the kilometres, but no number that no car shows", () => {
    assert.strictEqual(next("maintenance", { ...fine, km: "unknown" }), "status")
    assert.strictEqual(next("maintenance", { ...fine, km: 2_000_001 }), "NotAccepted")
  })

  const due = { ...fine, km: 9_000, status: "due", booking: "yes" } as const

  it("keep the order of a talk: greet, ask whether it suits, the car, the purpose, an offer, repeat, thank", () =>
    assert.deepStrictEqual(talk("maintenance", { ...due, offer: "first" }).lines.map(({ state }) => state), [
      "greet", "convenient", "condition", "km", "advice", "status", "booking", "offer", "repeat-first", "booked"
    ]))

  it("offer two times, repeat plate, date and time, and give the number to call", () => {
    assert.match(last("maintenance", due), /2026-09-22 10:00 or 2026-09-23 14:30/u)
    const { lines } = talk("maintenance", { ...due, offer: "second" })
    assert.deepStrictEqual(lines.slice(-2).map(({ say }) => Result.getOrThrow(CallFacts.filled(say, facts, "zh-CN"))), [
      "我跟您确认：您的车B-XY 123，2026-09-23 14:30，服务顾问anna接待您。", "如有变动，请拨打030 1234567告知我们。感谢接听，祝您用车愉快。"
    ])
    assert.strictEqual(next("maintenance", { ...due, offer: "first" }), "Booked")
  })

  it("steer whoever wants another time to where there is room, with an advisor by name", () => {
    assert.match(last("maintenance", { ...due, offer: "other" }), /anna has time to look after your car in person/u)
    assert.strictEqual(next("maintenance", { ...due, offer: "other", steer: "second" }), "Booked")
    assert.strictEqual(next("maintenance", { ...due, offer: "other", steer: "no", "why-not": "no-time" }), "Declined")
  })
})

describe("asking for an appointment", () => {
  const asked = { ...fine, km: 12_000 } as const

  it("because it is due leads to two times", () => assert.strictEqual(next("booking", { ...asked, status: "due", booking: "yes" }), "offer"))
  it("that is not due gives the number and the kilometres", () => {
    assert.strictEqual(next("booking", { ...asked, status: "not-due" }), "NotDue")
    assert.match(last("booking", { ...asked, status: "not-due" }), /030 1234567 when it shows about 15,000/u)
  })
  it("of a car that was looked after elsewhere asks where and why, and says when the next is", () => {
    assert.deepStrictEqual(["where", "improve", "ServicedElsewhere"], [{}, { where: "independent" }, { where: "independent", improve: "price" }].map((more) => next("booking", { ...asked, status: "elsewhere", ...more })))
    assert.match(last("booking", { ...asked, status: "elsewhere", where: "self", improve: "nothing" }), /call 030 1234567 a day before/u)
  })
  it("of a car with a problem leads to a time for the repair, with the price of parts beforehand", () => {
    assert.strictEqual(next("booking", { ...asked, status: "problem" }), "problem")
    assert.match(last("booking", { ...asked, status: "problem", problem: "repair" }), /you hear their price beforehand and whether we have them/u)
  })
  it("asks why not, with the reason coded", () => {
    const no = { ...asked, status: "due", booking: "no" } as const
    for (const reason of Callback.Declined.literals) assert.strictEqual(next("booking", { ...no, "why-not": reason }), "Declined")
    assert.strictEqual(next("booking", { ...no, "why-not": "no-more-calls" }), "NoMoreCalls")
  })
  it("hears that the car is gone, and what became of it", () => {
    for (const gone of ["scrapped", "total-loss", "exported", "moved", "car-changed"]) {
      assert.strictEqual(next("booking", { ...asked, status: "due", booking: "no", "why-not": "car-gone", gone }), "CarGone")
    }
  })
})

describe("around an appointment", () => {
  it("a booking made with an advisor is verified, changed or denied", () => {
    assert.match(last("verify-booking", greeted), /with B-XY 123 on 2026-09-15 at 10:00/u)
    assert.strictEqual(next("verify-booking", { ...greeted, verify: "yes", work: "yes" }), "Verified")
    assert.strictEqual(next("verify-booking", { ...greeted, verify: "yes", work: "more" }), "Verified")
    assert.strictEqual(next("verify-booking", { ...greeted, verify: "changed" }), "Booked")
    assert.strictEqual(next("verify-booking", { ...greeted, verify: "unknown" }), "Denied")
  })

  it("a no-show is asked what came in between, and offered another time", () => {
    const missed = (why: string, more: Callback.Answers = {}) => next("no-show", { ...greeted, missed: why, ...more })
    assert.strictEqual(missed("forgot", { booking: "yes", offer: "first" }), "Booked")
    assert.strictEqual(missed("no-time", { booking: "no", "why-not": "later" }), "Declined")
    assert.strictEqual(missed("was-here"), "Done")
    assert.strictEqual(missed("elsewhere", { where: "other-dealership", improve: "distance" }), "ServicedElsewhere")
    assert.strictEqual(missed("problem"), "problem")
  })

  it("whoever waited too long hears an apology, and may complain", () => {
    assert.match(last("waited", greeted), /wait too long[^.]*\. [^.]*apologise/u)
    assert.strictEqual(next("waited", { ...greeted, apology: "yes", better: "appointment" }), "Done")
    assert.strictEqual(next("waited", { ...greeted, apology: "no", category: "waiting" }), "Complained")
  })
})

describe("other calls", () => {
  it("a lost customer is asked about the car, where it goes, and what to do better, and is invited", () => {
    assert.match(last("lost-customer", greeted), /since 2026-09-15/u)
    const elsewhere = { ...greeted, still: "yes", since: "elsewhere", where: "independent", improve: "price" } as const
    assert.strictEqual(next("lost-customer", elsewhere), "invite")
    assert.strictEqual(next("lost-customer", { ...elsewhere, invite: "yes" }), "Done or ServicedElsewhere")
    assert.strictEqual(next("lost-customer", { ...greeted, still: "yes", since: "none", invite: "maintenance", booking: "yes", offer: "second" }), "Booked")
    assert.strictEqual(next("lost-customer", { ...greeted, still: "no", gone: "car-changed" }), "CarGone")
    assert.match(last("lost-customer", { greet: "third-person" }), /still a number of Li/u)
  })

  it("a first-time visitor is asked for an impression", () => {
    assert.strictEqual(next("first-visit", { ...greeted, impression: "mixed", asked: "yes" }), "Done")
    assert.strictEqual(next("first-visit", { ...greeted, impression: "good", asked: "no" }), "Done")
    assert.strictEqual(next("first-visit", { ...greeted, impression: "bad", category: "staff" }), "Complained")
  })

  it("whoever has signed hears the number to call", () => {
    assert.match(last("subscription", greeted), /Under 030 1234567 you always reach us/u)
    assert.deepStrictEqual(["yes", "questions"].map((hotline) => next("subscription", { ...greeted, hotline })), ["Done", "Done"])
    assert.strictEqual(next("subscription", { ...greeted, hotline: "complaint", category: "price" }), "Complained")
  })

  it("a complaint's solution is accepted or is not", () => {
    assert.strictEqual(next("complaint", { ...greeted, accepted: "yes", again: "unsure" }), "Accepted")
    assert.strictEqual(next("complaint", { ...greeted, accepted: "no", missing: "too-slow" }), "NotAccepted")
  })
})

describe("facts", () => {
  it("that nobody has told are an error, not a blank, all named at once", () => {
    const missing = Result.match(CallFacts.filled({ en: "{plate} on {date}, {date}", "zh-CN": "{plate}" }, {}, "en"), { onSuccess: (text) => assert.fail(text), onFailure: (one) => one })
    assert.deepStrictEqual([missing.facts, missing.message], [["plate", "date"], "What is said here needs plate, date, which nobody has told."])
  })
})

describe("a script of a site's own", () => {
  const word = { en: "yes", "zh-CN": "是" }
  const base = { kind: "waited", start: "a", states: [{ _tag: "Say", id: "a", say: word, next: "b" }, { _tag: "End", id: "b", say: word, outcomes: ["Done"] }] }
  const ask = (more: Record<string, unknown>) => ({ ...base, states: [{ _tag: "Ask", id: "a", say: word, choices: [], ...more }, base.states[1]] })
  const wrong = (script: Record<string, unknown>) => scriptProblems(Schema.decodeUnknownSync(CallScript.Script)(script)).map(({ path }) => path)

  it.each<readonly [string, Record<string, unknown>, ReadonlyArray<string>]>([
    ["nothing", base, []],
    ["a beginning that is not there", { ...base, start: "x" }, ["start", "states[0]", "states[1]"]],
    ["a next state that is not there", { ...base, states: [{ ...base.states[0], next: "x" }] }, ["states[0].next"]],
    ["a state nobody comes to", { ...base, states: [...base.states, { ...base.states[1], id: "c" }] }, ["states[2]"]],
    ["a circle", { ...base, states: [{ ...base.states[0], next: "a" }] }, ["states[0]"]],
    ["two states of one name", { ...base, states: [...base.states, base.states[1]] }, ["states[2]"]],
    ["a language that is missing", { ...base, states: [base.states[0], { ...base.states[1], say: { en: "Bye", "zh-CN": " " } }] }, ["states[1].say.zh-CN"]],
    ["a fact that is none", { ...base, states: [base.states[0], { ...base.states[1], say: { en: "Bye {mum}", "zh-CN": "再见" } }] }, ["states[1].say.en"]],
    ["a reason that is not asked for", { ...base, states: [base.states[0], { ...base.states[1], detail: "a" }] }, ["states[1].detail"]],
    ["a question without answers", { ...base, states: [{ _tag: "Ask", id: "a", say: word, choices: [] }] }, ["states[0]"]],
    ["an answer that stands there twice", ask({ choices: [{ code: "x", label: word, next: "b" }, { code: "x", label: word, next: "b" }] }), ["states[0].choices[1]"]],
    ["a count that goes down", ask({ count: { unit: "km", least: 2, most: 1, next: "b" } }), ["states[0].count"]]
  ])("is checked: %s", (_, script, paths) => assert.deepStrictEqual(wrong(script), paths))

  it("may ask a question by any name", () => {
    const own = Schema.decodeUnknownSync(CallScript.Script)({ ...ask({ id: "constructor", choices: [{ code: "x", label: word, next: "b" }] }), start: "constructor" })
    assert.strictEqual(CallTalk.run(own, {}).next._tag, "Asks")
    assert.strictEqual(CallTalk.run(own, { constructor: "x" }).next._tag, "Ends")
  })

  const at = instant("2026-09-01T00:00:00.000Z")
  const applied = (care: Record<string, unknown>) => given(Site.aggregate, []).when(Site.apply(Schema.decodeUnknownSync(Site.Document)({ ...corner, care: { schedules: [], ...care } }), at))

  it("stands in its document in place of the standard one, and is refused there when it leads nowhere", () => {
    applied({ scripts: [base] }).thenEvents("SiteOpened", "AdvisorRostered", "TechnicianRostered", "BayFitted", "JobOffered", "CareSet")
    says(applied({ scripts: [base, base] }).thenRejected("SiteDocumentInvalid"), { problems: [{ path: "care.scripts[1]", message: "expected another id, waited is taken above" }] })
    says(applied({ scripts: [{ ...base, states: [{ ...base.states[0], next: "x" }] }] }).thenRejected("SiteDocumentInvalid"), { problems: [{ path: "care.scripts[0].states[0].next", message: "expected one of the states, there is no x" }] })
    const own = Schema.decodeUnknownSync(CallScript.Script)(base)
    assert.strictEqual(scriptFor([own], "waited"), own)
    assert.strictEqual(scriptFor([own], "sale"), standardScripts.sale)
  })

  it("and calls that would begin after they end are refused too", () => {
    const calls = { saleDays: 7, serviceDays: 3, noShowOpenDays: 1, reminderOpenDays: 5, waitedOpenDays: 1, complaintOpenDays: 1, attempts: 3, retryMin: 120, from: "09:00", to: "09:00", quietHours: 24, historyDays: 30 }
    says(applied({ calls }).thenRejected("SiteDocumentInvalid"), { problems: [{ path: "care.calls.to", message: "expected a time after 09:00, when calls begin" }] })
  })
})
