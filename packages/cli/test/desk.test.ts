import { assert, describe, it } from "@effect/vitest"
import { atDesk, book, corner, monday, submission } from "./servicelane.ts"

interface Offer {
  readonly localDate: string
  readonly localTime: string
  readonly advisor: string
  readonly promisedAt: string
  readonly stages: ReadonlyArray<{ readonly technician?: string; readonly bay?: string }>
}

interface Slots {
  readonly offers: ReadonlyArray<Offer>
  readonly none: null | { readonly binding: { readonly code: string }; readonly relaxation: null | { readonly kind: string; readonly offer: Offer } }
}

const slots = ["slots", "--site", "corner", "--job", "service", "--from", monday, "--days", "1", "--transport", "wait"]

interface Answered {
  readonly duplicate?: boolean
  readonly commandId: string | null
  readonly events: ReadonlyArray<{ readonly type: string }>
  readonly rejection?: { readonly code: string }
}

const lines = (text: string): ReadonlyArray<Answered> => text.trim().split("\n").map((line) => JSON.parse(line) as Answered)

describe("a site's document", () => {
  it("is applied, shown as it was given, and applied again changes nothing", () => {
    return atDesk(({ run, write, json }) => {
      const file = write("corner.json", corner())
      assert.strictEqual(run(["site", "apply", file]).code, 0)
      assert.deepStrictEqual(JSON.parse(run(["site", "show", "corner"]).out), JSON.parse(corner()))
      assert.deepStrictEqual(json("site", "apply", file), { site: "corner", events: [] })
    })
  })

  it("tried dry, changes nothing", () => {
    return atDesk(({ run, write }) => {
      assert.include(run(["site", "apply", write("corner.json", corner()), "--dry-run"]).out, "nothing was kept")
      assert.strictEqual(run(["export"]).out, "")
    })
  })

  it.each([
    ["a zone that does not exist", { calendar: { ...JSON.parse(corner()).calendar, zone: "Europe/Atlantis" } }, "expected an IANA time zone"],
    ["a bay nobody has", { bays: [] }, "expected a type of bay that this site has"],
    ["a skill nobody has", { technicians: [] }, "nobody has mechanical at level 1"],
    ["two advisors of one id", { advisors: [1, 2].map(() => JSON.parse(corner()).advisors[0]) }, "expected another id"],
    ["hours that end before they begin", { calendar: { ...JSON.parse(corner()).calendar, weekly: { mon: [{ from: "08:00", to: "07:00" }] } } }, "end after they begin"],
    ["a field nobody knows", { colour: "red" }, "colour"]
  ])("is refused with the place and what would be accepted: %s", (_, change, sentence) => {
    return atDesk(({ run, write }) => {
      const { code, err } = run(["site", "apply", write("wrong.json", corner(change))])
      assert.strictEqual(code, 1)
      assert.include(err, sentence)
      assert.notInclude(err, "    at ")
    })
  })

  it("cannot move a site to another time zone", () => {
    return atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const { calendar } = JSON.parse(corner())
      const { code, err } = run(["site", "apply", write("moved.json", corner({ calendar: { ...calendar, zone: "Asia/Tokyo" } })), "--json"])
      assert.strictEqual(code, 1)
      assert.strictEqual(JSON.parse(err).code, "zone_fixed")
    })
  })
})

