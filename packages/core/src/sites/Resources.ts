/** What a site works with: people, bays and the jobs it knows how to do, as its document states them. */
import { Schema } from "effect"
import { Hours, Weekly } from "../calendar/Hours.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { AdvisorId, BayId, BayType, JobCode, LoanerId, OpGroup, PartNo, Skill, TechnicianId } from "../Ids.ts"

const between = (least: number, most: number) => Schema.Int.check(Schema.isBetween({ minimum: least, maximum: most }))

const text = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(120))

/** Minutes of work, at most a full day; only pausable work goes on over several dates. */
const WorkMinutes = between(1, 1_440)

/** Whoever receives cars. `tickMinutes` apart, and never more than `perTick` cars at once. */
export const Advisor = Schema.Struct({
  id: AdvisorId,
  hours: Weekly,
  /** Daily breaks by the wall clock, such as lunch. */
  breaks: Schema.Array(Hours),
  /** Minutes between two receptions: 15 is typical. */
  tickMinutes: between(1, 240),
  /** Cars received at one tick. */
  perTick: between(1, 20),
  /** Cars received on one date; without it, as many as the ticks allow. */
  maxPerDay: Schema.optionalKey(between(0, 500)),
  /** Receives cars from this local date on; null while the audit of the reception has not been passed (S3-15). */
  assignableSince: Schema.optionalKey(Schema.NullOr(LocalDate))
})
export type Advisor = typeof Advisor.Type

/** How well a trade is mastered, from 1; a higher level does all that a lower one does. */
export const Level = between(1, 5)

export const Technician = Schema.Struct({
  id: TechnicianId,
  hours: Weekly,
  breaks: Schema.Array(Hours),
  /** Level by skill. */
  skills: Schema.Record(Skill, Level),
  /** Flag minutes done in 100 clock minutes. */
  efficiencyPct: between(1, 300)
})
export type Technician = typeof Technician.Type

/** A bay of a type; without `hours` it can be used whenever the site is open. */
export const Bay = Schema.Struct({ id: BayId, type: BayType, hours: Schema.optionalKey(Weekly) })
export type Bay = typeof Bay.Type

/** A car of the site that a customer drives while their own is here. */
export const Loaner = Schema.Struct({
  id: LoanerId,
  /** From its return until the next customer can have it: cleaning, fuel, a look around. */
  turnaroundMin: between(0, 1_440)
})
export type Loaner = typeof Loaner.Type

/** One step of a job: who and what it needs, and how long it takes. */
export const Stage = Schema.Struct({
  name: text,
  /** Flag minutes: what the work is worth by the manufacturer's times, charged to the day's hours. */
  flagMin: between(0, 1_440),
  /** Clock minutes that half of such jobs take, which are planned. */
  elapsedP50: WorkMinutes,
  /** Clock minutes that four of five such jobs take, which are promised. */
  elapsedP80: WorkMinutes,
  /** The trade it takes; without one no technician is needed, as for an automatic wash. */
  skill: Schema.optionalKey(Schema.Struct({ id: Skill, level: Level })),
  bay: Schema.optionalKey(BayType),
  /** May be interrupted over night and over days on which nobody works; the car stays. */
  pausable: Schema.optionalKey(Schema.Boolean),
  /** Minutes that must, and may, lie between this stage and the next, such as drying; without `max`, as many as it takes. */
  gapAfter: Schema.optionalKey(Schema.Struct({ min: between(0, 1_440), max: Schema.optionalKey(between(0, 1_440)) }))
}).check(
  Schema.makeFilter((stage) => stage.elapsedP80 >= stage.elapsedP50 || "expected elapsedP80 to be at least elapsedP50"),
  Schema.makeFilter((stage) =>
    stage.gapAfter?.max === undefined || stage.gapAfter.max >= stage.gapAfter.min || "expected gapAfter.max to be at least gapAfter.min")
)
export type Stage = typeof Stage.Type

/** Pieces of a part. */
export const Qty = between(1, 100_000)

/** A part that the site's jobs take from the shelf. */
export const Part = Schema.Struct({
  no: PartNo,
  name: text,
  /** From the order to the shelf, by the calendar; left out, it comes only when a lot of it is said to be on its way. */
  leadMin: Schema.optionalKey(between(0, 525_600))
})
export type Part = typeof Part.Type

/** So many pieces of a part. */
export const PartLine = Schema.Struct({ part: PartNo, qty: Qty })
export type PartLine = typeof PartLine.Type

/** A job a customer can ask for. Its stages follow one another. */
export const Job = Schema.Struct({
  code: JobCode,
  name: text,
  /** What it is counted with where a quota limits a group of jobs. */
  group: Schema.optionalKey(OpGroup),
  /** Finds out what is to be done: booked with other jobs it is planned alone, and they when the customer has agreed. */
  diagnosis: Schema.optionalKey(Schema.Boolean),
  /** Done where the car stands while its other jobs are, by a technician who does nothing else on it; its stages take no bay. */
  parallel: Schema.optionalKey(Schema.Boolean),
  /** What it takes from the shelf. */
  parts: Schema.optionalKey(Schema.Array(PartLine).check(Schema.isMaxLength(40))),
  stages: Schema.Array(Stage).check(Schema.isMinLength(1), Schema.isMaxLength(12))
})
export type Job = typeof Job.Type
