import { fileURLToPath } from "node:url"
import { defaultServerConditions } from "vite"
import { defineConfig } from "vitest/config"
import { Summary } from "./packages/tidy/src/Summary.ts"

// Workspace imports resolve to sources, so tests need no build.
const conditions = ["@servicelane/source", ...defaultServerConditions]
const project = (root: string, name: string) => ({
  extends: true as const,
  root,
  test: { name, include: ["**/*.test.ts"], exclude: ["**/node_modules/**", "**/dist/**"] }
})
const packages = ["core", "runtime", "sql", "testing", "cli", "tidy"]

export default defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 900_000,
    // The main thread only listens: every core may test.
    maxWorkers: "100%",
    reporters: ["default", new Summary()],
    setupFiles: [fileURLToPath(new URL("./packages/tidy/src/fastCheck.ts", import.meta.url))],
    projects: [...packages.map((name) => project(`./packages/${name}`, name)), project("./examples", "examples")]
  }
})
