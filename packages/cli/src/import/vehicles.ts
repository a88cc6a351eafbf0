/** Vehicles of another system, and whose they are. */
import {
  type Both, type Customer, CustomerFile, type CustomerId, type CustomerRejection, Domain, type ExternalRef, type Instant, type LocalDate, type SiteId, StaffId, stepwise, together, type Vehicle,
  type VehicleCommand, VehicleFile, type VehicleId
} from "@servicelane/core"
import { Equal, Result } from "effect"
import { type Cells, dateOf, externalIdOf, idOf, kmOf, oneOf, pastDate, shaped } from "./cells.ts"
import { customerId, vehicleId } from "./ids.ts"
import type { Kind, Origin, Row } from "./Kind.ts"
import { importMap, type With } from "./Map.ts"
import { type Owner, owners } from "./ownerFile.ts"

/** Everything a file may know of a vehicle. */
const vehicleFields = [
  "externalId", "vin", "plate", "brand", "model", "owner", "driver", "payer", "name", "phone", "email", "address", "handedOverAt", "consultant", "referrer", "km", "readAt",
  "insuranceUntil", "inspectionBy", "gone", "goneAt"
] as const
type Field = (typeof vehicleFields)[number]

/** A vehicle as the other system knows it. */
interface VehicleRow {
  readonly id: VehicleId
  readonly site: SiteId
  readonly at: Instant.Instant
  readonly external: ExternalRef
  readonly brand: string
  readonly model: string
  readonly plates: VehicleFile.Plates
  readonly roles: VehicleFile.Roles | null
  readonly sold: { readonly date: LocalDate.LocalDate; readonly consultant: StaffId | null; readonly referrer: CustomerId | null } | null
  readonly reading: { readonly date: LocalDate.LocalDate; readonly km: number } | null
  readonly deadlines: Readonly<Record<VehicleFile.Deadline, LocalDate.LocalDate | null>>
  /** The date on the site's wall. */
  readonly today: LocalDate.LocalDate
  /** `date` is null where the file does not say since when. */
  readonly gone: { readonly gone: VehicleFile.Gone; readonly date: LocalDate.LocalDate | null } | null
  readonly owner: Owner | null
}

// Reading

const needs: With<Field> = {
  driver: "owner", payer: "owner", name: "owner", phone: "owner", email: "owner", address: "owner", handedOverAt: "owner",
  consultant: "handedOverAt", referrer: "handedOverAt", readAt: "km", goneAt: "gone"
}

const tooLong = (most: number) => ({ code: "too_long", message: `expected at most ${most} characters` })

const nameOf = shaped(VehicleFile.Name, tooLong(60))

const platesOf = ({ read }: Cells<Field>): VehicleFile.Plates => ({
  ...read("vin", (vin) => shaped(VehicleFile.Plates, { code: "bad_vin", message: "expected 17 letters and digits, without I, O and Q" })({ vin: vin.toUpperCase() })),
  ...read("plate", (plate) => shaped(VehicleFile.Plates, tooLong(20))({ plate }))
})

const detailsOf = ({ read }: Cells<Field>): CustomerFile.Details => {
  const detail = (code: string, message: string) => shaped(CustomerFile.Details, { code, message })
  return {
    ...read("name", (name) => detail("too_long", "expected at most 200 characters")({ name })),
    ...read("phone", (phone) => detail("bad_phone", "expected a telephone number such as +86 138 0013 8000")({ phones: [phone] })),
    ...read("email", (email) => detail("bad_email", "expected an address such as li@example.com")({ email })),
    ...read("address", (address) => detail("too_long", "expected at most 200 characters")({ address }))
  }
}

/** One owner is the same in all rows: which of two would be right? */
const checkOwner = ({ agrees }: Origin<Field>, { refuse }: Cells<Field>, owner: CustomerId, { name, phones, email, address }: CustomerFile.Details): void => {
  const told: ReadonlyArray<readonly [Field, string | undefined]> = [["name", name], ["phone", phones?.[0]], ["email", email], ["address", address]]
  for (const [field, value] of told) {
    if (value !== undefined && !agrees(`${owner} ${field}`, value)) {
      refuse(field, { code: "owner_differs", message: "expected the same of one owner in all rows; another one stands further up" })
    }
  }
}

/** Fields that say something only beside another one. */
const checkNeeds = ({ text, missing }: Cells<Field>): void => {
  const isTold = (field: Field): boolean => text(field) !== undefined
  const lacking = new Set(vehicleFields.filter(isTold).flatMap((field) => needs[field] ?? []).filter((field) => !isTold(field)))
  if (isTold("km") && !isTold("readAt") && !isTold("handedOverAt")) lacking.add("readAt")
  for (const field of lacking) missing(field)
}

