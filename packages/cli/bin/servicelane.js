#!/usr/bin/env node
// Installed: the built command line. In the repository: its sources, so that a stale build can never win.
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const here = fileURLToPath(import.meta.url)
const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`servicelane needs Node 22.19 or later; this is ${process.versions.node}.\n`)
  process.exit(1)
}
if (here.includes("node_modules")) {
  await import("../dist/main.js")
} else {
  const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
  // Types are stripped once, not at every start.
  const env = { NODE_COMPILE_CACHE: path("../../../node_modules/.cache/servicelane"), ...process.env }
  const child = spawn(process.execPath, ["--conditions=@servicelane/source", path("../src/main.ts"), ...process.argv.slice(2)], { stdio: "inherit", env })
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
  child.on("exit", (code, signal) => process.exit(signal === null ? code : 1))
}
