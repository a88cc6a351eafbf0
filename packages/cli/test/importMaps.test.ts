import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { appointments } from "../src/import/appointments.ts"
import { vehicles } from "../src/import/vehicles.ts"
import { visits } from "../src/import/visits.ts"

const page = readFileSync(new URL("../../../docs/reference/import-maps.md", import.meta.url), "utf8")

/** The fields in the table below a heading. */
const listed = (kind: string): ReadonlyArray<string> => {
  const section = page.split(/^## /mu).find((one) => one.toLowerCase().startsWith(`${kind}\n`)) ?? ""
  return [...section.matchAll(/^\| `(\w+)` \|/gmu)].map(([, field = ""]) => field)
}

describe("the page about import maps", () => {
  it.each<{ readonly name: string; readonly fields: ReadonlyArray<string> }>([appointments, vehicles, visits])("lists the fields of $name, and no others", ({ name, fields }) =>
    assert.deepStrictEqual(listed(name), fields))
})
