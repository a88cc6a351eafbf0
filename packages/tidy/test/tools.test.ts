import { assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { root } from "../src/Source.ts"

/** Runs a tool of the workspace; its output when it finds something, nothing when it does not. */
const complaints = (...command: readonly [string, ...ReadonlyArray<string>]): string => {
  const [tool, ...args] = command
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "node_modules", tool), ...args], { cwd: root, encoding: "utf8" })
  return status === 0 ? "" : `${stdout}${stderr}`
}

describe("the tools find nothing", () => {
  it("lint is clean", () => assert.strictEqual(complaints("oxlint/bin/oxlint", "--deny-warnings"), ""))

  it("every file, export and dependency has a user", () => assert.strictEqual(complaints("knip/bin/knip.js", "--no-progress"), ""))
})
