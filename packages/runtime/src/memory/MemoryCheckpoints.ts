/** Checkpoints in this process's memory. */
import { Effect, Layer } from "effect"
import { Checkpoints } from "../Checkpoints.ts"
import { type Position, positionOf } from "../Recorded.ts"

export const layer: Layer.Layer<Checkpoints> = Layer.sync(Checkpoints, () => {
  const positions = new Map<string, Position>()
  const loaded = (reader: string): Position => positions.get(reader) ?? positionOf(0)
  return Checkpoints.of({
    load: (reader) => Effect.sync(() => loaded(reader)),
    save: (reader, position) => Effect.sync(() => void positions.set(reader, positionOf(Math.max(position, loaded(reader)))))
  })
})
