/** The telephone does not reach a customer: their file says so, and a card is sent where an address is known (S4-10). */
import { addMinutes } from "../calendar/Instant.ts"
import { derivedId } from "../derivedId.ts"
import type * as Domain from "../Domain.ts"
import { type CustomerId, MessageId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"

/** Into which file others were merged. */
type State = Map<CustomerId, CustomerId>

const current = (merged: State, named: CustomerId): CustomerId => {
  let file = named
  // A file that was merged into is never merged into it, so that this comes to an end; a history that says so stops all the same.
  for (let steps = 0; steps < merged.size; steps++) file = merged.get(file) ?? file
  return file
}

/** A card that is not sent within a month is of no use any more. */
const days = 30

export const unreachable: Process<State, Domain.Event, Ask> = {
  name: "unreachable",
  initial: () => new Map(),
  evolve: (merged, event) => event._tag === "CustomerMerged" ? merged.set(event.id, event.into) : merged,
  react: (event, merged) => {
    if (event._tag === "CallbackGivenUp") {
      const { id: callback, site, at, about, because } = event
      return [{ aggregate: "customer", command: { _tag: "MarkUnreachable", id: current(merged, about.customer), site, at, because, callback } }]
    }
    if (event._tag !== "CustomerUnreachable" || !event.address) return []
    const { id: customer, site, at } = event
    return [{
      aggregate: "message",
      command: {
        _tag: "Request", id: MessageId.make(derivedId("lost-contact-card", customer, at)), site, at, kind: "lost-contact-card", customer, vehicle: null, visit: null, from: at,
        until: addMinutes(at, days * 1_440)
      }
    }]
  },
  due: () => []
}
