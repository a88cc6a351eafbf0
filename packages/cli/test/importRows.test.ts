import { assert, describe, it } from "@effect/vitest"
import { Calendar, Instant, Site, SiteId, Zone } from "@servicelane/core"
import { CommandHandler, EventStore, positionOf } from "@servicelane/runtime"
import { MemoryCheckpoints, MemoryEventStore } from "@servicelane/runtime/memory"
import { Effect, Layer, Schema, Stream } from "effect"
import fc from "fast-check"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inMemory } from "../src/dryRun.ts"
import { appointments } from "../src/import/appointments.ts"
import { importRows } from "../src/import/importRows.ts"
import type { Kind } from "../src/import/Kind.ts"
import { vehicles } from "../src/import/vehicles.ts"
import { visits } from "../src/import/visits.ts"
import type { Services } from "../src/run.ts"

const site = SiteId.make("pudong")
const zone = Zone.Zone.make("Asia/Shanghai")
const friday = Instant.Instant.make("2026-09-18T08:00:00.000Z")

/** Every field has the column of its name, and a word that means nothing. */
const mapOf = (fields: ReadonlyArray<string>) => ({
  source: "other", timeZone: zone, columns: Object.fromEntries(fields.map((field) => [field, field])),
  values: Object.fromEntries(fields.map((field) => [field, { "-": "" }]))
})

const quoted = (text: string): string => `"${text.replaceAll("\"", "\"\"")}"`

type Cells = Readonly<Record<string, string>>

/** A file of these rows is read; what they do not say stays empty. */
const bring = <Field extends string, Wish extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection extends { readonly _tag: string; readonly message: string }>(
  kind: Kind<Field, Wish, State, Event, Rejection>,
  rows: ReadonlyArray<Cells>,
  at = friday
) =>
  Effect.gen(function*() {
    const folder = mkdtempSync(join(tmpdir(), "servicelane-import-"))
    const file = join(folder, "file.csv")
    writeFileSync(file, [kind.fields.join(","), ...rows.map((row) => kind.fields.map((field) => quoted(row[field] ?? "")).join(","))].join("\n"))
    const map = Schema.decodeUnknownSync(kind.ImportMap)(mapOf(kind.fields))
    const before = yield* (yield* EventStore).head
    const totals = yield* Effect.ensuring(importRows(kind, { site, file, map, at, actor: "test" }), Effect.sync(() => rmSync(folder, { recursive: true })))
    const events = yield* Stream.runCollect((yield* EventStore).readAll(positionOf(before)))
    return { ...totals, events, types: events.map(({ type }) => type), codes: totals.bad.map(({ line, column, code }) => [line, column, code]) }
  })

/** A store whose first loads take longest, so that whoever asks last is answered first. */
const dawdling = Layer.effect(EventStore, Effect.gen(function*() {
  const store = yield* EventStore
  let patience = 2_000
  return EventStore.of({
    ...store,
    load: (streams, commandId) => {
      patience = Math.max(0, patience - 50)
      return Effect.andThen(Effect.repeat(Effect.yieldNow, { times: patience }), store.load(streams, commandId))
    }
  })
}))

const atSite = <A, E>(effect: Effect.Effect<A, E, Services>, services: Layer.Layer<Services> = inMemory): Effect.Effect<A, unknown> =>
  Effect.provide(Effect.gen(function*() {
    const document: Site.Document = { site, name: "Pudong", calendar: Calendar.closed(zone), advisors: [], technicians: [], bays: [], jobs: [], policies: [] }
    const handler = yield* CommandHandler.CommandHandler
    yield* handler.handle(Site.aggregate, { commandId: "open", actor: "test", command: Site.apply(document, friday) })
    return yield* effect
  }), services)

const car: Cells = {
  externalId: "1", brand: "Toyota", model: "Camry", plate: "沪A·12345", owner: "K-1", name: "Zhang San", phone: "13800138000", handedOverAt: "2026-03-10 09:00",
  consultant: "wang", km: "4650", readAt: "2026-08-28", insuranceUntil: "2027-03-09"
}

const visit: Cells = { externalId: "R-1", vehicle: "1", arrivedAt: "2026-08-28 09:05", deliveredAt: "2026-08-28 11:10", km: "4650", work: "maintenance", advisor: "li-na" }

