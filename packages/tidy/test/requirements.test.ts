import { assert, describe, it } from "@effect/vitest"
import { numbered, requirementsOf, unmet } from "../src/requirements.ts"
import { listed, type Source, sources } from "../src/Source.ts"

/** Every number of the five documents. */
const numbers = [numbered("S0", 40), numbered("S1", 12), numbered("S2", 11), numbered("S3", 24), numbered("S4", 18)].flat()

const tree = sources()

const page = (...rows: ReadonlyArray<string>): Source => ({ path: "docs/requirements.md", text: ["| no. | class | what it asks | module | shown by |", "|---|---|---|---|---|", ...rows].join("\n") })

const files: ReadonlyArray<Source> = [
  { path: "packages/a/src/room/A.ts", text: "" },
  { path: "packages/a/test/a.test.ts", text: "describe(\"a room\", () => {\n  it.each([1])(\n    \"has a door\", () => {})\n  const other = \"has a window\"\n})" }
]

const good = "| S0-01 | APT | a door | packages/a/src/room | packages/a/test/a.test.ts › has a door |"

describe("the table of requirements", () => {
  it("has each number once, and names modules and tests that exist", () => {
    const table = tree.find(({ path }) => path === "docs/requirements.md") ?? assert.fail("there is no docs/requirements.md")
    assert.strictEqual(listed(unmet(table, numbers, tree)), "")
  })

  it("is read row by row", () => {
    assert.deepStrictEqual(requirementsOf(page(good).text), [
      { line: 3, no: "S0-01", kind: "APT", asks: "a door", module: "packages/a/src/room", shown: "packages/a/test/a.test.ts › has a door" }
    ])
    assert.strictEqual(listed(unmet(page(good), ["S0-01"], files)), "")
    assert.strictEqual(listed(unmet(page("| S0-01 | LOY | gifts | – | later: loyalty |"), ["S0-01"], files)), "")
    assert.strictEqual(listed(unmet(page("| S0-01 | APT | a room | packages/a/src/room/A.ts | packages/a/test/a.test.ts › a room |"), ["S0-01"], files)), "")
  })

  it.each([
    ["a number that is missing", ["S0-01", "S0-02"], [good], "expected a row for S0-02"],
    ["a number twice", ["S0-01"], [good, good], "expected one row for S0-01"],
    ["a number of no document", ["S0-02"], [good, good.replace("S0-01", "S0-02")], "expected one of the known numbers, not S0-01"],
    ["numbers out of order", ["S0-01", "S0-02"], [good.replace("S0-01", "S0-02"), good], "expected S0-01 before S0-02"],
    ["another class", ["S0-01"], [good.replace("APT", "ABC")], "not ABC"],
    ["no words", ["S0-01"], [good.replace("a door |", " |")], "expected what it asks"],
    ["a module that is not there", ["S0-01"], [good.replace("src/room", "src/roo")], "there is no packages/a/src/roo"],
    ["a test without a module", ["S0-01"], [good.replace("packages/a/src/room", "–")], "expected a module"],
    ["a file that is not there", ["S0-01"], [good.replace("a.test.ts", "b.test.ts")], "there is no packages/a/test/b.test.ts"],
    ["a title that nobody has", ["S0-01"], [good.replace("has a door", "has a doo")], "has no \"has a doo\""],
    ["a text that is no title", ["S0-01"], [good.replace("has a door", "has a window")], "has no \"has a window\""],
    ["neither a test nor a reason", ["S0-01"], [good.replace(" › has a door", "")], "expected `path › title`"],
    ["a reason without one", ["S0-01"], ["| S0-01 | LOY | gifts | – | later: |"], "expected `path › title`"]
  ])("and what is wrong in it is found: %s", (_, expected, rows, message) =>
    assert.include(listed(unmet(page(...rows), expected, files)), message))
})
