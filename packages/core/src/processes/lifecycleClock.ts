/** On the date on which a car begins to stand elsewhere, it is looked at: nobody need tell anything of it (K-09). */
import type * as Domain from "../Domain.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import type { SiteId, VehicleId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import { standing } from "../vehicles/Vehicle.ts"
import * as VehicleFile from "../vehicles/VehicleFile.ts"
import type { Ask } from "./Ask.ts"
import { dateAt, documentOf, noted, type Sites } from "./Sites.ts"

interface Car {
  readonly state: VehicleFile.State
  /** When it stands elsewhere than was last said; undefined: never, or nobody knows where it stands. */
  readonly until: LocalDate | undefined
  /** How often something was told of it, so that the same date is asked about again after that. */
  readonly told: number
}

interface State {
  readonly sites: Sites
  readonly cars: Map<VehicleId, Car>
}

const isOfCar = (event: Domain.Event): event is VehicleFile.Event => VehicleFile.tags.has(event._tag)

const carOf = (sites: Sites, state: VehicleFile.State, told: number, at: Instant): Car => {
  if (state._tag === "None" || state.file.gone !== null) return { state, until: undefined, told }
  const document = documentOf(sites, state.file.site)
  if (document === undefined) return { state, until: undefined, told }
  const today = dateAt(document, at)
  const stands = standing(state.file, document, today)
  return { state, until: stands === undefined || stands.stage === state.file.stage ? stands?.until : today, told }
}

const todayAt = (sites: Sites, site: SiteId, now: Instant): LocalDate | undefined => {
  const document = documentOf(sites, site)
  return document && dateAt(document, now)
}

export const lifecycleClock: Process<State, Domain.Event, Ask> = {
  name: "lifecycle-clock",
  initial: () => ({ sites: new Map(), cars: new Map() }),
  evolve: (state, event) => {
    const { sites, cars } = state
    noted(sites, event)
    if (isOfCar(event)) {
      const { state: before = VehicleFile.initial, told = 0 } = cars.get(event.id) ?? {}
      cars.set(event.id, carOf(sites, VehicleFile.evolve(before, event), told + 1, event.at))
    }
    if (event._tag === "CareSet") {
      for (const [id, car] of cars) if (car.state._tag === "Open" && car.state.file.site === event.site) cars.set(id, carOf(sites, car.state, car.told + 1, event.at))
    }
    return state
  },
  react: () => [],
  due: ({ sites, cars }, now) => {
    const today = new Map([...sites.keys()].map((site) => [site, todayAt(sites, site, now)]))
    return [...cars].flatMap(([id, { state, until, told }]) => {
      if (until === undefined || state._tag === "None") return []
      const { site } = state.file
      if (until > (today.get(site) ?? "")) return []
      return [{ key: `${id} ${until} ${told}`, command: { aggregate: "vehicle" as const, command: { _tag: "Review" as const, id, site, at: now } } }]
    })
  }
}
