import { assert, describe, it } from "@effect/vitest"
import { Calling, CallPolicy, type Callback, CallbackCommand, Domain, fold, type Instant, Site, standardScripts } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { book, corner, friday10, history, instant, says } from "../appointments/corner.ts"

const document: Site.Document = Schema.decodeUnknownSync(Site.Document)(corner)
const open: Calling.State = { ...Calling.aggregate.initial, site: { _tag: "Open", document } }

/** Friday morning in Berlin; calls are made from nine to eight in the evening. */
const nine = instant("2026-09-18T07:00:00.000Z")
const ten = friday10
const noon = instant("2026-09-18T10:00:00.000Z")
const three = instant("2026-09-18T13:00:00.000Z")
const saturday11 = instant("2026-09-19T09:00:00.000Z")
const saturday12 = instant("2026-09-19T10:00:00.000Z")
const sunday = instant("2026-09-20T22:00:00.000Z")

const say = (_tag: string, at: Instant.Instant, more: Record<string, unknown> = {}): CallbackCommand.Command =>
  Schema.decodeUnknownSync(CallbackCommand.Command)({ _tag, id: "call-1", site: "corner", at, ...more })

const about = { customer: "li", vehicle: "car-1", appointment: null, visit: null, complaint: null }

const request = (kind: Callback.Kind = "maintenance", more: Record<string, unknown> = {}) => say("Request", ten, { kind, about, window: { from: ten, by: sunday }, ...more })
const attempt = (met: Callback.Met, at = ten, more: Record<string, unknown> = {}) => say("Attempt", at, { met, ...more })
const conclude = (outcome: Record<string, unknown>, answers: Record<string, unknown>, at = noon, more: Record<string, unknown> = {}) => say("Conclude", at, { outcome, answers, ...more })

/** What customers and colleagues have said, told by others. */
const told = (_tag: string, at: Instant.Instant, more: Record<string, unknown>, id = "li"): Calling.Event =>
  Schema.decodeUnknownSync(Domain.Event)({ _tag, id, site: "corner", at, ...more }) as Calling.Event

const spoken = (at: Instant.Instant, more: Record<string, unknown> = {}, id = "li") => told("ContactNoted", at, { by: "wang", means: "phone", callback: null, ...more }, id)

const and = (state: Calling.State, ...commands: ReadonlyArray<CallbackCommand.Command>): Calling.State =>
  commands.reduce((seen, command) => fold(Calling.aggregate, Result.getOrThrow(Calling.aggregate.decide(command, seen)), seen), state)
const after = (...commands: ReadonlyArray<CallbackCommand.Command>): Calling.State => and(open, ...commands)
const knowing = (state: Calling.State, ...events: ReadonlyArray<Calling.Event>): Calling.State => fold(Calling.aggregate, events, state)

const when = (state: Calling.State, command: CallbackCommand.Command) => given(Calling.aggregate, [], state).when(command)

const requested = after(request())
const reached = after(request(), attempt("right-person"))

const notDue = { greet: "yes", convenient: "yes", condition: "fine", km: 4_000, status: "not-due" }
const booked = { greet: "yes", convenient: "yes", condition: "fine", km: 9_000, status: "due", booking: "yes", offer: "first" }

