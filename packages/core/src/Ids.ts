import { Schema } from "effect"

const id = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/u, {
    message: "expected 1 to 64 letters, digits, '.', '_', ':' or '-', beginning with a letter or digit"
  })
)

/** A dealership site. Opaque, like every id here: never a name, number, plate or VIN. */
export const SiteId = id.pipe(Schema.brand("SiteId"))
export type SiteId = typeof SiteId.Type

export const AppointmentId = id.pipe(Schema.brand("AppointmentId"))
export type AppointmentId = typeof AppointmentId.Type

export const CustomerId = id.pipe(Schema.brand("CustomerId"))
export type CustomerId = typeof CustomerId.Type

export const VehicleId = id.pipe(Schema.brand("VehicleId"))
export type VehicleId = typeof VehicleId.Type

/** Somebody who works for the dealership, such as a sales consultant. */
export const StaffId = id.pipe(Schema.brand("StaffId"))
export type StaffId = typeof StaffId.Type

export const AdvisorId = id.pipe(Schema.brand("AdvisorId"))
export type AdvisorId = typeof AdvisorId.Type

export const TechnicianId = id.pipe(Schema.brand("TechnicianId"))
export type TechnicianId = typeof TechnicianId.Type

export const BayId = id.pipe(Schema.brand("BayId"))
export type BayId = typeof BayId.Type

/** A visit has the id of its appointment, or of its walk-in; one of another system has an id of its own. */
export const VisitId = id.pipe(Schema.brand("VisitId"))
export type VisitId = typeof VisitId.Type

export const CallbackId = id.pipe(Schema.brand("CallbackId"))
export type CallbackId = typeof CallbackId.Type

export const ComplaintId = id.pipe(Schema.brand("ComplaintId"))
export type ComplaintId = typeof ComplaintId.Type

export const MessageId = id.pipe(Schema.brand("MessageId"))
export type MessageId = typeof MessageId.Type

/** A gift that a site hands out, as its document lists it. */
export const GiftCode = id.pipe(Schema.brand("GiftCode"))
export type GiftCode = typeof GiftCode.Type

/** A movement of points or credit, or an entry of a scorecard. */
export const EntryId = id.pipe(Schema.brand("EntryId"))
export type EntryId = typeof EntryId.Type

/** Something about the work of the staff that somebody saw. */
export const EvidenceId = id.pipe(Schema.brand("EvidenceId"))
export type EvidenceId = typeof EvidenceId.Type

/** A group of advisors, whose work is counted together. */
export const GroupId = id.pipe(Schema.brand("GroupId"))
export type GroupId = typeof GroupId.Type

export const ProposalId = id.pipe(Schema.brand("ProposalId"))
export type ProposalId = typeof ProposalId.Type

/** One customer's answers to a survey. */
export const SurveyId = id.pipe(Schema.brand("SurveyId"))
export type SurveyId = typeof SurveyId.Type

/** A line of an estimate, or of work that was found while the car is here. */
export const LineId = id.pipe(Schema.brand("LineId"))
export type LineId = typeof LineId.Type

/** What belongs together when a fault comes back, such as `brakes-noise`. */
export const Symptom = id.pipe(Schema.brand("Symptom"))
export type Symptom = typeof Symptom.Type

/** The code of a job template, such as `service-5000`. */
export const JobCode = id.pipe(Schema.brand("JobCode"))
export type JobCode = typeof JobCode.Type

/** A technician's trade, such as `mechanical` or `body`. */
export const Skill = id.pipe(Schema.brand("Skill"))
export type Skill = typeof Skill.Type

/** What a bay is equipped for, such as `lift` or `alignment`. */
export const BayType = id.pipe(Schema.brand("BayType"))
export type BayType = typeof BayType.Type

/** What belongs together when cars are counted, such as `body` or `tyres`. */
export const OpGroup = id.pipe(Schema.brand("OpGroup"))
export type OpGroup = typeof OpGroup.Type

export const QuotaId = id.pipe(Schema.brand("QuotaId"))
export type QuotaId = typeof QuotaId.Type

export const LoanerId = id.pipe(Schema.brand("LoanerId"))
export type LoanerId = typeof LoanerId.Type

/** The number of a part, as the site's own list has it. */
export const PartNo = id.pipe(Schema.brand("PartNo"))
export type PartNo = typeof PartNo.Type

/** Some pieces of a part that are on their way together. */
export const LotId = id.pipe(Schema.brand("LotId"))
export type LotId = typeof LotId.Type

export const AbsenceId = id.pipe(Schema.brand("AbsenceId"))
export type AbsenceId = typeof AbsenceId.Type

/**
 * A stream of events: `site/{site}`, `daybook/{site}/{date}`, `part/{site}/{no}`, `waitlist/{site}`, `appointment/{id}`, `vehicle/{id}`,
 * `customer/{id}`, `visit/{id}`, `floor/{site}/{date}`, `callback/{id}`, `complaint/{id}`, `message/{id}`, `duelist/{site}/{month}`,
 * `survey/{id}`, `results/{site}/{survey}:{period}`, `audit/{site}/{advisor}`, `loyalty/{site}/{customer}`, `gifts/{site}`,
 * `club/{site}/{customer}`, `cards/{site}`, `incentives/{site}/{month}`.
 */
export const StreamId = Schema.String.check(Schema.isPattern(/^[a-z]+(\/[A-Za-z0-9._:-]{1,64}){1,2}$/u)).pipe(Schema.brand("StreamId"))
export type StreamId = typeof StreamId.Type

/** The stream of a kind, named by ids that were checked when they came in. */
export const streamId = (kind: string, ...ids: ReadonlyArray<string>): StreamId => StreamId.make([kind, ...ids].join("/"), { disableChecks: true })

/** The same thing in another system, such as a DMS. */
export const ExternalRef = Schema.Struct({
  system: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(64)),
  id: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(128))
})
export type ExternalRef = typeof ExternalRef.Type
