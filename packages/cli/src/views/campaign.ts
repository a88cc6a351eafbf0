import type { CampaignSheet } from "@servicelane/core"
import type { Campaign } from "@servicelane/runtime"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { campaignWordsOf } from "./campaignWords.ts"

type Words = ReturnType<typeof campaignWordsOf>

/** 0 of 0 is not zero per cent. */
const share = (n: number, of: number): string => of === 0 ? "" : ` (${((n / of) * 100).toFixed(1)} %)`

const stateIn = (words: Words, state: CampaignSheet.CarState): string => {
  const name = words.carStates[state._tag]
  switch (state._tag) {
    case "Came":
      return `${name} ${state.date}`
    case "Booked":
      return `${name} ${state.date} (${state.appointment})`
    case "Trimmed":
      return [`${name}: ${words.trims[state.trim.because]}`, state.trim.at.slice(0, 10), ...(state.trim.by === null ? [] : [state.trim.by])].join(", ")
    case "Refused":
      return `${name}: ${words.whyNot[state.reason.reason]}`
    case "Waiting":
      return dim(name)
  }
}

export const campaignText = (campaign: Campaign, language: Language): string => {
  const words = campaignWordsOf(language)
  const { document, month, state, steps, lines, listed, trimmed, checked, came, inMonth, booked, reasons, left, comePct, alarm } = campaign
  const counts = state === "None" ? [] : [
    ...(state === "Draft" ? [] : [words.came(came, listed) + share(came, listed), words.inMonth(inMonth, listed) + share(inMonth, listed), words.trimmed(trimmed, listed) + share(trimmed, listed)]),
    words.booked(booked), words.checked(checked, listed) + share(checked, listed)
  ]
  const counted = (heading: string, rows: ReadonlyArray<readonly [string, number]>): ReadonlyArray<string> =>
    rows.length === 0 ? [] : [`${bold(heading)}\n${rows.map(([name, n]) => `  ${name}: ${n}`).join("\n")}`]
  return [
    bold(`${words.title} · ${document.name} · ${month} · ${words.states[state]} · ${words.cars(listed)}`),
    table([words.step, words.by, words.done, ""], steps.map((one) => [words.steps[one.step], one.by, one.done ?? "", words.stepStates[one.state]])),
    ...(counts.length === 0 ? [] : [counts.map((line) => `  ${line}`).join("\n")]),
    ...(alarm === "none" ? [] : [bold(words.alarms[alarm](comePct))]),
    ...counted(words.reasons, reasons.map(({ reason, n }) => [words.whyNot[reason], n] as const)),
    lines.length === 0 ? `  ${dim(words.nobody)}` : table([words.due, words.vehicle, words.customer, words.basis, words.state], lines.map((line) => [
      line.due.on, line.vehicle, line.customer, `${words.kinds[line.due.kind]}, ${words.bases[line.due.by]}`, stateIn(words, line.state)
    ])),
    ...counted(words.left, left.map(({ because, n }) => [words.because[because], n] as const))
  ].join("\n\n")
}
