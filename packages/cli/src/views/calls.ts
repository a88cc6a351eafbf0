import { CallFacts, Instant, Zone } from "@servicelane/core"
import type { CallLine, Calls, CallSheet } from "@servicelane/runtime"
import { Result } from "effect"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { callWordsOf } from "./callWords.ts"

export const callListText = ({ document, date, lines }: Calls, language: Language): string => {
  const words = callWordsOf(language)
  const clock = (instant: Instant.Instant): string => {
    const local = Zone.isoWithOffset(document.calendar.zone, Instant.toMillis(instant))
    return local.slice(0, 10) === date ? local.slice(11, 16) : local.slice(5, 16).replace("T", " ")
  }
  const remarks = ({ overdue, from, guardedUntil, unwanted, preferred, call }: CallLine): string => [
    ...(overdue ? [words.overdue] : []),
    ...(unwanted ? [words.unwanted] : []),
    ...(guardedUntil === null ? [] : [words.guarded(clock(guardedUntil))]),
    ...(call.shifts > 0 ? [words.shifted] : []),
    ...(preferred === null ? [] : [`${words.likes(preferred.from, preferred.to)}${preferred.now ? ` (${words.now})` : ""}`]),
    ...(call.assigned === null ? [] : [words.assigned(call.assigned)]),
    words.from(clock(from))
  ].join(", ")
  const rows = lines.map((line) => {
    const { call, name, phone, car } = line
    return [
      words.kinds[call.kind], name ?? call.about.customer, phone ?? "", car === null ? "" : [car.plate, `${car.brand} ${car.model}`].filter((one) => one !== null).join(" "),
      clock(call.window.by), String(call.attempts.length), remarks(line), dim(call.id)
    ]
  })
  const heading = bold(`${words.calls} · ${document.name} · ${date}`)
  return lines.length === 0
    ? `${heading}\n\n  ${dim(words.none)}`
    : `${heading}\n\n${table([words.why, words.whom, words.phone, words.car, words.by, words.tried, words.remarks, words.id], rows)}`
}

/** Where the log has no name or number, these words are said; what else is missing is not made up. */
const factsOf = ({ facts }: CallSheet, language: Language): CallFacts.Facts => {
  const { owner, ourNumber } = callWordsOf(language)
  return { customer: owner, hotline: ourNumber, ...facts }
}

/** What the rest of the script may need and nobody has told. */
const needsOf = (sheet: CallSheet, language: Language): ReadonlyArray<string> => {
  const facts = factsOf(sheet, language)
  return [...new Set(sheet.script.states.flatMap(({ say }) => Result.match(CallFacts.filled(say, facts, language), { onSuccess: () => [], onFailure: (missing) => missing.facts })))]
}

/** Every line so far, or the facts that they need. */
const linesOf = (sheet: CallSheet, language: Language) => {
  const facts = factsOf(sheet, language)
  return Result.all(sheet.talk.lines.map(({ state, say, answer }) => Result.map(CallFacts.filled(say, facts, language), (said) => ({ state, said, answer }))))
}

/** As a program reads it. */
export const talkJson = (sheet: CallSheet, language: Language) => Result.map(linesOf(sheet, language), (lines) => {
  const { call, facts, talk: { next } } = sheet
  return {
    callback: call.id, kind: call.kind, lines, facts, needs: needsOf(sheet, language),
    next: next._tag === "Asks" ? { ...next, choices: next.choices.map(({ code, label }) => ({ code, label: label[language] })) } : next
  }
})

export const talkText = (sheet: CallSheet, language: Language): Result.Result<string, CallFacts.FactsMissing> => Result.map(linesOf(sheet, language), (lines) => {
  const words = callWordsOf(language)
  const { call, document, talk: { next } } = sheet
  const needs = needsOf(sheet, language)
  const afterwards = (): ReadonlyArray<string> => {
    switch (next._tag) {
      case "Asks":
        return [
          dim(`${next.question} · ${words.answers}:`),
          ...next.choices.map(({ code, label }) => `  ${next.question}=${code}  ${dim(label[language])}`),
          ...(next.count === null ? [] : [`  ${next.question}=…  ${dim(words.whole(next.count.least, next.count.most, words.units[next.count.unit]))}`])
        ]
      case "Ends":
        return [words.ends(next.outcomes.join(", "))]
      case "CallsAgain":
        return [words.again[next.because]]
      case "NotAccepted":
        return [words.notAccepted(next.question, next.accepted.join(", "))]
      case "NotAsked":
        return [words.notAsked(next.question, next.open)]
      case "Broken":
        return [words.broken(next.state)]
    }
  }
  return [
    bold(`${words.kinds[call.kind]} · ${document.name} · ${call.id}`),
    "",
    ...lines.flatMap(({ said, answer }) => [`  ${said}`, ...(answer === null ? [] : [`    → ${answer}`])]),
    "",
    ...afterwards().map((line) => `  ${line}`),
    ...(needs.length === 0 ? [] : ["", dim(`  ${words.needs(needs.join(", "))}`)])
  ].join("\n")
})
