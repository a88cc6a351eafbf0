/** What travels with a command, and how its events become a batch. */
import { Instant, type StreamId } from "@servicelane/core"
import { Array, Schema } from "effect"
import type { Codec } from "./Codec.ts"
import type { Appended, Batch, Write } from "./EventStore.ts"
import { type NewEvent, positionOf, type Recorded, type Version, versionOf } from "./Recorded.ts"

/** What makes a command idempotent for ever: opaque, 1 to 255 characters. */
export const CommandId = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(255))

/** A command and everything that is known of where it comes from. */
export interface Envelope<Command> {
  /** See `CommandId`. */
  readonly commandId: string
  readonly command: Command
  /** What was asked, before instants were stamped; the command itself when left out. */
  readonly asked?: unknown
  /** Who asks: an account or a program, never a person's name. */
  readonly actor: string
  readonly correlation?: string
  readonly causation?: string
  readonly traceparent?: string
}

const textIn = (fields: object, name: string): string | null => {
  const value: unknown = Reflect.get(fields, name)
  return typeof value === "string" ? value : null
}

const newEvent = <Event extends { readonly _tag: string }>(
  codec: Codec<Event>,
  { commandId, command, actor, correlation, causation, traceparent }: Envelope<{ readonly at: string }>,
  event: Event,
  index: number
): NewEvent => {
  const encoded = codec.encode(event)
  return {
    id: `${commandId}/${index}`,
    ...encoded,
    // Commands were checked when they came in, and events take their instants from them.
    occurredAt: Instant.Instant.make(textIn(event, "at") ?? command.at, { disableChecks: true }),
    actor,
    site: textIn(event, "site"),
    subject: encoded.personal === null ? null : textIn(event, "customer") ?? textIn(event, "id"),
    correlation: correlation ?? null,
    causation: causation ?? null,
    traceparent: traceparent ?? null
  }
}

/**
 * The batch in which events are appended: each stream at the version it was read at, and every stream that was read but
 * gets no event as a check. Undefined when there is nothing to append.
 */
export const batchOf = <Event extends { readonly _tag: string }>(
  events: ReadonlyArray<Event>,
  streamOf: (event: Event) => StreamId,
  codec: Codec<Event>,
  envelope: Envelope<{ readonly at: string }>,
  read: ReadonlyMap<StreamId, { readonly version: Version }>,
  fingerprint: string
): Batch | undefined => {
  const byStream = new Map<StreamId, Array<NewEvent>>()
  events.forEach((event, index) => {
    const stream = streamOf(event)
    const own = byStream.get(stream)
    const news = newEvent(codec, envelope, event, index)
    if (own === undefined) byStream.set(stream, [news])
    else own.push(news)
  })
  const writes = [...byStream].flatMap(([stream, news]): ReadonlyArray<Write> =>
    Array.isReadonlyArrayNonEmpty(news) ? [{ stream, expected: read.get(stream)?.version ?? versionOf(0), events: news }] : []
  )
  if (!Array.isReadonlyArrayNonEmpty(writes)) return undefined
  const checks = [...read].filter(([stream]) => !byStream.has(stream)).map(([stream, { version }]) => ({ stream, expected: version }))
  return { writes, checks, command: { id: envelope.commandId, fingerprint } }
}

/** The events of a batch as the log now keeps them. */
export const recordedOf = ({ writes, command }: Batch, { from, recordedAt }: Appended): ReadonlyArray<Recorded> => {
  let position = from
  return writes.flatMap(({ stream, expected, events }) =>
    events.map((event, i): Recorded => ({
      ...event,
      position: positionOf(position++),
      stream,
      version: versionOf(expected + i + 1),
      recordedAt,
      commandId: command?.id ?? null
    }))
  )
}
