/** When a member of the club has paid for a visit, points follow; when points have expired, they are written off. */
import type { Instant } from "../calendar/Instant.ts"
import { derivedId } from "../derivedId.ts"
import { type CustomerId, EntryId, type SiteId } from "../Ids.ts"
import type * as Club from "../loyalty/Club.ts"
import type * as ClubFile from "../loyalty/ClubFile.ts"
import type { Process } from "../Process.ts"
import type * as Visit from "../visits/Visit.ts"

type Ask = Extract<Club.Command, { readonly _tag: "EarnByVisit" | "ExpirePoints" }>

interface Member {
  readonly site: SiteId
  readonly customer: CustomerId
  /** What may still expire, by entry. */
  readonly lots: Map<string, { readonly until: Instant; left: number }>
}

/** Those who have a card, by site and customer. */
type Members = Map<string, Member>

const keyOf = ({ site, customer }: Pick<Member, "site" | "customer">): string => `${site}/${customer}`

export const points: Process<Members, ClubFile.Event | Visit.Event, Ask> = {
  name: "points",
  initial: () => new Map(),
  evolve: (members, event) => {
    if (event._tag === "MemberJoined") members.set(keyOf(event), { site: event.site, customer: event.customer, lots: new Map() })
    else if ("entry" in event) follow(members.get(keyOf(event))?.lots ?? new Map(), event)
    return members
  },
  react: (event, members) => {
    if (event._tag !== "VisitSettled" || event.paid.minor <= 0 || !members.has(keyOf(event))) return []
    const { site, at, customer, id, paid } = event
    return [{ _tag: "EarnByVisit", site, at, customer, entry: EntryId.make(derivedId("visit", id)), visit: id, paid }]
  },
  due: (members, now) =>
    [...members.values()].flatMap(({ site, customer, lots }) =>
      [...lots].filter(([, { until, left }]) => left > 0 && until <= now).map(([entry]) => ({
        key: derivedId("expire", site, customer, entry), command: { _tag: "ExpirePoints" as const, site, at: now, customer }
      })))
}

const follow = (lots: Member["lots"], event: Extract<ClubFile.Event, { readonly entry: EntryId }>): void => {
  const add = (entry: string, points: number): void => {
    const lot = lots.get(entry)
    if (lot !== undefined) lot.left += points
  }
  if (event._tag === "PointsEarned") {
    for (const [entry, { until }] of lots) if (until <= event.at) lots.delete(entry)
    lots.set(event.entry, { until: event.until, left: event.points })
  } else if (event._tag === "PointsExpired") lots.delete(event.entry)
  else if (event._tag === "PointsRedeemed") for (const { entry, points: used } of event.from) add(entry, -used)
  else if (event._tag === "EntryReversed") {
    for (const { entry, points: back } of event.back) add(entry, back)
    if (event.points < 0) lots.delete(event.entry)
  }
}
