/** What those who act in a simulation share: the site, chance, the agenda, and the one way to say something. */
import { type Aggregate, Instant, type LocalDate, type Site, type SiteId, Zone } from "@servicelane/core"
import type { CommandHandler, Handled } from "@servicelane/runtime"
import { Effect } from "effect"
import type { Answer, Services } from "../run.ts"
import type { Agenda } from "./Agenda.ts"
import type { Dice } from "./dice.ts"
import type { Driver } from "./people.ts"
import type { Watch } from "./watch.ts"

export const minute = 60_000
export const hour = 60 * minute

export interface World {
  readonly document: Site.Document
  readonly site: SiteId
  readonly zone: Zone.Zone
  /** What tells the ids of one simulation from those of another. */
  readonly tag: string
  readonly chance: Dice
  readonly agenda: Agenda<Services>
  readonly watch: Watch
  /** Whose cars the house knows. */
  readonly drivers: Array<Driver>
  /** Says it in the name of the simulation, under the next number. */
  readonly send: <Command extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection>(
    aggregate: Aggregate<Command, State, Event, Rejection>,
    command: Command
  ) => Effect.Effect<Handled, Rejection | CommandHandler.Failure, CommandHandler.CommandHandler>
}

/** The wall-clock time of a date, as milliseconds since 1970. */
export const wall = ({ zone }: World, date: LocalDate.LocalDate, minutes: number): number => Zone.instantOf(zone, date, minutes)

export const dateOf = ({ zone }: World, at: number): LocalDate.LocalDate => Zone.localOf(zone, at).date

/** What every command begins with. */
export const on = <Id>({ site }: World, id: Id, at: number): { readonly id: Id; readonly site: SiteId; readonly at: Instant.Instant } => ({ id, site, at: Instant.fromMillis(at) })

/** What is nobody's answer, and stops a simulation. */
const faults: ReadonlySet<string> = new Set(["StoreUnavailable", "Busy", "UnknownEvent", "CorruptEvent", "CommandReused"])

/** A refusal is an answer, and in a simulation nobody's fault. */
export const orElse = <A, E extends Answer, R>(effect: Effect.Effect<A, E, R>, instead: Effect.Effect<unknown, E, R>): Effect.Effect<unknown, E, R> =>
  Effect.catchIf(effect, ({ _tag }) => !faults.has(_tag), () => instead)
