/** The processes of a dealership, each begun from nothing. */
import type * as Domain from "../Domain.ts"
import { begin, type Running } from "../Process.ts"
import { afterCall } from "./afterCall.ts"
import { afterVisit } from "./afterVisit.ts"
import { arrivals } from "./arrivals.ts"
import type { Ask } from "./Ask.ts"
import { complaintClock } from "./complaintClock.ts"
import { customerFiles } from "./customerFiles.ts"
import { lifecycleClock } from "./lifecycleClock.ts"
import { noShowCall } from "./noShowCall.ts"
import { reminders } from "./reminders.ts"
import { saleCall } from "./saleCall.ts"
import { unreachable } from "./unreachable.ts"
import { verifyCall } from "./verifyCall.ts"
import { waited } from "./waited.ts"

/** Files are opened before anybody is called. */
export const all: ReadonlyArray<() => Running<Domain.Event, Ask>> = [
  begin(customerFiles), begin(arrivals), begin(waited), begin(saleCall), begin(lifecycleClock), begin(reminders), begin(verifyCall), begin(noShowCall), begin(afterVisit),
  begin(afterCall), begin(complaintClock), begin(unreachable)
]
