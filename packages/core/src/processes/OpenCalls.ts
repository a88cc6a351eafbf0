/** The calls that are still owed, as far as a process has heard of them. */
import type * as Callback from "../callbacks/Callback.ts"
import type { Instant } from "../calendar/Instant.ts"
import type * as Domain from "../Domain.ts"
import type { CallbackId, SiteId } from "../Ids.ts"
import type { Ask } from "./Ask.ts"

export interface OpenCall {
  readonly id: CallbackId
  readonly site: SiteId
  readonly kind: Callback.Kind
  readonly about: Callback.About
}

export type OpenCalls = Map<CallbackId, OpenCall>

/** Changes the map it is given. */
export const counted = (calls: OpenCalls, event: Domain.Event): void => {
  switch (event._tag) {
    case "CallbackRequested":
      calls.set(event.id, { id: event.id, site: event.site, kind: event.kind, about: event.about })
      return
    case "CallbackConcluded":
    case "CallbackGivenUp":
    case "CallbackWithdrawn":
      calls.delete(event.id)
  }
}

type Because = Extract<Callback.Event, { readonly _tag: "CallbackWithdrawn" }>["because"]

/** There is no reason any more for those that `isMeant`. */
export const withdrawn = (calls: OpenCalls, isMeant: (call: OpenCall) => boolean, because: Because, at: Instant): ReadonlyArray<Ask> =>
  [...calls.values()].filter(isMeant).map(({ id, site }) => ({ aggregate: "callback", command: { _tag: "Withdraw", id, site, at, because } }))
