/** Runs the real command line in a folder of its own. */
import { spawnSync } from "node:child_process"
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll } from "vitest"

const bin = fileURLToPath(new URL("../bin/servicelane.js", import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Desk {
  readonly folder: string
  readonly run: (args: ReadonlyArray<string>, input?: string, env?: Readonly<Record<string, string>>) => Ran
  // What a program would read; each test says what it expects of it.
  readonly json: <A>(...args: ReadonlyArray<string>) => A
  readonly write: (name: string, content: string | Uint8Array) => string
}

/** What `migrate` makes is made once for each file of tests, and copied. */
const template = join(mkdtempSync(join(tmpdir(), "servicelane-migrated-")), "test.db")
const migrated = (): string => {
  if (!existsSync(template)) spawnSync(process.execPath, [bin, "migrate"], { env: { ...process.env, DATABASE_URL: `sqlite:${template}` } })
  return template
}
afterAll(() => rmSync(dirname(template), { recursive: true, force: true }))

/** Hands over a folder with a migrated database, and clears it away afterwards. */
export const atDesk = async (use: (desk: Desk) => void | Promise<void>, migrate = true): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "servicelane-cli-"))
  const run: Desk["run"] = (args, input = "", env = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder, input, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, DATABASE_URL: "sqlite:./test.db", ...env }
    })
    return { code: status, out: stdout, err: stderr }
  }
  const desk: Desk = {
    folder,
    run,
    json: (...args) => JSON.parse(run([...args, "--json"]).out),
    write: (name, content) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
  }
  try {
    if (migrate) copyFileSync(migrated(), join(folder, "test.db"))
    await use(desk)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const week = Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [{ from: "08:00", to: "17:00" }]]))

/** A workshop with one of everything, far enough in the future for the real clock. */
export const corner = (change: Record<string, unknown> = {}) => JSON.stringify({
  site: "corner",
  name: "The corner workshop",
  calendar: { zone: "Europe/Berlin", weekly: week, holidays: "closed", makeup: "own-weekday", exceptions: [], blocks: [] },
  advisors: [{ id: "anna", hours: week, breaks: [], tickMinutes: 60, perTick: 1 }],
  technicians: [{ id: "tom", hours: week, breaks: [], skills: { mechanical: 1 }, efficiencyPct: 100 }],
  bays: [{ id: "lift-1", type: "lift" }],
  jobs: [{
    code: "service", name: "Service",
    stages: [{ name: "oil", flagMin: 60, elapsedP50: 50, elapsedP80: 60, skill: { id: "mechanical", level: 1 }, bay: "lift" }]
  }],
  policies: [],
  ...change
})

/** A Monday that is far away, whenever this is run. */
export const monday = "2090-01-02"

export const submission = (commandId: string, id: string, command: Record<string, unknown>): string =>
  JSON.stringify({ commandId, site: "corner", aggregate: "appointment", id, command })

export const book = (time: string, more: Record<string, unknown> = {}) => ({
  _tag: "Book", customer: "customer-1", jobs: ["service"], transport: "wait", arriveAt: { date: monday, time }, ...more
})
