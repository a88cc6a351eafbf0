import { Instant, LocalDate, type Plan, Reason, type Slots, Zone } from "@servicelane/core"
import { bold, dim, type Language } from "../Terminal.ts"
import { reasonIn, wordsOf } from "./words.ts"

const clockTime = (zone: Zone.Zone, instant: Instant.Instant): string => Zone.isoWithOffset(zone, Instant.toMillis(instant)).slice(11, 16)

/** `09:15 li-na → 11:40`: the arrival, who receives the car, and the promise. */
const one = (zone: Zone.Zone, plan: Plan.Plan): string => {
  const promised = Zone.isoWithOffset(zone, Instant.toMillis(plan.promisedAt))
  const day = promised.slice(0, 10) === plan.localDate ? "" : `${promised.slice(0, 10)} `
  return `${plan.localTime} ${plan.advisor ?? ""} → ${day}${clockTime(zone, plan.promisedAt)}`
}

export const slotsText = ({ offers, none }: Slots.Slots, zone: Zone.Zone, language: Language): string => {
  const words = wordsOf(language)
  if (none !== null) {
    const { binding, relaxation, reasons, dates } = none
    const weekday = (date: LocalDate.LocalDate): string => words.weekdays[LocalDate.weekdayOf(date)]
    return [
      bold(words.because(words.none, reasonIn(language, binding.code, binding.message))),
      ...dates.map(({ date, code, message }) => `  ${weekday(date)} ${date}  ${reasonIn(language, code, message)}`),
      dim(`  ${reasons.map(({ code, n }) => `${n} × ${reasonIn(language, code, Reason.sentence({ code }))}`).join("; ")}`),
      ...(relaxation === null ? [] : [`${words.relaxations[relaxation.kind]}: ${relaxation.offer.localDate} ${one(zone, relaxation.offer)}`])
    ].join("\n")
  }
  const dates = [...new Set(offers.map(({ localDate }) => localDate))]
  return dates.flatMap((date) => {
    const ofDate = offers.filter(({ localDate }) => localDate === date)
    return [bold(`${words.weekdays[LocalDate.weekdayOf(date)]} ${date}  ${dim(`${ofDate.length} ${words.offers}`)}`), ...ofDate.map((plan) => `  ${one(zone, plan)}`)]
  }).join("\n")
}
