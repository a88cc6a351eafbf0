import { assert, describe, it } from "@effect/vitest"
import { Audit, auditGate, Domain, fold, Instant, LocalDate, Site } from "@servicelane/core"
import { evolveIsTotal, given, histories, noticed, roundTrips, saidOnce } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { corner, says } from "../appointments/corner.ts"

const { aggregate } = Audit

const open: Audit.Known = { ...aggregate.initial, site: { _tag: "Open", document: corner } }

const say = (_tag: string, date: string, more: Record<string, unknown> = {}): Audit.Command =>
  Schema.decodeUnknownSync(Audit.Command)({ _tag, site: "corner", advisor: "anna", date, at: "2026-09-18T12:00:00.000Z", by: "supervisor", ...more })
const audit = (date: string, score: number, failed: ReadonlyArray<number>, more: Record<string, unknown> = {}) => say("Audit", date, { score, failed, ...more })
const passed = (date: string) => audit(date, 73, [])
const failed = (date: string) => audit(date, 69, [3, 17, 40])
const withdraw = (date: string) => say("WithdrawAudit", date)

const told = (state: Audit.Known, command: Audit.Command) => given(aggregate, [], state).when(command)

const isOwn = (event: { readonly _tag: string }): event is Audit.Event => Audit.tags.has(event._tag)

const factsOf = (...commands: ReadonlyArray<Audit.Command>): ReadonlyArray<Audit.Event> => {
  let state = open
  return commands.flatMap((command) => {
    const facts = Result.getOrThrow(aggregate.decide(command, state))
    state = fold(aggregate, facts, state)
    return facts.filter(isOwn)
  })
}
const after = (...commands: ReadonlyArray<Audit.Command>): Audit.Known => fold(aggregate, factsOf(...commands), open)

describe("an audit of the service process", () => {
  it("is passed with 70 of 73 marks, and failed with 69", () => {
    says(told(open, audit("2026-09-17", 70, [3, 17, 40])).thenEvents("AdvisorAudited")[0], { passed: true, full: 73, pass: 70, failed: [3, 17, 40] })
    says(told(open, failed("2026-09-17")).thenEvents("AdvisorAudited")[0], { passed: false, score: 69 })
  })

  it("goes by the numbers of the site's document", () => {
    const document = { ...corner, care: { schedules: [], audits: { items: 10, full: 20, pass: 15 } } }
    says(told({ ...open, site: { _tag: "Open", document } }, audit("2026-09-17", 14, [1])).thenEvents("AdvisorAudited")[0], { passed: false, full: 20, pass: 15 })
  })

  it("adds up: what failed is lost, and what did not is kept", () => {
    says(told(open, audit("2026-09-17", 73, [1])).thenRejected("AuditDoesNotAddUp"), { least: 67, most: 72 })
    says(told(open, audit("2026-09-17", 72, [])).thenRejected("AuditDoesNotAddUp"), { least: 73, most: 73 })
    told(open, audit("2026-09-17", 66, [1])).thenRejected("AuditDoesNotAddUp")
    told(open, audit("2026-09-17", 70, [69])).thenRejected("AuditDoesNotAddUp")
    // The five marks beyond the 68 items may all hang on one of them.
    told(open, audit("2026-09-17", 67, [5, 5])).thenEvents("AdvisorAudited")
  })

  it("is of one advisor of the site and one day that has been", () => {
    told(after(failed("2026-09-17")), failed("2026-09-17")).thenNothing()
    says(told(after(failed("2026-09-17")), passed("2026-09-17")).thenRejected("AlreadyAudited"), { score: 69 })
    says(told(open, audit("2026-09-17", 73, [], { advisor: "otto" })).thenRejected("NoSuchAdvisor"), { advisors: ["anna"] })
    told(open, passed("2026-09-19")).thenRejected("DateToCome")
    told(aggregate.initial, passed("2026-09-17")).thenRejected("UnknownSite")
  })

  it("that was judged wrongly is withdrawn, and may be held again", () => {
    says(told(after(failed("2026-09-17")), withdraw("2026-09-17")).thenEvents("AuditWithdrawn")[0], { passed: false })
    told(open, withdraw("2026-09-17")).thenNothing()
    told(after(failed("2026-09-17"), withdraw("2026-09-17")), passed("2026-09-17")).thenEvents("AdvisorAudited")
  })
})

