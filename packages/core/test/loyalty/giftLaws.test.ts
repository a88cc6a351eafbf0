import { assert, describe, it } from "@effect/vitest"
import { Domain, GiftFile, Gifts, LoyaltyRun } from "@servicelane/core"
import { evolveIsTotal, noticed, roundTrips } from "@servicelane/testing"
import { Record, Result } from "effect"
import fc from "fast-check"
import { ask, attend, booked, came, cancelled, corrected, give, isGift, missed, renamed, reversed, shop } from "./cars.ts"
import { found, tried } from "./written.ts"

type Log = ReadonlyArray<Gifts.Event>

const appointments = 10

/** What becomes of one of ten booked cars: an event that ends or reopens it, or whose it is. */
const turn = fc.tuple(
  fc.nat(appointments - 1),
  fc.constantFrom("on-time", "early", "late", "untimed", "missed", "reversed", "corrected", "cancelled", "li", "wu")
)
type Turn = readonly [number, "on-time" | "early" | "late" | "untimed" | "missed" | "reversed" | "corrected" | "cancelled" | "li" | "wu"]

const eventOf = ([n, what]: Turn): Gifts.Event => {
  switch (what) {
    case "untimed": return came(n, null)
    case "missed": return missed(n)
    case "reversed": return reversed(n)
    case "corrected": return corrected(n)
    case "cancelled": return cancelled(n)
    case "li":
    case "wu": return renamed(n, what)
    default: return came(n, what)
  }
}

const command = fc.tuple(fc.nat(appointments - 1), fc.constantFrom("attend", "umbrella", "kit", "goodwill", "cash", "back")).map(([n, what]): Gifts.Command => {
  const answered = { answered: { by: "boss", because: "goodwill" } }
  if (what === "attend") return attend(n)
  if (what === "back") return ask("TakeBackGift", n, { by: "sun", because: "returned" })
  if (what === "cash") return ask("PayCash", n, { by: "sun" })
  return what === "goodwill" ? give(n, "kit", answered) : give(n, what)
})

const start: Log = [...shop({ opening: { from: "2026-09-01", months: 1 } }), ...Array.from({ length: appointments }, (_, n) => booked(n, n % 3 === 0 ? "wu" : "li"))]

const steps = fc.array(fc.oneof({ weight: 3, arbitrary: turn.map((one): { readonly turn: Turn } => ({ turn: one })) }, { weight: 2, arbitrary: command.map((one) => ({ command: one })) }), { maxLength: 40, size: "max" })

type Steps = ReadonlyArray<{ readonly turn: Turn } | { readonly command: Gifts.Command }>

const happened = (all: Steps): Log => {
  let log = start
  for (const step of all) log = "turn" in step ? log.concat(eventOf(step.turn)) : tried(Gifts.aggregate, log, [step.command])
  return log
}

const everybody = Array.from({ length: appointments }, (_, n) => attend(n))

const fileOf = (log: Log, customer: string): GiftFile.State =>
  log.filter(isGift).filter((event) => event.customer === customer).reduce(GiftFile.evolve, GiftFile.initial)

/** The same by another way: how each car came in the end, as letters in the order of the dates. */
const letters = (all: Steps, customer: string): string => {
  const whose = Array.from({ length: appointments }, (_, n) => n % 3 === 0 ? "wu" : "li")
  const how = Array.from({ length: appointments }, () => "")
  for (const step of all) {
    if (!("turn" in step)) continue
    const [n, what] = step.turn
    if (what === "li" || what === "wu") whose[n] = what
    else how[n] = what === "on-time" || what === "early" ? "P" : what === "late" ? "L" : what === "missed" ? "M" : ""
  }
  return how.filter((_, n) => whose[n] === customer).join("")
}

/** Every run between two breaks earns an upgrade for each four of it. */
const bruteForce = (text: string): LoyaltyRun.Run => {
  const runs = text.split(/[LM]/u).map((run) => run.length)
  return { length: runs.at(-1) ?? 0, upgrades: runs.map((length) => Math.floor(length / 4)).reduce((a, b) => a + b, 0) }
}

const runs = (runOf = LoyaltyRun.runOf, last = everybody): void =>
  fc.assert(fc.property(steps, (all) => {
    const log = tried(Gifts.aggregate, happened(all), last)
    for (const customer of ["li", "wu"]) assert.deepStrictEqual(runOf(Object.values(fileOf(log, customer).attended), 4), bruteForce(letters(all, customer)))
  }))

