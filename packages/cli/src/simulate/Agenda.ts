/** What will happen, in the order of time; of two things at the same moment, what was put down first. */
import { Effect } from "effect"
import type { Answer } from "../run.ts"

interface Happening<R> {
  readonly at: number
  readonly run: Effect.Effect<void, Answer, R>
}

export class Agenda<R> {
  readonly #entries: Array<Happening<R>> = []
  readonly #end: number

  /** What comes after `end`, in milliseconds since 1970, never happens. */
  constructor(end: number) {
    this.#end = end
  }

  later(at: number, run: Effect.Effect<unknown, Answer, R>): void {
    if (at > this.#end) return
    this.#entries.splice(this.#entries.findLastIndex((other) => other.at <= at) + 1, 0, { at, run: Effect.asVoid(run) })
  }

  /** Takes the first, if it comes before a moment. */
  next(before: number): Happening<R> | undefined {
    return (this.#entries[0]?.at ?? Infinity) < before ? this.#entries.shift() : undefined
  }
}
