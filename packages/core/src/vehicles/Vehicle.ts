/** A vehicle in the care of a site: what is told of it, and what follows for its place in the lifecycle. */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import { toMillis } from "../calendar/Instant.ts"
import { LocalDate } from "../calendar/LocalDate.ts"
import { localOf } from "../calendar/Zone.ts"
import { VehicleId } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import { whole } from "../sites/Care.ts"
import { type Ask, Command } from "./Command.ts"
import { type Due, dueOf } from "./due.ts"
import { nextMove, type Stage, stageOf } from "./lifecycle.ts"
import { doubtOf, type Reading } from "./Reading.ts"
import { scheduleFor } from "./Schedule.ts"
import * as VehicleFile from "./VehicleFile.ts"

// Rejections

/** Nobody has opened a file for this vehicle. */
export class UnknownVehicle extends Schema.TaggedError<UnknownVehicle>()("UnknownVehicle", { id: VehicleId }) {
  override get message() {
    return `There is no file for the vehicle ${this.id}. Describe it first.`
  }
}

/** The car is gone: its file is closed. */
export class FileClosed extends Schema.TaggedError<FileClosed>()("FileClosed", { gone: VehicleFile.Gone }) {
  override get message() {
    return `The file is closed (${this.gone}). Reopen it if the car is there after all.`
  }
}

/** What is told has not happened yet. */
export class DateToCome extends Schema.TaggedError<DateToCome>()("DateToCome", { date: LocalDate, today: LocalDate }) {
  override get message() {
    return `${this.date} is still to come: today is ${this.today} there. Tell what has happened when it has.`
  }
}

/** A car is handed over new once. */
export class AlreadyHandedOver extends Schema.TaggedError<AlreadyHandedOver>()("AlreadyHandedOver", { date: LocalDate }) {
  override get message() {
    return `The car was handed over on ${this.date}. Set its roles if it has another owner now.`
  }
}

/** There is no such reading to correct. */
export class NoSuchReading extends Schema.TaggedError<NoSuchReading>()("NoSuchReading", {
  date: LocalDate, readings: Schema.Array(Schema.Struct({ on: LocalDate, km: Schema.Int }))
}) {
  override get message() {
    return `Nothing like that was read on ${this.date}. Known are: ${this.readings.map(({ on, km }) => `${on} ${km} km`).join(", ") || "none"}.`
  }
}

/** There is no hand-over to correct. */
export class NotHandedOver extends Schema.TaggedError<NotHandedOver>()("NotHandedOver", { id: VehicleId }) {
  override get message() {
    return `Nobody has said that the vehicle ${this.id} was handed over here. Hand it over first.`
  }
}

export type Rejection = UnknownSite | UnknownVehicle | FileClosed | DateToCome | AlreadyHandedOver | NoSuchReading | NotHandedOver

// Decide

/** What one decision knows: the site that looks after the car, and its file. */
export interface State {
  readonly site: Site.State
  readonly vehicle: VehicleFile.State
}

export type Event = Site.Event | VehicleFile.Event

type Answer = Result.Result<ReadonlyArray<VehicleFile.Event>, Rejection>

const nothing: Answer = Result.succeed([])

