/** The calls that are still owed, as far as a process has heard of them. */
import type * as Callback from "../callbacks/Callback.ts"
import type { Instant } from "../calendar/Instant.ts"
import type * as Domain from "../Domain.ts"
import type { CallbackId, SiteId } from "../Ids.ts"
import type { Ask } from "./Ask.ts"

/** A call that is owed; `isReached` once the right person is on the line. */
export interface OpenCall {
  readonly id: CallbackId
  readonly site: SiteId
  readonly kind: Callback.Kind
  readonly about: Callback.About
  readonly isReached: boolean
}

export type OpenCalls = Map<CallbackId, OpenCall>

/**
 * What an event and the answers to it change of the map, which is changed. What is asked for is owed from then on: its request
 * stands in the log only after the facts that may already have settled it.
 */
export const counted = (calls: OpenCalls, event: Domain.Event, answers: ReadonlyArray<Ask>): void => {
  for (const { aggregate, command } of answers) {
    if (aggregate !== "callback") continue
    if (command._tag === "Request") calls.set(command.id, { id: command.id, site: command.site, kind: command.kind, about: command.about, isReached: false })
    else if (command._tag === "Withdraw") calls.delete(command.id)
  }
  switch (event._tag) {
    case "CallbackRequested":
      if (!calls.has(event.id)) calls.set(event.id, { id: event.id, site: event.site, kind: event.kind, about: event.about, isReached: false })
      return
    case "CallbackAttempted": {
      const call = calls.get(event.id)
      if (call !== undefined) calls.set(event.id, { ...call, isReached: event.met === "right-person" })
      return
    }
    case "CallbackConcluded":
    case "CallbackGivenUp":
    case "CallbackWithdrawn":
      calls.delete(event.id)
  }
}

type Because = Extract<Callback.Event, { readonly _tag: "CallbackWithdrawn" }>["because"]

/** There is no reason any more for those that `isMeant`; whoever is on the line is heard to the end. */
export const withdrawn = (calls: OpenCalls, isMeant: (call: OpenCall) => boolean, because: Because, at: Instant): ReadonlyArray<Ask> =>
  [...calls.values()].filter((call) => !call.isReached && isMeant(call)).map(({ id, site }) => ({ aggregate: "callback", command: { _tag: "Withdraw", id, site, at, because } }))
