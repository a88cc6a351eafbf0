import { assert, describe, it } from "@effect/vitest"
import { fileURLToPath } from "node:url"
import { atDesk, type Desk } from "./servicelane.ts"

interface Imported {
  readonly read: number
  readonly landed: number
  readonly unchanged: number
  readonly bad: ReadonlyArray<{ readonly line: number; readonly column: string; readonly code: string }>
}

interface Event {
  readonly type: string
  readonly stream: string
  readonly data: Record<string, unknown>
}

const sample = (name: string): string => fileURLToPath(new URL(`../../../examples/import/${name}`, import.meta.url))

const bring = ({ json }: Desk, kind: "vehicles" | "visits", ...more: ReadonlyArray<string>): Imported =>
  json<Imported>("import", kind, sample(`${kind}.csv`), "--site", "pudong", "--map", sample(`${kind}.map.json`), ...more)

const exported = ({ run }: Desk): ReadonlyArray<Event> =>
  run(["export"]).out.trim().split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Event)

describe("another system's cars and visits", () => {
  it("land with their owners and their history, and the same files again change nothing", () =>
    atDesk((desk) => {
      assert.deepStrictEqual(bring(desk, "vehicles"), { read: 6, landed: 6, unchanged: 0, bad: [] })
      assert.deepStrictEqual(bring(desk, "visits"), { read: 6, landed: 6, unchanged: 0, bad: [] })
      const events = exported(desk)
      assert.deepStrictEqual(bring(desk, "vehicles"), { read: 6, landed: 0, unchanged: 6, bad: [] })
      assert.deepStrictEqual(bring(desk, "visits"), { read: 6, landed: 0, unchanged: 6, bad: [] })
      assert.lengthOf(exported(desk), events.length)
      const count = (type: string): number => events.filter((event) => event.type === type).length
      // Two cars are one fleet's; of the six visits one was of two kinds of work.
      assert.deepStrictEqual(["VehicleFileOpened", "CustomerRegistered", "VehicleHandedOver", "VisitImported", "VehicleServiced"].map(count), [6, 5, 5, 6, 7])
      const handed = events.find(({ type, data }) => type === "VehicleHandedOver" && data.referrer !== null)
      const car = handed?.stream.replace("vehicle/", "") ?? ""
      const { out } = desk.run(["vehicle", car])
      assert.match(out, /Toyota Corolla · .*沪B·23456/u)
      assert.match(out, /2026-08-20 +repair +14,200 km/u)
      assert.strictEqual(desk.run(["verify"]).code, 0)
    }))

  it("tried dry, keep nothing, and a visit of a car that nobody knows is refused", () =>
    atDesk((desk) => {
      assert.deepInclude(bring(desk, "vehicles", "--dry-run"), { landed: 6 })
      const { code, out } = desk.run(["import", "visits", sample("visits.csv"), "--site", "pudong", "--map", sample("visits.map.json"), "--dry-run"])
      assert.strictEqual(code, 1)
      assert.match(out, /^6 rows read, 0 landed, 0 unchanged, 6 refused \(dry run: nothing was kept\)\.\n {2}line 2, Car: /u)
      assert.lengthOf(exported(desk), 0)
    }))

  it("belong to a site of the same zone, which is made if there is none", () =>
    atDesk((desk) => {
      bring(desk, "vehicles")
      const map = JSON.stringify({ source: "x", timeZone: "Europe/Berlin", columns: { externalId: "a", brand: "b", model: "c" } })
      const { code, err } = desk.run(["import", "vehicles", desk.write("cars.csv", "a,b,c\n"), "--site", "pudong", "--map", desk.write("map.json", map)])
      assert.strictEqual(code, 1)
      assert.include(err, "Asia/Shanghai")
    }))

  it("need a map that can be understood: names without an owner are nobody's", () =>
    atDesk((desk) => {
      const map = JSON.stringify({ source: "x", timeZone: "Europe/Berlin", columns: { externalId: "a", brand: "b", model: "c", phone: "d" } })
      const { code, err } = desk.run(["import", "vehicles", desk.write("cars.csv", "a,b,c,d\n"), "--site", "pudong", "--map", desk.write("map.json", map)])
      assert.strictEqual(code, 1)
      assert.include(err, "expected a column for owner")
    }))
})
