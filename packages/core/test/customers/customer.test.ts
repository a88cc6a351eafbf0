import { assert, describe, it } from "@effect/vitest"
import { Customer, CustomerFile, mayContact, mayNote, shownBeside } from "@servicelane/core"
import { Schema } from "effect"
import { says } from "../appointments/corner.ts"
import { after, customerOf, details, fileOf, open, register, say, told } from "./telling.ts"

const known = after(register())
const consent = (purpose: string, means: string) => say("GiveConsent", "2026-02-01", { purpose, means })
const refusal = (purpose: string, means: string) => say("WithdrawConsent", "2026-03-01", { purpose, means })

describe("the file of a customer", () => {
  it("is opened once, with what they tell and what other systems call them", () => {
    const dms = { system: "dms", id: "4711" }
    told(open, register("li", { external: [dms, dms] })).thenEvents("CustomerRegistered")
    const listed = after(register("li", { external: [dms, dms] }))
    assert.deepStrictEqual(fileOf(listed).external, [dms])
    told(listed, register("li", { external: [dms] })).thenNothing()
    told(listed, register("li", { details: { name: "Wu" } })).thenRejected("AlreadyRegistered")
    told(listed, register("li", { external: [{ system: "dms", id: "4712" }] })).thenRejected("AlreadyRegistered")
    told(open, say("Describe", "2026-02-01", { details })).thenRejected("UnknownCustomer")
    told(Customer.aggregate.initial, register()).thenRejected("UnknownSite")
  })

  it("says better who they are, all at once, and until when they may drive", () => {
    told(known, say("Describe", "2026-02-01", { details })).thenNothing()
    const moved = say("Describe", "2026-02-01", { details: { name: "Li Wei", licenceUntil: "2036-05-01" } })
    told(known, moved).thenEvents("CustomerDescribed")
    const { data } = fileOf(after(register(), moved))
    says(data, { _tag: "Given", details: { name: "Li Wei", licenceUntil: "2036-05-01" } })
  })

  it("names nobody in a refusal, and knows nobody who is born tomorrow", () => {
    const tomorrow = { ...details, birthday: "2026-01-06" }
    const refused = told(open, register("li", { details: tomorrow })).thenRejected("BirthdayToCome")
    says(refused, { today: "2026-01-05" })
    assert.notMatch(refused.message, /2026-01-06|Li Wei/u)
    told(known, say("Describe", "2026-01-05", { details: tomorrow })).thenRejected("BirthdayToCome")
    told(open, register("li", { details: { ...details, birthday: "2026-01-05" } })).thenEvents("CustomerRegistered")
  })

  it("of somebody who is called like a property of every object is a file like others", () => {
    told(open, say("RefuseData", "2026-02-01", {}, "constructor")).thenRejected("UnknownCustomer")
    told(open, register("valueOf")).thenEvents("CustomerRegistered")
  })

  it("links what other systems call them, each once", () => {
    const crm = say("LinkExternal", "2026-02-01", { external: { system: "crm", id: "9" } })
    told(known, crm).thenEvents("ExternalLinked")
    told(after(register(), crm), crm).thenNothing()
  })

  it("knows when they like to be called, by the wall clock of the site", () => {
    const morning = say("PreferTime", "2026-02-01", { preferred: { from: "09:00", to: "11:30" } })
    told(known, morning).thenEvents("PreferredTimeSet")
    told(after(register(), morning), morning).thenNothing()
    told(after(register(), morning), say("PreferTime", "2026-02-01", { preferred: null })).thenEvents("PreferredTimeSet")
    assert.throws(() => say("PreferTime", "2026-02-01", { preferred: { from: "11:00", to: "11:00" } }), /ends after it begins/u)
  })

  it("has a tier that the site's document knows", () => {
    const gold = say("SetTier", "2026-02-01", { tier: "gold" })
    told(known, gold).thenEvents("TierSet")
    told(after(register(), gold), gold).thenNothing()
    told(after(register(), gold), say("SetTier", "2026-02-02", { tier: null })).thenEvents("TierSet")
    says(told(known, say("SetTier", "2026-02-01", { tier: "platinum" })).thenRejected("UnknownTier"), { tiers: ["gold", "silver", "member"] })
  })

  it("is judged by the site that looks after them, wherever something is told", () =>
    assert.deepStrictEqual(Customer.aggregate.reads(say("SetTier", "2026-02-01", { site: "other", tier: "gold" }), known).map(String), ["customer/li", "site/corner"]))
})

