/** What a schema cannot see: the places where a site document contradicts itself. */
import { problems as scriptProblems } from "../callbacks/scriptProblems.ts"
import { subjectOf } from "./Absence.ts"
import type { Document } from "./Document.ts"
import type { Stage } from "./Resources.ts"

export interface Problem {
  /** Where in the document, such as `jobs[2].stages[0].skill`. */
  readonly path: string
  /** What is true, and what would be accepted. */
  readonly message: string
}

/** The daily hours are shared out over every combination of these, so that their number is bounded. */
export const maxNeeds = 12

/** A trade at a level, as one word. */
export const needOf = ({ id, level }: NonNullable<Stage["skill"]>): string => `${id}:${level}`

const repeated = (path: string, ids: ReadonlyArray<string>): ReadonlyArray<Problem> =>
  ids.flatMap((id, i) => ids.indexOf(id) < i ? [{ path: `${path}[${i}]`, message: `expected another id, ${id} is taken above` }] : [])

const careProblems = ({ care }: Document): ReadonlyArray<Problem> => {
  const { calls, scripts = [] } = care ?? {}
  return [
    ...(calls === undefined || calls.from < calls.to ? [] : [{ path: "care.calls.to", message: `expected a time after ${calls.from}, when calls begin` }]),
    ...repeated("care.scripts", scripts.map(({ kind }) => kind)),
    ...scripts.flatMap((script, s) => scriptProblems(script).map(({ path, message }) => ({ path: `care.scripts[${s}].${path}`, message })))
  ]
}

export const problems = (document: Document): ReadonlyArray<Problem> => {
  const { advisors, technicians, bays, jobs, policies, loaners = [], quotas = [], parts = [], absences = [] } = document
  const subjects = new Set([
    ...advisors.map(({ id }) => `advisor ${id}`), ...technicians.map(({ id }) => `technician ${id}`), ...bays.map(({ id }) => `bay ${id}`),
    ...loaners.map(({ id }) => `loaner ${id}`)
  ])
  const types = new Set<string>(bays.map(({ type }) => type))
  const needs = new Set<string>()
  const stages = jobs.flatMap((job, j) =>
    job.stages.flatMap((stage, s): ReadonlyArray<Problem> => {
      const path = `jobs[${j}].stages[${s}]`
      const { skill, bay } = stage
      if (skill !== undefined) needs.add(needOf(skill))
      return [
        ...(skill === undefined || technicians.some((t) => (t.skills[skill.id] ?? 0) >= skill.level) ? [] : [{
          path: `${path}.skill`,
          message: `expected a skill that a technician of this site has; nobody has ${skill.id} at level ${skill.level}`
        }]),
        ...(bay === undefined || types.has(bay) ? [] : [{
          path: `${path}.bay`,
          message: `expected a type of bay that this site has (${[...types].join(", ") || "it has none"}), not ${bay}`
        }])
      ]
    })
  )
  return [
    ...repeated("advisors", advisors.map(({ id }) => id)),
    ...repeated("technicians", technicians.map(({ id }) => id)),
    ...repeated("bays", bays.map(({ id }) => id)),
    ...repeated("jobs", jobs.map(({ code }) => code)),
    ...repeated("policies", policies.map(({ from }) => from)),
    ...repeated("loaners", loaners.map(({ id }) => id)),
    ...repeated("quotas", quotas.map(({ id }) => id)),
    ...repeated("parts", parts.map(({ no }) => no)),
    ...jobs.flatMap((job, j) => (job.parts ?? []).flatMap(({ part }, p) => parts.some(({ no }) => no === part) ? [] : [{
      path: `jobs[${j}].parts[${p}].part`,
      message: `expected a part that this site lists (${parts.map(({ no }) => no).join(", ") || "it lists none"}), not ${part}`
    }])),
    ...repeated("absences", absences.map(({ id }) => id)),
    ...jobs.flatMap((job, j) => job.parallel !== true ? [] : job.stages.flatMap(({ bay }, s) => bay === undefined ? [] : [{
      path: `jobs[${j}].stages[${s}].bay`,
      message: "expected no bay: a parallel job is done where the car stands"
    }])),
    ...absences.flatMap((absence, i) => subjects.has(subjectOf(absence)) ? [] : [{
      path: `absences[${i}].of`,
      message: `expected somebody or something of this site, there is no ${subjectOf(absence)}`
    }]),
    ...quotas.flatMap(({ of }, i) => !("group" in of) || jobs.some(({ group }) => group === of.group) ? [] : [{
      path: `quotas[${i}].of.group`,
      message: `expected the group of one of the jobs, none is in ${of.group}`
    }]),
    ...careProblems(document),
    ...stages,
    ...(needs.size <= maxNeeds ? [] : [{
      path: "jobs",
      message: `expected at most ${maxNeeds} different skills and levels over all stages, found ${needs.size}`
    }])
  ]
}
