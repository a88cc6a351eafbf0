/** Another product asks for slots and books one, with Effect. */
import { JobCode, LocalDate, Instant } from "@servicelane/core"
import { CommandHandler, slots, submit } from "@servicelane/runtime"
import { migrate, SqliteEventStore } from "@servicelane/sql/sqlite"
import { Effect, Layer } from "effect"
import { workshop } from "../workshop.ts"

const program = Effect.gen(function*() {
  const { site } = workshop
  yield* submit({ commandId: "open", site, aggregate: "site", id: site, command: { _tag: "Apply", document: workshop } }, "my-product")

  const now = Instant.Instant.make("2026-09-14T10:00:00.000Z")
  const request = { jobs: [JobCode.make("service")], transport: "wait" as const }
  const { offers: [offer] } = yield* slots({ site, from: LocalDate.LocalDate.make("2026-09-15"), days: 3, request, now })
  if (offer === undefined) return "no slot"

  const book = { _tag: "Book", at: now, customer: "customer-1", ...request, arriveAt: offer.arriveAt }
  yield* submit({ commandId: "book-1", site, aggregate: "appointment", id: "appointment-1", command: book }, "my-product")
  return `booked ${offer.localDate} ${offer.localTime}, ready by ${offer.promisedAt}`
})

const file = process.argv[2] ?? "embedded.db"
const store = CommandHandler.layer().pipe(Layer.provideMerge(SqliteEventStore.layer({ file })))
console.log(await Effect.runPromise(Effect.andThen(migrate(file), Effect.provide(program, store))))
