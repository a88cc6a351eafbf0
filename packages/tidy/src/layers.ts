/** Imports point one way: core ← runtime ← sql ← cli; testing sees core and runtime, and only tests and examples see testing. */
import { posix } from "node:path"
import { importsOf } from "./code.ts"
import type { Finding, Source } from "./Source.ts"

const own = "@servicelane/"

/** What the sources of a package may import by name; `node:` stands for Node's own modules. */
const allowed: Readonly<Record<string, ReadonlyArray<string>>> = {
  core: ["effect"],
  runtime: [`${own}core`, "effect", "effect/*", "node:"],
  sql: [`${own}core`, `${own}runtime`, "effect", "effect/*", "node:"],
  testing: [`${own}core`, `${own}runtime`, "effect", "effect/*", "fast-check", "node:"],
  cli: [`${own}core`, `${own}runtime`, `${own}runtime/memory`, `${own}sql/sqlite`, "effect", "effect/*", "node:", "commander", "csv-parse", "chinese-days"],
  tidy: ["node:", "oxc-parser", "fast-check", "vitest/*", "vitest"]
}

/** Effect's services hide a clock, dice or state; the core takes such things as values. */
const notInCore = new Set(["Clock", "Random", "Context", "Layer", "Effect", "ManagedRuntime", "Ref", "Console"])

const permits = (list: ReadonlyArray<string>, from: string): boolean =>
  list.some((one) => one === from || (one.endsWith("*") ? from.startsWith(one.slice(0, -1)) : one === "node:" && from.startsWith("node:")))

const look = (source: Source): ReadonlyArray<Finding> => {
  const [, name = "", room = ""] = /^packages\/([^/]+)\/([^/]+)\//.exec(source.path) ?? []
  return importsOf(source).flatMap(({ from, names, line }): ReadonlyArray<Finding> => {
    const wrong = (message: string): ReadonlyArray<Finding> => [{ path: source.path, line, message }]
    if (from.startsWith(".")) {
      const target = posix.join(posix.dirname(source.path), from)
      return name !== "" && !target.startsWith(`packages/${name}/`) ? wrong(`expected the package's name, not a path into another one: ${from}`) : []
    }
    if (room !== "src") return []
    const list = allowed[name] ?? []
    if (!permits(list, from)) return wrong(`${name} may import ${list.join(", ")}, not ${from}`)
    const strange = name === "core" ? names.find((one) => notInCore.has(one)) : undefined
    return strange === undefined ? [] : wrong(`core may not import ${strange}: the edge stamps, the core compares`)
  })
}

export const layers = (files: ReadonlyArray<Source>): ReadonlyArray<Finding> => files.filter(({ path }) => path.endsWith(".ts")).flatMap(look)
