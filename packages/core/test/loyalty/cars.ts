/** Booked cars that come, or do not, and gifts for them. */
import { Appointment, type GiftFile, Gifts, Instant, LocalDate, Site } from "@servicelane/core"
import { Result, Schema } from "effect"
import { corner } from "../appointments/corner.ts"

export const day = (n: number): LocalDate.LocalDate => LocalDate.addDays(LocalDate.LocalDate.make("2026-09-01"), n)

const at = (date: string, time: string): Instant.Instant => Instant.Instant.make(`${date}T${time}:00.000Z`)

/** The corner workshop, which offers cash and counts as its own gifts what the standard has. */
export const shop = (loyalty: Record<string, unknown> = {}): ReadonlyArray<Site.Event> => {
  const document = Schema.decodeUnknownSync(Site.Document)({
    ...corner, care: { schedules: [], loyalty: { gifts, streak: 4, cash: { minor: 10_000, currency: "CNY" }, club, ...loyalty } }
  })
  return Result.getOrThrow(Site.aggregate.decide(Site.apply(document, at("2026-08-01", "00:00")), Site.initial))
}

const yuan = (amount: number) => ({ minor: amount * 100, currency: "CNY" })

const gifts = [{ code: "umbrella", name: "Umbrella" }, { code: "thermos", name: "Thermos flask" }, { code: "kit", name: "Emergency kit", upgraded: true }]

export const club = {
  types: ["club", "founder"], fee: yuan(200), prepayment: yuan(3_000), months: 12, earn: { every: yuan(10), points: 1 }, pointMonths: 24,
  activities: [{ code: "tour", name: "Tour", points: 50 }], rewards: [{ code: "car-wash", name: "Car wash", points: 40 }, { code: "service", name: "A service", points: 300 }]
}

type Fact = Appointment.Event

const fact = (_tag: string, n: number, more: Record<string, unknown>, time = "07:00"): Fact =>
  Schema.decodeUnknownSync(Appointment.Event)({ _tag, id: `a${n}`, site: "corner", at: at(day(n), time), ...more })

const due = (n: number) => ({ date: day(n), time: at(day(n), "07:00"), bookedAt: at("2026-08-20", "10:00"), confirmedAt: null })

/** Appointment `n` is due on day `n`. */
export const booked = (n: number, customer = "li"): Fact =>
  fact("AppointmentImported", n, { customer, vehicle: null, channel: "telephone", job: null, due: due(n), external: { system: "dms", id: `a${n}` }, contact: {} }, "06:00")

export const came = (n: number, punctuality: Appointment.Punctuality | null = "on-time"): Fact =>
  fact("AppointmentArrived", n, { arrivedAt: punctuality === null ? null : at(day(n), "07:00"), punctuality, due: due(n) })

export const missed = (n: number): Fact => fact("NoShowRecorded", n, { due: due(n) })
export const reversed = (n: number): Fact => fact("NoShowReversed", n, { why: "it was there", due: due(n) })
export const corrected = (n: number): Fact => fact("ArrivalCorrected", n, { was: null, punctualityWas: null, why: "another car", due: due(n) })
export const renamed = (n: number, customer: string): Fact => fact("ContactCorrected", n, { customer, vehicle: null, contact: {} })
export const cancelled = (n: number): Fact => fact("AppointmentCancelled", n, { by: "customer", late: true, cancelledAt: at(day(n), "06:30"), due: due(n) })

const plan = {
  arriveAt: at(day(0), "07:00"), localDate: day(0), localTime: "09:00", advisor: null, jobs: [], stages: [], promisedAt: at(day(0), "12:00"), transport: "wait", zone: "Europe/Berlin", provisional: false
}

export const walkedIn = (n: number): Fact => fact("WalkedIn", n, { customer: "li", vehicle: null, plan, contact: {} })

export const ask = (_tag: string, n: number, more: Record<string, unknown> = {}): Gifts.Command =>
  Schema.decodeUnknownSync(Gifts.Command)({ _tag, site: "corner", at: at(day(n), "08:00"), appointment: `a${n}`, ...more })

export const attend = (n: number): Gifts.Command => ask("Attend", n)
export const give = (n: number, gift = "umbrella", more: Record<string, unknown> = {}): Gifts.Command => ask("GiveGift", n, { gift, by: "sun", ...more })

export const isGift = (event: Gifts.Event): event is GiftFile.Event => "customer" in event && ["AttendanceNoted", "AttendanceWithdrawn", "GiftGiven", "GiftTakenBack"].includes(event._tag)