const rowOf = (origin: Origin<Field>, cells: Cells<Field>): Row<VehicleRow> | undefined => {
  const { site, map, at, today } = origin
  const { read, missing, bad } = cells
  const past = pastDate(today)
  const customer = (text: string) => Result.succeed(customerId(site, map.source, text))
  const externalId = externalIdOf(cells, "externalId")
  const brand = read("brand", nameOf)
  const model = read("model", nameOf)
  const plates = platesOf(cells)
  const owner = read("owner", customer)
  const driver = read("driver", customer)
  const payer = read("payer", customer)
  const details = detailsOf(cells)
  const handedOverAt = read("handedOverAt", past)
  const consultant = read("consultant", idOf(StaffId, "the id of a sales consultant"))
  const referrer = read("referrer", customer)
  const km = read("km", kmOf)
  const readAt = read("readAt", past) ?? handedOverAt
  const insurance = read("insuranceUntil", dateOf)
  const inspection = read("inspectionBy", dateOf)
  const gone = read("gone", oneOf("gone", VehicleFile.Gone.literals))
  const goneAt = read("goneAt", past)
  const isWhole = bad.length === 0
  if (isWhole && brand === null) missing("brand")
  if (isWhole && model === null) missing("model")
  if (isWhole) checkNeeds(cells)
  if (bad.length === 0 && owner !== null) checkOwner(origin, cells, owner, details)
  if (externalId === undefined || brand === null || model === null || bad.length > 0) return undefined
  const id = vehicleId(site, map.source, externalId)
  const ownerId = cells.text("owner")
  return {
    externalId,
    about: id,
    wish: {
      id,
      site,
      at,
      today,
      external: { system: map.source, id: externalId },
      brand,
      model,
      plates,
      roles: owner === null ? null : { owner, ...(driver === null ? {} : { driver }), ...(payer === null ? {} : { payer }) },
      sold: handedOverAt === null ? null : { date: handedOverAt, consultant, referrer },
      reading: km === null || readAt === null ? null : { date: readAt, km },
      deadlines: { insurance, inspection },
      gone: gone === null ? null : { gone, date: goneAt },
      owner: owner === null || ownerId === undefined ? null : { id: owner, site, at, details, external: [{ system: map.source, id: ownerId }] }
    }
  }
}

// Landing

type Ask = VehicleCommand.Command

/** What is known of the car once its file is open. */
const known = (tell: (row: VehicleRow, file: VehicleFile.File, about: Pick<VehicleRow, "id" | "site" | "at">) => ReadonlyArray<Ask>) =>
  (row: VehicleRow, { vehicle }: Vehicle.State): ReadonlyArray<Ask> =>
    vehicle._tag === "None" ? [] : tell(row, vehicle.file, { id: row.id, site: row.site, at: row.at })

const steps: ReadonlyArray<(row: VehicleRow, state: Vehicle.State) => ReadonlyArray<Ask>> = [
  ({ id, site, at, brand, model, plates, external }, { vehicle }) => {
    const before = vehicle._tag === "Open" ? vehicle.file.plates : {}
    return [{ _tag: "Describe", id, site, at, brand, model, plates: { ...before, ...plates }, external }]
  },
  known(({ sold, roles, reading }, file, about) => {
    if (sold === null || roles === null) return []
    const { date } = sold
    const consultant = sold.consultant ?? file.consultant
    const referrer = sold.referrer ?? file.referrer
    if (file.handedOver === null) {
      return [{
        _tag: "HandOver", ...about, date, roles, ...(consultant === null ? {} : { consultant }), ...(referrer === null ? {} : { referrer }),
        ...(reading?.date === date ? { km: reading.km } : {})
      }]
    }
    return Equal.equals([date, consultant, referrer], [file.handedOver, file.consultant, file.referrer]) ? [] : [{ _tag: "CorrectHandOver", ...about, date, consultant, referrer }]
  }),
  known(({ roles }, file, about) => roles === null || Equal.equals(roles, file.roles) ? [] : [{ _tag: "SetRoles", ...about, roles }]),
  known(({ reading }, { readings, doubted, dismissed }, about) => {
    if (reading === null) return []
    const { date, km } = reading
    if ([...readings, ...doubted, ...dismissed].some((one) => one.on === date && one.km === km)) return []
    // What this system told of the same day before was wrong, then.
    const was = [...readings, ...doubted].find((one) => one.on === date && (one.source === "import" || one.source === "hand-over"))
    return was === undefined
      ? [{ _tag: "TakeReading", ...about, date, km, source: "import" }]
      : [{ _tag: "CorrectReading", ...about, date, was: was.km, km, source: was.source }]
  }),
  known(({ deadlines }, file, about) => VehicleFile.Deadline.literals.flatMap((deadline): ReadonlyArray<Ask> => {
    const date = deadlines[deadline]
    return date === null || date === file.deadlines[deadline] ? [] : [{ _tag: "SetDeadline", ...about, deadline, date }]
  })),
  known(({ gone, today }, file, about) => {
    if (gone === null || (gone.gone === file.gone && (gone.date === null || gone.date === file.goneOn))) return []
    return [{ _tag: "CloseFile", ...about, gone: gone.gone, date: gone.date ?? today }]
  })
]

type Known = Both<Vehicle.State, Customer.State>

export const vehicles: Kind<Field, VehicleRow, Known, Domain.Event, Vehicle.Rejection | CustomerRejection.Rejection> = {
  name: "vehicles",
  description: "cars, whose they are, when they were handed over, and how far they have gone",
  fields: vehicleFields,
  ImportMap: importMap(vehicleFields, [["externalId"], ["brand"], ["model"]], needs),
  rowOf,
  lands: together(Domain.Event, stepwise(steps), owners, ({ owner }) => owner ?? undefined),
  blames: { duplicate_id: "externalId", file_closed: "gone", data_kept: "name", file_merged: "owner" }
}
