/** The whole vocabulary of the log: every event that has ever been kept can be read with it. */
import { Schema } from "effect"
import * as Appointment from "./appointments/Appointment.ts"
import * as WaitingList from "./appointments/WaitingList.ts"
import * as Site from "./sites/Site.ts"
import * as Daybook from "./workshop/Daybook.ts"
import * as Stock from "./workshop/Stock.ts"

export const Event = Schema.Union([...Site.events, ...Daybook.events, ...Appointment.events, ...WaitingList.events, ...Stock.events])
export type Event = typeof Event.Type
