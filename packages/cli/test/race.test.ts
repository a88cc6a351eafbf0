import { assert, describe, it } from "@effect/vitest"
import { Daybook, Domain, Stock } from "@servicelane/core"
import { Schema } from "effect"
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { atDesk, book, corner, submission } from "./servicelane.ts"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

interface Answered {
  readonly commandId: string
  readonly rejection?: { readonly code: string }
}

/** A client of its own process, which asks for every slot of the day. */
const client = (folder: string, lines: string): Promise<ReadonlyArray<Answered>> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["--conditions=@servicelane/source", main, "send"], { cwd: folder, env: { ...process.env, DATABASE_URL: "sqlite:./test.db" } })
    let out = ""
    child.stdout.on("data", (bytes: Buffer) => {
      out += bytes.toString()
    })
    child.on("close", () => resolve(out.trim().split("\n").map((line) => JSON.parse(line) as Answered)))
    child.stdin.end(lines)
  })

describe("twenty-four clients on one file", () => {
  it("sell each slot once, and tell everybody else that it is taken", () =>
    atDesk(async ({ folder, run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const times = ["08:00", "09:00", "10:00", "11:00", "12:00", "13:00"]
      const clients = Array.from({ length: 24 }, (_, c) =>
        client(folder, times.map((time, t) => submission(`c${c}-${t}`, `a${c}-${t}`, book(time))).join("\n")))
      const answers = (await Promise.all(clients)).flat()
      assert.strictEqual(answers.length, 24 * times.length)
      times.forEach((time, t) => {
        const forTime = answers.filter(({ commandId }) => commandId.endsWith(`-${t}`))
        assert.strictEqual(forTime.filter(({ rejection }) => rejection === undefined).length, 1, time)
        assert.deepStrictEqual(new Set(forTime.flatMap(({ rejection }) => rejection?.code ?? [])), new Set(["slot_taken"]), time)
      })
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})

describe("four desks on one file", () => {
  const body = {
    code: "body", name: "Body work",
    stages: [{ name: "panel", flagMin: 480, elapsedP50: 480, elapsedP80: 480, skill: { id: "mechanical", level: 1 }, pausable: true }]
  }
  const brakes = {
    code: "brakes", name: "Brakes", parts: [{ part: "pads", qty: 1 }],
    stages: [{ name: "pads", flagMin: 30, elapsedP50: 30, elapsedP80: 30, skill: { id: "mechanical", level: 1 } }]
  }
  const days = ["2090-01-02", "2090-01-03", "2090-01-04", "2090-01-05", "2090-01-06"]

  it("leave nothing twice and nothing half: cars that stay over night, one loaner, two brake pads, and two that change places", () =>
    atDesk(async ({ folder, run, write }) => {
      const { jobs, policies, ...rest } = JSON.parse(corner())
      run(["site", "apply", write("corner.json", JSON.stringify({ ...rest, policies, jobs: [...jobs, body, brakes], parts: [{ no: "pads", name: "Brake pads" }], loaners: [{ id: "red", turnaroundMin: 60 }] }))])
      run(["send"], JSON.stringify({ commandId: "shelf", site: "corner", aggregate: "part", id: "pads", command: { _tag: "Count", onHand: 2 } }))
      // Two who wait, and each wants the other's time.
      run(["send"], [submission("swap-1", "left", book("08:00")), submission("swap-2", "right", book("11:00"))].join("\n"))
      const clients = Array.from({ length: 4 }, (_, c) => client(folder, [
        submission(`c${c}-body`, `body-${c}`, book("", { jobs: ["body"], transport: "drop", arriveAt: { date: days[0], time: `${String(12 + c)}:00` } })),
        submission(`c${c}-left`, "left", { _tag: "Reschedule", by: "customer", arriveAt: { date: days[0], time: c % 2 === 0 ? "11:00" : "10:00" } }),
        submission(`c${c}-right`, "right", { _tag: "Reschedule", by: "customer", arriveAt: { date: days[0], time: c % 2 === 0 ? "10:00" : "08:00" } }),
        submission(`c${c}-pads`, `pads-${c}`, book("", { jobs: ["brakes"], transport: "drop", arriveAt: { date: "2090-01-09", time: `${String(10 + c)}:00` } })),
        ...days.map((date, d) => submission(`c${c}-loan-${d}`, `loan-${c}-${d}`, book("", { transport: "loaner", arriveAt: { date, time: "13:00" } })))
      ].join("\n")))
      const answers = (await Promise.all(clients)).flat()
      const codes = new Set(answers.flatMap(({ rejection }) => rejection?.code ?? []))
      assert.isEmpty([...codes].filter((code) => code !== "slot_taken" && code !== "slot_not_offered"), [...codes].join(" "))
      assert.strictEqual(answers.filter(({ commandId, rejection }) => commandId.endsWith("pads") && rejection === undefined).length, 2)

      const events = run(["export"]).out.trim().split("\n").map((line) => JSON.parse(line))
      const facts = events.map(({ type, data }) => Schema.decodeUnknownSync(Domain.Event)({ _tag: type, ...data, ...(type === "AppointmentBooked" ? { contact: {} } : {}) }))
      const books = new Map<string, Daybook.State>()
      const plans = new Map<string, ReadonlyArray<string>>()
      let shelf = Stock.initial
      for (const fact of facts) {
        if (Daybook.tags.has(fact._tag) && "date" in fact && "holder" in fact) books.set(fact.date, Daybook.evolve(books.get(fact.date) ?? Daybook.initial, fact))
        if (fact._tag === "PartKept" || fact._tag === "PartReleased") shelf = Stock.evolve(shelf, fact)
        if ((fact._tag === "AppointmentBooked" || fact._tag === "AppointmentRescheduled") && fact.plan !== null) plans.set(fact.id, fact.plan.dates ?? [fact.plan.localDate])
      }
      // Nothing half: each stands in exactly the daybooks of its plan.
      for (const [id, dates] of plans) {
        assert.sameMembers([...books].filter(([, { entries }]) => entries[id] !== undefined).map(([date]) => date), [...dates], id)
      }
      // Nothing twice: the one technician's hours, the one loaner, the one lift by the minute.
      for (const [date, { entries, demand }] of books) {
        assert.isAtMost(demand.flagMin.get("mechanical:1") ?? 0, 9 * 60 * 0.8, date)
        const apart = (spans: ReadonlyArray<{ readonly from: number; readonly to: number }>) => {
          const sorted = spans.toSorted((a, b) => a.from - b.from)
          sorted.forEach(({ from }, i) => assert.isTrue(i === 0 || (sorted[i - 1]?.to ?? 0) <= from, date))
        }
        apart(Object.values(entries).flatMap(({ load: { loaner } }) => loaner ?? []))
        apart(Object.values(entries).flatMap(({ load: { bays } }) => bays))
      }
      assert.sameMembers(Object.keys(shelf.kept), [...plans.keys()].filter((id) => id.startsWith("pads")))
      assert.strictEqual(Object.keys(shelf.kept).length, 2)
      assert.isTrue(plans.has("left") && plans.has("right"))
      assert.isNotEmpty([...plans.keys()].filter((id) => id.startsWith("body")))
      assert.isNotEmpty([...plans.keys()].filter((id) => id.startsWith("loan")))
      assert.strictEqual(run(["verify"]).code, 0)
    }))
})
