/** When somebody has decided that an advisor receives cars, or for now does not, the site's document says so (S3-15). */
import type * as MonthFile from "../incentives/MonthFile.ts"
import type { Process } from "../Process.ts"
import type * as Site from "../sites/Site.ts"

type Ask = Extract<Site.Command, { readonly _tag: "SetAssignable" }>

export const gate: Process<null, MonthFile.Event, Ask> = {
  name: "gate",
  initial: () => null,
  evolve: (state) => state,
  react: (event) => event._tag === "ProposalAccepted" && event.about._tag === "Reception"
    ? [{ _tag: "SetAssignable", site: event.site, at: event.at, advisor: event.about.advisor, since: event.about.since }]
    : [],
  due: () => []
}
