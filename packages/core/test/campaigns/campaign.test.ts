import { assert, describe, it } from "@effect/vitest"
import { Campaign, CampaignTally, type CampaignCommand, Domain, DueList, fold, project } from "@servicelane/core"
import { evolveIsTotal, given, halvesMerge, histories, noticed, roundTrips, saidOnce } from "@servicelane/testing"
import { Result } from "effect"
import fc from "fast-check"
import { corner as closedOnWeekends, says } from "../appointments/corner.ts"
import { after, ask, build, cars, corner, drafted, file, listOf, lock, locked, lockedOf, mail, mailed, maintained, open, print, sold } from "./list.ts"

const told = (state: Campaign.State, command: CampaignCommand.Command) => given(Campaign.aggregate, [], state).when(command)

const draftOf = (state: Campaign.State): DueList.Draft => DueList.listOf(listOf(state)) ?? assert.fail("no draft")

describe("the due list of a month", () => {
  it("has the cars that are due by the end of it, each with what that rests on, and says why others are not on it", () => {
    const { lines, left } = draftOf(drafted)
    assert.deepStrictEqual(Object.values(lines).map(({ vehicle, customer, owner, since, due }) => [vehicle, customer, owner, since, due.on, due.kind]), [
      ["november", "li-junior", "li", "2026-08-10", "2026-11-10", "periodic"],
      ["first", "wu", "wu", "2026-05-20", "2026-11-20", "first"],
      ["overdue", "li", "li", "2026-06-20", "2026-09-20", "periodic"]
    ])
    assert.deepStrictEqual(left, { december: "not-due", gone: "gone", nobody: "no-owner", lost: "lost", unheard: "no-basis" })
  })

  it("does not have the cars of another site", () => {
    const elsewhere = file("far", sold("2026-02-01"), maintained("2026-08-10")).map((fact) => ({ ...fact, site: "other" as typeof fact.site }))
    const state = elsewhere.reduce<Campaign.State>(Campaign.aggregate.evolve, open)
    says(told(state, build("2026-10-01", ["far"])).thenEvents("DueListDrafted")[0], { left: [{ vehicle: "far", because: "other-site" }] })
  })

  it("invites a car that does not come again after three months, and one that became due after a lock the month after", () => {
    const november = after(build("2026-10-01"), lock)
    const december = build("2026-11-02", ["november", "overdue", "december"], { month: "2026-12" })
    says(told(november, december).thenEvents("DueListDrafted")[0], { left: [{ vehicle: "november", because: "prompted" }, { vehicle: "overdue", because: "prompted" }] })
    const late = file("late", sold("2026-02-01"), maintained("2026-08-25")).reduce<Campaign.State>(Campaign.aggregate.evolve, november)
    const [draft] = told(late, build("2026-11-02", ["late"], { month: "2026-12" })).thenEvents("DueListDrafted")
    assert.deepStrictEqual(draft?._tag === "DueListDrafted" ? draft.lines.map(({ due }) => due.on).map(String) : [], ["2026-11-25"])
    const february = told(november, build("2027-01-02", ["november"], { month: "2027-02" })).thenEvents("DueListDrafted")[0]
    assert.strictEqual(february?._tag === "DueListDrafted" ? february.lines.length : 0, 1)
    assert.deepStrictEqual(Campaign.aggregate.reads(december, november).map(String).slice(0, 5), ["site/corner", "duelist/corner/2026-12", "duelist/corner/2026-11", "duelist/corner/2026-10", "vehicle/november"])
  })

  it("invites a car again for its next maintenance, also where it came after the lock", () => {
    const came = file("november", sold("2026-02-01"), maintained("2026-08-10"), maintained("2026-10-09")).slice(-1).reduce<Campaign.State>(Campaign.aggregate.evolve, locked)
    const [draft] = told(came, build("2026-12-02", ["november"], { month: "2027-01" })).thenEvents("DueListDrafted")
    assert.deepStrictEqual(draft?._tag === "DueListDrafted" ? draft.lines.map(({ since }) => since).map(String) : [], ["2026-10-09"])
  })

  it("is refreshed while it is a draft: only what has changed is said anew", () => {
    told(drafted, build("2026-10-03")).thenNothing()
    const came = maintainedNow(drafted, "november", "2026-10-02")
    const refreshed = told(came, build("2026-10-03")).thenEvents("DueListDrafted")
    says(refreshed[0], { lines: [], left: [{ vehicle: "november", because: "not-due" }] })
    const [fact] = told(fold(Campaign.aggregate, refreshed, came), lock).thenEvents("DueListLocked")
    assert.deepStrictEqual(fact?._tag === "DueListLocked" ? fact.cars.map(({ vehicle }) => vehicle).map(String) : [], ["first", "overdue"])
    told(open, build("2026-10-01", [])).thenEvents("DueListDrafted")
    says(told(open, build("2026-10-01", ["november", "who"])).thenRejected("UnknownVehicle"), { id: "who" })
  })

  it("is built and locked from week 1 of the month before until its month is over, not earlier and not afterwards", () => {
    says(told(open, build("2026-09-30")).thenRejected("StepTooEarly"), { from: "2026-10-01" })
    told(open, build("2026-12-01")).thenRejected("ListMonthOver")
    told(drafted, ask("Lock", "2026-12-01")).thenRejected("ListMonthOver")
    told(drafted, ask("Lock", "2026-09-30")).thenRejected("StepTooEarly")
    says(told(open, lock).thenRejected("StepMissing"), { missing: "build" })
  })

  it("is locked once, with what is counted, what is left out, and whether it was late", () => {
    const [fact] = told(drafted, lock).thenEvents("DueListLocked")
    says(fact, { date: "2026-10-07", deadline: "2026-10-07", checked: 0, excluded: ["gone", "lost", "no-basis", "no-owner", "not-due"].map((because) => ({ because, cars: 1 })) })
    assert.deepStrictEqual(fact?._tag === "DueListLocked" ? fact.cars.map(({ vehicle, customer }) => [vehicle, customer]) : [], [["november", "li-junior"], ["first", "wu"], ["overdue", "li"]])
    says(told(drafted, ask("Lock", "2026-10-20")).thenEvents("DueListLocked")[0], { date: "2026-10-20", deadline: "2026-10-07" })
    told(locked, lock).thenNothing()
    says(told(locked, build("2026-10-08")).thenRejected("ListFixed"), { lockedOn: "2026-10-07" })
  })

  it("needs a site, and one that is open now and then", () => {
    told(Campaign.aggregate.initial, lock).thenRejected("UnknownSite")
    const closed = { ...open, site: { _tag: "Open" as const, document: { ...corner, calendar: { ...corner.calendar, weekly: {} } } } }
    told(closed, lock).thenRejected("NeverOpen")
  })

  it("goes by the weeks of the site's document", () => {
    const slow = { ...open, site: { _tag: "Open" as const, document: { ...closedOnWeekends, care: { schedules: [], campaigns: { lockWeek: 2, printWeek: 3, mailWeek: 4, promptMonths: 1, comePct: 50 } } } } }
    says(told(slow, build("2026-10-07")).thenRejected("StepTooEarly"), { from: "2026-10-08" })
    const built = fold(Campaign.aggregate, told(slow, build("2026-10-08")).thenEvents("DueListDrafted"), slow)
    says(told(built, ask("Lock", "2026-10-14")).thenEvents("DueListLocked")[0], { deadline: "2026-10-14" })
    assert.strictEqual(Campaign.aggregate.reads(build("2026-10-08", []), slow).length, 2)
  })
})

