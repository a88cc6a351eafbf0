import { assert, describe, it } from "@effect/vitest"
import { Callback, Campaign, campaignClock, type CampaignCommand, DueList, fold, Instant, Site, type VehicleFile } from "@servicelane/core"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { after, cars, corner, file, listOf, lock, mail, maintained, print, build, open, sold } from "./list.ts"

const at = (text: string) => Instant.Instant.make(text)

type Event = Parameters<typeof campaignClock.evolve>[1]
type State = ReturnType<typeof campaignClock.initial>

const opened: ReadonlyArray<Site.Event> = Result.getOrThrow(Site.aggregate.decide(Site.apply(corner, at("2026-01-01T00:00:00.000Z")), Site.initial))

/** What has happened, counted along. */
const known = (...events: ReadonlyArray<Event>): State => [...opened, ...Object.values(cars).flat(), ...events].reduce(campaignClock.evolve, campaignClock.initial())

/** Asks, decides and counts along until nothing more falls due. */
const run = (state: State, site: Campaign.State, now: string): { readonly site: Campaign.State; readonly asked: ReadonlyArray<string> } => {
  const asked: Array<string> = []
  const keys = new Set<string>()
  let decided = site
  for (;;) {
    const due = campaignClock.due(state, at(now)).filter(({ key }) => !keys.has(key))
    if (due.length === 0) return { site: decided, asked }
    for (const { key, command } of due) {
      keys.add(key)
      asked.push(command._tag)
      const facts = Result.getOrThrow(Campaign.aggregate.decide(command, decided))
      decided = fold(Campaign.aggregate, facts, decided)
      for (const fact of facts) if (DueList.tags.has(fact._tag)) campaignClock.evolve(state, fact as DueList.Event)
    }
  }
}

const facts = (...commands: ReadonlyArray<CampaignCommand.Command>): ReadonlyArray<DueList.Event> => {
  let state = open
  return commands.flatMap((command) => {
    const told = Result.getOrThrow(Campaign.aggregate.decide(command, state))
    state = fold(Campaign.aggregate, told, state)
    return told.filter((fact): fact is DueList.Event => DueList.tags.has(fact._tag))
  })
}

const set = file("november", sold("2026-02-01"), ["SetRoles", "2026-09-30", { roles: { owner: "wu", driver: "li-junior" } }]).find((fact) => fact._tag === "VehicleRolesSet") ?? assert.fail("no roles")