describe("a customer who keeps their data to themselves", () => {
  const silent = after(register("li", { details: null }))

  it("is a customer of whom the id is known", () => {
    told(open, register("li", { details: null })).thenEvents("CustomerRegistered", "DataRefused")
    told(silent, register("li", { details: null })).thenNothing()
    told(silent, register()).thenRejected("AlreadyRegistered")
    told(silent, say("RefuseData", "2026-02-01")).thenNothing()
    told(silent, say("SetTier", "2026-02-01", { tier: "gold" })).thenEvents("TierSet")
  })

  it("is not described again by anybody but themselves", () => {
    told(silent, say("Describe", "2026-02-01", { details })).thenRejected("DataKept")
    const volunteered = say("Describe", "2026-02-01", { details, volunteered: true })
    told(silent, volunteered).thenEvents("CustomerDescribed")
    assert.deepStrictEqual(fileOf(after(register("li", { details: null }), volunteered)).data._tag, "Given")
  })

  it("who told it before has a file that shows nothing of it any more, and no note", () => {
    const state = after(register(), consent("handling", "phone"), say("NoteHandling", "2026-02-02", { text: "Likes it brief." }), say("RefuseData", "2026-03-01"))
    assert.deepStrictEqual([fileOf(state).data, fileOf(state).handling], [{ _tag: "Refused" }, null])
  })
})

describe("what a customer agrees to", () => {
  const may = (state: Customer.State, purpose: CustomerFile.Purpose, means: CustomerFile.Means = "phone"): boolean => mayContact(customerOf(state), purpose, means)

  it("is, before anything was said, that their own order is spoken of and nothing is offered", () => {
    assert.deepStrictEqual([may(known, "transactional"), may(known, "commercial"), may(known, "handling")], [true, false, false])
    assert.deepStrictEqual([may(open, "transactional"), may(open, "commercial")], [true, false])
  })

  it("is said for each purpose and means, and a later word is heard", () => {
    const agreed = after(register(), consent("commercial", "sms"))
    assert.deepStrictEqual([may(agreed, "commercial", "sms"), may(agreed, "commercial", "phone")], [true, false])
    told(agreed, consent("commercial", "sms")).thenNothing()
    const refused = after(register(), consent("commercial", "sms"), refusal("commercial", "sms"))
    assert.isFalse(may(refused, "commercial", "sms"))
    told(refused, refusal("commercial", "sms")).thenNothing()
    told(refused, consent("commercial", "sms")).thenEvents("ConsentGiven")
  })

  it("may be that nobody calls them even about their own order", () =>
    assert.deepStrictEqual([may(after(register(), refusal("transactional", "phone")), "transactional"), may(after(register(), refusal("transactional", "phone")), "transactional", "sms")], [false, true]))

  it("means no offers to whoever keeps their data to themselves", () => {
    const silent = after(register(), consent("commercial", "sms"), say("RefuseData", "2026-02-02"))
    assert.deepStrictEqual([may(silent, "commercial", "sms"), may(silent, "transactional", "sms")], [false, true])
  })
})

describe("a note on how to talk with somebody", () => {
  const note = (text: string | null) => say("NoteHandling", "2026-02-02", { text })

  it("is kept with their consent and not without", () => {
    told(known, note("Likes it brief.")).thenRejected("NoHandlingConsent")
    told(known, note(null)).thenNothing()
    const agreed = after(register(), consent("handling", "phone"))
    told(agreed, note("Likes it brief.")).thenEvents("HandlingNoted")
    told(after(register(), consent("handling", "phone"), note("Likes it brief.")), note("Likes it brief.")).thenNothing()
  })

  it("is gone once they no longer agree, also when they agree again", () => {
    const gone = after(register(), consent("handling", "phone"), consent("handling", "sms"), note("Likes it brief."), refusal("handling", "sms"))
    assert.deepStrictEqual([fileOf(gone).handling, mayNote(customerOf(gone))], [null, false])
    told(gone, note("Likes it brief.")).thenRejected("NoHandlingConsent")
    const again = after(register(), consent("handling", "phone"), note("Likes it brief."), refusal("handling", "phone"), consent("handling", "phone"))
    assert.deepStrictEqual([fileOf(again).handling, mayNote(customerOf(again))], [null, true])
    const taken = after(register(), consent("handling", "phone"), note("Likes it brief."), note(null))
    assert.isNull(fileOf(taken).handling)
    // Another refusal is not about notes.
    assert.isNotNull(fileOf(after(register(), consent("handling", "phone"), note("Likes it brief."), refusal("commercial", "phone"))).handling)
  })

  it("has no field for a manner, a type or a profession", () => {
    const fields = CustomerFile.events.flatMap((event) => Object.keys(event.fields))
    assert.deepStrictEqual(fields.filter((field) => /type|manner|profession|style|profile/iu.test(field)), [])
    assert.throws(() => Schema.decodeUnknownSync(CustomerFile.Event, { onExcessProperty: "error" })({ _tag: "HandlingNoted", id: "li", site: "corner", at: "2026-02-02T12:00:00.000Z", note: { text: null }, manner: "dominant" }))
  })
})

