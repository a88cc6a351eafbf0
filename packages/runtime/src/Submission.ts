/** The generic door: a command as JSON, from whoever speaks JSON. */
import {
  type Aggregate, Audit, Booking, type BookingRejection, Calling, Campaign, type CampaignRejection, Cars, Club, Customer, type CustomerRejection, Gifts, GiftShelf, Incentives, Instant,
  Message, Parts, Reception, Redress, Results, Site, SurveyResponse, Vehicle, type VisitRejection, Waitlist
} from "@servicelane/core"
import { Effect, Schema } from "effect"
import { CommandHandler, type Failure } from "./CommandHandler.ts"
import type { Handled } from "./Handled.ts"
import { CommandId } from "./Envelope.ts"
import { decoded, type InvalidInput } from "./InvalidInput.ts"

/** `command` holds the command's `_tag` and fields; its site and id stand beside it, and its `at` is now unless it says otherwise. */
export const Submission = Schema.Struct({
  commandId: CommandId,
  site: Schema.String,
  aggregate: Schema.Literals([
    "site", "appointment", "waitlist", "part", "cars", "vehicle", "customer", "complaint", "callback", "visit", "message", "gifts", "gift-shelf", "club", "incentives", "campaign",
    "survey", "results", "audit"
  ]),
  id: Schema.String,
  command: Schema.Record(Schema.String, Schema.Json)
})
export type Submission = typeof Submission.Type

const handled = <Command extends { readonly at: string }, State, Event extends { readonly _tag: string }, Rejection>(
  aggregate: Aggregate<Command, State, Event, Rejection>,
  submission: Submission,
  ids: Record<string, string>,
  actor: string
) =>
  Effect.gen(function*() {
    const handler = yield* CommandHandler
    const at = submission.command.at ?? Instant.fromMillis(yield* Effect.clockWith((clock) => clock.currentTimeMillis))
    const command = yield* Effect.fromResult(decoded("The command", aggregate.Command, { ...submission.command, ...ids, at }))
    return yield* handler.handle(aggregate, { commandId: submission.commandId, command, asked: submission, actor })
  })

/** A place is offered to whoever is next: the command names nobody, and the submission's id is the site's. */
const isOfNobody = ({ command: { _tag } }: Submission): boolean => _tag === "OfferPlace" || _tag === "AnnouncePlace"

type Rejection =
  | BookingRejection.Rejection | Site.Rejection | Waitlist.Rejection | Parts.Rejection | Cars.Rejection | Vehicle.Rejection | CustomerRejection.Rejection | VisitRejection.Rejection
  | Calling.Rejection | Redress.Rejection | Message.Rejection | Gifts.Rejection | GiftShelf.Rejection | Club.Rejection | Incentives.Rejection
  | CampaignRejection.Rejection | SurveyResponse.Rejection | Results.Rejection | Audit.Rejection

/** Checks the submission, stamps the moment, and hands the command over. */
export const submit = (
  input: unknown,
  actor: string
): Effect.Effect<Handled, InvalidInput | Rejection | Failure, CommandHandler> =>
  Effect.gen(function*() {
    const submission = yield* Effect.fromResult(decoded("The submission", Submission, input))
    const { site, id } = submission
    switch (submission.aggregate) {
      case "site":
        return yield* handled(Site.aggregate, submission, { site }, actor)
      case "appointment":
        return yield* handled(Booking.aggregate, submission, { site, id }, actor)
      case "waitlist":
        return yield* handled(Waitlist.aggregate, submission, isOfNobody(submission) ? { site } : { site, id }, actor)
      case "vehicle":
        return yield* handled(Vehicle.aggregate, submission, { site, id }, actor)
      case "campaign":
        return yield* handled(Campaign.aggregate, submission, { site, month: id }, actor)
      case "survey":
        return yield* handled(SurveyResponse.aggregate, submission, { site, id }, actor)
      case "results":
        return yield* handled(Results.aggregate, submission, { site, period: id }, actor)
      case "audit":
        return yield* handled(Audit.aggregate, submission, { site, advisor: id }, actor)
      case "customer":
        return yield* handled(Customer.aggregate, submission, { site, id }, actor)
      case "complaint":
        return yield* handled(Redress.aggregate, submission, { site, id }, actor)
      case "callback":
        return yield* handled(Calling.aggregate, submission, { site, id }, actor)
      case "visit":
        return yield* handled(Reception.aggregate, submission, { site, id }, actor)
      case "message":
        return yield* handled(Message.aggregate, submission, { site, id }, actor)
      case "cars":
        return yield* handled(Cars.aggregate, submission, { site }, actor)
      case "gifts":
        return yield* handled(Gifts.aggregate, submission, { site, appointment: id }, actor)
      case "gift-shelf":
        return yield* handled(GiftShelf.aggregate, submission, { site, gift: id }, actor)
      case "club":
        return yield* handled(Club.aggregate, submission, { site, customer: id }, actor)
      case "incentives":
        return yield* handled(Incentives.aggregate, submission, { site, month: id }, actor)
      case "part":
        return yield* handled(Parts.aggregate, submission, { site, part: id }, actor)
    }
  })
