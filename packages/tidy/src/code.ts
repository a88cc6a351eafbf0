/** TypeScript as its parser sees it: imports, code without comments, functions with their lengths. */
import { parseSync, Visitor } from "oxc-parser"
import { lineOf, type Source } from "./Source.ts"

export interface Import {
  readonly from: string
  readonly names: ReadonlyArray<string>
  readonly line: number
}

const parsed = ({ path, text }: Source) => parseSync(path, text, { lang: "ts", sourceType: "module" })

/** Imports and re-exports, types included. */
export const importsOf = (source: Source): ReadonlyArray<Import> => {
  const { staticImports, staticExports, dynamicImports } = parsed(source).module
  const at = (offset: number): number => lineOf(source.text, offset)
  return [
    ...staticImports.map(({ moduleRequest, entries, start }) => ({
      from: moduleRequest.value,
      names: entries.map(({ importName }) => importName.name ?? "*"),
      line: at(start)
    })),
    ...staticExports.flatMap(({ entries, start }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest === null || moduleRequest === undefined ? [] : [{ from: moduleRequest.value, names: [], line: at(start) }])
    ),
    ...dynamicImports.map(({ moduleRequest, start }) => ({
      from: source.text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^["'`]|["'`]$/g, ""), names: [], line: at(start)
    }))
  ]
}

/** The same text with every comment blanked out, so that lines and offsets stay. */
export const withoutComments = (source: Source): string => {
  let text = source.text
  for (const { start, end } of parsed(source).comments) {
    text = text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, " ") + text.slice(end)
  }
  return text
}

export interface Span {
  readonly line: number
  readonly lines: number
}

export const functionsOf = (source: Source): ReadonlyArray<Span> => {
  const spans: Array<Span> = []
  const note = ({ start, end }: { readonly start: number; readonly end: number }): void => {
    spans.push({ line: lineOf(source.text, start), lines: source.text.slice(start, end).split("\n").length })
  }
  new Visitor({ FunctionDeclaration: note, FunctionExpression: note, ArrowFunctionExpression: note }).visit(parsed(source).program)
  return spans
}
