/** What is said in a call, as data: sentences, questions with the answers they take, branches, and ends. */
import { Schema } from "effect"
import { Kind } from "./Kind.ts"

/** Names a state, and the question that is asked in it. */
export const StateId = Schema.String.check(
  Schema.isPattern(/^[a-z][a-z0-9-]{0,39}$/u, { message: "expected 1 to 40 small letters, digits or '-', beginning with a letter" })
)

/** Facts stand in braces, such as `{plate}`. A blank text is a language that is missing. */
const said = Schema.String.check(Schema.isMaxLength(600))

export const Text = Schema.Struct({ en: said, "zh-CN": said })
export type Text = typeof Text.Type

export const Choice = Schema.Struct({ code: StateId, label: Text, next: StateId })
export type Choice = typeof Choice.Type

/** A whole number, from `least` to `most`. */
export const Count = Schema.Struct({ unit: Schema.Literals(["km", "points"]), least: Schema.Int, most: Schema.Int, next: StateId })
export type Count = typeof Count.Type

/** What may come of a call. */
export const OutcomeName = Schema.Literals([
  "Done", "Booked", "Verified", "Denied", "NotDue", "ServicedElsewhere", "Declined", "RepairWanted", "Complained", "Accepted", "NotAccepted", "CarGone", "NoMoreCalls"
])

export const State = Schema.Union([
  Schema.TaggedStruct("Say", { id: StateId, say: Text, next: StateId }),
  /** Answered by one of the codes, or by a number. */
  Schema.TaggedStruct("Ask", { id: StateId, say: Text, choices: Schema.Array(Choice).check(Schema.isMaxLength(20)), count: Schema.optionalKey(Count) }),
  /** Something came of it; where the outcome has a reason, it is the answer to the question `detail`, if that was asked. */
  Schema.TaggedStruct("End", { id: StateId, say: Text, outcomes: Schema.Array(OutcomeName).check(Schema.isMinLength(1), Schema.isMaxLength(13)), detail: Schema.optionalKey(StateId) }),
  /** Nothing has come of it yet: the attempt is recorded, or another time agreed. */
  Schema.TaggedStruct("CallAgain", { id: StateId, say: Text, because: Schema.Literals(["third-person", "wrong-number", "another-time"]) })
])
export type State = typeof State.Type

export const Script = Schema.Struct({
  kind: Kind,
  start: StateId,
  states: Schema.Array(State).check(Schema.isMinLength(1), Schema.isMaxLength(80))
})
export type Script = typeof Script.Type
