import type { ClubSheet } from "@servicelane/runtime"
import { bold, type Language, table } from "../Terminal.ts"
import { loyaltyWordsOf } from "./loyaltyWords.ts"
import { moneyText } from "./money.ts"

/** Lines of a statement that are printed; the rest is in the JSON. */
const recent = 20

const signed = (n: number): string => n === 0 ? "" : n > 0 ? `+${n}` : String(n)

export const clubText = ({ customer, name, run, gifts, card }: ClubSheet, language: Language): string => {
  const words = loyaltyWordsOf(language)
  const handed = (one: ClubSheet["gifts"][number]["handed"]): string => one._tag === "Cash" ? moneyText(one.amount) : one.gift
  const facts: ReadonlyArray<readonly [string, string | null]> = card === null ? [] : [
    [words.type, card.type],
    [words.joined, card.joined],
    [words.ends, card.ends],
    [words.points, `${card.balance}${card.expiring === null ? "" : words.expiring(card.expiring.points, card.expiring.on)}`],
    [words.credit, card.credit && moneyText(card.credit)],
    [words.car, card.car && [card.car.vehicle, card.car.plate].filter((one) => one !== null).join(" · ")],
    [words.maintenance, card.car?.due ? [card.car.due.on, ...(card.car.due.km === null ? [] : [`${card.car.due.km.toLocaleString("en")} km`])].join(" · ") : null],
    [words.insurance, card.car?.insurance ?? null],
    [words.inspection, card.car?.inspection ?? null]
  ]
  const blocks = [
    bold([customer, name, card === null ? words.noCard : words.card(card.serial)].filter((one) => one !== null).join(" · ")),
    [`  ${words.run(run.length, run.every)}${run.owed === 0 ? "" : words.owed(run.owed)}`, ...facts.flatMap(([label, value]) => value === null ? [] : [`  ${label}: ${value}`])].join("\n"),
    ...(gifts.length === 0 ? [] : [`${bold(words.gifts)}\n${table([words.date, words.gift, ""], gifts.map((one) => [one.date, handed(one.handed), one.answered === null ? "" : words.answered(one.answered.by, words.because[one.answered.because])]))}`]),
    ...(card === null ? [] : [`${bold(words.statement)}\n${table([words.date, words.what, "", `>${words.points}`, `>${words.balance}`, `>${words.amount}`], card.statement.slice(-recent).map((line) => [
      line.on, words.moved[line.what], line.of ?? line.entry ?? "", signed(line.points), String(line.balance), line.amount === null ? "" : moneyText(line.amount)
    ]))}`])
  ]
  return blocks.join("\n\n")
}
