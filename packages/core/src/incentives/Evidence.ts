/** What somebody saw of the work of the staff, and a second person with them; and the figures of a month. */
import { Schema } from "effect"
import { LocalDate } from "../calendar/LocalDate.ts"
import { CallbackId, ComplaintId, CustomerId, EvidenceId, GroupId, StaffId, VisitId } from "../Ids.ts"
import { Measure } from "./Rules.ts"

const staff = { staff: StaffId }

export const Seen = Schema.Union([
  /** So many flyers that recommend booking, by one or several of the group (S0-29). */
  Schema.TaggedStruct("FlyersHandedOut", { group: GroupId, count: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })) }),
  /** A customer was not asked whether they had booked (S0-26, S0-30). */
  Schema.TaggedStruct("NotAsked", { ...staff, customer: Schema.NullOr(CustomerId) }),
  /** By a customer, in the callback after the visit (S3-13). */
  Schema.TaggedStruct("Praised", { ...staff, callback: CallbackId }),
  Schema.TaggedStruct("BadMood", { ...staff, customer: Schema.NullOr(CustomerId) }),
  /** The first of a month is a warning (S3-14). */
  Schema.TaggedStruct("SlackReception", { ...staff, customer: Schema.NullOr(CustomerId) }),
  /** A customer complained directly about their service (S3-16). */
  Schema.TaggedStruct("ComplainedAbout", { ...staff, complaint: ComplaintId }),
  /** The customer had no message on the day the car was fetched (S3-17). */
  Schema.TaggedStruct("SmsMissing", { ...staff, visit: VisitId })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Seen = typeof Seen.Type

/** Ids or positions of the events that something rests on. */
export const Rests = Schema.Array(Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$/u, { message: "expected the id, stream or position of an event" }))).check(Schema.isMaxLength(50))

export const Evidence = Schema.Struct({
  evidence: EvidenceId,
  date: LocalDate,
  seen: Seen,
  /** Who entered it, and who saw it too. */
  by: StaffId,
  witness: StaffId,
  rests: Rests
})
export type Evidence = typeof Evidence.Type

const count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 }))

const share = { num: count, den: count, rests: Rests }

const isPart = Schema.makeFilter(({ num, den }: { readonly num: number; readonly den: number }) => num <= den || "expected no more than there are")

const once = <A>(of: (row: A) => string) =>
  Schema.makeFilter((rows: ReadonlyArray<A>) => new Set(rows.map(of)).size === rows.length || "expected each only once")

const ofGroups = Schema.Array(Schema.Struct({ group: GroupId, ...share }).check(isPart)).check(Schema.isMaxLength(50), once(({ group }) => group))

/** What is counted over the whole month, as counts, with what that rests on. */
export const Figures = Schema.Struct({
  /** K-01 by group: visits by appointment of all visits. */
  appointments: ofGroups,
  /** K-23 by group: callbacks that say booking was recommended, of those who were asked. */
  recommendations: ofGroups,
  /** K-24 by advisor: KPI parts, and maintenance units; there may be more parts than units. */
  kpiParts: Schema.Array(Schema.Struct({ advisor: StaffId, ...share })).check(Schema.isMaxLength(500), once(({ advisor }) => advisor)),
  /** What advisors reached of their targets. */
  results: Schema.Array(Schema.Struct({ advisor: StaffId, measure: Measure, actual: Schema.Int, rests: Rests })).check(Schema.isMaxLength(2_000), once(({ advisor, measure }) => `${measure} ${advisor}`))
})
export type Figures = typeof Figures.Type

/** Nothing has been counted yet. */
export const noFigures: Figures = { appointments: [], recommendations: [], kpiParts: [], results: [] }

/** Whom it is about, if it is one person. */
export const staffOf = (seen: Seen): StaffId | undefined => seen._tag === "FlyersHandedOut" ? undefined : seen.staff

/** What names the occasion, so that nobody pays for one thing twice; undefined when nothing does. */
export const occasionOf = ({ seen, date }: Pick<Evidence, "seen" | "date">): string | undefined => {
  switch (seen._tag) {
    case "FlyersHandedOut":
      return undefined
    case "Praised":
      return `${seen._tag} ${seen.staff} ${seen.callback}`
    case "ComplainedAbout":
      return `${seen._tag} ${seen.staff} ${seen.complaint}`
    case "SmsMissing":
      return `${seen._tag} ${seen.staff} ${seen.visit}`
    default:
      return seen.customer === null ? undefined : `${seen._tag} ${seen.staff} ${seen.customer} ${date}`
  }
}
