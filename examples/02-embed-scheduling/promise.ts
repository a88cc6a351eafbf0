/** Another product asks for slots and books one, with Promises. */
import { open } from "@servicelane/runtime/promise"
import { migrate, SqliteEventStore } from "@servicelane/sql/sqlite"
import { Effect } from "effect"
import { workshop } from "../workshop.ts"

const file = process.argv[2] ?? "embedded.db"
await Effect.runPromise(migrate(file))
const lane = await open(SqliteEventStore.layer({ file }), { actor: "my-product" })

const { site } = workshop
await lane.send({ commandId: "open", site, aggregate: "site", id: site, command: { _tag: "Apply", document: workshop } })

const now = "2026-09-14T10:00:00.000Z"
const request = { jobs: ["service"], transport: "wait" as const }
const found = await lane.slots({ site, from: "2026-09-15", days: 3, request, now })
const offer = found.ok ? found.value.offers[0] : undefined

if (offer !== undefined) {
  const book = { _tag: "Book", at: now, customer: "customer-1", ...request, arriveAt: offer.arriveAt }
  const answer = await lane.send({ commandId: "book-1", site, aggregate: "appointment", id: "appointment-1", command: book })
  console.log(answer.ok ? `booked ${offer.localDate} ${offer.localTime}, ready by ${offer.promisedAt}` : answer.refusal.message)
}
await lane.close()
