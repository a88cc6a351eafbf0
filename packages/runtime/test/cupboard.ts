/** A key cupboard, the smallest domain with two streams in one decision: a key is taken from its hook by a driver. */
import { type Aggregate, Personal, StreamId } from "@servicelane/core"
import { Result, Schema } from "effect"

const instant = Schema.String

export const Event = Schema.Union([
  Schema.TaggedStruct("KeyTaken", { hook: Schema.String, driver: Schema.String, customer: Schema.String, note: Personal(Schema.Struct({ text: Schema.String })), at: instant }),
  Schema.TaggedStruct("KeyReturned", { hook: Schema.String, driver: Schema.String, at: instant }),
  Schema.TaggedStruct("DriverNoted", { hook: Schema.String, driver: Schema.String, at: instant })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Event = typeof Event.Type

export const Command = Schema.Union([
  Schema.TaggedStruct("Take", { hook: Schema.String, driver: Schema.String, at: instant }),
  Schema.TaggedStruct("Return", { hook: Schema.String, driver: Schema.String, at: instant })
]).pipe(Schema.toTaggedUnion("_tag"))
export type Command = typeof Command.Type

export class KeyGone extends Schema.TaggedError<KeyGone>()("KeyGone", { hook: Schema.String }) {}

interface State {
  readonly holder: string | null
  readonly taken: number
}

export const hookStream = (hook: string): StreamId => StreamId.make(`hook/${hook}`)
export const driverStream = (driver: string): StreamId => StreamId.make(`driver/${driver}`)
export const house = StreamId.make("house/one")

export const cupboard: Aggregate<Command, State, Event, KeyGone> = {
  name: "cupboard",
  Command,
  Event,
  initial: { holder: null, taken: 0 },
  decide: (command, { holder, taken }) => {
    const { hook, driver, at } = command
    if (command._tag === "Return") return holder === driver ? Result.succeed([{ _tag: "KeyReturned", hook, driver, at }]) : Result.succeed([])
    if (holder === driver) return Result.succeed([])
    if (holder !== null) return Result.fail(new KeyGone({ hook }))
    return Result.succeed([
      { _tag: "KeyTaken", hook, driver, customer: `owner-of-${hook}`, note: { text: `taken for the ${taken + 1}. time` }, at },
      { _tag: "DriverNoted", hook, driver, at }
    ])
  },
  evolve: (state, event) =>
    Event.match(event, {
      KeyTaken: ({ driver }) => ({ holder: driver, taken: state.taken + 1 }),
      KeyReturned: () => ({ ...state, holder: null }),
      DriverNoted: () => state
    }),
  isTerminal: () => false,
  reads: ({ hook, driver }) => [hookStream(hook), driverStream(driver), house],
  streamOf: (event) => event._tag === "DriverNoted" ? driverStream(event.driver) : hookStream(event.hook)
}
