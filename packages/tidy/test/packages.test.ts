import { assert, describe, it } from "@effect/vitest"
import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { root } from "../src/Source.ts"

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
}

const packages = readdirSync(join(root, "packages"))
  .map((folder) => ({ folder: join(root, "packages", folder), manifest: JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8")) as Manifest }))
  .filter(({ manifest }) => manifest.private !== true)

const tool = (path: string, args: ReadonlyArray<string>, cwd: string): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "node_modules", path), ...args], { cwd, encoding: "utf8" })
  return status === 0 ? "" : `${stdout}${stderr}`
}

/** What a package's users install beside it; linked, so that no network is needed. */
const beside = ["effect", "fast-check", "pure-rand", "commander", "csv-parse", "chinese-days"]

describe("what is published works for those who install it", () => {
  it("the whole workspace type-checks", () => assert.strictEqual(tool("typescript/bin/tsc", ["-b"], root), ""))

  it("packs cleanly, and its doors open and its command runs outside the workspace", () => {
    const place = mkdtempSync(join(tmpdir(), "servicelane-pack-"))
    const modules = join(place, "node_modules")
    try {
      for (const { folder, manifest } of packages) {
        execFileSync("npm", ["run", "--silent", "bundle"], { cwd: folder, stdio: "pipe" })
        assert.strictEqual(tool("publint/src/cli.js", [folder, "--strict", "--pack", "npm"], folder), "", `publint on ${manifest.name}`)
        const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", place], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as ReadonlyArray<{ filename: string }>
        const tarball = join(place, packed?.filename ?? "")
        assert.strictEqual(tool("@arethetypeswrong/cli/dist/index.js", [tarball, "--profile", "esm-only"], place), "", `types of ${manifest.name}`)
        const target = join(modules, manifest.name)
        mkdirSync(target, { recursive: true })
        execFileSync("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"])
      }
      for (const name of beside) {
        mkdirSync(dirname(join(modules, name)), { recursive: true })
        // Effect must be one and the same for all packages, so it is copied beside them, not linked away.
        if (name === "effect") cpSync(join(root, "node_modules", name), join(modules, name), { recursive: true })
        else symlinkSync(join(root, "node_modules", name), join(modules, name))
      }
      const doors = packages.flatMap(({ manifest }) =>
        Object.keys(manifest.exports ?? {}).filter((door) => door !== "./package.json" && manifest.name !== "servicelane").map((door) => manifest.name + door.slice(1))
      )
      writeFileSync(join(place, "open.mjs"), doors.map((door) => `if (Object.keys(await import("${door}")).length === 0) throw new Error("${door} is empty")`).join("\n"))
      execFileSync(process.execPath, ["open.mjs"], { cwd: place })
      const bin = join(modules, "servicelane", "bin", "servicelane.js")
      assert.include(execFileSync(process.execPath, [bin, "--help"], { cwd: place, encoding: "utf8" }), "daysheet")
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  })
})
