/** A workshop with several cars in it, each of which meets what the others have left. */
import { Booking, type BookingCommand, Cars, fold, Parts, Site } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { book, corner, friday10 } from "./corner.ts"

/** The corner workshop, changed. */
export const changed = (more: Record<string, unknown> = {}): Site.Document => Schema.decodeUnknownSync(Site.Document)({ ...corner, ...more })

export const opened = (document: Site.Document): Cars.State => ({ ...Cars.aggregate.initial, site: { _tag: "Open", document } })

/** The same cars under another document. */
export const under = (document: Site.Document, state: Cars.State): Cars.State => ({ ...state, site: { _tag: "Open", document } })

/** What a command about one of them meets. */
export const seenBy = (state: Cars.State, id: string): Booking.State => ({ ...state, appointment: state.appointments[id] ?? Booking.aggregate.initial.appointment })

/** After all of these, none of which was refused. */
export const after = (state: Cars.State, ...commands: ReadonlyArray<BookingCommand.Command>): Cars.State =>
  commands.reduce((known, command) => fold(Cars.aggregate, Result.getOrThrow(Booking.aggregate.decide(command, seenBy(known, command.id))), known), state)

export const desk = (state: Cars.State, command: BookingCommand.Command) => given(Booking.aggregate, [], seenBy(state, command.id)).when(command)

const holderOf = (command: Parts.Command): string => "holder" in command ? command.holder : ""

/** After what the parts department has said. */
export const stocked = (state: Cars.State, ...commands: ReadonlyArray<Parts.Command>): Cars.State =>
  commands.reduce((known, command) => fold(Cars.aggregate, Result.getOrThrow(Parts.aggregate.decide(command, seenBy(known, holderOf(command)))), known), state)

export const shelf = (state: Cars.State, command: Parts.Command) => given(Parts.aggregate, [], seenBy(state, holderOf(command))).when(command)

/** A car that is left on Monday, from a wall-clock time on. */
export const drop = (id: string, time: string, more: Record<string, unknown> = {}, at = friday10): BookingCommand.Command =>
  book(at, { transport: "drop", arriveAt: { date: "2026-09-21", time }, ...more }, id)

/** So many cars of an hour each, from nine o'clock on. */
export const many = (count: number): ReadonlyArray<BookingCommand.Command> =>
  Array.from({ length: count }, (_, i) => drop(`a${i}`, `${String(9 + Math.floor(i / 2)).padStart(2, "0")}:${i % 2 === 0 ? "00" : "30"}`))