const maintainedNow = (state: Campaign.State, id: string, on: string): Campaign.State =>
  file(id, sold("2026-02-01"), maintained("2026-08-10"), maintained(on)).slice(-1).reduce<Campaign.State>(Campaign.aggregate.evolve, state)

describe("records of the list", () => {
  const verify = ask("VerifyRecord", "2026-10-02", { vehicle: "november", by: "cs-1" })
  const correct = (fields: ReadonlyArray<string>, on = "2026-10-02") => ask("CorrectRecord", on, { vehicle: "november", by: "cs-1", fields })

  it("are verified or corrected while it is locked, and each counts once", () => {
    says(told(drafted, verify).thenEvents("RecordVerified")[0], { customer: "li-junior", again: false, locked: false })
    const verified = after(build("2026-10-01"), verify)
    told(verified, verify).thenNothing()
    says(told(verified, correct(["phone"])).thenEvents("RecordCorrected")[0], { fields: ["phone"], again: true })
    const corrected = after(build("2026-10-01"), correct(["phone", "phone"]))
    told(corrected, verify).thenNothing()
    says(told(corrected, correct(["phone", "address"])).thenEvents("RecordCorrected")[0], { fields: ["address"], again: true })
    says(told(corrected, lock).thenEvents("DueListLocked")[0], { checked: 1 })
  })

  it("are corrected afterwards too, as on the telephone, but only for cars on the list", () => {
    says(told(locked, correct(["owner"], "2026-10-20")).thenEvents("RecordCorrected")[0], { locked: true, again: false })
    told(open, verify).thenRejected("StepMissing")
    told(drafted, ask("VerifyRecord", "2026-10-02", { vehicle: "december", by: "cs-1" })).thenRejected("NotOnList")
  })
})

