import { Instant, Reason, Zone } from "@servicelane/core"
import type { DaySheet, Line } from "@servicelane/runtime"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { reasonIn, type Words, wordsOf } from "./words.ts"

const stateIn = (words: Words, { state, confirmed, walkIn }: Line): string => {
  switch (state) {
    case "Booked":
      return confirmed ? words.confirmed : words.booked
    case "Arrived":
      return walkIn ? words.walkIn : words.arrived
    case "NoShow":
      return words.noShow
    case "Cancelled":
      return words.cancelled
  }
}

/** What the customer was told last. */
const promisedAt = ({ plan, promises }: Line): Instant.Instant => promises.at(-1)?.promisedAt ?? plan.promisedAt

export const daySheetText = ({ document, date, lines, waiting }: DaySheet, language: Language): string => {
  const words = wordsOf(language)
  const { zone } = document.calendar
  const names = new Map<string, string>(document.jobs.map(({ code, name }) => [code, name]))
  const clock = (instant: Instant.Instant): string => {
    const local = Zone.isoWithOffset(zone, Instant.toMillis(instant))
    return local.slice(0, 10) === date ? local.slice(11, 16) : local.slice(5, 16).replace("T", " ")
  }
  const rows = lines.map((line) => {
    const { plan, contact } = line
    const of = (pick: "technician" | "bay"): string => [...new Set(plan.stages.flatMap((stage) => stage[pick] ?? []))].join(", ")
    return [
      plan.localDate === date ? plan.localTime : words.since(plan.localDate.slice(5)), contact.plate ?? "", contact.name ?? line.customer, plan.jobs.map((code) => names.get(code) ?? code).join(", "),
      plan.advisor ?? "", of("technician") || words.pooled, of("bay"), words.transports[plan.transport],
      clock(promisedAt(line)), [stateIn(words, line), ...(line.prepared.length === 0 ? [] : [words.prepared(line.prepared.length)]), ...(line.carried ? [words.carried] : []), ...(line.override === null ? [] : [words.override])].join(", ")
    ]
  })
  const heading = bold(`${words.daySheet} · ${document.name} · ${date} · ${words.cars(lines.length)}`)
  if (lines.length === 0) return `${heading}\n\n  ${dim(words.nobody)}`
  const columns = [
    words.arrival, words.plate, words.customer, words.work, words.advisor, words.technician, words.bay, "", words.promised, words.state
  ]
  const begins = Instant.fromMillis(Zone.dayStart(zone, date))
  const calls = lines.flatMap((line) => {
    const { plan, contact, customer, affected, carried, missing, proposal } = line
    const why = [
      ...(carried && promisedAt(line) < begins ? [words.promiseBroken(clock(promisedAt(line)))] : []),
      ...missing.map(({ name, from }) => words.missing(name, from && clock(from))),
      ...affected.map((reason) => reasonIn(language, reason.code, Reason.sentence(reason)))
    ]
    return why.length === 0 ? [] : [`  ${plan.localDate === date ? plan.localTime : plan.localDate.slice(5)}  ${contact.plate ?? ""}  ${contact.name ?? customer}: ${[...new Set(why), ...(proposal === null ? [] : [proposal.arriveAt === plan.arriveAt ? words.byOthers : words.couldCome(clock(proposal.arriveAt), proposal.advisor ?? "")])].join("; ")}`]
  })
  const unverified = lines.flatMap(({ plan, contact, customer, verifyBy }) =>
    verifyBy === null ? [] : [`  ${plan.localTime}  ${contact.plate ?? ""}  ${contact.name ?? customer}: ${words.verifyBy(clock(verifyBy))}`])
  const queue = waiting.map(({ contact, customer, jobs, offer }) =>
    `  ${contact.plate ?? ""}  ${contact.name ?? customer}  ${jobs.map((code) => names.get(code) ?? code).join(", ")}${offer === null ? "" : `  ${words.offered(clock(offer.until))}`}`)
  return [
    `${heading}\n\n${table(columns, rows)}`,
    ...(calls.length === 0 ? [] : [`${bold(words.affected)}\n${calls.join("\n")}`]),
    ...(unverified.length === 0 ? [] : [`${bold(words.unverified)}\n${unverified.join("\n")}`]),
    ...(queue.length === 0 ? [] : [`${bold(words.waiting)}\n${queue.join("\n")}`])
  ].join("\n\n")
}
