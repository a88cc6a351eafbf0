import { assert, describe, it } from "@effect/vitest"
import { Complaint, ComplaintBoard, ComplaintId, Domain, fold, guidance, Instant, Manner, Redress, Site } from "@servicelane/core"
import { evolveIsTotal, given, histories, noticed, roundTrips, saidOnce, terminalStays } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { corner, instant, says } from "../appointments/corner.ts"

const open: Redress.State = { ...Redress.aggregate.initial, site: { _tag: "Open", document: corner } }

const say = (_tag: string, at: string, more: Record<string, unknown> = {}, id = "c-1"): Redress.Command =>
  Schema.decodeUnknownSync(Redress.Command)({ _tag, id, site: "corner", at, ...more })

/** A Saturday; the clock jumps in the night to Sunday. */
const saturday10 = "2026-03-28T09:00:00.000Z"
const later = (hours: number): string => Instant.addMinutes(instant(saturday10), hours * 60)

const receive = (more: Record<string, unknown> = {}) => say("Receive", saturday10, { customer: "li", source: "on-site", category: "waiting", what: "I waited for an hour.", ...more })
const answer = (hours: number, by = "wang") => say("Answer", later(hours), { by })
const offer = (hours: number, solution = "The wash is on us.") => say("OfferSolution", later(hours), { by: "wang", solution })
const accept = (hours: number) => say("AcceptSolution", later(hours))
const refuse = (hours: number) => say("RefuseSolution", later(hours))
const reopen = (at: string, why = "It squeaks again.") => say("Reopen", at, { why })
const settle = (at: string) => say("Settle", at)
const escalate = (hours: number, what = "answer") => say("Escalate", later(hours), { what })

const after = (...commands: ReadonlyArray<Redress.Command>): Redress.State =>
  commands.reduce((state, command) => fold(Redress.aggregate, Result.getOrThrow(Redress.aggregate.decide(command, state)), state), open)

const told = (state: Redress.State, command: Redress.Command) => given(Redress.aggregate, [], state).when(command)

const received = after(receive())
const offered = after(receive(), answer(1), offer(2))
const closed = after(receive(), offer(2), accept(3))

