import { assert, describe, it } from "@effect/vitest"
import { banned, doors } from "../src/banned.ts"
import { cycles } from "../src/cycles.ts"
import { fences } from "../src/fences.ts"
import { layers } from "../src/layers.ts"
import { sizes } from "../src/sizes.ts"
import { type Finding, listed, type Source, sources } from "../src/Source.ts"

const tree = sources()

const ts = (path: string, text: string): Source => ({ path, text })

interface Rule {
  readonly title: string
  readonly check: (files: ReadonlyArray<Source>) => ReadonlyArray<Finding>
  /** What the rule must catch, each on its own. */
  readonly caught: ReadonlyArray<ReadonlyArray<Source>>
}

const rules: ReadonlyArray<Rule> = [
  {
    title: "imports point from the shell to the core, and never leave a package by path",
    check: layers,
    caught: [
      [ts("packages/core/src/a.ts", "import { x } from \"@servicelane/runtime\"")],
      [ts("packages/core/src/a.ts", "import { readFileSync } from \"node:fs\"")],
      [ts("packages/core/src/a.ts", "import { Clock } from \"effect\"")],
      [ts("packages/runtime/src/a.ts", "export * from \"@servicelane/sql/sqlite\"")],
      [ts("packages/testing/src/a.ts", "import { it } from \"vitest\"")],
      [ts("packages/cli/src/a.ts", "import { laws } from \"@servicelane/testing\"")],
      [ts("packages/sql/test/a.ts", "import { x } from \"../../core/src/Ids.ts\"")]
    ]
  },
  {
    title: "no files import one another in a circle",
    check: cycles,
    caught: [[ts("packages/core/src/a.ts", "import \"./b.ts\""), ts("packages/core/src/b.ts", "import type { A } from \"./a.ts\"")]]
  },
  {
    title: "no word hides a clock, lies about a type or leaves something for later",
    check: banned,
    caught: [
      ["const now = Date.now()", "const now = new Date()", "const n = Math.random()", "throw new Error()", "console.log(1)", "const x = y as any", "const x = y!.z"]
        .map((text) => ts("packages/core/src/a.ts", text)),
      ...[`${"it"}.only("x", () => {})`, "const f = vi.fn()", "await Effect.sleep(5)"].map((text) => [ts("packages/core/test/a.test.ts", text)]),
      [ts("packages/core/src/utils/a.ts", "")],
      [ts("README.md", `see /${"work"}/main`)]
    ]
  },
  {
    title: "only the doors a package names are barrels",
    check: doors,
    caught: [[ts("packages/core/package.json", "\"@servicelane/source\": \"./src/index.ts\""), ts("packages/core/src/sites/index.ts", "")]]
  },
  {
    title: "files and functions stay small",
    check: sizes,
    caught: [
      [ts("packages/core/src/a.ts", "const a = 1\n".repeat(401))],
      [ts("packages/core/src/a.ts", `const f = () => {\n${"  g()\n".repeat(100)}}`)]
    ]
  },
  {
    title: "every piece of TypeScript in the docs is an example that is compiled and run",
    check: fences,
    caught: [
      [ts("docs/a.md", "```ts\nconst loose = 1\n```")],
      [ts("docs/a.md", "```ts\n// examples/x.ts\nconst old = 1\n```"), ts("examples/x.ts", "const fresh = 1\n")]
    ]
  }
]

describe("the tree is tidy", () => {
  for (const { title, check, caught } of rules) {
    it(title, () => assert.strictEqual(listed(check(tree)), ""))
    it(`and what breaks the rule is found: ${title}`, () => {
      for (const files of caught) assert.notStrictEqual(listed(check(files)), "", files.map(({ text }) => text.slice(0, 60)).join(" | "))
    })
  }

  it("comments may name what code may not", () => {
    assert.strictEqual(listed(banned([ts("packages/core/src/a.ts", "/** Never Date.now(). */\nexport const a = 1")])), "")
  })
})
