/** How a campaign stands: its steps against their days, its cars, and how many have come. */
import { firstDay, type LocalDate } from "../calendar/LocalDate.ts"
import type { AppointmentId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import { type Deadlines, lastDay, type ListMonth, StepName } from "./clock.ts"
import { booked, came as cameOf, type Coming } from "./coming.ts"
import { type Because, type Line, listOf, lockedOf, type Plan, type Reason, type State, type Trim, type WhyNot } from "./DueList.ts"

/** Done in time or late; still open, or missed so far. */
export type StepState = "in-time" | "late" | "open" | "missed"

export interface StepLine {
  readonly step: StepName
  readonly aim: LocalDate
  readonly by: LocalDate
  readonly done: LocalDate | null
  readonly state: StepState
}

/** A car came, has an appointment, gave a reason, is off the list, or nothing is known of it yet. */
export type CarState =
  | { readonly _tag: "Came"; readonly date: LocalDate }
  | { readonly _tag: "Trimmed"; readonly trim: Trim }
  | { readonly _tag: "Booked"; readonly appointment: AppointmentId; readonly date: LocalDate }
  | { readonly _tag: "Refused"; readonly reason: Reason }
  | { readonly _tag: "Waiting" }

export interface CarLine extends Line {
  readonly state: CarState
  readonly checked: boolean
}

export interface Sheet {
  readonly month: ListMonth
  readonly state: State["_tag"]
  readonly steps: ReadonlyArray<StepLine>
  readonly lines: ReadonlyArray<CarLine>
  readonly listed: number
  readonly trimmed: number
  readonly checked: number
  /** Came from the lock to the end of the month (K-07), and in the month alone. */
  readonly came: number
  readonly inMonth: number
  readonly booked: number
  readonly reasons: ReadonlyArray<{ readonly reason: WhyNot; readonly n: number }>
  readonly left: ReadonlyArray<{ readonly because: Because; readonly n: number }>
  readonly plan: Plan | null
  readonly comePct: number
  /** Fewer came than shall: for good, or while the month still runs. */
  readonly alarm: "none" | "below-so-far" | "below"
}

const counted = <A extends string>(all: ReadonlyArray<A>): ReadonlyArray<readonly [A, number]> =>
  [...Map.groupBy(all, (one) => one)].map(([one, { length }]) => [one, length] as const).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))

const doneOn = (state: State, step: StepName): LocalDate | null => {
  switch (step) {
    case "lock":
      return lockedOf(state)?.date ?? null
    case "print":
      return "printed" in state ? state.printed : null
    case "mail":
      return "mailed" in state ? state.mailed : null
    case "plan":
      return state._tag === "Mailed" ? state.plan?.date ?? null : null
  }
}

const stepState = (done: LocalDate | null, by: LocalDate, today: LocalDate): StepState => {
  if (done !== null) return done <= by ? "in-time" : "late"
  return today <= by ? "open" : "missed"
}

export const sheet = ({ care }: Pick<Document, "care">, days: Deadlines, month: ListMonth, state: State, coming: Coming, today: LocalDate): Sheet => {
  const { comePct } = whole(care).campaigns
  const list = listOf(state)
  const locked = lockedOf(state)
  const lines = Object.values(list?.lines ?? {}).sort((a, b) => a.due.on < b.due.on ? -1 : a.due.on > b.due.on ? 1 : a.vehicle < b.vehicle ? -1 : 1)
  const arrived = cameOf(coming)
  const appointments = booked({ lines: list?.lines ?? {}, month }, coming)
  const reasons = state._tag === "Mailed" ? state.reasons : {}
  const stateOf = ({ vehicle }: Line): CarState => {
    const [date, trim, appointment, reason] = [arrived.get(vehicle), locked?.trims[vehicle], appointments.get(vehicle), reasons[vehicle]]
    if (date !== undefined) return { _tag: "Came", date }
    if (trim !== undefined) return { _tag: "Trimmed", trim }
    if (appointment !== undefined) return { _tag: "Booked", ...appointment }
    return reason === undefined ? { _tag: "Waiting" } : { _tag: "Refused", reason }
  }
  const came = arrived.size
  const isBelow = locked !== undefined && lines.length > 0 && came * 100 < comePct * lines.length
  return {
    month,
    state: state._tag,
    steps: StepName.literals.map((step) => {
      const { aim, by } = days[step]
      const done = doneOn(state, step)
      return { step, aim, by, done, state: stepState(done, by, today) }
    }),
    lines: lines.map((line) => ({ ...line, state: stateOf(line), checked: list?.checks[line.vehicle] !== undefined })),
    listed: lines.length,
    trimmed: Object.keys(locked?.trims ?? {}).length,
    checked: lines.filter(({ vehicle }) => list?.checks[vehicle] !== undefined).length,
    came,
    inMonth: cameOf(coming, firstDay(month)).size,
    booked: appointments.size,
    reasons: counted(Object.values(reasons).map(({ reason }) => reason)).map(([reason, n]) => ({ reason, n })),
    left: counted(Object.values(list?.left ?? {})).map(([because, n]) => ({ because, n })),
    plan: state._tag === "Mailed" ? state.plan : null,
    comePct,
    alarm: !isBelow || today < firstDay(month) ? "none" : today > lastDay(month) ? "below" : "below-so-far"
  }
}