describe("a complaint", () => {
  it("is answered within two hours and closed within forty-eight elapsed ones, also over the night on which the clock jumps", () => {
    const [heard] = told(open, receive()).thenEvents("ComplaintReceived")
    // 10:00 in Berlin, and forty-eight hours later 11:00 there.
    says(heard, { answerBy: "2026-03-28T11:00:00.000Z", closeBy: "2026-03-30T09:00:00.000Z", what: { text: "I waited for an hour." } })
    told(Redress.aggregate.initial, receive()).thenRejected("UnknownSite")
  })

  it("is answered as quickly as the site's document says", () => {
    const strict: Site.Document = { ...corner, care: { schedules: [], complaints: { answerMin: 30, closeHours: 24, reopenDays: 1 } } }
    says(told({ ...open, site: { _tag: "Open", document: strict } }, receive()).thenEvents("ComplaintReceived")[0], { answerBy: later(0.5), closeBy: later(24) })
  })

  it("is received once, also in no words, and another one under another id", () => {
    told(received, receive()).thenNothing()
    told(closed, receive()).thenNothing()
    for (const more of [{ customer: "wu" }, { category: "price" }, { source: "callback" }, { what: "I waited for two hours." }, { vehicle: "car-1" }, { visit: "v-1" }, { callback: "k-1" }]) {
      told(received, receive(more)).thenRejected("OtherComplaint")
    }
    says(told(open, say("Receive", saturday10, { customer: "li", source: "opinion-form", category: "other" })).thenEvents("ComplaintReceived")[0], { what: { text: null } })
  })

  it("of a customer without a file is received like any other: no file is asked for", () =>
    assert.deepStrictEqual(Redress.aggregate.reads(receive({ customer: "nobody-knows" }), open).map(String), ["complaint/c-1", "site/corner"]))

  it("is judged by the site that was complained of, wherever something is told", () => {
    const elsewhere = say("Assign", later(1), { site: "other", owner: "wang" })
    assert.deepStrictEqual(Redress.aggregate.reads(elsewhere, received).map(String), ["complaint/c-1", "site/corner"])
    says(told(received, elsewhere).thenEvents("ComplaintAssigned")[0], { site: "corner" })
  })

  it("belongs to somebody, and may be handed on", () => {
    const assign = (owner: string) => say("Assign", later(1), { owner })
    told(received, assign("wang")).thenEvents("ComplaintAssigned")
    told(after(receive(), assign("wang")), assign("wang")).thenNothing()
    told(after(receive(), assign("wang")), assign("zhao")).thenEvents("ComplaintAssigned")
    told(open, assign("wang")).thenRejected("UnknownComplaint")
  })

  it("has one first response, and whoever is offered something has been answered", () => {
    told(received, answer(1)).thenEvents("ComplaintAnswered")
    told(after(receive(), answer(1)), answer(2)).thenNothing()
    says(told(after(receive(), answer(1)), answer(2, "zhao")).thenRejected("AlreadyAnswered"), { by: "wang", at: later(1) })
    told(received, offer(1)).thenEvents("ComplaintAnswered", "SolutionOffered")
    told(after(receive(), answer(1)), offer(2)).thenEvents("SolutionOffered")
  })

  it("is closed by the customer and by nobody else", () => {
    told(received, accept(1)).thenRejected("NoSolutionOffered")
    says(told(offered, accept(3)).thenEvents("SolutionAccepted")[0], { receivedAt: saturday10, closeBy: later(48) })
    told(closed, accept(4)).thenNothing()
    told(offered, offer(3)).thenNothing()
    told(offered, offer(3, "The next service is on us.")).thenEvents("SolutionOffered")
  })

  it("stays open when the customer does not accept, until something else is offered", () => {
    told(offered, refuse(3)).thenEvents("SolutionRefused")
    const refused = after(receive(), offer(2), refuse(3))
    told(refused, refuse(4)).thenNothing()
    told(refused, accept(4)).thenRejected("NoSolutionOffered")
    told(refused, offer(4)).thenEvents("SolutionOffered")
    told(received, refuse(1)).thenRejected("NoSolutionOffered")
  })

  it("takes nothing that would have been before what it follows", () => {
    says(told(received, answer(-1)).thenRejected("OutOfOrder"), { since: saturday10 })
    says(told(offered, accept(1)).thenRejected("OutOfOrder"), { since: later(2) })
    says(told(offered, refuse(1)).thenRejected("OutOfOrder"), { since: later(2) })
    says(told(closed, reopen(later(2))).thenRejected("OutOfOrder"), { since: later(3) })
  })
})

describe("a closed complaint", () => {
  it("may be opened again for seven days of the site's calendar, and its time goes on from where it began", () => {
    // Closed on Saturday the 28th: the 4th of April is the last day, which ends at 22:00Z.
    told(closed, reopen("2026-04-04T21:59:00.000Z")).thenEvents("ComplaintReopened")
    says(told(closed, reopen("2026-04-04T22:00:00.000Z")).thenRejected("ComplaintOver"), { until: "2026-04-04" })
    const again = after(receive(), offer(2), accept(3), reopen(later(60)))
    told(again, reopen(later(61))).thenNothing()
    told(again, reopen(later(61), "Now it rattles.")).thenRejected("ComplaintOpen")
    told(again, accept(61)).thenRejected("NoSolutionOffered")
    says(told(again, escalate(60, "closure")).thenEvents("ComplaintOverdue")[0], { what: "closure", since: later(48) })
    told(received, reopen(later(1))).thenRejected("ComplaintOpen")
  })

  it("takes no more answers, and says until when it can be opened again", () => {
    says(told(closed, offer(4, "Another wash.")).thenRejected("ComplaintClosed"), { at: later(3), until: "2026-04-04" })
    told(closed, refuse(4)).thenRejected("ComplaintClosed")
    told(closed, answer(4)).thenNothing()
    told(closed, answer(4, "zhao")).thenRejected("ComplaintClosed")
  })

  it("is settled when that time is over, for good", () => {
    says(told(closed, settle("2026-04-04T21:59:00.000Z")).thenRejected("MayBeReopened"), { until: "2026-04-04" })
    told(closed, settle("2026-04-04T22:00:00.000Z")).thenEvents("ComplaintSettled")
    told(received, settle(later(900))).thenRejected("ComplaintOpen")
    const settled = after(receive(), offer(2), accept(3), settle("2026-04-05T00:00:00.000Z"))
    told(settled, settle("2026-04-06T00:00:00.000Z")).thenNothing()
    told(settled, accept(5)).thenNothing()
    for (const command of [reopen(later(4)), offer(4, "Another wash."), answer(4, "zhao"), refuse(4)]) told(settled, command).thenRejected("ComplaintOver")
    told(settled, escalate(900, "closure")).thenRejected("NotOverdue")
  })
})

