/** Technicians come to the car and leave it, until the work is finished. */
import { Result } from "effect"
import type { JobCode } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import type { Ask } from "./Command.ts"
import { type Answer, inTurn, nothing, notItsStep, on, told, unknownJob, type Working } from "./known.ts"
import { NotClockedOn, StillAtWork, StillClockedOn, UnknownTechnician } from "./Rejection.ts"

export const clockOn = (known: Working, command: Ask<"ClockOn">): Answer => {
  const { car, document } = known
  const { technician, job } = command
  const busy = car.atWork.find((one) => one.technician === technician)
  if (busy !== undefined) return busy.job === job ? nothing : Result.fail(new StillClockedOn(busy))
  if (car.step !== "repair" && car.step !== "work") return notItsStep(car, "ClockOn")
  if (!document.technicians.some(({ id }) => id === technician)) return Result.fail(new UnknownTechnician({ technician, known: document.technicians.map(({ id }) => id) }))
  const unknown = unknownJob(document, [job])
  if (unknown !== undefined) return Result.fail(unknown)
  const fact = { _tag: "ClockedOn" as const, ...on(known), technician, job }
  return car.step === "repair" ? inTurn("repair", command, fact) : told(fact)
}

/** What the job is worth by the manufacturer's times; nothing where the site does not do it any more. */
const flagMinOf = ({ jobs }: Document, job: JobCode): number => jobs.find(({ code }) => code === job)?.stages.reduce((sum, { flagMin }) => sum + flagMin, 0) ?? 0

export const clockOff = (known: Working, { technician, job }: Ask<"ClockOff">): Answer => {
  const { car, document, at } = known
  const off = car.clockedOff[technician]
  const working = car.atWork.find((one) => one.technician === technician && one.job === job)
  if (working === undefined) return off?.job === job && off.at === at ? nothing : Result.fail(new NotClockedOn({ technician, job }))
  // What a job is worth is given once, to whoever leaves it first: doing it again is worth nothing.
  const flagMin = car.flagged.includes(job) ? 0 : flagMinOf(document, job)
  return told({ _tag: "ClockedOff", ...on(known), technician, job, since: working.since, flagMin })
}

export const finishWork = (known: Working, command: Ask<"FinishWork">): Answer => {
  const { car } = known
  if (car.step === "inspection") return nothing
  if (car.step !== "repair" && car.step !== "work") return notItsStep(car, "FinishWork")
  if (car.atWork.length > 0) return Result.fail(new StillAtWork({ technicians: car.atWork.map(({ technician }) => technician) }))
  const fact = { _tag: "WorkFinished" as const, ...on(known) }
  return car.step === "repair" ? inTurn("repair", command, fact) : told(fact)
}
