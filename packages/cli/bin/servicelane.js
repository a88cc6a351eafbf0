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
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
  const child = spawn(process.execPath, ["--conditions=@servicelane/source", main, ...process.argv.slice(2)], { stdio: "inherit" })
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
  child.on("exit", (code, signal) => process.exit(signal === null ? code : 1))
}
