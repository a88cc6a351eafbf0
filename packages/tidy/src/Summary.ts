/** The last line of a test run, for whoever reads only that. */
import type { Reporter, TestModule } from "vitest/node"

export class Summary implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== "pending") count[state]++
      }
      // A file that could not be loaded has no tests to fail.
      if (module.state() === "failed" && [...module.children.allTests()].length === 0) count.failed++
    }
    const { passed, failed, skipped } = count
    process.once("exit", () => process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`))
  }
}