describe("who has been in touch", () => {
  const spoke = (on: string, more: Record<string, unknown> = {}) => say("NoteContact", on, { means: "phone", by: "wang", ...more })

  it("is noted by anybody, once, so that others leave the customer alone", () => {
    told(known, spoke("2026-02-01")).thenEvents("ContactNoted")
    const noted = after(register(), spoke("2026-02-01"), say("NoteContact", "2026-02-02", { means: "sms", callback: "call-1" }))
    told(noted, spoke("2026-02-01")).thenNothing()
    told(noted, spoke("2026-02-01", { by: "zhao" })).thenEvents("ContactNoted")
    assert.deepStrictEqual(fileOf(noted).contacts.map(({ by, callback }) => [by, callback]), [["wang", null], [null, "call-1"]])
  })

  it("tells that somebody who was unreachable can be reached, if they were spoken to since", () => {
    const lost = after(register(), say("MarkUnreachable", "2026-02-10", { because: "no-answer" }))
    told(lost, spoke("2026-02-11")).thenEvents("ContactNoted", "CustomerReachable")
    told(lost, spoke("2026-02-11", { means: "visit" })).thenEvents("ContactNoted", "CustomerReachable")
    told(lost, spoke("2026-02-11", { means: "sms" })).thenEvents("ContactNoted")
    told(lost, spoke("2026-02-09")).thenEvents("ContactNoted")
  })
})

describe("a customer whom the telephone does not reach", () => {
  const lost = (more: Record<string, unknown> = {}) => say("MarkUnreachable", "2026-02-10", { because: "wrong-number", callback: "call-1", ...more })

  it("is said to be so once, with whether a card or a visit would find them", () => {
    says(told(known, lost()).thenEvents("CustomerUnreachable")[0], { because: "wrong-number", callback: "call-1", address: true })
    told(after(register(), lost()), lost({ because: "no-answer" })).thenNothing()
    assert.deepStrictEqual(fileOf(after(register(), lost())).unreachable, { since: lost().at, because: "wrong-number" })
    says(told(after(register("li", { details: { name: "Li" } })), lost()).thenEvents("CustomerUnreachable")[0], { address: false })
    says(told(after(register(), say("RefuseData", "2026-02-01")), lost()).thenEvents("CustomerUnreachable")[0], { address: false })
  })

  it("is reachable again with a new number, and not with one that was known", () => {
    const described = (phones: ReadonlyArray<string>) => say("Describe", "2026-02-11", { details: { ...details, phones } })
    told(after(register(), lost()), described(["13900139000"])).thenEvents("CustomerDescribed", "CustomerReachable")
    told(after(register(), lost()), described([])).thenEvents("CustomerDescribed")
    told(after(register(), lost()), say("Describe", "2026-02-11", { details: { ...details, name: "Li" } })).thenEvents("CustomerDescribed")
    told(known, described(["13900139000"])).thenEvents("CustomerDescribed")
    told(after(register(), lost(), described(["13900139000"])), lost()).thenEvents("CustomerUnreachable")
  })

  it("is none if somebody has spoken with them since the call", () => {
    const spoken = after(register(), say("NoteContact", "2026-02-12", { means: "visit", by: "wang" }))
    says(told(spoken, lost()).thenRejected("SpokenToSince"), { at: "2026-02-12T12:00:00.000Z" })
    told(after(register(), say("NoteContact", "2026-02-12", { means: "email" })), lost()).thenEvents("CustomerUnreachable")
    told(after(register(), say("NoteContact", "2026-02-09", { means: "phone" })), lost()).thenEvents("CustomerUnreachable")
  })
})

