import type { StreamId } from "@servicelane/core"
import { type Version, versionOf } from "./Recorded.ts"

/** A stream as far as it has been read, decoded. */
export interface Read<Event> {
  readonly version: Version
  readonly events: ReadonlyArray<Event>
}

/** Streams kept; the one that was not asked for the longest gives way. */
const kept = 128

const unread: Read<never> = { version: versionOf(0), events: [] }

/**
 * What has been read of the streams asked for most: only what came since is read again. It saves work and decides
 * nothing, for every load still asks the store how far the stream has come.
 */
export class StreamCache<Event> {
  readonly #streams = new Map<StreamId, Read<Event>>()

  get(stream: StreamId): Read<Event> {
    return this.#streams.get(stream) ?? unread
  }

  /** What was decided on a stream as it was read, and is in the store now. */
  append(stream: StreamId, { version, events } = unread as Read<Event>, own: ReadonlyArray<Event>): void {
    this.put(stream, { version: versionOf(version + own.length), events: [...events, ...own] })
  }

  put(stream: StreamId, read: Read<Event>): void {
    const known = this.get(stream)
    this.#streams.delete(stream)
    this.#streams.set(stream, known.version > read.version ? known : read)
    const oldest = this.#streams.keys().next().value
    if (this.#streams.size > kept && oldest !== undefined) this.#streams.delete(oldest)
  }
}
