/** The script of each kind of call, where a site has none of its own. */
import type { Kind } from "../Kind.ts"
import type { Script } from "../Script.ts"
import { firstVisit, subscription } from "./beginnings.ts"
import { booking } from "./booking.ts"
import { complaint } from "./complaint.ts"
import { lostCustomer } from "./lostCustomer.ts"
import { firstService, maintenance } from "./reminders.ts"
import { repairBooking } from "./repair.ts"
import { sale } from "./sale.ts"
import { serviceBody, serviceMechanical } from "./service.ts"
import { noShow, verifyBooking, waited } from "./visits.ts"

export const standard: Readonly<Record<Kind, Script>> = {
  "first-visit": firstVisit,
  subscription,
  sale,
  "service-mechanical": serviceMechanical,
  "service-body": serviceBody,
  "first-service": firstService,
  maintenance,
  booking,
  "repair-booking": repairBooking,
  "verify-booking": verifyBooking,
  "no-show": noShow,
  "lost-customer": lostCustomer,
  waited,
  complaint
}

/** The site's own script of a kind, or the standard one. */
export const scriptFor = (scripts: ReadonlyArray<Script>, kind: Kind): Script => scripts.find((script) => script.kind === kind) ?? standard[kind]