describe("slots and bookings", () => {
  it("what is offered can be booked, and then is offered no more", () => {
    return atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      const before = json<Slots>(...slots).offers
      assert.strictEqual(before[0]?.localTime, "08:00")
      assert.deepInclude(before[0]?.stages[0], { technician: "tom", bay: "lift-1" })
      const sent = run(["send"], submission("c1", "a1", book("08:00")))
      assert.strictEqual(sent.code, 0)
      assert.deepStrictEqual(lines(sent.out)[0]?.events.map(({ type }) => type), ["CapacityTaken", "AppointmentBooked"])
      assert.notInclude(json<Slots>(...slots).offers.map(({ localTime }) => localTime), "08:00")
    })
  })

  it("no slot comes with what stands in the way and the cheapest way around it", () => {
    return atDesk(({ run, write, json }) => {
      run(["site", "apply", write("corner.json", corner())])
      const sunday = json<Slots>("slots", "--site", "corner", "--job", "service", "--from", "2090-01-01", "--days", "1")
      assert.strictEqual(sunday.none?.binding.code, "closed")
      assert.strictEqual(sunday.none?.relaxation?.kind, "later-date")
      assert.deepInclude(sunday.none?.relaxation?.offer, { localDate: monday })
    })
  })

  it("a bad line stops none of the others, and each gets its answer", () => {
    return atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const { code, out } = run(["send"], [
        "this is not JSON",
        submission("c1", "a1", book("09:00")),
        submission("c2", "a2", book("09:00")),
        submission("c3", "a3", book("09:30")),
        submission("c4", "a4", { ...book("10:00"), jobs: ["magic"] }),
        submission("c5", "a5", { ...book("10:00"), arriveAt: { date: "2090-03-26", time: "02:30" } }),
        submission("c6", "a6", { ...book("10:00"), arriveAt: { date: "2090-10-29", time: "02:30" } }),
        submission("c7", "a7", { _tag: "Book" }),
        submission("c8", "a8", book("11:00", { contact: { name: "Zhang\u0000San" } })),
        submission("c9", "a9", book("11:00", { contact: { name: "half \ud800" } }))
      ].join("\n"))
      assert.strictEqual(code, 1)
      assert.deepStrictEqual(lines(out).map(({ commandId, rejection }) => [commandId, rejection?.code]), [
        [null, "invalid_input"], ["c1", undefined], ["c2", "slot_taken"], ["c3", "slot_not_offered"], ["c4", "unknown_job"],
        ["c5", "nonexistent_local_time"], ["c6", "ambiguous_local_time"], ["c7", "invalid_input"],
        ["c8", "invalid_input"], ["c9", "invalid_input"]
      ])
    })
  })

  it("the same command again answers with the first result; its id cannot be used for another", () => {
    return atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const first = lines(run(["send"], submission("c1", "a1", book("08:00"))).out)[0]
      const again = lines(run(["send"], submission("c1", "a1", book("08:00"))).out)[0]
      assert.deepStrictEqual(again?.events, first?.events)
      assert.isTrue(again?.duplicate)
      assert.strictEqual(lines(run(["send"], submission("c1", "a1", book("11:00"))).out)[0]?.rejection?.code, "command_reused")
    })
  })

  it("the day sheet shows who comes, in both languages", () => {
    return atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], submission("c1", "a1", book("08:00", { contact: { name: "Zhang San", plate: "沪A·12345" } })))
      const sheet = ["daysheet", "--site", "corner", "--date", monday]
      assert.match(run(sheet).out, /08:00\s+沪A·12345\s+Zhang San\s+Service\s+anna\s+tom\s+lift-1\s+waits/)
      assert.include(run([...sheet, "--lang", "zh-CN"]).out, "预约日报")
    })
  })
})

describe("what people mistype", () => {
  it.each([
    [["slots", "--site", "corner", "--job", "service", "--from", "2090-02-30"], 2],
    [["slots", "--site", "corner", "--from", monday], 2],
    [["nonsense"], 2],
    [["kpi", "--site", "corner", "--from", "2090-01", "--to", "2089-12"], 2],
    [["kpi", "--site", "corner", "--from", "2090-01", "--to", "2090-01", "--kpi", "K-99"], 2],
    [["site", "show", "nowhere"], 1],
    [["send", "no-such-file"], 1],
    [["--help"], 0],
    [["site", "--help"], 0]
  ])("%j exits with %i and one plain sentence", (args, expected) => {
    return atDesk(({ run }) => {
      const { code, err } = run(args)
      assert.strictEqual(code, expected)
      assert.notMatch(err, /\n\s+at /)
    })
  })
})
