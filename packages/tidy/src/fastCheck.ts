/** Property tests repeat with `FC_SEED`, and look ten times as hard with `FAULTS=full`. fast-check prints the seed of a failure. */
import fc from "fast-check"

const { FC_SEED: seed, FAULTS: faults } = process.env

fc.configureGlobal({
  numRuns: faults === "full" ? 1_000 : 100,
  ...(seed === undefined ? {} : { seed: Number(seed) })
})
