import { assert, describe, it } from "@effect/vitest"
import { atDesk, corner, monday } from "./servicelane.ts"

const friday = "2089-12-30T10:00:00.000Z"

const send = (aggregate: string, id: string, ...commands: ReadonlyArray<Record<string, unknown>>): string =>
  commands.map((command, i) => JSON.stringify({ commandId: `${id}-${String(command._tag)}-${i}`, site: "corner", aggregate, id, command: { at: friday, ...command } })).join("\n")

const events = (out: string): ReadonlyArray<ReadonlyArray<string>> =>
  out.trim().split("\n").map((line) => JSON.parse(line).events.map(({ type }: { readonly type: string }) => type))

const book = (arriveAt: string) => ({ _tag: "Book", customer: "c1", jobs: ["service"], transport: "wait", arriveAt, contact: { plate: "B-XY 123", name: "Frau Kurz" } })

describe("a place that comes free", () => {
  it("is held for whoever is next on the waiting list, who books it by the same id", () =>
    atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const wait = { _tag: "Join", customer: "c2", jobs: ["service"], transport: "wait", windows: [{ from: `${monday}T00:00:00.000Z`, to: `${monday}T23:00:00.000Z` }], priority: "booked", contact: {} }
      assert.deepStrictEqual(events(run(["send"], send("waitlist", "w1", wait)).out), [["WaitingListJoined", "AppointmentRequested"]])
      const offered = run(["send"], send("waitlist", "corner", { _tag: "OfferPlace", date: monday }))
      assert.deepStrictEqual(events(offered.out), [["CapacityHeld", "AppointmentHeld", "PlaceOffered"]])
      const { arriveAt } = JSON.parse(offered.out).events[2].data
      assert.deepStrictEqual(events(run(["send"], send("appointment", "w1", book(arriveAt))).out), [["CapacityTaken", "AppointmentBooked", "WaitingEnded"]])
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})

describe("a technician who is away", () => {
  it("is recorded by a command, and the day sheet says whom to call", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], send("appointment", "a1", book(`${monday}T08:00:00.000Z`)))
      const absence = { id: "leave-1", of: { technician: "tom" }, from: `${monday}T00:00:00.000Z`, to: `${monday}T12:00:00.000Z` }
      assert.deepStrictEqual(events(run(["send"], send("site", "corner", { _tag: "RecordAbsence", absence })).out), [["AbsenceRecorded"]])
      const sheet = json<{ readonly lines: ReadonlyArray<{ readonly affected: ReadonlyArray<{ readonly code: string }> }> }>("daysheet", "--site", "corner", "--date", monday)
      assert.deepStrictEqual(sheet.lines.map(({ affected }) => affected[0]?.code), ["technician_away"])
      const { out } = run(["daysheet", "--site", "corner", "--date", monday])
      assert.match(out, /Promises at risk: call these customers\n.*B-XY 123 {2}Frau Kurz: the technician is not at work then/u)
    }))
})

describe("a part that comes late", () => {
  it("is a promise at risk on the day sheet, with when it comes", () =>
    atDesk(({ run, write }) => {
      const { jobs, ...rest } = JSON.parse(corner())
      const filter = [{ part: "oil-filter", qty: 1 }]
      run(["site", "apply", write("corner.json", JSON.stringify({ ...rest, parts: [{ no: "oil-filter", name: "Oil filter" }], jobs: jobs.map((job: object) => ({ ...job, parts: filter })) }))])
      assert.match(run(["slots", "--site", "corner", "--job", "service", "--from", monday, "--days", "1"]).out, /No slot: not all parts are here by then \(oil-filter\)/u)
      const part = (id: string, command: object) => ({ commandId: id, site: "corner", aggregate: "part", id: "oil-filter", command })
      const lines = (...all: ReadonlyArray<object>) => all.map((one) => JSON.stringify(one)).join("\n")
      const lot = { lot: "lot-1", eta: `${monday}T06:00:00.000Z` }
      assert.deepStrictEqual(events(run(["send"], lines(part("p1", { _tag: "Order", ...lot, qty: 1 }))).out), [["LotOrdered"]])
      assert.deepStrictEqual(events(run(["send"], send("appointment", "a1", book(`${monday}T08:00:00.000Z`))).out), [["CapacityTaken", "PartKept", "AppointmentBooked"]])
      assert.deepStrictEqual(events(run(["send"], lines(part("p2", { _tag: "MoveLot", ...lot, eta: `${monday}T13:00:00.000Z` }))).out), [["LotMoved", "PartsDelayed"]])
      const sheet = (language: string) => run(["daysheet", "--site", "corner", "--date", monday, "--lang", language]).out
      assert.match(sheet("en"), /Promises at risk: call these customers\n.*B-XY 123 {2}Frau Kurz: no Oil filter before 14:00/u)
      assert.match(sheet("zh-CN"), /缺 Oil filter，14:00 到货/u)
    }))
})

