/** Whoever has just been spoken to by others of the dealership is left alone for a while (S3-08). */
import { addMinutes, type Instant } from "../calendar/Instant.ts"
import type { Call } from "./Callback.ts"
import type { CallPolicy } from "./CallPolicy.ts"
import { mayWait } from "./Kind.ts"
import type { Spoken } from "./Person.ts"

/**
 * Until when the customer is left alone, as it is seen at `at`; null when nothing speaks against calling. What was said in this
 * call, or in the one it follows from, is no collision.
 */
export const guardedUntil = (call: Pick<Call, "id" | "kind" | "after">, spoken: ReadonlyArray<Spoken>, { quietHours }: CallPolicy, at: Instant): Instant | null => {
  if (!mayWait(call.kind)) return null
  let until: Instant | null = null
  for (const one of spoken) {
    const isOwn = one.callback !== null && (one.callback === call.id || one.callback === call.after)
    const end = addMinutes(one.at, quietHours * 60)
    if (!isOwn && one.at <= at && at < end && (until === null || end > until)) until = end
  }
  return until
}
