import { Schema } from "effect"
import type { Recorded } from "./Recorded.ts"

/** What became of a command: the facts it brought about, in the order of the log; none when all had been said before. */
export interface Handled {
  readonly events: ReadonlyArray<Recorded>
  /** True when the command had been handled before; the events are those of that time. */
  readonly duplicate: boolean
}

/** Others kept writing to the same streams for as long as patience lasted. Nothing was kept; the same command may be sent again. */
export class Busy extends Schema.TaggedError<Busy>()("Busy", { triedMs: Schema.Int }) {
  override get message() {
    return `Others kept changing the same day for ${this.triedMs} ms. Nothing was kept; send the same command again.`
  }
}