describe("a car on a locked list", () => {
  const trim = (because: string, vehicle = "november") => ask("Trim", "2026-10-20", { vehicle, because, by: "cs-1" })

  it("is trimmed for all to see: who, when and why", () => {
    says(told(locked, trim("moved")).thenEvents("CarTrimmed")[0], { because: "moved", by: "cs-1", customer: "li-junior", at: "2026-10-20T12:00:00.000Z" })
    const trimmed = after(build("2026-10-01"), lock, trim("moved"))
    told(trimmed, trim("moved")).thenNothing()
    says(told(trimmed, trim("scrapped")).thenRejected("CarIsTrimmed"), { because: "moved" })
    assert.deepStrictEqual(DueList.kept(lockedOf(trimmed)).map(({ vehicle }) => vehicle).map(String), ["first", "overdue"])
    assert.deepStrictEqual(lockedOf(trimmed).lines, lockedOf(locked).lines)
  })

  it("is restored when that was a mistake", () => {
    const trimmed = after(build("2026-10-01"), lock, trim("moved"))
    const back = ask("Restore", "2026-10-21", { vehicle: "november", by: "cs-2" })
    says(told(trimmed, back).thenEvents("CarRestored")[0], { was: "moved" })
    told(locked, back).thenNothing()
    told(open, back).thenRejected("StepMissing")
  })

  it("must be on it, and the list must be locked", () => {
    told(drafted, trim("moved")).thenRejected("StepMissing")
    told(locked, trim("moved", "december")).thenRejected("NotOnList")
  })
})

describe("the invitations of a list", () => {
  it("are printed after the lock and mailed after that, and late shows", () => {
    says(told(locked, print("2026-10-08")).thenEvents("InvitationsPrinted")[0], { date: "2026-10-08", deadline: "2026-10-14", letters: 3 })
    says(told(locked, print("2026-10-15")).thenEvents("InvitationsPrinted")[0], { date: "2026-10-15", deadline: "2026-10-14" })
    const printed = after(build("2026-10-01"), lock, print("2026-10-08"), ask("Trim", "2026-10-09", { vehicle: "first", because: "moved", by: "cs-1" }))
    says(told(printed, mail("2026-10-25")).thenEvents("InvitationsMailed")[0], { date: "2026-10-25", deadline: "2026-10-21", letters: 2 })
    told(printed, print("2026-10-08", "2026-10-09")).thenNothing()
    says(told(printed, print("2026-10-09")).thenRejected("StepDone"), { step: "print", date: "2026-10-08" })
    told(mailed, mail("2026-10-16", "2026-10-20")).thenNothing()
    told(mailed, mail("2026-10-17")).thenRejected("StepDone")
  })

  it("come one after the other, and are not told before they are there", () => {
    says(told(drafted, print("2026-10-08")).thenRejected("StepMissing"), { missing: "lock" })
    says(told(drafted, mail("2026-10-08")).thenRejected("StepMissing"), { missing: "lock" })
    says(told(locked, mail("2026-10-16")).thenRejected("StepMissing"), { missing: "print" })
    told(locked, print("2026-10-09", "2026-10-08")).thenRejected("DateToCome")
    says(told(locked, print("2026-10-06", "2026-10-08")).thenRejected("BeforeStep"), { step: "lock", done: "2026-10-07" })
    says(told(after(build("2026-10-01"), lock, print("2026-10-10")), mail("2026-10-09", "2026-10-20")).thenRejected("BeforeStep"), { step: "print" })
  })
})

