/** Whether a car belongs on the due list of a month, and what that rests on. */
import type { LocalDate } from "../calendar/LocalDate.ts"
import type { Document } from "../sites/Document.ts"
import { standing } from "../vehicles/Vehicle.ts"
import type { File } from "../vehicles/VehicleFile.ts"
import { lastDay, type ListMonth } from "./clock.ts"
import { type Because, type Line, lockedOf, type State } from "./DueList.ts"

export interface Asked {
  readonly document: Document
  readonly month: ListMonth
  readonly today: LocalDate
  /** The lists of the months before, as many as a car is left alone after it was invited. */
  readonly before: ReadonlyArray<State>
}

/** `due`: when it is, if that is known. */
export interface Left {
  readonly _tag: "Left"
  readonly because: Because
  readonly due: LocalDate | null
}

export type Listing = { readonly _tag: "Listed"; readonly line: Line } | Left

const left = (because: Because, due: LocalDate | null = null): Listing => ({ _tag: "Left", because, due })

/**
 * A car belongs on the list when it is due by the end of the month, and was on none of the lists just before it for the same
 * maintenance: whoever does not come is invited again after some months (S2-03), and whoever becomes due after a list was
 * locked is on the next one.
 */
export const listing = (file: File, { document, month, today, before }: Asked): Listing => {
  if (file.site !== document.site) return left("other-site")
  const stands = standing(file, document, today)
  const since = file.maintained?.on ?? file.handedOver
  if (stands?.due === undefined || since === null) return left("no-basis")
  const { due, stage } = stands
  if (due.on > lastDay(month)) return left("not-due", due.on)
  if (file.gone !== null) return left("gone", due.on)
  if (file.roles === null) return left("no-owner", due.on)
  if (stage === "lost") return left("lost", due.on)
  if (before.some((list) => lockedOf(list)?.lines[file.id]?.since === since)) return left("prompted", due.on)
  const { owner, driver } = file.roles
  return { _tag: "Listed", line: { vehicle: file.id, customer: driver ?? owner, owner, since, due } }
}
