import type { SurveySheet } from "@servicelane/runtime"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { surveyWordsOf } from "./surveyWords.ts"

const number = (value: number | null): string => value === null ? "–" : value.toFixed(1)

export const surveysText = ({ document, month, satisfaction, results, audits }: SurveySheet, language: Language): string => {
  const words = surveyWordsOf(language)
  const asked = satisfaction.map(({ survey, how, n, coached, index, topBox, nps }) =>
    [survey.toUpperCase(), how === null ? words.all : words.ways[how], String(n), String(coached), number(index), topBox === null ? "–" : `${number(topBox * 100)} %`, number(nps)])
  const factors = satisfaction.filter(({ how, survey }) => how === null || !satisfaction.some((one) => one.survey === survey && one.how === null)).flatMap(({ survey, factors: all }) =>
    all.map(({ factor, mean, tens }) => [survey.toUpperCase(), words.factors[factor] ?? factor, mean.toFixed(2), `${number(tens * 100)} %`]))
  const published = results.map(({ survey, period, figures: { samples, store, region, nationalRank, of } }) =>
    [survey.toUpperCase(), period, String(samples), String(store), String(region), nationalRank === null ? "" : `${nationalRank}${of === null ? "" : ` / ${of}`}`])
  const audited = audits.map(({ advisor, audit, assignableSince }) =>
    [advisor, audit.date, String(audit.score), audit.passed ? words.passed : words.failed, audit.failed.join(" "), assignableSince === null ? words.noCars : words.since(assignableSince)])
  const blocks = [
    ...(asked.length === 0 ? [] : [table([words.survey, words.way, `>${words.n}`, `>${words.coached}`, `>${words.index}`, `>${words.tens}`, ">NPS"], asked)]),
    ...(factors.length === 0 ? [] : [table([words.survey, words.factor, `>${words.mean}`, `>${words.tens}`], factors)]),
    ...(published.length === 0 ? [] : [`${bold(words.published)}\n${table([words.survey, words.period, `>${words.n}`, `>${words.store}`, `>${words.region}`, `>${words.rank}`], published)}`]),
    ...(audited.length === 0 ? [] : [`${bold(words.audits)}\n${table([words.advisor, words.date, `>${words.score}`, "", words.items, ""], audited)}`])
  ]
  return [bold(`${words.title} · ${document.name} · ${month}`), ...(blocks.length === 0 ? [`  ${dim(words.nothing)}`] : blocks)].join("\n\n")
}
