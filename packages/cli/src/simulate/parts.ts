/** The parts department: what goes is ordered every Monday, and comes on Wednesday. */
import { Instant, LocalDate, LotId, Parts } from "@servicelane/core"
import { Effect } from "effect"
import { orElse, wall, type World } from "./World.ts"

/** So many pieces of each part go in a week. */
const weekly = 24

export const ordered = (world: World, monday: LocalDate.LocalDate): void => {
  const { agenda, document: { parts = [] }, send, site } = world
  const morning = wall(world, monday, 9 * 60)
  const arrival = wall(world, LocalDate.addDays(monday, 2), 10 * 60)
  for (const { no: part } of parts) {
    const lot = { site, part, lot: LotId.make(`${world.tag}-${monday}`) }
    agenda.later(morning, orElse(send(Parts.aggregate, { _tag: "Order", ...lot, qty: weekly, eta: Instant.fromMillis(arrival), at: Instant.fromMillis(morning) }), Effect.void))
    agenda.later(arrival, orElse(send(Parts.aggregate, { _tag: "ReceiveLot", ...lot, at: Instant.fromMillis(arrival) }), Effect.void))
  }
}