describe("a call that is owed", () => {
  it("is requested once, whatever window is asked for the second time", () => {
    says(when(open, request()).thenEvents("CallbackRequested")[0], { kind: "maintenance", about, after: null })
    when(requested, request()).thenNothing()
    when(requested, request("maintenance", { window: { from: noon, by: sunday } })).thenNothing()
    when(after(request(), say("Withdraw", ten, { because: "came" })), request()).thenNothing()
  })

  it("is not another call by the same id", () => {
    says(when(requested, request("booking")).thenRejected("OtherCallback"), { kind: "maintenance" })
    when(requested, request("maintenance", { about: { ...about, customer: "wu" } })).thenRejected("OtherCallback")
    when(requested, request("maintenance", { after: "call-0" })).thenRejected("OtherCallback")
  })

  it("of a site or under an id that nobody knows is refused", () => {
    when(Calling.aggregate.initial, request()).thenRejected("UnknownSite")
    when(open, attempt("no-answer")).thenRejected("UnknownCallback")
    says(when(requested, say("Attempt", ten, { met: "busy", site: "other" })).thenRejected("CallbackOfOtherSite"), { site: "corner" })
  })

  it("is given to somebody, and to somebody else", () => {
    when(requested, say("Assign", ten, { to: "chen" })).thenEvents("CallbackAssigned")
    when(after(request(), say("Assign", ten, { to: "chen" })), say("Assign", noon, { to: "chen" })).thenNothing()
  })

  it("is withdrawn when there is no reason for it any more", () => {
    const withdrawn = after(request(), say("Withdraw", ten, { because: "came" }))
    when(requested, say("Withdraw", ten, { because: "came" })).thenEvents("CallbackWithdrawn")
    when(withdrawn, say("Withdraw", noon, { because: "came" })).thenNothing()
    says(when(withdrawn, attempt("no-answer", noon)).thenRejected("CallbackOver"), { by: "Withdrawn" })
    when(withdrawn, say("Assign", noon, { to: "chen" })).thenRejected("CallbackOver")
  })
})

describe("an attempt", () => {
  it("is made in the window and while the site calls", () => {
    says(when(requested, attempt("no-answer", nine)).thenRejected("TooEarlyToCall"), { from: ten })
    says(when(requested, attempt("no-answer", instant("2026-09-18T18:00:00.000Z"))).thenRejected("OutsideCallingHours"), { from: "09:00", to: "20:00" })
    when(requested, attempt("no-answer", instant("2026-09-18T17:59:59.999Z"))).thenEvents("CallbackAttempted")
    // Late is better than never.
    when(requested, attempt("no-answer", instant("2026-09-21T10:00:00.000Z"))).thenEvents("CallbackAttempted")
  })

  it("is told once, and the next waits two hours", () => {
    const tried = after(request(), attempt("no-answer"))
    when(tried, attempt("no-answer")).thenNothing()
    says(when(tried, attempt("busy", instant("2026-09-18T09:59:59.999Z"))).thenRejected("AttemptTooSoon"), { last: ten, next: noon })
    when(tried, attempt("busy", noon)).thenEvents("CallbackAttempted")
    when(tried, attempt("busy", ten)).thenRejected("AttemptTooSoon")
  })

  it("that nobody answered for the third time in a row is the last: the customer counts as not reached", () => {
    const twice = after(request(), attempt("no-answer"), attempt("busy", noon))
    says(when(twice, attempt("no-answer", instant("2026-09-18T14:00:00.000Z"))).thenEvents("CallbackAttempted", "CallbackGivenUp")[1], { because: "no-answer", due: sunday, about })
    // Somebody in the house answered: the number is right.
    when(after(request(), attempt("no-answer"), attempt("third-person", noon), attempt("busy", instant("2026-09-18T14:00:00.000Z"))), attempt("no-answer", instant("2026-09-18T16:00:00.000Z")))
      .thenEvents("CallbackAttempted")
  })

  it("that met a wrong number is the last at once, and told again it is still the last", () => {
    says(when(requested, attempt("wrong-number")).thenEvents("CallbackAttempted", "CallbackGivenUp")[1], { because: "wrong-number" })
    const over = after(request(), attempt("wrong-number"))
    when(over, attempt("wrong-number")).thenNothing()
    says(when(over, attempt("no-answer", noon)).thenRejected("CallbackOver"), { by: "GivenUp" })
  })

  it("that met a third person is no conversation with the customer", () =>
    void when(requested, attempt("third-person")).thenEvents("CallbackAttempted"))

  it("that met the customer is told to the others of the dealership", () => {
    const [, noted] = when(and(requested, say("Assign", ten, { to: "chen" })), attempt("right-person")).thenEvents("CallbackAttempted", "ContactNoted")
    says(noted, { id: "li", means: "phone", by: "chen", callback: "call-1" })
  })

  it("may follow at once when the line was cut", () =>
    void when(reached, attempt("right-person", instant("2026-09-18T08:01:00.000Z"))).thenEvents("CallbackAttempted", "ContactNoted"))

  it("goes by the numbers of the site", () => {
    const site = { ...document, care: { schedules: [], calls: { ...CallPolicy.standard, attempts: 1, retryMin: 1 } } }
    const strict: Calling.State = { ...requested, site: { _tag: "Open", document: site } }
    when(strict, attempt("busy")).thenEvents("CallbackAttempted", "CallbackGivenUp")
  })
})

