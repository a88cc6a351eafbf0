/** Visits that another system knows, each over when it comes here. */
import {
  AdvisorId, type Both, type CustomerId, Domain, type ExternalRef, Instant, inTurn, type LocalDate, Reception, type SiteId, stepwise, together, type Vehicle, type VehicleCommand,
  VehicleFile, type VehicleId, type VisitCommand, type VisitId, type VisitRejection, Zone
} from "@servicelane/core"
import { Equal, Result } from "effect"
import { type Cells, externalIdOf, idOf, kmOf, oneOf, pastDate, pastInstant, type Read, shaped } from "./cells.ts"
import { customerId, vehicleId, visitId, visitorId } from "./ids.ts"
import type { Kind, Origin, Row } from "./Kind.ts"
import { importMap } from "./Map.ts"

/** Everything a file may know of a visit. */
const visitFields = ["externalId", "vehicle", "plate", "customer", "arrivedAt", "date", "deliveredAt", "km", "work", "advisor"] as const
type Field = (typeof visitFields)[number]

/** A visit as the other system knows it. */
interface VisitRow {
  readonly id: VisitId
  readonly site: SiteId
  readonly at: Instant.Instant
  readonly external: ExternalRef
  readonly vehicle: VehicleId
  readonly plate: VehicleFile.Plates
  /** Null where the file does not say who. */
  readonly customer: CustomerId | null
  readonly visitor: CustomerId
  readonly advisor: AdvisorId | null
  readonly work: ReadonlyArray<VehicleFile.Service["work"]>
  readonly km: number | null
  readonly date: LocalDate.LocalDate
  readonly arrivedAt: Instant.Instant | null
  readonly deliveredAt: Instant.Instant | null
}

// Reading

/** One kind of work, or several with semicolons between them. */
const workOf = (text: string): Read<VisitRow["work"]> =>
  Result.map(Result.all(text.split(";").map((one) => oneOf("work", VehicleFile.Work.literals)(one.trim()))), (all) =>
    VehicleFile.Work.literals.filter((one) => all.includes(one)))

const rowOf = (origin: Origin<Field>, cells: Cells<Field>): Row<VisitRow> | undefined => {
  const { site, map, at, today } = origin
  const { read, missing, refuse, bad } = cells
  const externalId = externalIdOf(cells, "externalId")
  const vehicle = read("vehicle", (text) => Result.succeed(vehicleId(site, map.source, text)))
  const plate = read("plate", (text) => shaped(VehicleFile.Plates, { code: "too_long", message: "expected at most 20 characters" })({ plate: text })) ?? {}
  const customer = read("customer", (text) => Result.succeed(customerId(site, map.source, text)))
  const arrivedAt = read("arrivedAt", pastInstant(origin))
  const told = read("date", pastDate(today))
  const date = arrivedAt === null ? told : Zone.localOf(map.timeZone, Instant.toMillis(arrivedAt)).date
  const deliveredAt = read("deliveredAt", pastInstant(origin))
  const km = read("km", kmOf)
  const work = read("work", workOf)
  const advisor = read("advisor", idOf(AdvisorId, "an advisor's id"))
  if (arrivedAt !== null && deliveredAt !== null && deliveredAt < arrivedAt) {
    refuse("deliveredAt", { code: "delivered_before_arrival", message: "expected the car to be delivered after it had arrived" })
  }
  const isWhole = bad.length === 0
  if (isWhole && vehicle === null) missing("vehicle")
  if (isWhole && date === null) missing(map.columns.arrivedAt === undefined ? "date" : "arrivedAt")
  if (isWhole && work === null) missing("work")
  if (externalId === undefined || vehicle === null || date === null || work === null || bad.length > 0) return undefined
  return {
    externalId,
    about: vehicle,
    wish: {
      id: visitId(site, map.source, externalId),
      site,
      at,
      external: { system: map.source, id: externalId },
      vehicle,
      plate,
      customer,
      visitor: visitorId(site, map.source, externalId),
      advisor,
      work,
      km,
      date,
      arrivedAt,
      deliveredAt
    }
  }
}

// Landing

type Ask = VehicleCommand.Command

/** What the file of the car says was done. */
const servicesOf = ({ id, date, work, km }: VisitRow): ReadonlyArray<VehicleFile.Service> =>
  work.map((one) => ({ date, work: one, km, elsewhere: false, parts: [], visit: id }))

const about = ({ vehicle, site, at }: VisitRow) => ({ id: vehicle, site, at })

const steps: ReadonlyArray<(row: VisitRow, state: Vehicle.State) => ReadonlyArray<Ask>> = [
  (row, { vehicle }) => {
    if (vehicle._tag === "None" || vehicle.file.plates.plate !== undefined || row.plate.plate === undefined) return []
    const { brand, model, plates } = vehicle.file
    return [{ _tag: "Describe", ...about(row), brand, model, plates: { ...plates, ...row.plate } }]
  },
  // What was told of this visit before, and is otherwise now.
  (row, { vehicle }) => {
    if (vehicle._tag === "None") return []
    const { services, readings, doubted } = vehicle.file
    const wrong = services.filter((one) => one.visit === row.id && !servicesOf(row).some((now) => Equal.equals(one, now)))
    const misread = wrong.flatMap(({ date, km }) => km === null || (date === row.date && km === row.km) ? [] : [...readings, ...doubted].filter((one) => one.on === date && one.km === km))
    return [
      ...wrong.map((service): Ask => ({ _tag: "WithdrawService", ...about(row), ...service })),
      ...misread.slice(0, 1).map(({ on: date, km: was, source }): Ask => ({ _tag: "CorrectReading", ...about(row), date, was, km: null, source }))
    ]
  },
  (row) => servicesOf(row).map((service): Ask => ({ _tag: "RecordService", ...about(row), ...service }))
]

/** Whoever the file names brought the car; else whoever was taken to have brought it, which is its owner when the visit is first told. */
const landsVisit = inTurn<VisitRow & { readonly owner: CustomerId | undefined }, VisitCommand.Command, Reception.State, Reception.Event, VisitRejection.Rejection>(Reception.aggregate, [
  ({ plate: _plate, owner, customer, visitor, ...visit }, { visits }) => {
    const before = visits[visit.id]
    return [{ _tag: "Import", ...visit, customer: customer ?? (before?._tag === "Imported" ? before.visit.customer : undefined) ?? owner ?? visitor }]
  }
])

const ownerOf = ({ vehicle }: Vehicle.State): CustomerId | undefined => vehicle._tag === "Open" ? vehicle.file.roles?.owner : undefined

export const visits: Kind<Field, VisitRow, Both<Vehicle.State, Reception.State>, Domain.Event, Vehicle.Rejection | VisitRejection.Rejection> = {
  name: "visits",
  description: "what was done to cars before they were known here; their vehicles come first",
  fields: visitFields,
  ImportMap: importMap(visitFields, [["externalId"], ["vehicle"], ["arrivedAt", "date"], ["work"]]),
  rowOf,
  lands: together(Domain.Event, stepwise(steps), landsVisit, (row, state) => ({ ...row, owner: ownerOf(state) })),
  blames: { duplicate_id: "externalId", unknown_vehicle: "vehicle", file_closed: "vehicle", times_contradict: "deliveredAt" }
}
