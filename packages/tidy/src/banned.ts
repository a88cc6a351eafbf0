/** Words that lie, hide a clock, or leave something for later. */
import { withoutComments } from "./code.ts"
import { type Finding, lineOf, type Source } from "./Source.ts"

interface Ban {
  readonly where: RegExp
  readonly what: RegExp
  readonly why: string
  /** Looks at comments too. */
  readonly comments?: true
}

const inSources = /^packages\/[^/]+\/src\/.*\.ts$/
/** The tests of these rules hold what the rules forbid. */
const inTests = /^(?!packages\/tidy\/).*\.test\.ts$/

const bans: ReadonlyArray<Ban> = [
  { where: /^packages\/core\/src\//, what: /\bDate\.now\b|\bnew Date\b|\bperformance\.now\b|\bDateTime\.(?:now\w*|isFuture|isPast)\b/, why: "core has no clock: the moment comes in the command" },
  { where: /^packages\/core\/src\//, what: /\bMath\.random\b|\brandomUUID\b|\bcrypto\b/, why: "core has no dice: ids come in the command" },
  { where: /^packages\/core\/src\//, what: /\bthrow\b/, why: "core answers with a Result and never throws" },
  { where: /^packages\/core\/src\//, what: /\bconsole\.|\bprocess\.|\bset(?:Timeout|Interval)\b/, why: "core touches nothing outside" },
  { where: inSources, what: /\bas any\b|\bas unknown as\b|@ts-(?:ignore|expect-error|nocheck)/, why: "expected a type that tells the truth", comments: true },
  { where: inSources, what: /[\w)\]]!(?=[.;,)\]\s])(?!=)/, why: "expected a case for undefined, not an assertion that it cannot be" },
  { where: inTests, what: /\.(?:only|skip|todo|fails)\(/, why: "expected every test to run" },
  { where: inTests, what: /\bvi\.(?:fn|mock|spyOn)\b|toMatchSnapshot|toMatchInlineSnapshot/, why: "expected the real port and an explicit expectation" },
  { where: inTests, what: /\bsetTimeout\(|\bEffect\.sleep\(|\bMath\.random\b/, why: "expected no sleeping and no unseeded dice in tests" },
  { where: /\.(?:ts|md)$/, what: new RegExp(`\\b${"TO"}DO\\b|\\b${"FIX"}ME\\b`), why: "expected it done, or an issue", comments: true },
  { where: /./, what: new RegExp(`(?<![\\w.])/${"work"}/|registry\\.${"npmjs"}`), why: "expected no path of a machine and no host of a registry", comments: true }
]

const folders = /(?:^|\/)(?:utils|helpers|common|interfaces)\/|(?:^|\/)(?:types|constants|utils|helpers)\.ts$/

export const banned = (files: ReadonlyArray<Source>): ReadonlyArray<Finding> =>
  files.flatMap((source) => {
    const { path, text } = source
    const code = path.endsWith(".ts") ? withoutComments(source) : text
    const words = bans.filter(({ where }) => where.test(path)).flatMap(({ what, why, comments }) =>
      [...(comments === true ? text : code).matchAll(new RegExp(what, "g"))].map((match): Finding => ({ path, line: lineOf(text, match.index), message: `${match[0]}: ${why}` }))
    )
    return folders.test(path) ? [...words, { path, line: 1, message: "expected a name for what is in it, not for what it is not" }] : words
  })

/** An `index.ts` is a door; doors are those that the package names. */
export const doors = (files: ReadonlyArray<Source>): ReadonlyArray<Finding> => {
  const named = new Set(files.filter(({ path }) => /^packages\/[^/]+\/package\.json$/.test(path)).flatMap(({ path, text }) =>
    [...text.matchAll(/"@servicelane\/source": "\.\/([^"]+)"/g)].map((match) => path.replace("package.json", match[1] ?? ""))
  ))
  return files.filter(({ path }) => /^packages\/.*\/index\.ts$/.test(path) && !named.has(path))
    .map(({ path }) => ({ path, line: 1, message: "expected the file to be imported itself: only a package's doors are barrels" }))
}
