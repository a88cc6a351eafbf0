/** Calls are made: who is to be called, each attempt, and what came of it, decided beside what others have said to the customer. */
import { Equal, Result, Schema } from "effect"
import type { Aggregate } from "../Aggregate.ts"
import * as Appointment from "../appointments/Appointment.ts"
import { addMinutes, type Instant, toMillis } from "../calendar/Instant.ts"
import { toMinutes } from "../calendar/LocalTime.ts"
import { localOf } from "../calendar/Zone.ts"
import * as CustomerFile from "../customers/CustomerFile.ts"
import type { StreamId } from "../Ids.ts"
import { whole } from "../sites/Care.ts"
import type { Document } from "../sites/Document.ts"
import * as Site from "../sites/Site.ts"
import { UnknownSite } from "../sites/UnknownSite.ts"
import * as Callback from "./Callback.ts"
import type { CallPolicy } from "./CallPolicy.ts"
import { guardedUntil } from "./collision.ts"
import { type Ask, Command } from "./Command.ts"
import { purposeOf } from "./Kind.ts"
import * as Person from "./Person.ts"
import * as Refused from "./Rejection.ts"
import { acceptedBy, allows, run } from "./run.ts"
import { scriptFor } from "./scripts/standard.ts"

export type Rejection = Refused.Rejection

// State

/** What one decision knows: the site, the call, its customer, and the appointment that was made in it. */
export interface State {
  readonly site: Site.State
  readonly callback: Callback.State
  readonly people: Person.People
  readonly appointment: Appointment.State
}

export const events = [...Site.events, ...CustomerFile.events, ...Appointment.events, ...Callback.events] as const

export const Event = Schema.Union(events)
export type Event = typeof Event.Type

type Answer = Result.Result<ReadonlyArray<Callback.Event | CustomerFile.Event>, Rejection>

const nothing: Answer = Result.succeed([])

// Decide

const decide = (command: Command, state: State): Answer => {
  const { site, callback } = state
  if (site._tag === "Unopened") return Result.fail(new UnknownSite({ site: command.site }))
  if (callback._tag === "None") {
    if (command._tag !== "Request") return Result.fail(new Refused.UnknownCallback({ id: command.id }))
    const { kind, about, window, after = null } = command
    return Result.succeed([{ _tag: "CallbackRequested", ...on(command), kind, about, window, after }])
  }
  if (callback.call.site !== command.site) return Result.fail(new Refused.CallbackOfOtherSite({ site: callback.call.site }))
  return isSaid(command, callback) ? nothing : decideOn({ ...state, callback, document: site.document }, command)
}

/** What every fact about the call begins with. */
const on = ({ id, site, at }: Command) => ({ id, site, at })

type Known = Exclude<Callback.State, { readonly _tag: "None" }>

/** Whether it has been said before. */
const isSaid = (command: Command, callback: Known): boolean => {
  const { call } = callback
  return Command.match(command, {
    Request: ({ kind, about, after = null }) => kind === call.kind && Equal.equals(about, call.about) && after === call.after,
    Assign: ({ to }) => to === call.assigned,
    Attempt: ({ at, met }) => call.attempts.some((one) => one.at === at && one.met === met),
    Postpone: ({ window }) => Equal.equals(window, call.window),
    Conclude: ({ outcome, answers }) => callback._tag === "Concluded" && Equal.equals(outcome, callback.outcome) && Equal.equals(answers, callback.answers),
    Withdraw: ({ because }) => callback._tag === "Withdrawn" && because === callback.because
  })
}

interface Desk extends State {
  readonly callback: Known
  readonly document: Document
}

const decideOn = (desk: Desk, command: Command): Answer => {
  const { callback } = desk
  const { call } = callback
  if (command._tag === "Request") return Result.fail(new Refused.OtherCallback({ id: call.id, kind: call.kind }))
  if (callback._tag !== "Open" && callback._tag !== "Reached" && !isStillHeard(callback, command)) return Result.fail(new Refused.CallbackOver({ by: callback._tag }))
  switch (command._tag) {
    case "Assign":
      return Result.succeed([{ _tag: "CallbackAssigned", ...on(command), to: command.to }])
    case "Attempt":
      return attempt(desk, command)
    case "Postpone":
      return postpone(desk, command)
    case "Conclude":
      return conclude(desk, command)
    case "Withdraw":
      return Result.succeed([{ _tag: "CallbackWithdrawn", ...on(command), kind: call.kind, because: command.because }])
  }
}

