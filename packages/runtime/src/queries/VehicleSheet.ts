/** The file of a vehicle: all that is known of it, and where it stands at a moment. */
import { type BookingRejection, Instant, type Lifecycle, type Maintenance, Vehicle, VehicleFile, type VehicleId, Zone } from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { folded, readSite, readStreams, type Unreadable } from "./read.ts"

export interface VehicleSheet {
  readonly file: VehicleFile.File
  /** Whether anybody has looked or not; null for a car that is gone, or was never here. */
  readonly stage: Lifecycle.Stage | null
  readonly due: Maintenance.Due | null
}

export const vehicleSheet = (
  id: VehicleId,
  now: Instant.Instant
): Effect.Effect<VehicleSheet, Unreadable | BookingRejection.UnknownSite | Vehicle.UnknownVehicle, EventStore> =>
  Effect.gen(function*() {
    const [events = []] = yield* readStreams([VehicleFile.stream(id)])
    const state = folded<VehicleFile.State, VehicleFile.Event>(events, VehicleFile.tags, VehicleFile.evolve, VehicleFile.initial)
    if (state._tag === "None") return yield* new Vehicle.UnknownVehicle({ id })
    const { file } = state
    const document = yield* readSite(file.site)
    const today = Zone.localOf(document.calendar.zone, Instant.toMillis(now)).date
    const stands = file.gone === null ? Vehicle.standing(file, document, today) : undefined
    return { file, stage: stands?.stage ?? null, due: stands?.due ?? null }
  })
