/** A car that is received has a file from then on, and one whose file was closed is there after all (S2-11). */
import type * as Domain from "../Domain.ts"
import type { VehicleId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Plates } from "../vehicles/VehicleFile.ts"
import type { Ask } from "./Ask.ts"

interface State {
  /** Whether the file of a car is closed. */
  readonly files: Map<VehicleId, boolean>
  /** Of cars that are booked, by the id of the appointment and of its visit. */
  readonly plates: Map<string, Plates>
  readonly cars: Map<string, VehicleId>
}

/** What nobody has written down yet; somebody describes the car better. */
const unnamed = "unknown"

const react = (event: Domain.Event, { files, plates, cars }: State): ReadonlyArray<Ask> => {
  if (event._tag !== "VisitReceived") return []
  const { id: visit, site, customer, at } = event
  const vehicle = event.vehicle ?? cars.get(visit)
  if (vehicle === undefined) return []
  const about = { id: vehicle, site, at }
  if (files.get(vehicle) === true) return [{ aggregate: "vehicle", command: { _tag: "ReopenFile", ...about } }]
  return files.has(vehicle) ? [] : [
    { aggregate: "vehicle", command: { _tag: "Describe", ...about, brand: unnamed, model: unnamed, plates: plates.get(visit) ?? {} } },
    { aggregate: "vehicle", command: { _tag: "SetRoles", ...about, roles: { owner: customer } } }
  ]
}

export const vehicleFiles: Process<State, Domain.Event, Ask> = {
  name: "vehicle-files",
  initial: () => ({ files: new Map(), plates: new Map(), cars: new Map() }),
  evolve: (state, event) => {
    const { files, plates, cars } = state
    switch (event._tag) {
      case "VehicleFileOpened":
      case "VehicleFileReopened":
        files.set(event.id, false)
        break
      case "VehicleFileClosed":
        files.set(event.id, true)
        break
      case "AppointmentBooked":
      case "WalkedIn":
      case "ContactCorrected":
        if (event.vehicle === null) break
        cars.set(event.id, event.vehicle)
        if (event.contact.plate !== undefined && event.contact.plate.length <= 20) plates.set(event.id, { plate: event.contact.plate })
        break
      case "VisitDelivered":
      case "VisitAbandoned":
      case "AppointmentCancelled":
        plates.delete(event.id)
        cars.delete(event.id)
    }
    return state
  },
  react,
  due: () => []
}
