/** Whose cars are whose, from the files of vehicles. */
import type { CustomerId, VehicleId } from "../Ids.ts"
import type { Projection } from "../Projection.ts"
import * as VehicleFile from "../vehicles/VehicleFile.ts"

/** What is known of a car so far; what was never said is left out. */
interface Known {
  readonly described?: Pick<VehicleFile.File, "brand" | "model" | "plates">
  readonly roles?: VehicleFile.Roles
  readonly gone?: VehicleFile.Gone | null
}

/** By vehicle. */
export type Cars = Map<VehicleId, Known>

const learnt = (cars: Cars, id: VehicleId, more: Known): Cars => cars.set(id, { ...cars.get(id), ...more })

export const cars: Projection<Cars, VehicleFile.Event> = {
  name: "customers-cars",
  version: 1,
  initial: () => new Map(),
  evolve: (known, event) =>
    VehicleFile.Event.match(event, {
      VehicleFileOpened: ({ id, brand, model, plates }) => learnt(known, id, { described: { brand, model, plates } }),
      VehicleDescribed: ({ id, brand, model, plates }) => learnt(known, id, { described: { brand, model, plates } }),
      VehicleHandedOver: ({ id, roles }) => learnt(known, id, { roles }),
      VehicleRolesSet: ({ id, roles }) => learnt(known, id, { roles }),
      VehicleFileClosed: ({ id, gone }) => learnt(known, id, { gone }),
      VehicleFileReopened: ({ id }) => learnt(known, id, { gone: null }),
      ReadingTaken: () => known,
      ReadingDoubted: () => known,
      ReadingCorrected: () => known,
      HandOverCorrected: () => known,
      VehicleServiced: () => known,
      ServiceWithdrawn: () => known,
      VehicleDeadlineSet: () => known,
      LifecycleMoved: () => known
    }),
  merge: (a, b) => {
    for (const [id, more] of b) learnt(a, id, more)
    return a
  }
}

export interface Car {
  readonly id: VehicleId
  readonly brand: string
  readonly model: string
  readonly plates: VehicleFile.Plates
  /** What the customer is to the car. */
  readonly as: ReadonlyArray<keyof VehicleFile.Roles>
  /** Why the car is there no more; null when it is. */
  readonly gone: VehicleFile.Gone | null
}

const roles = ["owner", "driver", "payer"] as const

/** The cars of a customer who is known by these ids, by the cars' ids. */
export const carsOf = (known: Cars, customer: ReadonlySet<CustomerId>): ReadonlyArray<Car> =>
  [...known].flatMap(([id, { described, roles: held, gone = null }]): ReadonlyArray<Car> => {
    if (described === undefined || held === undefined) return []
    const as = roles.filter((role) => {
      const who = held[role]
      return who !== undefined && customer.has(who)
    })
    return as.length === 0 ? [] : [{ id, ...described, as, gone }]
  }).sort((a, b) => a.id < b.id ? -1 : 1)