describe("a customer whom others have just spoken with", () => {
  it("is left alone for a day", () => {
    const talked = knowing(requested, spoken(nine))
    says(when(talked, attempt("no-answer", noon)).thenRejected("RecentlyContacted"), { until: "2026-09-19T07:00:00.000Z" })
    when(talked, attempt("no-answer", saturday11)).thenEvents("CallbackAttempted")
    when(talked, conclude({ _tag: "NotDue" }, notDue)).thenRejected("RecentlyContacted")
    // What was written is not heard, and what is said later was not said yet.
    when(knowing(requested, spoken(nine, { means: "sms" }), spoken(three)), attempt("no-answer", noon)).thenEvents("CallbackAttempted")
  })

  it("is called all the same when there is a reason, which is kept", () =>
    says(when(knowing(requested, spoken(nine)), attempt("no-answer", noon, { override: "customer-asked" })).thenEvents("CallbackAttempted")[0], { override: "customer-asked" }))

  it.each(["verify-booking", "no-show", "waited", "complaint"] as const)("is called all the same where the call may not wait: %s", (kind) =>
    void when(knowing(after(request(kind)), spoken(nine)), attempt("no-answer", noon)).thenEvents("CallbackAttempted"))

  it("may be rung again in this call, and in one that follows from it", () => {
    when(knowing(requested, spoken(nine, { callback: "call-1" })), attempt("no-answer", noon)).thenEvents("CallbackAttempted")
    when(knowing(after(request("maintenance", { after: "call-0" })), spoken(nine, { callback: "call-0" })), attempt("no-answer", noon)).thenEvents("CallbackAttempted")
    when(knowing(requested, spoken(nine, { callback: "call-0" })), attempt("no-answer", noon)).thenRejected("RecentlyContacted")
  })

  it("is known by the file that was merged with theirs", () => {
    const merged = knowing(requested, told("CustomerMerged", nine, { into: "li-2" }), spoken(nine, {}, "li-2"))
    when(merged, attempt("no-answer", noon)).thenRejected("RecentlyContacted")
    const [, noted] = when(merged, attempt("right-person", noon, { override: "agreed-with-colleague" })).thenEvents("CallbackAttempted", "ContactNoted")
    says(noted, { id: "li-2" })
    assert.deepStrictEqual(Calling.aggregate.reads(attempt("no-answer", noon), merged).map(String), ["site/corner", "customer/li", "customer/li-2", "callback/call-1"])
    // Files that were merged into one another are read once each.
    const circle = knowing(merged, told("CustomerMerged", nine, { into: "li" }, "li-2"))
    assert.deepStrictEqual(Calling.aggregate.reads(attempt("no-answer", noon), circle).map(String), ["site/corner", "customer/li", "customer/li-2", "callback/call-1"])
  })
})

describe("a customer who does not want to be called", () => {
  const refuses = (purpose: string, means = "phone") => told("ConsentWithdrawn", nine, { purpose, means })
  const tried = (kind: Callback.Kind, ...events: ReadonlyArray<Calling.Event>) => when(knowing(after(request(kind)), ...events), attempt("no-answer", noon))

  it("for offers is not invited, but hears what was ordered", () => {
    for (const kind of ["first-visit", "maintenance", "booking", "lost-customer"] as const) says(tried(kind, refuses("commercial")).thenRejected("CallNotWanted"), { purpose: "commercial" })
    for (const kind of ["sale", "first-service", "complaint"] as const) tried(kind, refuses("commercial")).thenEvents("CallbackAttempted")
    tried("maintenance", refuses("commercial", "sms")).thenEvents("CallbackAttempted")
  })

  it("for anything is not called at all, until they say otherwise", () => {
    says(tried("sale", refuses("transactional")).thenRejected("CallNotWanted"), { purpose: "transactional" })
    tried("sale", refuses("transactional"), told("ConsentGiven", nine, { purpose: "transactional", means: "phone" })).thenEvents("CallbackAttempted")
  })

  it("said so in a file that was merged into theirs", () =>
    void tried("booking", told("CustomerAbsorbed", nine, { other: "li-old", external: [], withdrawn: [{ purpose: "commercial", means: "phone" }] })).thenRejected("CallNotWanted"))
})