const decide = (command: Command, { site, vehicle }: State): Answer => {
  if (site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  const { document } = site
  const today = localOf(document.calendar.zone, toMillis(command.at)).date
  if (command._tag === "Describe") return describe(command, vehicle)
  if (vehicle._tag === "None") return Result.fail(new UnknownVehicle({ id: command.id }))
  const { file } = vehicle
  if ("date" in command && command._tag !== "SetDeadline" && command.date > today) return Result.fail(new DateToCome({ date: command.date, today }))
  if (file.gone !== null && !isStillTold(command, file.goneOn)) return Result.fail(new FileClosed({ gone: file.gone }))
  return Result.map(told(command, file, document), (facts) => [...facts, ...moved(facts.reduce(VehicleFile.evolve, vehicle), command, document, today)])
}

/** Of a car that is gone its end is told, and what was before that. */
const isStillTold = (command: Command, goneOn: LocalDate | null): boolean => {
  switch (command._tag) {
    case "ReopenFile":
    case "CloseFile":
      return true
    case "HandOver":
    case "CorrectHandOver":
    case "TakeReading":
    case "CorrectReading":
    case "RecordService":
    case "WithdrawService":
      return goneOn !== null && command.date <= goneOn
    default:
      return false
  }
}

/** What every fact about the vehicle begins with. */
const on = ({ id, site, at }: Command) => ({ id, site, at })

const describe = (command: Ask<"Describe">, vehicle: VehicleFile.State): Answer => {
  const { brand, model, plates, external = null } = command
  if (vehicle._tag === "None") return Result.succeed([{ _tag: "VehicleFileOpened", ...on(command), brand, model, plates, external }])
  const { file } = vehicle
  return Equal.equals([file.brand, file.model, file.plates], [brand, model, plates]) ? nothing : Result.succeed([{ _tag: "VehicleDescribed", ...on(command), brand, model, plates }])
}

const told = (command: Exclude<Command, { readonly _tag: "Describe" }>, file: VehicleFile.File, document: Document): Answer => {
  const about = on(command)
  const read = (reading: Reading): ReadonlyArray<VehicleFile.Event> => readingOf(command, file, reading, document)
  switch (command._tag) {
    case "HandOver": {
      const { date, km, roles, consultant = null, referrer = null } = command
      if (file.handedOver !== null) {
        return file.handedOver === date && Equal.equals(file.roles, roles) ? nothing : Result.fail(new AlreadyHandedOver({ date: file.handedOver }))
      }
      return Result.succeed([{ _tag: "VehicleHandedOver", ...about, date, roles, consultant, referrer }, ...km === undefined ? [] : read({ km, on: date, source: "hand-over" })])
    }
    case "CorrectHandOver": {
      const { date, consultant, referrer } = command
      const was = file.handedOver
      if (was === null) return Result.fail(new NotHandedOver({ id: command.id }))
      if (Equal.equals([was, file.consultant, file.referrer], [date, consultant, referrer])) return nothing
      return Result.succeed([{ _tag: "HandOverCorrected", ...about, was, date, consultant, referrer }])
    }
    case "SetRoles":
      return Equal.equals(file.roles, command.roles) ? nothing : Result.succeed([{ _tag: "VehicleRolesSet", ...about, roles: command.roles }])
    case "TakeReading":
      return Result.succeed(read({ km: command.km, on: command.date, source: command.source }))
    case "CorrectReading": {
      const { date, was, km, source } = command
      const isIt = (one: Pick<Reading, "km" | "on">): boolean => one.on === date && one.km === was
      const known = [...file.readings, ...file.doubted]
      if (file.dismissed.some(isIt) || km === was) return nothing
      if (!known.some(isIt)) return Result.fail(new NoSuchReading({ date, readings: known.map((one) => ({ on: one.on, km: one.km })) }))
      const rest = { ...file, readings: file.readings.filter((one) => !isIt(one)) }
      return Result.succeed([{ _tag: "ReadingCorrected", ...about, date, was }, ...(km === null ? [] : readingOf(command, rest, { km, on: date, source }, document))])
    }
    case "RecordService": {
      const { _tag, id: _id, site: _site, at: _at, ...service } = command
      if (file.services.some((one) => Equal.equals(one, service))) return nothing
      const { km, date, elsewhere } = service
      return Result.succeed([...(km === null ? [] : read({ km, on: date, source: elsewhere ? "customer" : "workshop" })), { _tag: "VehicleServiced", ...about, service }])
    }
    case "WithdrawService": {
      const { _tag, id: _id, site: _site, at: _at, ...service } = command
      return file.services.some((one) => Equal.equals(one, service)) ? Result.succeed([{ _tag: "ServiceWithdrawn", ...about, service }]) : nothing
    }
    case "SetDeadline":
      return file.deadlines[command.deadline] === command.date ? nothing : Result.succeed([{ _tag: "VehicleDeadlineSet", ...about, deadline: command.deadline, date: command.date }])
    case "CloseFile":
      return file.gone === command.gone && file.goneOn === command.date ? nothing : Result.succeed([{ _tag: "VehicleFileClosed", ...about, gone: command.gone, date: command.date }])
    case "ReopenFile":
      return file.gone === null ? nothing : Result.succeed([{ _tag: "VehicleFileReopened", ...about }])
    case "Review":
      return nothing
  }
}

/** Believed, or kept apart; nothing when it was told before. */
const readingOf = (command: Command, { readings, doubted, dismissed }: VehicleFile.File, reading: Reading, { care }: Document): ReadonlyArray<VehicleFile.Event> => {
  const isKnown = [...readings, ...doubted, ...dismissed].some(({ km, on: date }) => km === reading.km && date === reading.on)
  if (isKnown) return []
  const doubt = doubtOf(readings, reading, whole(care).maxKmPerDay)
  return [doubt === undefined ? { _tag: "ReadingTaken", ...on(command), reading } : { _tag: "ReadingDoubted", ...on(command), reading, doubt }]
}

/** Where a car stands on a date. */
export interface Standing {
  readonly stage: Stage
  readonly due: Due | undefined
  /** When it will stand elsewhere if nothing is told of it. */
  readonly until: LocalDate | undefined
}

/** When the car is next due, and where it stands today; undefined for one that was never here and not sold here. */
export const standing = (file: VehicleFile.File, { care }: Document, today: LocalDate): Standing | undefined => {
  if (file.seen === null) return undefined
  const { schedules, patience } = whole(care)
  const schedule = scheduleFor(schedules, file)
  const due = dueOf(file, schedule)
  const known = [file.seen, due, schedule, patience, today] as const
  return { stage: stageOf(...known), due, until: nextMove(...known) }
}

/** Where it stands now, if that is another place than was last said. */
const moved = (state: VehicleFile.State, command: Command, document: Document, today: LocalDate): ReadonlyArray<VehicleFile.Event> => {
  if (state._tag === "None" || state.file.gone !== null || state.file.seen === null) return []
  const { file } = state
  const stands = standing(file, document, today)
  if (stands === undefined || stands.stage === file.stage) return []
  return [{ _tag: "LifecycleMoved", ...on(command), from: file.stage, to: stands.stage, date: today, seen: state.file.seen.last, due: stands.due ?? null }]
}

// Streams

const isSite = (event: Event): event is Site.Event => Site.tags.has(event._tag)

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "vehicle",
  Command,
  Event: Schema.Union([...Site.events, ...VehicleFile.events]),
  initial: { site: Site.initial, vehicle: VehicleFile.initial },
  decide,
  evolve: (state, event) => isSite(event) ? { ...state, site: Site.evolve(state.site, event) } : { ...state, vehicle: VehicleFile.evolve(state.vehicle, event) },
  isTerminal: () => false,
  // The site that looks after the car judges it, wherever it is told.
  reads: ({ id, site }, { vehicle }) => [VehicleFile.stream(id), Site.stream(vehicle._tag === "Open" ? vehicle.file.site : site)],
  streamOf: (event) => isSite(event) ? Site.stream(event.site) : VehicleFile.stream(event.id)
}
