/** The whole vocabulary of the log: every event that has ever been kept can be read with it. */
import { Schema } from "effect"
import * as Books from "./appointments/Books.ts"
import * as Callback from "./callbacks/Callback.ts"
import * as Complaint from "./complaints/Complaint.ts"
import * as DueList from "./campaigns/DueList.ts"
import * as CustomerFile from "./customers/CustomerFile.ts"
import * as MonthFile from "./incentives/MonthFile.ts"
import * as CardBook from "./loyalty/CardBook.ts"
import * as ClubFile from "./loyalty/ClubFile.ts"
import * as GiftFile from "./loyalty/GiftFile.ts"
import * as GiftShelf from "./loyalty/GiftShelf.ts"
import * as Message from "./messages/Message.ts"
import * as Audit from "./surveys/Audit.ts"
import * as Response from "./surveys/Response.ts"
import * as Results from "./surveys/Results.ts"
import * as VehicleFile from "./vehicles/VehicleFile.ts"
import * as Floor from "./visits/Floor.ts"
import * as Visit from "./visits/Visit.ts"

export const Event = Schema.Union([
  ...Books.events, ...VehicleFile.events, ...CustomerFile.events, ...Visit.events, ...Floor.events, ...Callback.events, ...Complaint.events,
  ...Message.events, ...GiftFile.events, ...GiftShelf.events, ...ClubFile.events, ...CardBook.events, ...MonthFile.events, ...DueList.events,
  ...Response.events, ...Results.events, ...Audit.events
])
export type Event = typeof Event.Type
