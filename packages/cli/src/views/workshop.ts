import { Instant, type WorkshopBoard, Zone } from "@servicelane/core"
import type { Workshop } from "@servicelane/runtime"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { workshopWordsOf } from "./workshopWords.ts"

/** Amounts of one currency together, in its main unit. */
const sums = (proposals: WorkshopBoard.Car["proposals"]): string => {
  const byCurrency = Map.groupBy(proposals, ({ price }) => price.currency)
  return [...byCurrency].map(([currency, all]) => {
    const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
    return `${currency} ${(all.reduce((sum, { price }) => sum + price.minor, 0) / 10 ** digits).toFixed(digits)}`
  }).join(" + ")
}

export const workshopText = ({ document, date, at, here, delivered }: Workshop, language: Language): string => {
  const words = workshopWordsOf(language)
  const { zone } = document.calendar
  const clock = (instant: Instant.Instant): string => {
    const local = Zone.isoWithOffset(zone, Instant.toMillis(instant))
    return local.slice(0, 10) === date ? local.slice(11, 16) : local.slice(5, 16).replace("T", " ")
  }
  const when = (instant: Instant.Instant | null): string => instant === null ? "" : clock(instant)
  const notes = ({ priority, walkIn, missing, proposals, firstPromise, promise }: WorkshopBoard.Car): string => [
    words.priorities[priority] || (walkIn ? words.walkIn : ""),
    missing.length === 0 ? "" : words.missing(missing.join(", ")),
    proposals.length === 0 ? "" : words.asks(proposals.length, sums(proposals)),
    firstPromise === null || firstPromise === promise ? "" : words.first(clock(firstPromise))
  ].filter((note) => note !== "").join(", ")
  const name = ({ contact, customer }: Pick<WorkshopBoard.Car, "contact" | "customer">): string => contact.name ?? customer
  const cars = here.map((car) => [
    words.steps[car.step], car.queue === null ? "" : String(car.queue.place), car.contact.plate ?? car.visit, name(car), car.advisor ?? "", clock(car.since),
    car.atWork.map(({ technician, job }) => `${technician} (${job})`).join(", "), when(car.promise), notes(car)
  ])
  const atRisk = here.flatMap(({ atRisk: isAtRisk, contact, visit, customer, promise, leftMin, readyAt }) => {
    if (!isAtRisk || promise === null) return []
    const why = readyAt === null ? words.left(leftMin, clock(promise)) : words.late(clock(readyAt), clock(promise))
    return [`  ${contact.plate ?? visit}  ${contact.name ?? customer}: ${why}`]
  })
  const kept = ({ readyAt, firstPromise }: WorkshopBoard.Delivered): string =>
    firstPromise === null || readyAt === null ? words.none : readyAt <= firstPromise ? words.kept : words.broken
  const blocks = [
    bold(`${words.title} · ${document.name} · ${date} ${clock(at)} · ${words.cars(here.length)}`),
    here.length === 0
      ? `  ${dim(words.nobody)}`
      : table([words.step, words.turn, words.plate, words.customer, words.advisor, words.since, words.atWork, words.promised, words.notes], cars),
    ...(atRisk.length === 0 ? [] : [`${bold(words.atRisk)}\n${atRisk.join("\n")}`]),
    ...(delivered.length === 0 ? [] : [`${bold(words.delivered)}\n${table(
      [words.plate, words.customer, words.advisor, words.readyAt, words.out, words.promised, ""],
      delivered.map((one) => [one.contact.plate ?? one.visit, name(one), one.advisor ?? "", when(one.readyAt), clock(one.deliveredAt), when(one.promise), kept(one)])
    )}`])
  ]
  return blocks.join("\n\n")
}
