/** The complaint board of a site at a moment. */
import { type BookingRejection, Complaint, ComplaintBoard, type Instant, type Site, type SiteId } from "@servicelane/core"
import { Effect } from "effect"
import type { EventStore } from "../EventStore.ts"
import { counted } from "./counted.ts"
import { readSite, type Unreadable } from "./read.ts"

export interface Complaints extends ComplaintBoard.Reading {
  readonly document: Site.Document
  readonly at: Instant.Instant
}

export const complaints = (site: SiteId, now: Instant.Instant): Effect.Effect<Complaints, Unreadable | BookingRejection.UnknownSite, EventStore> =>
  Effect.gen(function*() {
    const document = yield* readSite(site)
    const board = yield* counted(ComplaintBoard.board, Complaint.tags)
    return { document, at: now, ...ComplaintBoard.read(board, document, now) }
  })
