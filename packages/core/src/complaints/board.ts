/** The complaint board of a site: what waits for an answer or a solution, and what may come back. */
import { type Instant, minutesBetween, toMillis } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import type { Projection } from "../Projection.ts"
import type { Document } from "../sites/Document.ts"
import * as Complaint from "./Complaint.ts"
import { reopenUntil } from "./Redress.ts"

/** Complaints that are not settled, by id, of all sites. */
export type Board = Map<string, Complaint.State>

/** It cannot merge: what the second half of a complaint says depends on the first. */
export const board: Projection<Board, Complaint.Event> = {
  name: "complaint-board",
  version: 1,
  initial: () => new Map(),
  evolve: (complaints, event) => {
    const state = Complaint.evolve(complaints.get(event.id) ?? Complaint.initial, event)
    if (state._tag === "None" || state._tag === "Settled") complaints.delete(event.id)
    else complaints.set(event.id, state)
    return complaints
  }
}

/** An open complaint, and what is due next: the answer until there is one, then the closure. */
export interface Line extends Complaint.Case {
  readonly next: { readonly what: Complaint.Deadline; readonly by: Instant }
  /** Whole minutes until then; negative when it is over. */
  readonly leftMin: number
  readonly late: boolean
}

/** A closed complaint that can be opened again up to and including `until`. */
export interface Closed extends Complaint.Case {
  readonly closedAt: Instant
  readonly until: LocalDate
}

export interface Reading {
  /** The least time left comes first. */
  readonly open: ReadonlyArray<Line>
  /** The latest comes first. */
  readonly reopenable: ReadonlyArray<Closed>
  readonly counts: {
    readonly open: number
    readonly late: number
    readonly unanswered: number
    readonly unassigned: number
    /** Open again, after the customer had accepted something. */
    readonly reopened: number
    readonly reopenable: number
  }
}

const nextOf = ({ answered, answerBy, closeBy }: Complaint.Case): Line["next"] =>
  answered === null && answerBy < closeBy ? { what: "answer", by: answerBy } : { what: "closure", by: closeBy }

/** An open complaint as it stands at a moment. */
export const lineOf = (complaint: Complaint.Case, now: Instant): Line => {
  const next = nextOf(complaint)
  return { ...complaint, next, leftMin: Math.floor(minutesBetween(now, next.by)), late: next.by <= now }
}

const order = (a: readonly [string, string], b: readonly [string, string]): number => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1

/** The board of one site at a moment; empty when nobody has anything to complain of. */
export const read = (complaints: Board, document: Document, now: Instant): Reading => {
  const today = localOf(document.calendar.zone, toMillis(now)).date
  const here = [...complaints.values()].flatMap((state) => state._tag === "None" || state.complaint.site !== document.site ? [] : [state])
  const open = here.flatMap((state) => state._tag === "Open" ? [lineOf(state.complaint, now)] : [])
    .sort((a, b) => order([a.next.by, a.id], [b.next.by, b.id]))
  const reopenable = here.flatMap((state): ReadonlyArray<Closed> => {
    if (state._tag !== "Closed") return []
    const until = reopenUntil(document, state.at)
    return today <= until ? [{ ...state.complaint, closedAt: state.at, until }] : []
  }).sort((a, b) => order([b.closedAt, b.id], [a.closedAt, a.id]))
  const count = (is: (line: Line) => boolean): number => open.filter(is).length
  return {
    open,
    reopenable,
    counts: {
      open: open.length,
      late: count(({ late }) => late),
      unanswered: count(({ answered }) => answered === null),
      unassigned: count(({ owner }) => owner === null),
      reopened: count(({ reopened }) => reopened.length > 0),
      reopenable: reopenable.length
    }
  }
}
