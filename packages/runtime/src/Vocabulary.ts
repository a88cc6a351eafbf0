import { Domain } from "@servicelane/core"
import { codecOf } from "./Codec.ts"

/** How every event of the domain is written to the log and read from it. */
export const vocabulary = codecOf(Domain.Event)