describe("two files of one person", () => {
  const merge = say("Merge", "2026-04-01", { into: "li" }, "li-2")
  const dms = { system: "dms", id: "4712" }
  const both = after(register(), say("Register", "2026-01-06", { details: {}, external: [dms] }, "li-2"), say("WithdrawConsent", "2026-02-01", { purpose: "commercial", means: "sms" }, "li-2"), consent("commercial", "sms"))

  it("become one, in one batch, with the references of both and what either refused", () => {
    const [gone, absorbed] = told(both, merge).thenEvents("CustomerMerged", "CustomerAbsorbed")
    assert.deepStrictEqual([gone, absorbed].map((event) => event && String(Customer.aggregate.streamOf(event))), ["customer/li-2", "customer/li"])
    says(absorbed, { other: "li-2", external: [dms], withdrawn: [{ purpose: "commercial", means: "sms" }] })
    assert.deepStrictEqual(Customer.aggregate.reads(merge, open).map(String), ["customer/li-2", "customer/li", "site/corner"])
  })

  it("are told apart afterwards: the one that stays is named to whoever speaks of the other", () => {
    const one = [register(), say("Register", "2026-01-06", { details: {}, external: [dms] }, "li-2"), merge] as const
    told(after(...one), merge).thenNothing()
    for (const command of [say("RefuseData", "2026-05-01", {}, "li-2"), register("li-2"), say("Merge", "2026-05-01", { into: "wu" }, "li-2")]) {
      says(told(after(...one, register("wu")), command).thenRejected("FileMerged"), { id: "li-2", into: "li" })
    }
    assert.deepStrictEqual([fileOf(after(...one)).merged, fileOf(after(...one)).external], [["li-2"], [dms]].map((list) => list as ReadonlyArray<unknown>))
    assert.isFalse(mayContact(customerOf(after(...one), "li-2"), "transactional", "phone"))
    // A reference that both had is one.
    assert.deepStrictEqual(fileOf(after(register("li", { external: [dms] }), ...one.slice(1))).external, [dms])
  })

  it("never form a circle", () => {
    const chain = after(register(), register("li-2"), register("li-3"), merge, say("Merge", "2026-04-02", { into: "li-3" }))
    says(told(chain, say("Merge", "2026-04-03", { into: "li-2" }, "li-3")).thenRejected("FileMerged"), { id: "li-2", into: "li" })
    says(told(chain, say("Merge", "2026-04-03", { into: "li" }, "li-3")).thenRejected("FileMerged"), { id: "li", into: "li-3" })
    told(known, say("Merge", "2026-04-03", { into: "li" })).thenRejected("SameFile")
    says(told(known, say("Merge", "2026-04-03", { into: "nobody" })).thenRejected("UnknownCustomer"), { id: "nobody" })
  })

  it("keep to themselves what either kept to itself, and no note that either refused", () => {
    const silent = say("Register", "2026-01-06", { details: null }, "li-2")
    told(after(register(), silent), merge).thenEvents("CustomerMerged", "CustomerAbsorbed", "DataRefused")
    told(after(register("li", { details: null }), silent), merge).thenEvents("CustomerMerged", "CustomerAbsorbed")
    const noted = after(register(), consent("handling", "phone"), say("NoteHandling", "2026-02-02", { text: "Likes it brief." }), register("li-2"), say("WithdrawConsent", "2026-02-01", { purpose: "handling", means: "sms" }, "li-2"), merge)
    assert.isNull(fileOf(noted).handling)
  })

  it("are shown beside one another as far as the one that stays shows its own", () => {
    const other = fileOf(after(register("li-2"), say("GiveConsent", "2026-02-01", { purpose: "handling", means: "phone" }, "li-2"), say("NoteHandling", "2026-02-02", { text: "Likes it brief." }, "li-2")), "li-2")
    assert.deepStrictEqual(shownBeside(other, fileOf(known)), { ...other, handling: null })
    assert.deepStrictEqual(shownBeside(other, fileOf(after(register("li", { details: null })))).data, { _tag: "Refused" })
  })
})
