/** What a process may ask for: a command, and the aggregate that decides about it. */
import type * as BookingCommand from "../appointments/Command.ts"
import type * as CallbackCommand from "../callbacks/Command.ts"
import type * as Redress from "../complaints/Redress.ts"
import type * as CampaignCommand from "../campaigns/Command.ts"
import type * as CustomerCommand from "../customers/Command.ts"
import type * as Club from "../loyalty/Club.ts"
import type * as Gifts from "../loyalty/Gifts.ts"
import type * as Message from "../messages/Message.ts"
import type * as Site from "../sites/Site.ts"
import type * as VehicleCommand from "../vehicles/Command.ts"
import type * as VisitCommand from "../visits/Command.ts"

export type Ask =
  | { readonly aggregate: "appointment"; readonly command: BookingCommand.Command }
  | { readonly aggregate: "callback"; readonly command: CallbackCommand.Command }
  | { readonly aggregate: "campaign"; readonly command: CampaignCommand.Command }
  | { readonly aggregate: "club"; readonly command: Club.Command }
  | { readonly aggregate: "complaint"; readonly command: Redress.Command }
  | { readonly aggregate: "customer"; readonly command: CustomerCommand.Command }
  | { readonly aggregate: "gifts"; readonly command: Gifts.Command }
  | { readonly aggregate: "message"; readonly command: Message.Command }
  | { readonly aggregate: "site"; readonly command: Site.Command }
  | { readonly aggregate: "vehicle"; readonly command: VehicleCommand.Command }
  | { readonly aggregate: "visit"; readonly command: VisitCommand.Command }
