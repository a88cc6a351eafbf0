/** What the customer says, what is found at the car, and whether it is the same fault again. */
import { Equal, Result } from "effect"
import type { Ask } from "./Command.ts"
import { type Answer, dateOf, nothing, notItsStep, on, told, vehicleOf, type Working } from "./known.ts"
import { NoEarlierVisit } from "./Rejection.ts"
import type * as Visit from "./Visit.ts"

/** While it is talked over, or worked on. */
const talking: ReadonlySet<Visit.Step> = new Set(["write-up", "repair", "work"])

/** Whether what an advisor does with the customer can be done at this step. */
export const isTalkedOver = ({ step }: Visit.Car): boolean => talking.has(step)

export const consult = (known: Working, { symptoms, findings }: Ask<"Consult">): Answer => {
  const { car } = known
  if (!isTalkedOver(car)) return notItsStep(car, "Consult")
  return Equal.equals(car.consultation, { symptoms, findings }) ? nothing : told({ _tag: "VisitConsulted", ...on(known), symptoms, findings })
}

export const noteComeback = (known: Working, other: Visit.State, { earlier, symptom }: Ask<"NoteComeback">): Answer => {
  const { car, id, document } = known
  if (car.comebacks.some((one) => one.earlier === earlier && one.symptom === symptom)) return nothing
  const not = (because: NoEarlierVisit["because"]): Answer => Result.fail(new NoEarlierVisit({ earlier, because }))
  if (earlier === id) return not("same")
  if (other._tag === "None") return not("unknown")
  if (other._tag !== "Delivered" && other._tag !== "Imported") return not("not-over")
  const { vehicle, date } = other._tag === "Delivered" ? other.delivery : other.visit
  const own = vehicleOf(known)
  if (own !== null && vehicle !== null && own !== vehicle) return not("other-vehicle")
  return date > dateOf(document, car.arrivedAt) ? not("later") : told({ _tag: "ComebackNoted", ...on(known), earlier, symptom })
}
