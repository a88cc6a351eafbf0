/** What the desk does before a booked car comes: speak with the customer, and get things ready. */
import { Result } from "effect"
import { type Answer, type Desk, nothing, notPossible, on } from "./desk.ts"
import type { Ask } from "./Command.ts"

export const verify = (desk: Desk): Answer => {
  const { appointment } = desk
  if (appointment._tag !== "Booked") return notPossible(desk, "Verify", "Booked")
  return appointment.visit.registered ? nothing : Result.succeed([{ _tag: "AppointmentVerified", ...on(desk) }])
}

export const prepare = (desk: Desk, { item, done }: Ask<"Prepare">): Answer => {
  const { appointment } = desk
  if (appointment._tag !== "Booked") return notPossible(desk, "Prepare", "Booked")
  if (appointment.visit.prepared.includes(item) === done) return nothing
  return Result.succeed([{ _tag: done ? "AppointmentPrepared" : "PreparationUndone", ...on(desk), item }])
}