describe("a call at another time", () => {
  const tomorrow = { from: saturday11, by: saturday12 }

  it("is made when the customer asked for it, and measured by that", () => {
    const postponed = and(reached, say("Postpone", noon, { window: tomorrow }))
    when(reached, say("Postpone", noon, { window: tomorrow })).thenEvents("CallbackPostponed")
    when(postponed, say("Postpone", noon, { window: tomorrow })).thenNothing()
    says(when(postponed, attempt("no-answer", three)).thenRejected("TooEarlyToCall"), { from: saturday11 })
    says(when(postponed, conclude({ _tag: "NotDue" }, notDue, saturday11)).thenEvents("CallbackAttempted", "ContactNoted", "CallbackConcluded")[2], { due: saturday12 })
  })

  it("may be shifted again, but is measured by the first shift alone", () => {
    const twice = and(reached, say("Postpone", noon, { window: tomorrow }), say("Postpone", saturday11, { window: { from: saturday12, by: sunday } }))
    says(when(twice, conclude({ _tag: "NotDue" }, notDue, instant("2026-09-19T10:30:00.000Z"))).thenEvents("CallbackAttempted", "ContactNoted", "CallbackConcluded")[2], { due: saturday12 })
  })

  it("is at a time to come, at which the site calls", () => {
    says(when(reached, say("Postpone", three, { window: { from: noon, by: sunday } })).thenRejected("NewTimeOver"), { from: noon })
    when(reached, say("Postpone", noon, { window: { from: instant("2026-09-18T20:00:00.000Z"), by: sunday } })).thenRejected("OutsideCallingHours")
    assert.throws(() => say("Postpone", noon, { window: { from: noon, by: noon } }), /ends after it begins/u)
  })
})

