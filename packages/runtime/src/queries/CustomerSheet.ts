/** The file of a customer: how to reach them, what they agreed to, and all that is open between them and the dealership. */
import {
  type BookingRejection, Callback, type Car, Care, cars, carsOf, Complaint, ComplaintBoard, CustomerFile, type CustomerId, CustomerRejection, type Instant, mayContact,
  type Owed, owedCalls, shownBeside, type Site, type Tier, VehicleFile
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { counted } from "./counted.ts"
import { folded, readSite, readStreams, type Unreadable } from "./read.ts"

/** Whether somebody may be in touch for a purpose, by some means; `said` is the customer's own word, null if there is none. */
export interface May {
  readonly purpose: CustomerFile.Purpose
  readonly means: CustomerFile.Means
  readonly may: boolean
  readonly said: "given" | "withdrawn" | null
}

export interface CustomerSheet {
  readonly document: Site.Document
  readonly file: CustomerFile.File
  /** The file that stays; null when this is it. */
  readonly mergedInto: CustomerId | null
  /** What their tier gets; null for none, or one that the site no longer has. */
  readonly tier: Tier | null
  readonly may: ReadonlyArray<May>
  /** Of this file and those merged into it, the latest first. */
  readonly contacts: ReadonlyArray<CustomerFile.Contact>
  /** The other files of the same person, and those that had been merged into these. */
  readonly merged: ReadonlyArray<CustomerFile.File>
  readonly cars: ReadonlyArray<Car>
  readonly callbacks: ReadonlyArray<Owed>
  readonly complaints: ReadonlyArray<ComplaintBoard.Line>
}

/** These customers, in the order asked for. */
const customersOf = (ids: ReadonlyArray<CustomerId>): Effect.Effect<ReadonlyArray<CustomerFile.State>, Unreadable, EventStore> =>
  Effect.map(readStreams(ids.map(CustomerFile.stream)), (streams) => streams.map((events) =>
    folded<CustomerFile.State, CustomerFile.Event>(events, CustomerFile.tags, CustomerFile.evolve, CustomerFile.initial)))

/** Files that were merged into a file, and into those. */
const mergedInto = Effect.fnUntraced(function*(file: CustomerFile.File) {
  const found: Array<CustomerFile.File> = []
  let next = file.merged
  while (next.length > 0) {
    const files = (yield* customersOf(next)).flatMap((state) => state._tag === "None" ? [] : [state.file])
    found.push(...files)
    next = files.flatMap(({ merged }) => merged)
  }
  return found
})

export const customerSheet = (
  id: CustomerId,
  now: Instant.Instant
): Effect.Effect<CustomerSheet, Unreadable | BookingRejection.UnknownSite | CustomerRejection.UnknownCustomer, EventStore> =>
  Effect.gen(function*() {
    const [customer = CustomerFile.initial] = yield* customersOf([id])
    if (customer._tag === "None") return yield* new CustomerRejection.UnknownCustomer({ id })
    const { file } = customer
    const merged = yield* mergedInto(file)
    const ids = new Set([id, ...merged.map((other) => other.id)])
    const document = yield* readSite(file.site)
    const vehicles = yield* counted(cars, VehicleFile.tags)
    const owed = yield* counted(owedCalls, Callback.tags)
    const complaints = yield* counted(ComplaintBoard.board, Complaint.tags)
    return {
      document,
      file,
      mergedInto: customer._tag === "Merged" ? customer.into : null,
      tier: Care.whole(document.care).tiers.find(({ name }) => name === file.tier) ?? null,
      may: CustomerFile.Means.literals.flatMap((means) => CustomerFile.Purpose.literals.map((purpose) =>
        ({ purpose, means, may: mayContact(customer, purpose, means), said: file.consents[purpose]?.[means] ?? null }))),
      contacts: [file, ...merged].flatMap(({ contacts }) => contacts).sort((a, b) => a.at < b.at ? 1 : -1),
      merged: merged.map((other) => shownBeside(other, file)),
      cars: carsOf(vehicles, ids),
      callbacks: [...owed.values()].filter((call) => ids.has(call.customer)).sort((a, b) => a.by < b.by ? -1 : 1),
      complaints: [...complaints.values()].flatMap((state) =>
        state._tag === "Open" && ids.has(state.complaint.customer) ? [ComplaintBoard.lineOf(state.complaint, now)] : [])
    }
  })
