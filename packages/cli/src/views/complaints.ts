import type { Advice, ComplaintBoard } from "@servicelane/core"
import type { Complaints } from "@servicelane/runtime"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { peopleWordsOf } from "./peopleWords.ts"

/** Complaints in a table; what was said stands below it, for it may be long. */
export const complaintRows = (lines: ReadonlyArray<ComplaintBoard.Line>, language: Language): string => {
  const words = peopleWordsOf(language)
  return table([words.due, "", words.owner, words.source, words.category, words.customer, words.car, ""], lines.map(({ id, next, leftMin, owner, source, category, customer, vehicle }) =>
    [words.deadlines[next.what], words.left(leftMin), owner ?? words.nobody, words.sources[source], words.categories[category], customer, vehicle ?? "", id]))
}

export const complaintsText = ({ document, open, reopenable, counts }: Complaints, language: Language): string => {
  const words = peopleWordsOf(language)
  const spoken = open.flatMap(({ id, what, solution, reopened }) => {
    const told = [...(what === null ? [] : [words.said(what)]), ...(solution === null ? [] : [words.solution[solution._tag](solution.text)]), ...reopened.map(words.reopened)]
    return told.length === 0 ? [] : [`  ${id}\n${told.map((one) => `    ${one}`).join("\n")}`]
  })
  const closed = reopenable.map(({ id, customer, category, until }) => [id, customer, words.categories[category], words.until(until)])
  return [
    `${bold(`${words.complaints} · ${document.name}`)}\n  ${counts.open === 0 && reopenable.length === 0 ? dim(words.none) : words.counted(counts)}`,
    ...(open.length === 0 ? [] : [complaintRows(open, language)]),
    ...(spoken.length === 0 ? [] : [`${bold(words.words)}\n${spoken.join("\n")}`]),
    ...(closed.length === 0 ? [] : [`${bold(words.reopenable)}\n${table(["", words.customer, words.category, ""], closed)}`])
  ].join("\n\n")
}

export const adviceText = ({ name, signs, helps }: Advice, language: Language): string =>
  `${bold(name)}\n  ${signs}\n\n${helps.map((one, i) => `  ${i + 1}. ${one}`).join("\n")}\n\n  ${dim(peopleWordsOf(language).keptNowhere)}`
