/** What a visit will take from the workshop, minute by minute, and what the customer is told. */
import { Schema } from "effect"
import { Instant, toMillis } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { LocalTime } from "../calendar/LocalTime.ts"
import { localOf, Zone } from "../calendar/Zone.ts"
import { AdvisorId, BayId, BayType, JobCode, LoanerId, OpGroup, TechnicianId } from "../Ids.ts"
import { Channel } from "../sites/Channel.ts"
import { PartLine, Stage } from "../sites/Resources.ts"
import { Transport } from "../sites/Transport.ts"

/** What is left over may be more than a job is ever planned for. */
const minutes = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))

/**
 * One stage of the work. With a technician or bay it takes exactly `start` to `end` of them; without, it takes its
 * minutes from the day's hours, somewhere between `start` and `end`.
 */
export const PlannedStage = Schema.Struct({
  name: Stage.fields.name,
  start: Instant,
  end: Instant,
  technician: Schema.optionalKey(TechnicianId),
  bay: Schema.optionalKey(BayId),
  skill: Stage.fields.skill,
  bayType: Schema.optionalKey(BayType),
  flagMin: minutes,
  /** Clock minutes in the bay. */
  elapsedMin: minutes,
  /** Done beside the others of the visit: stages of one number follow one another, and those without. */
  beside: Schema.optionalKey(Schema.Int)
})
export type PlannedStage = typeof PlannedStage.Type

/** The capacity a visit takes. Without an advisor nobody receives the car, which only an override may say. */
export const Use = Schema.Struct({
  arriveAt: Instant,
  advisor: Schema.NullOr(AdvisorId),
  stages: Schema.Array(PlannedStage),
  /** The car the customer drives meanwhile, until it is back and ready for the next. */
  loaner: Schema.optionalKey(Schema.Struct({ id: LoanerId, from: Instant, to: Instant })),
  /** What the car counts as where a quota limits how many come; another system may not tell. */
  transport: Schema.optionalKey(Transport),
  channel: Schema.optionalKey(Channel),
  /** It came without an appointment, and has the hours that are kept for such cars. */
  walkIn: Schema.optionalKey(Schema.Literal(true)),
  groups: Schema.optionalKey(Schema.Array(OpGroup))
})
export type Use = typeof Use.Type

export const Plan = Schema.Struct({
  ...Use.fields,
  /** The arrival as it was agreed, on the site's wall. Should the zone's rules change, this is what counts. */
  localDate: LocalDate,
  localTime: LocalTime,
  zone: Zone,
  jobs: Schema.Array(JobCode),
  /** Jobs that are planned when the customer has agreed to what the diagnosis finds. */
  onApproval: Schema.optionalKey(Schema.Array(JobCode)),
  transport: Transport,
  /** The dates it takes capacity on, ascending, where they are more than the arrival's. */
  dates: Schema.optionalKey(Schema.Array(LocalDate)),
  /** What is kept for it on the shelf. */
  parts: Schema.optionalKey(Schema.Array(PartLine)),
  /** When the customer is told the car will be ready. */
  promisedAt: Instant,
  /** True when the calendar of that date is not yet official. */
  provisional: Schema.Boolean
})
export type Plan = typeof Plan.Type

/** The dates a plan takes capacity on, ascending. */
export const datesOf = ({ localDate, dates }: Plan): ReadonlyArray<LocalDate> => dates ?? [localDate]

/** What the daybook of a date keeps of a plan. */
export const useOf = (plan: Plan, date = plan.localDate): Use => {
  const { arriveAt, advisor, stages, transport, channel, walkIn, groups, loaner, zone, dates } = plan
  return {
    arriveAt,
    advisor,
    stages: dates === undefined ? stages : stages.filter(({ start }) => localOf(zone, toMillis(start)).date === date),
    transport,
    ...(loaner === undefined ? {} : { loaner }),
    ...(channel === undefined ? {} : { channel }),
    ...(walkIn === undefined ? {} : { walkIn }),
    ...(groups === undefined ? {} : { groups })
  }
}