describe("the follow-up of those who were mailed", () => {
  const because = (reason: string, more: Record<string, unknown> = {}) =>
    ask("RecordReason", "2026-10-22", { vehicle: "november", reason, spokeWith: "owner", by: "cs-1", callback: null, ...more })

  it("writes down why somebody does not come, and with whom that was spoken about", () => {
    says(told(mailed, because("too-far")).thenEvents("ReasonRecorded")[0], { reason: "too-far", was: null, spokeWith: "owner", customer: "li-junior" })
    const state = after(build("2026-10-01"), lock, print("2026-10-08"), mail("2026-10-16"), because("too-far"))
    told(state, because("too-far")).thenNothing()
    says(told(state, because("later", { spokeWith: "driver" })).thenEvents("ReasonRecorded")[0], { reason: "later", was: "too-far" })
  })

  it("is of those who were mailed and are still on the list", () => {
    says(told(locked, because("later")).thenRejected("StepMissing"), { missing: "mail" })
    told(mailed, because("later", { vehicle: "december" })).thenRejected("NotOnList")
    const trimmed = fold(Campaign.aggregate, told(mailed, ask("Trim", "2026-10-20", { vehicle: "november", because: "scrapped", by: "cs-1" })).thenEvents("CarTrimmed"), mailed)
    told(trimmed, because("later")).thenRejected("CarIsTrimmed")
  })

  it("ends in a plan by the end of that month: what is done about which reason", () => {
    const plan = (on: string, measure = "longer-hours") => ask("SubmitPlan", on, { by: "supervisor", measures: [{ reason: "no-time", measure }] })
    says(told(mailed, plan("2026-10-30")).thenEvents("PlanSubmitted")[0], { date: "2026-10-30", deadline: "2026-10-31", revision: 1 })
    says(told(mailed, plan("2026-11-02")).thenEvents("PlanSubmitted")[0], { date: "2026-11-02", deadline: "2026-10-31" })
    const planned = fold(Campaign.aggregate, told(mailed, plan("2026-10-30")).thenEvents("PlanSubmitted"), mailed)
    told(planned, plan("2026-10-31")).thenNothing()
    says(told(planned, plan("2026-11-05", "pick-up")).thenEvents("PlanSubmitted")[0], { revision: 2 })
    const changed = fold(Campaign.aggregate, told(planned, plan("2026-11-05", "pick-up")).thenEvents("PlanSubmitted"), planned)
    const list = listOf(changed)
    assert.strictEqual(list._tag === "Mailed" ? list.plan?.date : "", "2026-10-30")
    says(told(locked, plan("2026-10-30")).thenRejected("StepMissing"), { missing: "mail" })
  })
})

describe("a reminder", () => {
  const remind = (step: string, on: string) => ask("Remind", on, { step })

  it("asks for a step once, and says once that it was missed", () => {
    says(told(locked, remind("mail", "2026-10-15")).thenEvents("CampaignReminded")[0], { step: "mail", deadline: "2026-10-21", missed: false })
    says(told(locked, remind("mail", "2026-10-21")).thenEvents("CampaignReminded")[0], { missed: false })
    const asked = after(build("2026-10-01"), lock, remind("mail", "2026-10-15"))
    told(asked, remind("mail", "2026-10-16")).thenNothing()
    says(told(asked, remind("mail", "2026-10-22")).thenEvents("CampaignReminded")[0], { missed: true })
  })

  it("is for what is not done yet, and not before its time", () => {
    told(mailed, remind("mail", "2026-10-22")).thenNothing()
    told(mailed, remind("lock", "2026-10-22")).thenNothing()
    says(told(mailed, remind("plan", "2026-10-20")).thenRejected("StepTooEarly"), { step: "plan", from: "2026-10-21" })
    told(drafted, remind("print", "2026-10-08")).thenRejected("StepMissing")
  })
})