/** Eligible appointments, and those of them with a gift before the delivery, counted from single events. */
const counted = (log: Log): readonly [number, number] => {
  let den = 0
  let num = 0
  for (const event of log.filter(isGift)) {
    if (event._tag === "AttendanceNoted") {
      const change = Number(event.counts.eligible) - Number(event.was?.eligible === true)
      den += change
      if (event.gifted) num += change
    } else if (event._tag === "AttendanceWithdrawn") {
      den -= Number(event.was.eligible)
      if (event.gifted) num -= Number(event.was.eligible)
    } else if (event.eligible && event.beforeDelivery) num += event._tag === "GiftGiven" ? 1 : -1
  }
  return [num, den]
}

const tallies = (tally = counted): void =>
  fc.assert(fc.property(steps, (all) => {
    const log = happened(all)
    const files = ["li", "wu"].map((customer) => fileOf(log, customer))
    const eligible = files.flatMap(({ attended, given }) => Object.values(attended).filter((one) => one.eligible).map(({ appointment }) => given[appointment]))
    assert.deepStrictEqual(tally(log), [eligible.filter((given) => given?.beforeDelivery === true).length, eligible.length])
  }))

/** All cars came before anybody counted them. What is noted or corrected later may take back what earned an upgrade; none is then given as earned until runs have earned more. */
const upgrades = (decide = Gifts.aggregate.decide): void =>
  fc.assert(fc.property(arrivals, steps, (kinds, all) => {
    let log: Log = [...start, ...kinds.map((kind, n) => came(n, kind))]
    for (const step of all) {
      const before = log.length
      log = "turn" in step ? log.concat(eventOf(step.turn)) : tried({ ...Gifts.aggregate, decide }, log, [step.command])
      // An upgrade that follows its appointment to another customer is not given anew.
      if ("turn" in step || step.command._tag === "Attend") continue
      for (const event of log.slice(before)) {
        if (event._tag !== "GiftGiven" || !event.earned || event.handed._tag === "Gift") continue
        const file = fileOf(log, event.customer)
        assert.isAtMost(GiftFile.upgradesGiven(file), LoyaltyRun.runOf(Object.values(file.attended), 4).upgrades)
      }
    }
  }))

const arrivals = fc.array(fc.constantFrom("on-time", "on-time", "on-time", "late"), { minLength: appointments, maxLength: appointments })

const onlyGivenFor = (appointment: string) => (file: GiftFile.State): GiftFile.State => ({ ...file, given: Record.filter(file.given, (_, id) => id === appointment) })

const allPunctual = (file: GiftFile.State): GiftFile.State => ({ ...file, attended: Record.map(file.attended, (one) => ({ ...one, attendance: "punctual" as const })) })

describe("gifts keep their laws", () => {
  it("a run is what an independent count says, whatever was corrected and whoever the customer was", () => runs())
  it("and the law notices who counts a late car", () => noticed(() => runs((attended, every) => LoyaltyRun.runOf(attended.map((one) => ({ ...one, attendance: one.attendance === "late" ? "punctual" : one.attendance })), every))))
  it("and who forgets to look again", () => noticed(() => runs(LoyaltyRun.runOf, [])))
  it("gift compliance can be counted from single events, and is never above one", () => {
    tallies()
    fc.assert(fc.property(steps, (all) => {
      const [num, den] = counted(happened(all))
      assert.isTrue(num >= 0 && num <= den)
    }))
  })
  it("and the law notices who forgets what is called off", () =>
    noticed(() => tallies((log) => counted(log.filter(({ _tag }) => _tag !== "AttendanceWithdrawn")))))

  it("no more upgrades are given as earned than runs have earned, as far as was known when each was given", () => upgrades())
  it("and the law notices who forgets what was handed over", () =>
    noticed(() => upgrades((command, state) => Gifts.aggregate.decide(command, { ...state, files: Record.map(state.files, onlyGivenFor(command.appointment)) }))))
  it("and who takes every car for a punctual one", () =>
    noticed(() => upgrades((command, state) => Gifts.aggregate.decide(command, command._tag === "Attend" ? state : { ...state, files: Record.map(state.files, allPunctual) }))))

  it("said twice is said once", () =>
    fc.assert(fc.property(steps, command, (all, one) => {
      const log = happened(all)
      const events = Result.getOrElse(Gifts.aggregate.decide(one, found(Gifts.aggregate, log, one)), (): Log => [])
      const then = [...log, ...events]
      if (events.length > 0) assert.deepStrictEqual(Gifts.aggregate.decide(one, found(Gifts.aggregate, then, one)), Result.succeed([]))
    })))

  const event = steps.chain((all) => fc.constantFrom(...happened(all)))
  it("history cannot be refused", () => evolveIsTotal(Gifts.aggregate, event))
  it("every event is read as it was written", () => roundTrips(Domain.Event, event))
})
