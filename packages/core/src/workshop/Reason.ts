/** Why a car cannot come then: each reason a code that programs read and a sentence that people read. */
import { Schema } from "effect"

/** Of equally frequent reasons the first of these binds. */
export const codes = [
  "job_not_offered",
  "closed",
  "outside_window",
  "past",
  "notice_too_short",
  "parts_missing",
  "advisor_away",
  "advisor_busy",
  "advisor_full",
  "quota_full",
  "hours_full",
  "loaners_out",
  "reserved_for_walk_ins",
  "bays_full",
  "technician_unqualified",
  "technician_away",
  "technician_busy",
  "bay_unsuitable",
  "bay_away",
  "bay_busy",
  "out_of_order",
  "wait_too_long",
  "too_late_today",
  "takes_too_long"
] as const

export const ReasonCode = Schema.Literals(codes)
export type ReasonCode = typeof ReasonCode.Type

/** `about` names the resource, skill or bay type concerned; `freeMin` the minutes that are left of it. */
export const Reason = Schema.Struct({
  code: ReasonCode,
  about: Schema.optionalKey(Schema.String),
  freeMin: Schema.optionalKey(Schema.Int)
})
export type Reason = typeof Reason.Type

const sentences: Readonly<Record<ReasonCode, string>> = {
  job_not_offered: "the site does not do this",
  closed: "the site is closed then",
  past: "that time is over",
  notice_too_short: "it is too soon to prepare",
  outside_window: "it is outside the times asked for",
  parts_missing: "not all parts are here by then",
  advisor_away: "the advisor does not receive cars then",
  advisor_busy: "every advisor already receives another car then",
  advisor_full: "every advisor already receives as many cars that day as may be",
  quota_full: "no more cars of this kind are taken that day",
  hours_full: "the technicians' hours that are left do not suffice",
  loaners_out: "no loaner is free for as long as the car is here",
  reserved_for_walk_ins: "the hours left that day are kept for walk-ins",
  bays_full: "the bays' hours that are left do not suffice",
  technician_unqualified: "the technician lacks the skill",
  technician_away: "the technician is not at work then",
  technician_busy: "no technician with the skill is free in time",
  bay_unsuitable: "the bay is of another type",
  bay_away: "the bay cannot be used then",
  bay_busy: "no bay of the type is free in time",
  out_of_order: "the stages do not follow one another as the job demands",
  wait_too_long: "the customer would wait longer than is asked of anybody",
  too_late_today: "the work would not be finished that day",
  takes_too_long: "the work would not be finished within the days a visit may last"
}

export const sentence = ({ code, about }: Reason): string => about === undefined ? sentences[code] : `${sentences[code]} (${about})`
