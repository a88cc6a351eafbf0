/** The whole vocabulary of the log: every event that has ever been kept can be read with it. */
import { Schema } from "effect"
import * as Books from "./appointments/Books.ts"
import * as VehicleFile from "./vehicles/VehicleFile.ts"

export const Event = Schema.Union([...Books.events, ...VehicleFile.events])
export type Event = typeof Event.Type
