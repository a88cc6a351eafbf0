/** The figures of some months, counted from the log, and who is behind them. */
import { Appointment, type BookingRejection, type Domain, Instant, Kpi, KpiMembers, KpiTally, LocalDate, type SiteId, Zone } from "@servicelane/core"
import { Clock, Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import type { Position } from "../Recorded.ts"
import { replay, type Until } from "../Replay.ts"
import { readSite, type Unreadable } from "./read.ts"

export interface KpiQuestion {
  readonly sites: ReadonlyArray<SiteId>
  /** Both inclusive. */
  readonly from: LocalDate.Month
  readonly to: LocalDate.Month
  /** Such as `K-02`; all when left out. */
  readonly kpis?: ReadonlyArray<string>
  /** As the log stood then; as it stands now when left out. */
  readonly asOf?: Until
  /** Lists the appointments behind each row. */
  readonly explain?: boolean
}

export type KpiRow = Kpi.Row & { readonly members?: ReadonlyArray<KpiMembers.Member> }

export interface KpiAnswer {
  readonly asOf: { readonly position: Position; readonly instant: Instant.Instant }
  readonly rows: ReadonlyArray<KpiRow>
}

/** Longer questions are asked in parts. */
export const maxMonths = 120

const monthsOf = (from: LocalDate.Month, to: LocalDate.Month): ReadonlyArray<LocalDate.Month> => {
  const months: Array<LocalDate.Month> = []
  let month = from
  while (month <= to && months.length < maxMonths) {
    months.push(month)
    month = LocalDate.monthOf(LocalDate.addMonths(LocalDate.firstDay(month), 1))
  }
  return months
}

const isAppointment = (event: Domain.Event): event is Appointment.Event => Appointment.tags.has(event._tag)

export const kpis = (question: KpiQuestion): Effect.Effect<KpiAnswer, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const { sites, from, to, asOf = {}, explain = false } = question
    const documents = yield* Effect.forEach(sites, readSite)
    const zones = new Map(documents.map(({ site, calendar }) => [site as string, calendar.zone]))
    const now = Instant.fromMillis(yield* Clock.currentTimeMillis)
    // Every event is read, also those that are not counted: one that this version does not know might have been.
    const { state, position } = yield* replay(KpiTally.tally, ({ event }) => isAppointment(event) ? event : undefined, asOf)
    const instant = asOf.instant ?? now
    const endOf = (site: string, month: string): Instant.Instant => {
      const zone = zones.get(site)
      const next = LocalDate.addMonths(LocalDate.firstDay(LocalDate.Month.make(month)), 1)
      return zone === undefined ? instant : Instant.fromMillis(Zone.dayStart(zone, next))
    }
    const rows = Kpi.report(state, {
      sites, months: monthsOf(from, to), endOf, asOf: instant, ...(question.kpis === undefined ? {} : { kpis: question.kpis })
    })
    const answer = { asOf: { position, instant }, rows }
    if (!explain) return answer
    const units = yield* replay(KpiMembers.units, ({ event, position: at }) => isAppointment(event) ? { event, position: at } : undefined, asOf)
    return {
      ...answer,
      rows: rows.map((row) => ({
        ...row,
        members: KpiMembers.members(units.state, row.site === Kpi.group ? sites : [row.site], row.period, row.kpi, row.measure)
      }))
    }
  })
