import { functionsOf } from "./code.ts"
import type { Finding, Source } from "./Source.ts"

/** One concept a file, one thought a function. */
export const mostLines = 400
export const mostFunctionLines = 100

export const sizes = (files: ReadonlyArray<Source>): ReadonlyArray<Finding> =>
  files.filter(({ path }) => path.endsWith(".ts")).flatMap((source) => {
    const { path, text } = source
    const lines = text.split("\n").length
    const isTest = path.includes("/test/") || path.endsWith(".test.ts")
    return [
      ...(lines > mostLines ? [{ path, line: 1, message: `expected at most ${mostLines} lines, found ${lines}: split it by noun` }] : []),
      ...(isTest ? [] : functionsOf(source).filter((span) => span.lines > mostFunctionLines).map(({ line, lines: length }) => ({
        path, line, message: `expected a function of at most ${mostFunctionLines} lines, found ${length}`
      })))
    ]
  })