describe("a row about a car that is known", () => {
  it.each<readonly [string, Cells, ReadonlyArray<string>]>([
    ["another plate", { plate: "沪A·54321" }, ["VehicleDescribed"]],
    ["another owner", { owner: "K-2", name: "Li Si", phone: "" }, ["VehicleRolesSet", "CustomerRegistered"]],
    ["a name that was spelt wrongly", { name: "Zhang Shan" }, ["CustomerDescribed"]],
    ["other kilometres on that day", { km: "4560" }, ["ReadingCorrected", "ReadingTaken"]],
    ["a later reading", { km: "4700", readAt: "2026-09-01" }, ["ReadingTaken"]],
    ["another day of the hand-over, after which the first service was due", { handedOverAt: "2025-10-10" }, ["HandOverCorrected", "LifecycleMoved"]],
    ["another seller", { consultant: "zhou" }, ["HandOverCorrected"]],
    ["another insurance", { insuranceUntil: "2028-03-09" }, ["VehicleDeadlineSet"]],
    ["a car that is gone", { gone: "exported", goneAt: "2026-09-01" }, ["VehicleFileClosed"]]
  ])("brings its difference alone, and nothing when it is read again: %s", (_, change, types) =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      yield* bring(vehicles, [car])
      assert.deepStrictEqual((yield* bring(vehicles, [{ ...car, ...change }])).types, types)
      assert.deepInclude(yield* bring(vehicles, [{ ...car, ...change }], Instant.addMinutes(friday, 400 * 1_440)), { landed: 0, unchanged: 1, types: [] })
    }))))

  it("that nothing may be told of any more is refused, and nothing of it lands", () =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      yield* bring(vehicles, [{ ...car, gone: "exported", goneAt: "2026-09-01" }])
      const { codes, types } = yield* bring(vehicles, [{ ...car, model: "Camry Hybrid", owner: "K-2" }])
      assert.deepStrictEqual([codes, types], [[[2, "gone", "file_closed"]], []])
    }))))

  it("is one of a fleet, whose owner is the same in all rows", () =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      const { types, codes } = yield* bring(vehicles, [car, { ...car, externalId: "2", phone: "" }, { ...car, externalId: "3", phone: "13900139000" }])
      assert.lengthOf(types.filter((type) => type === "CustomerRegistered"), 1)
      assert.deepStrictEqual(codes, [[4, "phone", "owner_differs"]])
    }))))
})

describe("a row about a car that cannot land", () => {
  it("is told of with every column that is wrong", () =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      const { codes, landed } = yield* bring(vehicles, [
        { ...car, vin: "1HGCM82633A00435O", km: "4,650" },
        { ...car, phone: "none", email: "li" },
        { ...car, handedOverAt: "2026-09-19" },
        { ...car, owner: "" },
        { ...car, brand: "", externalId: "" },
        { ...car, gone: "sold" },
        { ...car, readAt: "", handedOverAt: "", consultant: "" },
        car,
        car
      ])
      assert.strictEqual(landed, 1)
      assert.deepStrictEqual(codes, [
        [2, "vin", "bad_vin"], [2, "km", "bad_km"], [3, "phone", "bad_phone"], [3, "email", "bad_email"], [4, "handedOverAt", "date_to_come"],
        [5, "owner", "missing"], [6, "externalId", "missing"], [7, "gone", "unknown_gone"], [8, "readAt", "missing"], [10, "externalId", "duplicate_id"]
      ])
    }))))
})