describe("the complaint clock", () => {
  it("says once that nobody has answered, when the time is over", () => {
    says(told(received, escalate(1.9)).thenRejected("NotOverdue"), { by: later(2), doneAt: null })
    says(told(received, escalate(2)).thenEvents("ComplaintOverdue")[0], { what: "answer", since: later(2) })
    told(after(receive(), escalate(2)), escalate(3)).thenNothing()
    told(after(receive(), escalate(2)), escalate(48, "closure")).thenEvents("ComplaintOverdue")
  })

  it("says nothing of what is done, and when that was", () => {
    says(told(after(receive(), answer(1)), escalate(3)).thenRejected("NotOverdue"), { doneAt: later(1) })
    says(told(closed, escalate(50, "closure")).thenRejected("NotOverdue"), { doneAt: later(3) })
    told(offered, escalate(48, "closure")).thenEvents("ComplaintOverdue")
  })
})

describe("complaints keep the laws of deciders", () => {
  const command = fc.tuple(fc.constantFrom(-1, 0, 1, 2, 3, 47, 48, 49, 70, 250, 260), fc.oneof(
    fc.record({ _tag: fc.constant("Assign"), owner: fc.constantFrom("wang", "zhao") }),
    fc.record({ _tag: fc.constant("Answer"), by: fc.constantFrom("wang", "zhao") }),
    fc.record({ _tag: fc.constant("OfferSolution"), by: fc.constantFrom("wang", "zhao"), solution: fc.constantFrom("A wash.", "A service.") }),
    fc.record({ _tag: fc.constantFrom("AcceptSolution", "AcceptSolution", "RefuseSolution", "Settle") }),
    fc.record({ _tag: fc.constant("Reopen"), why: fc.constantFrom("It squeaks.", "It rattles.") }),
    fc.record({ _tag: fc.constant("Escalate"), what: fc.constantFrom("answer", "closure") }),
    fc.record({ _tag: fc.constant("Receive"), customer: fc.constantFrom("li", "wu"), source: fc.constant("on-site"), category: fc.constant("waiting") })
  )).map(([hours, { _tag, ...more }]) => say(_tag, later(hours), more))
  const event = histories(Redress.aggregate, command, received).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

  it("said twice is said once", () => saidOnce(Redress.aggregate, command, received))
  it("history cannot be refused", () => evolveIsTotal(Redress.aggregate, event, received))
  it("every event is read as it was written", () => roundTrips(Domain.Event, fc.oneof(event, fc.constant(told(open, receive()).thenEvents("ComplaintReceived")[0] ?? assert.fail()))))
  it("what is settled stays settled", () => terminalStays(Redress.aggregate, command, received))

  /** At the moment it speaks, what it speaks of is neither done nor in time; and it never speaks twice. */
  const isFair = (decide = Redress.aggregate.decide): void =>
    fc.assert(fc.property(histories({ ...Redress.aggregate, decide }, command, received), (events) => {
      const said: Array<Complaint.Deadline> = []
      let answered = false
      let isOpen = true
      for (const event of events) {
        if (event._tag === "ComplaintAnswered") answered = true
        if (event._tag === "SolutionAccepted") isOpen = false
        if (event._tag === "ComplaintReopened") isOpen = true
        if (event._tag !== "ComplaintOverdue") continue
        assert.isFalse(said.includes(event.what))
        assert.isTrue(event.what === "answer" ? !answered : isOpen)
        assert.isTrue(event.since <= event.at && event.since === later(event.what === "answer" ? 2 : 48))
        said.push(event.what)
      }
    }))
  it("the complaint clock never calls overdue what was answered or closed, nor anything twice or too early", () => isFair())
  it("and the law notices a clock that does not look", () =>
    noticed(() => isFair((one, state) => one._tag === "Escalate" && state.complaint._tag !== "None"
      ? Result.succeed([{ ...one, _tag: "ComplaintOverdue", customer: state.complaint.complaint.customer, since: state.complaint.complaint.answerBy }])
      : Redress.aggregate.decide(one, state))))

  const ofComplaints = (events: ReadonlyArray<Redress.Event>) => events.filter((one): one is Complaint.Event => Complaint.tags.has(one._tag))
  it("the board shows what the decider knows, whatever happened", () =>
    fc.assert(fc.property(histories(Redress.aggregate, command, received), (events) => {
      const first = told(open, receive()).thenEvents("ComplaintReceived")
      const board = ofComplaints([...first, ...events]).reduce(ComplaintBoard.board.evolve, ComplaintBoard.board.initial())
      const { complaint } = fold(Redress.aggregate, events, received)
      const { open: lines, reopenable, counts } = ComplaintBoard.read(board, corner, instant(later(100)))
      assert.deepStrictEqual([lines.length, counts.open], complaint._tag === "Open" ? [1, 1] : [0, 0])
      assert.strictEqual(reopenable.length, complaint._tag === "Closed" ? 1 : 0)
    })))
})