describe("a booking made with an advisor", () => {
  it("stands on the day sheet until the desk has spoken with the customer, with what is ready for the car", () =>
    atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], send("appointment", "a1", { ...book(`${monday}T08:00:00.000Z`), channel: "advisor" }, { _tag: "Prepare", item: "work-order", done: true }))
      const sheet = () => run(["daysheet", "--site", "corner", "--date", monday]).out
      assert.match(sheet(), /1 of 5 ready\n\nBooked with an advisor: speak with the customer\n {2}09:00 {2}B-XY 123 {2}Frau Kurz: by 12-30 11:30/u)
      run(["send"], send("appointment", "a1", { _tag: "Verify" }))
      assert.notInclude(sheet(), "Booked with an advisor")
    }))
})

describe("the sites of a group", () => {
  it("are asked together: the best time of all of them, or why none has one", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      const { advisors, ...rest } = JSON.parse(corner())
      run(["site", "apply", write("square.json", JSON.stringify({ ...rest, site: "square", name: "The square", advisors: [{ ...advisors[0], tickMinutes: 30 }] }))])
      const question = (...more: ReadonlyArray<string>) => ["slots", "--site", "square", "corner", "--job", "service", "--transport", "wait", "--from", monday, "--days", "1", ...more]
      const { offers } = json<{ readonly offers: ReadonlyArray<{ readonly site: string; readonly arriveAt: string }> }>(...question())
      assert.deepStrictEqual(offers.slice(0, 3).map(({ site, arriveAt }) => [site, arriveAt.slice(11, 16)]), [["corner", "07:00"], ["square", "07:00"], ["square", "07:30"]])
      assert.lengthOf(json<{ readonly offers: ReadonlyArray<unknown> }>(...question("--best", "1")).offers, 1)
      assert.match(run(question("--best", "3")).out, /The square\n.*offers[\s\S]*\n\nThe corner.*\n.*offers/u)
      run(["site", "apply", write("shut.json", JSON.stringify({ ...rest, site: "square", name: "The square", advisors: [] }))])
      run(["site", "apply", write("shut.json", JSON.stringify({ ...rest, advisors: [] }))])
      const { none } = json<{ readonly none: { readonly binding: { readonly code: string }; readonly sites: ReadonlyArray<{ readonly site: string; readonly none: { readonly binding: { readonly code: string } } }> } }>(...question())
      assert.deepStrictEqual([none.binding.code, none.sites.map(({ site, none: own }) => [site, own.binding.code])], ["advisor_away", [["corner", "advisor_away"], ["square", "advisor_away"]]])
      assert.match(run(question()).out, /The square\nNo slot: the advisor does not receive cars then\./u)
    }))
})

describe("a full week", () => {
  it("is explained date by date, in the words of the counter", () =>
    atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner({ quotas: [{ id: "no-waiters", of: { transport: "wait" }, perDay: 0 }] }))])
      const { out } = run(["slots", "--site", "corner", "--job", "service", "--transport", "wait", "--from", monday, "--days", "7"])
      assert.include(out, `Mon ${monday}  no more cars of this kind are taken that day`)
      assert.include(out, "Sat 2090-01-07  the site is closed then")
      assert.include(out, "But when the car is left here")
    }))

  it("is two exact times when there are some", () =>
    atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      const { offers } = json<{ readonly offers: ReadonlyArray<{ readonly localTime: string }> }>("slots", "--site", "corner", "--job", "service", "--from", monday, "--days", "2", "--two")
      assert.deepStrictEqual(offers.map(({ localTime }) => localTime), ["08:00", "13:00"])
    }))
})