describe("a visit that is over", () => {
  it("stands in the file of its car, and is its owner's where nobody says whose, also when the car is sold", () =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      yield* bring(vehicles, [{ ...car, km: "-", readAt: "-" }])
      const { types, events } = yield* bring(visits, [visit])
      assert.deepStrictEqual(types, ["ReadingTaken", "VehicleServiced", "LifecycleMoved", "VisitImported"])
      const brought = events.at(-1)?.data.customer
      yield* bring(vehicles, [{ ...car, km: "", readAt: "", owner: "K-2", name: "Li Si", phone: "" }])
      assert.deepInclude(yield* bring(visits, [visit]), { landed: 0, unchanged: 1 })
      const later = yield* bring(visits, [visit, { ...visit, externalId: "R-2", arrivedAt: "2026-09-02 09:00", deliveredAt: "" }])
      assert.notStrictEqual(later.events.at(-1)?.data.customer, brought)
    }))))

  it.each<readonly [string, Cells, ReadonlyArray<string>]>([
    ["other kilometres", { km: "4560" }, ["ServiceWithdrawn", "ReadingCorrected", "ReadingTaken", "VehicleServiced", "ImportedVisitCorrected"]],
    ["other work", { work: "repair" }, ["ServiceWithdrawn", "VehicleServiced", "LifecycleMoved", "ImportedVisitCorrected"]],
    ["more work", { work: "repair; maintenance" }, ["VehicleServiced", "ImportedVisitCorrected"]],
    ["another hour", { arrivedAt: "2026-08-28 09:15" }, ["ImportedVisitCorrected"]],
    ["the plate of the car", { plate: "沪A·12345" }, ["VehicleDescribed"]]
  ])("told otherwise brings its difference alone, and nothing when it is read again: %s", (_, change, types) =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      yield* bring(vehicles, [{ ...car, plate: "", km: "", readAt: "" }])
      yield* bring(visits, [visit])
      assert.deepStrictEqual((yield* bring(visits, [{ ...visit, ...change }])).types, types)
      assert.deepInclude(yield* bring(visits, [{ ...visit, ...change }]), { landed: 0, unchanged: 1 })
      assert.deepInclude(yield* bring(vehicles, [{ ...car, plate: "", km: "", readAt: "" }]), { landed: 0, unchanged: 1 })
    }))))

  it("is refused when it is to come, when it ends before it begins, or when nobody knows the car", () =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      yield* bring(vehicles, [car])
      const { codes, types } = yield* bring(visits, [
        { ...visit, externalId: "1", arrivedAt: "2026-09-19 09:00", deliveredAt: "" },
        { ...visit, externalId: "2", arrivedAt: "", deliveredAt: "", date: "2026-09-19" },
        { ...visit, externalId: "3", deliveredAt: "2026-08-28 09:00" },
        { ...visit, externalId: "4", vehicle: "2" },
        { ...visit, externalId: "5", work: "maintenance;washing" },
        { ...visit, externalId: "6", arrivedAt: "", deliveredAt: "" }
      ])
      assert.deepStrictEqual(codes, [
        [2, "arrivedAt", "date_to_come"], [3, "date", "date_to_come"], [4, "deliveredAt", "delivered_before_arrival"], [5, "vehicle", "unknown_vehicle"],
        [6, "work", "unknown_work"], [7, "arrivedAt", "missing"]
      ])
      assert.lengthOf(types, 0)
    }))))

  it("of a car that is gone since stands in its file; one after that is refused", () =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      yield* bring(vehicles, [{ ...car, gone: "exported", goneAt: "2026-09-01" }])
      const { codes, landed } = yield* bring(visits, [visit, { ...visit, externalId: "R-2", arrivedAt: "2026-09-02 09:00", deliveredAt: "" }])
      assert.deepStrictEqual([landed, codes], [1, [[3, "vehicle", "file_closed"]]])
    }))))

  it("lands in the order of the file, so that the earlier of two readings that do not agree is believed", () =>
    Effect.runPromise(atSite(Effect.gen(function*() {
      yield* bring(vehicles, [{ ...car, km: "", readAt: "" }])
      const rows = Array.from({ length: 20 }, (_, i) => ({ ...visit, externalId: `R-${i}`, arrivedAt: `2026-08-${10 + i} 09:00`, deliveredAt: "", km: i === 0 ? "9000" : "4650" }))
      const { events } = yield* bring(visits, rows)
      assert.strictEqual(events.filter(({ type }) => type === "ReadingTaken").length, 1)
    }), CommandHandler.layer().pipe(Layer.provideMerge(dawdling), Layer.provideMerge(Layer.merge(MemoryEventStore.layer, MemoryCheckpoints.layer))))))
})

describe("whatever stands in a file", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }), fc.string({ unit: "binary", maxLength: 12 }), fc.string({ minLength: 195, maxLength: 205 }),
    fc.constantFrom("__proto__", "constructor", "-", "1", "2026-08-01", "2026-02-30", "2026-08-01 09:00", "maintenance", "exported", "K-1", "13800138000", "500000", " ", "=1+1", "\u0000")
  )
  const rowsOf = (fields: ReadonlyArray<string>, usual: Cells) =>
    fc.array(fc.dictionary(fc.constantFrom(...fields), text, { maxKeys: 4 }).map((odd): Cells => ({ ...usual, ...odd })), { minLength: 1, maxLength: 3 })

  const isAccountedFor = <Field extends string, Wish extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection extends { readonly _tag: string; readonly message: string }>(
    kind: Kind<Field, Wish, State, Event, Rejection>, usual: Cells
  ) =>
    fc.assert(fc.asyncProperty(rowsOf(kind.fields, usual), (rows) =>
      Effect.runPromise(atSite(Effect.gen(function*() {
        yield* bring(vehicles, [car])
        const first = yield* bring(kind, rows)
        assert.strictEqual(first.landed + first.unchanged + first.badRows, first.read)
        assert.strictEqual(first.read, rows.length)
        const again = yield* bring(kind, rows)
        assert.deepStrictEqual([again.landed, again.badRows], [0, first.badRows])
      })))))

  it("every row of cars lands or is listed as bad, and lands once", () => isAccountedFor(vehicles, { ...car, externalId: "2" }))
  it("every row of visits lands or is listed as bad, and lands once", () => isAccountedFor(visits, visit))
  it("every row of appointments lands or is listed as bad, and lands once", () => isAccountedFor(appointments, { externalId: "1", startsAt: "2026-08-01 09:00" }))
})
