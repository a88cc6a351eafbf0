import { Instant, LocalDate, type Plan, Reason, type Site, type Slots, Zone } from "@servicelane/core"
import { bold, dim, type Language } from "../Terminal.ts"
import { reasonIn, type Words, wordsOf } from "./words.ts"

const clockTime = (zone: Zone.Zone, instant: Instant.Instant): string => Zone.isoWithOffset(zone, Instant.toMillis(instant)).slice(11, 16)

/** `09:15 li-na → 11:40`: the arrival, who receives the car, and the promise. */
const one = (zone: Zone.Zone, plan: Plan.Plan): string => {
  const promised = Zone.isoWithOffset(zone, Instant.toMillis(plan.promisedAt))
  const day = promised.slice(0, 10) === plan.localDate ? "" : `${promised.slice(0, 10)} `
  return `${plan.localTime} ${plan.advisor ?? ""} → ${day}${clockTime(zone, plan.promisedAt)}`
}

const offersText = (plans: ReadonlyArray<Plan.Plan>, zone: Zone.Zone, words: Words): ReadonlyArray<string> =>
  [...new Set(plans.map(({ localDate }) => localDate))].flatMap((date) => {
    const ofDate = plans.filter(({ localDate }) => localDate === date)
    return [bold(`${words.weekdays[LocalDate.weekdayOf(date)]} ${date}  ${dim(`${ofDate.length} ${words.offers}`)}`), ...ofDate.map((plan) => `  ${one(zone, plan)}`)]
  })

const noneText = ({ binding, relaxation, reasons, dates }: Slots.None, zone: Zone.Zone, language: Language): ReadonlyArray<string> => {
  const words = wordsOf(language)
  const weekday = (date: LocalDate.LocalDate): string => words.weekdays[LocalDate.weekdayOf(date)]
  return [
    bold(words.because(words.none, reasonIn(language, binding.code, binding.message))),
    ...dates.map(({ date, code, message }) => `  ${weekday(date)} ${date}  ${reasonIn(language, code, message)}`),
    dim(`  ${reasons.map(({ code, n }) => `${n} × ${reasonIn(language, code, Reason.sentence({ code }))}`).join("; ")}`),
    ...(relaxation === null ? [] : [`${words.relaxations[relaxation.kind]}: ${relaxation.offer.localDate} ${one(zone, relaxation.offer)}`])
  ]
}

/** Site by site where there are several, each under its name; those without an offer are left out unless none has one. */
export const slotsText = ({ offers, none }: Slots.GroupSlots, sites: ReadonlyArray<Site.Document>, language: Language): string =>
  sites.flatMap(({ site, name, calendar: { zone } }) => {
    const plans = offers.flatMap((offer) => offer.site === site ? offer.plan : [])
    const why = none?.find((one) => one.site === site)
    const lines = why === undefined ? offersText(plans, zone, wordsOf(language)) : noneText(why.none, zone, language)
    return lines.length === 0 ? [] : [[...(sites.length === 1 ? [] : [bold(name)]), ...lines].join("\n")]
  }).join("\n\n")
