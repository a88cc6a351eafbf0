/** Files of one package that import one another in a circle. Types count: a circle of types is a circle of ideas. */
import { posix } from "node:path"
import { importsOf } from "./code.ts"
import type { Finding, Source } from "./Source.ts"

export const cycles = (files: ReadonlyArray<Source>): ReadonlyArray<Finding> => {
  const code = files.filter(({ path }) => path.endsWith(".ts"))
  const known = new Set(code.map(({ path }) => path))
  const graph = new Map(code.map((source) => [
    source.path,
    importsOf(source).filter(({ from }) => from.startsWith(".")).map(({ from }) => posix.join(posix.dirname(source.path), from)).filter((to) => known.has(to))
  ]))
  const done = new Set<string>()
  const found: Array<Finding> = []
  const visit = (path: string, trail: ReadonlyArray<string>): void => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      const circle = [...trail.slice(start), path]
      found.push({ path, line: 1, message: `expected imports that lead somewhere, not in a circle: ${circle.join(" → ")}` })
      return
    }
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}