describe("what is counted of a campaign", () => {
  const factsOf = (...commands: ReadonlyArray<CampaignCommand.Command>): ReadonlyArray<DueList.Event> => {
    let state = open
    return commands.flatMap((command) => {
      const facts = told(state, command).answer
      const events = Result.getOrThrow(facts)
      state = fold(Campaign.aggregate, events, state)
      return events.filter((event): event is DueList.Event => DueList.tags.has(event._tag))
    })
  }
  const reason = (why: string, vehicle: string, on = "2026-10-22") => ask("RecordReason", on, { vehicle, reason: why, spokeWith: "owner", by: "cs-1", callback: null })
  const trim = (vehicle: string) => ask("Trim", "2026-10-20", { vehicle, because: "duplicate", by: "cs-1" })
  const facts = factsOf(
    build("2026-10-01"), ask("VerifyRecord", "2026-10-02", { vehicle: "first", by: "cs-1" }), lock, print("2026-10-08"), mail("2026-10-16"),
    trim("overdue"), reason("later", "november"), reason("later", "first"), reason("too-far", "november", "2026-10-23"),
    ask("Restore", "2026-10-24", { vehicle: "overdue", by: "cs-1" }), trim("first"), ask("CorrectRecord", "2026-10-25", { vehicle: "november", by: "cs-1", fields: ["phone"] })
  )
  const counts = (events: ReadonlyArray<DueList.Event>) => project(CampaignTally.tally, events)
  const read = (tally: CampaignTally.Tally) => {
    const { listed, trimmed, checked, reasons } = tally.get("corner")?.get("2026-11") ?? CampaignTally.empty()
    return [listed, trimmed, checked, Object.fromEntries(reasons)]
  }

  it("is each car once: its last reason, its trim unless it was taken back, its record", () =>
    assert.deepStrictEqual(read(counts(facts)), [3, 1, 2, { later: 1, "too-far": 1 }]))

  it("is the same wherever the log is cut", () => {
    for (let cut = 0; cut <= facts.length; cut++) {
      const merged = CampaignTally.tally.merge?.(counts(facts.slice(0, cut)), counts(facts.slice(cut))) ?? assert.fail("does not merge")
      assert.deepStrictEqual(read(merged), read(counts(facts)), `cut at ${cut}`)
    }
  })
})

