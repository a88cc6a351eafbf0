/** How satisfied a site's customers are: by survey and month, counted from single events; coached answers apart. */
import type { Projection } from "../Projection.ts"
import { type Answers, scoresOf, type Survey } from "./Answers.ts"
import type { Event, How } from "./Response.ts"

/** Of one site, month, survey and way of asking. Sums, never means. */
export interface Counts {
  /** Answers that count. */
  n: number
  /** Answers that do not, because the customer had been told what to say. */
  coached: number
  /** By factor, the sum of its scores, and how often it was a ten. */
  readonly sums: Map<string, number>
  readonly tens: Map<string, number>
  /** Of those who were asked whether they recommend the site: 9 and 10, 0 to 6, all. */
  promoters: number
  detractors: number
  asked: number
}

export const empty = (): Counts => ({ n: 0, coached: 0, sums: new Map(), tens: new Map(), promoters: 0, detractors: 0, asked: 0 })

/** By `site|month|survey|how`. */
export type Tally = Map<string, Counts>

export const keyOf = (site: string, month: string, survey: Survey, how: How): string => [site, month, survey, how].join("|")

const more = (map: Map<string, number>, key: string, n: number): void => void map.set(key, (map.get(key) ?? 0) + n)

const count = (counts: Counts, answers: Answers, sign: 1 | -1): void => {
  counts.n += sign
  for (const [factor, score] of scoresOf(answers)) {
    more(counts.sums, factor, sign * score)
    more(counts.tens, factor, score === 10 ? sign : 0)
  }
  const { recommends } = answers
  if (recommends === null) return
  counts.asked += sign
  if (recommends >= 9) counts.promoters += sign
  if (recommends <= 6) counts.detractors += sign
}

export const plus = (a: Counts, b: Counts): Counts => {
  const sum: Counts = { ...empty(), n: a.n + b.n, coached: a.coached + b.coached, promoters: a.promoters + b.promoters, detractors: a.detractors + b.detractors, asked: a.asked + b.asked }
  for (const part of [a, b]) {
    for (const [factor, n] of part.sums) more(sum.sums, factor, n)
    for (const [factor, n] of part.tens) more(sum.tens, factor, n)
  }
  return sum
}

export const satisfaction: Projection<Tally, Event> = {
  name: "satisfaction",
  version: 1,
  initial: () => new Map(),
  evolve: (tally, event) => {
    const { site, date, how, answers } = event
    const key = keyOf(site, date.slice(0, 7), answers.survey, how)
    const counts = tally.get(key) ?? empty()
    tally.set(key, counts)
    if (event._tag === "CoachingFound" || event.coached) counts.coached++
    if (event._tag === "CoachingFound") count(counts, answers, -1)
    else if (!event.coached) count(counts, answers, 1)
    return tally
  },
  merge: (a, b) => {
    const sum: Tally = new Map(a)
    for (const [key, counts] of b) sum.set(key, plus(sum.get(key) ?? empty(), counts))
    return sum
  }
}

/** What the counts say. Null where nothing was counted: 0 of 0 is not zero per cent. */
export interface Reading {
  readonly n: number
  readonly coached: number
  /** The mean of the five factors' means, times ten: 100 when all is a ten (K-16). */
  readonly index: number | null
  /** The share of tens among all scores. */
  readonly topBox: number | null
  readonly nps: number | null
  readonly factors: ReadonlyArray<{ readonly factor: string; readonly mean: number; readonly tens: number }>
}

export const readingOf = ({ n, coached, sums, tens, promoters, detractors, asked }: Counts): Reading => {
  const factors = n === 0 ? [] : [...sums].map(([factor, sum]) => ({ factor, mean: sum / n, tens: (tens.get(factor) ?? 0) / n }))
  const mean = (of: (one: (typeof factors)[number]) => number): number | null => factors.length === 0 ? null : factors.reduce((sum, one) => sum + of(one), 0) / factors.length
  const index = mean((one) => one.mean)
  return { n, coached, index: index === null ? null : index * 10, topBox: mean((one) => one.tens), nps: asked === 0 ? null : ((promoters - detractors) / asked) * 100, factors }
}
