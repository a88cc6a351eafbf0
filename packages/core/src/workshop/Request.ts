/** What a customer asks of the workshop, and the work that comes of it. */
import { Result, Schema } from "effect"
import { Instant } from "../calendar/Instant.ts"
import { AdvisorId, JobCode } from "../Ids.ts"
import { Channel } from "../sites/Channel.ts"
import type { Job, Stage } from "../sites/Resources.ts"
import { Transport } from "../sites/Transport.ts"
import type { Plan } from "./Plan.ts"
import type { Work } from "./Pool.ts"

/** A stretch of time, half-open. */
export const Window = Schema.Struct({ from: Instant, to: Instant })
export type Window = typeof Window.Type

export const Request = Schema.Struct({
  jobs: Schema.Array(JobCode).check(Schema.isMinLength(1), Schema.isMaxLength(8)),
  transport: Transport,
  channel: Schema.optionalKey(Channel),
  /** Only this advisor will do. */
  advisor: Schema.optionalKey(AdvisorId),
  /** This advisor rather than others, where a choice is made. */
  prefer: Schema.optionalKey(AdvisorId),
  /** Only an arrival within one of these will do; half-open. */
  windows: Schema.optionalKey(Schema.Array(Window))
})
export type Request = typeof Request.Type

/** The site does not offer a job by this code. */
export class UnknownJob extends Schema.TaggedError<UnknownJob>()("UnknownJob", {
  job: JobCode,
  offered: Schema.Array(JobCode)
}) {
  override get message() {
    return `There is no job ${this.job} here. Offered are: ${this.offered.join(", ") || "none"}.`
  }
}

/** One stage still to be planned. All times in minutes. */
export interface Step extends Work {
  readonly name: string
  readonly p80: number
  /** How much later than this stage's end the next must and may begin; without a maximum, at any time after. */
  readonly gap: { readonly min: number; readonly max: number | undefined }
  readonly pausable: boolean
  /** The line it belongs to, from 1, where it is done beside the others; stages of one line follow one another. */
  readonly beside?: number
}

const anyGap = { min: 0, max: undefined }

const stepOf = (stage: Stage, last: boolean, transport: Transport): Step => ({
  name: stage.name,
  skill: stage.skill,
  bayType: transport === "mobile" ? undefined : stage.bay,
  flagMin: stage.flagMin,
  elapsedMin: stage.elapsedP50,
  p80: stage.elapsedP80,
  pausable: stage.pausable ?? false,
  gap: last ? anyGap : { ...anyGap, ...stage.gapAfter }
})

/** What is planned now of what is asked for: with a diagnosis, nothing else; nobody knows yet how long the rest takes. */
export const bookable = <W extends Pick<Request, "jobs">>(jobs: ReadonlyMap<string, Job>, wish: W): W & Pick<Plan, "onApproval"> => {
  const isNow = (code: JobCode): boolean => jobs.get(code)?.diagnosis === true
  const onApproval = wish.jobs.some(isNow) ? wish.jobs.filter((code) => !isNow(code)) : []
  return onApproval.length === 0 ? wish : { ...wish, jobs: wish.jobs.filter(isNow), onApproval }
}

/**
 * The stages of all jobs, one after the other in the order asked for, then those of each job that is done beside them;
 * where the customer is visited no bay is needed.
 */
export const stepsOf = (
  jobs: ReadonlyMap<string, Job>,
  { jobs: codes, transport }: Pick<Request, "jobs" | "transport">
): Result.Result<ReadonlyArray<Step>, UnknownJob> => {
  const steps: Array<Step> = []
  const beside: Array<Step> = []
  let lines = 0
  // Where all are done beside others, they are done beside the first.
  const alone = codes.every((code) => jobs.get(code)?.parallel === true) ? codes[0] : undefined
  for (const code of codes) {
    const job = jobs.get(code)
    if (job === undefined) {
      return Result.fail(new UnknownJob({ job: code, offered: [...jobs.values()].map((offered) => offered.code).sort() }))
    }
    const own = job.stages.map((stage, i) => stepOf(stage, i === job.stages.length - 1, transport))
    if (job.parallel !== true || (code === alone && steps.length === 0)) steps.push(...own)
    else {
      lines++
      for (const step of own) beside.push({ ...step, beside: lines })
    }
  }
  return Result.succeed([...steps, ...beside])
}