describe("who receives cars", () => {
  const since = (...commands: ReadonlyArray<Audit.Command>) => Audit.assignableSince(after(...commands).audits)

  it("is whoever passed the last audit, from the first one that was passed after a failure", () => {
    assert.isUndefined(since())
    assert.strictEqual(since(passed("2026-08-10"), passed("2026-09-10")), "2026-08-10")
    assert.isNull(since(passed("2026-08-10"), failed("2026-09-10")))
    assert.strictEqual(since(failed("2026-08-10"), passed("2026-09-01"), passed("2026-09-10")), "2026-09-01")
    // What is told late changes nothing of what came after it.
    assert.strictEqual(since(passed("2026-09-10"), failed("2026-08-10")), "2026-09-10")
  })

  /** What the gate asks for, and the site does. */
  const gated = (document: Site.Document, ...commands: ReadonlyArray<Audit.Command>): Site.Document["advisors"][number] => {
    let site: Site.State = { _tag: "Open", document }
    const state = auditGate.initial()
    for (const fact of factsOf(...commands)) {
      const before = auditGate.react(fact, state)
      auditGate.evolve(state, fact)
      assert.deepStrictEqual(auditGate.react(fact, state), before, "it does not matter whether the fact was counted already")
      for (const command of before) site = fold(Site.aggregate, Result.getOrThrow(Site.aggregate.decide(command, site)), site)
    }
    return (site._tag === "Open" ? site.document.advisors[0] : undefined) ?? assert.fail("no advisor")
  }

  it("is seen to by the site: no cars after a failure, until the audit is passed", () => {
    assert.isNull(gated(corner, failed("2026-09-10")).assignableSince)
    assert.strictEqual(gated(corner, failed("2026-09-10"), passed("2026-09-15")).assignableSince, "2026-09-15")
    // Whoever passes and always did goes on as before.
    assert.isUndefined(gated(corner, passed("2026-09-10")).assignableSince)
    assert.strictEqual(gated(corner, failed("2026-09-10"), withdraw("2026-09-10")).assignableSince, "2026-09-10")
    const fresh = { ...corner, advisors: corner.advisors.map((one) => ({ ...one, assignableSince: null })) }
    assert.strictEqual(gated(fresh, passed("2026-09-10")).assignableSince, "2026-09-10")
    assert.isNull(gated(fresh, passed("2026-09-10"), withdraw("2026-09-10"), failed("2026-09-12")).assignableSince)
    assert.deepStrictEqual(auditGate.due(auditGate.initial(), Instant.Instant.make("2026-09-18T00:00:00.000Z")), [])
  })

  it("stays as it is when an audit that was passed is withdrawn: nobody knows what was before", () => {
    const state = auditGate.initial()
    const asked = factsOf(passed("2026-09-10"), withdraw("2026-09-10")).map((fact) => auditGate.react(fact, auditGate.evolve(state, fact)).length)
    assert.deepStrictEqual(asked, [1, 0])
  })

  it("is set by hand too, for an advisor that there is", () => {
    const site: Site.State = { _tag: "Open", document: corner }
    const set = (advisor: string, at: LocalDate.LocalDate | null, state: Site.State = site) =>
      given(Site.aggregate, [], state).when(Schema.decodeUnknownSync(Site.Command)({ _tag: "SetAssignable", site: "corner", at: "2026-09-18T00:00:00.000Z", advisor, since: at }))
    says(set("otto", null).thenRejected("NoSuchAdvisor"), { advisors: ["anna"] })
    set("anna", null, Site.initial).thenRejected("UnknownSite")
    const kept = fold(Site.aggregate, set("anna", null).thenEvents("AdvisorRostered"), site)
    set("anna", null, kept).thenNothing()
    const back = fold(Site.aggregate, set("anna", LocalDate.LocalDate.make("2026-09-20"), kept).thenEvents("AdvisorRostered"), kept)
    set("anna", LocalDate.LocalDate.make("2026-09-21"), back).thenNothing()
    set("anna", LocalDate.LocalDate.make("2026-09-19"), back).thenEvents("AdvisorRostered")
    set("anna", LocalDate.LocalDate.make("2026-09-20")).thenNothing()
  })
})

describe("audits keep the laws of deciders", () => {
  const date = fc.constantFrom("2026-08-10", "2026-09-01", "2026-09-10")
  const command = fc.tuple(date, fc.constantFrom(passed, failed, withdraw)).map(([on, make]) => make(on))
  const own = histories(aggregate, command, open).map((events) => events.filter(isOwn))
  const event = own.filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

  it("said twice is said once", () => saidOnce(aggregate, command, open))
  it("history cannot be refused", () => evolveIsTotal(aggregate, event, open))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))

  const gate = (since = Audit.assignableSince): void =>
    fc.assert(fc.property(own, (events) => {
      const audits = events.reduce(Audit.evolve, Audit.initial)
      const last = audits.at(-1)
      const from = since(audits)
      if (last === undefined) assert.isUndefined(from)
      else assert.strictEqual(from === null, !last.passed)
    }))
  it("nobody whose last audit was failed receives cars", () => gate())
  it("and the law notices who looks at any that was passed", () => noticed(() => gate((audits) => audits.length === 0 ? undefined : audits.find((one) => one.passed)?.date ?? null)))
})
