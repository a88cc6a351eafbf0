/** Docs contain no loose code: a fence of TypeScript is an example that is compiled and run. */
import { type Finding, lineOf, type Source } from "./Source.ts"

const fence = /^```ts\n([\s\S]*?)^```/gm

/** The first line of a fence names its example, such as `// examples/01-one-decider/main.ts`. */
export const fences = (files: ReadonlyArray<Source>): ReadonlyArray<Finding> => {
  const examples = new Map(files.filter(({ path }) => path.startsWith("examples/")).map(({ path, text }) => [path, text]))
  return files.filter(({ path }) => path.endsWith(".md")).flatMap(({ path, text }) =>
    [...text.matchAll(fence)].flatMap((match): ReadonlyArray<Finding> => {
      const [first = "", ...rest] = (match[1] ?? "").split("\n")
      const wrong = (message: string): ReadonlyArray<Finding> => [{ path, line: lineOf(text, match.index), message }]
      const example = examples.get(first.replace(/^\/\/ /, ""))
      if (example === undefined) return wrong("expected the fence to begin with the path of its example, such as // examples/01-one-decider/main.ts")
      return example.trim() === rest.join("\n").trim() ? [] : wrong(`expected the text of ${first.slice(3)}`)
    })
  )
}