describe("campaigns keep the laws of deciders", () => {
  // Cars that are on the list are asked about more often than others.
  const vehicle = fc.oneof({ weight: 5, arbitrary: fc.constantFrom("november", "first", "overdue") }, { weight: 1, arbitrary: fc.constantFrom(...Object.keys(cars)) })
  const day = fc.integer({ min: 20_727, max: 20_800 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
  const by = fc.constantFrom("cs-1", "cs-2")
  const command = fc.tuple(day, fc.nat(3), fc.oneof(
    fc.record({ _tag: fc.constant("Build"), vehicles: fc.array(vehicle, { maxLength: 8 }) }),
    fc.record({ _tag: fc.constant("Lock") }),
    fc.record({ _tag: fc.constant("Trim"), vehicle, because: fc.constantFrom("moved", "duplicate"), by: fc.option(by) }),
    fc.record({ _tag: fc.constantFrom("Restore", "VerifyRecord"), vehicle, by }),
    fc.record({ _tag: fc.constant("CorrectRecord"), vehicle, by, fields: fc.subarray(["phone", "address", "owner"], { minLength: 1 }) }),
    fc.record({ _tag: fc.constantFrom("PrintInvitations", "MailInvitations") }),
    fc.record({ _tag: fc.constant("RecordReason"), vehicle, reason: fc.constantFrom("later", "not-reached"), spokeWith: fc.constantFrom("owner", "nobody"), by: fc.option(by), callback: fc.option(fc.constant("call-1")) }),
    fc.record({ _tag: fc.constant("SubmitPlan"), by, measures: fc.constantFrom([{ reason: "later", measure: "pick-up" }], [{ reason: "later", measure: "other" }]) }),
    fc.record({ _tag: fc.constant("Remind"), step: fc.constantFrom("print", "mail", "plan") })
  )).map(([on, ago, more]) => {
    const date = new Date(Date.parse(`${on}T00:00:00Z`) - ago * 86_400_000).toISOString().slice(0, 10)
    return ask(more._tag, on, { ...more, ...(more._tag === "PrintInvitations" || more._tag === "MailInvitations" ? { date } : {}) })
  })
  const isList = (event: Campaign.Event): event is DueList.Event => DueList.tags.has(event._tag)
  // Some begin with nothing, some with a draft, some with a list that is out.
  const from = fc.constantFrom(open, drafted, mailed)
  const history = from.chain((state) => histories(Campaign.aggregate, command, state)).map((events) => events.filter(isList))
  const event = history.filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

  it("said twice is said once", () => {
    saidOnce(Campaign.aggregate, command, open)
    saidOnce(Campaign.aggregate, command, mailed)
  })
  it("history cannot be refused", () => evolveIsTotal(Campaign.aggregate, event, open))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
  it("two halves of the log are counted apart and added", () =>
    halvesMerge(CampaignTally.tally, history, (tally) => [...tally].map(([site, months]) => [site, [...months].map(([month, { reasons, ...counts }]) => [month, counts, [...reasons].sort()])])))

  const neverChanges = (evolve = Campaign.aggregate.evolve): void =>
    fc.assert(fc.property(histories(Campaign.aggregate, command, mailed), fc.array(event, { maxLength: 4 }), (events, more) => {
      const before = JSON.stringify(lockedOf(mailed).lines)
      let state = mailed
      for (const one of [...events, ...more]) {
        state = evolve(state, one)
        const list = lockedOf(state)
        assert.strictEqual(JSON.stringify(list.lines), before)
        const kept = DueList.kept(list).map(({ vehicle }) => vehicle)
        assert.deepStrictEqual([...kept, ...Object.keys(list.trims)].sort(), Object.keys(list.lines).sort())
      }
    }))
  it("a locked list never changes, and what is kept and what is trimmed are the list", () => neverChanges())
  it("and the law notices who takes a trimmed car off the list", () =>
    noticed(() => neverChanges((state, one) => {
      const next = Campaign.aggregate.evolve(state, one)
      const list = listOf(next)
      if (one._tag !== "CarTrimmed" || list._tag !== "Mailed") return next
      const { [one.vehicle]: _gone, ...lines } = list.list.lines
      return { ...next, lists: { ...next.lists, "2026-11": { ...list, list: { ...list.list, lines } } } }
    })))

  it("the counts of single events are those of the list", () =>
    fc.assert(fc.property(histories(Campaign.aggregate, command, drafted), (events) => {
      const facts = events.filter(isList)
      const list = listOf(facts.reduce<Campaign.State>(Campaign.aggregate.evolve, drafted))
      const locked = DueList.lockedOf(list)
      if (locked === undefined) return
      const counts = facts.reduce(CampaignTally.tally.evolve, CampaignTally.tally.initial()).get("corner")?.get("2026-11") ?? CampaignTally.empty()
      const reasons = list._tag === "Mailed" ? Object.values(list.reasons) : []
      assert.deepStrictEqual([counts.listed, counts.trimmed, counts.checked, [...counts.reasons.values()].reduce((a, b) => a + b, 0)], [
        Object.keys(locked.lines).length, Object.keys(locked.trims).length, Object.keys(locked.checks).filter((id) => locked.lines[id] !== undefined).length, reasons.length
      ])
    })))
})
