import type * as Callback from "../callbacks/Callback.ts"
import { windowFor } from "../callbacks/window.ts"
import type { Instant } from "../calendar/Instant.ts"
import type { LocalDate } from "../calendar/LocalDate.ts"
import { derivedId } from "../derivedId.ts"
import { CallbackId, type CustomerId } from "../Ids.ts"
import type { Document } from "../sites/Document.ts"
import type { Ask } from "./Ask.ts"

interface Asked {
  readonly document: Document
  readonly kind: Callback.Kind
  /** What the call derives from, so that the same fact never leads to two. */
  readonly because: ReadonlyArray<string>
  readonly about: Partial<Callback.About> & { readonly customer: CustomerId }
  /** From when its time is counted: a date on the site's wall, or a moment. */
  readonly since: LocalDate | Instant
  readonly after?: CallbackId
  readonly at: Instant
}

/** A call within the time that its kind leaves. */
export const callAsked = ({ document, kind, because, about, since, after, at }: Asked): Ask => ({
  aggregate: "callback",
  command: {
    _tag: "Request", id: CallbackId.make(derivedId(kind, ...because)), site: document.site, at, kind,
    about: { vehicle: null, appointment: null, visit: null, complaint: null, ...about },
    window: windowFor(kind, document, since),
    ...(after === undefined ? {} : { after })
  }
})
