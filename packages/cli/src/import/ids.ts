/** Ids from what identifies a thing elsewhere; nothing can be read back from them. */
import { AppointmentId, CustomerId, type SiteId, VehicleId, VisitId } from "@servicelane/core"
import { createHash } from "node:crypto"

const derived = (...parts: ReadonlyArray<string>): string =>
  createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 32)

export const appointmentId = (site: SiteId, source: string, externalId: string): AppointmentId =>
  AppointmentId.make(derived(site, source, externalId))

/** Whoever a booking is for; not from a name or number: whoever guesses one could find the person by it. */
export const bookerId = (site: SiteId, source: string, externalId: string): CustomerId =>
  CustomerId.make(derived(site, source, "customer", externalId))

/** A customer as the other system numbers them. */
export const customerId = (site: SiteId, source: string, externalId: string): CustomerId =>
  CustomerId.make(derived(site, source, "owner", externalId))

export const vehicleId = (site: SiteId, source: string, externalId: string): VehicleId =>
  VehicleId.make(derived(site, source, "vehicle", externalId))

export const visitId = (site: SiteId, source: string, externalId: string): VisitId =>
  VisitId.make(derived(site, source, "visit", externalId))

/** Whoever brought the car, where nobody says who. */
export const visitorId = (site: SiteId, source: string, externalId: string): CustomerId =>
  CustomerId.make(derived(site, source, "visitor", externalId))
