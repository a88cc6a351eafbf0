/** A decider is a pure function: what is asked meets what is known. No store, no clock, no framework. */
import { Booking, BookingCommand, fold, Instant, Site } from "@servicelane/core"
import { Result, Schema } from "effect"
import { workshop } from "../workshop.ts"

const ask = Schema.decodeUnknownSync(BookingCommand.Command)
const monday18 = Instant.Instant.make("2026-09-14T10:00:00.000Z")

// The site's document becomes facts, and the facts what is known.
const opened = Result.getOrThrow(Site.aggregate.decide(Site.apply(workshop, monday18), Site.initial))
const known = fold(Booking.aggregate, opened)

// Tomorrow at nine, and the customer waits for the car.
const wish = { _tag: "Book", site: "corner", at: monday18, jobs: ["service"], transport: "wait", arriveAt: { date: "2026-09-15", time: "09:00" } }
const first = ask({ ...wish, id: "appointment-1", customer: "customer-1" })
const facts = Result.getOrThrow(Booking.aggregate.decide(first, known))
console.log("decided:", facts.map(({ _tag }) => _tag).join(", "))

// Said twice is said once.
console.log("again:", Result.getOrThrow(Booking.aggregate.decide(first, fold(Booking.aggregate, facts, known))).length, "new facts")

// The next customer meets the same daybook.
const daybook = facts.filter(({ _tag }) => _tag === "CapacityTaken")
const rival = ask({ ...wish, id: "appointment-2", customer: "customer-2" })
const refused = Booking.aggregate.decide(rival, fold(Booking.aggregate, daybook, known))
console.log("refused:", Result.isFailure(refused) ? refused.failure.message : "no")