describe("what came of a call", () => {
  it("is believed when the answers are a whole talk and the outcome is one of its end", () => {
    says(when(reached, conclude({ _tag: "NotDue" }, notDue)).thenEvents("CallbackConcluded")[0], { customer: "li", due: sunday, outcome: { _tag: "NotDue" }, said: { text: null } })
    const over = and(reached, conclude({ _tag: "NotDue" }, notDue))
    when(over, conclude({ _tag: "NotDue" }, notDue, three)).thenNothing()
    says(when(over, conclude({ _tag: "Done" }, notDue, three)).thenRejected("CallbackOver"), { by: "Concluded" })
  })

  it("without an attempt told before is one that met the customer", () =>
    void when(requested, conclude({ _tag: "NotDue" }, notDue, noon, { said: "Drives little in winter." })).thenEvents("CallbackAttempted", "ContactNoted", "CallbackConcluded"))

  it("counts though the reason was settled meanwhile, but not for a call that was a mistake", () => {
    const withdrawn = (because: string) => after(request(), say("Withdraw", ten, { because }))
    const heard = when(withdrawn("came"), conclude({ _tag: "NotDue" }, notDue)).thenEvents("CallbackAttempted", "ContactNoted", "CallbackConcluded")
    assert.strictEqual(knowing(withdrawn("came"), ...heard.slice(0, 1)).callback._tag, "Withdrawn")
    assert.strictEqual(knowing(withdrawn("came"), ...heard).callback._tag, "Concluded")
    for (const because of ["mistake", "no-consent"]) says(when(withdrawn(because), conclude({ _tag: "NotDue" }, notDue)).thenRejected("CallbackOver"), { by: "Withdrawn" })
  })

  it("is not told before the attempt it came of", () =>
    void when(after(request(), attempt("right-person", noon)), conclude({ _tag: "NotDue" }, notDue, ten)).thenRejected("AttemptTooSoon"))

  it("names the question that is open, and the answers it takes", () => {
    const { status: _status, ...unfinished } = notDue
    says(when(reached, conclude({ _tag: "NotDue" }, unfinished)).thenRejected("QuestionOpen"), { question: "status", accepted: ["due", "not-due", "elsewhere"] })
    says(when(reached, conclude({ _tag: "NotDue" }, { ...notDue, km: -1 })).thenRejected("AnswerNotAccepted"), { question: "km", accepted: ["unknown", "0..2000000"] })
    says(when(reached, conclude({ _tag: "NotDue" }, { ...notDue, offer: "first" })).thenRejected("QuestionNotAsked"), { question: "offer", open: null })
    says(when(reached, conclude({ _tag: "NotDue" }, { greet: "yes", offer: "first" })).thenRejected("QuestionNotAsked"), { question: "offer", open: "convenient" })
  })

  it("is nothing yet when it did not suit, or somebody else answered", () => {
    says(when(reached, conclude({ _tag: "Done" }, { greet: "yes", convenient: "no" })).thenRejected("CallAgain"), { because: "another-time" })
    says(when(reached, conclude({ _tag: "Done" }, { greet: "third-person" })).thenRejected("CallAgain"), { because: "third-person" })
  })

  it("is not another than the talk ended with, nor for another reason", () => {
    says(when(reached, conclude({ _tag: "Done" }, notDue)).thenRejected("OutcomeNotAllowed"), { allowed: ["NotDue"], reason: null })
    const no = { ...booked, booking: "no", "why-not": "too-far" }
    const { offer: _offer, ...declined } = no
    when(reached, conclude({ _tag: "Declined", reason: "too-far" }, declined)).thenEvents("CallbackConcluded")
    says(when(reached, conclude({ _tag: "Declined", reason: "no-time" }, declined)).thenRejected("OutcomeNotAllowed"), { allowed: ["Declined"], reason: "too-far" })
  })

  it("is a booking only when the appointment is there, for this customer", () => {
    const done = conclude({ _tag: "Booked", appointment: "a1" }, booked)
    says(when(reached, done).thenRejected("NotBookedForCustomer"), { appointment: "a1" })
    const ofLi = history(book(ten, { customer: "li" })) as ReadonlyArray<Calling.Event>
    const isOfAppointment = (event: Calling.Event) => event._tag === "AppointmentBooked"
    when(knowing(reached, ...ofLi.filter(isOfAppointment)), done).thenEvents("CallbackConcluded")
    const ofAnother = (history(book(ten, { customer: "wu" })) as ReadonlyArray<Calling.Event>).filter(isOfAppointment)
    when(knowing(reached, ...ofAnother), done).thenRejected("NotBookedForCustomer")
    // Both files are of one person.
    when(knowing(reached, ...ofAnother, told("CustomerMerged", nine, { into: "li" }, "wu")), done).thenEvents("CallbackConcluded")
    assert.deepStrictEqual(Calling.aggregate.reads(done, knowing(reached, ...ofAnother)).map(String), ["site/corner", "customer/li", "customer/wu", "appointment/a1", "callback/call-1"])
  })

  it("goes by the site's own script where it has one", () => {
    const own = { ...standardScripts.maintenance, start: "status" }
    const site: Calling.State = { ...reached, site: { _tag: "Open", document: { ...document, care: { schedules: [], scripts: [own] } } } }
    when(site, conclude({ _tag: "NotDue" }, { status: "not-due" })).thenEvents("CallbackConcluded")
    when(site, conclude({ _tag: "NotDue" }, notDue)).thenRejected("QuestionNotAsked")
    const broken = { ...own, states: own.states.filter(({ id }) => id !== "not-due") }
    says(when({ ...site, site: { _tag: "Open", document: { ...document, care: { schedules: [], scripts: [broken] } } } }, conclude({ _tag: "NotDue" }, { status: "not-due" })).thenRejected("ScriptBroken"), { state: "not-due" })
  })
})