describe("the process of campaigns", () => {
  it("builds the list on the first open day of week 1 and locks it when the doors open on the last", () => {
    const state = known()
    assert.isFalse(campaignClock.due(state, at("2026-09-30T20:00:00.000Z")).some(({ command }) => command.month === "2026-11"))
    const first = run(state, open, "2026-10-01T04:00:00.000Z")
    assert.deepStrictEqual(first.asked, ["Build"])
    assert.deepStrictEqual(Object.keys(DueList.listOf(listOf(first.site))?.lines ?? {}).sort(), ["first", "november", "overdue"])
    // Who was lost or unheard of long ago is not told of every month.
    assert.deepStrictEqual(DueList.listOf(listOf(first.site))?.left, { gone: "gone", nobody: "no-owner" })
    assert.deepStrictEqual(run(state, first.site, "2026-10-06T20:00:00.000Z").asked, [])
    // 08:00 on the seventh in Berlin is 06:00Z.
    assert.deepStrictEqual(run(state, first.site, "2026-10-07T05:59:00.000Z").asked, [])
    const second = run(state, first.site, "2026-10-07T06:00:00.000Z")
    assert.deepStrictEqual([...second.asked, listOf(second.site)._tag], ["Lock", "Remind", "Locked"])
  })

  it("judges a car anew when its file says something else, until the lock", () => {
    const state = known()
    const built = run(state, open, "2026-10-01T04:00:00.000Z")
    const came = file("november", sold("2026-02-01"), maintained("2026-08-10"), maintained("2026-10-02")).slice(-1)
    const site = came.reduce<Campaign.State>(Campaign.aggregate.evolve, built.site)
    for (const fact of came) campaignClock.evolve(state, fact)
    const [again] = campaignClock.due(state, at("2026-10-03T04:00:00.000Z"))
    assert.deepStrictEqual(again?.command._tag === "Build" ? again.command.vehicles.map(String) : [], ["november"])
    const locked = run(state, site, "2026-10-08T04:00:00.000Z")
    assert.deepStrictEqual([...locked.asked, ...Object.keys(DueList.listOf(listOf(locked.site))?.lines ?? {}).sort()], ["Build", "Lock", "Remind", "first", "overdue"])
  })

  it("judges a car again as it was judged before, though the question was put then already", () => {
    const state = known()
    const keys = new Set<string>()
    let site: Campaign.State = open
    const owners = ["wu", "li", "wu", "li"].map((owner) => {
      const told: Event = { ...set, roles: { ...set.roles, owner: owner as typeof set.roles.owner } }
      campaignClock.evolve(state, told)
      site = Campaign.aggregate.evolve(site, told)
      for (const { key, command } of campaignClock.due(state, at("2026-10-02T09:00:00.000Z"))) {
        if (keys.has(key)) continue
        keys.add(key)
        for (const fact of Result.getOrThrow(Campaign.aggregate.decide(command, site))) {
          site = Campaign.aggregate.evolve(site, fact)
          if (DueList.tags.has(fact._tag)) campaignClock.evolve(state, fact as DueList.Event)
        }
      }
      return DueList.listOf(listOf(site))?.lines.november?.owner
    })
    assert.deepStrictEqual(owners.map(String), ["wu", "li", "wu", "li"])
  })

  it("asks for no more cars in one command than it may read, and in any order of events for the same", () => {
    const many = Array.from({ length: 450 }, (_, i) => file(`car-${i}`, sold("2026-02-01"), maintained("2026-08-10")))
    const commands = (files: ReadonlyArray<ReadonlyArray<VehicleFile.Event>>) => campaignClock.due(known(...files.flat()), at("2026-10-01T04:00:00.000Z"))
    const asked = commands(many)
    assert.deepStrictEqual(asked.map(({ command }) => command._tag === "Build" ? command.vehicles.length : 0), [200, 200, 55])
    assert.deepStrictEqual(commands(many.toReversed()), asked)
    assert.isTrue(asked.every(({ key }) => key.length <= 64))
  })

  it("opens a list also where no car is due, and locks none that is not begun", () => {
    const state = opened.reduce(campaignClock.evolve, campaignClock.initial())
    assert.deepStrictEqual(campaignClock.due(state, at("2026-10-07T12:00:00.000Z")).map(({ command }) => command._tag), ["Build"])
    const { site, asked } = run(state, { ...open, files: {} }, "2026-10-07T12:00:00.000Z")
    assert.deepStrictEqual([...asked, listOf(site)._tag], ["Build", "Lock", "Remind", "Locked"])
  })

  it("asks for each next step, and says that it was missed", () => {
    const asks = (now: string, ...commands: ReadonlyArray<CampaignCommand.Command>) =>
      campaignClock.due(known(...facts(...commands)), at(`${now}T09:00:00.000Z`)).flatMap(({ key, command }) => command._tag === "Remind" ? [`${command.step} ${key}`] : [])
    assert.deepStrictEqual(asks("2026-10-08", build("2026-10-01"), lock), ["print campaign-asked:corner:2026-11:print"])
    assert.deepStrictEqual(asks("2026-10-14", build("2026-10-01"), lock), ["print campaign-asked:corner:2026-11:print"])
    assert.deepStrictEqual(asks("2026-10-15", build("2026-10-01"), lock), ["print campaign-missed:corner:2026-11:print"])
    assert.deepStrictEqual(asks("2026-10-14", build("2026-10-01"), lock, print("2026-10-08")), [])
    assert.deepStrictEqual(asks("2026-10-15", build("2026-10-01"), lock, print("2026-10-08")), ["mail campaign-asked:corner:2026-11:mail"])
    assert.deepStrictEqual(asks("2026-11-01", build("2026-10-01"), lock, print("2026-10-08"), mail("2026-10-16")), ["plan campaign-missed:corner:2026-11:plan"])
  })

  it("is never late over a year of days, and never asks for what is refused", () =>
    fc.assert(fc.property(fc.integer({ min: 0, max: 334 }), (start) => {
      const state = known()
      let site: Campaign.State = open
      const locked = new Map<string, string>()
      for (let day = start; day < start + 45; day++) {
        const now = new Date(Date.UTC(2026, 0, 1 + day, 12)).toISOString()
        site = run(state, site, now).site
        for (const [month, list] of Object.entries(site.lists)) if (DueList.lockedOf(list) !== undefined && !locked.has(month)) locked.set(month, DueList.lockedOf(list)?.date ?? "")
      }
      // The shop is open every day, so that week 1 ends on the seventh; who began later locks at once.
      const began = new Date(Date.UTC(2026, 0, 1 + start)).toISOString().slice(0, 10)
      for (const [month, date] of locked) {
        const seventh = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 2, 7)).toISOString().slice(0, 10)
        assert.isTrue(date <= (began > seventh ? began : seventh), `${month} was locked on ${date}`)
      }
      assert.isTrue(locked.size >= 1)
    }), { numRuns: 20 }))
})

