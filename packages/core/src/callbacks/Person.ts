/** What a caller must know of a customer: whom to ask for, when, and who has just been in touch. */
import type { Instant } from "../calendar/Instant.ts"
import type { CallbackId, CustomerId, StaffId } from "../Ids.ts"
import type * as CustomerFile from "../customers/CustomerFile.ts"

/** Somebody spoke with them. */
export interface Spoken {
  readonly at: Instant
  readonly by: StaffId | null
  readonly callback: CallbackId | null
}

export interface Person {
  readonly name: string | null
  /** The first is tried first. */
  readonly phones: ReadonlyArray<string>
  readonly preferred: typeof CustomerFile.Preferred.Type | null
  /** What they do not want to be called for. */
  readonly unwanted: ReadonlyArray<CustomerFile.Purpose>
  readonly spoken: ReadonlyArray<Spoken>
  /** The file that is theirs from now on. */
  readonly into: CustomerId | null
}

export const unknown: Person = { name: null, phones: [], preferred: null, unwanted: [], spoken: [], into: null }

const refused = (unwanted: Person["unwanted"], purposes: Person["unwanted"]): Person["unwanted"] => [...new Set([...unwanted, ...purposes])]

const described = (person: Person, { name, phones }: CustomerFile.Details): Person => ({ ...person, name: name ?? null, phones: phones ?? [] })

/** Most of what is told of a customer is of no concern to a caller. */
export const evolve = (person: Person, event: CustomerFile.Event): Person => {
  switch (event._tag) {
    case "CustomerRegistered":
    case "CustomerDescribed":
      return described(person, event.details)
    case "DataRefused":
      return { ...person, name: null, phones: [] }
    case "ConsentGiven":
      return event.means === "phone" ? { ...person, unwanted: person.unwanted.filter((purpose) => purpose !== event.purpose) } : person
    case "ConsentWithdrawn":
      return event.means === "phone" ? { ...person, unwanted: refused(person.unwanted, [event.purpose]) } : person
    case "CustomerAbsorbed":
      return { ...person, unwanted: refused(person.unwanted, event.withdrawn.flatMap(({ purpose, means }) => means === "phone" ? [purpose] : [])) }
    case "PreferredTimeSet":
      return { ...person, preferred: event.preferred }
    case "ContactNoted": {
      const { at, by, callback, means } = event
      // Only what is heard counts as speaking.
      return means === "phone" || means === "visit" ? { ...person, spoken: [...person.spoken, { at, by, callback }] } : person
    }
    case "CustomerMerged":
      return { ...person, into: event.into }
    default:
      return person
  }
}

/** By the id of their file, as far as it was read. */
export type People = Readonly<Record<string, Person>>

export const personOf = (people: People, id: CustomerId): Person => Object.hasOwn(people, id) ? people[id] ?? unknown : unknown

/** The files of a customer, from the one that is named to the one that is theirs now. */
export const filesOf = (people: People, named: CustomerId): ReadonlyArray<CustomerId> => {
  const files = [named]
  for (let next = personOf(people, named).into; next !== null && !files.includes(next); next = personOf(people, next).into) files.push(next)
  return files
}

/** The file that is theirs now. */
export const currentOf = (people: People, named: CustomerId): CustomerId => filesOf(people, named).at(-1) ?? named