describe("the complaint board", () => {
  const facts = (id: string, ...commands: ReadonlyArray<Redress.Command>): ReadonlyArray<Complaint.Event> => {
    let state = open
    return commands.flatMap((command) => {
      const decided = Result.getOrThrow(Redress.aggregate.decide({ ...command, id: ComplaintId.make(id) }, state))
      state = fold(Redress.aggregate, decided, state)
      return decided.flatMap((event) => Complaint.tags.has(event._tag) ? [event as Complaint.Event] : [])
    })
  }
  const boardAfter = (hours: number, ...events: ReadonlyArray<Complaint.Event>) =>
    ComplaintBoard.read(events.reduce(ComplaintBoard.board.evolve, ComplaintBoard.board.initial()), corner, instant(later(hours)))

  it("shows first what has the least time left, and what is over before that", () => {
    const { open: lines, counts } = boardAfter(3, ...facts("answered", receive(), answer(1)), ...facts("unanswered", receive()), ...facts("offered", receive({ what: "The price." }), offer(1)))
    assert.deepStrictEqual(lines.map(({ id, leftMin, late, next }) => [String(id), leftMin, late, next.what]), [
      ["unanswered", -60, true, "answer"], ["answered", 45 * 60, false, "closure"], ["offered", 45 * 60, false, "closure"]
    ])
    assert.deepStrictEqual(counts, { open: 3, late: 1, unanswered: 1, unassigned: 3, reopened: 0, reopenable: 0 })
    assert.deepStrictEqual([lines[2]?.what, lines[2]?.solution?.text], ["The price.", "The wash is on us."])
  })

  it("shows what was closed of late as long as it can be opened again, and what was", () => {
    const events = [...facts("closed", receive(), offer(2), accept(3)), ...facts("reopened", receive(), offer(2), accept(3), reopen(later(20)))]
    const { open: lines, reopenable, counts } = boardAfter(30, ...events)
    assert.deepStrictEqual([lines.map(({ id }) => String(id)), lines[0]?.reopened, reopenable.map(({ id, until }) => `${id} ${until}`)], [["reopened"], ["It squeaks again."], ["closed 2026-04-04"]])
    assert.deepStrictEqual([counts.reopened, counts.reopenable], [1, 1])
    assert.deepStrictEqual(boardAfter(24 * 8, ...events).reopenable, [])
    // What is settled is not kept.
    assert.strictEqual(facts("settled", receive(), offer(2), accept(3), settle("2026-04-05T00:00:00.000Z")).reduce(ComplaintBoard.board.evolve, ComplaintBoard.board.initial()).size, 0)
    assert.deepStrictEqual(ComplaintBoard.read(events.reduce(ComplaintBoard.board.evolve, new Map()), { ...corner, site: Schema.decodeUnknownSync(Site.Document.fields.site)("other") }, instant(later(30))).open, [])
  })
})

describe("guidance on complaints", () => {
  it("knows the seven manners of the source, in both languages", () => {
    assert.deepStrictEqual(Object.keys(guidance).sort(), [...Manner.literals].sort())
    for (const { en, "zh-CN": zh } of Object.values(guidance)) {
      assert.isAbove(en.helps.length, 2)
      assert.strictEqual(en.helps.length, zh.helps.length)
      assert.match(zh.signs, /\p{Script=Han}/u)
    }
  })

  it("is chosen by whoever speaks, and stored nowhere", () => {
    const fields = Domain.Event.members.flatMap((event) => Object.keys(event.fields))
    assert.deepStrictEqual(fields.filter((field) => /manner|profession|customerType|profile/iu.test(field)), [])
  })
})
