/** Who fails the audit of the reception receives no cars until it is passed (S3-15). */
import type { AdvisorId, SiteId } from "../Ids.ts"
import type { Process } from "../Process.ts"
import type { Command } from "../sites/Site.ts"
import * as Audit from "../surveys/Audit.ts"

/** By site and advisor. */
type State = Map<string, Audit.State>

const keyOf = (site: SiteId, advisor: AdvisorId): string => `${site}/${advisor}`

export const auditGate: Process<State, Audit.Event, Command> = {
  name: "audit-gate",
  initial: () => new Map(),
  evolve: (state, event) => {
    const key = keyOf(event.site, event.advisor)
    return state.set(key, Audit.evolve(state.get(key) ?? Audit.initial, event))
  },
  react: (event, state) => {
    const { site, advisor, at, date } = event
    // The event is told again: what is known is the same, whether it was counted already or not.
    const follows = Audit.assignableSince(Audit.evolve(state.get(keyOf(site, advisor)) ?? Audit.initial, event))
    // An audit that was failed wrongly, and is the only one, kept somebody from receiving cars for nothing.
    const since = follows === undefined && event._tag === "AuditWithdrawn" && !event.passed ? date : follows
    return since === undefined ? [] : [{ _tag: "SetAssignable", site, at, advisor, since }]
  },
  due: () => []
}
