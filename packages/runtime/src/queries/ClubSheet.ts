/** What a customer has at a site for coming on time and coming again: their run, their gifts, and their card with its statement. */
import {
  balanceOf, type BookingRejection, Care, ClubFile, ClubStatement, CustomerFile, type CustomerId, type Domain, GiftFile, Instant, type LocalDate, LoyaltyRun, type Maintenance, type Money, type SiteId,
  Site, Vehicle, VehicleFile, type VehicleId, Zone
} from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { documentOf, folded, readStreams, type Unreadable } from "./read.ts"

/** What the vehicle's file says of the car of a card, as of now. */
export interface ClubCar {
  readonly vehicle: VehicleId
  readonly plate: string | null
  /** The next maintenance: the date and, where known, the kilometres. */
  readonly due: Maintenance.Due | null
  readonly insurance: LocalDate.LocalDate | null
  readonly inspection: LocalDate.LocalDate | null
}

export interface ClubCard {
  readonly serial: string
  readonly type: string
  readonly joined: LocalDate.LocalDate
  readonly ends: LocalDate.LocalDate
  /** Points that count now. */
  readonly balance: number
  /** Those that expire next, and the first date on which they do not count; null when there are none. */
  readonly expiring: { readonly points: number; readonly on: LocalDate.LocalDate } | null
  readonly credit: Money | null
  readonly car: ClubCar | null
  /** Oldest first; `on` is the date at the site. */
  readonly statement: ReadonlyArray<ClubStatement.Line & { readonly on: LocalDate.LocalDate }>
}

export interface ClubSheet {
  readonly customer: CustomerId
  readonly name: string | null
  /** Punctual arrivals in a row; how many make an upgrade; upgrades earned and not handed over. */
  readonly run: { readonly length: number; readonly every: number; readonly owed: number }
  /** Newest first. */
  readonly gifts: ReadonlyArray<GiftFile.Given>
  readonly card: ClubCard | null
}

const isOf = <E extends Domain.Event>(tags: ReadonlySet<string>) => (event: Domain.Event): event is E => tags.has(event._tag)

const nameOf = (events: ReadonlyArray<Domain.Event>): string | null =>
  events.filter(isOf<CustomerFile.Event>(CustomerFile.tags)).reduce<string | null>((name, event) => "details" in event ? event.details.name ?? null : name, null)

const carOf = (events: ReadonlyArray<Domain.Event>, document: Site.Document, today: LocalDate.LocalDate): ClubCar | null => {
  const state = folded<VehicleFile.State, VehicleFile.Event>(events, VehicleFile.tags, VehicleFile.evolve, VehicleFile.initial)
  if (state._tag === "None") return null
  const { file } = state
  const due = file.gone === null ? Vehicle.standing(file, document, today)?.due : undefined
  return { vehicle: file.id, plate: file.plates.plate ?? null, due: due ?? null, insurance: file.deadlines.insurance ?? null, inspection: file.deadlines.inspection ?? null }
}

export const clubSheet = (
  site: SiteId,
  customer: CustomerId,
  now: Instant.Instant
): Effect.Effect<ClubSheet, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const [ofSite = [], ofGifts = [], ofClub = [], ofCustomer = []] = yield* readStreams([
      Site.stream(site), GiftFile.stream(site, customer), ClubFile.stream(site, customer), CustomerFile.stream(customer)
    ])
    const document = yield* documentOf(site, ofSite)
    const { zone } = document.calendar
    const dateOf = (at: string): LocalDate.LocalDate => Zone.localOf(zone, Instant.toMillis(at)).date
    const every = Care.whole(document.care).loyalty.streak
    const gifts = folded<GiftFile.State, GiftFile.Event>(ofGifts, GiftFile.tags, GiftFile.evolve, GiftFile.initial)
    const { length, upgrades } = LoyaltyRun.runOf(Object.values(gifts.attended), every)
    const moved = ofClub.filter(isOf<ClubFile.Event>(ClubFile.tags))
    const club = moved.reduce(ClubFile.evolve, ClubFile.initial)
    const sheet = {
      customer,
      name: nameOf(ofCustomer),
      run: { length, every, owed: Math.max(0, upgrades - GiftFile.upgradesGiven(gifts)) },
      gifts: Object.values(gifts.given).sort((a, b) => a.date < b.date ? 1 : -1)
    }
    if (club._tag === "None") return { ...sheet, card: null }
    const { serial, type, joined, ends, lots, credit, vehicle } = club.card
    const [ofCar = []] = vehicle === null ? [] : yield* readStreams([VehicleFile.stream(vehicle)])
    const alive = lots.filter(({ left, until }) => left > 0 && now < until)
    const next = alive.map(({ until }) => until).sort()[0]
    return {
      ...sheet,
      card: {
        serial, type, joined, ends, credit, balance: balanceOf(alive),
        expiring: next === undefined ? null : { points: balanceOf(alive.filter(({ until }) => until === next)), on: dateOf(next) },
        car: vehicle === null ? null : carOf(ofCar, document, dateOf(now)),
        statement: ClubStatement.statementOf(moved).map((line) => ({ ...line, on: dateOf(line.at) }))
      }
    }
  })
