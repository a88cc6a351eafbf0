/** What the people of the house see: calls that are owed, cars that stand at the door, what customers complain about, what is to be sent. */
import type { AppointmentId, Ask, Callback, CallbackId, Complaint, Domain, Instant, Message, Plan, Process, Visit } from "@servicelane/core"

type Of<E, Tag> = Extract<E, { readonly _tag: Tag }>

/** A call that is owed, and from when on it is tried. */
export type Owed = Of<Callback.Event, "CallbackRequested"> & { readonly notBefore: Instant.Instant }

export interface Watch {
  readonly calls: Map<CallbackId, Owed>
  readonly plans: Map<AppointmentId, Plan.Plan>
  /** Since somebody last looked. */
  readonly atTheDoor: Array<Of<Visit.Event, "VisitOpened">>
  readonly heard: Array<Of<Complaint.Event, "ComplaintReceived">>
  readonly toSend: Array<Of<Message.Event, "MessageRequested">>
}

export const nobody = (): Watch => ({ calls: new Map(), plans: new Map(), atTheDoor: [], heard: [], toSend: [] })

/** As a process that asks for nothing, it is told every event. */
export const watching = (watch: Watch): Process<Watch, Domain.Event, Ask.Ask> => ({
  name: "watching",
  initial: () => watch,
  evolve: (seen, event) => {
    switch (event._tag) {
      case "CallbackRequested":
        seen.calls.set(event.id, { ...event, notBefore: event.window.from })
        break
      case "CallbackPostponed": {
        const call = seen.calls.get(event.id)
        if (call !== undefined) seen.calls.set(event.id, { ...call, window: event.window, notBefore: event.window.from })
        break
      }
      case "CallbackConcluded":
      case "CallbackGivenUp":
      case "CallbackWithdrawn":
        seen.calls.delete(event.id)
        break
      case "AppointmentBooked":
      case "WalkedIn":
      case "AdditionalWorkApproved":
        seen.plans.set(event.id, event.plan)
        break
      case "VisitOpened":
        seen.atTheDoor.push(event)
        break
      case "ComplaintReceived":
        seen.heard.push(event)
        break
      case "MessageRequested":
        seen.toSend.push(event)
    }
    return seen
  },
  react: () => [],
  due: () => []
})

