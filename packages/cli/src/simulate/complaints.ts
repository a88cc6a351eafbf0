/** Somebody takes care of what customers complain about. */
import { type Complaint, Instant, Redress, StaffId } from "@servicelane/core"
import { Effect } from "effect"
import { hour, minute, on, orElse, type World } from "./World.ts"

type Heard = Extract<Complaint.Event, { readonly _tag: "ComplaintReceived" }>

const owners = ["service-manager-fan", "advisor-supervisor-he"] as const

/** Answered soon and solved within a day or two; one in eight is left lying for three days. */
export const redressed = (world: World, { id, at }: Heard): void => {
  const { agenda, chance, send } = world
  const owner = StaffId.make(chance.pick(owners))
  const heard = Instant.toMillis(at) + (chance.chance(0.12) ? 72 * hour : 0)
  const tell = (after: number, command: (at: number) => Redress.Command): void =>
    agenda.later(heard + after, orElse(send(Redress.aggregate, command(heard + after)), Effect.void))
  tell((5 + chance.below(20)) * minute, (when) => ({ _tag: "Assign", ...on(world, id, when), owner }))
  tell((30 + chance.below(110)) * minute, (when) => ({ _tag: "Answer", ...on(world, id, when), by: owner }))
  tell((3 + chance.below(26)) * hour, (when) => ({ _tag: "OfferSolution", ...on(world, id, when), by: owner, solution: "Looked at again free of charge, with a small gift 免费复检并赠送小礼品" }))
}
