/** What may be said to a customer, by what means: a refusal always wins. */
import { type Consents, type File, Means, Purpose, type State } from "./CustomerFile.ts"

/**
 * Whether somebody may be in touch. What they ordered is spoken of unless they said no; offers and invitations need their
 * yes, and whoever keeps their data to themselves gets none. Nobody is spoken to under a merged file: ask of the file it
 * was merged into, which knows what was refused in either.
 */
export const mayContact = (customer: State, purpose: Purpose, means: Means): boolean => {
  if (customer._tag === "Merged") return false
  if (customer._tag === "None") return purpose === "transactional"
  const { consents, data } = customer.file
  const said = consents[purpose]?.[means]
  if (said === "withdrawn") return false
  return purpose === "transactional" || (said === "given" && data._tag === "Given")
}

/** Whether how to talk with somebody may be noted: they said yes to it for some means, and no for none. */
export const mayNote = (customer: State): boolean =>
  Means.literals.some((means) => mayContact(customer, "handling", means)) &&
  customer._tag === "Open" && !Object.values(customer.file.consents.handling ?? {}).includes("withdrawn")

/** Everything that was refused, for the file of which this one becomes a part. */
export const withdrawn = (consents: Consents): ReadonlyArray<{ readonly purpose: Purpose; readonly means: Means }> =>
  Purpose.literals.flatMap((purpose) =>
    Means.literals.flatMap((means) => consents[purpose]?.[means] === "withdrawn" ? [{ purpose, means }] : []))

/** What another file of the same person shows beside theirs: no note of its own, and no data if they keep theirs. */
export const shownBeside = (other: File, { data }: File): File =>
  ({ ...other, handling: null, data: data._tag === "Refused" ? data : other.data })
