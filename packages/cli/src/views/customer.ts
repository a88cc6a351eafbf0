import { CustomerFile, Instant, Zone } from "@servicelane/core"
import type { CustomerSheet } from "@servicelane/runtime"
import { bold, type Language, table } from "../Terminal.ts"
import { complaintRows } from "./complaints.ts"
import { peopleWordsOf } from "./peopleWords.ts"

/** Contacts that are printed; all of them are in the JSON. */
const latest = 10

export const customerText = (sheet: CustomerSheet, language: Language): string => {
  const words = peopleWordsOf(language)
  const { document, file, tier } = sheet
  const clock = (at: Instant.Instant): string => Zone.isoWithOffset(document.calendar.zone, Instant.toMillis(at)).slice(0, 16).replace("T", " ")
  const details: CustomerFile.Details = file.data._tag === "Given" ? file.data.details : {}
  const gets = tier === null ? [] : [...tier.gets.map((one) => words.tierGets[one]), ...(tier.callMonths === null ? [] : [words.tierCalls(tier.callMonths)])]
  const facts: ReadonlyArray<readonly [string, string | null | undefined]> = [
    [words.into, sheet.mergedInto],
    [words.data, file.data._tag === "Refused" ? words.keptToThemselves : null],
    [words.phone, details.phones?.join(", ") || null],
    [words.unreachable, file.unreachable && words.since(clock(file.unreachable.since), file.unreachable.because)],
    [words.email, details.email],
    [words.address, details.address],
    [words.preferred, file.preferred && `${file.preferred.from} – ${file.preferred.to}`],
    [words.birthday, details.birthday],
    [words.licence, details.licenceUntil],
    [words.tier, file.tier && [file.tier, ...gets].join(", ")],
    [words.handling, file.handling],
    [words.external, file.external.map(({ system, id }) => `${system} ${id}`).join(", ") || null]
  ]
  const { purposes, means } = words
  const mayRows = CustomerFile.Means.literals.map((by) => [means[by], ...CustomerFile.Purpose.literals.map((purpose) => {
    const found = sheet.may.find((one) => one.means === by && one.purpose === purpose)
    return found === undefined ? "" : words.may(found.may, found.said)
  })])
  const block = (title: string, headings: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> =>
    rows.length === 0 ? [] : [`${bold(title)}\n${table(headings, rows)}`]
  return [
    bold([file.id, ...(details.name === undefined ? [] : [details.name])].join(" · ")),
    facts.flatMap(([name, value]) => value === null || value === undefined ? [] : [`  ${name}: ${value}`]).join("\n"),
    ...block(words.mayTitle, ["", ...CustomerFile.Purpose.literals.map((purpose) => purposes[purpose])], mayRows),
    ...block(words.cars, [words.car, "", "", ""], sheet.cars.map(({ id, brand, model, plates, as, gone }) =>
      [id, `${brand} ${model}`, plates.plate ?? "", [...as.map((role) => words.roles[role]), ...(gone === null ? [] : [words.gone])].join(", ")])),
    ...block(words.calls, ["", words.at, ""], sheet.callbacks.map(({ id, kind, from, by }) => [words.kinds[kind], `${clock(from)} – ${clock(by)}`, id])),
    ...(sheet.complaints.length === 0 ? [] : [`${bold(words.complaints)}\n${complaintRows(sheet.complaints, language)}`]),
    ...block(words.contacts, [words.at, words.by, ""], sheet.contacts.slice(0, latest).map(({ at, by, means: how }) => [clock(at), by ?? "", means[how]])),
    ...block(words.merged, ["", "", words.phone], sheet.merged.map(({ id, data }) =>
      data._tag === "Given" ? [id, data.details.name ?? "", data.details.phones?.join(", ") ?? ""] : [id, "", ""]))
  ].filter((text) => text !== "").join("\n\n")
}
