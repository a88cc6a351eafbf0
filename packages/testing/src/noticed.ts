import fc from "fast-check"
import { throws } from "node:assert/strict"

/** Runs enough that a mutant which a law can notice does not slip through by luck; a law stops at its first counterexample. */
const runs = 5_000

/** The law is broken by what it is given: for showing that a law can fail. */
export const noticed = (law: () => void): void => {
  const before = fc.readConfigureGlobal()
  fc.configureGlobal({ ...before, numRuns: runs })
  try {
    throws(law, /Property failed/)
  } finally {
    fc.configureGlobal(before)
  }
}