describe("what follows for a car on the list", () => {
  const mailedFacts = facts(build("2026-10-01"), lock, print("2026-10-08"), mail("2026-10-16"))
  const about = { customer: "li", vehicle: "november", appointment: null, visit: null, complaint: null }
  const fact = (value: Record<string, unknown>): Callback.Event => Schema.decodeUnknownSync(Callback.Event)({ id: "call-1", site: "corner", at: "2026-10-20T09:00:00.000Z", kind: "maintenance", due: "2026-10-20T09:00:00.000Z", ...value })
  const concluded = (outcome: Record<string, unknown>, more: Record<string, unknown> = {}) => fact({ _tag: "CallbackConcluded", customer: "li", about, outcome, answers: {}, said: { text: null }, ...more })
  const reacts = (event: Event, state = known(...mailedFacts)) => campaignClock.react(event, state)

  it("is why its customer does not come, and with whom that was spoken about", () => {
    const [command] = reacts(concluded({ _tag: "Declined", reason: "too-far" }))
    assert.deepStrictEqual(command?._tag === "RecordReason" ? [command.month, command.reason, command.spokeWith, command.callback].map(String) : [], ["2026-11", "too-far", "owner", "call-1"])
    const spokeWith = (customer: string) => reacts(concluded({ _tag: "ServicedElsewhere" }, { customer })).map((one) => one._tag === "RecordReason" ? `${one.reason} ${one.spokeWith}` : "")
    assert.deepStrictEqual([spokeWith("li-junior"), spokeWith("somebody")], [["does-it-elsewhere driver"], ["does-it-elsewhere somebody-else"]])
    assert.deepStrictEqual(reacts(fact({ _tag: "CallbackGivenUp", about, because: "no-answer" })).map((one) => one._tag === "RecordReason" ? `${one.reason} ${one.spokeWith}` : ""), ["not-reached nobody"])
  })

  it("is that it is taken off when it is gone", () => {
    const closed = file("november", sold("2026-02-01"), maintained("2026-08-10"), ["CloseFile", "2026-10-20", { gone: "scrapped", date: "2026-10-19" }]).slice(-1)
    const trims = closed.flatMap((one) => reacts(one)).concat(reacts(concluded({ _tag: "CarGone", gone: "exported" })))
    assert.deepStrictEqual(trims.map((one) => one._tag === "Trim" ? one.because : ""), ["scrapped", "exported"])
    for (const command of trims) assert.isTrue(Result.isSuccess(Campaign.aggregate.decide(command, after(build("2026-10-01"), lock))))
  })

  it("is nothing for calls of another kind, of other cars, before the letters are out, or where an appointment was made", () => {
    assert.deepStrictEqual([
      ...reacts(concluded({ _tag: "Declined", reason: "later" }, { kind: "sale" })),
      ...reacts(concluded({ _tag: "Declined", reason: "later" }, { about: { ...about, vehicle: null } })),
      ...reacts(concluded({ _tag: "Declined", reason: "later" }, { about: { ...about, vehicle: "december" } })),
      ...reacts(concluded({ _tag: "Booked", appointment: "a-1" })),
      ...reacts(concluded({ _tag: "Declined", reason: "later" }), known(...facts(build("2026-10-01"), lock))),
      ...reacts(fact({ _tag: "CallbackAssigned", to: "cs-1" }))
    ], [])
  })
})