/** What somebody said on the line counts, though the reason for the call was settled while they spoke, as by a booking. */
const isStillHeard = (callback: Known, command: Command): boolean =>
  command._tag === "Conclude" && callback._tag === "Withdrawn" && (callback.because === "settled" || callback.because === "came")

const isCallingTime = ({ document: { calendar } }: Desk, { from, to }: CallPolicy, at: Instant): boolean => {
  const { minutes } = localOf(calendar.zone, toMillis(at))
  return minutes >= toMinutes(from) && minutes < toMinutes(to)
}

/** What stands against ringing at a moment. */
const against = (desk: Desk, { at, override }: Ask<"Attempt"> | Ask<"Conclude">): Rejection | undefined => {
  const { call } = desk.callback
  const { calls } = whole(desk.document.care)
  if (at < call.window.from) return new Refused.TooEarlyToCall({ from: call.window.from })
  if (!isCallingTime(desk, calls, at)) return new Refused.OutsideCallingHours({ from: calls.from, to: calls.to })
  const last = call.attempts.at(-1)
  if (last !== undefined) {
    // Who was on the line may be rung again at once, as when the line was cut.
    const next = addMinutes(last.at, last.met === "right-person" ? 1 : calls.retryMin)
    if (at < next) return new Refused.AttemptTooSoon({ last: last.at, next })
  }
  const { unwanted, spoken } = Person.personOf(desk.people, Person.currentOf(desk.people, call.about.customer))
  const purpose = purposeOf(call.kind)
  if (unwanted.includes(purpose)) return new Refused.CallNotWanted({ purpose })
  const until = override === undefined ? guardedUntil(call, spoken, calls, at) : null
  return until === null ? undefined : new Refused.RecentlyContacted({ until })
}

const attempt = (desk: Desk, command: Ask<"Attempt">): Answer => {
  const refused = against(desk, command)
  if (refused !== undefined) return Result.fail(refused)
  const { call } = desk.callback
  const { met } = command
  const made = attempted(desk, command, met)
  if (met === "right-person") return Result.succeed([...made, contactNoted(desk, command)])
  const because = met === "wrong-number" ? "wrong-number" as const : "no-answer" as const
  const tries = Callback.unanswered({ attempts: [...call.attempts, { at: command.at, met }] })
  const isLast = met === "wrong-number" || tries >= whole(desk.document.care).calls.attempts
  return Result.succeed(isLast ? [...made, { _tag: "CallbackGivenUp", ...on(command), kind: call.kind, about: call.about, due: call.due, because }] : made)
}

const attempted = ({ callback: { call } }: Desk, command: Ask<"Attempt"> | Ask<"Conclude">, met: Callback.Met): ReadonlyArray<Callback.Event> => {
  const { override } = command
  return [{ _tag: "CallbackAttempted", ...on(command), kind: call.kind, met, ...(override === undefined ? {} : { override }) }]
}

/** Others leave the customer alone for a while. */
const contactNoted = ({ callback: { call }, people }: Desk, { site, at }: Command): CustomerFile.Event =>
  ({ _tag: "ContactNoted", id: Person.currentOf(people, call.about.customer), site, at, by: call.assigned, means: "phone", callback: call.id })

const postpone = (desk: Desk, command: Ask<"Postpone">): Answer => {
  const { at, window } = command
  const { calls } = whole(desk.document.care)
  if (window.from < at) return Result.fail(new Refused.NewTimeOver({ from: window.from }))
  if (!isCallingTime(desk, calls, window.from)) return Result.fail(new Refused.OutsideCallingHours({ from: calls.from, to: calls.to }))
  return Result.succeed([{ _tag: "CallbackPostponed", ...on(command), kind: desk.callback.call.kind, window }])
}

const conclude = (desk: Desk, command: Ask<"Conclude">): Answer => {
  const { callback, people } = desk
  const { call } = callback
  const { outcome, answers, said = null } = command
  const isNew = callback._tag === "Open" || (callback._tag === "Withdrawn" && callback.call.attempts.at(-1)?.met !== "right-person")
  const last = call.attempts.at(-1)
  const refused = isNew ? against(desk, command) : last !== undefined && command.at < last.at ? new Refused.AttemptTooSoon({ last: last.at, next: last.at }) : undefined
  const unbelieved = refused ?? talkedOtherwise(desk, command) ?? notBooked(desk, outcome)
  if (unbelieved !== undefined) return Result.fail(unbelieved)
  return Result.succeed([
    ...(isNew ? [...attempted(desk, command, "right-person"), contactNoted(desk, command)] : []),
    {
      _tag: "CallbackConcluded", ...on(command), kind: call.kind, customer: Person.currentOf(people, call.about.customer), about: call.about, due: call.due, outcome, answers,
      said: { text: said }
    }
  ])
}

