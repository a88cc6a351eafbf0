import { assert, describe, it } from "@effect/vitest"
import { Policy, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Schema } from "effect"
import { corner, instant } from "../appointments/corner.ts"

const at = instant("2026-09-01T00:00:00.000Z")

const refused = (change: Record<string, unknown>): ReadonlyArray<string> => {
  const document = Schema.decodeUnknownSync(Site.Document)({ ...corner, ...change })
  const rejection = given(Site.aggregate, []).when(Site.apply(document, at)).thenRejected("SiteDocumentInvalid")
  return "problems" in rejection ? rejection.problems.map(({ path }) => path) : []
}

const [job] = corner.jobs
const [technician] = corner.technicians

describe("a site's document", () => {
  it.each([
    ["two bays of one id", { bays: [corner.bays[0], corner.bays[0]] }, ["bays[1]"]],
    ["two policies from one date", { policies: [Policy.standard, Policy.standard] }, ["policies[1]"]],
    ["a level nobody has", { jobs: [{ ...job, stages: [{ ...job?.stages[0], skill: { id: "mechanical", level: 5 } }] }] }, ["jobs[0].stages[0].skill"]]
  ])("that contradicts itself is refused with the place: %s", (_, change, paths) => assert.deepStrictEqual(refused(change), paths))

  it("may ask for twelve different skills and levels, and no more", () => {
    const asking = (count: number) => {
      const ids = Array.from({ length: count }, (_, i) => `skill-${i}`)
      return {
        technicians: [{ ...technician, skills: Object.fromEntries(ids.map((id) => [id, 1])) }],
        jobs: ids.map((id) => ({ code: id, name: id, stages: [{ ...job?.stages[0], skill: { id, level: 1 } }] }))
      }
    }
    given(Site.aggregate, []).when(Site.apply(Schema.decodeUnknownSync(Site.Document)({ ...corner, ...asking(12) }), at)).thenEvents(
      "SiteOpened", "AdvisorRostered", "TechnicianRostered", "BayFitted", ...Array.from({ length: 12 }, () => "JobOffered")
    )
    assert.deepStrictEqual(refused(asking(13)), ["jobs"])
  })

  it("for another site than the command's is refused", () =>
    void given(Site.aggregate, []).when({ ...Site.apply(corner, at), site: Schema.decodeUnknownSync(Site.Document)({ ...corner, site: "other" }).site }).thenRejected("SiteDocumentInvalid"))
})

describe("policies", () => {
  it("hold from their date until a later one begins, in whatever order they stand", () => {
    const from = (date: string, holdMin: number) => Schema.decodeUnknownSync(Policy.Policy)({ ...Policy.standard, from: date, holdMin })
    const list = [from("2026-03-01", 3), from("2026-01-01", 1), from("2026-02-01", 2)]
    const inForce = (date: string) => Policy.policyOn(list, Schema.decodeUnknownSync(Policy.Policy.fields.from)(date)).holdMin
    assert.deepStrictEqual(["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01", "2030-01-01"].map(inForce), [Policy.standard.holdMin, 1, 2, 3, 3])
  })
})
