/** The processes of a dealership, each begun from nothing. */
import * as Appointment from "../appointments/Appointment.ts"
import * as Callback from "../callbacks/Callback.ts"
import * as DueList from "../campaigns/DueList.ts"
import type * as Domain from "../Domain.ts"
import * as MonthFile from "../incentives/MonthFile.ts"
import * as ClubFile from "../loyalty/ClubFile.ts"
import { begin, type Running } from "../Process.ts"
import * as Site from "../sites/Site.ts"
import * as Audit from "../surveys/Audit.ts"
import * as VehicleFile from "../vehicles/VehicleFile.ts"
import * as Visit from "../visits/Visit.ts"
import { afterCall } from "./afterCall.ts"
import { afterVisit } from "./afterVisit.ts"
import { arrivals } from "./arrivals.ts"
import type { Ask } from "./Ask.ts"
import { attendance } from "./attendance.ts"
import { auditGate } from "./auditGate.ts"
import { campaignClock } from "./campaignClock.ts"
import { complaintClock } from "./complaintClock.ts"
import { consents } from "./consents.ts"
import { customerFiles } from "./customerFiles.ts"
import { gate } from "./gate.ts"
import { lifecycleClock } from "./lifecycleClock.ts"
import { noShowCall } from "./noShowCall.ts"
import { points } from "./points.ts"
import { reminders } from "./reminders.ts"
import { saleCall } from "./saleCall.ts"
import { toward } from "./toward.ts"
import { unreachable } from "./unreachable.ts"
import { vehicleFiles } from "./vehicleFiles.ts"
import { verifyCall } from "./verifyCall.ts"
import { waited } from "./waited.ts"

/** Files are opened before anybody is called. */
export const all: ReadonlyArray<() => Running<Domain.Event, Ask>> = [
  begin(customerFiles), begin(vehicleFiles), begin(arrivals), begin(waited), begin(saleCall), begin(lifecycleClock), begin(reminders), begin(verifyCall), begin(noShowCall), begin(afterVisit),
  begin(consents), begin(afterCall), begin(complaintClock), begin(unreachable),
  begin(toward([Appointment.tags], attendance, (command) => ({ aggregate: "gifts", command }))),
  begin(toward([ClubFile.tags, Visit.tags], points, (command) => ({ aggregate: "club", command }))),
  begin(toward([Site.tags, VehicleFile.tags, DueList.tags, Callback.tags], campaignClock, (command) => ({ aggregate: "campaign", command }))),
  begin(toward([MonthFile.tags], gate, (command) => ({ aggregate: "site", command }))),
  begin(toward([Audit.tags], auditGate, (command) => ({ aggregate: "site", command })))
]