/** The answers must be a whole talk by the script, and the outcome one of its end. */
const talkedOtherwise = ({ callback: { call }, document }: Desk, { outcome, answers }: Ask<"Conclude">): Rejection | undefined => {
  const { next } = run(scriptFor(whole(document.care).scripts, call.kind), answers)
  switch (next._tag) {
    case "Asks":
      return new Refused.QuestionOpen({ question: next.question, accepted: acceptedBy(next) })
    case "NotAccepted":
      return new Refused.AnswerNotAccepted({ question: next.question, accepted: next.accepted })
    case "NotAsked":
      return new Refused.QuestionNotAsked({ question: next.question, open: next.open })
    case "CallsAgain":
      return new Refused.CallAgain({ because: next.because })
    case "Broken":
      return new Refused.ScriptBroken({ kind: call.kind, state: next.state })
    case "Ends": {
      if (allows(next, outcome, answers)) return undefined
      const reason = next.detail === null || !Object.hasOwn(answers, next.detail) ? null : String(answers[next.detail])
      return new Refused.OutcomeNotAllowed({ allowed: next.outcomes, reason })
    }
  }
}

/** An appointment is only believed when it is there. */
const notBooked = ({ appointment, callback: { call }, people }: Desk, outcome: Callback.Outcome): Rejection | undefined => {
  if (outcome._tag !== "Booked") return undefined
  const isTheirs = appointment._tag === "Booked" && Person.currentOf(people, appointment.visit.customer) === Person.currentOf(people, call.about.customer)
  return isTheirs ? undefined : new Refused.NotBookedForCustomer({ appointment: outcome.appointment })
}

// Streams

const isOf = <E extends Event>(tags: ReadonlySet<string>) => (event: Event): event is E => tags.has(event._tag)

const isSite = isOf<Site.Event>(Site.tags)
const isCustomer = isOf<CustomerFile.Event>(CustomerFile.tags)
const isAppointment = isOf<Appointment.Event>(Appointment.tags)

const evolve = (state: State, event: Event): State => {
  if (isSite(event)) return { ...state, site: Site.evolve(state.site, event) }
  if (isCustomer(event)) return { ...state, people: { ...state.people, [event.id]: Person.evolve(Person.personOf(state.people, event.id), event) } }
  if (isAppointment(event)) return { ...state, appointment: Appointment.evolve(state.appointment, event) }
  return { ...state, callback: Callback.evolve(state.callback, event) }
}

const reads = (command: Command, { callback, people, appointment }: State): ReadonlyArray<StreamId> => {
  const own = Callback.stream(command.id)
  const { _tag } = command
  const isCall = _tag === "Attempt" || _tag === "Conclude"
  if (!isCall || callback._tag === "None") return [Site.stream(command.site), own]
  const named = [callback.call.about.customer, ...(appointment._tag === "Booked" ? [appointment.visit.customer] : [])]
  return [
    Site.stream(command.site),
    ...[...new Set(named.flatMap((customer) => Person.filesOf(people, customer)))].map(CustomerFile.stream),
    ...(_tag === "Conclude" && command.outcome._tag === "Booked" ? [Appointment.stream(command.outcome.appointment)] : []),
    own
  ]
}

export const aggregate: Aggregate<Command, State, Event, Rejection> = {
  name: "callback",
  Command,
  Event,
  initial: { site: Site.initial, callback: Callback.initial, people: {}, appointment: Appointment.initial },
  decide,
  evolve,
  // What was said is still written down after the reason for the call was settled.
  isTerminal: ({ callback }) => Callback.isOver(callback) && callback._tag !== "Withdrawn",
  reads,
  streamOf: (event) => {
    if (isSite(event)) return Site.stream(event.site)
    if (isCustomer(event)) return CustomerFile.stream(event.id)
    return isAppointment(event) ? Appointment.stream(event.id) : Callback.stream(event.id)
  }
}
