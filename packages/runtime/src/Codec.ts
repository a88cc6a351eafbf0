/** Events as the domain knows them, and as the log keeps them: the tag apart as `type`, personal fields apart from the rest. */
import { type EventUnion, personalFields } from "@servicelane/core"
import { Result, Schema } from "effect"
import type { Data, Recorded } from "./Recorded.ts"

/** The log holds an event that this version does not know: it was written by a later version, or by somebody else. */
export class UnknownEvent extends Schema.TaggedError<UnknownEvent>()("UnknownEvent", {
  position: Schema.Int,
  type: Schema.String,
  schema: Schema.Int
}) {
  override get message() {
    return `The event at position ${this.position} is of a type this version does not know: ${this.type}, format ${this.schema}. Use the version that wrote it, or a later one.`
  }
}

/** The log holds an event whose fields are not what its type demands. */
export class CorruptEvent extends Schema.TaggedError<CorruptEvent>()("CorruptEvent", {
  position: Schema.Int,
  type: Schema.String,
  /** The field concerned and what it should be; never its content. */
  problem: Schema.String
}) {
  override get message() {
    return `The event at position ${this.position} (${this.type}) cannot be read: ${this.problem}.`
  }
}

/** The format in which every event is written today. */
const format = 1

export interface Codec<Event> {
  readonly encode: (event: Event) => { readonly type: string; readonly schema: number; readonly data: Data; readonly personal: Data | null }
  readonly decode: (recorded: Recorded) => Result.Result<Event, UnknownEvent | CorruptEvent>
}

/** Events are their own encoding: their schemas carry no transformation, so that log, HTTP and export share one form. */
export const codecOf = <Event extends { readonly _tag: string }>(union: EventUnion<Event>): Codec<Event> => {
  const decode = Schema.decodeUnknownResult(union, { reportInput: false })
  const tags = new Map(union.members.map((member) => [member.fields._tag.schema.literal, personalFields(member)]))
  return {
    encode: (event) => {
      const { _tag: type, ...fields } = event as Event & Record<string, Schema.Json>
      const marked = tags.get(type) ?? []
      if (marked.length === 0) return { type, schema: format, data: fields, personal: null }
      const data: Record<string, Schema.Json> = {}
      const personal: Record<string, Schema.Json> = {}
      for (const [name, field] of Object.entries(fields)) (marked.includes(name) ? personal : data)[name] = field
      return { type, schema: format, data, personal }
    },
    decode: ({ position, type, schema, data, personal }) => {
      if (schema !== format || !tags.has(type)) return Result.fail(new UnknownEvent({ position, type, schema }))
      return Result.mapError(
        decode({ ...data, ...personal, _tag: type }),
        (error) => new CorruptEvent({ position, type, problem: String(error.message).replaceAll(/\s+/g, " ") })
      )
    }
  }
}
