/** Whoever takes their consent back is not called for that any more. */
import { purposeOf } from "../callbacks/Kind.ts"
import type * as Domain from "../Domain.ts"
import type { Process } from "../Process.ts"
import type { Ask } from "./Ask.ts"
import { counted, type OpenCalls, withdrawn } from "./OpenCalls.ts"

const react = (event: Domain.Event, calls: OpenCalls): ReadonlyArray<Ask> => {
  if (event._tag !== "ConsentWithdrawn" || event.means !== "phone") return []
  return withdrawn(calls, ({ kind, about }) => about.customer === event.id && purposeOf(kind) === event.purpose, "no-consent", event.at)
}

export const consents: Process<OpenCalls, Domain.Event, Ask> = {
  name: "consents",
  initial: () => new Map(),
  evolve: (calls, event) => {
    counted(calls, event, react(event, calls))
    return calls
  },
  react,
  due: () => []
}
