import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { atDesk } from "./servicelane.ts"

describe("the published schema of the site document", () => {
  it("is the schema by which documents are accepted", () => {
    const published = readFileSync(new URL("../../../docs/reference/site.schema.json", import.meta.url), "utf8")
    return atDesk(({ run }) => assert.strictEqual(run(["site", "schema"]).out, published), false)
  })
})
