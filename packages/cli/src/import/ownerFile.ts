/** What an import says of the owner of a car: their file is opened, or says better who they are. */
import {
  Customer, type CustomerCommand, type CustomerFile, type CustomerId, type CustomerRejection, type ExternalRef, inTurn, type Instant, type SiteId
} from "@servicelane/core"
import { Equal } from "effect"

/** An owner as the other system knows them. */
export interface Owner {
  readonly id: CustomerId
  readonly site: SiteId
  readonly at: Instant.Instant
  readonly details: CustomerFile.Details
  readonly external: ReadonlyArray<ExternalRef>
}

/** What a cell does not say is not forgotten; a new number is tried first. */
const better = (known: CustomerFile.Details, { phones: [phone] = [], ...told }: CustomerFile.Details): CustomerFile.Details => {
  const { phones = [] } = known
  return { ...known, ...told, ...(phone === undefined || phones.includes(phone) ? {} : { phones: [phone, ...phones].slice(0, 5) }) }
}

/** What is known of them; a file that is merged or kept shut is left to its own refusals. */
const known = ({ files }: Customer.State, id: CustomerId): CustomerFile.Details | undefined => {
  const file = files[id]
  if (file?._tag !== "Open") return undefined
  return file.file.data._tag === "Given" ? file.file.data.details : {}
}

export const owners = inTurn<Owner, CustomerCommand.Command, Customer.State, Customer.Event, CustomerRejection.Rejection>(Customer.aggregate, [
  ({ external, ...owner }, state) => {
    const before = known(state, owner.id)
    if (before === undefined) return [{ _tag: "Register", ...owner, external }]
    const details = better(before, owner.details)
    return Equal.equals(details, before) ? [] : [{ _tag: "Describe", ...owner, details }]
  }
])
