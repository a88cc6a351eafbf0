/** The calls that are owed to customers and not made yet. */
import * as Callback from "../callbacks/Callback.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { CallbackId, CustomerId } from "../Ids.ts"
import type { Projection } from "../Projection.ts"

export interface Owed {
  readonly id: CallbackId
  readonly kind: Callback.Kind
  readonly customer: CustomerId
  readonly from: Instant
  readonly by: Instant
}

/** It cannot merge: a call that is over is forgotten, so that its request would come back. */
export const owedCalls: Projection<Map<CallbackId, Owed>, Callback.Event> = {
  name: "owed-calls",
  version: 1,
  initial: () => new Map(),
  evolve: (owed, event) => {
    const over = (): typeof owed => {
      owed.delete(event.id)
      return owed
    }
    return Callback.Event.match(event, {
      CallbackRequested: ({ id, kind, about: { customer }, window }) => owed.set(id, { id, kind, customer, ...window }),
      CallbackPostponed: ({ id, window }) => {
        const call = owed.get(id)
        return call === undefined ? owed : owed.set(id, { ...call, ...window })
      },
      CallbackAssigned: () => owed,
      CallbackAttempted: () => owed,
      CallbackConcluded: over,
      CallbackGivenUp: over,
      CallbackWithdrawn: over
    })
  }
}
