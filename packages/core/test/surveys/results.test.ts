import { assert, describe, it } from "@effect/vitest"
import { Domain, fold, Results } from "@servicelane/core"
import { evolveIsTotal, given, histories, roundTrips, saidOnce } from "@servicelane/testing"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { corner, says } from "../appointments/corner.ts"

const { aggregate } = Results

const open: Results.Known = { ...aggregate.initial, site: { _tag: "Open", document: corner } }

const figures = { samples: 30, store: 851.5, region: 840, nationalRank: 12, of: 300 }

const say = (_tag: string, more: Record<string, unknown> = {}): Results.Command =>
  Schema.decodeUnknownSync(Results.Command)({ _tag, site: "corner", survey: "csi", period: "2026-Q3", at: "2026-10-20T12:00:00.000Z", figures: { ...figures, ...more } })

const told = (state: Results.Known, command: Results.Command) => given(aggregate, [], state).when(command)
const known = fold(aggregate, Result.getOrThrow(aggregate.decide(say("Publish"), open)), open)

describe("what the manufacturer publishes", () => {
  it("is kept by survey and period: samples, site, region and national rank", () => {
    says(told(open, say("Publish")).thenEvents("ResultsPublished")[0], { figures, period: "2026-Q3" })
    told(known, say("Publish")).thenNothing()
    assert.deepStrictEqual(aggregate.reads(say("Publish"), open).map(String), ["site/corner", "results/corner/csi:2026-Q3"])
    told(aggregate.initial, say("Publish")).thenRejected("UnknownSite")
  })

  it("is corrected by name, with what was said before", () => {
    says(told(known, say("Publish", { store: 900 })).thenRejected("ResultsKnown"), { figures })
    says(told(known, say("CorrectResults", { store: 900 })).thenEvents("ResultsCorrected")[0], { was: figures })
    told(known, say("CorrectResults")).thenNothing()
    says(told(open, say("CorrectResults")).thenRejected("NoResults"), { period: "2026-Q3" })
  })

  it("is of a period, with a rank among those who were ranked", () => {
    for (const period of ["2026", "2026-09", "2026-Q4", "2026-H1"]) assert.isTrue(Schema.is(Results.Period)(period), period)
    for (const period of ["2026-13", "2026-Q5", "2026-H3", "26", "2026-9"]) assert.isFalse(Schema.is(Results.Period)(period), period)
    for (const more of [{ nationalRank: 301 }, { nationalRank: null }, { nationalRank: 0 }, { samples: -1 }, { store: 1_001 }]) assert.throws(() => say("Publish", more))
    assert.doesNotThrow(() => say("Publish", { nationalRank: null, of: null }))
  })
})

describe("results keep the laws of deciders", () => {
  const command = fc.tuple(fc.constantFrom("Publish", "CorrectResults"), fc.constantFrom(800, 900, 850.5)).map(([tag, store]) => say(tag, { store }))
  const isOwn = (event: { readonly _tag: string }): event is Results.Event => Results.tags.has(event._tag)
  const event = histories(aggregate, command, open).map((events) => events.filter(isOwn)).filter((events) => events.length > 0).chain((events) => fc.constantFrom(...events))

  it("said twice is said once", () => saidOnce(aggregate, command, open))
  it("history cannot be refused", () => evolveIsTotal(aggregate, event, open))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
})
