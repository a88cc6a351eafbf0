/** A car that comes without an appointment: it is planned at once, or refused at once. */
import { Result } from "effect"
import { fromMillis, toMillis } from "../calendar/Instant.ts"
import { planNow, released } from "./agree.ts"
import { isWalkIn, type Visit } from "./Appointment.ts"
import type { Ask } from "./Command.ts"
import { type Answer, type Desk, nothing, notPossible, on } from "./desk.ts"
import { presence } from "./presence.ts"
import { asksFor, orOverridden } from "./reserve.ts"

export const walkIn = (desk: Desk, wish: Ask<"WalkIn">): Answer => {
  const { appointment } = desk
  if (appointment._tag === "Arrived" && isSame(appointment.visit, wish)) return nothing
  if (appointment._tag !== "Free") return notPossible(desk, "WalkIn", "Free")
  const { customer, vehicle, contact = {} } = wish
  return Result.map(orOverridden(desk, { ...wish, channel: "counter" }, planNow(desk, wish), fromMillis(toMillis(desk.at) - toMillis(desk.at) % 60_000)), ({ plan, facts }) => [...facts, ...presence(desk, plan, true), { _tag: "WalkedIn", ...on(desk), customer, vehicle: vehicle ?? null, plan, contact }])
}

const isSame = (visit: Visit, { jobs, transport, customer, vehicle }: Ask<"WalkIn">): boolean =>
  isWalkIn(visit) && visit.customer === customer && visit.vehicle === (vehicle ?? null) && visit.plan?.transport === transport && asksFor(visit.plan, jobs)

/** It went again: what it took is there for others. */
export const leave = (desk: Desk, why: string): Answer => Result.succeed([...released(desk), { _tag: "WalkInLeft", ...on(desk), why }])
