/** The files of this repository, as paths from its root and texts. */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export interface Source {
  readonly path: string
  readonly text: string
}

/** A place that should be otherwise, and what would be accepted. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly message: string
}

export const root = fileURLToPath(new URL("../../..", import.meta.url))

const skipped = new Set(["node_modules", "dist", ".git", ".servicelane"])

const walk = (folder: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    skipped.has(entry.name) ? [] : entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]
  )

const paths = (): ReadonlyArray<string> =>
  existsSync(join(root, ".git"))
    ? execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).trim().split("\n")
    : walk("")

/** What is tracked or would be; without git, everything that is not built or installed. */
export const sources = (): ReadonlyArray<Source> =>
  paths().filter((path) => existsSync(join(root, path)) && !path.endsWith("package-lock.json"))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length

/** As a failing test shows them. */
export const listed = (findings: ReadonlyArray<Finding>): string =>
  findings.map(({ path, line, message }) => `${path}:${line}: ${message}`).join("\n")
