/** The telephone does not reach a customer: their file says so, and a card is sent, or somebody goes there (S4-10). */
import { addMinutes } from "../calendar/Instant.ts"
import { derivedId } from "../derivedId.ts"
import type * as Domain from "../Domain.ts"
import { MessageId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"

/** A card that is not sent within a month is of no use any more. */
const days = 30

export const unreachable: Process<null, Domain.Event, Ask> = {
  name: "unreachable",
  initial: () => null,
  evolve: (state) => state,
  react: (event) => {
    if (event._tag === "CallbackGivenUp") {
      const { id: callback, site, at, about, because } = event
      return [{ aggregate: "customer", command: { _tag: "MarkUnreachable", id: about.customer, site, at, because, callback } }]
    }
    if (event._tag !== "CustomerUnreachable") return []
    const { id: customer, site, at, address } = event
    const kind = address ? "lost-contact-card" : "house-call"
    return [{
      aggregate: "message",
      command: {
        _tag: "Request", id: MessageId.make(derivedId(kind, customer, at)), site, at, kind, customer, vehicle: null, visit: null, from: at, until: addMinutes(at, days * 1_440)
      }
    }]
  },
  due: () => []
}
